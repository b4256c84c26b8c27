"""Every change of units, people and rights."""

from lantoa.organisations.operations.acts import Heir, NewUnit, Order
from lantoa.organisations.operations.checking import UnableToChangeUnits
from lantoa.organisations.operations.consents import Basis, UnableToRecordConsent, record_consent, withdraw_consent
from lantoa.organisations.operations.delegating import UnableToDelegate, delegate, end_delegation
from lantoa.organisations.operations.deriving import derive
from lantoa.organisations.operations.importing import Examination, UnableToLoadTree, examine, kinds, load_tree
from lantoa.organisations.operations.joining import (
    JoinPreview,
    can_undo,
    join_people,
    preview_join,
    tell_apart,
    undo_join,
)
from lantoa.organisations.operations.people import (
    UnableToChangePeople,
    add_person,
    appoint,
    correct_person,
    end_post,
    join_unit,
    leave_unit,
    mark_head,
)
from lantoa.organisations.operations.personal_data import forget_actor
from lantoa.organisations.operations.previewing import Preview, preview
from lantoa.organisations.operations.rights import UnableToChangeRights, change_term, end_grant, grant
from lantoa.organisations.operations.rosters import (
    UnableToImportPeople,
    choose,
    discard_roster,
    set_columns,
    take_in_roster,
    write_roster,
)
from lantoa.organisations.operations.succession import (
    annul,
    dissolve,
    found,
    merge,
    move,
    rename,
    split,
)
from lantoa.organisations.operations.units import DATA, found_unit, load_classes, move_unit, rename_unit
from lantoa.organisations.operations.vietnam import Loaded, UnableToLoadVietnam, load_vietnam

__all__ = [
    "DATA",
    "Basis",
    "Examination",
    "Heir",
    "JoinPreview",
    "Loaded",
    "NewUnit",
    "Order",
    "Preview",
    "UnableToChangePeople",
    "UnableToChangeRights",
    "UnableToChangeUnits",
    "UnableToDelegate",
    "UnableToImportPeople",
    "UnableToLoadTree",
    "UnableToLoadVietnam",
    "UnableToRecordConsent",
    "add_person",
    "annul",
    "appoint",
    "can_undo",
    "change_term",
    "choose",
    "correct_person",
    "delegate",
    "derive",
    "discard_roster",
    "dissolve",
    "end_delegation",
    "end_grant",
    "end_post",
    "examine",
    "forget_actor",
    "found",
    "found_unit",
    "grant",
    "join_people",
    "join_unit",
    "kinds",
    "leave_unit",
    "load_classes",
    "load_tree",
    "load_vietnam",
    "mark_head",
    "merge",
    "move",
    "move_unit",
    "preview",
    "preview_join",
    "record_consent",
    "rename",
    "rename_unit",
    "set_columns",
    "split",
    "take_in_roster",
    "tell_apart",
    "undo_join",
    "withdraw_consent",
    "write_roster",
]

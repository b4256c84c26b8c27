"""Every change of units, people and rights."""

from lantoa.organisations.operations.acts import Heir, NewUnit, Order
from lantoa.organisations.operations.checking import UnableToChangeUnits
from lantoa.organisations.operations.deriving import derive
from lantoa.organisations.operations.importing import Examination, UnableToLoadTree, examine, kinds, load_tree
from lantoa.organisations.operations.people import add_person, appoint
from lantoa.organisations.operations.previewing import Preview, preview
from lantoa.organisations.operations.rights import grant
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
    "Examination",
    "Heir",
    "Loaded",
    "NewUnit",
    "Order",
    "Preview",
    "UnableToChangeUnits",
    "UnableToLoadTree",
    "UnableToLoadVietnam",
    "add_person",
    "annul",
    "appoint",
    "derive",
    "dissolve",
    "examine",
    "found",
    "found_unit",
    "grant",
    "kinds",
    "load_classes",
    "load_tree",
    "load_vietnam",
    "merge",
    "move",
    "move_unit",
    "preview",
    "rename",
    "rename_unit",
    "split",
]

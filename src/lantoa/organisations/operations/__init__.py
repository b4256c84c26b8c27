"""Every change of units, people and rights."""

from lantoa.organisations.operations.acts import Heir, NewUnit, Order
from lantoa.organisations.operations.checking import UnableToChangeUnits
from lantoa.organisations.operations.deriving import derive
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
    "Heir",
    "Loaded",
    "NewUnit",
    "Order",
    "Preview",
    "UnableToChangeUnits",
    "UnableToLoadVietnam",
    "add_person",
    "annul",
    "appoint",
    "derive",
    "dissolve",
    "found",
    "found_unit",
    "grant",
    "load_classes",
    "load_vietnam",
    "merge",
    "move",
    "move_unit",
    "preview",
    "rename",
    "rename_unit",
    "split",
]

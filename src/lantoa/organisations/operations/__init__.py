"""Every change of units, people and rights."""

from lantoa.organisations.operations.checking import UnableToChangeUnits
from lantoa.organisations.operations.people import add_person, appoint
from lantoa.organisations.operations.rights import grant
from lantoa.organisations.operations.units import DATA, found_unit, load_classes, move_unit, rename_unit

__all__ = [
    "DATA",
    "UnableToChangeUnits",
    "add_person",
    "appoint",
    "found_unit",
    "grant",
    "load_classes",
    "move_unit",
    "rename_unit",
]

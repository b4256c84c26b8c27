"""Tables of units through time, people, posts and rights."""

from lantoa.organisations.models.people import Person, Post
from lantoa.organisations.models.personal_data import PersonRequest, Restriction
from lantoa.organisations.models.rights import Grant
from lantoa.organisations.models.succession import Change, Counterpart, Succession
from lantoa.organisations.models.units import Unit, UnitAncestry, UnitClass, UnitContact, UnitName, UnitParent

__all__ = [
    "Change",
    "Counterpart",
    "Grant",
    "Person",
    "PersonRequest",
    "Post",
    "Restriction",
    "Succession",
    "Unit",
    "UnitAncestry",
    "UnitClass",
    "UnitContact",
    "UnitName",
    "UnitParent",
]

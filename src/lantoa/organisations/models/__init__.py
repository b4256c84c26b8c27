"""Tables of units through time, people, posts and rights."""

from lantoa.organisations.models.people import Person, Post
from lantoa.organisations.models.rights import Grant
from lantoa.organisations.models.units import Unit, UnitAncestry, UnitClass, UnitName, UnitParent

__all__ = ["Grant", "Person", "Post", "Unit", "UnitAncestry", "UnitClass", "UnitName", "UnitParent"]

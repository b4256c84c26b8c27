"""Tables of units through time, people, posts and rights."""

from lantoa.organisations.models.consents import Consent
from lantoa.organisations.models.people import DistinctPeople, Membership, Person, PersonJoin, Post
from lantoa.organisations.models.personal_data import PersonRequest, Restriction
from lantoa.organisations.models.rights import Delegation, Grant
from lantoa.organisations.models.rosters import RosterColumns, RosterDraft
from lantoa.organisations.models.succession import Change, Counterpart, Restructuring, Succession, TreeStamp
from lantoa.organisations.models.units import Unit, UnitAncestry, UnitClass, UnitContact, UnitName, UnitParent

__all__ = [
    "Change",
    "Consent",
    "Counterpart",
    "Delegation",
    "DistinctPeople",
    "Grant",
    "Membership",
    "Person",
    "PersonJoin",
    "PersonRequest",
    "Post",
    "Restriction",
    "Restructuring",
    "RosterColumns",
    "RosterDraft",
    "Succession",
    "TreeStamp",
    "Unit",
    "UnitAncestry",
    "UnitClass",
    "UnitContact",
    "UnitName",
    "UnitParent",
]

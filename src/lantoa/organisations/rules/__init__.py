"""What holds of units through time, in plain Python."""

from lantoa.organisations.rules.changes import CHANGES
from lantoa.organisations.rules.consents import BASES, PARTS, PURPOSES
from lantoa.organisations.rules.counterparts import Stand, lowest_above, stands
from lantoa.organisations.rules.lines import LINES
from lantoa.organisations.rules.naming import fill_pattern, name_pattern
from lantoa.organisations.rules.people import (
    MEMBERSHIPS,
    Known,
    Pair,
    absorbed,
    is_likely,
    likely_pairs,
    reasons,
    spelled,
)
from lantoa.organisations.rules.restructuring import Holding, alike, held_by_ancestors, held_through_stands
from lantoa.organisations.rules.restructuring import changed as holders_changed
from lantoa.organisations.rules.roles import GIVEN, ROLES, STRONG_ROLES, Role, may_give, verbs_of
from lantoa.organisations.rules.spans import FOREVER, Ancestor, Span, ancestors
from lantoa.organisations.rules.succession import WHOLE, Lineage, Lot, Moment, Passage, piece

__all__ = [
    "BASES",
    "CHANGES",
    "FOREVER",
    "GIVEN",
    "LINES",
    "MEMBERSHIPS",
    "PARTS",
    "PURPOSES",
    "ROLES",
    "STRONG_ROLES",
    "WHOLE",
    "Ancestor",
    "Holding",
    "Known",
    "Lineage",
    "Lot",
    "Moment",
    "Pair",
    "Passage",
    "Role",
    "Span",
    "Stand",
    "absorbed",
    "alike",
    "ancestors",
    "fill_pattern",
    "held_by_ancestors",
    "held_through_stands",
    "holders_changed",
    "is_likely",
    "likely_pairs",
    "lowest_above",
    "may_give",
    "name_pattern",
    "piece",
    "reasons",
    "spelled",
    "stands",
    "verbs_of",
]

"""What holds of units through time, in plain Python."""

from lantoa.organisations.rules.changes import CHANGES
from lantoa.organisations.rules.counterparts import Stand, lowest_above, stands
from lantoa.organisations.rules.lines import LINES
from lantoa.organisations.rules.naming import fill_pattern, name_pattern
from lantoa.organisations.rules.roles import ROLES, STRONG_ROLES
from lantoa.organisations.rules.spans import FOREVER, Ancestor, Span, ancestors
from lantoa.organisations.rules.succession import WHOLE, Lineage, Lot, Moment, Passage, piece

__all__ = [
    "CHANGES",
    "FOREVER",
    "LINES",
    "ROLES",
    "STRONG_ROLES",
    "WHOLE",
    "Ancestor",
    "Lineage",
    "Lot",
    "Moment",
    "Passage",
    "Span",
    "Stand",
    "ancestors",
    "fill_pattern",
    "lowest_above",
    "name_pattern",
    "piece",
    "stands",
]

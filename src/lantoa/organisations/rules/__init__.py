"""What holds of units through time, in plain Python."""

from lantoa.organisations.rules.lines import LINES
from lantoa.organisations.rules.roles import ROLES
from lantoa.organisations.rules.spans import FOREVER, Ancestor, Span, ancestors

__all__ = ["FOREVER", "LINES", "ROLES", "Ancestor", "Span", "ancestors"]

"""What `lantoa doctor` asks of figures: that the ledger, its totals, targets and the history agree."""

from lantoa.indicators.checks.doubles import doubles
from lantoa.indicators.checks.ledger import facts, in_parts, one_fact_each, sources, statements, told, totals
from lantoa.indicators.checks.targets import targets

__all__ = ["doubles", "facts", "in_parts", "one_fact_each", "sources", "statements", "targets", "told", "totals"]

"""Tables of what is measured: the catalogue, the ledger, its totals, what was told twice, what is to be reached."""

from lantoa.indicators.models.doubles import Double, DoubleSearch, LikelyDouble, LikelyHead
from lantoa.indicators.models.exemptions import Exemption
from lantoa.indicators.models.ledger import Fact, Indicator, Measured, Statement
from lantoa.indicators.models.targets import Target
from lantoa.indicators.models.totals import Added, Fold, FoldedUnit, PeriodTotal, Total

__all__ = [
    "Added",
    "Double",
    "DoubleSearch",
    "Exemption",
    "Fact",
    "Fold",
    "FoldedUnit",
    "Indicator",
    "LikelyDouble",
    "LikelyHead",
    "Measured",
    "PeriodTotal",
    "Statement",
    "Target",
    "Total",
]

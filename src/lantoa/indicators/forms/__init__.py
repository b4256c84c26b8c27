"""What people ask for and type about figures."""

from lantoa.indicators.forms.looking import (
    LINES,
    LOOKS,
    ORDERS,
    PARTS,
    TREES,
    EndExemptionForm,
    ExemptionForm,
    ExploreForm,
    TreeForm,
    UnitSearchForm,
    ViewForm,
    WithdrawForm,
)

__all__ = [
    "LINES",
    "LOOKS",
    "ORDERS",
    "PARTS",
    "TREES",
    "EndExemptionForm",
    "ExemptionForm",
    "ExploreForm",
    "TreeForm",
    "UnitSearchForm",
    "ViewForm",
    "WithdrawForm",
]

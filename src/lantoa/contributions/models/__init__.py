"""Tables of what people give, of groups of savers, and of who is looked after."""

from lantoa.contributions.models.care import Cared, CareStep, CareYear, Help
from lantoa.contributions.models.drives import Drive, DriveStep, Gift, Spending, Work
from lantoa.contributions.models.saving import Round, Savers

__all__ = [
    "CareStep",
    "CareYear",
    "Cared",
    "Drive",
    "DriveStep",
    "Gift",
    "Help",
    "Round",
    "Savers",
    "Spending",
    "Work",
]

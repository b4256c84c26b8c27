"""Every change of what people give; ``saving`` holds those of savings groups, ``care`` those of who is looked after."""

from lantoa.contributions.operations.checking import UnableToKeepContribution
from lantoa.contributions.operations.drives import DriveSaid, advance, start
from lantoa.contributions.operations.forgetting import forget_actor
from lantoa.contributions.operations.gifts import GiftSaid, correct_gift, forget_giver, give, name_giver, receive
from lantoa.contributions.operations.lines import correct_spending, spend, withdraw
from lantoa.contributions.operations.works import WorkSaid, build, correct_work

__all__ = [
    "DriveSaid",
    "GiftSaid",
    "UnableToKeepContribution",
    "WorkSaid",
    "advance",
    "build",
    "correct_gift",
    "correct_spending",
    "correct_work",
    "forget_actor",
    "forget_giver",
    "give",
    "name_giver",
    "receive",
    "spend",
    "start",
    "withdraw",
]

"""Every change of what people give; ``saving`` holds those of savings and rotating groups."""

from lantoa.contributions.operations.drives import (
    DriveSaid,
    GiftSaid,
    UnableToKeepContribution,
    WorkSaid,
    advance,
    build,
    forget_giver,
    give,
    name_giver,
    receive,
    spend,
    start,
    withdraw,
)

__all__ = [
    "DriveSaid",
    "GiftSaid",
    "UnableToKeepContribution",
    "WorkSaid",
    "advance",
    "build",
    "forget_giver",
    "give",
    "name_giver",
    "receive",
    "spend",
    "start",
    "withdraw",
]

"""Every change of a practice."""

from lantoa.practices.operations.practices import (
    COUNTED,
    DATA,
    PUBLISHING,
    Registration,
    Result,
    UnableToChangePractice,
    add_outcome,
    advance,
    load_fields,
    register,
    set_themes,
    take_off_for,
    withdraw,
    withdraw_outcome,
)
from lantoa.practices.operations.years import keep

__all__ = [
    "COUNTED",
    "DATA",
    "PUBLISHING",
    "Registration",
    "Result",
    "UnableToChangePractice",
    "add_outcome",
    "advance",
    "keep",
    "load_fields",
    "register",
    "set_themes",
    "take_off_for",
    "withdraw",
    "withdraw_outcome",
]

"""Every change of numbered papers that others may make."""

from lantoa.directives.operations.numbers import (
    Paper,
    UnableToNumber,
    note_given_elsewhere,
    record_congress,
    take_number,
    withdraw_congress,
    withdraw_note,
)

__all__ = [
    "Paper",
    "UnableToNumber",
    "note_given_elsewhere",
    "record_congress",
    "take_number",
    "withdraw_congress",
    "withdraw_note",
]

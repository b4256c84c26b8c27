"""Every change of notices."""

from lantoa.notices.operations.changing_rights import tell_changes
from lantoa.notices.operations.composing import send_message
from lantoa.notices.operations.forgetting import forget
from lantoa.notices.operations.making import UnableToNotify, notify, schedule
from lantoa.notices.operations.moving_deadlines import tell_moves
from lantoa.notices.operations.passing import (
    UnableToSettle,
    mark_arrived,
    mark_passed_on,
    send_again,
)
from lantoa.notices.operations.reading import UnableToMarkRead, mark_all_read, mark_read
from lantoa.notices.operations.reminding import remind, stop_reminding
from lantoa.notices.operations.sending import send_due
from lantoa.notices.operations.withdrawing import UnableToWithdraw, withdraw

__all__ = [
    "UnableToMarkRead",
    "UnableToNotify",
    "UnableToSettle",
    "UnableToWithdraw",
    "forget",
    "mark_all_read",
    "mark_arrived",
    "mark_passed_on",
    "mark_read",
    "notify",
    "remind",
    "schedule",
    "send_again",
    "send_due",
    "send_message",
    "stop_reminding",
    "tell_changes",
    "tell_moves",
    "withdraw",
]

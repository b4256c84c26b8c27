"""Every change of numbered papers that others may make."""

from lantoa.directives.operations.answering import (
    OwnPaper,
    acknowledge,
    answer_done,
    answer_new_paper,
    answer_paper,
    answer_reason,
    take_back,
)
from lantoa.directives.operations.forgetting import (
    forget_actor,
)
from lantoa.directives.operations.moving import (
    UnableToAnswer,
    UnableToSend,
)
from lantoa.directives.operations.numbers import (
    Paper,
    UnableToNumber,
    note_given_elsewhere,
    record_congress,
    take_number,
    withdraw_congress,
    withdraw_note,
)
from lantoa.directives.operations.papers import (
    Header,
    UnableToChangeDirective,
    UnableToKeepDirective,
    Upload,
    correct,
    issuer_key_of,
    link,
    record_directive,
    replace,
    restore,
    unlink,
    withdraw,
)
from lantoa.directives.operations.sending import (
    Call,
    ask_again,
    release,
    return_answer,
    send,
)
from lantoa.directives.operations.telling import (
    Reminded,
    do_chores,
    remind_late,
    remind_stages,
    tell_sent,
)
from lantoa.directives.operations.unrecording import take_back_entry, unrecord

__all__ = [
    "Call",
    "Header",
    "OwnPaper",
    "Paper",
    "Reminded",
    "UnableToAnswer",
    "UnableToChangeDirective",
    "UnableToKeepDirective",
    "UnableToNumber",
    "UnableToSend",
    "Upload",
    "acknowledge",
    "answer_done",
    "answer_new_paper",
    "answer_paper",
    "answer_reason",
    "ask_again",
    "correct",
    "do_chores",
    "forget_actor",
    "issuer_key_of",
    "link",
    "note_given_elsewhere",
    "record_congress",
    "record_directive",
    "release",
    "remind_late",
    "remind_stages",
    "replace",
    "restore",
    "return_answer",
    "send",
    "take_back",
    "take_back_entry",
    "take_number",
    "tell_sent",
    "unlink",
    "unrecord",
    "withdraw",
    "withdraw_congress",
    "withdraw_note",
]

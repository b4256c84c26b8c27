"""Every change of papers and findings that others may make."""

from lantoa.intake.operations.batches import UnableToBring, bring, enqueue_unfinished, retry, work
from lantoa.intake.operations.findings import (
    UnableToDecide,
    UnableToJoin,
    UnableToUndo,
    accept,
    accept_all_certain,
    correct,
    is_certain,
    join,
    put_off,
    reject,
    set_apart,
    take_up,
    undo,
)
from lantoa.intake.operations.knowing import lexicons_of
from lantoa.intake.operations.learning import (
    UnableToChangeLesson,
    change_lesson,
    choose_lesson,
    learn_headings,
)
from lantoa.intake.operations.papers import (
    UnableToClose,
    UnableToTakeIn,
    UnableToType,
    close,
    enqueue_unread,
    keep_findings,
    read_again,
    read_paper,
    reopen,
    take_in,
    type_text,
)
from lantoa.intake.operations.registers import UnableToAccept
from lantoa.intake.operations.telling import tell_read

__all__ = [
    "UnableToAccept",
    "UnableToBring",
    "UnableToChangeLesson",
    "UnableToClose",
    "UnableToDecide",
    "UnableToJoin",
    "UnableToTakeIn",
    "UnableToType",
    "UnableToUndo",
    "accept",
    "accept_all_certain",
    "bring",
    "change_lesson",
    "choose_lesson",
    "close",
    "correct",
    "enqueue_unfinished",
    "enqueue_unread",
    "is_certain",
    "join",
    "keep_findings",
    "learn_headings",
    "lexicons_of",
    "put_off",
    "read_again",
    "read_paper",
    "reject",
    "reopen",
    "retry",
    "set_apart",
    "take_in",
    "take_up",
    "tell_read",
    "type_text",
    "undo",
    "work",
]

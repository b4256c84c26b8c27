"""Every change of reports that others may make."""

from lantoa.reports.operations.files import UnableToReceive, receive, reviewed, take_back
from lantoa.reports.operations.forgetting import forget_actor
from lantoa.reports.operations.makings import (
    UnableToAskForFile,
    ask_for_file,
    ask_for_practices,
    enqueue_unmade,
    let_go,
    make,
    take_up_quiet,
)
from lantoa.reports.operations.papers import UnableToChangeReport, advance, restore, start, write
from lantoa.reports.operations.preparing import prepare
from lantoa.reports.operations.telling import FORMS, remind_late
from lantoa.reports.operations.templates import UnableToKeepTemplate, end_template, keep_template
from lantoa.reports.operations.types import Asking, UnableToAskForReport, ask_for, end_type

__all__ = [
    "FORMS",
    "Asking",
    "UnableToAskForFile",
    "UnableToAskForReport",
    "UnableToChangeReport",
    "UnableToKeepTemplate",
    "UnableToReceive",
    "advance",
    "ask_for",
    "ask_for_file",
    "ask_for_practices",
    "end_template",
    "end_type",
    "enqueue_unmade",
    "forget_actor",
    "keep_template",
    "let_go",
    "make",
    "prepare",
    "receive",
    "remind_late",
    "restore",
    "reviewed",
    "start",
    "take_back",
    "take_up_quiet",
    "write",
]

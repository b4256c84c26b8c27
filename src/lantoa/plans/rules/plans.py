"""What may follow what in the life of a plan and of a task. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping

KINDS = {
    "term": "Kế hoạch nhiệm kỳ, giai đoạn",
    "year": "Kế hoạch năm",
    "campaign": "Kế hoạch cuộc vận động, chuyên đề",
}
STAGES = {
    "draft": "Đang soạn",
    "submitted": "Đang trình duyệt",
    "returned": "Bị trả lại",
    "approved": "Đã duyệt",
    "amending": "Đang điều chỉnh",
    "closed": "Đã khép lại",
}
# (stage now, verb) → stage after.
TABLE: Mapping[tuple[str, str], str] = {
    ("", "start"): "draft",
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("amending", "submit"): "submitted",
    ("submitted", "return"): "returned",
    ("submitted", "approve"): "approved",
    ("approved", "amend"): "amending",
    # The amendment is thrown away: what was approved stays in force, and is what the plan says again.
    ("amending", "discard"): "approved",
    ("returned", "discard"): "approved",
    ("approved", "close"): "closed",
    ("closed", "reopen"): "approved",
}
VERBS = {
    "start": "Bắt đầu soạn",
    "submit": "Trình duyệt",
    "return": "Trả lại",
    "approve": "Duyệt",
    "amend": "Điều chỉnh",
    "discard": "Bỏ bản điều chỉnh",
    "close": "Khép lại",
    "reopen": "Mở lại",
}
# Which verb of the role each asks for on the plan's unit: who keeps its registers writes, who decides there decides.
NEEDED: Mapping[str, str] = {
    "start": "confirm",
    "submit": "confirm",
    "return": "approve",
    "approve": "approve",
    "amend": "confirm",
    "discard": "confirm",
    "close": "approve",
    "reopen": "approve",
}
# While it stands so its text may be written; once approved only an amendment opens it again.
WRITABLE = frozenset({"draft", "returned", "amending"})
# Verbs that say why.
WITH_REASON = frozenset({"return", "amend", "discard", "close", "reopen"})

TASK_STAGES = {"planned": "Chưa làm", "doing": "Đang làm", "done": "Đã xong", "dropped": "Không làm nữa"}
TASK_TABLE: Mapping[tuple[str, str], str] = {
    ("planned", "begin"): "doing",
    ("planned", "finish"): "done",
    ("doing", "finish"): "done",
    ("planned", "drop"): "dropped",
    ("doing", "drop"): "dropped",
    ("done", "resume"): "doing",
    ("dropped", "resume"): "doing",
}
TASK_VERBS = {"begin": "Bắt đầu", "finish": "Hoàn thành", "drop": "Không làm nữa", "resume": "Làm tiếp"}
# Verbs after which nobody is reminded any more, and those that say something: the result, or why.
OVER = frozenset({"done", "dropped"})
WITH_WORDS = frozenset({"finish", "drop", "resume"})

AGENDAS = {"meeting": "Sinh hoạt", "inspection": "Chương trình kiểm tra, giám sát"}


def after(stage: str, verb: str) -> str | None:
    """The stage that the verb leads a plan to, or None where it may not be used."""
    return TABLE.get((stage, verb))


def open_verbs(stage: str, revision: int = 0) -> list[str]:
    """The verbs that may be used on a plan now; what was never approved has nothing to go back to."""
    return [verb for (now, verb) in TABLE if now == stage and (verb != "discard" or revision)]


def task_after(stage: str, verb: str) -> str | None:
    """The stage that the verb leads a task to, or None where it may not be used."""
    return TASK_TABLE.get((stage, verb))


def open_task_verbs(stage: str) -> list[str]:
    """The verbs that may be used on a task now."""
    return [verb for (now, verb) in TASK_TABLE if now == stage]

"""What may happen to a paper and to a finding. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping

# A paper: what has become of it so far.
PAPER_STAGES = {
    "waiting": "Chờ đọc",
    "reading": "Đang đọc",
    "review": "Chờ xác nhận",
    "done": "Đã xong",
    "unreadable": "Không đọc được",
}
PAPER_TABLE: Mapping[tuple[str, str], str] = {
    ("", "receive"): "waiting",
    ("waiting", "begin"): "reading",
    ("reading", "begin"): "reading",  # a worker that died is begun again
    ("reading", "found"): "review",
    ("reading", "refuse"): "unreadable",
    ("unreadable", "begin"): "reading",
    ("unreadable", "type"): "waiting",
    ("review", "close"): "done",
    ("done", "reopen"): "review",
}

# A finding: nothing enters a register from any stage but by accept or join.
FINDING_STAGES = {
    "new": "Chờ xác nhận",
    "later": "Để sau",
    "accepted": "Đã nhận",
    "joined": "Đã ghép",
    "rejected": "Đã bỏ",
}
FINDING_TABLE: Mapping[tuple[str, str], str] = {
    ("new", "accept"): "accepted",
    ("new", "join"): "joined",
    ("new", "reject"): "rejected",
    ("new", "put_off"): "later",
    ("later", "accept"): "accepted",
    ("later", "join"): "joined",
    ("later", "reject"): "rejected",
    ("rejected", "take_up"): "new",
    ("later", "take_up"): "new",
    ("accepted", "undo"): "new",
    ("joined", "undo"): "new",
}
OPEN = ("new", "later")
SETTLED = ("accepted", "joined")
CERTAIN = 0.85


def after(table: Mapping[tuple[str, str], str], stage: str, verb: str) -> str | None:
    """The stage that a verb leads to, or None where it may not be used."""
    return table.get((stage, verb))


def finding_verbs(stage: str) -> list[str]:
    """The verbs that may be used on a finding at a stage."""
    return [verb for (known, verb) in FINDING_TABLE if known == stage]

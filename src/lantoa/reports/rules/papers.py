"""What may follow what in the life of a report that is owed. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping

STAGES = {
    "drafting": "Đang soạn",
    "signed": "Đã duyệt ký",
    "submitted": "Đã gửi",
    "returned": "Bị trả lại",
    "accepted": "Đã nhận",
    "correcting": "Đang đính chính",
}
# (stage now, verb) → stage after.
TABLE: Mapping[tuple[str, str], str] = {
    ("", "start"): "drafting",
    ("drafting", "sign"): "signed",
    ("returned", "sign"): "signed",
    ("correcting", "sign"): "signed",
    ("signed", "unsign"): "drafting",
    ("drafting", "submit"): "submitted",
    ("signed", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("correcting", "submit"): "submitted",
    ("submitted", "return"): "returned",
    ("submitted", "accept"): "accepted",
    ("submitted", "correct"): "correcting",
    ("accepted", "correct"): "correcting",
}
VERBS = {
    "start": "Bắt đầu soạn",
    "sign": "Duyệt ký",
    "unsign": "Sửa lại sau khi duyệt ký",
    "submit": "Gửi báo cáo",
    "return": "Trả lại",
    "accept": "Nhận báo cáo",
    "correct": "Đính chính",
}
# Which verb of the role each asks for, and on whose unit: the reporting one, or the one that asked for the report.
NEEDED: Mapping[str, tuple[str, str]] = {
    "start": ("report", "own"),
    "sign": ("approve", "own"),
    "unsign": ("report", "own"),
    "submit": ("report", "own"),
    "correct": ("report", "own"),
    "return": ("report", "asker"),
    "accept": ("report", "asker"),
}
# While it stands so, its text may be written; what was sent is frozen.
WRITABLE = frozenset({"drafting", "returned", "correcting"})
# What has reached whoever asked for it.
SENT = frozenset({"submitted", "accepted"})
# Verbs that say why.
WITH_REASON = frozenset({"return", "correct"})


def after(stage: str, verb: str) -> str | None:
    """The stage that the verb leads to, or None where it may not be used."""
    return TABLE.get((stage, verb))


def open_verbs(stage: str) -> list[str]:
    """The verbs that may be used now."""
    return [verb for (now, verb) in TABLE if now == stage]

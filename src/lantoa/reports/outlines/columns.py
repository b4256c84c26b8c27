"""What a column of an asked table wants, told by the words over it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from lantoa.reading.lexicons import Phrases, entries_of
from lantoa.reading.tokens import WORD, Token, tokens_of

# Columns whose cells name records; the rows of such a table come from the registers one by one.
NAMED = frozenset({"practice", "person", "paper"})


@cache
def _phrases() -> Phrases:
    text = files("lantoa.reports.outlines").joinpath("columns.txt").read_text(encoding="utf-8")
    return Phrases(entries_of(text.splitlines()))


def role_of(heading: str) -> str:
    """What a column wants, "" where nobody knows; of a flattened heading the part that tells first.

    "Thực hiện – Lũy kế" is told by the part that says which amount.
    """
    found = [role for part in heading.split(" – ") if (role := _role_of_part(part.strip()))]
    first = found[0] if found else ""
    return next((role for role in found if role in _WHICH), first) if first in _ANY else first


def _role_of_part(part: str) -> str:
    words = f"tỷ lệ {part[1:]}" if part.startswith("%") else part
    tokens = tokens_of(words.replace("/", " và ").replace(",", " và "))
    match = _phrases().match(tokens, 0)
    if match is None:
        return ""
    length, role = match
    behind = tokens[length:]
    said = " ".join(token.key for token in behind)
    if role == "done" and ("năm trước" in said or "cùng kỳ" in said):
        return "change" if "so với" in said else "before"
    # "Tổng số hộ nghèo" and "Tỷ lệ đảng viên" go on to say what is counted; "Kết quả thực hiện năm 2026" does not.
    return role if length > 2 or not _goes_on(behind) or role not in _SHORT else ""


_ANY = frozenset({"total", "done"})
_WHICH = frozenset({"planned", "before", "cumulative", "share", "change"})
_SHORT = frozenset({"total", "done", "name", "share", "change"})


def _goes_on(behind: Sequence[Token]) -> bool:
    """Whether words that name something follow, more than "năm 2026", "(%)" or "trong kỳ"."""
    return any(token.kind == WORD and token.key not in _TIMES for token in behind)


_TIMES = frozenset(
    ["năm", "kỳ", "quý", "tháng", "trong", "này", "trước", "của", "đến", "từ", "ngày", "i", "ii", "iii", "iv"]
)

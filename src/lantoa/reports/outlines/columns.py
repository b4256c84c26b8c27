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
    """What a column wants, "" where nobody knows; of a flattened heading the part that tells first."""
    for part in heading.split(" – "):
        tokens = tokens_of(part.replace("/", " và ").replace(",", " và "))
        match = _phrases().match(tokens, 0)
        # "Tổng số hộ nghèo" and "Tỷ lệ đảng viên" go on to say what is counted; "Kết quả thực hiện năm 2026" does not.
        if match and (match[0] > 2 or not _goes_on(tokens[match[0] :]) or match[1] not in _SHORT):
            return match[1]
    return ""


_SHORT = frozenset({"total", "done", "name", "change"})


def _goes_on(behind: Sequence[Token]) -> bool:
    """Whether words that name something follow, more than "năm 2026", "(%)" or "trong kỳ"."""
    return any(token.kind == WORD and token.key not in _TIMES for token in behind)


_TIMES = frozenset(
    ["năm", "kỳ", "quý", "tháng", "trong", "này", "trước", "của", "đến", "từ", "ngày", "i", "ii", "iii", "iv"]
)

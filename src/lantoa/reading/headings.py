"""What the columns of a text's tables hold: proposed from their heads, and put right by what a person said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from lantoa.reading.chrome import chrome_of
from lantoa.reading.lexicons import Lexicons, default_lexicons
from lantoa.reading.source import Source
from lantoa.reading.tables import first_rows, role_of
from lantoa.reading.tokens import tokens_of

# A person said that a column holds nothing to be read.
NONE = "none"
# What a column may hold, and how people call it.
ROLES = {
    "number": "số thứ tự",
    "practice": "tên mô hình, cách làm",
    "owner": "đơn vị hoặc người thực hiện",
    "kind": "tập thể hay cá nhân",
    "collective": "số hoặc tên tập thể",
    "individual": "số hoặc tên cá nhân",
    "field": "lĩnh vực",
    "start": "thời gian bắt đầu, đăng ký",
    "deadline": "thời hạn hoàn thành",
    "target": "chỉ tiêu, kế hoạch",
    "result": "kết quả",
    "measure": "đơn vị tính",
}
LONGEST = 120  # characters: a longer cell is no head


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column as written, the role that it seems to have ("" where nobody knows), what stands under it."""

    words: str
    role: str
    example: str = ""


def key_of(words: str) -> str:
    """What makes two heads the same."""
    return " ".join(token.key for token in tokens_of(words) if token.key)


def taught(remembered: Mapping[str, str], lexicons: Lexicons | None = None) -> Lexicons:
    """Lexicons in which these heads have these roles; those of a person come before the reader's own."""
    return (lexicons or default_lexicons()).with_list(
        "table_heads", {words: role for words, role in remembered.items() if key_of(words)}
    )


def propose(cells: Sequence[str], remembered: Mapping[str, str] | None = None) -> tuple[str | None, ...]:
    """The role of each column from the words of its head; None where nobody knows."""
    lexicons = taught(remembered or {})
    return tuple(role_of(Source(cell, lexicons)) or None for cell in cells)


def headings(text: str, lexicons: Lexicons | None = None) -> list[Heading]:
    """The heads of all tables of a text, each once, in order."""
    source = Source(text, lexicons or default_lexicons())
    source.set_chrome(chrome_of(source))
    found: dict[str, Heading] = {}
    for heads, below in first_rows(source):
        words, under = ([source.said(cell.start, cell.end) for cell in row] for row in (heads, below))
        # A first row with figures is no head, nor is one of prose.
        if any(len(one) > LONGEST for one in words) or any(one.isdigit() for one in words):
            continue
        for one, example in zip_longest(words, under[: len(words)], fillvalue=""):
            found.setdefault(key_of(one), Heading(one, role_of(Source(one, source.lexicons)), example[:LONGEST]))
    found.pop("", None)
    return list(found.values())

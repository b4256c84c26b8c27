"""How headings are numbered: "I-", "A.", "1.", "2.1.3", "a)", "Phần thứ nhất", "Phụ lục 1"."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The greater lies deeper. Which level a number has in a paper depends on those that stand over it there.
PART, LETTER, ROMAN, FIGURE, SMALL, BULLET = 0, 10, 20, 30, 40, 50
ANNEX = 1
# What bears no number lies under what does, unless it is written like a chapter.
BARE = 45

_ORDINALS = r"nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|[IVX]+|\d{1,2}"
_FORMS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"(?P<number>phần\s+(?:thứ\s+)?(?:{_ORDINALS}))\b(?!\s+(?:trăm|mươi))\s*[.:–-]*\s*", re.I), PART),
    (
        re.compile(
            r"(?P<number>(?:phụ\s+lục|biểu(?:\s+mẫu)?(?:\s+số)?|mẫu(?:\s+biểu)?\s+số)\s*(?:số\s*)?[:.]?\s*"
            r"(?:\d{1,3}[a-zđ]?|[IVX]+)(?:[-/]\w{1,10})?|phụ\s+lục)(?=\s*(?:[.:–-]|(?-i:[A-ZĐÀ-Ỹ(])|$))\s*[.:–-]*\s*",
            re.I,
        ),
        ANNEX,
    ),
    (re.compile(r"(?P<number>[IVX]{1,6}\s*[.\-–—/):])\s*(?=\S)"), ROMAN),
    (re.compile(r"(?P<number>[A-HĐ]\s*[.\-–—/)])\s*(?=\S)"), LETTER),
    (re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}\s*[.\-–)/]?)\s*(?=[^\W\d_]|[“\"«(\[])"), FIGURE),
    (re.compile(r"(?P<number>\d{1,2}\s*[.\-–)/])\s*(?=[^\W\d_]|[“\"«(\[…])"), FIGURE),
    (re.compile(r"(?P<number>[a-zđ]\s*[.)\-/])\s*(?=[^\W\d_]|[“\"«(\[])"), SMALL),
    (re.compile(r"(?P<number>[-–—+*•●▪◦\u25cb\u25a0\uf0b7\uf0a7\uf02d])\s*(?=\S)"), BULLET),
)
_LONE_ROMAN = re.compile(r"(?P<number>[IVX]{1,6})\s+(?=[A-ZĐÀ-Ỹ]{2})")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number as printed, how deep such numbers lie, and what stands behind it."""

    number: str
    rank: int
    rest: str


def numbered(text: str) -> Numbered | None:
    """The number at the beginning of a line; None where there is none."""
    for form, rank in _FORMS:
        if found := form.match(text):
            number = re.sub(r"\s+(?=[.\-–—/):]$)", "", " ".join(found["number"].split()))
            rest = text[found.end() :].strip()
            deeper = number.strip(".)-–/ ").count(".") if rank == FIGURE else 0
            # "1.5 tỷ đồng" is an amount.
            if deeper and number[-1].isdigit() and rest[:1].islower():
                continue
            return Numbered(number, rank + deeper, rest)
    if found := _LONE_ROMAN.match(text):
        return Numbered(found["number"], ROMAN, text[found.end() :].strip())
    return None

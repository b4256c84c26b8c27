"""Looking for words in the sentence or paragraph around a stretch."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lantoa.vietnamese.text import clean, fold, place_tones

_SENTENCE_END = re.compile(r"[.!?…;](?=\s)|\n")
_NOT_WORD = re.compile(r"[^\w%]+")
REACH = 600


def plain(text: str) -> str:
    """Lower-case words with one space on every side, so that "hoa" is not found in "hoạt".

    The marks stay: without them "mỗi" is "mới" and "đang" is "đăng".
    """
    return f" {_NOT_WORD.sub(' ', place_tones(clean(text)).casefold()).strip()} "


def bare(text: str) -> str:
    """The same without marks, for names."""
    return f" {_NOT_WORD.sub(' ', fold(text)).strip()} "


def holds(text: str, words: Iterable[str]) -> str | None:
    """The first of the words (spelt in full Vietnamese) that stands in a text made by ``plain``."""
    return next((word for word in words if plain(word) in text), None)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a stretch begins and ends, at most REACH to either side."""
    left, right = max(0, start - REACH), min(len(text), end + REACH)
    ends = list(_SENTENCE_END.finditer(text, left, start))
    stop = _SENTENCE_END.search(text, end, right)
    return (ends[-1].end() if ends else left), (stop.end() if stop else right)


def paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the line around a stretch begins and ends, at most four times REACH to either side."""
    left, right = max(0, start - 4 * REACH), min(len(text), end + 4 * REACH)
    before, after = text.rfind("\n", left, start), text.find("\n", end, right)
    return (before + 1 if before >= 0 else left), (after if after >= 0 else right)

"""Prose with live figures: as runs, as what a person edits in a plain text field, and back. Plain Python.

A figure stands in the field as its present value in square brackets: "Toàn xã có [30 mô hình] tập thể". Brackets are
matched to the figures by value and order; a bracket with the code of an indicator puts in that figure, "[cau-xay-moi
của Thôn Đông; kỳ năm 2021]" that of another unit or period.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

# What a figure says of its indicator: the amount of the period, the running total, the same period a year before, what
# was planned, how much of that is reached, how many likely doubles nobody has decided on.
WHATS = ("in_period", "cumulative", "before", "plan", "share", "doubles")
# What follows an indicator's code where another than the amount of the period is meant.
ENDINGS = {"in_period": "", "cumulative": ":luy-ke", "before": ":cung-ky", "plan": ":ke-hoach", "share": ":ty-le"}
_BRACKET = re.compile(r"\[([^\[\]\n]{1,200})\]")


@dataclass(frozen=True, slots=True)
class Token:
    """A figure in prose: which indicator, what of it; ``typed`` is what somebody wrote over its value, and ``why``.

    ``unit`` (its UUID) and ``period`` (its code) are empty where they are the report's own.
    """

    indicator: str
    what: str = "in_period"
    typed: str = ""
    why: str = ""
    unit: str = ""
    period: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is a figure of another unit or period than the report's."""
        return bool(self.unit or self.period)

    @property
    def live(self) -> Token:
        """The same with nothing typed over it."""
        return replace(self, typed="", why="")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a bracket asks to put in, as typed: the code of an indicator, what of it ("" for an ending that is none),
    of which unit and period ("" for the report's own)."""

    code: str
    what: str
    unit: str
    period: str


_WISH = re.compile(
    r"(?P<code>[a-z0-9][a-z0-9-]*)(?P<ending>:[a-z-]*)?(?:\s+của\s+(?P<unit>.+?))?(?:\s*[;,]\s*kỳ\s+(?P<period>.+))?"
)


def wish_of(words: str) -> Wish | None:
    """What the words of a bracket ask for; None where they are not written so."""
    found = _WISH.fullmatch(unicodedata.normalize("NFC", words.strip()))
    if found is None:
        return None
    ending = found["ending"] or ""
    what = next((what for what, known in ENDINGS.items() if known == ending), "")
    return Wish(found["code"], what, (found["unit"] or "").strip(), (found["period"] or "").strip())


def brackets(text: str) -> list[str]:
    """The words of each bracket of a text, in order."""
    return [match[1].strip() for match in _BRACKET.finditer(text)]


Piece = str | Token
Line = tuple[Piece, ...]
ITEM = "- "


def as_data(lines: Iterable[Line]) -> list[list[Any]]:
    """The lines as JSON; ``from_data`` gives the same back."""
    return [
        [
            piece
            if isinstance(piece, str)
            else {"indicator": piece.indicator, "what": piece.what, "typed": piece.typed, "why": piece.why}
            | {name: said for name in ("unit", "period") if (said := getattr(piece, name))}
            for piece in line
        ]
        for line in lines
    ]


def from_data(data: Iterable[Iterable[Any]]) -> list[Line]:
    """The lines that ``as_data`` wrote."""
    return [tuple(piece if isinstance(piece, str) else Token(**piece) for piece in line) for line in data]


def tokens(lines: Iterable[Line]) -> list[Token]:
    """The figures in reading order."""
    return [piece for line in lines for piece in line if isinstance(piece, Token)]


def to_text(lines: Iterable[Line], value: Callable[[Token], str]) -> str:
    """What a person edits: one line a paragraph, figures in brackets."""
    return "\n".join(
        "".join(piece if isinstance(piece, str) else f"[{piece.typed or value(piece)}]" for piece in line)
        for line in lines
    )


def from_text(
    text: str, before: Sequence[Line], value: Callable[[Token], str], asked: Mapping[str, Token]
) -> tuple[list[Line], list[Token]]:
    """The lines of an edited text, and the figures whose value was typed over without a reason so far.

    ``before`` are the lines that were shown; ``asked`` the figures to put in, by the words of their brackets. What
    stands in brackets and is neither stays text.
    """
    old = tokens(before)
    shown = [one.typed or value(one) for one in old]
    chosen = [
        one.live if one and one.typed and one.typed == value(one.live) else one
        for one in _matched(brackets(text), shown, old, asked)
    ]
    lines: list[Line] = []
    at = 0
    for written in text.replace("\r", "").split("\n"):
        if not written.strip():
            continue
        line: list[Piece] = []
        end = 0
        for match in _BRACKET.finditer(written):
            token = chosen[at]
            at += 1
            if token is not None:
                line += [written[end : match.start()], token]
                end = match.end()
        line.append(written[end:])
        lines.append(tuple(piece for piece in line if piece != ""))
    return lines, [one for one in chosen if one is not None and one.typed and not one.why]


def _matched(
    found: Sequence[str], shown: Sequence[str], old: Sequence[Token], asked: Mapping[str, Token]
) -> list[Token | None]:
    """For each bracket the figure that it stands for; None where it is text."""
    chosen: list[Token | None] = [asked.get(words) for words in found]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, shown, found, autojunk=False).get_opcodes():
        if tag == "equal":
            chosen[j1:j2] = old[i1:i2]
        elif tag == "replace":
            # One value in place of another was typed over; more or fewer were moved, added or taken out.
            for j, i in zip(range(j1, j2), range(i1, i2), strict=False):
                if chosen[j] is None and i2 - i1 == j2 - j1 and any(letter.isdigit() for letter in found[j]):
                    chosen[j] = replace(old[i], typed=found[j], why="")
    # What was moved keeps its figure: by value, each once.
    left = [one for at, one in enumerate(old) if one not in chosen and shown[at] in found]
    for j, words in enumerate(found):
        if chosen[j] is None and words in shown:
            same = next((one for one in left if (one.typed or shown[old.index(one)]) == words), None)
            if same is not None:
                left.remove(same)
            chosen[j] = same or old[list(shown).index(words)]
    return chosen


def with_reasons(lines: Iterable[Line], why: str) -> list[Line]:
    """The same, with a reason for each figure that was typed over and has none."""
    return [
        tuple(
            replace(piece, why=why) if isinstance(piece, Token) and piece.typed and not piece.why else piece
            for piece in line
        )
        for line in lines
    ]

"""The numbers that Word writes before paragraphs by itself: they stand in no paragraph's text."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field

from lantoa.reading.inputs import archive
from lantoa.reading.inputs.xml_events import listen

_PART = "word/numbering.xml"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(slots=True)
class _Level:
    """How one depth of a list is numbered."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbers:
    """The lists of a file, and how far each has counted."""

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)  # by the id of its numbering
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, number: str, depth: int) -> str:
        """What stands before the next paragraph of a list at a depth; "-" for a bullet, "" where nothing does."""
        levels = self.lists.get(number)
        if not levels or depth not in levels:
            return ""
        level = levels[depth]
        if level.form == "bullet":
            return "-"
        counted = self.counted.setdefault(number, {})
        counted[depth] = counted.get(depth, level.start - 1) + 1
        for deeper in [one for one in counted if one > depth]:
            del counted[deeper]

        def written(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            other = levels.get(at, _Level())
            return _written(counted.get(at, other.start), other.form)

        return _PLACE.sub(written, level.text).strip()


class _Lists:
    """Hears numbering.xml."""

    def __init__(self) -> None:
        self.abstract: dict[str, dict[int, _Level]] = {}
        self.of_number: dict[str, str] = {}
        self._levels: dict[int, _Level] = {}
        self._level = _Level()
        self._number = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note a list, a depth of it, or which list a numbering uses."""
        value = attributes.get("w:val", "")
        if name == "w:abstractNum":
            self._levels = self.abstract.setdefault(attributes.get("w:abstractNumId", ""), {})
        elif name == "w:lvl":
            depth = attributes.get("w:ilvl", "0")
            self._level = self._levels.setdefault(int(depth) if depth.isdigit() else 0, _Level())
        elif name == "w:numFmt":
            self._level.form = value
        elif name == "w:lvlText":
            self._level.text = value
        elif name == "w:start" and value.isdigit():
            self._level.start = int(value[:6])
        elif name == "w:num":
            self._number = attributes.get("w:numId", "")
            # What a numbering overrides is not of the list that it shares with others.
            self._levels = {}
        elif name == "w:abstractNumId":
            self.of_number[self._number] = value

    def end(self, name: str) -> None:
        """Nothing ends here that matters."""

    def letters(self, text: str) -> None:
        """There are no letters in it."""


def numbers_of(opened: zipfile.ZipFile) -> Numbers:
    """The lists of a Word file; none where it has none."""
    if _PART not in opened.namelist():
        return Numbers()
    heard = _Lists()
    listen(archive.chunks(opened, _PART), heard)
    return Numbers({number: heard.abstract.get(which, {}) for number, which in heard.of_number.items()})


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 40:
        roman = ""
        for worth, sign in _ROMAN:
            while number >= worth:
                roman, number = roman + sign, number - worth
        return roman if form == "upperRoman" else roman.lower()
    return str(number)

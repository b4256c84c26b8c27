"""Word files (.docx) with what their typography says: which words are bold or slanted, what is a row, what is numbered.

A text alone is enough to find figures. An outline says by its typography what is a heading and what is only asked.
"""

from __future__ import annotations

import re
from typing import Any

from lantoa.reading.inputs import apart, archive, docx
from lantoa.reading.inputs.numbering import Numbers, numbers_of
from lantoa.reading.inputs.story import Story

# The marks travel inside the text; characters that no font shows, and that a file's own text is freed of.
_BOLD, _SLANTED, _PLAIN, _ROW, _CENTRED, _LISTED = (chr(0xF0000 + n) for n in range(6))
_MARKS = re.compile(f"[{_BOLD}-{_LISTED}]")
_LIST = re.compile(f"{_LISTED}([^{_LISTED}]*){_LISTED}")
_STYLE_OF_HEADING = re.compile(r"(?:heading|tieude|tiêu\s*đề)\s*([1-9])?", re.IGNORECASE)
_OFF = frozenset(("0", "false", "off"))


def lines(data: bytes) -> list[dict[str, Any]]:
    """The lines of a .docx, read in a process apart; raises Unreadable.

    Each has ``runs`` ([text, bold, slanted], together the line), ``cells`` (of a table's row, else empty), ``centred``,
    and ``style``, the depth of a heading by Word's own styles (0 for none).
    """
    found: list[dict[str, Any]] = apart.parse("docx_lines", data)
    return found


def read(data: bytes) -> list[dict[str, Any]]:
    """What ``lines`` gives. To be called apart only."""
    with archive.open_zip(data) as opened:
        story = _Marked()
        docx.hear_body(opened, story)
        numbers = numbers_of(opened)
        return [_line(text, numbers) for text in story.lines if _MARKS.sub("", text).strip()]


class _Marked(Story):
    """A story whose lines bear marks."""

    def __init__(self) -> None:
        super().__init__()
        self._bold = self._slanted = False
        self._begun: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Hear an element begin, and what it says of typography."""
        super().start(name, attributes)
        value = attributes.get("w:val", "1")
        parents = self._path[-3:-1]
        if name == "w:p":
            self._begun.append("")
        elif name == "w:r":
            self._bold = self._slanted = False
        elif parents == ["w:r", "w:rPr"] and name in ("w:b", "w:i"):
            is_on = value not in _OFF
            if name == "w:b":
                self._bold = is_on
            else:
                self._slanted = is_on
        elif self._begun and "w:pPr" in parents:
            self._begun[-1] += _of_paragraph(name, value)

    def end(self, name: str) -> None:
        """Hear an element end; a paragraph and a row get their marks before they are put away."""
        if name == "w:p" and self._begun:
            begun = self._begun.pop()
            if self._paragraphs and begun:
                self._paragraphs[-1].parts.insert(0, begun)
        elif name == "w:tr" and self._rows and len(self._rows[-1].cells) > 1:
            first = self._rows[-1].cells[0].lines
            first[:1] = [_ROW + (first[0] if first else "")]
        super().end(name)

    def letters(self, text: str) -> None:
        """Hear text, without what looks like a mark."""
        super().letters(_MARKS.sub("", text))

    def _say(self, text: str) -> None:
        if self._paragraphs and text.strip():
            mark = (_BOLD if self._bold else "") + (_SLANTED if self._slanted else "")
            text = f"{mark}{text}{_PLAIN}" if mark else text
        super()._say(text)


def _of_paragraph(name: str, value: str) -> str:
    if name == "w:jc" and value == "center":
        return _CENTRED
    if name == "w:pStyle" and (found := _STYLE_OF_HEADING.match(value)):
        return f"{_LISTED}style {found[1] or 1}{_LISTED}"
    if name in ("w:ilvl", "w:numId") and value.isdigit():
        return f"{_LISTED}{name} {value}{_LISTED}"
    return ""


def _line(marked: str, numbers: Numbers) -> dict[str, Any]:
    said = dict(one.split(" ", 1) for one in _LIST.findall(marked) if " " in one)
    text = _LIST.sub("", marked)
    is_row = _ROW in text and "\t" in text
    runs = _runs(text.replace(_ROW, "").replace(_CENTRED, ""))
    if not is_row and "w:numId" in said and (number := numbers.next(said["w:numId"], int(said.get("w:ilvl", "0")))):
        runs.insert(0, [f"{number} ", bool(runs and runs[0][1]), False])
    return {
        "runs": runs,
        "cells": [" ".join(_MARKS.sub("", cell).split()) for cell in text.split("\t")] if is_row else [],
        "centred": _CENTRED in text,
        "style": int(said.get("style", "0")),
    }


def _runs(text: str) -> list[list[Any]]:
    """The stretches of a line that look alike."""
    found: list[list[Any]] = []
    bold = slanted = False
    for piece in re.split(f"([{_BOLD}{_SLANTED}{_PLAIN}])", text):
        if piece == _BOLD:
            bold = True
        elif piece == _SLANTED:
            slanted = True
        elif piece == _PLAIN:
            bold = slanted = False
        elif piece and found and (found[-1][1:] == [bold, slanted] or not piece.strip()):
            found[-1][0] += piece
        elif piece:
            found.append([piece, bold, slanted])
    return found

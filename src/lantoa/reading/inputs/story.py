"""The text of one part of a Word file (body, header, notes) as a reader of the paper would see it."""

import re

from lantoa.reading.inputs import limits
from lantoa.reading.inputs.decoding import of_font
from lantoa.reading.inputs.layout import Paragraph, Row, Sink, Table
from lantoa.reading.inputs.refusals import refuse

_IN_RUN = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
}
_TRACKED = frozenset(("w:ins", "w:del", "w:moveFrom", "w:moveTo"))
_DELETED = frozenset(("w:del", "w:moveFrom"))
_COMMENT = frozenset(("w:commentReference", "w:commentRangeStart"))
_NOTE = frozenset(("w:footnote", "w:endnote"))
_OFF = frozenset(("0", "false", "off"))
_WIDEST_SPAN = 63
_DDE = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
_PULLS = re.compile(r"^\s*(INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE)\b", re.IGNORECASE | re.MULTILINE)


class Story:
    """Hears the XML of one part and gathers `lines`, `cautions` (codes) and the headers of the first section."""

    def __init__(self) -> None:
        """Begin before the first element."""
        self.cautions: set[str] = set()
        self.headers: dict[str, str] = {}
        self.title_page = False
        self._sinks = [Sink()]
        self._paragraphs: list[Paragraph] = []
        self._rows: list[Row] = []
        self._tables: list[Table] = []
        self._path: list[str] = []
        self._skipped_from = 0
        self._cells = self._length = 0
        self._sections_done = False
        self._codes: list[str] = []

    @property
    def lines(self) -> list[str]:
        """The lines, at most one empty line between two."""
        kept: list[str] = []
        for line in "\n".join(self._sinks[0].finished()).split("\n"):
            if line.strip() or (kept and kept[-1]):
                kept.append(line.rstrip())
        return kept

    def close(self) -> None:
        """Judge the field codes once all are known; Word cuts them into pieces at will."""
        codes = "".join(self._codes)
        if _DDE.search(codes):
            self.cautions.add("dde")
        if _PULLS.search(codes):
            self.cautions.add("external_links")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Hear an element begin."""
        path = self._path
        path.append(name)
        if self._skipped_from:
            return
        parent = path[-2] if len(path) > 1 else ""
        if name in _TRACKED:
            self._change(name, parent)
        elif name == "mc:Fallback" or (name in _NOTE and "w:type" in attributes and attributes["w:type"] != "normal"):
            self._skipped_from = len(path)
        elif parent == "w:r" and name in _IN_RUN:
            self._say(_IN_RUN[name])
        elif opened := _OPENERS.get(name):
            opened(self, attributes, parent)
        elif name in _COMMENT:
            self.cautions.add("comments")

    def end(self, name: str) -> None:
        """Hear an element end."""
        depth = len(self._path)
        self._path.pop()
        if self._skipped_from:
            if depth == self._skipped_from:
                self._skipped_from = 0
            return
        if closed := _CLOSERS.get(name):
            closed(self)

    def letters(self, text: str) -> None:
        """Hear text."""
        if self._skipped_from or not self._path:
            return
        inside = self._path[-1]
        if inside in ("w:t", "m:t"):
            self._say(text)
        elif inside == "w:instrText":
            self._codes.append(text)

    def _say(self, text: str) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        if paragraph.hidden:
            self.cautions.add("hidden_text")
            return
        self._length += len(text)
        if self._length > limits.TEXT_CHARACTERS:
            raise refuse("too_large")
        if paragraph.font and (converted := of_font(paragraph.font, text)) != text:
            self.cautions.add("legacy_fonts")
            text = converted
        paragraph.parts.append(text)

    def _change(self, name: str, parent: str) -> None:
        self.cautions.add("tracked_changes")
        if name not in _DELETED:
            return
        if parent == "w:trPr" and self._rows:
            self._rows[-1].deleted = True
        elif parent == "w:rPr":
            if self._paragraphs and self._path[-3:-2] == ["w:pPr"]:
                self._paragraphs[-1].mark_deleted = True
        else:
            self._skipped_from = len(self._path)

    def _start_paragraph(self, attributes: dict[str, str], parent: str) -> None:
        sink = self._sinks[-1]
        self._paragraphs.append(Paragraph(sink.carried))
        sink.carried = []

    def _end_paragraph(self) -> None:
        if not self._paragraphs:
            return
        paragraph, sink = self._paragraphs.pop(), self._sinks[-1]
        if paragraph.mark_deleted:
            sink.carried = paragraph.parts
        else:
            sink.lines.append("".join(paragraph.parts))
        sink.lines.extend(paragraph.boxes)

    def _start_run(self, attributes: dict[str, str], parent: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].hidden = False
            self._paragraphs[-1].font = ""

    def _vanish(self, attributes: dict[str, str], parent: str) -> None:
        of_run = parent == "w:rPr" and self._path[-3:-2] == ["w:r"]
        if of_run and self._paragraphs and attributes.get("w:val", "1") not in _OFF:
            self._paragraphs[-1].hidden = True

    def _font(self, attributes: dict[str, str], parent: str) -> None:
        if self._paragraphs and parent == "w:rPr" and self._path[-3:-2] == ["w:r"]:
            self._paragraphs[-1].font = attributes.get("w:ascii") or attributes.get("w:hAnsi") or ""

    def _start_row(self, attributes: dict[str, str], parent: str) -> None:
        self._rows.append(Row())

    def _end_row(self) -> None:
        row = self._rows.pop()
        if row.deleted:
            return
        if self._tables:
            self._tables[-1].rows.append(row)
        else:
            self._sinks[-1].lines.extend(row.lines())

    def _start_table(self, attributes: dict[str, str], parent: str) -> None:
        self._tables.append(Table())

    def _end_table(self) -> None:
        self._sinks[-1].lines.extend(self._tables.pop().lines())

    def _start_cell(self, attributes: dict[str, str], parent: str) -> None:
        self._cells += 1
        if self._cells > limits.TABLE_CELLS:
            raise refuse("too_large")
        self._sinks.append(Sink())

    def _end_cell(self) -> None:
        cell = self._popped_sink()
        if self._rows:
            self._rows[-1].cells.append(cell)
        else:
            self._sinks[-1].lines.extend(cell.lines)

    def _span(self, attributes: dict[str, str], parent: str) -> None:
        wide = attributes.get("w:val", "1")
        if wide.isascii() and wide.isdigit():
            self._sinks[-1].span = max(1, min(int(wide[:3]), _WIDEST_SPAN))

    def _start_box(self, attributes: dict[str, str], parent: str) -> None:
        self._sinks.append(Sink())

    def _end_box(self) -> None:
        box = self._popped_sink()
        where = self._paragraphs[-1].boxes if self._paragraphs else self._sinks[-1].lines
        where.extend(box.lines)

    def _popped_sink(self) -> Sink:
        sink = self._sinks.pop()
        sink.finished()
        return sink

    def _header(self, attributes: dict[str, str], parent: str) -> None:
        if not self._sections_done and self._path[-3:-2] != ["w:sectPrChange"]:
            self.headers[attributes.get("w:type", "default")] = attributes.get("r:id", "")

    def _title_page(self, attributes: dict[str, str], parent: str) -> None:
        if not self._sections_done and attributes.get("w:val", "1") not in _OFF:
            self.title_page = True

    def _end_section(self) -> None:
        self._sections_done = True

    def _field(self, attributes: dict[str, str], parent: str) -> None:
        self._codes.append("\n" + attributes.get("w:instr", ""))


_OPENERS = {
    "w:p": Story._start_paragraph,
    "w:r": Story._start_run,
    "w:vanish": Story._vanish,
    "w:rFonts": Story._font,
    "w:tbl": Story._start_table,
    "w:tr": Story._start_row,
    "w:tc": Story._start_cell,
    "w:gridSpan": Story._span,
    "w:txbxContent": Story._start_box,
    "w:headerReference": Story._header,
    "w:titlePg": Story._title_page,
    "w:fldChar": Story._field,
    "w:fldSimple": Story._field,
}
_CLOSERS = {
    "w:p": Story._end_paragraph,
    "w:tbl": Story._end_table,
    "w:tr": Story._end_row,
    "w:tc": Story._end_cell,
    "w:txbxContent": Story._end_box,
    "w:sectPr": Story._end_section,
}

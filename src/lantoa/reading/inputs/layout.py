"""Paragraphs, table rows, and where they go, while a Word file is read."""

from dataclasses import dataclass, field


@dataclass
class Sink:
    """Where finished paragraphs go: the body, a cell, a text box."""

    lines: list[str] = field(default_factory=list)
    # What deleted paragraph marks hand on to the next paragraph.
    carried: list[str] = field(default_factory=list)
    span: int = 1

    def finished(self) -> list[str]:
        """The lines, with what waited for a paragraph that never came."""
        if self.carried:
            self.lines.append("".join(self.carried))
            self.carried = []
        return self.lines


@dataclass
class Paragraph:
    """A paragraph while it is read; `boxes` are the lines of the text boxes anchored in it."""

    parts: list[str]
    boxes: list[str] = field(default_factory=list)
    mark_deleted: bool = False
    # Of the run that is being read.
    hidden: bool = False
    font: str = ""


@dataclass
class Row:
    """A table row while it is read."""

    cells: list[Sink] = field(default_factory=list)
    deleted: bool = False

    def lines(self) -> list[str]:
        """One line with tabs between the cells; a row of one cell is only a frame, and keeps its paragraphs."""
        if len(self.cells) == 1 and self.cells[0].span == 1:
            return self.cells[0].lines
        texts = (" ".join(" ".join(cell.lines).split()) + "\t" * (cell.span - 1) for cell in self.cells)
        return ["\t".join(texts)]


@dataclass
class Table:
    """A table while it is read."""

    rows: list[Row] = field(default_factory=list)

    def lines(self) -> list[str]:
        """One line a row; but the frames that set two columns side by side (letterhead, signatures) are no tables."""
        if self._is_frame():
            return [line for row in self.rows for cell in row.cells for line in cell.lines if line.strip()]
        return [line for row in self.rows for line in row.lines()]

    def _is_frame(self) -> bool:
        small = len(self.rows) <= _FRAME_ROWS and all(len(row.cells) == _FRAME_COLUMNS for row in self.rows)
        return small and any(_paragraphs(cell) > 1 for row in self.rows for cell in row.cells)


_FRAME_ROWS = 2
_FRAME_COLUMNS = 2


def _paragraphs(cell: Sink) -> int:
    return sum(1 for line in cell.lines if line.strip())

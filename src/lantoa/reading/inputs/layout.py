"""Paragraphs, table rows, and where they go, while a Word file is read."""

from dataclasses import dataclass, field


@dataclass
class Sink:
    """Where finished paragraphs go: the body, a cell, a text box."""

    lines: list[str] = field(default_factory=list)
    carried: str = ""
    span: int = 1

    def finished(self) -> list[str]:
        """The lines, with what waited for a paragraph that never came."""
        if self.carried:
            self.lines.append(self.carried)
            self.carried = ""
        return self.lines


@dataclass
class Paragraph:
    """A paragraph while it is read; `boxes` are the lines of the text boxes anchored in it."""

    parts: list[str]
    boxes: list[str] = field(default_factory=list)
    mark_deleted: bool = False
    hidden: bool = False


@dataclass
class Row:
    """A table row while it is read."""

    cells: list[Sink] = field(default_factory=list)
    deleted: bool = False

    def lines(self) -> list[str]:
        """One line with tabs between the cells; a row of one cell is only a frame, and keeps its paragraphs."""
        if len(self.cells) == 1 and self.cells[0].span == 1:
            return self.cells[0].lines
        texts: list[str] = []
        for cell in self.cells:
            texts += [" ".join(" ".join(cell.lines).split()), *[""] * (cell.span - 1)]
        return ["\t".join(texts)]

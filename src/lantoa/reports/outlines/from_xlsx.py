"""Tables that are to be filled in (biểu), as a workbook: one section a sheet, with the tables of that sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lantoa.reading.inputs import checks, limits, sheets
from lantoa.reading.inputs.refusals import Unreadable, refuse
from lantoa.reports.outlines import tables
from lantoa.reports.outlines.columns import role_of
from lantoa.reports.outlines.numbers import ANNEX, numbered
from lantoa.reports.outlines.proposal import Proposal
from lantoa.reports.outlines.trimming import TITLE
from lantoa.reports.rules.outlines import Section
from lantoa.vietnamese.text import fold

WORKBOOKS = ("xlsx", "xls", "ods")
# So many empty rows end a table.
_GAP = 2
_FEWEST = 3  # words in a row of headings, where none of them is known
_NUMBER = re.compile(
    r"\b(?:biểu|mẫu|phụ lục)\s*(?:mẫu)?\s*(?:biểu)?\s*(?:số)?\s*[:.]?\s*(?:\d+[a-zđ]?|[IVX]+)\b", re.IGNORECASE
)
_WHO = re.compile(
    r"(?:(?:tên )?đơn vị|cơ quan|địa phương|kính gửi|nơi (?:nhận|gửi)|ngày nhận|kỳ báo cáo|người (?:lập|báo cáo))"
    r"[^:]{0,30}:"
    r"|\(?kèm theo|\(?ban hành|.{0,40}ngày\s.{0,12}tháng",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"\(?\s*(?:đơn vị(?: tính)?|đvt)\s*:\s*(?P<words>[^)]{1,60})\)?$", re.IGNORECASE)
_PARTS = re.compile(
    r"(?:đảng bộ|đảng ủy|ủy ban|ubnd|ban |tỉnh|huyện|xã|phường|chi bộ|sở |cộng hòa|độc lập|đảng cộng sản|\*)", re.I
)
_FOOT = re.compile(
    r"(?:người lập|thủ trưởng|t/m|tm\.|kt\.|k/t|bí thư|chủ tịch|xác nhận|nơi nhận|"
    r".{0,40}ngày\s.{0,12}tháng\s.{0,12}năm|\(ký)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\*?\s*(?:ghi chú|lưu ý|hướng dẫn(?: ghi)?)\s*:?\s+\S", re.IGNORECASE)
_CODES = ("danhmuc", "dm", "ma", "code", "lookup", "huongdan")


@dataclass(slots=True)
class _Sheet:
    """What lies around the tables of a sheet."""

    number: str = ""
    title: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    measure: str = ""


def is_workbook(name: str, data: bytes) -> bool:
    """Whether a file is a workbook, whatever is in it; raises Unreadable for what is refused outright."""
    return bool(data.strip()) and checks.checked_kind(name, data).key in WORKBOOKS


def read(name: str, data: bytes, kind: str = "asked") -> Proposal:
    """The tables of a .xlsx, .xls or .ods, each sheet a section; raises Unreadable, and nothing else."""
    try:
        if len(data) > limits.FILE_BYTES:
            raise refuse("too_large")
        if not data.strip():
            raise refuse("empty")
        checks.checked_kind(name, data)
        found = sheets.of_workbook(data, every=True)
    except Unreadable:
        raise
    except Exception as error:  # parsers fail with a dozen classes: this is the one boundary
        raise refuse("damaged") from error
    if not found:
        raise refuse("empty")
    sections: list[Section] = []
    notes: list[str] = []
    for sheet, lines in found:
        section = None if _is_codes(sheet, lines) else of_sheet(sheet, lines)
        if section is None:
            notes.append(f"Trang “{sheet}” không có bảng cần điền nên được bỏ qua.")
        else:
            sections.append(section)
    title = sections[0].title if len(sections) == 1 else ""
    return Proposal(kind or "asked", title, "", tuple(sections), tuple(notes))


def of_sheet(name: str, lines: Sequence[sheets.Line]) -> Section | None:
    """The section of one sheet; None where it holds no table."""
    around, found = _Sheet(), []
    for before, rows in _blocks(lines, around):
        caption = " ".join(before) or " ".join(around.title) or name
        if table := tables.asked(rows, _measured(caption, around.measure)):
            found.append(table)
    if not found:
        return None
    heading = " ".join(around.title) or name
    return Section(1, around.number, heading, "\n".join(around.notes), tuple(found))


def _blocks(lines: Sequence[sheets.Line], around: _Sheet) -> Iterator[tuple[list[str], list[list[str]]]]:
    """The tables of a sheet with the lines right above each, once it has had one; ``around`` takes in the rest."""
    before: list[str] = []
    rows: list[list[str]] = []
    last = 0
    has_had = False
    for number, cells in lines:
        said = [cell for cell in cells if cell]
        ended = rows and (number - last > _GAP or _ends(said, rows))
        if ended:
            yield before, rows
            before, rows, has_had = [], [], True
        if rows or _heads(cells):
            rows.append(cells)
            last = number
        elif has_had and not any(_FOOT.match(cell) or _NOTE.match(cell) or _WHO.match(cell) for cell in said):
            before = [*before, *said] if len(said) == 1 and TITLE.match(said[0].upper()) else before
        else:
            for cell in said:
                _take(cell, around)
    if rows:
        yield before, rows


def _heads(cells: Sequence[str]) -> bool:
    """Whether a table begins with this row: known heads, or words in three columns or more."""
    said = [cell for cell in cells if cell]
    known = sum(bool(role_of(cell)) for cell in said)
    if len(said) < 2 or any(_WHO.match(cell) or _MEASURE.match(cell) for cell in said):
        return False
    return (known > 0 and len(said) >= _FEWEST) or known > 1 or (len(said) >= _FEWEST and not _is_letterhead(said))


def _is_letterhead(said: Sequence[str]) -> bool:
    return any(_PARTS.match(cell) for cell in said) and sum(cell.isupper() for cell in said) * 2 >= len(said)


def _ends(said: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a row stands under the table: who made it, when, and notes."""
    if len(rows) < 2 or len(said) > 3:
        return False
    return any(_FOOT.match(cell) or _NOTE.match(cell) for cell in said)


def _take(cell: str, around: _Sheet) -> None:
    """A line above or under the tables: number, title, measure, a note; whose paper it is says nothing."""
    if found := _MEASURE.match(cell):
        around.measure = found["words"].strip()
        return
    if _NOTE.match(cell):
        around.notes.append(cell)
        return
    if _WHO.match(cell) or _FOOT.match(cell):
        return
    if (named := _NUMBER.search(cell)) and len(cell) - len(named[0]) < 12 and not around.number:
        around.number = named[0].strip()
        return
    if (number := numbered(cell)) and number.rank == ANNEX:
        around.number, cell = number.number, number.rest
    if not _PARTS.match(cell) and len(cell.split()) > 1:
        around.title.append(cell)


def _measured(caption: str, measure: str) -> str:
    return f"{caption} (đơn vị tính: {measure})".strip() if measure else caption


def _is_codes(name: str, lines: Sequence[sheets.Line]) -> bool:
    """Whether a sheet only lists codes for filling in another one."""
    if fold(name).replace(" ", "").startswith(_CODES) and "bieu" not in fold(name):
        return True
    heads = next((cells for _, cells in lines if len([cell for cell in cells if cell]) > 1), [])
    return bool(heads) and all(
        cell.isascii() and " " not in cell and cell.upper() not in ("TT", "STT") for cell in heads if cell
    )

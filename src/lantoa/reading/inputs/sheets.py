"""A list as people keep it, in a workbook or with separators, comes in as rows of plain text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable

from lantoa.reading.inputs import apart, checks, limits
from lantoa.reading.inputs.decoding import decode, modernised
from lantoa.reading.inputs.refusals import Unreadable, refuse
from lantoa.vietnamese.text import clean

Line = tuple[int, list[str]]
_WORKBOOKS = ("xlsx", "xls", "ods")
_SEPARATORS = ";,\t|"
_LINES_JUDGED = 20


def rows(name: str, data: bytes) -> list[Line]:
    """The rows of the first sheet that holds any, each with its number in the file; empty ones are left out.

    Reads .xlsx, .xls, .ods, and .csv or .tsv in any usual encoding and with any usual separator. Days come out as
    dd/mm/yyyy, whole numbers without a point. Raises Unreadable, and nothing else, whatever the bytes are.
    """
    return _guarded(data, every=False)[0][1]


def every_sheet(name: str, data: bytes) -> list[tuple[str, list[Line]]]:
    """The same of every sheet that holds any rows, hidden ones too, by name; a text is one sheet without a name."""
    return _guarded(data, every=True)


def _guarded(data: bytes, *, every: bool) -> list[tuple[str, list[Line]]]:
    try:
        return _sheets(data, every=every)
    except Unreadable:
        raise
    except Exception as error:  # parsers fail with a dozen classes: this is the one boundary
        raise refuse("damaged") from error


def _sheets(data: bytes, *, every: bool) -> list[tuple[str, list[Line]]]:
    if len(data) > limits.FILE_BYTES:
        raise refuse("too_large")
    if not data.strip():
        raise refuse("empty")
    try:
        kind = checks.kind_of(data)
    except Unreadable as error:
        # The same reasons with what to do in Excel instead of in Word.
        raise refuse("sheet_zip_bomb") if error.code == "zip_bomb" else error from error
    if kind.key in _WORKBOOKS:
        found = of_workbook(data, every=every)
    elif kind.key == "txt":
        found = [("", lines)] if (lines := list(_of_text(data))) else []
    else:
        raise refuse("not_a_sheet", kind_vi=kind.vi, kind_en=kind.en)
    if not found:
        raise refuse("empty")
    return found


def _of_text(data: bytes) -> Iterable[Line]:
    text = modernised(decode(data).text).text
    if "\0" in text:
        raise refuse("encoding")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=False)
    yield from kept((number, cells) for number, cells in enumerate(lines, start=1))


def _separator(text: str) -> str:
    """The separator that stands equally often in most of the first lines; Excel writes "sep=;" above them."""
    lines = [line for line in text.splitlines()[:_LINES_JUDGED] if line.strip()]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]

    def fitness(separator: str) -> tuple[int, int]:
        counts = Counter(len(next(csv.reader([line], delimiter=separator), [])) for line in lines)
        ((columns, often),) = counts.most_common(1) or [(1, 0)]
        return (often if columns > 1 else 0, columns)

    return max(_SEPARATORS, key=fitness)


def kept(lines: Iterable[tuple[int, Iterable[object]]]) -> Iterable[Line]:
    """Rows that say anything, as cleaned text; raises Unreadable when there are too many."""
    for many, (number, cells) in enumerate(_spoken(lines)):
        # One row more, for the headings.
        if many > limits.SHEET_ROWS:
            raise refuse("too_many_rows")
        yield number, cells


def _spoken(lines: Iterable[tuple[int, Iterable[object]]]) -> Iterable[Line]:
    for number, cells in lines:
        texts = [str(cell)[: limits.SHEET_CELL_CHARACTERS] for cell in list(cells)[: limits.SHEET_COLUMNS]]
        row = [" ".join(clean(text).split()) for text in texts]
        while row and not row[-1]:
            row.pop()
        if row and not (number == 1 and len(row) == 1 and row[0].lower().startswith("sep=")):
            yield number, row


def of_workbook(data: bytes, *, every: bool = False) -> list[tuple[str, list[Line]]]:
    """The first sheet that holds any rows, or every such sheet, by name; raises Unreadable."""
    sheets = apart.parse("book" if every else "first_sheet", data)
    return [(name, [(number, cells) for number, cells in lines]) for name, lines in sheets if lines]

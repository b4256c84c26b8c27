"""The workbook itself: what the template holds, and files that would choke a careless reader."""

from __future__ import annotations

import re
import time
import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from lantoa.organisations import trees
from lantoa.organisations.rules import tree_rows
from lantoa.organisations.rules.tree_rows import COLUMNS, Cells, Kind
from lantoa.organisations.trees.reading import UnableToReadTree
from tests.organisations.workbooks import part

KINDS = [Kind("commune", "Xã", 3, True), Kind("party_branch", "Chi bộ", 6, False)]
ONE = Cells(2, {"code": "a", "name": "Xã A", "unit_class": "Xã", "from_on": "01/07/2025"})


def rewritten(data: bytes, name: str, change: Any) -> bytes:
    """The same workbook with one part of it changed."""
    old, file = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == name else old.read(one))
    return file.getvalue()


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
GOOD = trees.marked(KINDS, [ONE], ())


def test_the_template_has_locked_headings_a_choice_of_classes_and_says_what_it_is() -> None:
    data = trees.template(KINDS)
    sheets = {
        name: CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(name).to_python()
        for name in ("Đơn vị", "Hướng dẫn", "lantoa")
    }
    assert sheets["Đơn vị"] == [[column.heading for column in COLUMNS]]
    assert sheets["lantoa"][0] == ["lantoa-don-vi", 1.0]
    assert [line[0] for line in sheets["lantoa"][1:]] == ["Xã", "Chi bộ"]
    assert {column.about for column in COLUMNS} <= {line[1] for line in sheets["Hướng dẫn"]}
    page = part(data, SHEET)
    assert "<sheetProtection" in page
    assert "<formula1>lantoa!$A$2:$A$3</formula1>" in page
    assert '<sheet name="lantoa" sheetId="3" state="hidden"' in part(data, "xl/workbook.xml")
    # Headings keep Excel's own lock; whole columns below are free to write in.
    styles = part(data, "xl/styles.xml").split("<cellXfs")[1].split("</cellXfs>")[0].split("<xf ")[1:]
    heading = int(re.findall(r'<c r="A1" s="(\d+)"', page)[0])
    columns = [int(style) for style in re.findall(r'<col [^>]*style="(\d+)"', page)]
    assert 'locked="0"' not in styles[heading]
    assert columns
    assert all('locked="0"' in styles[one] for one in columns)


def test_what_is_written_is_read_back() -> None:
    assert trees.cells_of(GOOD) == [Cells(2, {column.key: ONE.values.get(column.key) for column in COLUMNS})]


def more(row: bytes) -> Any:
    """Another row behind those of the sheet."""
    return lambda text: text.replace(b"</sheetData>", row + b"</sheetData>")


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        (STRINGS, lambda text: text.replace(b"lantoa-don-vi", b"other"), "không phải là mẫu"),
        ("xl/worksheets/sheet3.xml", lambda text: text.replace(b"<v>1</v>", b"<v>7</v>"), "bản cũ"),
        (STRINGS, lambda text: text.replace("Từ ngày".encode(), "Từ".encode(), 1), "Tiêu đề"),
        ("xl/workbook.xml", lambda text: text.replace("Đơn vị".encode(), b"Sheet"), "không phải là mẫu"),
        (SHEET, lambda text: text[: len(text) // 2], "hỏng"),
        (SHEET, more(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "quá lớn"),
        (SHEET, more(b'<row r="3"><c r="XFD3"><v>1</v></c></row>'), "quá lớn"),
        (SHEET, more(b'<row r="3">' + b"<c/>" * 200 + b"</row>"), "quá lớn"),
        (SHEET, lambda text: text.decode().encode("utf-16"), "không phải là mẫu"),
    ],
)
def test_workbooks_that_are_not_ours_or_claim_too_much_are_refused(name: str, change: Any, words: str) -> None:
    data = rewritten(GOOD, name, change)
    with pytest.raises(UnableToReadTree, match=words):
        trees.cells_of(data)


def test_a_million_rows_are_refused_before_they_are_read() -> None:
    rows = b"".join(b'<row><c t="inlineStr"><is><t>a%d</t></is></c></row>' % at for at in range(1_000_000))
    data = rewritten(GOOD, SHEET, more(rows))
    begun = time.process_time()
    with pytest.raises(UnableToReadTree, match="quá lớn"):
        trees.cells_of(data)
    assert time.process_time() - begun < 3


def test_a_file_that_is_too_heavy_is_refused_unopened() -> None:
    with pytest.raises(UnableToReadTree, match="5 MB"):
        trees.cells_of(GOOD + b"\0" * 6_000_000)


values = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.timedeltas(),
    st.times(),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.fixed_dictionaries({column.key: values for column in COLUMNS}), max_size=3))
def test_whatever_cells_hold_becomes_a_row_or_a_sentence(rows: list[dict[str, object]]) -> None:
    cells = [Cells(at, row) for at, row in enumerate(rows, start=2)]
    understood, wrong = tree_rows.understood(cells, KINDS)
    assert len(understood) == len(rows)
    told = {(one.line, one.column) for one in wrong}
    for row in understood:
        for key in ("code", "name", "from_on"):
            assert (getattr(row, key) is None) <= ((row.line, key) in told)
        assert (row.kind is None) == ((row.line, "unit_class") in told)
    assert all(re.match(r"Dòng \d+, cột [^:]+: .+\.$", str(one), re.S) for one in wrong)

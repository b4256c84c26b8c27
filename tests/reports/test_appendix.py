"""The tables of a report as a workbook: numbers, formulas of ours only, and what people wrote stays words."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from lantoa.common.quantities import Exactness, Quantity
from lantoa.reports import outgoing
from lantoa.reports.layouts import appendix_rules, appendix_xlsx
from lantoa.reports.rules import Column, Paragraph, Row, Table, cell
from tests.reports import papers
from tests.reports.measuring import needs_office
from tests.reports.papers import figured

URL = "http://localhost:8000"
COLUMNS = (Column("TT", 5, centred=True), Column("Đơn vị", 40), Column("Kế hoạch", 20), Column("Kết quả", 20))


def table(*rows: Row, columns: tuple[Column, ...] = COLUMNS) -> Table:
    return Table("Bảng", columns, rows)


def row(at: str, name: str, *numbers: Any, is_total: bool = False) -> Row:
    made = [
        one if isinstance(one, papers.Figured) else figured(str(one), f"c{at}{i}", one) for i, one in enumerate(numbers)
    ]
    return Row((cell(at), cell(name), *map(cell, made)), is_total=is_total)


def made(*tables: Table) -> bytes:
    return appendix_xlsx.write(papers.with_body(papers.paper(papers.PARTY), *tables), public_url=URL)


def sheet(data: bytes, at: int = 1) -> str:
    with ZipFile(BytesIO(data)) as parts:
        return parts.read(f"xl/worksheets/sheet{at}.xml").decode()


def formulas(data: bytes, at: int = 1) -> dict[str, str]:
    found = re.findall(r'<c r="(\w+)"[^>]*><f>([^<]*)</f>', sheet(data, at))
    return {name: text.replace("&quot;", '"') for name, text in found}


def rows(data: bytes, at: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(at).to_python(skip_empty_area=False)[4:]


def test_a_total_is_a_sum_and_a_percent_the_share_of_two_columns() -> None:
    data = made(papers.by_unit())
    assert formulas(data) == {
        "C9": "SUM(C6:C8)",
        "D9": "SUM(D6:D8)",
        **{f"E{n}": f'IF(C{n}=0,"",ROUND(D{n}/C{n}*100,1))' for n in range(6, 10)},
    }
    assert rows(data)[1] == [1, "Thôn Đông", 10, 8, 80]
    assert rows(data)[-1] == ["", "Cộng", 30, 30, 100]


@needs_office
def test_libreoffice_counts_every_formula_to_the_number_of_the_report(tmp_path: Path) -> None:
    data = made(papers.by_unit())
    (tmp_path / "a.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), "a.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    counted = CalamineWorkbook.from_path(tmp_path / "a.ods").get_sheet_by_index(0).to_python(skip_empty_area=False)[4:]
    assert [one[:5] for one in counted[1:5]] == [one[:5] for one in rows(data)[1:5]]


def test_a_total_that_is_not_the_sum_is_a_number_with_a_remark() -> None:
    data = made(table(row("1", "A", 3, 4), row("2", "B", 5, 6), row("", "Cộng", 8, 11, is_total=True)))
    assert formulas(data) == {"C8": "SUM(C6:C7)"}
    assert rows(data)[0][-1] == "Ghi chú"
    assert rows(data)[3][2:] == [8, 11, appendix_rules.NOT_THE_SUM]


def test_an_amount_that_is_not_exact_is_said_and_never_summed() -> None:
    over = figured("trên 5", "x", Quantity.of(5, Exactness.AT_LEAST, "trên"))
    whole = figured("trên 8", "y", Quantity.of(8, Exactness.AT_LEAST, "trên"))
    data = made(table(row("1", "A", 3, 1), row("2", "B", over, 2), row("", "Cộng", whole, 3, is_total=True)))
    assert formulas(data) == {"D8": "SUM(D6:D7)"}
    assert rows(data)[2][2] == "trên 5"
    assert rows(data)[3][2] == "trên 8"


def test_totals_of_parts_and_a_total_of_all_sum_the_right_rows() -> None:
    parts = (row("1", "A", 1, 1), row("", "Cộng xã", 1, 1, is_total=True), row("2", "B", 2, 5))
    data = made(table(*parts, row("3", "C", 3, 1), row("", "Cộng", 6, 7, is_total=True)))
    assert formulas(data)["C10"] == "SUM(C6:C6,C8:C9)"
    assert formulas(data)["C7"] == "SUM(C6:C6)"


def test_a_number_typed_over_stays_as_it_was_typed_with_its_reason() -> None:
    typed = figured("31", "n", 30, why="Xóm Đông báo thêm")
    data = made(table(row("1", "A", typed, 1), row("2", "B", 2, 2)))
    assert rows(data)[1][2] == "31"
    assert "Lý do: Xóm Đông báo thêm" in rows(data)[1][4]


def test_every_number_opens_at_its_address_and_the_last_sheet_lists_them() -> None:
    report = papers.paper(papers.STATE)
    data = appendix_xlsx.write(report, public_url=URL)
    with ZipFile(BytesIO(data)) as parts:
        opened = [
            re.findall(r'Target="([^"]*)"', parts.read(name).decode())
            for name in parts.namelist()
            if "sheets/_rels" in name
        ]
    expected = [URL + figure.path for figure in report.figures()]
    assert opened[-1] == list(dict.fromkeys(expected))
    assert set(opened[0]) <= set(expected)
    assert [one[1] for one in rows(data, -1 % len(opened))][1:4] == ["1.200 m", "trên 52 triệu đồng", "31 ngôi nhà"]


def test_each_table_prints_on_a4_with_its_headings_on_each_page() -> None:
    wide = Table("Rộng: [bảng] 'một' *?/\\", tuple(Column(f"Cột {n}", 1) for n in range(9)), ())
    data = made(papers.by_unit(), wide)
    with ZipFile(BytesIO(data)) as parts:
        book = parts.read("xl/workbook.xml").decode()
    assert re.findall(r'<sheet name="([^"]*)"', book) == [
        "1. Nhà đại đoàn kết theo đơn vị",
        "2. Rộng bảng một",
        appendix_xlsx.WHERE,
    ]
    assert book.count("_xlnm.Print_Titles") == 3
    assert 'paperSize="9"' in sheet(data)
    assert 'orientation="portrait"' in sheet(data)
    assert 'orientation="landscape"' in sheet(data, 2)
    assert 'state="frozen"' in sheet(data)


_STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "{=", " =", "＝")
_TRICKS = (
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://127.0.0.1/?"&A1,"mở")',
    'DDE("cmd";"/C calc";"x")',
    "MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe /c calc.exe'!''",
    "1+1",
    "SUM(1)*cmd|'/c calc'!A1",
    'IMPORTXML(CONCAT("http://127.0.0.1/",A1),"//a")',
    'WEBSERVICE("http://127.0.0.1/")',
    "rundll32|'URL.dll,OpenURL calc.exe'!A",
    'INFO("version")}',
    "http://x.vn",
    "mailto:a@b",
    "internal:Sheet1!A1",
    "external:c:\\a.xlsx",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "<f>1+1</f>",
    "_xlfn.STOCKHISTORY(1)",
    "'!A1",
    "\ud83d\ude00\x00\x0b",
)
HOSTILE = [start + trick for start in _STARTS for trick in _TRICKS]


def test_two_hundred_hostile_values_stay_words() -> None:
    assert len(set(HOSTILE)) == 200
    bad = [Row((cell(str(at)), cell(said), cell(said), cell(figured(said, "x", 1)))) for at, said in enumerate(HOSTILE)]
    columns = (Column("TT", 5), Column(HOSTILE[0], 30), Column(HOSTILE[21], 30), Column("=1+1", 20))
    report = papers.with_body(papers.paper(papers.PARTY), Table(HOSTILE[1], columns, tuple(bad)))
    report = replace(
        report, title=HOSTILE[2], letterhead=replace(report.letterhead, issuer=HOSTILE[3], number=HOSTILE[4])
    )
    data = appendix_xlsx.write(report, public_url=URL)
    with ZipFile(BytesIO(data)) as parts:
        every = {name: parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels"))}
    assert not any("externalLink" in name for name in every)
    assert not any("<f>" in text or "ddeLink" in text for text in every.values())
    for name, text in every.items():
        if name.startswith("xl/worksheets/_rels"):
            assert set(re.findall(r'Target="([^"]*)"', text)) <= {URL + figured("", "x", 1).path}
    written = {str(one) for line in rows(data) for one in line}
    assert {"=1+1", "=cmd|' /C calc'!A0", "@SUM(1)*cmd|'/c calc'!A1"} <= written
    assert not formulas(data)


numbers = st.integers(0, 10**6)


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(
        st.one_of(numbers, numbers.map(lambda n: Quantity.of(n, Exactness.ABOUT, "khoảng"))), min_size=1, max_size=6
    ),
    wrong=st.integers(-2, 2),
)
def test_a_formula_stands_only_where_it_gives_the_number(parts: list[int | Quantity], wrong: int) -> None:
    points = [one if isinstance(one, int) else int(one.point or 0) for one in parts]
    whole = sum(points) + wrong
    lines = [row(str(n), "A", figured("x", "x", one), 1) for n, one in enumerate(parts)]
    found = appendix_rules.grid(table(*lines, row("", "Cộng", figured("t", "t", whole), len(parts), is_total=True)))
    exact = all(isinstance(one, int) for one in parts)
    total = found.rows[-1][2]
    assert bool(total.sums) == (exact and wrong == 0)
    assert (appendix_rules.NOT_THE_SUM in found.remarks[-1]) == (not total.sums)
    assert total.number == Decimal(whole)


def test_a_report_without_tables_still_opens() -> None:
    data = made()
    assert CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names == [appendix_xlsx.WHERE]
    said = papers.with_body(papers.paper(papers.PARTY), Paragraph(("Có ", papers.ROAD, ".")))
    assert rows(appendix_xlsx.write(said, public_url=URL))[1][1] == "1.200 m"


def test_the_same_report_is_the_same_workbook() -> None:
    report = papers.paper(papers.STATE)
    assert appendix_xlsx.write(report, public_url=URL) == appendix_xlsx.write(report, public_url=URL)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK"), ("txt", "ỦY BAN".encode())]
)
def test_one_door_hands_out_every_form(form: str, begins: bytes) -> None:
    assert outgoing.written(papers.paper(papers.STATE), form).startswith(begins)

"""The Word file, opened again: the layout of the dated record to the millimetre and the point, every number a link."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from io import BytesIO
from time import monotonic
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt

from lantoa.common.quantities import Quantity
from lantoa.regulations import queries as regulations
from lantoa.reports.layouts import party_docx
from lantoa.reports.practices_summary import write
from lantoa.reports.rules import Report
from tests.cast import Cast
from tests.reports.scene import outcome, play, registered, told

URL = "http://localhost:8000"


def layout(day: date = date(2022, 12, 20)) -> dict[str, Any]:
    value: dict[str, Any] = regulations.on("party-paper-format", day).value
    return value


def opened(report: Report, **changed: Any) -> WordFile:
    return Document(BytesIO(party_docx.write(report, layout() | changed, public_url=URL)))


def links(word: WordFile) -> list[tuple[str, str]]:
    """Every hyperlink in reading order: text and target."""
    found = []
    for link in word.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}hyperlink"):
        relation = link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        text = "".join(
            t.text or "" for t in link.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")
        )
        found.append((text, word.part.rels[relation].target_ref))
    return found


@pytest.fixture
def report(cast: Cast) -> Report:
    play(cast)
    return write(told(cast))


@pytest.mark.parametrize("day", [date(2022, 12, 20), date(2026, 11, 23)])
def test_page_and_margins_are_those_of_the_record_of_the_day(report: Report, day: date) -> None:
    rule = layout(day)
    section = Document(BytesIO(party_docx.write(report, rule, public_url=URL))).sections[0]
    sides = {"top": section.top_margin, "bottom": section.bottom_margin}
    sides |= {"left": section.left_margin, "right": section.right_margin}
    assert {side: round(length.mm, 1) for side, length in sides.items() if length} == rule["margins"]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_another_record_gives_another_page(report: Report) -> None:
    word = opened(report, margins={"top": 25, "bottom": 22, "left": 35, "right": 20})
    left = word.sections[0].left_margin
    assert left is not None
    assert round(left.mm, 1) == 35


def test_the_body_is_set_as_the_record_says(report: Report) -> None:
    word, rule = opened(report), layout()
    body = next(p for p in word.paragraphs if p.text.startswith("Căn cứ"))
    look = body.style.paragraph_format  # type: ignore[union-attr]
    assert look.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert (look.line_spacing, look.space_after) == (Pt(rule["body"]["line"]), Pt(rule["body"]["after"]))
    assert round(look.first_line_indent.mm, 1) == rule["body"]["first_line"]  # type: ignore[union-attr]
    assert look.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert body.style.font.size == Pt(rule["body"]["size"])  # type: ignore[union-attr]
    for style in ("Normal", "Body Text", "Heading 1", "Heading 2"):
        assert word.styles[style].font.name == rule["font"]  # type: ignore[attr-defined]
    assert [p.style.name for p in word.paragraphs if p.text.startswith(("I- ", "1. "))] == ["Heading 1", "Heading 2"]  # type: ignore[union-attr]


def test_the_head_of_the_paper_bears_superior_issuer_motto_number_and_day(report: Report) -> None:
    word, rule = opened(report), layout()
    head = word.tables[0]
    left, right = head.rows[0].cells
    assert [p.text for p in left.paragraphs] == ["ĐẢNG BỘ HUYỆN BẾN LAU", "ĐẢNG ỦY XÃ AN PHÚC", "*"]
    assert [p.text for p in right.paragraphs] == ["ĐẢNG CỘNG SẢN VIỆT NAM", ""]
    number, dated = head.rows[1].cells
    assert (number.text, dated.text) == ("Số      -BC/ĐU", "An Phúc, ngày 20 tháng 12 năm 2022")
    runs = {
        "superior": left.paragraphs[0].runs[0],
        "issuer": left.paragraphs[1].runs[0],
        "motto": right.paragraphs[0].runs[0],
        "number": number.paragraphs[0].runs[0],
        "place_and_date": dated.paragraphs[0].runs[0],
    }
    for name, run in runs.items():
        assert run.font.size == Pt(rule[name]["size"]), name
        assert bool(run.bold) == rule[name].get("bold", False), name
        assert bool(run.italic) == rule[name].get("italic", False), name
    assert right.paragraphs[1]._p.xpath(".//w:pBdr/w:top[@w:val='single']")
    assert head.style is None or "Grid" not in str(head.style.name)


def test_kind_and_abstract_stand_below_in_bold(report: Report) -> None:
    word, rule = opened(report), layout()
    kind = next(p for p in word.paragraphs if p.text == "BÁO CÁO")
    abstract = next(p for p in word.paragraphs if p.text.startswith("tổng hợp mô hình"))
    assert (kind.runs[0].font.size, kind.runs[0].bold) == (Pt(rule["kind"]["size"]), True)
    assert (abstract.runs[0].font.size, abstract.runs[0].bold) == (Pt(rule["abstract"]["size"]), True)


def test_the_foot_has_recipients_and_the_signature(report: Report) -> None:
    word, rule = opened(report), layout()
    left, right = word.tables[-2].rows[0].cells
    assert left.paragraphs[0].text == "Nơi nhận:"
    assert left.paragraphs[0].runs[0].underline
    assert left.paragraphs[0].runs[0].font.size == Pt(rule["recipients"]["head"])
    assert {p.runs[0].font.size for p in left.paragraphs[1:]} == {Pt(rule["recipients"]["items"])}
    assert left.paragraphs[-1].text == "- Lưu Văn phòng Đảng ủy."
    signed = [(p.text, bool(p.runs[0].bold)) for p in right.paragraphs if p.text]
    assert signed == [("T/M ĐẢNG ỦY", True), ("BÍ THƯ", False), ("Nguyễn Thị Bến", True)]


def test_the_signature_never_stands_alone_on_a_page(report: Report) -> None:
    word = opened(report)
    body = [p.getparent().index(p) for p in word.tables[-2]._tbl.xpath("preceding-sibling::w:p")][-3:]
    kept = word.element.body.xpath("./w:p/w:pPr/w:keepNext")
    assert {at for p in kept if (at := p.getparent().getparent().getparent().index(p.getparent().getparent()))} >= set(
        body
    )
    assert word.tables[-2].rows[0]._tr.xpath("./w:trPr/w:cantSplit")


def test_pages_are_numbered_in_the_middle_of_the_head_from_the_second(report: Report) -> None:
    section = opened(report).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xpath("string(.//w:instrText)")
    assert section.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert section.first_page_header.is_linked_to_previous or not section.first_page_header.paragraphs[0].text


def test_heads_of_tables_come_again_and_rows_are_never_cut(report: Report) -> None:
    for table in (table for table in opened(report).tables[1:] if len(table.rows) > 1):
        assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows] == [True] + [False] * (
            len(table.rows) - 1
        )
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
        assert sum(cell.width for cell in table.rows[0].cells if cell.width) <= Mm(165.5)


def test_a_row_higher_than_a_good_part_of_a_page_may_be_cut(cast: Cast) -> None:
    one = registered(cast, "Mô hình có nhiều kết quả", "an-phuc-1", date(2022, 3, 1))
    for at in range(9):
        outcome(cast, [one], "ngay-cong", Quantity.of(at + 1))
    row = opened(write(told(cast))).tables[2].rows[1]
    assert len(row.cells[-1].paragraphs) == 9
    assert not row._tr.xpath("./w:trPr/w:cantSplit")


def test_every_number_is_a_link_to_its_own_page_and_nothing_else_is(report: Report) -> None:
    expected = [(figure.text, URL + figure.path) for figure in report.figures()]
    assert len(expected) > 15
    assert links(opened(report)) == expected + list(dict.fromkeys(expected))


def test_the_list_at_the_end_says_where_each_number_opens(report: Report) -> None:
    word = opened(report)
    title = next(p for p in word.paragraphs if p.text == "NƠI MỞ CÁC SỐ TRONG BÁO CÁO")
    assert title.paragraph_format.page_break_before
    rows = [[cell.text for cell in row.cells] for row in word.tables[-1].rows]
    assert rows[0] == ["TT", "Số", "Nội dung", "Địa chỉ"]
    assert [(row[1], row[3]) for row in rows[1:]] == list(
        dict.fromkeys((f.text, URL + f.path) for f in report.figures())
    )
    assert all(row[2] for row in rows)


def test_every_link_opens_a_page_with_the_very_same_words(cast: Cast, report: Report, client: Client) -> None:
    client.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    assert settings.PUBLIC_URL == URL
    for text, target in links(opened(report)):
        page = client.get(target.removeprefix(URL), follow=True)
        assert page.status_code == 200, target
        words = " ".join(_words(page.content.decode()))
        assert text in words, (text, target)


def _words(page: str) -> list[str]:
    return unescape(re.sub(r"<[^>]+>", " ", page)).split()


def test_the_same_report_is_the_same_file(report: Report) -> None:
    first = party_docx.write(report, layout(), public_url=URL)
    assert first == party_docx.write(report, layout(), public_url=URL)
    about = Document(BytesIO(first)).core_properties
    assert about.title == "Báo cáo tổng hợp mô hình năm 2022 – xã An Phúc"
    assert (about.author, about.created.date()) == ("ĐẢNG ỦY XÃ AN PHÚC", date(2022, 12, 20))  # type: ignore[union-attr]


def test_a_body_outside_the_party_writes_without_the_motto(cast: Cast) -> None:
    play(cast)
    word = opened(write(told(cast, "pn-an-phuc")))
    assert "ĐẢNG CỘNG SẢN" not in "".join(cell.text for row in word.tables[0].rows for cell in row.cells)


def test_names_that_no_word_file_can_hold_are_written_all_the_same(cast: Cast) -> None:
    registered(
        cast,
        "Tên \x0b có \x01ký tự \ud83d lạ <b>&amp;".encode("utf-8", "ignore").decode(),
        "an-phuc-1",
        date(2022, 1, 1),
    )
    word = opened(write(told(cast)))
    assert any("<b>&amp;" in cell.text for table in word.tables for row in table.rows for cell in row.cells)


def test_three_hundred_practices_fill_one_report(cast: Cast) -> None:
    for at in range(300):
        one = registered(cast, f"Mô hình số {at}", "an-phuc-1", date(2022, 3, 1), ("moi-truong",))
        outcome(cast, [one], "ngay-cong", Quantity.of(at + 1))
    started = monotonic()
    report = write(told(cast))
    data = party_docx.write(report, layout(), public_url=URL)
    assert monotonic() - started < 60  # a guard against running away, not a measure
    assert len(Document(BytesIO(data)).tables[3].rows) == 301

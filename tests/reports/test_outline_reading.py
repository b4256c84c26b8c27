"""Outlines, tables and reports of before are read from files."""

from __future__ import annotations

import io
import json

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from lantoa.reading.inputs import Unreadable
from lantoa.reports.outlines import from_docx, from_xlsx
from lantoa.reports.outlines.columns import role_of
from lantoa.reports.outlines.proposal import Proposal
from lantoa.reports.outlines.tables import asked, flattened, is_counting
from lantoa.reports.rules.outlines import Section, as_data, from_data
from tests.reports.outline_papers import EXAMPLES, FORMS, OUTLINE, REPORT, TABLES, TEXT, word_file


def read(*paragraphs: str | list[list[str]], kind: str = "") -> Proposal:
    return from_docx.read("de-cuong.docx", word_file(paragraphs), kind)


def titles(proposal: Proposal) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in proposal.sections]


def workbook(*rows: list[str], name: str = "Biểu 1") -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet(name)
    for number, cells in enumerate(rows):
        for column, words in enumerate(cells):
            if words:
                sheet.write_string(number, column, words)
    book.close()
    return made.getvalue()


def test_the_example_outline_becomes_its_sections() -> None:
    proposal = from_docx.read(OUTLINE.name, OUTLINE.read_bytes())
    assert proposal.kind == "asked"
    assert proposal.title.startswith("ĐỀ CƯƠNG báo cáo kết quả học tập và làm theo")
    assert "trước ngày 20/11/2026" in proposal.opening
    assert titles(proposal)[:6] == [
        (1, "I- CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO"),
        (2, "1. Việc ban hành văn bản để lãnh đạo, chỉ đạo"),
        (2, "2. Học tập, quán triệt"),
        (1, "II- KẾT QUẢ LÀM THEO"),
        (2, "1. Đăng ký mô hình"),
        (2, "2. Những mô hình, cách làm hay"),
    ]
    assert (3, "3.1. Cầu, đường") in titles(proposal)
    assert (3, "a) Số hộ nghèo, hộ khó khăn được giúp đỡ") in titles(proposal)
    assert titles(proposal)[-1] == (1, "PHỤ LỤC 1 Danh sách mô hình làm theo Bác có kết quả rõ trong năm 2026")
    assert proposal.sections[-1].tables[0].columns[1] == "Tên mô hình"
    assert proposal.sections[-1].tables[0].rows == ()


def test_letterhead_recipients_and_signature_are_no_sections() -> None:
    said = json.dumps(as_data(from_docx.read(OUTLINE.name, OUTLINE.read_bytes()).sections), ensure_ascii=False)
    for words in (
        "ĐẢNG CỘNG SẢN",
        "Số 118-CV",
        "Nơi nhận",
        "Lưu Văn phòng",
        "TRƯỞNG BAN",
        "Đoàn Minh Thuận",
        "Kính gửi",
    ):
        assert words not in said, words


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*-BC-*.docx")), ids=lambda path: path.name[:10])
def test_a_report_of_before_gives_its_headings_and_what_it_said(path) -> None:  # type: ignore[no-untyped-def]
    proposal = from_docx.read(path.name, path.read_bytes())
    assert proposal.kind == "past"
    assert [section.number for section in proposal.sections if section.level == 1][:2] == ["I-", "II-"]
    assert not any(section.asks for section in proposal.sections)
    assert any(section.prose for section in proposal.sections)


def test_a_numbered_sentence_of_a_report_is_no_heading() -> None:
    proposal = from_docx.read(REPORT.name, REPORT.read_bytes())
    chapter = next(section for section in proposal.sections if section.number == "IV-")
    assert "Xây mới ít nhất 4 cây cầu" in chapter.prose
    assert chapter.level == 1


def test_a_person_may_say_what_it_is() -> None:
    as_report = from_docx.read("a.txt", TEXT.encode(), "past")
    assert as_report.kind == "past"
    said = {section.heading: section for section in as_report.sections}
    assert said["Khen thưởng"].prose == "nêu số tập thể, cá nhân được khen."
    said = {section.heading: section for section in from_docx.read("a.txt", TEXT.encode()).sections}
    assert said["Khen thưởng"].asks == "nêu số tập thể, cá nhân được khen."


def test_what_it_was_taken_for_is_said_with_the_reason() -> None:
    assert from_docx.read("a.txt", TEXT.encode()).notes[0].startswith("Nhận là đề cương vì có tiêu đề “ĐỀ CƯƠNG”")
    assert from_docx.read(REPORT.name, REPORT.read_bytes()).notes[0].startswith("Nhận là báo cáo đã viết vì có")


def test_bold_lines_without_numbers_are_headings_and_slanted_ones_are_asked() -> None:
    proposal = read("**ĐỀ CƯƠNG**", "**Tình hình chung**", "_Nêu ngắn gọn._", "**Kết quả**", "_Có số liệu._")
    assert titles(proposal) == [(1, "Tình hình chung"), (1, "Kết quả")]
    assert [section.asks for section in proposal.sections] == ["Nêu ngắn gọn.", "Có số liệu."]


def test_parts_take_their_name_from_the_next_line() -> None:
    proposal = read(
        "**ĐỀ CƯƠNG**", "**PHẦN THỨ NHẤT**", "**KẾT QUẢ NĂM 2026**", "I. Chỉ đạo", "**Phần thứ hai**", "**NHIỆM VỤ**"
    )
    assert titles(proposal) == [(1, "PHẦN THỨ NHẤT KẾT QUẢ NĂM 2026"), (2, "I. Chỉ đạo"), (1, "Phần thứ hai NHIỆM VỤ")]


def test_an_outline_behind_the_letter_that_asks_for_it_is_found() -> None:
    letter = (
        "Để chuẩn bị tổng kết, đề nghị các đảng ủy báo cáo theo đề cương kèm theo và gửi về trước ngày 20 tháng 11."
    )
    proposal = read(
        "Kính gửi: Các đảng ủy trực thuộc", letter, "1. Thời gian gửi", "Nơi nhận:", "- Như trên", "T/M BAN THƯỜNG VỤ",
        "**ĐỀ CƯƠNG BÁO CÁO**", "I- Kết quả",
    )  # fmt: skip
    assert titles(proposal) == [(1, "I- Kết quả")]
    assert letter in proposal.opening


def test_numbers_that_word_writes_by_itself_are_read() -> None:
    proposal = from_docx.read("a.docx", _listed("Kết quả", "Hạn chế"))
    assert titles(proposal) == [(1, "1. Kết quả"), (1, "2. Hạn chế")]


def _listed(*headings: str) -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph().add_run("ĐỀ CƯƠNG").bold = True
    for words in headings:
        document.add_paragraph(words, style="List Number")
    made = io.BytesIO()
    document.save(made)
    # The style counts; papers put the number into the paragraph itself.
    made.seek(0)
    document = Document(made)
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    for paragraph in document.paragraphs[1:]:
        number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val, number.get_or_add_numId().val = 0, style
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_a_table_of_an_outline_keeps_its_caption_headings_and_row_names() -> None:
    rows = [
        ["TT", "Nội dung", "Đơn vị tính", "Năm 2026", "Năm 2026"],
        ["", "", "", "Kế hoạch", "Thực hiện"],
        ["A", "B", "C", "1", "2"],
        ["1", "Cầu xây mới", "cây cầu", "", ""],
        ["", "…", "", "", ""],
    ]
    proposal = read("**ĐỀ CƯƠNG**", "I- Kết quả", "Biểu tổng hợp số liệu", rows)
    (table,) = proposal.sections[0].tables
    assert table.caption == "Biểu tổng hợp số liệu"
    assert table.columns[-1].endswith("– Thực hiện")
    assert table.rows == (("1", "Cầu xây mới", "cây cầu"),)


def test_headings_of_several_rows_are_joined_under_what_is_merged_over_them() -> None:
    heads = [
        ["STT", "Nội dung", "Mô hình", "", "", "Ghi chú"],
        ["", "", "Tổng số", "Trong đó", "", ""],
        ["", "", "", "Tập thể", "Cá nhân", ""],
    ]
    assert flattened(heads) == (
        *("STT", "Nội dung", "Mô hình – Tổng số"),
        *("Mô hình – Trong đó – Tập thể", "Mô hình – Trong đó – Cá nhân", "Ghi chú"),
    )


@pytest.mark.parametrize(
    "row",
    [["A", "B", "1", "2", "3=2/1"], ["(1)", "(2)", "(3)=(1)+(2)"], ["1", "2", "3", "4 (3:2)"], ["A", "B", "C", "D"]],
)
def test_a_row_that_counts_the_columns_is_left_out(row: list[str]) -> None:
    assert is_counting(row)


@pytest.mark.parametrize(
    "row", [["1", "Cầu xây mới", "cây"], ["I", "MÔ HÌNH", ""], ["", "", "5"], ["1", "", "", "", ""]]
)
def test_a_row_of_names_does_not_count(row: list[str]) -> None:
    assert not is_counting(row)


@given(st.lists(st.lists(st.text("ab12 –", max_size=5), max_size=6), max_size=8))
def test_no_grid_is_beyond_reading(rows: list[list[str]]) -> None:
    table = asked(rows)
    assert table is None or all(len(row) <= len(table.columns) for row in table.rows)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Số TT", "number"), ("Nội dung", "name"), ("ĐVT", "measure"), ("Xã, phường", "unit"),
        ("Kế hoạch năm 2026", "planned"), ("Thực hiện", "done"), ("Cùng kỳ năm 2025", "before"),
        ("Lũy kế từ 01/7/2025", "cumulative"), ("So sánh (%)", "change"),
        ("Thực hiện – Lũy kế", "cumulative"), ("Thực hiện – Cùng kỳ năm trước", "before"),
        ("Thực hiện 6 tháng năm trước", "before"), ("Kết quả so với cùng kỳ", "change"), ("Đạt (%)", "share"),
        ("% thực hiện so với kế hoạch", "share"), ("% so với cùng kỳ", "change"), ("Tỷ lệ (%)", "share"),
        ("Số lượng thực hiện", "done"), ("Đạt chuẩn nông thôn mới", ""),
        ("Tên mô hình/cách làm", "practice"), ("Tổng số hộ nghèo", ""), ("Tỷ lệ đảng viên học tập", ""), ("Xyz", ""),
    ],
)  # fmt: skip
def test_columns_say_what_they_want(words: str, role: str) -> None:
    assert role_of(words) == role


def test_the_example_tables_become_a_section_each() -> None:
    proposal = from_xlsx.read(TABLES.name, TABLES.read_bytes())
    first, second = proposal.sections
    assert first.title == "Biểu số 01 BIỂU TỔNG HỢP KẾT QUẢ LÀM THEO BÁC NĂM 2026"
    assert first.tables[0].columns == (
        *("STT", "Nội dung", "Đơn vị tính", "Năm 2026 – Kế hoạch", "Năm 2026 – Thực hiện"),
        *("So sánh (%) – Với kế hoạch", "So sánh (%) – Với cùng kỳ", "Ghi chú"),
    )
    assert first.tables[0].rows[4] == ("1", "Cầu nông thôn xây mới", "cây cầu")
    assert len(first.tables[0].rows) == 12
    assert second.tables[0].columns[2] == "Kết quả trong năm – Mô hình đăng ký – Tập thể"
    assert second.asks.startswith("Ghi chú: đơn vị không có mô hình ghi số 0")


def test_whose_sheet_it_is_and_who_signs_it_is_left_out() -> None:
    said = json.dumps(as_data(from_xlsx.read(TABLES.name, TABLES.read_bytes()).sections), ensure_ascii=False)
    for words in ("Đơn vị báo cáo", "NGƯỜI LẬP", "T/M ĐẢNG ỦY", "TỈNH ỦY", "Kèm theo"):
        assert words not in said, words


def test_sheets_without_a_table_are_named_and_left_out() -> None:
    proposal = from_xlsx.read("a.xlsx", workbook(["ma", "ten"], ["1", "x"], name="DANHMUC"))
    assert proposal.sections == ()
    assert proposal.notes == ("Trang “DANHMUC” không có bảng cần điền nên được bỏ qua.",)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04hong", b"\x00\x01\x02", b"%PDF-1.4 hong"])
def test_broken_files_are_refused_in_words(data: bytes) -> None:
    for name in ("a.docx", "a.xlsx"):
        for reader in (from_docx.read, from_xlsx.read):
            with pytest.raises(Unreadable) as refused:
                reader(name, data)
            assert refused.value.vi


@pytest.mark.parametrize("path", [OUTLINE, REPORT])
def test_what_was_read_can_be_kept_and_comes_back_the_same(path) -> None:  # type: ignore[no-untyped-def]
    sections = from_docx.read(path.name, path.read_bytes()).sections
    assert from_data(json.loads(json.dumps(as_data(sections)))) == sections


@given(
    st.lists(
        st.builds(
            Section,
            st.integers(1, 4),
            st.text(max_size=5),
            st.text(max_size=30),
            st.text(max_size=30),
            prose=st.text(max_size=9),
        ),
        max_size=6,
    )
)
def test_any_sections_can_be_kept_and_come_back_the_same(sections: list[Section]) -> None:
    assert from_data(json.loads(json.dumps(as_data(sections)))) == tuple(sections)


@pytest.mark.skipif(not FORMS.is_dir(), reason="the blank forms of others are no part of the product")
def test_real_blank_forms_are_read() -> None:
    paper = next(FORMS.glob("*baocao.docx"))
    tables = [table for section in from_docx.read(paper.name, paper.read_bytes()).sections for table in section.tables]
    assert len(tables) == 3
    assert [len(table.columns) for table in tables] == [19, 17, 12]
    assert tables[2].columns[5] == "Số đã chi trong năm – Chi khen thưởng – Chi khen thưởng cấp nhà nước"
    assert tables[0].rows[0] == ("1", "Huân chương các loại")
    for path in FORMS.glob("*.xlsx"):
        found = from_xlsx.read(path.name, path.read_bytes())
        assert found.sections[0].tables[0].columns[0] == "STT"
        assert not any(section.heading.startswith("DANHMUC") for section in found.sections)

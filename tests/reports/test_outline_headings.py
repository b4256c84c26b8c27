"""Headings by their numbers and by typography."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.reports.outlines import from_docx
from lantoa.reports.outlines.lines import Line, Run, of_text
from lantoa.reports.outlines.numbers import numbered
from lantoa.reports.outlines.splitting import headed

HEADS = ["Kết quả thực hiện", "KẾT QUẢ THỰC HIỆN", "“Nhịp cầu Bến Sen”", "Đăng ký, thực hiện mô hình"]


@pytest.mark.parametrize(
    ("line", "number", "rest"),
    [
        ("I- KẾT QUẢ", "I-", "KẾT QUẢ"),
        ("I. KẾT QUẢ", "I.", "KẾT QUẢ"),
        ("II - KẾT QUẢ", "II-", "KẾT QUẢ"),
        ("III/ Kết quả", "III/", "Kết quả"),
        ("IV) Kết quả", "IV)", "Kết quả"),
        ("V – Kiến nghị", "V–", "Kiến nghị"),
        ("VIII.Kiến nghị", "VIII.", "Kiến nghị"),
        ("II KẾT QUẢ ĐẠT ĐƯỢC", "II", "KẾT QUẢ ĐẠT ĐƯỢC"),
        ("A. TÌNH HÌNH CHUNG", "A.", "TÌNH HÌNH CHUNG"),
        ("B- Tình hình chung", "B-", "Tình hình chung"),
        ("Đ. Tình hình chung", "Đ.", "Tình hình chung"),
        ("1. Ưu điểm", "1.", "Ưu điểm"),
        ("1.Ưu điểm", "1.", "Ưu điểm"),
        ("2) Ưu điểm", "2)", "Ưu điểm"),
        ("3/ Ưu điểm", "3/", "Ưu điểm"),
        ("4- Ưu điểm", "4-", "Ưu điểm"),
        ("12. Ưu điểm", "12.", "Ưu điểm"),
        ("1.1. Ưu điểm", "1.1.", "Ưu điểm"),
        ("1.1 Ưu điểm", "1.1", "Ưu điểm"),
        ("2.1.3 Ưu điểm", "2.1.3", "Ưu điểm"),
        ("2.1.3. Ưu điểm", "2.1.3.", "Ưu điểm"),
        ("a) Ưu điểm", "a)", "Ưu điểm"),
        ("đ) Ưu điểm", "đ)", "Ưu điểm"),
        ("b. Ưu điểm", "b.", "Ưu điểm"),
        ("c- Ưu điểm", "c-", "Ưu điểm"),
        ("- Ưu điểm", "-", "Ưu điểm"),
        ("+ Ưu điểm", "+", "Ưu điểm"),
        ("• Ưu điểm", "•", "Ưu điểm"),
        ("Phần thứ nhất", "Phần thứ nhất", ""),
        ("PHẦN THỨ HAI: NHIỆM VỤ", "PHẦN THỨ HAI", "NHIỆM VỤ"),
        ("Phần I. Kết quả", "Phần I", "Kết quả"),
        ("PHỤ LỤC 1", "PHỤ LỤC 1", ""),
        ("Phụ lục II: Danh sách", "Phụ lục II", "Danh sách"),
        ("PHỤ LỤC", "PHỤ LỤC", ""),
        ("Biểu số 01. Mô hình", "Biểu số 01", "Mô hình"),
        ("Biểu 2: Mô hình", "Biểu 2", "Mô hình"),
        ("Mẫu số 3 - Danh sách", "Mẫu số 3", "Danh sách"),
    ],
)
def test_a_number_is_read_as_printed(line: str, number: str, rest: str) -> None:
    found = numbered(line)
    assert found is not None
    assert (found.number, found.rest) == (number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Kết quả thực hiện",
        "1.5 tỷ đồng được huy động",
        "2.208 m2 đất",
        "2026 là năm đầu của nhiệm kỳ",
        "12/5 là ngày ra quân",
        "Biểu dương các tập thể",
        "Phụ lục kèm theo báo cáo này",
        "Phần lớn các chi bộ",
        "Mẫu hình người cán bộ",
        "",
    ],
)
def test_what_only_looks_like_a_number_is_none(line: str) -> None:
    assert numbered(line) is None


@pytest.mark.parametrize("deeper", ["1.1.", "2.1.3", "a)", "-"])
def test_deeper_numbers_rank_deeper(deeper: str) -> None:
    above, below = numbered("1. Kết quả"), numbered(f"{deeper} Kết quả")
    assert above is not None
    assert below is not None
    assert above.rank < below.rank


@pytest.mark.parametrize(
    ("line", "heading", "asked"),
    [
        ("1. Ban hành văn bản (nêu rõ số, ngày)", "Ban hành văn bản", "nêu rõ số, ngày"),
        ("2. Khó khăn, vướng mắc (nếu có)", "Khó khăn, vướng mắc (nếu có)", ""),
        ("3. Tuyên truyền: nêu số tin, bài", "Tuyên truyền", "nêu số tin, bài"),
        ("4. Kiểm tra, giám sát.", "Kiểm tra, giám sát", ""),
        ("5. Học tập. Ghi rõ số lớp, số người.", "Học tập", "Ghi rõ số lớp, số người."),
        ("6. Số lớp học: ..........", "Số lớp học", "…"),
    ],
)
def test_what_is_asked_is_parted_from_its_heading(line: str, heading: str, asked: str) -> None:
    found = headed(Line((Run(line),)))
    assert (found.heading, found.rest) == (heading, asked)


def test_bold_words_before_others_are_the_heading() -> None:
    found = headed(Line((Run("1. Công tác tuyên truyền", bold=True), Run(" nêu số tin, bài đã đăng"))))
    assert (found.heading, found.rest, found.marked) == ("Công tác tuyên truyền", "nêu số tin, bài đã đăng", True)


def test_slanted_words_behind_others_are_what_is_asked() -> None:
    found = headed(Line((Run("1. Nêu gương của người đứng đầu "), Run("việc cụ thể, không nhận xét", slanted=True))))
    assert (found.heading, found.rest) == ("Nêu gương của người đứng đầu", "việc cụ thể, không nhận xét")


NUMBERS = st.lists(
    st.sampled_from(["I-", "II.", "1.", "2.", "1.1.", "2.1.3", "a)", "b)", "A.", "Phần thứ nhất"]), max_size=12
)


@given(NUMBERS)
def test_levels_begin_at_one_and_leave_none_out(numbers: list[str]) -> None:
    lines = of_text("\n".join(f"{number} Nội dung thứ {n}" for n, number in enumerate(numbers)))
    sections = from_docx.of_lines(lines, "asked").sections
    before = 0
    for section in sections:
        assert 1 <= section.level <= min(before + 1, 4)
        before = section.level


@given(st.text(max_size=400), st.sampled_from(["asked", "past", ""]))
def test_no_text_is_beyond_reading(text: str, kind: str) -> None:
    proposal = from_docx.of_lines(of_text(text), kind)
    assert proposal.kind in ("asked", "past")
    assert all(section.level >= 1 for section in proposal.sections)


@given(st.sampled_from(["I- ", "1. ", "2.1. ", "a) ", "A. ", ""]), st.sampled_from(HEADS))
def test_a_heading_keeps_its_words(number: str, head: str) -> None:
    assert headed(Line((Run(number + head),))).heading == head

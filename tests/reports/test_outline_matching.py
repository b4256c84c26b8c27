"""What the registers can fill a section with, and why."""

from __future__ import annotations

import pytest

from lantoa.reports.outlines import from_docx, from_xlsx, matching
from lantoa.reports.outlines.lexicon import Heard, lexicon, phrase, words_of
from lantoa.reports.rules.outlines import USUAL, AskedTable, Fill, Section
from tests.reports.outline_papers import OUTLINE, REPORT, TABLES, shipped

WORDS = shipped()


def proposed(heading: str, asks: str = "", prose: str = "") -> dict[str, tuple[str, ...]]:
    (matches,) = matching.propose([Section(1, "1.", heading, asks, prose=prose)], WORDS)
    return {match.fill.kind: match.fill.indicators for match in matches}


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Đăng ký và thực hiện mô hình", "registered"),
        ("Mô hình đăng ký theo từng đơn vị", "registered_by_unit"),
        ("Số mô hình theo lĩnh vực", "registered_by_field"),
        ("Những mô hình, cách làm hay", "practices"),
        ("Công tác biểu dương, khen thưởng", "honours"),
        ("Việc ban hành văn bản", "papers"),
        ("Chế độ thông tin, báo cáo", "coverage"),
    ],
)
def test_a_heading_asks_for_what_the_registers_hold(heading: str, kind: str) -> None:
    assert kind in proposed(heading)


@pytest.mark.parametrize(
    ("asks", "code"),
    [
        ("số cây cầu xây mới", "cau-xay-moi"),
        ("số km đường giao thông nông thôn", "duong-lam-moi"),
        ("diện tích đất nhân dân hiến", "dat-hien"),
        ("số m2 hiến đất làm đường", "dat-hien"),
        ("số ngày công đóng góp", "ngay-cong"),
        ("tổng kinh phí huy động", "nguon-luc"),
        ("số hộ nghèo được hỗ trợ", "ho-duoc-giup"),
        ("số nhà đại đoàn kết", "nha-xay-sua"),
        ("chiều dài tuyến đường được thắp sáng", "duong-thap-sang"),
        ("số lượt người dự học", "luot-nguoi"),
        ("tỷ lệ cán bộ, đảng viên tham gia học tập", "ty-le-hoc-tap"),
        ("mô hình của tập thể", "mo-hinh-tap-the"),
        ("số tập thể được khen thưởng", "khen-tap-the"),
    ],
)
def test_what_is_asked_names_indicators(asks: str, code: str) -> None:
    assert code in proposed("Kết quả", asks)["sentence"]


@pytest.mark.parametrize(
    "heading",
    ["Yêu cầu chung", "Nhà nước và nhân dân", "Công tác tổ chức", "Nêu gương của người đứng đầu", "Kiểm tra, giám sát"],
)
def test_words_that_only_sound_alike_speak_for_nothing(heading: str) -> None:
    assert proposed(heading) == {}


def test_what_will_be_done_is_left_to_a_person() -> None:
    sections = [
        Section(1, "IV-", "PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2027"),
        Section(2, "1.", "Nhân rộng mô hình, khen thưởng"),
        Section(1, "V-", "KHEN THƯỞNG"),
    ]
    kinds = [[match.fill.kind for match in matches] for matches in matching.propose(sections, WORDS)]
    assert kinds == [[], [], ["honours", "commended"]]


def test_each_match_says_by_which_words_and_where() -> None:
    (matches,) = matching.propose([Section(1, "", "Khen thưởng", "số cây cầu")], WORDS)
    assert matches[0].why == "Vì có “khen thưởng” trong tiêu đề."
    assert matches[-1].why == "Vì có “cây cầu” trong phần yêu cầu → Cầu nông thôn xây mới."


def test_the_example_outline_is_filled_and_what_nothing_fills_is_listed() -> None:
    sections = matching.filled(from_docx.read(OUTLINE.name, OUTLINE.read_bytes()).sections, WORDS)
    kinds = {section.heading: {fill.kind for fill in section.fills} for section in sections}
    assert "papers" in kinds["Việc ban hành văn bản để lãnh đạo, chỉ đạo"]
    assert {"registered", "registered_by_field"} <= kinds["Đăng ký mô hình"]
    assert kinds["Biểu dương, khen thưởng"] == {"honours", "commended"}
    by_hand = [sections[at].heading for at in matching.unfilled(sections)]
    assert "Kiểm tra, giám sát" in by_hand
    assert "PHƯƠNG HƯỚNG NĂM 2027" in by_hand
    # A heading over others is nothing to write.
    assert "KẾT QUẢ LÀM THEO" not in by_hand


def test_a_report_of_before_asks_for_the_figures_that_it_told() -> None:
    sections = matching.filled(from_docx.read(REPORT.name, REPORT.read_bytes()).sections, WORDS)
    roads = next(section for section in sections if section.heading == "Giao thông nông thôn")
    assert set(roads.fills[0].indicators) == {"nguon-luc", "cau-xay-moi", "duong-lam-moi", "dat-hien", "ngay-cong"}


def test_rows_of_a_table_stand_for_indicators_by_position() -> None:
    (section, by_unit) = matching.filled(from_xlsx.read(TABLES.name, TABLES.read_bytes()).sections, WORDS)
    (fill,) = section.fills
    rows = dict(zip((row[1] for row in section.tables[0].rows), fill.by_rows(section.tables[0]), strict=True))
    assert set(fill.by_columns(section.tables[0])) == {""}
    assert rows["Cầu nông thôn xây mới"] == "cau-xay-moi"
    assert rows["Số mô hình cá nhân đăng ký"] == "mo-hinh-ca-nhan"
    assert rows["Tổng kinh phí huy động"] == "nguon-luc"
    assert rows["Buổi đối thoại với nhân dân"] == ""
    assert rows["SỨC DÂN"] == ""
    (fill,) = by_unit.fills
    assert fill.by_columns(by_unit.tables[0])[2:] == (
        "mo-hinh-tap-the",
        "mo-hinh-ca-nhan",
        "khen-tap-the",
        "khen-ca-nhan",
    )


def test_a_row_that_two_indicators_fit_as_well_is_left_to_a_person() -> None:
    table = AskedTable("Biểu", ("TT", "Nội dung", "Số lượng"), (("1", "Mô hình của tập thể, mô hình của cá nhân"),))
    (matches,) = matching.propose([Section(1, "", "Biểu", tables=(table,))], WORDS)
    assert matches == ()


def test_a_table_of_practices_is_filled_with_their_list() -> None:
    table = AskedTable("Danh sách", ("TT", "Tên mô hình", "Đơn vị"))
    (matches,) = matching.propose([Section(1, "", "Danh sách", tables=(table,))], WORDS)
    assert [match.fill for match in matches] == [Fill("practices", at=0)]


def test_what_a_person_chose_says_so() -> None:
    section = Section(1, "", "Kiểm tra, giám sát", fills=(Fill("coverage"),))
    ((match,),) = matching.explained([section], WORDS)
    assert match.why == "Do người lập chọn."


def test_an_indicator_of_ones_own_is_heard_by_its_name_and_unit() -> None:
    own = lexicon([Heard("buoi-doi-thoai", "Buổi đối thoại với dân", ("buổi", "cuộc gặp"), ("cuộc gặp",))])
    for words in ("Số buổi đối thoại với dân", "Số cuộc gặp trong năm"):
        (matches,) = matching.propose([Section(1, "", words)], own)
        assert matches[0].fill.indicators == ("buoi-doi-thoai",)


def test_the_usual_sections_can_be_matched() -> None:
    kinds = {section.heading: matches for section, matches in zip(USUAL, matching.propose(USUAL, WORDS), strict=True)}
    assert [match.fill.kind for match in kinds["Việc ban hành văn bản"]] == ["papers"]
    assert not kinds["Ưu điểm"]


def test_parts_of_a_phrase_stand_in_order_and_not_too_far_apart() -> None:
    said = phrase("mô hình + tập thể")
    assert said.stands_in(words_of("Số mô hình đăng ký của tập thể"))
    assert not said.stands_in(words_of("Tập thể có mô hình"))
    assert not said.stands_in(words_of("mô hình " + "và " * 9 + "tập thể"))
    assert phrase("hòa bình").stands_in(words_of("HOÀ BÌNH"))

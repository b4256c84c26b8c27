"""What the report says, word by word."""

from __future__ import annotations

from datetime import date

from lantoa.reports.layouts import plain_text
from lantoa.reports.practices_summary import message, write
from lantoa.reports.rules import Heading, Paragraph, Table
from tests.cast import Cast
from tests.reports.scene import play, registered, told


def said(cast: Cast, unit: str = "an-phuc", period: str = "2022") -> str:
    return plain_text.write(write(told(cast, unit, period)))


def test_a_report_has_the_five_parts_in_their_order(cast: Cast) -> None:
    play(cast)
    parts = [block.text for block in write(told(cast)).body if isinstance(block, Heading) and block.level == 1]
    assert [part.split("-")[0] for part in parts] == ["I", "II", "III", "IV", "V"]


def test_numbers_are_said_as_their_sources_said_them(cast: Cast) -> None:
    play(cast)
    text = said(cast)
    for wording in ("trên 52 triệu đồng", "gần 1,2 km", "từ 85 đến 90 ngày công", "6 tập thể", "348 tập thể, cá nhân"):
        assert wording in text


def test_a_joint_amount_is_written_once_and_names_the_other(cast: Cast) -> None:
    scene = play(cast)
    report = write(told(cast))
    table = next(block for block in report.body if isinstance(block, Table) and block.caption == "Mô hình và kết quả")
    results = ["".join(str(run) for line in row.cells[-1] for run in line) for row in table.rows]
    assert sum("gần 1,2 km" in result for result in results) == 1
    assert any(f"gần 1,2 km (chung với “{scene.road.name}”)" in result for result in results)
    assert any("chung với mô hình TT 1, đã ghi ở đó" in result for result in results)


def test_missing_is_said_in_words_and_no_zero_stands_for_it(cast: Cast) -> None:
    play(cast)
    report = write(told(cast))
    assert all(figure.quantity.point != 0 for figure in report.figures())
    assert plain_text.write(report).count("chưa có số liệu") > 10


def test_the_year_before_is_compared_only_where_both_are_exact(cast: Cast) -> None:
    play(cast)
    assert "Cùng kỳ năm trước (năm 2021): 1 mô hình tập thể (kỳ này tăng)" in said(cast)
    assert "Cùng kỳ" not in said(cast, period="2021..2022")


def test_a_unit_with_nothing_says_so_in_one_sentence_a_part(cast: Cast) -> None:
    report = write(told(cast, "tan-loi"))
    assert not list(report.figures())
    assert not [block for block in report.body if isinstance(block, Table)]
    sentences = [block for block in report.body if isinstance(block, Paragraph)]
    assert len(sentences) == 2 + 5
    text = plain_text.write(report)
    assert "Trong kỳ, chưa có số liệu về mô hình được đăng ký." in text
    assert "Tất cả các chỉ tiêu trong kỳ đều chưa có số liệu." in text


def test_the_coverage_names_both_lists(cast: Cast) -> None:
    play(cast)
    text = said(cast, "ben-lau")
    assert "Trong kỳ, 1/2 đơn vị trực thuộc đã có số liệu: Xã An Phúc." in text
    assert "Các đơn vị chưa có số liệu: Xã Tân Lợi Thượng." in text


def test_a_quarter_compares_with_the_same_quarter(cast: Cast) -> None:
    registered(cast, "Năm trước", "an-phuc-1", date(2021, 2, 1))
    assert "Cùng kỳ năm trước (quý I năm 2021): 1 mô hình tập thể" in said(cast, period="2022-Q1")


def test_the_message_for_zalo_is_short_and_ends_with_the_address(cast: Cast) -> None:
    play(cast)
    words = message(told(cast), "http://localhost:8000/bao-cao/mo-hinh/?unit=an-phuc")
    assert words.startswith("Tổng hợp mô hình năm 2022 – xã An Phúc\n• Mô hình tập thể đăng ký: 2 mô hình")
    assert words.endswith("http://localhost:8000/bao-cao/mo-hinh/?unit=an-phuc")
    assert len(words) < 900


def test_the_total_says_when_it_holds_more_than_its_rows(cast: Cast) -> None:
    play(cast)
    note = "Dòng tính chung gồm cả số ghi chung cho xã An Phúc."
    assert note not in said(cast)
    registered(cast, "Của cả xã", "an-phuc", date(2022, 5, 1))
    assert note in said(cast)

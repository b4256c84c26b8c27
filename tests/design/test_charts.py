"""Charts over time and rankings."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lantoa.design.drawings.chart import Chart, Point, Series
from lantoa.design.drawings.plot import draw_axis, draw_plot
from lantoa.design.drawings.ranking import Ranking, Row
from lantoa.design.templatetags.writing import money
from tests.design.reading import write

EVIL = '"><script>alert(1)</script>'
BILLION = 10**9
Amounts = list[Decimal | None]


def chart(*series: Series, href: str = "") -> Chart:
    points = [Point(str(2018 + at), f"Năm {2018 + at}", href) for at in range(len(series[0].amounts))]
    return Chart("Đóng góp", "Tăng qua các năm", points, series, money)


def amounts(*given: int | None) -> Amounts:
    return [None if one is None else Decimal(one) for one in given]


def plot(*series: Series, href: str = "") -> ElementTree.Element:
    with translation.override("vi"):
        return ElementTree.fromstring(draw_plot(chart(*series, href=href)))


def periods(image: ElementTree.Element) -> list[ElementTree.Element]:
    return [part for part in image if part.get("class") == "chart-period"]


def of_class(image: ElementTree.Element, tag: str, css: str) -> list[ElementTree.Element]:
    return [part for part in image.iter(tag) if part.get("class") == css]


def test_a_missing_period_is_a_gap_and_zero_is_a_mark_at_zero() -> None:
    image = plot(Series("Đóng góp", amounts(12, None, 0, 35)))
    given, missing, nothing, _ = periods(image)
    assert of_class(given, "rect", "chart-a")
    assert [part.get("class") for part in missing.findall("*")] == [None, "chart-gap"]
    mark = of_class(nothing, "line", "chart-a chart-nothing")[0]
    zero = of_class(image, "line", "chart-zero")[0]
    assert mark.get("y1") == mark.get("y2") == zero.get("y1")


def test_a_line_is_broken_where_a_period_is_missing() -> None:
    image = plot(Series("Đóng góp", amounts(1, 2, None, 4, 5), "line"))
    assert len([part for part in of_class(image, "line", "chart-a") if part.get("x1")]) == 2
    assert len(of_class(image, "svg", "chart-mark")) == 4


def test_a_forecast_is_drawn_in_another_way_from_its_first_period_on() -> None:
    bars = plot(Series("Đóng góp", amounts(1, 2, 3), "bars", forecast_from=2))
    assert len(of_class(bars, "rect", "chart-a chart-forecast")) == 1
    line = plot(Series("Đóng góp", amounts(1, 2, 3), "line", forecast_from=1))
    assert len(of_class(line, "line", "chart-a chart-forecast")) == 2


def test_two_series_of_bars_stand_beside_one_another() -> None:
    image = plot(Series("Tập thể", amounts(4)), Series("Cá nhân", amounts(6)))
    first, second = of_class(image, "rect", "chart-a")[0], of_class(image, "rect", "chart-b")[0]
    assert float(first.get("x", "")[:-1]) + float(first.get("width", "")[:-1]) == float(second.get("x", "")[:-1])
    assert float(second.get("height", "")[:-1]) > float(first.get("height", "")[:-1])


@given(
    st.lists(
        st.one_of(st.none(), st.decimals(-(10**12), 10**15, places=2), st.just(Decimal(0))), min_size=1, max_size=40
    ),
    st.sampled_from(["bars", "line"]),
)
def test_everything_is_drawn_within_the_frame(given_amounts: Amounts, kind: str) -> None:
    image = plot(Series("Đóng góp", given_amounts, kind))  # type: ignore[arg-type]
    for part in image.iter():
        for side in ("x", "y", "x1", "x2", "y1", "y2", "width", "height"):
            if (place := part.get(side, "")).endswith("%"):
                assert 0 <= float(place[:-1]) <= 100
    assert len(periods(image)) == len(given_amounts)


def test_what_all_amounts_of_the_axis_are_counted_in_is_said_once() -> None:
    with translation.override("vi"):
        axis = ElementTree.fromstring(draw_axis(chart(Series("Đóng góp", amounts(12 * BILLION, 35 * BILLION)))))
        mixed = ElementTree.fromstring(draw_axis(chart(Series("Đóng góp", amounts(12 * BILLION // 10)))))
    assert [part.text for part in axis] == ["tỷ đồng", "0", "10", "20", "30", "40"]
    assert [part.text for part in mixed] == [None, "0 đồng", "500 triệu đồng", "1 tỷ đồng", "1,5 tỷ đồng"]


def test_names_of_periods_thin_out_on_a_phone_and_the_last_one_stays() -> None:
    image = plot(Series("Đóng góp", amounts(*range(10))))
    shown = [part.text for part in of_class(image, "text", "chart-name")]
    also_on_a_desk = [part.text for part in of_class(image, "text", "chart-name chart-wide")]
    assert shown[-1] == "2027"
    assert 4 <= len(shown) <= 6
    assert len(shown) + len(also_on_a_desk) == 10


def test_a_chart_is_one_picture_and_with_links_a_group_of_them() -> None:
    image = plot(Series("Đóng góp", amounts(1, 2)))
    assert (image.get("role"), image.findtext("title"), image.findtext("desc")) == (
        "img",
        "Đóng góp",
        "Tăng qua các năm",
    )
    linked = plot(Series("Đóng góp", amounts(1, 2)), href="/so/1/")
    assert linked.get("role") == "group"
    assert [part.get("aria-label") for part in linked.iter("a")] == ["Năm 2018", "Năm 2019"]


def test_parts_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="every period"):
        Chart("x", "", [Point("2018", "")], [Series("a", amounts(1, 2))])
    with pytest.raises(ValueError, match="one or two series"):
        chart(*(Series("a", amounts(1)) for _ in range(3)))


def test_a_page_says_a_chart_in_one_line_with_a_legend_where_there_is_more_than_one_thing_to_see() -> None:
    both = chart(Series("Đóng góp", amounts(1, 2), forecast_from=1), Series("Chỉ tiêu", amounts(1, 2), "line"))
    text = write('<c-chart id="nam" :of="shown" />', shown=both)
    for words in ("<figcaption>Đóng góp</figcaption>", "Chỉ tiêu</span>", "Đóng góp, dự báo</span>", 'id="nam-title"'):
        assert words in text
    assert "legend" not in write('<c-chart :of="shown" />', shown=chart(Series("Đóng góp", amounts(1))))


def test_a_ranking_is_a_list_whose_bars_are_for_the_eye_only() -> None:
    rows = [Row("Xã An Bình", Decimal(8), "8 triệu đồng", "/a/"), Row("Xã Long Phú", Decimal(2), "2 triệu đồng")]
    text = write('<c-ranking :of="shown" />', shown=Ranking("Đóng góp theo xã", rows))
    assert '<a href="/a/">Xã An Bình</a>' in text
    assert '<span class="ranking-said">2 triệu đồng</span>' in text
    assert text.count('aria-hidden="true"') == 2
    assert 'width="100.00%"' in text
    assert 'width="25.00%"' in text


def test_a_row_without_an_amount_has_no_bar_and_zero_has_a_stroke() -> None:
    ranking = Ranking("x", [Row("a", Decimal(0), "0"), Row("b", None, "Chưa có số liệu"), Row("c", Decimal(-4), "-4")])
    zero, missing, below = (bar for _, bar in ranking.bars())
    assert "ranking-zero" in zero
    assert "rect" not in missing
    assert 'x="0.00%" width="100.00%"' in below.replace('class="chart-a" ', "")


def test_nothing_that_was_typed_is_taken_for_markup_and_nothing_carries_a_style() -> None:
    shown = Chart(EVIL, EVIL, [Point(EVIL, EVIL, EVIL)], [Series(EVIL, amounts(1)), Series(EVIL, amounts(1), "line")])
    ranking = Ranking(EVIL, [Row(EVIL, Decimal(1), EVIL, EVIL)], EVIL)
    text = write('<c-chart :of="shown" /><c-ranking :of="ranking" />', shown=shown, ranking=ranking)
    assert "<script" not in text
    assert "style=" not in text

"""The pages of figures on both maps: which one is shown, where a unit's figures are, and that every table is whole."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import operations, queries
from lantoa.indicators.models import Indicator
from lantoa.indicators.pages import rows, tables
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as units
from lantoa.organisations.models import Unit
from lantoa.organisations.operations import Heir, NewUnit, Order
from tests.browsing import signed_in
from tests.cast import Cast
from tests.organisations.test_conservation import ALL, TREES, History

DAY = date(2025, 7, 1)
TODAY = timezone.localdate()  # pages ask the clock
ORDER = Order("Nghị quyết 01-NQ/HĐND, ngày 16/6/2025 của HĐND tỉnh Sông Trăng", DAY)


def report(cast: Cast, unit: Unit, amount: int, period: str = "2024", code: str = "cau-xay-moi") -> None:
    said = operations.Amount(queries.indicator(code), unit, Period.parse(period), Quantity.of(amount))
    operations.state(scope=cast.product, amount=said)


def merged(cast: Cast) -> Unit:
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    organisations.merge(scope=cast.product, order=ORDER, units=both, into=NewUnit("an-tan", "Xã An Tân", "commune"))
    return Unit.objects.get(code="an-tan")


def split(cast: Cast, *weights: int | None) -> list[Unit]:
    names = [f"phan-{n}" for n in range(len(weights))]
    heirs = [
        Heir(NewUnit(name, f"Xã Phần {n}", "commune"), weight, [cast.units["an-phuc-1"]] if n == 0 else [])
        for n, (name, weight) in enumerate(zip(names, weights, strict=True))
    ]
    bodies = [cast.units[code] for code in ("du-an-phuc", "pn-an-phuc")]
    heirs[0] = Heir(heirs[0].unit, heirs[0].weight, [*heirs[0].children, *bodies])
    organisations.split(scope=cast.product, order=ORDER, unit=cast.units["an-phuc"], into=heirs)
    return [Unit.objects.get(code=name) for name in names]


def path(
    unit: Unit, tree: date | None, period: str = "2024", code: str = "cau-xay-moi", upto: int | None = None
) -> str:
    view = queries.View(Period.parse(period), tree=tree, upto=upto)
    return queries.figure_path(queries.indicator(code), unit, view)


def page(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def opened(unit: Unit, tree: date | None, period: str = "2024", code: str = "cau-xay-moi") -> queries.Opened:
    view = queries.View(Period.parse(period), tree=tree)
    return queries.Opened(queries.indicator(code), units.unit(unit.code, queries.naming_day(view)), view)


def test_a_figure_says_in_its_head_on_which_map_it_stands_and_leads_to_the_other_with_all_else_kept(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 3)
    district, seq = cast.units["ben-lau"], queries.head()
    then = page(path(district, None, upto=seq))
    assert "Như khi ấy</span>" in then
    assert "Mỗi đơn vị được tính ở nơi trực thuộc khi ấy." in then
    assert f'href="{path(district, TODAY, upto=seq)}"' in then
    on_a_day = page(path(district, DAY, upto=seq))
    assert "Bản đồ ngày 01/07/2025</span>" in on_a_day
    assert "Mọi số liệu được quy về đơn vị hành chính ngày 01/07/2025." in on_a_day
    assert f'href="{path(district, None, upto=seq)}"' in on_a_day
    assert f'href="{path(district, TODAY, upto=seq)}"' in on_a_day


def test_three_and_five_bridges_stand_as_it_was_and_eight_on_the_map_of_the_merger(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 3)
    report(cast, cast.units["tan-loi"], 5)
    new = merged(cast)
    assert "3 cây cầu" in page(path(cast.units["an-phuc"], None))
    both = page(path(new, DAY))
    assert all(words in both for words in ("8 cây cầu", "3 cây cầu", "5 cây cầu", "Xã An Phúc", "Xã Tân Lợi Thượng"))


def test_a_unit_that_ended_leads_to_its_successor_and_a_new_one_to_those_before_it(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 3)
    new = merged(cast)
    gone = page(path(cast.units["an-phuc"], DAY))
    assert "Đơn vị này kết thúc từ ngày 01/07/2025 nên không còn ở đây" in gone
    assert f'<a href="{path(new, DAY)}">Xã An Tân</a>' in gone
    eve = DAY - timedelta(days=1)
    for tree in (eve, None):
        unborn = page(path(new, tree))
        assert "Đơn vị này thành lập ngày 01/07/2025 nên chưa có ở đây" in unborn
        for code in ("an-phuc", "tan-loi"):
            assert f'<a href="{path(cast.units[code], tree)}">' in unborn
    for standing in (path(new, DAY), path(cast.units["an-phuc"], None), path(cast.units["an-phuc"], eve)):
        assert "ở đây</p>" not in page(standing)


def test_what_may_not_be_divided_is_named_and_leads_to_where_it_counts(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 3)
    first, _ = split(cast, None, None)
    gone = page(path(cast.units["an-phuc"], DAY))
    assert f'<a href="{path(first, DAY)}">Xã Phần 0</a>' in gone
    assert f'Số không chia được thì tính ở <a href="{path(cast.units["ben-lau"], DAY)}">Huyện Bến Lau</a>' in gone
    district = page(path(cast.units["ben-lau"], DAY))
    assert "Chưa chia được cho đơn vị nào bên dưới" in district
    (joint,) = rows.own(opened(cast.units["ben-lau"], DAY))
    assert joint.in_period == "3 cây cầu"


def test_an_amount_that_was_divided_tells_its_part_on_the_page_and_in_excel(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 300_000_000, code="nguon-luc")
    first, second = split(cast, 60, 40)
    one = path(first, DAY, code="nguon-luc")
    shown = page(one, signed_in(cast))
    assert "phần tính ở đây: 60% (180 triệu đồng)" in shown
    rows = CalamineWorkbook.from_filelike(BytesIO(signed_in(cast).get(one + "cac-so.xlsx").content))
    cells = rows.get_sheet_by_index(0).to_python()
    assert cells[-1][0] == 300_000_000
    assert cells[-1][6:8] == [60.0, 180_000_000.0]
    assert any("ngày 01/07/2025" in str(cell) for row in cells for cell in row)
    assert "phần tính ở đây: 40% (120 triệu đồng)" in page(path(second, DAY, code="nguon-luc"))
    whole = page(path(cast.units["ben-lau"], DAY, code="nguon-luc"))
    assert "phần tính ở đây" not in whole


def test_practices_are_never_divided_even_where_shares_are_stated(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 12, code="mo-hinh-tap-the")
    first, second = split(cast, 60, 40)
    how = queries.indicator("mo-hinh-tap-the")
    view = queries.View(Period.year(2024), tree=DAY)
    found = queries.figures([how], [first.pk, second.pk, cast.units["ben-lau"].pk, cast.units["vn"].pk], view)
    assert {unit: one.in_period for (_, unit), one in found.items()} == {
        cast.units[code].pk: Quantity.of(12) for code in ("ben-lau", "vn")
    }
    assert not queries.facts(how, first.pk, view).exists()
    assert queries.facts(how, cast.units["ben-lau"].pk, view).count() == 1
    assert rows.own(opened(cast.units["vn"], DAY, code="mo-hinh-tap-the")) == []
    (joint,) = rows.own(opened(cast.units["ben-lau"], DAY, code="mo-hinh-tap-the"))
    assert joint.in_period == "12 mô hình"


def test_the_table_offers_both_maps_keeps_the_one_chosen_a_year_before_and_says_which(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 3)
    report(cast, cast.units["tan-loi"], 5, "2023")
    new = merged(cast)
    client = signed_in(cast)
    ask = f"{reverse('indicators:list')}?unit={new.uuid}&year=2024"
    # A unit that was founded later is read on today's map unless someone chose.
    for words in ("", "&tree=today", f"&tree={TODAY}", f"&tree=day&tree_on={TODAY:%d/%m/%Y}"):
        shown = page(ask + words, client)
        assert "3 cây cầu" in shown
        assert "5 cây cầu" in shown
        assert f"quy về đơn vị hành chính ngày {TODAY:%d/%m/%Y}" in shown
        assert path(new, TODAY) in shown
    then = page(ask + "&tree=then", client)
    assert "3 cây cầu" not in then
    assert "Mỗi đơn vị được tính ở nơi trực thuộc khi ấy." in then
    assert "error-summary" in page(ask + "&tree=day", client)
    district = page(f"{reverse('indicators:list')}?unit={cast.units['ben-lau'].uuid}&year=2024", client)
    assert "Như khi ấy</span>" in district


def test_the_workbook_of_the_table_says_which_map(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 3)
    ask = f"{reverse('indicators:workbook')}?unit={cast.units['ben-lau'].uuid}&year=2024&tree="
    for tree, words in (("then", "nơi trực thuộc khi ấy"), ("2025-07-01", "ngày 01/07/2025")):
        book = CalamineWorkbook.from_filelike(BytesIO(signed_in(cast).get(ask + tree).content))
        assert any(words in str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row)


def test_the_years_of_former_units_are_years_of_the_new_one_on_todays_map(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 3, "2021")
    new = merged(cast)
    assert queries.years_with_facts(new, tree=TODAY) == [2021]
    assert queries.years_with_facts(new) == []


def test_a_sentence_to_send_on_says_the_map(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 3)
    one = opened(cast.units["ben-lau"], DAY)
    said = tables.message(one, queries.figure(one.indicator, one.unit.pk, one.view), queries.head())
    assert "(bản đồ ngày 01/07/2025)" in said
    assert "/2025-07-01/" in said


@pytest.mark.heavy
@pytest.mark.parametrize("part", range(4))
def test_the_places_below_and_the_unit_itself_add_up_to_every_figure_of_random_histories(db: None, part: int) -> None:
    trees = TREES // 20  # each on dozens of pages; test_conservation counts all of them by hand
    for seed in range(1000 + part * trees // 4, 1000 + (part + 1) * trees // 4):
        with transaction.atomic():
            story = History(seed)
            story.live(years=7)
            whole(story, None, 0, 1)
            # The same amounts, were they indivisible.
            Indicator.objects.filter(code="nguon-luc").update(is_divisible=False)
            whole(story, 0, 1)
            transaction.set_rollback(True)


def whole(story: History, *which: int | None) -> None:
    how = queries.indicator("nguon-luc")
    short = Period(date(2003, 5, 1), date(2006, 2, 1))
    dates = [story.dice.choice(story.told)[0] + timedelta(days=step) for step in (-1, 0) if story.told]
    maps = [*dates, date(2040, 1, 1)]
    for tree in (None if one is None else maps[-1 - one] for one in which):
        for period in (ALL, short):
            view = queries.View(period, tree=tree)
            found = queries.figures([how], [unit.pk for unit in story.units.values()], view)
            for code, unit in story.units.items():
                one = queries.Opened(how, units.unit(code, queries.naming_day(view)), view)
                told = [row.figure.in_period for row in (*rows.below(one).places, *rows.own(one))]
                sum_ = sum((amount.point or Decimal(0) for amount in told if amount), Decimal(0))
                total = found.get((how.pk, unit.pk), queries.Figure()).in_period
                assert sum_ == (total.point if total else 0), (code, tree, period)

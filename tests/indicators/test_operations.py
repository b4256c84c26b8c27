"""Posting, taking back and rolling up, on a real database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators import operations, queries
from lantoa.indicators.models import Fact
from lantoa.indicators.operations import Amount, Source, UnableToPost
from lantoa.organisations import operations as organisations
from tests.cast import Cast

SOURCE = Source("statement", uuid4(), "kiểm thử")
YEAR = Period.year(2022)


def amount(cast: Cast, unit: str, quantity: Quantity, code: str = "cau-xay-moi", period: Period = YEAR) -> Amount:
    return Amount(queries.indicator(code), cast.units[unit], period, quantity)


def in_period(cast: Cast, unit: str, code: str = "cau-xay-moi", **view: object) -> Quantity | None:
    found = queries.figure(queries.indicator(code), cast.units[unit].pk, queries.View(YEAR, **view))  # type: ignore[arg-type]
    return found.in_period


def test_a_fact_shows_at_its_unit_and_at_every_place_above_it(cast: Cast) -> None:
    operations.post(
        scope=cast.product,
        amount=amount(cast, "an-phuc", Quantity.of(70, Exactness.AT_LEAST, "hơn")),
        source=SOURCE,
    )
    for unit in ("an-phuc", "ben-lau", "song-trang", "vn"):
        found = in_period(cast, unit)
        assert found is not None
        assert (found.point, found.low, found.high, found.said) == (70, 70, None, "hơn")
    assert in_period(cast, "tan-loi") is None


def test_what_a_body_reports_counts_at_its_place(cast: Cast) -> None:
    operations.post(scope=cast.product, amount=amount(cast, "pn-an-phuc", Quantity.of(3)), source=SOURCE)
    assert in_period(cast, "an-phuc") == Quantity.of(3)


def test_over_and_nearly_add_to_about(cast: Cast) -> None:
    for unit, exactness in (("an-phuc", Exactness.AT_LEAST), ("tan-loi", Exactness.JUST_UNDER)):
        operations.post(scope=cast.product, amount=amount(cast, unit, Quantity.of(5, exactness)), source=SOURCE)
    found = in_period(cast, "ben-lau")
    assert found is not None
    assert (found.point, found.exactness) == (10, Exactness.ABOUT)


def test_a_fact_taken_back_no_longer_counts_but_still_does_at_its_former_sequence(cast: Cast) -> None:
    fact = operations.post(scope=cast.product, amount=amount(cast, "an-phuc", Quantity.of(4)), source=SOURCE)
    before = queries.head()
    operations.reverse(scope=cast.product, fact=fact, why="ghi nhầm")
    assert in_period(cast, "vn") is None
    assert in_period(cast, "vn", upto=before) == Quantity.of(4)


def test_a_fact_is_taken_back_once_and_only_with_a_reason(cast: Cast) -> None:
    fact = operations.post(scope=cast.product, amount=amount(cast, "an-phuc", Quantity.of(4)), source=SOURCE)
    with pytest.raises(UnableToPost):
        operations.reverse(scope=cast.product, fact=fact, why=" ")
    operations.reverse(scope=cast.product, fact=fact, why="ghi nhầm")
    with pytest.raises(UnableToPost):
        operations.reverse(scope=cast.product, fact=fact, why="lần nữa")


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_the_ledger(cast: Cast, act: str) -> None:
    operations.post(scope=cast.product, amount=amount(cast, "an-phuc", Quantity.of(4)), source=SOURCE)
    acts = {"update": lambda: Fact.objects.update(value=5), "delete": lambda: Fact.objects.all()._raw_delete("default")}
    with pytest.raises(DatabaseError), transaction.atomic():
        acts[act]()


def test_a_commune_clerk_cannot_post_for_the_neighbour_or_the_district(cast: Cast) -> None:
    for unit in ("tan-loi", "ben-lau"):
        with pytest.raises(UnableToPost):
            operations.post(scope=cast.scope(cast.lan), amount=amount(cast, unit, Quantity.of(1)), source=SOURCE)
    operations.post(scope=cast.scope(cast.lan), amount=amount(cast, "an-phuc-1", Quantity.of(1)), source=SOURCE)


def test_the_same_post_sent_again_posts_once(cast: Cast) -> None:
    key = uuid4()
    for _ in range(3):
        operations.post(scope=cast.product, amount=amount(cast, "vn", Quantity.of(1)), source=SOURCE, uuid=key)
    assert in_period(cast, "vn") == Quantity.of(1)


def test_an_amount_finer_than_the_scale_is_refused(cast: Cast) -> None:
    with pytest.raises(UnableToPost):
        operations.post(scope=cast.product, amount=amount(cast, "vn", Quantity.of(Decimal("1.5"))), source=SOURCE)


def test_a_unit_that_moves_keeps_its_past_where_it_was(cast: Cast) -> None:
    other = organisations.found_unit(
        scope=cast.product,
        code="h2",
        name="Huyện Hai",
        unit_class="district",
        on=date(1990, 1, 1),
        parents={"place": cast.units["song-trang"]},
    )
    operations.post(scope=cast.product, amount=amount(cast, "an-phuc", Quantity.of(4)), source=SOURCE)
    organisations.move_unit(
        scope=cast.product, unit=cast.units["an-phuc"], parent=other, line="place", on=date(2023, 1, 1)
    )
    cast.units["h2"] = other
    assert in_period(cast, "ben-lau") == Quantity.of(4)
    assert in_period(cast, "h2") is None
    assert in_period(cast, "h2", tree=date(2024, 1, 1)) == Quantity.of(4)
    assert in_period(cast, "ben-lau", tree=date(2024, 1, 1)) is None


def test_a_cumulative_amount_never_mixes_with_the_years(cast: Cast) -> None:
    code = "khen-tap-the-ca-nhan"
    four_years = Period.parse("2011..2014")
    operations.post(
        scope=cast.product,
        amount=Amount(queries.indicator(code), cast.units["ben-lau"], four_years, Quantity.of(348), True),
        source=SOURCE,
    )
    operations.post(
        scope=cast.product, amount=amount(cast, "ben-lau", Quantity.of(70), code, Period.year(2014)), source=SOURCE
    )
    for period in (Period.year(2014), four_years):
        found = queries.figure(queries.indicator(code), cast.units["vn"].pk, queries.View(period))
        assert (found.in_period, found.cumulative) == (Quantity.of(70), Quantity.of(348))
        assert found.since == date(2011, 1, 1)


def test_a_running_total_replaces_its_own_former_one_and_adds_to_those_of_others(cast: Cast) -> None:
    code = "tien-tiet-kiem"
    for line, until, millions in (("heo đất", "2025", 57), ("heo đất", "2026", 203), ("ống tre", "2026", 40)):
        period = Period.parse(f"2025..{until}")
        amount_ = Amount(queries.indicator(code), cast.units["an-phuc"], period, Quantity.of(millions * 10**6), True)
        operations.post(scope=cast.product, amount=amount_, source=Source("statement", uuid4(), "kiểm thử", line))
    for year, millions in (("2025", 57), ("2026", 243), ("2025..2026", 243)):
        view = queries.View(Period.parse(year))
        found = queries.figure(queries.indicator(code), cast.units["vn"].pk, view)
        assert found.cumulative == Quantity.of(millions * 10**6)


def test_a_running_total_runs_from_the_first_day_of_what_is_in_it_and_not_of_what_it_replaced(cast: Cast) -> None:
    how = queries.indicator("tien-tiet-kiem")
    for period, much in (("2016..2020", 90), ("2021..2022", 30)):
        said = Amount(how, cast.units["an-phuc"], Period.parse(period), Quantity.of(much), True)
        operations.post(scope=cast.product, amount=said, source=SOURCE)
    found = queries.figure(how, cast.units["vn"].pk, queries.View(Period.parse("2016..2022")))
    assert (found.cumulative, found.since) == (Quantity.of(30), date(2021, 1, 1))


def test_many_figures_take_as_many_queries_as_few(cast: Cast, django_assert_num_queries: object) -> None:
    for unit in cast.units.values():
        operations.post(
            scope=cast.product,
            amount=Amount(queries.indicator("cau-xay-moi"), unit, YEAR, Quantity.of(1)),
            source=SOURCE,
        )
    everything = list(queries.catalogue())
    with django_assert_num_queries(4):  # type: ignore[operator]
        queries.figures([everything[0], everything[2]], [cast.units["vn"].pk], queries.View(YEAR))
    with django_assert_num_queries(4):  # type: ignore[operator]
        found = queries.figures(everything, [u.pk for u in cast.units.values()], queries.View(YEAR))
    assert found[queries.indicator("cau-xay-moi").pk, cast.units["vn"].pk].in_period == Quantity.of(len(cast.units))


def test_two_sends_of_one_figure_in_the_same_moment_enter_it_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    key, said = uuid4(), amount(cast, "an-phuc", Quantity.of(4))

    def the_other_came_first(*records: object) -> None:
        monkeypatch.undo()
        operations.state(scope=cast.product, amount=said, uuid=key)

    monkeypatch.setattr(operations.posting, "one_after_another", the_other_came_first)
    operations.state(scope=cast.product, amount=said, uuid=key)
    assert in_period(cast, "vn") == Quantity.of(4)


def test_amounts_that_no_sum_could_hold_are_refused(cast: Cast) -> None:
    with pytest.raises(UnableToPost, match="quá lớn"):
        operations.post(scope=cast.product, amount=amount(cast, "vn", Quantity.of(10**15 + 1)), source=SOURCE)
    for unit in ("vn", "an-phuc"):
        operations.post(scope=cast.product, amount=amount(cast, unit, Quantity.of(10**15)), source=SOURCE)
    assert in_period(cast, "vn") == Quantity.of(2 * 10**15)

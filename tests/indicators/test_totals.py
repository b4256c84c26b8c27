"""Totals with the lines beyond them are what adding up every line gives: whatever is posted, taken back, left out,
whatever happens to the tree, and whenever folding happens."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lantoa.cli.totals import totals
from lantoa.common.checks import Look
from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators import checks, operations, queries
from lantoa.indicators.models import Double, Fact, Fold, FoldedUnit, Indicator, PeriodTotal, Total
from lantoa.indicators.queries import View
from lantoa.indicators.queries import totals as reading
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Unit
from lantoa.organisations.operations import NewUnit, Order
from tests.cast import Cast
from tests.organisations.test_conservation import BIRTH, PRODUCT, History

HISTORIES = 1 if os.environ.get("LANTOA_DATABASE") else 3 if os.environ.get("CI") else 2
TODAY = date(2009, 6, 1)
CODES = ("nguon-luc", "cau-xay-moi", "mo-hinh-tap-the", "nguoi-tham-gia", "mo-hinh-hoat-dong")


def by_hand(indicators: list[Indicator], units: list[int], view: View, of: Callable[..., object]) -> object:
    """The same with no totals at all."""
    point = transaction.savepoint()
    operations.forget_totals()
    found = of(indicators, units, view)
    transaction.savepoint_rollback(point)
    return found


class Ledger(History):
    """A history whose ledger is written in all ways: bounds, spans of days, corrections."""

    codes: Sequence[str] = CODES

    def report(self) -> None:
        dice = self.dice
        code = dice.choice(list(self.units))
        how = queries.indicator(dice.choice(self.codes))
        exactness = dice.choice([Exactness.EXACT, Exactness.EXACT, Exactness.AT_LEAST, Exactness.ABOUT])
        said = {Exactness.AT_LEAST: "trên", Exactness.ABOUT: "khoảng"}.get(exactness, "")
        quantity = Quantity.of(dice.randint(0, 10**6), exactness, said)
        if dice.random() < 0.1:
            quantity = Quantity.between(5, 5 + dice.randint(1, 9))
        amount = operations.Amount(how, self.units[code], self.days(), quantity, is_cumulative=dice.random() < 0.1)
        operations.state(scope=PRODUCT, amount=amount)

    def days(self) -> Period:
        year = 2000 + self.dice.randint(0, 9)
        kind = self.dice.randint(0, 3)
        if kind == 0:
            return Period.year(year)
        if kind == 1:
            first = self.dice.randint(1, 12)
            return Period.months(year, first, min(12, first + self.dice.choice([0, 2, 5])))
        day = BIRTH + timedelta(days=self.dice.randint(0, 3600))
        return Period(day, day + timedelta(days=self.dice.choice([0, 0, 3, 40])))

    def correct(self) -> None:
        lines = list(queries.standing().order_by("seq"))
        if lines:
            operations.reverse(scope=PRODUCT, fact=self.dice.choice(lines), why="nhầm")

    def decide(self) -> None:
        """That two amounts are one, or that they are two after all."""
        decided = list(Double.objects.filter(ended_at=None).order_by("pk"))
        if decided and self.dice.random() < 0.3:
            operations.undo_double(scope=PRODUCT, double=self.dice.choice(decided), why="nhầm")
            return
        lines = list(queries.standing().filter(indicator__code=self.dice.choice(self.codes)).order_by("seq"))
        for _ in range(5):
            if len(lines) > 1:
                kept, other = self.dice.sample(lines, 2)
                with suppress(operations.UnableToDecideDouble):
                    operations.count_once(scope=PRODUCT, kept=kept, other=other)

    def happen(self) -> None:
        """Something, anything."""
        on = BIRTH + timedelta(days=self.dice.randint(365, 3500))
        last = max((day for day, _ in self.told), default=BIRTH)
        moves = [self._merge, self._join, self._split, self._carve, self._move, self._dissolve]
        if self.dice.random() < 0.15 and on > last and all(links[-1][0] < on for links in self.links.values() if links):
            self.dice.choice(moves)(Order("Nghị quyết", on))
        elif self.dice.random() < 0.15:
            self.correct()
        elif self.dice.random() < 0.12:
            self.decide()
        elif self.dice.random() < 0.2:
            today = self.dice.choice([TODAY, BIRTH + timedelta(days=self.dice.randint(0, 3600))])
            operations.fold(today=today, lines=["place"], most=self.dice.choice([3, 50_000]))
        else:
            self.report()


def views(dice: random.Random) -> list[View]:
    seqs = [None, dice.randint(1, max(1, queries.head()))]
    trees = [None, *Fold.objects.exclude(tree=None).values_list("tree", flat=True)[:1], TODAY]
    periods = [Period(date.min, date.max), Period.year(2004), Period.parse("2003-Q2"), Period.parse("2001..2006")]
    periods.append(Period(date(2003, 12, 15), date(2004, 12, 14)))
    periods.append(Period(date(2003, 2, 7), date(2005, 8, 20)))
    return [View(period, "place", tree, upto) for period in periods for tree in trees for upto in seqs]


@pytest.mark.parametrize("seed", range(HISTORIES))
@pytest.mark.django_db
def test_totals_and_what_lies_beyond_are_what_every_line_adds_up_to(seed: int) -> None:
    operations.load_catalogue()
    history = Ledger(seed)
    for _ in range(60):
        history.happen()
    assert Fact.objects.exists()
    indicators = [queries.indicator(code) for code in CODES]
    units = [unit.pk for unit in history.units.values()]
    for view in views(history.dice):
        assert queries.figures(indicators, units, view) == by_hand(indicators, units, view, queries.figures), view
        below = [unit.pk for unit in queries.below(history.units["vn"].pk, view)]

        def under(kinds: list[Indicator], ids: list[int], one: View) -> object:
            return queries.figures_below(kinds, history.units["vn"].pk, ids, one)

        assert under(indicators, below, view) == by_hand(indicators, below, view, under), view


def post(cast: Cast, unit: str, value: int | Quantity, period: str = "2024-05", code: str = "cau-xay-moi") -> Fact:
    quantity = value if isinstance(value, Quantity) else Quantity.of(value)
    amount = operations.Amount(queries.indicator(code), cast.units[unit], Period.parse(period), quantity)
    source = operations.Source("test", cast.units[unit].uuid, "Bài kiểm thử")
    return operations.post(scope=cast.product, amount=amount, source=source)


def in_period(cast: Cast, unit: str, period: str, tree: date | None = None, upto: int | None = None) -> Quantity | None:
    view = View(Period.parse(period), "place", tree, upto)
    return queries.figure(queries.indicator("cau-xay-moi"), cast.units[unit].pk, view).in_period


def test_a_figure_comes_from_the_totals_and_is_right_the_moment_a_line_is_written(cast: Cast) -> None:
    post(cast, "an-phuc", 3)
    operations.fold(today=TODAY)
    # What is in the totals no longer needs its lines: a wrong total would be seen.
    for kept, period in ((Total, "2024..2025"), (PeriodTotal, "2024")):
        kept.objects.filter(unit=cast.units["vn"], fold__is_map=False).update(value=7, low=7, high=7)
        assert in_period(cast, "vn", period) == Quantity.of(7)
    post(cast, "an-phuc", 2)
    assert in_period(cast, "vn", "2024") == in_period(cast, "vn", "2024..2025") == Quantity.of(9)


def test_an_address_of_an_earlier_line_stays_the_same_when_totals_have_gone_beyond(cast: Cast) -> None:
    post(cast, "an-phuc", 3)
    then = queries.head()
    wrong = post(cast, "tan-loi", 5)
    operations.reverse(scope=cast.product, fact=wrong, why="nhầm")
    post(cast, "tan-loi", 4)
    operations.fold(today=TODAY)
    assert in_period(cast, "vn", "2024", upto=then) == Quantity.of(3)
    assert in_period(cast, "vn", "2024", upto=then + 1) == Quantity.of(8)
    assert in_period(cast, "vn", "2024", upto=then + 2) == Quantity.of(3)
    assert in_period(cast, "vn", "2024") == Quantity.of(7)


def test_a_wording_of_which_nothing_is_left_no_longer_shows_before_and_after_it_is_folded(cast: Cast) -> None:
    over = Quantity.of(3, Exactness.AT_LEAST, "trên")
    post(cast, "an-phuc", 5)
    first = post(cast, "an-phuc", over)
    operations.fold(today=TODAY)
    assert in_period(cast, "vn", "2024") == Quantity.of(8, Exactness.AT_LEAST, "trên")
    second = post(cast, "tan-loi", Quantity.of(2, Exactness.AT_LEAST, "hơn"))
    assert in_period(cast, "vn", "2024") == Quantity.of(10, Exactness.AT_LEAST)
    operations.fold(today=TODAY)
    # One row holds the three wordings of the year; what is beyond takes one of them away, then another.
    assert PeriodTotal.objects.get(unit=cast.units["vn"], fold__is_map=False, last=date(2024, 12, 31)).count == 3
    assert in_period(cast, "vn", "2024") == Quantity.of(10, Exactness.AT_LEAST)
    for taken, left in ((second, Quantity.of(8, Exactness.AT_LEAST, "trên")), (first, Quantity.of(5))):
        operations.reverse(scope=cast.product, fact=taken, why="nhầm")
        assert in_period(cast, "vn", "2024") == left
    operations.fold(today=TODAY)
    assert in_period(cast, "vn", "2024") == Quantity.of(5)


def test_what_spans_buckets_stays_whole_and_shows_in_the_periods_that_hold_it(cast: Cast) -> None:
    post(cast, "an-phuc", 1, "2024-05")
    post(cast, "an-phuc", 10, "2024-Q2")
    post(cast, "an-phuc", 100, "2024-05-10..2024-05-20")
    operations.fold(today=TODAY)
    assert in_period(cast, "vn", "2024-05") == Quantity.of(101)
    assert in_period(cast, "vn", "2024-Q2") == Quantity.of(111)
    assert in_period(cast, "vn", "2024-04") is None
    # The month of state reports, from the fifteenth to the fourteenth, holds none of them whole.
    assert in_period(cast, "vn", "2024-04-15..2024-05-14") is None
    assert in_period(cast, "vn", "2024-04-15..2024-06-14") == Quantity.of(101)


def test_buckets_begin_where_the_regulation_says_and_totals_are_folded_anew_when_that_changes(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lantoa.indicators import buckets

    assert buckets.cuts() == [1, 15]
    post(cast, "an-phuc", 3)
    operations.fold(today=TODAY)
    monkeypatch.setattr(buckets, "cuts", lambda: [1, 21])
    assert operations.fold(today=TODAY) > 0
    assert Fold.objects.get(line="place", is_map=False).cuts == [1, 21]
    assert in_period(cast, "vn", "2024") == Quantity.of(3)


def test_a_merger_adds_up_anew_only_the_units_that_hold_something_else(cast: Cast) -> None:
    for unit in ("an-phuc-1", "an-phuc", "tan-loi"):
        post(cast, unit, 1)
    operations.fold(today=date(2026, 1, 1))
    before = set(FoldedUnit.objects.filter(fold__line="place", fold__is_map=True).values_list("unit", flat=True))
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    order = Order("Nghị quyết 01", date(2025, 7, 1))
    organisations.merge(scope=cast.product, order=order, units=both, into=NewUnit("an-tan", "Xã An Tân", "commune"))
    PeriodTotal.objects.filter(unit=cast.units["vn"]).update(value=70, low=70, high=70)
    # The country holds what it held: its totals still serve, without a fold.
    assert in_period(cast, "vn", "2024", date(2026, 1, 1)) == Quantity.of(70)
    new = Unit.objects.get(code="an-tan")
    view = View(Period.parse("2024"), "place", date(2026, 1, 1))
    assert queries.figure(queries.indicator("cau-xay-moi"), new.pk, view).in_period == Quantity.of(3)
    operations.fold(today=date(2026, 1, 1))
    after = set(FoldedUnit.objects.filter(fold__line="place", fold__is_map=True).values_list("unit", flat=True))
    assert new.pk in after
    assert cast.units["vn"].pk in before & after
    assert queries.figure(queries.indicator("cau-xay-moi"), new.pk, view).in_period == Quantity.of(3)


def test_folding_twice_takes_nothing_in_twice(cast: Cast) -> None:
    post(cast, "an-phuc", 3)
    assert operations.fold(today=TODAY) > 0
    assert operations.fold(today=TODAY) == 0
    assert in_period(cast, "vn", "2024") == Quantity.of(3)


def test_figures_with_totals_take_as_many_queries_for_many_as_for_few(
    cast: Cast, django_assert_num_queries: Callable[..., object]
) -> None:
    for unit in cast.units:
        post(cast, unit, 1)
    operations.fold(today=TODAY)
    everything, ids = list(queries.catalogue()), [unit.pk for unit in cast.units.values()]
    view = View(Period.parse("2024"))
    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        queries.figures([everything[0], everything[2]], ids[:1], view)
    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        queries.figures(everything, ids, view)


def test_doctor_adds_up_again_and_names_the_unit_whose_total_is_wrong(cast: Cast) -> None:
    post(cast, "an-phuc", 3)
    operations.fold(today=TODAY)
    post(cast, "an-phuc", 2)
    assert list(checks.totals.run(Look(timezone.now()))) == []
    Total.objects.filter(unit=cast.units["vn"], fold__is_map=True).update(value=F("value") + 1)
    (found,) = checks.totals.run(Look(timezone.now()))
    assert found.where == "vn, tuyến Địa bàn"
    assert "lantoa totals --rebuild" in found.what
    assert CliRunner().invoke(totals, ["--rebuild"]).exit_code == 0
    assert list(checks.totals.run(Look(timezone.now()))) == []


def test_a_worker_that_dies_while_folding_leaves_every_figure_right(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for unit in ("an-phuc", "tan-loi"):
        post(cast, unit, 2)
    operations.fold(today=TODAY)
    post(cast, "an-phuc", 3)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Fold, "save", dies)
    with pytest.raises(KeyboardInterrupt):
        operations.fold(today=TODAY)
    monkeypatch.undo()
    assert in_period(cast, "vn", "2024") == Quantity.of(7)
    operations.fold(today=TODAY)
    assert in_period(cast, "vn", "2024") == Quantity.of(7)


def test_a_figure_is_read_from_the_lines_when_the_totals_are_thrown_away_meanwhile(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(cast, "an-phuc", 3)
    operations.fold(today=TODAY)
    asked = reading._ready

    def thrown_away_then(*words: Any) -> Any:
        found = asked(*words)
        operations.forget_totals()
        return found

    monkeypatch.setattr(reading, "_ready", thrown_away_then)
    assert in_period(cast, "vn", "2024") == Quantity.of(3)

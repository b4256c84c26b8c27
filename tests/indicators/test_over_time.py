"""Figures of many periods at once are what each period's own figure is, and take no more queries than two periods."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.common.periods import Period
from lantoa.indicators import operations, queries
from lantoa.indicators.models import Fold, Indicator
from lantoa.indicators.queries import View
from lantoa.indicators.rules import ADDING, stretches
from tests.cast import Cast
from tests.indicators.test_totals import CODES, TODAY, Ledger, in_period, post

HISTORIES = 2 if os.environ.get("CI") and not os.environ.get("LANTOA_DATABASE") else 1
Counted = Callable[[int], AbstractContextManager[Any]]


def every_kind() -> list[Indicator]:
    """Those of the catalogue that add, one of each other way of adding, and a ratio of each two neighbours."""
    known = [queries.indicator(code) for code in CODES]
    ways = [(time, place) for time in ADDING for place in ADDING if "ratio" not in (time, place)]
    odd = [
        Indicator.objects.create(code=f"{time}-{place}", unit="cái", over_time=time, over_places=place)
        for time, place in ways
        if (time, place) != ("sum", "sum")
    ]
    ways_of_a_ratio: dict[str, Any] = {"unit": "%", "decimals": 2, "over_places": "ratio", "over_time": "ratio"}
    ratios = [
        Indicator.objects.create(code=f"r{one.pk}-{other.pk}", numerator=one, denominator=other, **ways_of_a_ratio)
        for one, other in combinations([known[0], known[2], odd[0]], 2)
    ]
    return [*known, *odd, *ratios]


@pytest.mark.parametrize("seed", range(100, 100 + HISTORIES))
@pytest.mark.django_db
def test_many_periods_at_once_are_what_each_says_by_itself(seed: int) -> None:
    operations.load_catalogue()
    kinds = every_kind()
    history = Ledger(seed)
    history.codes = [*(one.code for one in kinds), *CODES * 3]
    for _ in range(120):
        history.happen()
    operations.fold(today=TODAY, lines=["place"])
    for _ in range(12):
        history.report()
    dice = history.dice
    begin = date(2002, 1, 1) + timedelta(days=dice.randint(0, 900))
    periods = [
        *stretches.inside(Period.year(2003)),
        *stretches.years_up_to(Period.parse("2004")),
        *stretches.years_up_to(Period.parse("2005-Q2")),
        Period(date(2003, 12, 15), date(2004, 12, 14)),
        Period(date(2004, 4, 15), date(2004, 5, 14)),
        Period.parse("2001..2006"),
        Period(begin, begin + timedelta(days=dice.randint(0, 700))),
    ]
    folded = Fold.objects.get(line="place", is_map=True).tree
    units = [history.units["vn"], dice.choice(list(history.units.values()))]
    some = dice.randint(1, queries.head())
    told = set()
    for tree, upto in ((None, None), (None, some), (folded, None), (folded, some), (date(2004, 6, 1), None)):
        view = View(periods[0], "place", tree, upto)
        for unit in units:
            one_by_one = {
                (kind, period): figure
                for period in dict.fromkeys(periods)
                for (kind, _), figure in queries.figures(kinds, [unit.pk], replace(view, period=period)).items()
            }
            assert queries.figures_over(kinds, unit.pk, periods, view) == one_by_one, (view, unit)
            told |= {kind for kind, _ in one_by_one}
    assert len(told) > len(kinds) // 2, "there is something to compare"


@pytest.mark.parametrize("folds", [True, False])
def test_twenty_periods_take_as_many_queries_as_two(
    cast: Cast, folds: bool, django_assert_num_queries: Counted
) -> None:
    kinds = every_kind()
    for month in range(1, 13):
        post(cast, "an-phuc", month, f"2024-{month:02}")
        post(cast, "an-phuc", month, f"2024-{month:02}", "latest-sum")
    if folds:
        operations.fold(today=TODAY)
        post(cast, "tan-loi", 5, "2024-03")
    unit = cast.units["vn"].pk
    for tree in (None, TODAY):
        view = View(Period.year(2024), tree=tree)
        months = [*stretches.inside(view.period), *(Period.year(2024 - before) for before in range(8))]
        with CaptureQueriesContext(connection) as few:
            queries.figures_over(kinds, unit, months[:2], view)
        with django_assert_num_queries(len(few)):
            found = queries.figures_over(kinds, unit, months, view)
        assert len(few) <= 6
        bridges = queries.indicator("cau-xay-moi").pk
        assert [found[bridges, month].in_period for month in months[:12]] == [
            in_period(cast, "vn", month.code, tree) for month in months[:12]
        ]


def test_no_period_has_no_figure_and_asks_for_nothing(cast: Cast, django_assert_num_queries: Counted) -> None:
    view = View(Period.year(2024))
    kinds = [queries.indicator("cau-xay-moi")]
    with django_assert_num_queries(0):
        assert queries.figures_over(kinds, cast.units["vn"].pk, [], view) == {}

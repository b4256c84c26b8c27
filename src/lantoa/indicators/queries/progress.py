"""How far targets are reached, how that stands to the time gone by, and what it will come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Max

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import buckets
from lantoa.indicators.models import Indicator, Target
from lantoa.indicators.queries.addresses import View
from lantoa.indicators.queries.behind import facts_under
from lantoa.indicators.queries.figures import Figure, figures
from lantoa.indicators.queries.over_time import figures_over
from lantoa.indicators.rules import achievement, forecasts
from lantoa.indicators.rules.achievement import Achievement, Pace
from lantoa.indicators.rules.forecasts import Course, Forecast, Why
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Progress:
    """A target with the figure of its unit and period. ``forecast`` is what the period will come to, or why none is
    given; ``passed`` the share of the period's days that lie behind; ``told_on`` the last day that amounts reach."""

    target: Target
    figure: Figure
    achieved: Achievement
    passed: Fraction
    pace: Pace | None
    forecast: Forecast | Why
    told_on: date | None

    @property
    def done(self) -> Quantity | None:
        """What stands beside the target: the amount of the period, or the running total."""
        return _done(self.target, self.figure)

    @property
    def mark(self) -> Quantity:
        """The number that decides, as an amount."""
        return Quantity.of(achievement.bar(self.target.quantity, self.target.direction))

    @property
    def is_foreseen(self) -> bool | None:
        """Whether the target will be reached (kept) if the forecast comes true; None without one."""
        if isinstance(self.forecast, Why):
            return None
        mark, exactly = Fraction(achievement.bar(self.target.quantity, self.target.direction)), self.forecast.exactly
        return exactly >= mark if self.target.direction == "at_least" else exactly <= mark


def _done(target: Target, figure: Figure) -> Quantity | None:
    return figure.cumulative if target.is_cumulative else figure.in_period


def achievements(targets: Collection[Target], view: View) -> dict[int, tuple[Figure, Achievement]]:
    """The figure and the achievement of each of these targets, all for the days of the view, by the target's id.

    As many queries for many units and indicators as for one.
    """
    kinds = {one.indicator_id: one.indicator for one in targets}
    found = figures(kinds.values(), {one.unit_id for one in targets}, view) if targets else {}
    return {
        one.pk: (figure, achievement.achieved(_done(one, figure), one.quantity, one.direction))
        for one in targets
        for figure in [found.get((one.indicator_id, one.unit_id), Figure())]
    }


def progress(targets: Collection[Target], unit: Unit, view: View, today: date) -> list[Progress]:
    """How far a unit is with its targets for the days of the view, in their order.

    The queries do not grow with the targets.
    """
    reached = achievements(targets, view)
    passed = achievement.days_passed(view.period, today)
    added = {one.indicator_id: one.indicator for one in targets if _never(one) is None}
    courses = _courses(added, unit, view, today)

    def of(one: Target) -> Progress:
        figure, achieved = reached[one.pk]
        course, told_on = courses.get(one.indicator_id, (None, None))
        foreseen: Forecast | Why = _never(one) or Why.MISSING
        if course and not _never(one):
            foreseen = _foreseen(replace(course, reached=figure.in_period), one.indicator)
        adds = one.indicator.over_time == "sum" and not one.is_cumulative
        pace = achievement.pace(_done(one, figure), one.quantity, one.direction, passed) if adds else None
        return Progress(one, figure, achieved, passed, pace, foreseen, told_on)

    return [of(one) for one in targets]


def _never(one: Target) -> Why | None:
    return forecasts.never(is_cumulative=one.is_cumulative, adds=one.indicator.over_time == "sum")


def _foreseen(course: Course, how: Indicator) -> Forecast | Why:
    point = course.reached.point if course.reached else None
    return forecasts.forecast(course, forecasts.decimals_for(how.unit, how.decimals, point or Decimal(0)))


@dataclass(frozen=True, slots=True)
class _Days:
    """The months of a period or of the year before, and up to which of them amounts reach."""

    months: Sequence[Period]
    last: dict[int, date]
    told: dict[int, int]

    @classmethod
    def of(cls, months: Sequence[Period], kinds: Collection[int], unit: Unit, view: View) -> _Days:
        # The last day on which state reports close a month; none where they go by the calendar.
        closes = max(buckets.cuts()) - 1 or None
        rows = facts_under(unit.pk, view).filter(indicator__in=kinds, is_cumulative=False).order_by()
        last = dict(rows.values("indicator").annotate(last=Max("to_on")).values_list("indicator", "last"))
        return cls(months, last, {pk: forecasts.months_told(months, last.get(pk), closes) for pk in kinds})


def _courses(kinds: dict[int, Indicator], unit: Unit, view: View, today: date) -> dict[int, tuple[Course, date | None]]:
    """How the amounts of each indicator came in, but for what they come to, with the last day that they reach."""
    if not kinds:
        return {}
    days = _Days.of(forecasts.months_of(view.period), kinds, unit, view)
    passed, number = forecasts.months_passed(days.months, today), len(days.months)
    open_ones = {pk: how for pk, how in kinds.items() if 0 < days.told[pk] < number}
    before, whole = _year_before(open_ones, days, unit, view, today)
    return {
        pk: (Course(None, days.told[pk], number, passed, before.get(pk), whole.get(pk)), days.last.get(pk))
        for pk in kinds
    }


def _year_before(
    kinds: dict[int, Indicator], now: _Days, unit: Unit, view: View, today: date
) -> tuple[dict[int, Quantity], dict[int, Quantity]]:
    """What the same months of the year before came to, and that whole period; of those that were told to its end."""
    months = forecasts.year_before(now.months)
    if not months or not kinds:
        return {}, {}
    # A unit that was founded since is read on a map on which it stands for those it came from.
    tree = view.tree or organisations.usual_tree(unit, months[0].from_on, today)
    then = replace(view, period=Period(months[0].from_on, months[-1].to_on), tree=tree)
    days = _Days.of(months, kinds, unit, then)
    some = [how for pk, how in kinds.items() if days.told[pk] == len(months)]
    if not some:
        return {}, {}
    upto = {one.pk: Period(months[0].from_on, months[now.told[one.pk] - 1].to_on) for one in some}
    found = figures_over(some, unit.pk, [then.period, *upto.values()], then)

    def came_to(periods: Mapping[int, Period]) -> dict[int, Quantity]:
        each = {pk: found.get((pk, period), Figure()).in_period for pk, period in periods.items()}
        return {pk: quantity for pk, quantity in each.items() if quantity}

    return came_to(upto), came_to(dict.fromkeys(upto, then.period))

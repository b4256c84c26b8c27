"""One indicator looked at from all sides: by place, over time, on both maps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.common.periods import Period
from lantoa.common.quantities import share_of
from lantoa.common.scopes import Scope
from lantoa.design.drawings.chart import Chart, Point, Series
from lantoa.design.drawings.classes import scale
from lantoa.design.drawings.provinces import Area, ProvinceMap, is_on_the_map
from lantoa.design.drawings.ranking import Ranking
from lantoa.design.drawings.ranking import Row as Ranked
from lantoa.indicators import queries, rules
from lantoa.indicators.forms import ViewForm
from lantoa.indicators.models import Indicator
from lantoa.indicators.pages import rows, tables
from lantoa.indicators.pages.rows import Row
from lantoa.indicators.queries import Coverage, Figure, Opened, View
from lantoa.indicators.rules import stretches
from lantoa.organisations import queries as organisations

# Beyond so many a list of bars says no more than the table.
MOST_RANKED = 15


@dataclass(frozen=True, slots=True)
class Place:
    """A unit below: its figure, how much of the whole that is in percent, how many below it have reported."""

    row: Row
    path: str
    share: Decimal | None
    covered: Coverage | None


@dataclass(frozen=True, slots=True)
class ByPlace:
    """The whole, the units below in the order asked for, what counts at none of them, and how that is drawn."""

    whole: Row
    places: list[Place]
    own: list[Row]
    covered: Coverage | None
    map: ProvinceMap | None
    ranking: Ranking | None


@dataclass(frozen=True, slots=True)
class OverTime:
    """The figures of some periods and their chart."""

    title: str
    rows: list[Row]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit as it was and on today's map; None where it does not stand there."""

    name: str
    then: Row | None
    today: Row | None

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return bool(self.then and self.today and self.then.figure == self.today.figure)


def opened(form: ViewForm, indicator: Indicator, scope: Scope, today: date) -> Opened | None:
    """What a valid form asks for; None while no unit is loaded. Adds an error for an unknown unit."""
    try:
        found = tables.chosen(form, scope, today)
    except organisations.UnableToFindUnit as error:
        form.add_error(None, str(error))
        return None
    return Opened(indicator, *found) if found else None


def path(indicator: Indicator, unit: Any, view: View, today: date, **more: str) -> str:
    """The address of this page for a unit in a view."""
    words = tables.as_words(unit, view, today) | more
    return reverse("indicators:explore", args=[indicator.code]) + "?" + urlencode({k: v for k, v in words.items() if v})


def by_place(one: Opened, today: date, *, by_amount: bool = False) -> ByPlace:
    """The unit's figure and those of the units directly below. A constant number of queries."""
    found = rows.below(one)
    covered = queries.coverage_of_each(one.indicator, [row.of.pk for row in found.places], one.view)
    places = [
        Place(
            row,
            path(one.indicator, row.of, one.view, today),
            _share(row.figure, found.whole.figure) if one.indicator.over_places == "sum" else None,
            covered[row.of.pk].beside(row.figure) if row.of.pk in covered else None,
        )
        for row in found.places
    ]
    if by_amount:
        # What is missing stands last; where amounts are equal, the order of places stays.
        places.sort(key=lambda place: _height(place.row.figure) or Decimal("-Infinity"), reverse=True)
    own = rows.own(one) if places else []
    return ByPlace(found.whole, places, own, found.covered, _map(one, places), _ranking(one, places))


def times(one: Opened, today: date) -> list[OverTime]:
    """The stretches within the period that have begun, and the same period of the years before."""
    years = stretches.years_up_to(one.view.period)
    within = [part for part in stretches.inside(one.view.period) if part.from_on <= today]
    figures = queries.figures_over([one.indicator], one.unit.pk, [*within, *years], one.view)

    def over(periods: list[Period], title: str) -> OverTime:
        found = [
            rows.row(
                replace(one, view=replace(one.view, period=period)),
                figures.get((one.indicator.pk, period), Figure()),
                name=period.label(),
            )
            for period in periods
        ]
        return OverTime(title, found, _chart(one, title, periods, found))

    found = []
    # Where all was reported for the whole at once, a dozen empty months would say nothing.
    if within and (len(years) == 1 or any((one.indicator.pk, part) in figures for part in within)):
        found.append(over(within, _("Within %s") % one.view.period.label()))
    if len(years) > 1:
        found.append(over(years, _("Beside the years before")))
    return found


def both_maps(one: Opened, today: date) -> list[Compared]:
    """The units below as they were and on today's map, side by side; the unit itself first."""
    sides = [rows.below(replace(one, view=replace(one.view, tree=tree))) for tree in (None, today)]
    then, now = ({row.of.pk: row for row in [side.whole, *side.places]} for side in sides)
    names = {pk: row.name for pk, row in (then | now).items()}
    return [Compared(name, then.get(pk), now.get(pk)) for pk, name in names.items()]


def _height(figure: Figure) -> Decimal | None:
    """What is drawn of a figure: its point, or of a range the end that is known."""
    quantity = figure.in_period or figure.cumulative
    if quantity is None:
        return None
    known = (end for end in (quantity.point, quantity.low, quantity.high) if end is not None)
    return next(known, None)


def _said(row: Row) -> str:
    """A row in words: its amount of the period, else its running total."""
    if row.figure.in_period is None and row.figure.cumulative:
        return _("cumulative %s") % row.cumulative
    return row.in_period


def _share(part: Figure, whole: Figure) -> Decimal | None:
    """Percent of the whole, to one decimal, of points; None where one of them has none."""
    share = share_of(part.in_period, whole.in_period, 1)
    return share.point if share else None


def _write(one: Opened) -> Callable[[Decimal], str]:
    return lambda amount: rules.write_amount(amount, one.indicator.unit)


def _map(one: Opened, places: Iterable[Place]) -> ProvinceMap | None:
    """Of the provinces of today, where those are what stands below."""
    provinces = {place.row.of.code: place for place in places if is_on_the_map(place.row.of.code)}
    if len(provinces) < 2:
        return None
    amounts = {code: _height(place.row.figure) for code, place in provinces.items()}
    classes = scale(amounts.values())
    areas = [
        Area(code, f"{place.row.name}: {_said(place.row)}", place.path, classes.level(amounts[code]))
        for code, place in provinces.items()
    ]
    title = f"{one.indicator.name}, {one.view.period.label()}"
    return ProvinceMap(title, _("The darker a province, the larger its amount."), areas, classes.legend(_write(one)))


def _ranking(one: Opened, places: Iterable[Place]) -> Ranking | None:
    known = [place for place in places if _height(place.row.figure) is not None]
    known.sort(key=lambda place: _height(place.row.figure) or Decimal(0), reverse=True)
    if len(known) < 2:
        return None
    ranked = [Ranked(p.row.name, _height(p.row.figure), _said(p.row), p.row.path) for p in known[:MOST_RANKED]]
    title = _("The largest amounts") if len(known) > MOST_RANKED else _("From the largest amount to the smallest")
    return Ranking(title, ranked)


def _chart(one: Opened, title: str, periods: list[Period], found: list[Row]) -> Chart | None:
    amounts = [_height(row.figure) for row in found]
    known = [(amount, row) for amount, row in zip(amounts, found, strict=True) if amount is not None]
    if len(known) < 2:
        return None
    _largest, most = max(known, key=lambda pair: pair[0])
    points = [
        Point(short, f"{row.name}: {_said(row)}", row.path)
        for short, row in zip(stretches.short(periods), found, strict=True)
    ]
    largest = _("The largest amount is that of %(period)s: %(amount)s.") % {"period": most.name, "amount": _said(most)}
    is_running = all(row.figure.in_period is None for _, row in known)
    series = Series(one.indicator.name, amounts, "line" if is_running else "bars")
    return Chart(title, largest, points, [series], _write(one))

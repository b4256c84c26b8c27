"""The table of all figures of a unit and period, and a figure in a sentence to send on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.indicators import queries
from lantoa.indicators.forms import LINES, ViewForm
from lantoa.indicators.models import Indicator
from lantoa.indicators.pages import rows, trees
from lantoa.indicators.queries import Coverage, Figure, Opened, View
from lantoa.indicators.rules import write_quantity
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit

LINE_NAMES = dict(LINES)
MOST_FOUND = 20


class Shown(Protocol):
    """Whatever is shown of a unit in a view."""

    @property
    def unit(self) -> NamedUnit:
        """Whose."""

    @property
    def view(self) -> View:
        """How it is looked at."""


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of the table: its figure, that of a year before, its page, how many below have reported."""

    indicator: Indicator
    row: rows.Row
    before: str
    covered: Coverage | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """All figures of a unit in a view. ``before`` is the same period a year earlier, where there is such a one."""

    unit: NamedUnit
    view: View
    before: Period | None
    lines: list[Line]

    @property
    def line_name(self) -> str:
        """The line of units in words."""
        return str(LINE_NAMES[self.view.line])


def table(form: ViewForm, scope: Scope, today: date) -> Table | None:
    """The table that a valid form asks for; None while no unit is loaded. Adds an error for an unknown unit."""
    try:
        found = chosen(form, scope, today)
    except organisations.UnableToFindUnit as error:
        form.add_error(None, str(error))
        return None
    return _filled(*found) if found else None


def chosen(form: ViewForm, scope: Scope, today: date) -> tuple[NamedUnit, View] | None:
    """The unit and the view that a valid form asks for; None while no unit is loaded. UnableToFindUnit."""
    said = form.cleaned_data
    period = form.period(today)
    unit = _unit(said["unit"], scope, form.chosen_tree(today, None) or period.to_on)
    if unit is None:
        return None
    tree = form.chosen_tree(today, organisations.usual_tree(unit, period.from_on, today))
    view = View(period, said["line"] or "place", tree)
    return organisations.unit(str(unit.uuid), queries.naming_day(view)), view


def _unit(uuid: UUID | None, scope: Scope, day: date) -> NamedUnit | None:
    return organisations.unit(str(uuid), day) if uuid else usual_unit(scope, day)


def _filled(unit: NamedUnit, view: View) -> Table:
    indicators = list(queries.catalogue())
    before = view.period.a_year_before()
    periods = [view.period, before] if before else [view.period]
    found = queries.figures_over(indicators, unit.pk, periods, view)
    covered = queries.coverage(indicators, unit.pk, view)
    out = queries.exempt([one.pk for one in indicators], [unit.pk], view)

    def line(one: Indicator) -> Line:
        figure, is_exempt = found.get((one.pk, view.period), Figure()), (one.pk, unit.pk) in out
        row = rows.row(Opened(one, unit, view), figure, name=one.name, is_exempt=is_exempt)
        former = found.get((one.pk, before)) if before else None
        before_ = write_quantity(former.in_period, one.unit) if former else ""
        beside = covered[one.pk].beside(figure) if one.pk in covered else None
        return Line(one, row, before_, beside)

    return Table(unit, view, before, [line(one) for one in indicators])


def usual_unit(scope: Scope, day: date) -> NamedUnit | None:
    """The place of the unit in whose name one acts, else the country."""
    if scope.home_unit_id is not None:
        home = organisations.named(day).filter(pk=scope.home_unit_id).first()
        if home:
            return organisations.place_of(home, day)
    return organisations.country(day)


def usual_figure(indicator: Indicator, scope: Scope, today: date) -> rows.Row | None:
    """This year's figure of an indicator where the visitor acts, else in the country."""
    unit = usual_unit(scope, today)
    if unit is None:
        return None
    period = Period.year(today.year)
    view = View(period, tree=organisations.usual_tree(unit, period.from_on, today))
    return rows.row(Opened(indicator, unit, view))


def as_fields(one: Shown, today: date) -> dict[str, Any]:
    """The words of the form that asks for this table."""
    return as_words(one.unit, one.view, today)


def as_words(unit: NamedUnit, view: View, today: date) -> dict[str, Any]:
    """The words of the form that asks for a unit in a view."""
    period = view.period
    _year, _dash, part = period.code.partition("-")
    named = ".." not in period.code and part[:1] in ("", "Q", "H", "M")
    return {
        "unit": str(unit.uuid),
        "year": period.from_on.year if named else "",
        "part": part if named else "",
        "from_on": "" if named else f"{period.from_on:%d/%m/%Y}",
        "to_on": "" if named else f"{period.to_on:%d/%m/%Y}",
        "line": view.line,
        **ViewForm.tree_fields(view.tree, today),
    }


def found_units(words: str, today: date) -> list[tuple[NamedUnit, str]]:
    """The first units that bear or bore such a name, each with where it stands."""
    units = list(organisations.find(words, today)[:MOST_FOUND])
    where = organisations.paths([unit.pk for unit in units], "place", today)
    return [(unit, where.get(unit.pk, "")) for unit in units]


def around(one: Shown) -> dict[str, list[NamedUnit]]:
    """The units above the table's unit and those directly below it, on its line and day."""
    day, line = queries.naming_day(one.view), one.view.line
    up = [unit for unit in organisations.path_up(one.unit.pk, line, day) if unit.pk != one.unit.pk]
    return {"above": up, "below": list(organisations.children(one.unit.pk, line, day))}


def fixed_url(one: Opened, seq: int) -> str:
    """The address that will show this very figure for ever."""
    return queries.figure_url(one.indicator, one.unit, replace(one.view, upto=seq or None))


def message(one: Opened, figure: Figure, seq: int) -> str:
    """The figure in a sentence to send on, with its address."""
    said = {"what": one.indicator.name, "unit": one.unit.name, "period": one.view.period.label()}
    if one.view.tree:
        said["period"] += f" ({trees.label(one.view.tree).lower()})"
    parts = []
    if figure.in_period or not figure.cumulative:
        amount = write_quantity(figure.in_period, one.indicator.unit)
        parts.append(_("%(what)s, %(unit)s, %(period)s: %(amount)s.") % {**said, "amount": amount})
    else:
        parts.append(_("%(what)s, %(unit)s, %(period)s.") % said)
    if figure.cumulative and figure.since:
        amount = write_quantity(figure.cumulative, one.indicator.unit)
        since = f"{figure.since:%d/%m/%Y}"
        parts.append(_("Cumulative since %(since)s: %(amount)s.") % {"since": since, "amount": amount})
    return " ".join(parts) + "\n" + _("See where it comes from: %s") % fixed_url(one, seq)

"""What the pages of targets show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity, total
from lantoa.common.scopes import Scope
from lantoa.files.queries import excerpts_of
from lantoa.files.rules import Excerpt
from lantoa.indicators import queries
from lantoa.indicators.forms import ViewForm
from lantoa.indicators.models import Target
from lantoa.indicators.pages import tables
from lantoa.indicators.pages import wording as target_wording
from lantoa.indicators.queries import Figure, Opened, Progress, View
from lantoa.indicators.rules import achievement, write_quantity
from lantoa.indicators.rules.achievement import Standing
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.organisations.rules import LINES


@dataclass(frozen=True, slots=True)
class Line:
    """One target of a table, in words, with the addresses of its figure and of its own page."""

    progress: Progress
    figure_path: str

    @property
    def target(self) -> Target:
        """The target."""
        return self.progress.target

    @property
    def plan(self) -> str:
        """What was given, with its unit."""
        return self.target.wording

    @property
    def bare_plan(self) -> str:
        """The same beside a column that names the unit."""
        return achievement.write_target(self.target.quantity, self.target.direction, self._bare_unit)

    @property
    def done(self) -> str:
        """The figure, with its unit; empty where there is none."""
        return write_quantity(self.progress.done, self.target.indicator.unit) if self.progress.done else ""

    @property
    def bare_done(self) -> str:
        """The same beside a column that names the unit."""
        return write_quantity(self.progress.done, self._bare_unit) if self.progress.done else ""

    @property
    def _bare_unit(self) -> str:
        # Money says its scale in words, so it keeps them; so does a percentage.
        unit = self.target.indicator.unit
        return unit if unit in ("đồng", "%") else ""

    @property
    def share(self) -> str:
        """How far it is reached."""
        return target_wording.share(self.progress)

    @property
    def standing(self) -> tuple[str, str]:
        """Whether it is reached: words, kind of tag."""
        return target_wording.standing(self.progress)

    @property
    def why_unknown(self) -> str:
        """Why that cannot be told."""
        return target_wording.why_unknown(self.progress)

    @property
    def mark(self) -> str:
        """The number that decides, where the plan names two; else empty."""
        return target_wording.mark(self.progress) if self.target.value is None else ""

    @property
    def pace(self) -> tuple[str, str]:
        """How that stands to the time gone by: words, kind of tag."""
        return target_wording.pace(self.progress)

    @property
    def passed(self) -> str:
        """The share of the time that has gone by."""
        return target_wording.passed(self.progress)

    @property
    def forecast(self) -> str:
        """What the period will come to, as an estimate."""
        return target_wording.forecast(self.progress)

    @property
    def outlook(self) -> str:
        """Whether that would reach the target."""
        return target_wording.outlook(self.progress)

    @property
    def explained(self) -> str:
        """Where the forecast comes from, or why there is none."""
        return target_wording.explained(self.progress)


@dataclass(frozen=True, slots=True)
class Plan:
    """All targets of a unit for one period. ``others`` are the further periods for which it has some."""

    unit: NamedUnit
    view: View
    lines: list[Line]
    others: list[tuple[Period, int, str]]

    @property
    def is_year(self) -> bool:
        """Whether the period is a year."""
        return self.view.period == Period.year(self.view.period.from_on.year)


@dataclass(frozen=True, slots=True)
class Share:
    """What a unit below was given of the same, and how far it is."""

    name: str
    path: str
    plan: str
    done: str
    share: str


@dataclass(frozen=True, slots=True)
class Below:
    """What the units below were given of the same. ``standing`` tells whether it comes to the unit's own target; None
    where amounts of places do not add. ``silent`` units were given nothing."""

    shares: list[Share]
    sum: str
    standing: Standing | None
    silent: int


def plan(form: ViewForm, scope: Scope, today: date) -> Plan | None:
    """The table that a valid form asks for; None while no unit is loaded. Adds an error for an unknown unit."""
    said = form.cleaned_data
    period = form.period(today)
    try:
        chosen = tables.chosen(form, scope, today)
    except organisations.UnableToFindUnit as error:
        form.add_error(None, str(error))
        return None
    if chosen is None:
        return None
    unit, view = chosen
    found = [one for some in queries.targets_of([unit.pk], period).values() for one in some]
    others = [
        (other, number, plan_path(unit, other, said["line"]))
        for other, number in queries.planned_periods(unit.pk)
        if other != period
    ]
    return Plan(unit, view, lines(found, unit, view, today), others)


def lines(targets: Sequence[Target], unit: NamedUnit, view: View, today: date) -> list[Line]:
    """Targets of a unit for the days of the view as a table shows them, in a constant number of queries."""
    found = queries.progress(targets, unit, view, today) if targets else []
    return [Line(one, queries.figure_path(one.target.indicator, unit, view)) for one in found]


def of_figure(one: Opened, scope: Scope, today: date) -> list[Line]:
    """The targets beside a figure, for officials who read figures; those of its very days."""
    if "read" not in scope.reach:
        return []
    found = queries.targets_of([one.unit.pk], one.view.period, [one.indicator.pk])
    return lines(found.get((one.indicator.pk, one.unit.pk), []), one.unit, one.view, today)


def usual_view(target: Target, unit: NamedUnit, today: date) -> View:
    """How the figure beside a target is looked at where nobody chose."""
    return View(target.period, tree=organisations.usual_tree(unit, target.from_on, today))


def excerpt(target: Target) -> Excerpt | None:
    """The sentence of the paper, where the paper is here."""
    if target.citation is None:
        return None
    return excerpts_of([target.citation]).get(target.citation.pk)


def below(line: Line, view: View) -> Below | None:
    """What the units below were given of the same; None where nobody was given anything."""
    own = line.target
    units = [unit for unit in queries.below(own.unit_id, view) if unit.lived]
    ids = [unit.pk for unit in units]
    given = {
        unit: one
        for (_, unit), some in queries.targets_of(ids, own.period, [own.indicator_id]).items()
        for one in some
        if one.is_cumulative == own.is_cumulative
    }
    if not given:
        return None
    reached = queries.achievements(given.values(), view)
    shares = [_share(unit, given[unit.pk], *reached[given[unit.pk].pk]) for unit in units if unit.pk in given]
    marks = [
        Quantity.of(achievement.bar(one.quantity, one.direction))
        for one in given.values()
        if one.direction == own.direction
    ]
    sum_ = total(marks) if own.indicator.over_places == "sum" and len(marks) == len(given) else None
    standing = achievement.achieved(sum_, own.quantity, own.direction).standing if sum_ else None
    return Below(shares, write_quantity(sum_, own.indicator.unit) if sum_ else "", standing, len(units) - len(given))


def _share(unit: NamedUnit, given: Target, figure: Figure, achieved: achievement.Achievement) -> Share:
    done = figure.cumulative if given.is_cumulative else figure.in_period
    return Share(
        unit.name,
        reverse("indicators:target", args=[given.uuid]),
        given.wording,
        write_quantity(done, given.indicator.unit) if done else "",
        write_quantity(achieved.share, "%") if achieved.share else "–",
    )


def plan_path(unit: NamedUnit, period: Period, line: str = "") -> str:
    """The address of a unit's targets for a period."""
    said = {"unit": str(unit.uuid), "from_on": f"{period.from_on:%d/%m/%Y}", "to_on": f"{period.to_on:%d/%m/%Y}"}
    if line in LINES and line != "place":
        said["line"] = line
    return f"{reverse('indicators:plan')}?{urlencode(said)}"

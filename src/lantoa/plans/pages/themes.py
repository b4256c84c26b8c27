"""What the pages of themes show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.history import queries as history
from lantoa.organisations import queries as organisations
from lantoa.plans import queries, wording
from lantoa.plans.forms.themes import EndThemeForm, TakingPartForm
from lantoa.plans.models import Theme
from lantoa.plans.pages.plans import task_lines
from lantoa.plans.rules import themes

MOST_UNITS, MOST_TASKS, MOST_PLANS = 400, 100, 20


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme of a list: who set it, its days, and which part of the year that is shown."""

    theme: Theme
    unit_name: str
    days: str
    part: str


def lines(found: Sequence[Theme], today: date, year: int | None = None) -> list[ThemeLine]:
    """These themes as a table shows them; one query."""
    names = organisations.names_on((one.unit_id for one in found), today)
    return [
        ThemeLine(
            one,
            names.get(one.unit_id, ""),
            label(one),
            themes.in_year(one.from_on, themes.last_day(one.to_on, one.ended_on), year) if year else "",
        )
        for one in found
    ]


def label(one: Theme) -> str:
    """Its days as a paper says them, those of before an early end."""
    return Period(one.from_on, one.to_on).label()


def years(known: Iterable[int], shown: int, today: date) -> list[int]:
    """The years to choose from, the latest first: up to the next one, and the one that is shown.

    A stage reaches years ahead of which nobody asks yet.
    """
    return sorted({shown, today.year, *(year for year in known if year <= today.year + 1)}, reverse=True)


def theme_page(one: Theme, scope: Scope, today: date, **bound: Any) -> dict[str, Any]:
    """Everything that the page of a theme shows. ``bound`` holds a form that came back: ``part`` or ``end``."""
    below = lines(list(queries.carried_out_below(one)), today)
    taking = list(queries.taking_part(one)) if one.kind == "campaign" else []
    may_change = scope.may("confirm", one.unit_id) and not one.ended_as
    forms: dict[str, Any] = {}
    if may_change:
        now = [row.unit_id for row in taking if row.to_on is None]
        if one.kind == "campaign":
            offered = queries.may_take_part(one, today)[:MOST_UNITS]
            on = min(max(today, one.from_on), one.to_on)
            forms["part"] = bound.get("part") or TakingPartForm(offered=offered, taking=now, today=on)
        forms["end"] = bound.get("end") or EndThemeForm(today=min(max(today, one.from_on), one.to_on))
    names = organisations.names_on([one.unit_id, *(row.unit_id for row in taking)], today)
    words = wording.ACTS["theme"]
    return {
        "theme": one,
        "unit_name": names.get(one.unit_id, ""),
        "days": label(one),
        "above": list(reversed(_up(one))),
        "below": below,
        "tasks": task_lines(list(queries.tasks_serving(queries.within(one), scope, today)[:MOST_TASKS]), today),
        "plans": list(queries.plans_with(one, scope, today)[:MOST_PLANS]),
        "taking": [(names.get(row.unit_id, ""), row) for row in taking],
        "may_change": may_change,
        "sees_reports": "report" in scope.reach,
        "part_form": forms.get("part"),
        "end_form": forms.get("end"),
        "form": next(iter(bound.values()), None),
        "history": [(event, words.get(event.verb, event.verb)) for event in history.of_record("theme", one.uuid)]
        if scope.may("read", one.unit_id)
        else [],
    }


def _up(one: Theme) -> list[Theme]:
    """What it carries out, the nearest first."""
    found: list[Theme] = []
    step = one.parent
    while step is not None and step not in found:
        found.append(step)
        step = step.parent
    return found

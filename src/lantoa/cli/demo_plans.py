"""The themes and plans of the demonstration, written and approved by those who would do so."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Protocol

from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.directives import queries as directives
from lantoa.indicators import queries as figures
from lantoa.indicators.rules.amounts import read_amount
from lantoa.organisations import queries as units
from lantoa.organisations.models import Person, Unit
from lantoa.plans import operations as plans
from lantoa.plans.models import Plan, Theme
from lantoa.practices import operations as practices
from lantoa.practices import queries as register


class Loaded(Protocol):
    """What of the demonstration stands already."""

    plan: dict[str, Any]
    today: Any
    units: dict[str, Unit]
    people: dict[str, Person]
    accounts: dict[str, User]


def load(demo: Loaded) -> None:
    """Themes first, then the plans, the term before the year."""
    themes = {row["key"]: row for row in demo.plan.get("themes", ())}
    made: dict[str, Theme] = {}
    for key, row in themes.items():
        made[key] = _theme(demo, row, made)
    written: dict[str, Plan] = {}
    for row in demo.plan.get("plans", ()):
        written[row["key"]] = _plan(demo, row, made, written)


def _scope(demo: Loaded, username: str) -> Scope:
    return units.scope_for(demo.accounts[username], demo.today)


def _theme(demo: Loaded, row: dict[str, Any], made: dict[str, Theme]) -> Theme:
    said = plans.ThemeSaid(
        unit=demo.units[row["unit"]],
        kind=row["kind"],
        name=row["name"],
        from_on=row["from_on"],
        to_on=row["to_on"],
        parent=made.get(row.get("parent", "")),
        stands_in=row.get("stands_in", ""),
        text=row.get("text", ""),
    )
    scope = _scope(demo, row["by"])
    taking = [demo.units[code] for code in row.get("taking_part", ())]
    theme = plans.set_theme(scope=scope, said=said, taking_part=taking)
    for practice in register.register().filter(name__in=row.get("practices", ())):
        practices.set_themes(scope=scope, practice=practice, themes=[*practice.themes.all(), theme])
    return theme


def _plan(demo: Loaded, row: dict[str, Any], themes: dict[str, Theme], written: dict[str, Plan]) -> Plan:
    scope, unit = _scope(demo, row["by"]), demo.units[row["unit"]]
    said = plans.PlanSaid(
        unit=unit,
        kind=row["kind"],
        name=row["name"],
        from_on=row["from_on"],
        to_on=row["to_on"],
        parent=written.get(row.get("parent", "")),
        stands_in=row.get("stands_in", ""),
        themes=[themes[key] for key in row.get("themes", ())],
        papers=list(directives.papers().filter(code__in=row.get("papers", ()))),
    )
    plan = plans.start_plan(scope=scope, said=said)
    tasks = [(one, _task(demo, scope, plan, one, themes)) for one in row["tasks"]]
    for one in row.get("targets", ()):
        _target(demo, scope, plan, one)
    if "approved_by" not in row:
        return plan
    at = timezone.make_aware(datetime.combine(row["approved_on"], time(9, 30)))
    plans.advance_plan(scope=scope, plan=plan, verb="submit", at=at)
    plan = plans.advance_plan(scope=_scope(demo, row["approved_by"]), plan=plan, verb="approve", at=at)
    for one, task in tasks:
        for verb, on, note in (("begin", "begun_on", ""), ("finish", "done_on", one.get("result", ""))):
            if on in one:
                then = timezone.make_aware(datetime.combine(one[on], time(16)))
                plans.advance_task(scope=scope, task=task, verb=verb, on=one[on], at=then, note=note)
    return plan


def _task(demo: Loaded, scope: Scope, plan: Plan, row: dict[str, Any], themes: dict[str, Theme]) -> Any:
    said = plans.TaskSaid(
        name=row["name"],
        unit=demo.units[row["unit"]] if "unit" in row else plan.unit,
        due_on=row["due_on"],
        group=row.get("group", ""),
        responsible=demo.people.get(row.get("responsible", "")),
        assigned=[demo.people[code] for code in row.get("assigned", ())],
        themes=[themes[key] for key in row.get("themes", ())],
    )
    task = plans.write_task(scope=scope, plan=plan, said=said)
    for item in row.get("agenda", ()):
        about = plans.AgendaSaid(item["kind"], item["words"], plan.unit, item["from_on"], item["to_on"])
        plans.put_on_agenda(scope=scope, task=task, said=about)
    return task


def _target(demo: Loaded, scope: Scope, plan: Plan, row: dict[str, Any]) -> None:
    how = figures.indicator(row["indicator"])
    said = plans.TargetSaid(
        how,
        plan.unit,
        Period(plan.from_on, plan.to_on),
        read_amount(row["amount"], how.unit),
        group=row.get("group", ""),
        owner=demo.people.get(row.get("owner", "")),
        responsible=demo.people.get(row.get("responsible", "")),
    )
    target = plans.write_target(scope=scope, plan=plan, said=said)
    if parts := row.get("parts"):
        given = {demo.units[code]: read_amount(words, how.unit) for code, words in parts.items()}
        plans.share_target(scope=scope, target=target, parts=given)

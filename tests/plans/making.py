"""Plans and themes as the tests make them: through the concept's own operations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.indicators import queries as ledger
from lantoa.indicators.rules.amounts import read_amount
from lantoa.plans import operations
from lantoa.plans.models import Agenda, Plan, PlanTarget, Task, Theme
from tests.cast import TODAY, Cast

AT = timezone.make_aware(datetime.combine(TODAY, datetime.min.time()))


def theme_said(cast: Cast, unit: str = "an-phuc", name: str = "Nêu gương", **said: Any) -> operations.ThemeSaid:
    """What somebody says of a theme."""
    period = Period.parse(said.pop("year", "2026"))
    more: dict[str, Any] = {"kind": "theme"} | said
    return operations.ThemeSaid(unit=cast.units[unit], name=name, from_on=period.from_on, to_on=period.to_on, **more)


def make_theme(
    cast: Cast,
    unit: str = "an-phuc",
    name: str = "Nêu gương",
    *,
    scope: Scope | None = None,
    taking_part: Collection[str] = (),
    **said: Any,
) -> Theme:
    """A theme that a unit set."""
    return operations.set_theme(
        scope=scope or cast.product,
        said=theme_said(cast, unit, name, **said),
        taking_part=[cast.units[code] for code in taking_part],
    )


def plan_said(cast: Cast, unit: str = "an-phuc", name: str = "Kế hoạch năm 2026", **said: Any) -> operations.PlanSaid:
    """What somebody says of a plan."""
    period = Period.parse(said.pop("year", "2026"))
    more: dict[str, Any] = {"kind": "year"} | said
    return operations.PlanSaid(unit=cast.units[unit], name=name, from_on=period.from_on, to_on=period.to_on, **more)


def make_plan(cast: Cast, unit: str = "an-phuc", name: str = "Kế hoạch năm 2026", **said: Any) -> Plan:
    """A draft of a plan."""
    scope = said.pop("scope", cast.product)
    return operations.start_plan(scope=scope, said=plan_said(cast, unit, name, **said))


def task_said(
    cast: Cast, name: str = "Họp dân", unit: str = "an-phuc", due_on: date = date(2026, 6, 30), **said: Any
) -> operations.TaskSaid:
    """What somebody says of a task."""
    return operations.TaskSaid(name=name, unit=cast.units[unit], due_on=due_on, **said)


def make_task(cast: Cast, plan: Plan, name: str = "Họp dân", **said: Any) -> Task:
    """A task of a plan that may be written."""
    scope = said.pop("scope", cast.product)
    return operations.write_task(scope=scope, plan=plan, said=task_said(cast, name, **said))


def make_target(cast: Cast, plan: Plan, amount: str = "120", **said: Any) -> PlanTarget:
    """A target of a plan that may be written."""
    scope = said.pop("scope", cast.product)
    return operations.write_target(scope=scope, plan=plan, said=target_said(cast, amount, **said))


def target_said(cast: Cast, amount: str = "120", **said: Any) -> operations.TargetSaid:
    """What somebody says of a target."""
    how = ledger.indicator(said.pop("indicator", "cau-xay-moi"))
    unit, period = cast.units[said.pop("unit", "an-phuc")], Period.parse(said.pop("year", "2026"))
    return operations.TargetSaid(how, unit, period, read_amount(amount, how.unit), **said)


def put_on_agenda(cast: Cast, task: Task, words: str, **said: Any) -> Agenda:
    """What a task puts on meetings (or on inspections)."""
    period = Period.parse(said.pop("year", "2026-03"))
    unit = cast.units[said.pop("unit", "an-phuc")]
    more: dict[str, Any] = {"kind": "meeting"} | said
    about = operations.AgendaSaid(words=words, unit=unit, from_on=period.from_on, to_on=period.to_on, **more)
    return operations.put_on_agenda(scope=cast.product, task=task, said=about)


def advance(cast: Cast, plan: Plan, *verbs: str, scope: Scope | None = None, note: str = "theo quyết định") -> Plan:
    """Uses verbs on a plan, one after another."""
    for verb in verbs:
        plan = operations.advance_plan(scope=scope or cast.product, plan=plan, verb=verb, at=AT, note=note)
    return plan


def approved(cast: Cast, plan: Plan) -> Plan:
    """The plan, submitted and approved."""
    return advance(cast, plan, "submit", "approve")

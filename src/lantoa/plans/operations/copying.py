"""Last year's plan as the beginning of the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.plans import queries
from lantoa.plans.models import Plan, PlanTarget, Task, Theme
from lantoa.plans.operations.plans import PlanSaid, UnableToChangePlan, start_plan
from lantoa.plans.operations.targets import TargetSaid, write_target
from lantoa.plans.operations.tasks import AgendaSaid, TaskSaid, put_on_agenda, write_task
from lantoa.plans.rules.years import moved, renamed


@transaction.atomic
def copy_plan(
    *, scope: Scope, plan: Plan, years: int = 1, with_targets: bool = False, today: date, uuid: UUID | None = None
) -> Plan:
    """A draft like another plan, so many years later: its tasks anew as planned, with whom they were given to.

    What was dropped is left out, as are units that stand no more and themes that will be over. Targets only where they
    are wanted, with the amounts of before. The same ``uuid`` again gives the draft that stands.
    """
    if not queries.may_read(plan, scope, today):
        raise UnableToChangePlan("Tài khoản này không được xem kế hoạch định chép.")
    if uuid and (known := queries.plan(uuid)):
        return known
    first, last = moved(plan.from_on, years), moved(plan.to_on, years)
    near = queries.themes_during(plan.unit_id, first, last)
    themes: dict[int, Theme] = {one.pk: one for one in near}
    about_plan = PlanSaid(
        unit=plan.unit,
        kind=plan.kind,
        name=renamed(plan.name, plan.from_on.year, years),
        from_on=first,
        to_on=last,
        parent=plan.parent if plan.parent and plan.parent.from_on <= first and plan.parent.to_on >= last else None,
        themes=[themes[one.pk] for one in plan.themes.all() if one.pk in themes],
    )
    made = start_plan(scope=scope, said=about_plan, uuid=uuid)
    tasks = [task for task in queries.tasks_of(plan) if task.stage != "dropped"]
    units = {task.unit_id for task in tasks} | {item.unit_id for task in tasks for item in task.agenda.all()}
    standing = {one.pk: one for one in organisations.standing(today).filter(pk__in=units)}
    for task in tasks:
        said = _said(task, plan, years)
        kept = [themes[one.pk] for one in task.themes.all() if one.pk in themes]
        said = replace(said, unit=standing.get(task.unit_id, plan.unit), themes=kept)
        anew = write_task(scope=scope, plan=made, said=said)
        for item in task.agenda.all():
            if item.unit_id in standing:
                days = moved(item.from_on, years), moved(item.to_on, years)
                about = AgendaSaid(item.kind, item.words, standing[item.unit_id], *days, item.takes_in_below)
                put_on_agenda(scope=scope, task=anew, said=about)
    if with_targets:
        _copy_targets(scope, plan, made, years)
    return made


def _said(task: Task, plan: Plan, years: int) -> TaskSaid:
    return TaskSaid(
        name=task.name,
        unit=plan.unit,
        due_on=moved(task.due_on, years),
        from_on=moved(task.from_on, years) if task.from_on else None,
        group=task.group,
        responsible=task.responsible,
        assigned=list(task.assigned.all()),
    )


def _copy_targets(scope: Scope, plan: Plan, made: Plan, years: int) -> None:
    copied: dict[int, PlanTarget] = {}
    for row in queries.targets_in(plan):
        said = TargetSaid(
            row.indicator,
            row.unit,
            Period(moved(row.from_on, years), moved(row.to_on, years)),
            row.quantity,
            row.direction,
            row.is_cumulative,
            row.group,
            row.owner,
            row.responsible,
        )
        copied[row.pk] = write_target(scope=scope, plan=made, said=said, parent=copied.get(row.parent_id or 0))

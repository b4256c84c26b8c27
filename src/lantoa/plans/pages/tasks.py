"""What the page of a task shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.plans import operations, wording
from lantoa.plans.forms.tasks import AdvanceTaskForm, AgendaForm
from lantoa.plans.models import Task
from lantoa.plans.pages.plans import Act, task_lines
from lantoa.plans.rules import plans


def task_page(one: Task, scope: Scope, today: date, **bound: Any) -> dict[str, Any]:
    """Everything that the page shows. ``bound`` holds a form that came back: ``advance`` or ``agenda``."""
    (line,) = task_lines([one], today)
    items = list(one.agenda.all())
    names = organisations.names_on({item.unit_id for item in items}, today)
    is_writable = one.plan.stage in plans.WRITABLE and scope.may("confirm", one.plan.unit_id)
    agenda = bound.get("agenda") or (AgendaForm(plan=one.plan, today=today) if is_writable else None)
    return {
        "task": one,
        "plan": one.plan,
        "line": line,
        "agenda": [(item, names.get(item.unit_id, ""), Period(item.from_on, item.to_on).label()) for item in items],
        "steps": list(one.steps.order_by("-pk")),
        "acts": _acts(one, scope, today, bound.get("advance")),
        "agenda_form": agenda,
        "form": next(iter(bound.values()), None),
        "is_writable": is_writable,
    }


def _acts(one: Task, scope: Scope, today: date, form: AdvanceTaskForm | None) -> list[Act]:
    if one.since is None or one.plan.stage == "closed" or not operations.may_advance(one, scope):
        return []
    returned = form.data.get("verb") if form is not None else None
    return [
        Act(
            verb,
            str(wording.TASK_VERBS[verb]),
            "",
            form if form is not None and returned == verb else AdvanceTaskForm(today=today, verb=verb),
        )
        for verb in plans.open_task_verbs(one.stage)
    ]

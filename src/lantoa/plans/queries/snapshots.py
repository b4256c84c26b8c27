"""The rows of a plan as they stand, by number: what an approval keeps beside its words, to go back to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from lantoa.plans.models import Agenda, Plan, PlanPaper, PlanTarget, Task

PLAN = ("kind", "name", "folded", "from_on", "to_on", "parent_id", "stands_in")
TASK = ("group", "position", "name", "unit_id", "responsible_id", "from_on", "due_on")
AGENDA = ("uuid", "kind", "words", "unit_id", "takes_in_below", "from_on", "to_on")
# What is no part of the text of a target: which it is, whose plan, since when it stands.
_ITS_OWN = frozenset({"id", "uuid", "plan_id", "since", "is_removed"})
TARGET = tuple(one.attname for one in PlanTarget._meta.concrete_fields if one.attname not in _ITS_OWN)

Rows = dict[str, Any]


def rows_of(one: Plan) -> Rows:
    """Everything that an amendment may change, as JSON values; a constant number of queries."""
    tasks = list(Task.objects.filter(plan=one, is_removed=False).order_by("pk"))
    pks = [task.pk for task in tasks]
    agendas = Agenda.objects.filter(task__in=pks).order_by("pk")
    return {
        "plan": _values(one, PLAN),
        "themes": sorted(one.themes.values_list("pk", flat=True)),
        "papers": sorted(PlanPaper.objects.filter(plan=one).values_list("paper", flat=True)),
        "tasks": {str(task.pk): _values(task, TASK) for task in tasks},
        "assigned": _pairs(Task.assigned.through, "person_id", pks),
        "task_themes": _pairs(Task.themes.through, "theme_id", pks),
        "agenda": [_values(row, AGENDA) | {"task_id": row.task_id} for row in agendas],
        "targets": {
            str(row.pk): _values(row, TARGET)
            for row in PlanTarget.objects.filter(plan=one, is_removed=False).order_by("pk")
        },
    }


def _values(row: Model, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _pairs(through: type[Model], other: str, tasks: Sequence[int]) -> list[list[int]]:
    rows = through._default_manager.filter(task__in=tasks).order_by("pk")
    return [list(pair) for pair in rows.values_list("task_id", other)]

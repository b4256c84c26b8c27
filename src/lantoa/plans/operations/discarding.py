"""An amendment is thrown away: the plan reads again as it was approved. What was typed is told in its course and kept
in the history; nothing is deleted that stood in a version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.directives.models import Directive
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import PersonRequest
from lantoa.plans.models import Agenda, Plan, PlanTarget, PlanVersion, Task
from lantoa.plans.operations.telling import let_be
from lantoa.plans.queries.snapshots import Rows
from lantoa.plans.rules.contents import Difference
from lantoa.vietnamese.text import sort_key

MOST_TOLD = 30
_HOW = {"added": "thêm", "removed": "bỏ", "changed": "sửa"}
_WHAT = {"plan": "phần chung của kế hoạch", "task": "việc", "target": "chỉ tiêu"}


class UnableToDiscard(Unable):
    """There is no approved text to go back to."""


def put_back(*, scope: Scope, plan: Plan, version: PlanVersion | None, at: datetime) -> None:
    """Writes the rows of a plan as the version in force has them; how its tasks go stays as it is.

    Whoever is to be named no more since then is left out. UnableToDiscard where the version kept no rows.
    """
    if version is None:
        raise UnableToDiscard("Kế hoạch chưa được duyệt lần nào nên không có bản để trở về.")
    rows: Rows | None = version.rows
    if rows is None:
        raise UnableToDiscard(
            "Bản đã duyệt này lập từ trước khi bỏ được bản điều chỉnh. Hãy mở trang so sánh và sửa lại từng chỗ."
        )
    may_be_named = _nameable(_people(rows))
    _put_plan(plan, rows)
    _put_tasks(scope, plan, rows, may_be_named, at)
    _put_targets(plan, rows, may_be_named)


def told(differences: Sequence[Difference]) -> str:
    """What the amendment had changed, in a line."""
    said = [f"{_HOW[one.how]} {_WHAT[one.what]}{_named(one)}" for one in differences[:MOST_TOLD]]
    if more := len(differences) - len(said):
        said.append(f"và {more} chỗ khác")
    return "; ".join(said)


def _named(one: Difference) -> str:
    return "" if one.what == "plan" else f" “{one.name}”"


def _put_plan(plan: Plan, rows: Rows) -> None:
    for name, value in _python(Plan, rows["plan"]).items():
        setattr(plan, name, value)
    plan.sort_key = sort_key(plan.name)
    plan.save(update_fields=[*(name.removesuffix("_id") for name in rows["plan"]), "sort_key"])
    plan.themes.set(rows["themes"])
    # One that was taken out of the book meanwhile cannot come back; the words of the plan still name it.
    plan.papers.set(Directive.objects.filter(pk__in=rows["papers"]))


def _put_tasks(scope: Scope, plan: Plan, rows: Rows, named: set[int], at: datetime) -> None:
    wanted = {int(pk): values for pk, values in rows["tasks"].items()}
    plan.tasks.exclude(pk__in=wanted).update(is_removed=True)
    for task in plan.tasks.filter(pk__in=wanted).order_by("pk"):
        values = _python(Task, wanted[task.pk], named)
        if task.reminded_for and task.reminded_for != values["due_on"]:
            let_be(scope=scope, task=task, at=at, why="đã bỏ bản điều chỉnh")
        Task.objects.filter(pk=task.pk).update(**values, is_removed=False)
    links: tuple[tuple[type[Model], list[list[int]], str], ...] = (
        (Task.assigned.through, rows["assigned"], "person_id"),
        (Task.themes.through, rows["task_themes"], "theme_id"),
    )
    for through, pairs, other in links:
        through._default_manager.filter(task__in=wanted).delete()
        kept = [(task, pk) for task, pk in pairs if other != "person_id" or pk in named]
        through._default_manager.bulk_create(through(task_id=task, **{other: pk}) for task, pk in kept)
    Agenda.objects.filter(task__in=wanted).delete()
    Agenda.objects.bulk_create(Agenda(**_python(Agenda, values)) for values in rows["agenda"])


def _put_targets(plan: Plan, rows: Rows, named: set[int]) -> None:
    # All of them out first: two that changed places would meet on the way.
    plan.targets.update(is_removed=True)
    for pk, values in rows["targets"].items():
        PlanTarget.objects.filter(pk=int(pk), plan=plan).update(**_python(PlanTarget, values, named), is_removed=False)


def _python(model: type[Any], values: dict[str, Any], named: set[int] | None = None) -> dict[str, Any]:
    """Values of JSON as the columns take them; people who may not be named any more are left out."""
    fields = {one.attname: one for one in model._meta.concrete_fields}
    found = {name: fields[name].to_python(value) for name, value in values.items()}
    if named is not None:
        for name in ("responsible_id", "owner_id"):
            if found.get(name) is not None and found[name] not in named:
                found[name] = None
    return found


def _nameable(people: Iterable[int]) -> set[int]:
    """Those who may still be shown and never asked that their data be erased, in whole or in part."""
    asked = PersonRequest.objects.filter(person=OuterRef("pk"), kind="erase", was_refused=False)
    found = organisations.people().filter(~Exists(asked), pk__in=people)
    return set(found.order_by().values_list("pk", flat=True))


def _people(rows: Rows) -> Iterable[int]:
    held = [*rows["tasks"].values(), *rows["targets"].values()]
    some = {values.get(name) for values in held for name in ("responsible_id", "owner_id")}
    return (some | {person for _task, person in rows["assigned"]}) - {None}

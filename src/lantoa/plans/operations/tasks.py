"""Tasks of a plan: written while the plan may be written, then begun, done, dropped."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.history.operations import acted, record
from lantoa.organisations.models import Person, Unit, UnitAncestry
from lantoa.plans.models import Agenda, Plan, Task, TaskStep, Theme
from lantoa.plans.operations.plans import UnableToChangePlan, writable
from lantoa.plans.operations.telling import let_be
from lantoa.plans.rules import plans
from lantoa.vietnamese.text import clean

MOST_TASKS = 2000


@dataclass(frozen=True, slots=True)
class TaskSaid:
    """What somebody says of a task. Without ``responsible`` the head of its unit is."""

    name: str
    unit: Unit
    due_on: date
    from_on: date | None = None
    group: str = ""
    responsible: Person | None = None
    assigned: Collection[Person] = ()
    themes: Collection[Theme] = ()


@dataclass(frozen=True, slots=True)
class AgendaSaid:
    """What a task puts on the meetings or the inspection programme of a unit, and of all below it."""

    kind: str
    words: str
    unit: Unit
    from_on: date
    to_on: date
    takes_in_below: bool = True


@transaction.atomic
def write_task(*, scope: Scope, plan: Plan, said: TaskSaid, task: Task | None = None, uuid: UUID | None = None) -> Task:
    """Adds a task to a plan, or changes one. The same ``uuid`` again gives the one that stands."""
    one = writable(scope, plan)
    if task is None and uuid and (known := one.tasks.filter(uuid=uuid).first()):
        return known
    columns = _columns(one, said)
    if task is None:
        last = one.tasks.aggregate(last=Max("position"))["last"] or 0
        if one.tasks.filter(is_removed=False).count() >= MOST_TASKS:
            raise UnableToChangePlan(f"Một kế hoạch có nhiều nhất {MOST_TASKS} việc.")
        made = Task.objects.create(uuid=uuid or uuid4(), plan=one, position=last + 1, **columns)
        _set_many(made, said)
        record(scope=scope, verb="add", kind="task", uuid=made.uuid, data=_told(made))
        return made
    held = Task.objects.select_for_update(of=("self",)).select_related("unit", "responsible").get(pk=task.pk, plan=one)
    before, people = _told(held), _people(held)
    for name, value in columns.items():
        setattr(held, name, value)
    held.save(update_fields=list(columns))
    _set_many(held, said)
    if _told(held) != before:
        record(scope=scope, verb="change", kind="task", uuid=held.uuid, data=_told(held) | {"before": before})
    if held.reminded_for and (held.reminded_for != held.due_on or _people(held) != people):
        let_be(scope=scope, task=held, at=timezone.now(), why="việc đã được sửa")
    return held


@transaction.atomic
def remove_task(*, scope: Scope, task: Task) -> None:
    """Takes a task out of a plan that may be written; one that was approved stays in the versions that hold it."""
    one = writable(scope, task.plan)
    held = Task.objects.select_for_update().get(pk=task.pk, plan=one)
    held.is_removed = True
    held.save(update_fields=["is_removed"])
    record(scope=scope, verb="remove", kind="task", uuid=held.uuid, data={"name": held.name})


@transaction.atomic
def put_on_agenda(*, scope: Scope, task: Task, said: AgendaSaid, uuid: UUID | None = None) -> Agenda:
    """A task puts a topic on meetings or an item on inspections. The same ``uuid`` again gives what stands."""
    one = writable(scope, task.plan)
    if uuid and (known := task.agenda.filter(uuid=uuid).first()):
        return known
    words = clean(said.words).strip()
    if not words:
        raise UnableToChangePlan("Hãy ghi nội dung.")
    if said.kind not in plans.AGENDAS:
        raise UnableToChangePlan("Hãy chọn đưa vào sinh hoạt hay vào chương trình kiểm tra, giám sát.")
    if said.to_on < said.from_on or said.from_on > one.to_on or said.to_on < one.from_on:
        raise UnableToChangePlan("Thời gian phải nằm trong thời gian của kế hoạch.")
    check_below(one, said.unit)
    made = Agenda.objects.create(
        uuid=uuid or uuid4(),
        task=task,
        kind=said.kind,
        words=words[:400],
        unit=said.unit,
        takes_in_below=said.takes_in_below,
        from_on=said.from_on,
        to_on=said.to_on,
    )
    data = {"words": made.words, "unit": said.unit.code, "from_on": said.from_on, "to_on": said.to_on}
    record(scope=scope, verb="put_on_agenda", kind="task", uuid=task.uuid, data=data)
    return made


@transaction.atomic
def take_off_agenda(*, scope: Scope, agenda: Agenda) -> None:
    """Takes a topic back, while the plan may be written; what was approved keeps it until the next approval."""
    writable(scope, agenda.task.plan)
    record(scope=scope, verb="take_off_agenda", kind="task", uuid=agenda.task.uuid, data={"words": agenda.words})
    Agenda.objects.filter(pk=agenda.pk).delete()


@transaction.atomic
def advance_task(*, scope: Scope, task: Task, verb: str, on: date, at: datetime, note: str = "") -> Task:
    """A task is begun, done, dropped or taken up again on a day. Done says what came of it, the others why.

    Whoever keeps the registers or reports may say so, of the plan's unit or of the unit that does the task.
    """
    held = Task.objects.select_for_update(of=("self",)).select_related("plan").get(pk=task.pk)
    if not may_advance(held, scope):
        raise UnableToChangePlan("Tài khoản này không được ghi kết quả của việc này.")
    if held.since is None or held.is_removed:
        raise UnableToChangePlan("Việc này chưa nằm trong kế hoạch đã duyệt nên chưa ghi tiến độ được.")
    if held.plan.stage == "closed":
        raise UnableToChangePlan("Kế hoạch đã khép lại, không ghi thêm tiến độ được.")
    now = plans.task_after(held.stage, verb)
    if now is None:
        said = plans.TASK_VERBS.get(verb, verb).lower()
        raise UnableToChangePlan(f"Việc đang “{plans.TASK_STAGES[held.stage].lower()}” nên không thể {said}.")
    words = clean(note).strip()
    if verb in plans.WITH_WORDS and not words:
        raise UnableToChangePlan("Hãy ghi kết quả." if verb == "finish" else "Hãy ghi lý do.")
    if on > timezone.localdate(at):
        raise UnableToChangePlan("Ngày này chưa đến.")
    held.stage = now
    held.result = words if verb == "finish" else "" if verb == "resume" else held.result
    held.save(update_fields=["stage", "result"])
    TaskStep.objects.create(
        task=held,
        verb=verb,
        stage=now,
        on=on,
        note=words,
        **acted(scope, at),
    )
    data = {"stage": now, "on": on, "note": words}
    record(scope=scope, verb=verb, kind="task", uuid=held.uuid, data=data)
    if now in plans.OVER:
        let_be(scope=scope, task=held, at=at, why="đã xong" if now == "done" else "không làm nữa")
    return held


def may_advance(task: Task, scope: Scope) -> bool:
    """Whether a scope may say how a task goes."""
    units = (task.unit_id, task.plan.unit_id)
    return any(scope.may(needed, unit) for needed in ("confirm", "report") for unit in units)


def _columns(plan: Plan, said: TaskSaid) -> dict[str, Any]:
    name = clean(said.name).strip()
    if not name:
        raise UnableToChangePlan("Hãy ghi việc phải làm.")
    if not plan.from_on <= said.due_on <= plan.to_on:
        raise UnableToChangePlan(
            f"Hạn phải trong thời gian của kế hoạch, từ {plan.from_on:%d/%m/%Y} đến {plan.to_on:%d/%m/%Y}."
        )
    if said.from_on and said.from_on > said.due_on:
        raise UnableToChangePlan("Ngày bắt đầu đứng sau hạn.")
    check_below(plan, said.unit)
    return {
        "name": name[:600],
        "group": clean(said.group).strip()[:300],
        "unit": said.unit,
        "responsible": said.responsible,
        "from_on": said.from_on,
        "due_on": said.due_on,
    }


def check_below(plan: Plan, unit: Unit) -> None:
    """A plan speaks of its own unit and of those below it, on any line."""
    below = UnitAncestry.objects.filter(
        ancestor=plan.unit_id, descendant=unit.pk, from_on__lte=plan.to_on, to_on__gte=plan.from_on
    )
    if unit.pk != plan.unit_id and not below.exists():
        raise UnableToChangePlan("Hãy chọn chính đơn vị có kế hoạch hoặc một đơn vị cấp dưới của đơn vị ấy.")


def _set_many(task: Task, said: TaskSaid) -> None:
    task.assigned.set(said.assigned)
    task.themes.set(said.themes)


def _people(task: Task) -> set[int | None]:
    return {*task.assigned.values_list("pk", flat=True), task.responsible_id}


def _told(task: Task) -> dict[str, Any]:
    """What the history keeps of a task; people by number alone."""
    return {
        "name": task.name,
        "group": task.group,
        "unit": task.unit.code,
        "responsible": str(task.responsible.uuid) if task.responsible else "",
        "assigned": sorted(str(one) for one in task.assigned.values_list("uuid", flat=True)),
        "themes": sorted(task.themes.values_list("name", flat=True)),
        "from_on": task.from_on.isoformat() if task.from_on else "",
        "due_on": task.due_on.isoformat(),
    }

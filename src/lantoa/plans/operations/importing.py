"""Tasks of a plan come in from Excel: all rows or none, everything that is wrong at once, the same file twice once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from lantoa.common.scopes import Scope
from lantoa.history.operations import record_many
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Person
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import queries, sheets
from lantoa.plans.models import Plan, Task, Theme
from lantoa.plans.operations.plans import UnableToChangePlan, writable
from lantoa.plans.operations.tasks import MOST_TASKS, TaskSaid, write_task
from lantoa.plans.rules import rows
from lantoa.plans.rules.rows import Against, Cells, Known, Row, Wrong

MOST_THEMES = 200


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file brought: so many tasks are new, changed, as they stood."""

    new: int
    changed: int
    same: int


class UnableToLoadTasks(UnableToChangePlan):
    """Cells are wrong; ``wrong`` says which and how, ``cells`` are all rows as they came."""

    def __init__(self, cells: Sequence[Cells], wrong: Sequence[Wrong]) -> None:
        """Keeps both for the door to show."""
        super().__init__(f"Có {len(wrong)} ô sai; chưa nhập dòng nào.")
        self.cells, self.wrong = cells, wrong


@dataclass(frozen=True, slots=True)
class Offered:
    """What the cells of a plan's file may name: units, people and themes, each by the words that are offered."""

    units: Mapping[str, NamedUnit]
    people: Mapping[str, tuple[Person, str]]
    themes: Mapping[str, Theme]

    @property
    def choices(self) -> sheets.Choices:
        """What the drop-downs offer."""
        return sheets.Choices(
            [unit_words(one) for one in self.units.values()],
            [words for _, words in self.people.values()],
            [one.name for one in self.themes.values()],
        )


def offered(plan: Plan, today: date) -> Offered:
    """What stands near a plan: its unit and those directly below, who holds a post there, the themes in force."""
    day = min(max(today, plan.from_on), plan.to_on)
    near = organisations.standing(day).filter(pk__in=queries.near_units(plan.unit_id, day).values("pk"))
    units = sorted(near, key=lambda one: one.pk != plan.unit_id)
    names = {one.pk: one.name for one in units}
    people: dict[str, tuple[Person, str]] = {}
    for post in queries.people_in(names, day):
        words = f"{post.person.full_name} ({post.title}, {names[post.unit_id]})"
        people.setdefault(str(post.person.uuid), (post.person, words))
    for task in queries.tasks_of(plan):
        for person in [*task.assigned.all(), *([task.responsible] if task.responsible else [])]:
            people.setdefault(str(person.uuid), (person, person.full_name))
    themes = queries.themes_during(plan.unit_id, plan.from_on, plan.to_on)[:MOST_THEMES]
    return Offered({one.code: one for one in units}, people, {str(one.uuid): one for one in themes})


def unit_words(unit: NamedUnit) -> str:
    """A unit as a cell names it: "Thôn Đông (an-phuc-1)"."""
    return f"{unit.name} ({unit.code})"


def cells_of_plan(plan: Plan, near: Offered) -> list[Cells]:
    """The tasks of a plan as rows of its file."""
    found = []
    for line, task in enumerate(queries.tasks_of(plan), start=2):
        unit = near.units.get(task.unit.code)
        values: dict[str, object] = {
            "key": str(task.uuid),
            "group": task.group,
            "name": task.name,
            "unit": unit_words(unit) if unit else task.unit.code,
            "responsible": near.people[str(task.responsible.uuid)][1] if task.responsible else "",
            "assigned": "; ".join(near.people[str(one.uuid)][1] for one in task.assigned.all()),
            "from_on": task.from_on,
            "due_on": task.due_on,
            "themes": "; ".join(one.name for one in task.themes.all()),
        }
        found.append(Cells(line, values))
    return found


@transaction.atomic
def load_tasks(*, scope: Scope, plan: Plan, data: bytes, today: date) -> Loaded:
    """Takes the tasks of a filled-in file into a plan that may be written, all or none.

    UnableToLoadTasks with every wrong cell; UnableToReadTree for a file that is no such template. Rows that are not in
    the file stay in the plan.
    """
    one = writable(scope, plan)
    near = offered(one, today)
    cells, found, wrong = _read(one, data, near)
    if wrong:
        raise UnableToLoadTasks(cells, wrong)
    known = {task.uuid: task for task in Task.objects.filter(plan=one)}
    fresh = [row for row in found if row.key not in known]
    if len(known) + len(fresh) > MOST_TASKS:
        raise UnableToChangePlan(f"Một kế hoạch có nhiều nhất {MOST_TASKS} việc.")
    changed = 0
    standing = {task.uuid: task for task in queries.tasks_of(one)}
    for row in found:
        if row.key in known and not _says(standing.get(row.key), row):
            Task.objects.filter(uuid=row.key, plan=one).update(is_removed=False)
            write_task(scope=scope, plan=one, said=_said(row, near), task=known[row.key])
            changed += 1
    _add(scope, one, fresh, near)
    return Loaded(len(fresh), changed, len(found) - len(fresh) - changed)


def examine_tasks(*, plan: Plan, data: bytes, today: date) -> tuple[list[Cells], list[Wrong]]:
    """The rows of a file as they came, and everything that is wrong with them. Changes nothing."""
    cells, _rows, wrong = _read(plan, data, offered(plan, today))
    return cells, wrong


def _read(plan: Plan, data: bytes, near: Offered) -> tuple[list[Cells], list[Row], list[Wrong]]:
    cells = sheets.cells_of(data)
    numbers = {key for row in cells if (key := rows.number_of(row.values.get("key")))}
    taken = Task.objects.filter(uuid__in=numbers).exclude(plan=plan).values_list("uuid", flat=True)
    return cells, *rows.understood(cells, _against(plan, near, frozenset(taken)))


def _against(plan: Plan, near: Offered, taken: frozenset[UUID]) -> Against:
    return Against(
        plan.uuid,
        plan.from_on,
        plan.to_on,
        plan.unit.code,
        Known((code, unit_words(one), (one.name, code)) for code, one in near.units.items()),
        Known((uuid, words, (person.full_name,)) for uuid, (person, words) in near.people.items()),
        Known((uuid, one.name, ()) for uuid, one in near.themes.items()),
        taken,
    )


def _says(task: Task | None, row: Row) -> bool:
    """Whether a task says already what the row says."""
    return task is not None and (
        task.group,
        task.name,
        task.unit.code,
        str(task.responsible.uuid) if task.responsible else "",
        {str(one.uuid) for one in task.assigned.all()},
        task.from_on,
        task.due_on,
        {str(one.uuid) for one in task.themes.all()},
    ) == (
        row.group,
        row.name,
        row.unit,
        row.responsible,
        set(row.assigned),
        row.from_on,
        row.due_on,
        set(row.themes),
    )


def _said(row: Row, near: Offered) -> TaskSaid:
    return TaskSaid(
        row.name,
        near.units[row.unit],
        row.due_on,
        row.from_on,
        row.group,
        near.people[row.responsible][0] if row.responsible else None,
        [near.people[uuid][0] for uuid in row.assigned],
        [near.themes[uuid] for uuid in row.themes],
    )


def _add(scope: Scope, plan: Plan, fresh: Sequence[Row], near: Offered) -> None:
    """Adds many tasks as ``write_task`` would one by one, in a few statements."""
    last = plan.tasks.aggregate(last=Max("position"))["last"] or 0
    made = [
        Task(
            uuid=row.key,
            plan=plan,
            position=last + at,
            name=row.name,
            group=row.group,
            unit_id=near.units[row.unit].pk,
            responsible=near.people[row.responsible][0] if row.responsible else None,
            from_on=row.from_on,
            due_on=row.due_on,
        )
        for at, row in enumerate(fresh, start=1)
    ]
    Task.objects.bulk_create(made, batch_size=200)
    pairs = list(zip(made, fresh, strict=True))
    assigned, served = Task.assigned.through, Task.themes.through
    assigned._default_manager.bulk_create(
        assigned(task_id=task.pk, person_id=near.people[uuid][0].pk) for task, row in pairs for uuid in row.assigned
    )
    served._default_manager.bulk_create(
        served(task_id=task.pk, theme_id=near.themes[uuid].pk) for task, row in pairs for uuid in row.themes
    )
    acts = ((task.uuid, _told(row)) for task, row in pairs)
    record_many(scope=scope, verb="add", kind="task", acts=acts)


def _told(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "group": row.group,
        "unit": row.unit,
        "responsible": row.responsible,
        "assigned": sorted(row.assigned),
        "from_on": row.from_on.isoformat() if row.from_on else "",
        "due_on": row.due_on.isoformat(),
    }

"""What the pages of plans show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.directives import queries as directives
from lantoa.directives.models import Directive
from lantoa.organisations import queries as organisations
from lantoa.plans import queries, wording
from lantoa.plans.forms.plans import AdvancePlanForm
from lantoa.plans.models import Plan, PlanVersion, Task
from lantoa.plans.pages.targets import target_lines
from lantoa.plans.rules import contents, plans
from lantoa.plans.rules.contents import Content, Difference


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan of a list: whose, of which days, how many of its tasks are done."""

    plan: Plan
    unit_name: str
    days: str
    tasks: int
    done: int
    late: int


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task of a plan: who does it, who answers for it, how it stands to its day."""

    task: Task
    unit_name: str
    responsible: str
    late: int
    agenda: int

    @property
    def people(self) -> list[str]:
        """To whom it was given."""
        return [person.full_name for person in self.task.assigned.all()]


@dataclass(frozen=True, slots=True)
class Act:
    """A verb that may be used now, with its words and its form."""

    verb: str
    words: str
    meaning: str
    form: Any


def plan_lines(found: Sequence[Plan], today: date) -> list[PlanLine]:
    """These plans as a table shows them; two queries."""
    names = organisations.names_on((one.unit_id for one in found), today)
    counted = queries.counts_of_tasks([one.pk for one in found], today)
    return [PlanLine(one, names.get(one.unit_id, ""), days_of(one), *counted.get(one.pk, (0, 0, 0))) for one in found]


def days_of(one: Plan) -> str:
    """The days of a plan as a paper says them."""
    return Period(one.from_on, one.to_on).label()


def task_lines(found: Sequence[Task], today: date) -> list[TaskLine]:
    """These tasks as a table shows them; two queries beside those of the tasks."""
    units = {one.unit_id for one in found}
    names = organisations.names_on(units, today)
    heads: dict[int, str] = {}
    for post in organisations.heads_in(units, today):
        heads.setdefault(post.unit_id, post.person.full_name)
    return [
        TaskLine(
            one,
            names.get(one.unit_id, ""),
            one.responsible.full_name if one.responsible else heads.get(one.unit_id, ""),
            days_late(one, today),
            len(one.agenda.all()),
        )
        for one in found
    ]


def days_late(one: Task, today: date) -> int:
    """How many days a task is late; 0 for one that is over."""
    return 0 if one.stage in plans.OVER else max((today - one.due_on).days, 0)


def grouped(lines: Sequence[TaskLine]) -> list[tuple[str, list[TaskLine]]]:
    """Tasks under their headings, in the order in which each heading first stands."""
    order: dict[str, int] = {}
    for line in lines:
        order.setdefault(line.task.group, len(order))
    held = sorted(lines, key=lambda line: order[line.task.group])
    return [(group, list(rows)) for group, rows in groupby(held, key=lambda line: line.task.group)]


def plan_page(one: Plan, scope: Scope, today: date, *, form: AdvancePlanForm | None = None) -> dict[str, Any]:
    """Everything that the page of a plan shows. ``form`` is one that came back."""
    lines = task_lines(list(queries.tasks_of(one)), today)
    steps = list(queries.steps_of_plan(one))
    is_open = scope.may("read", one.unit_id)
    is_writable = one.stage in plans.WRITABLE and scope.may("confirm", one.unit_id)
    return {
        "plan": one,
        "unit_name": organisations.names_on([one.unit_id], today)[one.unit_id],
        "days": days_of(one),
        "above": list(reversed(_up(one))),
        "children": plan_lines(list(_children(one, scope)), today),
        "groups": grouped(lines),
        "lines": lines,
        "done": sum(line.task.stage == "done" for line in lines),
        "late": sum(line.late > 0 for line in lines),
        "targets": target_lines(one, today),
        "agendas": _agendas(one),
        "steps": steps if is_open else [],
        "remark": steps[0].note if is_open and one.stage == "returned" and steps else "",
        "papers": _papers(one, scope),
        "versions": list(queries.versions_of(one)) if one.revision else [],
        "acts": acts(one, scope, form),
        "form": form,
        "is_writable": is_writable,
        "may_copy": scope.may("confirm", one.unit_id),
    }


def _papers(one: Plan, scope: Scope) -> list[tuple[Directive, str, bool]]:
    """The papers on which it rests, in words, and whether one may open each; two queries."""
    found = list(queries.papers_of(one))
    open_ = directives.open_among(found, scope)
    return [(paper, queries.paper_words(paper), paper.pk in open_) for paper in found]


def acts(one: Plan, scope: Scope, form: AdvancePlanForm | None = None) -> list[Act]:
    """What the role in use may do with a plan now."""
    returned = form.data.get("verb") if form is not None else None
    return [
        Act(
            verb,
            str(wording.VERBS[verb]),
            str(wording.MEANINGS.get(verb, "")),
            form if form is not None and returned == verb else AdvancePlanForm(verb=verb),
        )
        for verb in plans.open_verbs(one.stage, one.revision)
        if scope.may(plans.NEEDED[verb], one.unit_id)
    ]


def version_page(one: Plan, version: PlanVersion, today: date) -> dict[str, Any]:
    """What was approved, as it was approved."""
    content: Content = version.content
    names = queries.names_of_people(contents.people_in(content))
    rows = [
        (row["group"], {key: contents.said(key, value, names) for key, value in row.items()})
        for row in content["tasks"]
    ]
    return {
        "plan": one,
        "version": version,
        "head": content["head"],
        "groups": [(group, [row for _, row in some]) for group, some in groupby(rows, key=lambda pair: pair[0])],
        "targets": content["targets"],
        "is_newest": version.revision == one.revision,
    }


def compared(before: PlanVersion, after: PlanVersion) -> list[Difference]:
    """How two versions differ, in words."""
    people = contents.people_in(before.content) | contents.people_in(after.content)
    return contents.compare(before.content, after.content, queries.names_of_people(people))


def _agendas(one: Plan) -> list[tuple[str, list[queries.AgendaItem]]]:
    """What approved plans put on the meetings and the inspection programme of the plan's unit in its days."""
    found = [(kind, queries.agenda_for(one.unit_id, one.from_on, one.to_on, kind)) for kind in plans.AGENDAS]
    return [(kind, items) for kind, items in found if items]


def _children(one: Plan, scope: Scope) -> list[Plan]:
    """The plans that carry out this one, as far as the scope may read them."""
    return [
        child
        for child in queries.plans().filter(parent=one)
        if child.unit_id == one.unit_id or scope.may("read", child.unit_id)
    ]


def _up(one: Plan) -> list[Plan]:
    found: list[Plan] = []
    step = one.parent
    while step is not None and step not in found:
        found.append(step)
        step = step.parent
    return found

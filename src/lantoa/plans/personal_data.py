"""What plans hold of a person: what was given to them, what they did with plans, words in which their name stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from lantoa.organisations import queries as organisations
from lantoa.organisations.person_sections import acts_section, steps_of
from lantoa.organisations.queries.personal_data import Subject
from lantoa.organisations.rules.personal_data import Item, Section
from lantoa.plans import operations
from lantoa.plans.models import Agenda, Plan, PlanStep, PlanTarget, Task, TaskStep, Theme
from lantoa.plans.rules import plans

_PURPOSE = "Giao việc, giao chỉ tiêu, nhắc hạn, theo dõi kết quả"


def units(people: Collection[int]) -> dict[int, set[int]]:
    """The units in whose plans these people were given something."""
    found: dict[int, set[int]] = {}
    pairs = [
        *Task.objects.filter(responsible__in=people).values_list("responsible", "plan__unit"),
        *Task.objects.filter(assigned__in=people).values_list("assigned", "plan__unit"),
        *PlanTarget.objects.filter(owner__in=people).values_list("owner", "plan__unit"),
        *PlanTarget.objects.filter(responsible__in=people).values_list("responsible", "plan__unit"),
    ]
    for person, unit in pairs:
        if person in people:
            found.setdefault(person, set()).add(unit)
    return found


def held(subject: Subject) -> list[Section]:
    """What was given to the person, words in which the name stands, and what the person did with plans."""
    return [_tasks(subject), _targets(subject), _words(subject), _acts(subject)]


def erase(*, subject: Subject, chosen: Collection[str], about: UUID, why: str) -> None:
    """Tasks, targets and steps stay; who was given or did them does not."""
    if {"plan_tasks", "plan_targets"} & set(chosen):
        operations.forget_assignments(scope=subject.scope, person=subject.person, about=about)
    if "plan_acts" in chosen:
        operations.forget_plan_acts(scope=subject.scope, person=subject.person, about=about)


def _tasks(subject: Subject) -> Section:
    mine = Q(responsible=subject.person) | Q(assigned=subject.person)
    some = list(Task.objects.filter(mine).select_related("plan").distinct().order_by("due_on", "pk"))
    names = _names(subject, (one.plan.unit_id for one in some))
    return Section(
        code="plan_tasks",
        title="Việc giao cho người này trong kế hoạch",
        columns=("Việc", "Kế hoạch", "Đơn vị", "Hạn", "Tình trạng"),
        items=tuple(
            Item(
                (
                    one.name,
                    one.plan.name,
                    names[one.plan.unit_id],
                    f"{one.due_on:%d/%m/%Y}",
                    plans.TASK_STAGES[one.stage],
                ),
                one.plan.unit_id,
            )
            for one in some
        ),
        purpose=_PURPOSE,
        source="Người lập kế hoạch ghi",
        fate="erased",
        basis="Việc còn nguyên trong kế hoạch; bản đã duyệt chỉ ghi mã số, không ghi họ tên",
    )


def _targets(subject: Subject) -> Section:
    mine = Q(responsible=subject.person) | Q(owner=subject.person)
    rows = PlanTarget.objects.filter(mine).select_related("plan", "indicator").order_by("pk")
    some = list(rows)
    names = _names(subject, (one.plan.unit_id for one in some))
    return Section(
        code="plan_targets",
        title="Chỉ tiêu người này theo dõi hoặc chịu trách nhiệm",
        columns=("Chỉ tiêu", "Mức giao", "Kế hoạch", "Đơn vị"),
        items=tuple(
            Item((one.indicator.name, one.wording, one.plan.name, names[one.plan.unit_id]), one.plan.unit_id)
            for one in some
        ),
        purpose=_PURPOSE,
        source="Người lập kế hoạch ghi",
        fate="erased",
        basis="Chỉ tiêu còn nguyên trong kế hoạch; bản đã duyệt chỉ ghi mã số, không ghi họ tên",
    )


def _words(subject: Subject) -> Section:
    """Names, results and remarks that people wrote: found by the name alone, so a person decides on each."""
    found: list[tuple[str, str, int]] = []
    for task in Task.objects.filter(_naming(subject, "name", "group", "result")).select_related("plan"):
        found.append(("Việc trong kế hoạch", task.name, task.plan.unit_id))
    for item in Agenda.objects.filter(_naming(subject, "words")).select_related("task__plan"):
        found.append(("Nội dung sinh hoạt, kiểm tra", item.words, item.task.plan.unit_id))
    for step in TaskStep.objects.filter(_naming(subject, "note")).select_related("task__plan"):
        found.append(("Kết quả, lý do của việc", step.note, step.task.plan.unit_id))
    for said in PlanStep.objects.filter(_naming(subject, "note")).select_related("plan"):
        found.append(("Ý kiến về kế hoạch", said.note, said.plan.unit_id))
    for plan in Plan.objects.filter(_naming(subject, "name", "stands_in")):
        found.append(("Kế hoạch", plan.name, plan.unit_id))
    for theme in Theme.objects.filter(_naming(subject, "name", "text", "stands_in", "ended_why")):
        found.append(("Chuyên đề, cuộc vận động", theme.name, theme.unit_id))
    names = _names(subject, (unit for _, _, unit in found))
    return Section(
        code="plans_named",
        title="Kế hoạch, chuyên đề có nhắc họ tên",
        columns=("Ở đâu", "Nội dung", "Đơn vị"),
        items=tuple(Item((where, words[:300], names[unit]), unit) for where, words, unit in found),
        purpose=_PURPOSE,
        source="Người lập kế hoạch viết",
        fate="by_hand",
        basis="Hãy xem từng mục, bỏ họ tên bằng cách điều chỉnh kế hoạch hoặc sửa chuyên đề; bản đã duyệt được giữ",
        is_sure=False,
    )


def _acts(subject: Subject) -> Section:
    own = steps_of(subject, PlanStep.objects.select_related("plan"))
    done = steps_of(subject, TaskStep.objects.select_related("task__plan"))
    acts = [(one.at, plans.VERBS[one.verb], one.plan.name, one.plan.unit_id) for one in own]
    acts += [(one.at, plans.TASK_VERBS[one.verb], one.task.name, one.task.plan.unit_id) for one in done]
    return acts_section(
        "plan_acts",
        title="Việc người này đã làm với kế hoạch",
        column="Kế hoạch, công việc",
        purpose="Biết ai đã lập, trình, duyệt kế hoạch, ghi kết quả",
        acts=acts,
    )


def _at(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"


def _naming(subject: Subject, *columns: str) -> Q:
    found = Q(pk__in=())
    for name in subject.telling:
        for column in columns:
            found |= Q(**{f"{column}__contains": name})
    return found


def _names(subject: Subject, units_: Iterable[int]) -> dict[int, str]:
    wanted = set(units_)
    return dict.fromkeys(wanted, "—") | organisations.names_on(wanted, subject.today)

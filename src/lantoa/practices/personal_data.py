"""What the register of practices holds of a person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from lantoa.organisations import queries as organisations
from lantoa.organisations.operations import forget_actor
from lantoa.organisations.person_sections import acts_section, kept_because, steps_of
from lantoa.organisations.queries.personal_data import Subject
from lantoa.organisations.rules.personal_data import Item, Section
from lantoa.practices import operations, queries
from lantoa.practices.models import Lesson, Practice, Replication, ReplicationCheck, ReplicationStep
from lantoa.practices.rules import STAGES
from lantoa.practices.spreading import VERBS


def units(people: Collection[int]) -> dict[int, set[int]]:
    """The units in which these people have a practice."""
    found: dict[int, set[int]] = {}
    for person, unit in Practice.objects.filter(owner_person__in=people).values_list("owner_person", "owner_unit"):
        if person is not None:
            found.setdefault(person, set()).add(unit)
    return found


def held(subject: Subject) -> list[Section]:
    """The practices that are the person's own, and those whose words hold the same name."""
    own = queries.register().filter(owner_person=subject.person)
    some = Q(pk__in=())
    for name in subject.telling:
        some |= Q(name__contains=name) | Q(summary__contains=name) | Q(owner_group__contains=name)
    named = Practice.objects.filter(some).order_by("sort_key", "pk")
    names = organisations.names_on((one.owner_unit_id for one in named), subject.today)
    return [
        Section(
            code="practices",
            title="Mô hình của người này",
            columns=("Mô hình", "Đơn vị", "Ngày đăng ký", "Tình trạng", "Công khai"),
            items=tuple(
                Item(
                    (
                        one.name,
                        one.owner_name,
                        f"{one.registered_on:%d/%m/%Y}" if one.registered_on else "—",
                        STAGES.get(one.life, one.life),
                        "Có" if one.is_public else "Không",
                    ),
                    one.owner_unit_id,
                )
                for one in own
            ),
            purpose="Theo dõi, tổng hợp, nhân rộng mô hình học tập và làm theo Bác",
            source="Đơn vị đăng ký hoặc văn bản gửi đến",
            basis=kept_because("practices", subject.today),
        ),
        Section(
            code="practices_named",
            title="Mô hình có nhắc họ tên trong tên gọi hoặc nội dung",
            columns=("Mô hình", "Đơn vị"),
            items=tuple(Item((one.name, names.get(one.owner_unit_id, "—")), one.owner_unit_id) for one in named),
            purpose="Theo dõi, tổng hợp, nhân rộng mô hình học tập và làm theo Bác",
            source="Đơn vị đăng ký hoặc văn bản gửi đến",
            fate="by_hand",
            basis="Tên gọi và nội dung do người viết; hãy xem từng mô hình và quyết định sửa hay giữ",
            is_sure=False,
        ),
        _acts(subject),
        _mentioned(subject),
    ]


def _acts(subject: Subject) -> Section:
    """What the person did between units, looked at and wrote down as a lesson."""
    steps = steps_of(subject, ReplicationStep.objects.select_related("replication__source"))
    checks = steps_of(subject, ReplicationCheck.objects.select_related("replication__source"))
    lessons = steps_of(subject, Lesson.objects.select_related("practice"))

    def about(one: Replication) -> tuple[str, int]:
        return (one.source.name if one.source else one.source_words), one.taker_unit_id

    acts: list[Any] = [(one.at, VERBS[one.verb], *about(one.replication)) for one in steps]
    acts += [(one.at, "Kiểm tra mô hình nhân rộng", *about(one.replication)) for one in checks]
    acts += [(one.at, "Ghi bài học", one.practice.name, one.practice.owner_unit_id) for one in lessons]
    return acts_section(
        "practice_acts",
        title="Việc người này đã làm khi nhân rộng mô hình",
        column="Mô hình",
        purpose="Biết ai đã giao, trả lời, kiểm tra, ghi bài học",
        acts=acts,
    )


def _mentioned(subject: Subject) -> Section:
    """Words about replications and lessons in which the same name stands."""
    steps, checks, edges, lessons = Q(pk__in=()), Q(pk__in=()), Q(pk__in=()), Q(pk__in=())
    for name in subject.telling:
        steps |= Q(note__contains=name)
        checks |= Q(effect__contains=name) | Q(learnt__contains=name)
        edges |= Q(source_words__contains=name) | Q(adapted__contains=name)
        lessons |= Q(text__contains=name)
    rows = [
        *((one.note, one.replication.taker_unit_id) for one in _with_taker(ReplicationStep.objects.filter(steps))),
        *(
            (f"{one.effect} {one.learnt}".strip(), one.replication.taker_unit_id)
            for one in _with_taker(ReplicationCheck.objects.filter(checks))
        ),
        *(
            (f"{one.source_words} {one.adapted}".strip(), one.taker_unit_id)
            for one in Replication.objects.filter(edges)
        ),
        *((one.text, one.practice.owner_unit_id) for one in Lesson.objects.filter(lessons).select_related("practice")),
    ]
    names = organisations.names_on((unit for _, unit in rows), subject.today)
    return Section(
        code="spread_named",
        title="Việc nhân rộng, bài học có nhắc họ tên",
        columns=("Nội dung", "Đơn vị"),
        items=tuple(Item((words, names.get(unit, "—")), unit) for words, unit in rows),
        purpose="Theo dõi, tổng hợp, nhân rộng mô hình học tập và làm theo Bác",
        source="Đơn vị ghi khi giao, trả lời, kiểm tra",
        fate="by_hand",
        basis="Nội dung do người viết; hãy xem từng mục và quyết định sửa hay giữ",
        is_sure=False,
    )


def _with_taker(rows: Any) -> Any:
    return rows.select_related("replication").order_by("pk")


def erase(*, subject: Subject, chosen: Collection[str], about: UUID, why: str) -> None:
    """What the person did stays, without their name."""
    if "practice_acts" in chosen:
        steps = (ReplicationStep, ReplicationCheck, Lesson)
        forget_actor(scope=subject.scope, person=subject.person, about=about, steps=steps, said="practice_steps")


def hide(*, subject: Subject, on: date) -> None:
    """Nothing of the person's own stays on the portal without a basis."""
    operations.take_off_for(scope=subject.scope, person=subject.person, on=on, why="Theo yêu cầu của người có mô hình")

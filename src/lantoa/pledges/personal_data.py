"""What is held of a person's undertakings."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Person
from lantoa.organisations.person_sections import acts_section, kept_because, steps_of
from lantoa.organisations.queries.personal_data import Subject, rows_of
from lantoa.organisations.rules.personal_data import Item, Section
from lantoa.pledges import operations, rules
from lantoa.pledges.models import CommitmentFiled, Deed, Pledge, PledgeStep, Progress

PURPOSE = "Theo dõi việc đăng ký làm theo, xác nhận kết quả cuối kỳ"
SOURCE = "Người đăng ký nhập, hoặc đơn vị nhập hộ từ bản giấy"


def units(people: Collection[int]) -> dict[int, set[int]]:
    """The units in which these people undertook something."""
    found: dict[int, set[int]] = {}
    for model in (Pledge, CommitmentFiled):
        for person, unit in model._default_manager.filter(person__in=people).values_list("person", "unit"):
            found.setdefault(person, set()).add(unit)
    return found


def held(subject: Subject) -> list[Section]:
    """What the person undertook and did, that commitments were filed, and texts of others with the same name."""
    rows = rows_of(subject.person)
    deeds = list(Deed.objects.filter(pledge__person__in=rows).select_related("pledge").order_by("pledge", "position"))
    filed = list(CommitmentFiled.objects.filter(person__in=rows).order_by("year"))
    done = list(Progress.objects.filter(deed__in=deeds).select_related("deed__pledge").order_by("on", "pk"))
    asked = {one.pledge.unit_id for one in deeds} | {one.unit_id for one in filed}
    named = [] if not subject.telling else list(_named(subject, rows))
    names = organisations.names_on(asked | {unit for _, unit in named}, subject.today)
    same: dict[str, Any] = {"purpose": PURPOSE, "source": SOURCE}
    return [
        Section(
            code="pledges",
            title="Việc đã đăng ký làm theo",
            columns=("Việc", "Thời hạn", "Tình trạng", "Tự đánh giá", "Đơn vị"),
            items=tuple(
                Item(
                    (
                        one.what,
                        f"{one.due_on:%d/%m/%Y}",
                        rules.STAGES[one.pledge.stage],
                        " – ".join(part for part in (rules.DONE.get(one.outcome, ""), one.told) if part) or "—",
                        names.get(one.pledge.unit_id, "—"),
                    ),
                    one.pledge.unit_id,
                )
                for one in deeds
            ),
            fate="erased",
            basis="Chỉ còn số đếm không kèm tên và nội dung",
            **same,
        ),
        Section(
            code="pledges_progress",
            title="Tiến độ và ảnh minh chứng",
            columns=("Ngày", "Nội dung", "Ảnh"),
            items=tuple(
                Item((f"{one.on:%d/%m/%Y}", one.words, "Có" if one.photo_id else "Không"), one.deed.pledge.unit_id)
                for one in done
            ),
            fate="erased",
            basis="Xóa cùng việc đã đăng ký",
            **same,
        ),
        Section(
            code="commitments",
            title="Đã nộp bản cam kết tu dưỡng (không giữ nội dung)",
            columns=("Năm", "Ngày nộp"),
            items=tuple(Item((str(one.year), f"{one.filed_on:%d/%m/%Y}"), one.unit_id) for one in filed),
            fate="erased",
            basis="Xóa cùng việc đã đăng ký",
            **same,
        ),
        Section(
            code="pledges_named",
            title="Việc đăng ký của người khác có nhắc họ tên",
            columns=("Nội dung", "Đơn vị"),
            items=tuple(Item((said, names.get(unit, "—")), unit) for said, unit in named),
            fate="by_hand",
            basis="Nội dung do người viết; hãy xem từng mục. " + kept_because("practices", subject.today),
            is_sure=False,
            **same,
        ),
        _acts(subject, rows),
    ]


def _acts(subject: Subject, rows: Collection[Person]) -> Section:
    """What they did with their own pledges goes with those."""
    done = steps_of(subject, PledgeStep.objects.exclude(pledge__person__in=rows).select_related("pledge"))
    return acts_section(
        "pledge_acts",
        title="Việc người này đã làm với đăng ký của người khác, của đơn vị",
        column="Kỳ",
        purpose="Biết ai đã nhập, xác nhận, trả lại đăng ký",
        acts=(
            (one.at, rules.VERBS.get(one.verb, "Viết đăng ký"), str(one.pledge.from_on.year), one.pledge.unit_id)
            for one in done
        ),
    )


def _named(subject: Subject, rows: Collection[Person]) -> list[tuple[str, int]]:
    what, words, note = Q(pk__in=()), Q(pk__in=()), Q(pk__in=())
    for name in subject.telling:
        what |= Q(what__contains=name) | Q(told__contains=name)
        words |= Q(words__contains=name)
        note |= Q(note__contains=name)
    said = list(Deed.objects.filter(what).exclude(pledge__person__in=rows).values_list("what", "pledge__unit"))
    said += (
        Progress.objects.filter(words).exclude(deed__pledge__person__in=rows).values_list("words", "deed__pledge__unit")
    )
    said += PledgeStep.objects.filter(note).exclude(pledge__person__in=rows).values_list("note", "pledge__unit")
    return said


def erase(*, subject: Subject, chosen: Collection[str], about: UUID, why: str) -> None:
    """What the person undertook, with all that belongs to it."""
    if {"pledges", "pledges_progress", "commitments"} & set(chosen):
        people = list(rows_of(subject.person))
        operations.forget(scope=subject.scope, people=people, about=about, at=timezone.now())
    if "pledge_acts" in chosen:
        operations.forget_actor(scope=subject.scope, person=subject.person, about=about)


def hide(*, subject: Subject, on: date) -> None:
    """Nobody is reminded of what the person undertook."""
    operations.hide(person=subject.person, at=timezone.now())

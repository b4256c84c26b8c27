"""What activities hold of a person."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q

from lantoa.activities import operations
from lantoa.activities.models import Activity, ActivityStep, Attendance, Entry, Juror, SignUp, Speaker, Tally
from lantoa.activities.rules import SPEAKERS, VERBS
from lantoa.activities.rules.counting import FORMS, STATES
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Person
from lantoa.organisations.person_sections import acts_section, kept_because, steps_of
from lantoa.organisations.queries.personal_data import Subject, accounts_of, rows_of
from lantoa.organisations.rules.personal_data import ERASED_NAME, Item, Section

PURPOSE = "Theo dõi sinh hoạt, hội nghị và người dự"
SOURCE = "Đơn vị điểm danh; người tham gia tự đăng ký hoặc đơn vị đăng ký hộ"


def units(people: Collection[int]) -> dict[int, set[int]]:
    """The units at whose activities these people were expected, signed up, or speak."""
    found: dict[int, set[int]] = {}
    rows = [
        *Attendance.objects.filter(person__in=people).values_list("person", "activity__unit"),
        *SignUp.objects.filter(person__in=people).values_list("person", "activity__unit"),
        *Speaker.objects.filter(person__in=people).values_list("person", "unit"),
    ]
    for person, unit in rows:
        found.setdefault(person, set()).add(unit)
    return found


def held(subject: Subject) -> list[Section]:
    """Where the person was expected, came or was excused; signed up; speaks; and texts with the same name."""
    rows = rows_of(subject.person)
    came = list(Attendance.objects.filter(person__in=rows).select_related("activity").order_by("activity__from_on"))
    signed = list(SignUp.objects.filter(person__in=rows).select_related("activity").order_by("made_at"))
    speaks = list(Speaker.objects.filter(person__in=rows).order_by("from_on"))
    named = _named(subject, rows) if subject.telling else []
    asked = {one.activity.unit_id for one in came} | {one.activity.unit_id for one in signed}
    asked |= {one.unit_id for one in speaks}
    names = organisations.names_on(asked | {unit for _words, unit in named}, subject.today)
    same: dict[str, Any] = {"purpose": PURPOSE, "source": SOURCE}
    return [
        Section(
            code="attendance",
            title="Điểm danh ở các buổi sinh hoạt, hội nghị",
            columns=("Buổi", "Ngày", "Có mặt hay vắng", "Lý do", "Đơn vị"),
            items=tuple(
                Item(
                    (
                        one.activity.title,
                        f"{one.activity.from_on:%d/%m/%Y}",
                        FORMS.get(one.form, "") or STATES[one.state],
                        one.reason or "—",
                        names.get(one.activity.unit_id, "—"),
                    ),
                    one.activity.unit_id,
                )
                for one in came
            ),
            fate="erased",
            basis="Chỉ còn số đếm không kèm họ tên; lý do vắng được xóa",
            **same,
        ),
        Section(
            code="sign_ups",
            title="Đã đăng ký tham gia",
            columns=("Buổi", "Ngày", "Nhập hộ"),
            items=tuple(
                Item(
                    (
                        one.activity.title,
                        f"{one.activity.from_on:%d/%m/%Y}",
                        "Có" if one.is_on_behalf else "Không",
                    ),
                    one.activity.unit_id,
                )
                for one in signed
            ),
            fate="erased",
            basis="Xóa cùng điểm danh",
            **same,
        ),
        Section(
            code="speakers",
            title="Báo cáo viên, tuyên truyền viên",
            columns=("Vai trò", "Từ ngày", "Đơn vị"),
            items=tuple(
                Item((SPEAKERS[one.role], f"{one.from_on:%d/%m/%Y}", names.get(one.unit_id, "—")), one.unit_id)
                for one in speaks
            ),
            basis=kept_because("practices", subject.today),
            **same,
        ),
        Section(
            code="activities_named",
            title="Hoạt động, biên bản, bài thi có nhắc họ tên",
            columns=("Nội dung", "Đơn vị"),
            items=tuple(Item((words, names.get(unit, "—")), unit) for words, unit in named),
            fate="by_hand",
            basis="Nội dung do người viết; hãy xem từng mục. " + kept_because("practices", subject.today),
            is_sure=False,
            **same,
        ),
        _acts(subject),
    ]


def _acts(subject: Subject) -> Section:
    """What they did with activities: put them into the calendar, moved them, wrote down how many came."""
    done = steps_of(subject, ActivityStep.objects.select_related("activity"))
    acts = [(one.at, VERBS[one.verb], one.activity.title, one.activity.unit_id) for one in done]
    counted = Tally.objects.filter(counted_by__in=accounts_of(subject.person)).exclude(counted_by_name=ERASED_NAME)
    acts += [
        (one.counted_at, "Ghi số người dự", one.activity.title, one.unit_id)
        for one in counted.select_related("activity")
    ]
    purpose = "Biết ai đã lên lịch, dời, hủy, điểm danh"
    return acts_section("activity_acts", title="Việc người này đã làm", column="Buổi", purpose=purpose, acts=acts)


def _named(subject: Subject, rows: Collection[Person]) -> list[tuple[str, int]]:
    some, jurors, entries = Q(pk__in=()), Q(pk__in=()), Q(pk__in=())
    for name in subject.telling:
        some |= Q(title__contains=name) | Q(about__contains=name) | Q(minutes__contains=name)
        some |= Q(led_by__contains=name) | Q(speaker_name__contains=name) | Q(raised__words__contains=name)
        jurors |= Q(name__contains=name)
        entries |= Q(by_words__contains=name)
    found = list(Activity.objects.filter(some).distinct().order_by("pk").values_list("title", "unit"))
    found += Juror.objects.filter(jurors).order_by("pk").values_list("name", "activity__unit")
    found += (
        Entry.objects.filter(entries).exclude(person__in=rows).order_by("pk").values_list("by_words", "activity__unit")
    )
    return found


def erase(*, subject: Subject, chosen: Collection[str], about: UUID, why: str) -> None:
    """Where the person came and why they were excused; that they signed up."""
    if {"attendance", "sign_ups"} & set(chosen):
        operations.forget(scope=subject.scope, people=list(rows_of(subject.person)), about=about)
    if "activity_acts" in chosen:
        operations.forget_actor(scope=subject.scope, person=subject.person, about=about)

"""An activity is planned, or written down when it is over; corrected; people sign up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.activities import queries
from lantoa.activities.models import Activity, SignUp, Speaker
from lantoa.activities.operations.moving import KIND, UnableToChangeActivity, check, enter, gate, locked
from lantoa.activities.operations.posting import post_facts
from lantoa.activities.rules import Kind
from lantoa.common.scopes import Scope
from lantoa.history.operations import record, record_many
from lantoa.organisations.models import Person, Unit
from lantoa.plans.models import Theme
from lantoa.practices.models import Practice
from lantoa.vietnamese.text import clean, fold

MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class ActivitySaid:
    """What someone says of an activity. ``to_on`` None: it lasts a day."""

    unit: Unit
    kind: str
    title: str
    from_on: date
    to_on: date | None = None
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    about: str = ""
    led_by: str = ""
    speaker: Speaker | None = None
    speaker_name: str = ""
    themes: Collection[Theme] = field(default_factory=tuple)
    practices: Collection[Practice] = field(default_factory=tuple)


@transaction.atomic
def plan(*, scope: Scope, said: ActivitySaid, today: date, uuid: UUID | None = None) -> tuple[Activity, bool]:
    """An activity enters the calendar, to be held or held already; gives it and whether it is new.

    The same ``uuid`` again gives the one that stands. That it was held is said apart (``advance``, or counting).
    """
    gate(said.unit.pk)
    if uuid and (known := queries.activity(uuid)):
        check(scope, known.unit_id)
        return known, False
    check(scope, said.unit.pk)
    columns = checked(said)
    one = Activity.objects.create(
        uuid=uuid or uuid4(), unit=said.unit, made_by_id=scope.actor_id, made_at=timezone.now(), **columns
    )
    one.themes.set(said.themes)
    one.practices.set(said.practices)
    enter(scope, one, "plan", "planned")
    data = {"unit": said.unit.code, "kind": said.kind, "title": one.title, "on": one.from_on}
    record(scope=scope, verb="plan", kind=KIND, uuid=one.uuid, data=data)
    return one, True


@transaction.atomic
def change(*, scope: Scope, activity: Activity, said: ActivitySaid, today: date) -> Activity:
    """Corrects what is said of an activity; the day of one that is to come is moved by a verb, with a reason."""
    one = locked(activity)
    check(scope, one.unit_id)
    if said.unit.pk != one.unit_id:
        raise UnableToChangeActivity("Hoạt động thuộc về đơn vị đã ghi. Nếu ghi nhầm đơn vị, hãy hủy và ghi lại.")
    columns = checked(said)
    kind = queries.kinds(said.from_on)[said.kind]
    if not kind.content and (one.minutes or one.attachments.filter(is_withdrawn=False).exists()):
        raise UnableToChangeActivity(f"“{kind.name}” không ghi nội dung; hãy bỏ biên bản, ảnh, tài liệu đã ghi trước.")
    before = {name: getattr(one, name) for name in columns}
    for name, value in columns.items():
        setattr(one, name, value)
    one.turn += 1
    one.save(update_fields=[*columns, "turn"])
    one.themes.set(said.themes)
    one.practices.set(said.practices)
    changed = sorted(name for name, value in columns.items() if before[name] != value and name != "folded")
    record(scope=scope, verb="change", kind=KIND, uuid=one.uuid, data={"title": one.title, "changed": changed})
    post_facts(scope=scope, activity=one, why="Sửa thông tin hoạt động")
    return one


def checked(said: ActivitySaid) -> dict[str, Any]:
    """The columns of an activity; UnableToChangeActivity says what is not whole."""
    kind = queries.kinds(said.from_on).get(said.kind)
    if kind is None:
        raise UnableToChangeActivity("Hãy chọn loại hoạt động trong danh sách.")
    title = " ".join(clean(said.title).split())[:300]
    if not title:
        raise UnableToChangeActivity("Hãy ghi tên hoạt động.")
    to_on = said.to_on or said.from_on
    if to_on < said.from_on:
        raise UnableToChangeActivity("Ngày kết thúc phải sau ngày bắt đầu.")
    if not 1945 <= said.from_on.year <= 2200 or (to_on - said.from_on).days > MOST_DAYS:
        raise UnableToChangeActivity(f"Hãy xem lại ngày: một hoạt động kéo dài nhiều nhất {MOST_DAYS} ngày.")
    if said.ends and not said.begins:
        raise UnableToChangeActivity("Hãy ghi giờ bắt đầu.")
    if said.begins and said.ends and to_on == said.from_on and said.ends <= said.begins:
        raise UnableToChangeActivity("Giờ kết thúc phải sau giờ bắt đầu.")
    for one in said.themes:
        if one.ended_as == "withdrawn":
            raise UnableToChangeActivity(f"“{one.name}” đã rút; hãy chọn chuyên đề khác.")
    return {
        "kind": said.kind,
        "title": title,
        "folded": fold(title)[:300],
        "from_on": said.from_on,
        "to_on": to_on,
        "begins": said.begins,
        "ends": said.ends,
        "place": " ".join(clean(said.place).split())[:200],
        "led_by": " ".join(clean(said.led_by).split())[:200],
        **_of_kind(said, kind),
    }


def _of_kind(said: ActivitySaid, kind: Kind) -> dict[str, Any]:
    """What only some kinds have; the others have none of it."""
    own = kind.speaker and said.speaker is not None
    return {
        "about": clean(said.about).strip()[:4000] if kind.content else "",
        "speaker": said.speaker if own else None,
        "speaker_name": " ".join(clean(said.speaker_name).split())[:200] if kind.speaker and not own else "",
    }


@transaction.atomic
def sign_up(
    *, scope: Scope, activity: Activity, people: Collection[Person], today: date, is_coming: bool = True
) -> int:
    """These people say that they will come, or no more; gives for how many that is news.

    People sign themselves up; whoever answers for the unit enters it on behalf of its people.
    """
    one = locked(activity)
    own = [person for person in people if queries.is_own(scope, person.pk, today)]
    if len(own) < len(people):
        check(scope, one.unit_id)
    if one.stage != "planned" or one.to_on < today:
        raise UnableToChangeActivity("Chỉ đăng ký được khi hoạt động còn ở phía trước và không bị hoãn, hủy.")
    belong = {person.pk for person in queries.belongs(one.unit_id, one.from_on)}
    if strangers := [person.full_name for person in people if person.pk not in belong]:
        raise UnableToChangeActivity(f"Không thuộc đơn vị này: {', '.join(strangers[:5])}. Hãy chọn lại.")
    known = queries.signed_up(one.pk)
    at = timezone.now()
    if is_coming:
        news = [person for person in people if person.pk not in known]
        SignUp.objects.bulk_create(
            SignUp(activity=one, person=person, is_on_behalf=person not in own, made_by_id=scope.actor_id, made_at=at)
            for person in news
        )
    else:
        news = [person for person in people if person.pk in known]
        SignUp.objects.filter(activity=one, person__in=news, withdrawn_at__isnull=True).update(withdrawn_at=at)
    verb = "sign_up" if is_coming else "sign_off"
    record_many(scope=scope, verb=verb, kind=KIND, acts=((one.uuid, {"person": str(person.uuid)}) for person in news))
    return len(news)

"""The register of speakers: who speaks for a unit, at which level, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.activities import rules
from lantoa.activities.models import Speaker
from lantoa.activities.operations.moving import UnableToChangeActivity, check, gate
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations.models import Person, Unit
from lantoa.organisations.operations import add_person
from lantoa.vietnamese.text import clean

KIND = "speaker"


@dataclass(frozen=True, slots=True)
class SpeakerSaid:
    """Who speaks; ``new_person`` is the full name of one who is not known yet."""

    unit: Unit
    from_on: date
    person: Person | None = None
    new_person: str = ""
    role: str = "reporter"
    level: str = "commune"


@transaction.atomic
def name_speaker(*, scope: Scope, said: SpeakerSaid, uuid: UUID | None = None) -> Speaker:
    """A person speaks for a unit from a day on. The same ``uuid`` again gives the one that stands."""
    gate(said.unit.pk)
    check(scope, said.unit.pk)
    if uuid and (known := Speaker.objects.filter(uuid=uuid).first()):
        if known.unit_id != said.unit.pk:
            raise UnableToChangeActivity("Biểu mẫu này đã được gửi cho một đơn vị khác. Hãy mở lại trang rồi ghi lại.")
        return known
    if said.role not in rules.SPEAKERS or said.level not in rules.LEVELS:
        raise UnableToChangeActivity("Hãy chọn báo cáo viên hay tuyên truyền viên, và cấp.")
    person, name = said.person, " ".join(clean(said.new_person).split())[:200]
    if person is None and not name:
        raise UnableToChangeActivity("Hãy chọn người, hoặc ghi họ và tên.")
    if person is not None:
        same = Speaker.objects.filter(person=person, unit=said.unit, role=said.role, to_on__isnull=True)
        if same.exists():
            raise UnableToChangeActivity(f"{person.full_name} đã có trong danh sách.")
    else:
        person = add_person(scope=scope, full_name=name, unit=said.unit)
    made = Speaker.objects.create(
        uuid=uuid or uuid4(),
        person=person,
        unit=said.unit,
        role=said.role,
        level=said.level,
        from_on=said.from_on,
        made_at=timezone.now(),
    )
    data = {"person": str(person.uuid), "unit": said.unit.code, "role": said.role, "from_on": said.from_on}
    record(scope=scope, verb="name", kind=KIND, uuid=made.uuid, data=data)
    return made


@transaction.atomic
def end_speaker(*, scope: Scope, speaker: Speaker, last_on: date) -> None:
    """A person speaks for the unit no more after a day; the talks stay."""
    check(scope, speaker.unit_id)
    one = Speaker.objects.select_for_update(of=("self",)).get(pk=speaker.pk)
    if one.to_on is not None:
        raise UnableToChangeActivity("Người này đã thôi làm báo cáo viên từ trước.")
    if last_on < one.from_on:
        raise UnableToChangeActivity(f"Ngày cuối phải từ {one.from_on:%d/%m/%Y} trở đi.")
    one.to_on = last_on
    one.save(update_fields=["to_on"])
    record(scope=scope, verb="end", kind=KIND, uuid=one.uuid, data={"last_on": last_on})

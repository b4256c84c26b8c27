"""That people filed the private commitment of the year: the day, and nothing of what it says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from lantoa.common.scopes import Scope
from lantoa.history.operations import record_many
from lantoa.organisations.models import Person, Unit
from lantoa.pledges import queries
from lantoa.pledges.models import CommitmentFiled
from lantoa.pledges.operations.moving import UnableToChangePledge, check, gate


@transaction.atomic
def file_commitments(*, scope: Scope, unit: Unit, people: Collection[Person], year: int, on: date, today: date) -> int:
    """Notes that these people of a unit filed the commitment of a year; gives how many had not before."""
    check(scope, unit.pk, None, today, own=False)
    if on > today:
        raise UnableToChangePledge("Ngày nộp không thể sau hôm nay.")
    if not 1900 <= year <= 2200:
        raise UnableToChangePledge("Hãy ghi năm của bản cam kết.")
    gate(unit.pk)
    own = {one.pk for one in queries.belongs(unit.pk, today)}
    if strangers := [one.full_name for one in people if one.pk not in own]:
        raise UnableToChangePledge(f"Không thuộc đơn vị này: {', '.join(strangers[:5])}. Hãy chọn lại.")
    known = queries.filed((one.pk for one in people), year)
    new = [one for one in people if one.pk not in known]
    CommitmentFiled.objects.bulk_create(
        CommitmentFiled(person=one, unit=unit, year=year, filed_on=on, noted_by_id=scope.actor_id) for one in new
    )
    data = {"unit": unit.code, "year": year, "on": on}
    record_many(scope=scope, verb="file_commitment", kind="person", acts=((one.uuid, data) for one in new))
    return len(new)

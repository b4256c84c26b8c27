"""Reports that come as files from units without an account: named here, read and confirmed by intake."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.files.models import StoredFile
from lantoa.history.operations import record
from lantoa.organisations.models import Unit
from lantoa.reports import queries
from lantoa.reports.models import Received, ReportType
from lantoa.reports.rules.due import Stretch


class UnableToReceive(Unable):
    """The file cannot be taken as that unit's report."""


@transaction.atomic
def receive(
    *,
    scope: Scope,
    of: ReportType,
    unit: Unit,
    stretch: Stretch,
    file: StoredFile,
    on: date,
    uuid: UUID | None = None,
) -> Received:
    """A unit's report came as a file. The same file again gives what stands already."""
    if not (scope.may("report", of.asker_id) or scope.may("report", unit.pk)):
        raise UnableToReceive("Tài khoản này không được nhận báo cáo thay cho đơn vị này.")
    if unit.pk not in {one.pk for one in queries.reporters(of, stretch.days.to_on)}:
        raise UnableToReceive("Đơn vị này không phải lập báo cáo này trong kỳ đã chọn.")
    about = {"type": of, "unit": unit, "named_from": stretch.named.from_on, "named_to": stretch.named.to_on}
    known = Received.objects.filter(**about, file=file, ended_at__isnull=True).first()
    if known:
        return known
    made = Received.objects.create(
        uuid=uuid or uuid4(),
        **about,
        file=file,
        received_on=on,
        received_by_id=scope.actor_id,
        received_at=timezone.now(),
    )
    data = {"type": of.name, "unit": unit.code, "period": stretch.named.code, "file": file.name}
    record(scope=scope, verb="receive", kind="received_report", uuid=made.uuid, data=data)
    return made


@transaction.atomic
def take_back(*, scope: Scope, received: Received, why: str) -> None:
    """It was the wrong file, or another unit's; the file itself stays."""
    held = Received.objects.select_for_update().get(pk=received.pk)
    if not scope.may("report", held.type.asker_id) and not scope.may("report", held.unit_id):
        raise UnableToReceive("Tài khoản này không được bỏ tệp báo cáo này.")
    if held.ended_at or not why.strip():
        raise UnableToReceive("Tệp này đã bỏ rồi." if held.ended_at else "Hãy ghi lý do bỏ tệp này.")
    held.ended_at, held.ended_why = timezone.now(), why.strip()[:400]
    held.save(update_fields=["ended_at", "ended_why"])
    record(scope=scope, verb="take_back", kind="received_report", uuid=held.uuid, data={"why": held.ended_why})


@transaction.atomic
def reviewed(*, file: StoredFile, at: datetime) -> None:
    """All that was read from a file has been decided on; said by whoever stands above and reviews."""
    Received.objects.filter(file=file, ended_at__isnull=True, reviewed_at__isnull=True).update(reviewed_at=at)

"""Saying that an indicator does not apply to a unit, and taking that back."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.indicators.models import Exemption, Indicator
from lantoa.indicators.operations.posting import one_after_another
from lantoa.organisations.models import Unit


class UnableToExempt(Unable):
    """The exemption cannot be made or taken back as asked."""


@transaction.atomic
def exempt(
    *,
    scope: Scope,
    indicator: Indicator,
    unit: Unit,
    from_on: date,
    why: str,
    to_on: date | None = None,
    uuid: UUID | None = None,
) -> Exemption:
    """Says that an indicator does not apply to a unit and those below it. The same ``uuid`` again changes nothing."""
    one_after_another(uuid, unit.uuid)
    if known := Exemption.objects.filter(uuid=uuid).first() if uuid else None:
        return known
    _check(scope, unit.pk, why)
    if to_on and to_on < from_on:
        raise UnableToExempt("Ngày cuối trước ngày đầu. Hãy sửa lại một trong hai ngày.")
    if Exemption.objects.filter(indicator=indicator, unit=unit, from_on=from_on, ended_at=None).exists():
        raise UnableToExempt("Đã ghi chỉ tiêu này không áp dụng cho đơn vị từ ngày đó.")
    made = Exemption.objects.create(
        uuid=uuid or uuid4(),
        indicator=indicator,
        unit=unit,
        from_on=from_on,
        to_on=to_on,
        why=why.strip()[:400],
        made_by_id=scope.actor_id,
        made_at=timezone.now(),
    )
    data = {"indicator": indicator.code, "from_on": str(from_on), "to_on": str(to_on or ""), "why": made.why}
    record(scope=scope, verb="exempt", kind="exemption", uuid=made.uuid, data=data)
    return made


@transaction.atomic
def end_exemption(*, scope: Scope, exemption: Exemption, why: str) -> None:
    """The indicator applies to the unit after all, and did all the time: the exemption stays, with the reason."""
    one_after_another(exemption.uuid)
    _check(scope, exemption.unit_id, why)
    ended = Exemption.objects.filter(pk=exemption.pk, ended_at=None).update(
        ended_at=timezone.now(), ended_why=why.strip()[:400]
    )
    if not ended:
        raise UnableToExempt("Điều này đã được bỏ trước đó.")
    record(scope=scope, verb="end", kind="exemption", uuid=exemption.uuid, data={"why": why.strip()})


def _check(scope: Scope, unit: int, why: str) -> None:
    if not scope.may("confirm", unit):
        raise UnableToExempt("Tài khoản này không được ghi điều này cho đơn vị đã chọn.")
    if not why.strip():
        raise UnableToExempt("Hãy ghi lý do.")

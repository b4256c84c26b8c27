"""Asking for reports, and ceasing to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations.models import Unit
from lantoa.organisations.rules import LINES
from lantoa.regulations.limits import COUNTINGS
from lantoa.reports.models import Outline, ReportType
from lantoa.reports.models.types import LAYOUTS, REPORTERS
from lantoa.reports.rules import due
from lantoa.vietnamese.text import clean

MOST_DAYS = 365


class UnableToAskForReport(Unable):
    """The report cannot be asked for so, or not by this person."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks whom for what, about when, due when; ``once`` instead of ``cadences`` for a single review."""

    asker: Unit
    name: str
    about: str
    due_days: int
    from_on: date
    cadences: Sequence[str] = field(default_factory=tuple)
    once: Period | None = None
    reporters: str = "below"
    line: str = "place"
    closing: str = "calendar"
    counting: str = "calendar"
    layout: str = "issuer"
    outline: Outline | None = None
    addressees: str = ""
    stands_in: str = ""


@transaction.atomic
def ask_for(
    *, scope: Scope, asking: Asking, replaces: ReportType | None = None, uuid: UUID | None = None
) -> ReportType:
    """A unit asks for reports from a day on; ``replaces`` ends what it asked for so far the day before.

    The same ``uuid`` again gives the type that stands already. UnableToAskForReport says what is missing.
    """
    if uuid and (known := ReportType.objects.filter(uuid=uuid).first()):
        return known
    _check(scope, asking)
    if replaces is not None:
        _end(scope, replaces, asking.from_on)
    made = ReportType.objects.create(
        uuid=uuid or uuid4(),
        asker=asking.asker,
        line=asking.line,
        reporters=asking.reporters,
        name=clean(asking.name).strip()[:400],
        about=clean(asking.about).strip()[:400],
        cadences=[one for one in due.CADENCES if one in asking.cadences],
        named_from=asking.once.from_on if asking.once else None,
        named_to=asking.once.to_on if asking.once else None,
        closing=asking.closing,
        due_days=asking.due_days,
        counting=asking.counting,
        layout=asking.layout,
        outline=asking.outline,
        addressees="\n".join(line.strip() for line in clean(asking.addressees).splitlines() if line.strip())[:4_000],
        stands_in=clean(asking.stands_in).strip()[:400],
        from_on=asking.from_on,
        made_by_id=scope.actor_id,
        made_at=timezone.now(),
    )
    data = {"name": made.name, "unit": asking.asker.code, "cadences": made.cadences, "due_days": made.due_days}
    record(scope=scope, verb="ask_for", kind="report_type", uuid=made.uuid, data=data | {"from_on": made.from_on})
    return made


@transaction.atomic
def end_type(*, scope: Scope, one: ReportType, on: date, why: str) -> None:
    """From a day on the report is no longer asked for; what was owed before stays."""
    if not scope.may("report", one.asker_id):
        raise UnableToAskForReport("Tài khoản này không được thôi yêu cầu báo cáo của đơn vị này.")
    if not why.strip():
        raise UnableToAskForReport("Hãy ghi lý do thôi yêu cầu báo cáo này.")
    _end(scope, one, on, why)


def _end(scope: Scope, one: ReportType, on: date, why: str = "") -> None:
    held = ReportType.objects.select_for_update().get(pk=one.pk)
    if held.to_on is not None:
        raise UnableToAskForReport(f"Loại báo cáo này đã thôi yêu cầu từ {held.to_on:%d/%m/%Y}.")
    held.to_on = max(held.from_on, date.fromordinal(on.toordinal() - 1))
    held.save(update_fields=["to_on"])
    record(scope=scope, verb="end", kind="report_type", uuid=held.uuid, data={"to_on": held.to_on, "why": why.strip()})


def _check(scope: Scope, asking: Asking) -> None:
    if not scope.may("report", asking.asker.pk):
        raise UnableToAskForReport("Tài khoản này không được yêu cầu báo cáo thay cho đơn vị này.")
    if not asking.name.strip() or not asking.about.strip():
        raise UnableToAskForReport("Hãy ghi tên báo cáo và báo cáo về việc gì.")
    if not asking.once and not set(asking.cadences) & due.CADENCES.keys():
        raise UnableToAskForReport("Hãy chọn ít nhất một kỳ báo cáo.")
    if not 0 <= asking.due_days <= MOST_DAYS:
        raise UnableToAskForReport(f"Hạn gửi tính từ ngày chốt số liệu, từ 0 đến {MOST_DAYS} ngày.")
    known = (
        asking.reporters in REPORTERS
        and asking.line in LINES
        and asking.closing in due.CLOSINGS
        and asking.counting in COUNTINGS
        and asking.layout in LAYOUTS
    )
    if not known:
        raise UnableToAskForReport("Có lựa chọn không có trong danh sách. Hãy chọn lại.")

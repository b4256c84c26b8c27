"""A deadline begins to run, is extended, stops. Every one knows the version of the rule by which it was counted."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from lantoa.common.errors import Unable
from lantoa.common.scopes import Identity, Scope
from lantoa.history.operations import record
from lantoa.regulations import limits, queries
from lantoa.regulations.calendars import UnknownDay
from lantoa.regulations.models import Deadline
from lantoa.regulations.operations.checking import one_after_another


class UnableToStartDeadline(Unable):
    """No deadline can begin so."""


class UnableToExtendDeadline(Unable):
    """The deadline cannot be extended so."""


class UnableToStopDeadline(Unable):
    """The deadline cannot be stopped so."""


@transaction.atomic
def start_deadline(
    *,
    scope: Scope,
    source: Identity,
    code: str,
    key: str,
    started_on: date,
    label: str,
    unit_id: int | None,
    uuid: UUID | None = None,
) -> Deadline:
    """A limit of the rule that holds on ``started_on`` begins to run; that day itself is not counted.

    ``key`` leads to the limit in the rule's value ("delete", "first.complex"). The same limit of the same record that
    runs since the same day is given back as it stands. UnableToStartDeadline for anything that cannot be counted, for
    a unit out of reach, or while the same limit runs since another day.
    """
    _check(scope, unit_id, UnableToStartDeadline)
    one_after_another()
    running = Deadline.objects.filter(
        source_kind=source.kind, source_uuid=source.uuid, code=code, key=key, stopped_on__isnull=True
    ).first()
    if running and running.started_on == started_on:
        return running
    if running:
        raise UnableToStartDeadline(
            f"Thời hạn này đang chạy từ {running.started_on:%d/%m/%Y}. Hãy dừng thời hạn ấy trước."
        )
    try:
        rule = queries.on(code, started_on)
        limit = limits.limit_in(rule.value, key)
        due_on = limits.due_on(
            queries.calendar(), started_on, days=limit.days, counting=limit.counting, rolls=limit.rolls
        )
    except queries.UnableToFindRegulation as error:
        raise UnableToStartDeadline(str(error)) from error
    except limits.NoLimit as error:
        raise UnableToStartDeadline(f"Quy định “{code}” không có thời hạn tính theo ngày ở mục “{key}”.") from error
    except (UnknownDay, OverflowError) as error:
        raise UnableToStartDeadline(_beyond(error)) from error
    deadline = Deadline.objects.create(
        uuid=uuid or uuid4(),
        source_kind=source.kind,
        source_uuid=source.uuid,
        label=label.strip()[:400],
        unit_id=unit_id,
        regulation=rule,
        code=code,
        key=key,
        started_on=started_on,
        days=limit.days,
        counting=limit.counting,
        rolls=limit.rolls,
        due_on=due_on,
    )
    data = {"label": deadline.label, "rule": code, "key": key, "from": started_on, "due": due_on}
    record(scope=scope, verb="start", kind="deadline", uuid=deadline.uuid, data=data)
    return deadline


@transaction.atomic
def extend_deadline(*, scope: Scope, deadline: Deadline, days: int, why: str, on: date) -> Deadline:
    """So many days more, as often and as long as the rule allows; counted from the first day on, in the same way.

    ``on`` is the day of the decision: not after the last day. Gives the deadline as it stands then.
    """
    _check(scope, deadline.unit_id, UnableToExtendDeadline)
    one_after_another()
    one = Deadline.objects.select_related("regulation").get(pk=deadline.pk)
    if one.stopped_on:
        raise UnableToExtendDeadline("Thời hạn này đã dừng, không gia hạn được nữa.")
    if not why.strip():
        raise UnableToExtendDeadline("Hãy ghi lý do gia hạn.")
    try:
        limit = limits.limit_in(one.regulation.value, one.key)
    except limits.NoLimit as error:
        raise UnableToExtendDeadline("Quy định đã được sửa và không còn thời hạn này; hãy xem lại quy định.") from error
    if one.extensions >= limit.extension_times:
        told = f"chỉ cho gia hạn {limit.extension_times} lần" if limit.extension_times else "không cho gia hạn"
        raise UnableToExtendDeadline(f"Quy định “{one.regulation.title}” {told} đối với thời hạn này.")
    if not 1 <= days <= limit.extension_days:
        raise UnableToExtendDeadline(f"Mỗi lần gia hạn từ 1 đến {limit.extension_days} ngày.")
    if on > one.due_on:
        raise UnableToExtendDeadline(f"Thời hạn đã hết từ ngày {one.due_on:%d/%m/%Y}, không gia hạn được nữa.")
    former = one.due_on
    one.extended_days += days
    one.extensions += 1
    try:
        one.due_on = queries.due(one, queries.calendar())
    except (UnknownDay, OverflowError) as error:
        raise UnableToExtendDeadline(_beyond(error)) from error
    Deadline.objects.filter(pk=one.pk).update(
        extended_days=one.extended_days, extensions=one.extensions, due_on=one.due_on
    )
    data = {"days": days, "why": why.strip(), "on": on, "from": former, "to": one.due_on}
    record(scope=scope, verb="extend", kind="deadline", uuid=one.uuid, data=data)
    return one


@transaction.atomic
def stop_deadline(*, scope: Scope, deadline: Deadline, on: date, why: str) -> Deadline:
    """The deadline runs no more from that day on, for the reason given (done, withdrawn, handed over)."""
    _check(scope, deadline.unit_id, UnableToStopDeadline)
    one_after_another()
    one = Deadline.objects.get(pk=deadline.pk)
    if one.stopped_on:
        raise UnableToStopDeadline(f"Thời hạn này đã dừng từ ngày {one.stopped_on:%d/%m/%Y}.")
    if not why.strip():
        raise UnableToStopDeadline("Hãy ghi vì sao thời hạn dừng.")
    if on < one.started_on:
        raise UnableToStopDeadline(f"Ngày dừng phải từ {one.started_on:%d/%m/%Y} trở đi.")
    one.stopped_on, one.stopped_why = on, why.strip()[:400]
    Deadline.objects.filter(pk=one.pk).update(stopped_on=one.stopped_on, stopped_why=one.stopped_why)
    data = {"on": on, "why": one.stopped_why, "due": one.due_on}
    record(scope=scope, verb="stop", kind="deadline", uuid=one.uuid, data=data)
    return one


def _check(scope: Scope, unit_id: int | None, refusal: type[Unable]) -> None:
    """Which verb a record needs is decided where the record lives; here it must reach the unit by more than reading."""
    if not any(scope.may(verb, unit_id) for verb in scope.reach if verb != "read"):
        raise refusal("Tài khoản này không được ghi thời hạn cho đơn vị đã chọn.")


def _beyond(error: Exception) -> str:
    if isinstance(error, UnknownDay):
        return f"Chưa có lịch nghỉ lễ năm {error.day.year}. Hãy nhờ người quản trị nạp lịch năm ấy trước."
    return "Thời hạn quá dài, không tính được ngày."

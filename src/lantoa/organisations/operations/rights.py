"""Giving rights, changing their term, ending them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F, Q

from lantoa.accounts.models import User
from lantoa.common.periods import day_before
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations import rules
from lantoa.organisations.models import Grant, Person, Unit, UnitAncestry
from lantoa.organisations.operations.checking import UnableToChangeUnits, check


class UnableToChangeRights(UnableToChangeUnits):
    """The right cannot be given, changed or ended so, or not by this person."""


@transaction.atomic
def grant(
    *,
    scope: Scope,
    user: User,
    unit: Unit,
    role: str,
    on: date,
    to_on: date | None = None,
    line: str = "place",
    person: Person | None = None,
    paper: str = "",
) -> Grant:
    """Lets an account act in a role on a unit and (``rules.ROLES``) all below it on a line, from a day on.

    ``to_on`` is the last day, required of roles held for a term; ``paper`` the decision that it rests on.
    UnableToChangeRights where the giver may not give that role there.
    """
    check(scope, unit)
    if role not in rules.GIVEN:
        raise UnableToChangeRights(f"Không có vai trò “{role}”.")
    if line not in rules.LINES:
        raise UnableToChangeRights(f"Không có tuyến “{line}”.")
    _check_role(scope, role, unit.pk, user)
    _check_days(role, on, to_on)
    if unit.dissolved_on and unit.dissolved_on <= on:
        raise UnableToChangeRights(
            f"Đơn vị này đã kết thúc từ ngày {unit.dissolved_on:%d/%m/%Y}; hãy chọn đơn vị khác."
        )
    if rules.ROLES[role].reaches_below and not _reaches_all(scope, unit.pk, line, on):
        raise UnableToChangeRights(
            "Theo tuyến đã chọn, đơn vị này có đơn vị trực thuộc ngoài phạm vi quản lý của đồng chí. "
            "Hãy chọn tuyến khác, hoặc đề nghị cấp trên giao."
        )
    # One after another for one account, so that the same right is never given twice.
    User.objects.select_for_update().get(pk=user.pk)
    given = Grant(user=user, unit=unit, role=role, line=line, from_on=on, to_on=to_on, person=person)
    given.paper = paper.strip()[:200]
    _refuse_double(given, on, to_on)
    given.save(force_insert=True)
    data = {"to": user.full_name, "unit": unit.code, "role": role, "line": line, "on": on, "to_on": to_on}
    record(scope=scope, verb="grant", kind="grant", uuid=given.uuid, data=data | {"paper": given.paper})
    return given


@transaction.atomic
def change_term(*, scope: Scope, grant: Grant, to_on: date | None, why: str, today: date) -> None:
    """Another last day for a right in force: a longer term, a shorter one, or none where the role needs none."""
    now = _mine_to_change(scope, grant)
    if not why.strip():
        raise UnableToChangeRights("Hãy ghi lý do hoặc văn bản làm căn cứ.")
    if now.ended_on or (now.to_on and now.to_on < today):
        raise UnableToChangeRights("Vai trò này đã hết hạn; hãy giao lại vai trò từ một ngày mới.")
    _check_days(now.role, now.from_on, to_on)
    if to_on and to_on < today:
        raise UnableToChangeRights("Ngày cuối phải từ hôm nay trở đi. Muốn thôi giao ngay, hãy chọn “Kết thúc”.")
    _refuse_double(now, now.from_on, to_on)
    Grant.objects.filter(pk=now.pk).update(to_on=to_on)
    data = {"before": now.to_on, "to_on": to_on, "why": why.strip()[:400]}
    record(scope=scope, verb="change_term", kind="grant", uuid=now.uuid, data=data)


@transaction.atomic
def end_grant(*, scope: Scope, grant: Grant, on: date, why: str) -> None:
    """Ends a right before its time: from this day on it gives nothing, and nothing that was delegated of it."""
    now = _mine_to_change(scope, grant, own_too=True)
    if not why.strip():
        raise UnableToChangeRights("Hãy ghi lý do kết thúc.")
    if now.ended_on:
        raise UnableToChangeRights(f"Vai trò này đã kết thúc từ ngày {now.ended_on:%d/%m/%Y}.")
    if on < now.from_on:
        raise UnableToChangeRights(f"Ngày kết thúc phải từ {now.from_on:%d/%m/%Y} trở đi.")
    if now.to_on and on > now.to_on:
        raise UnableToChangeRights(f"Vai trò này đã hết hạn từ sau ngày {now.to_on:%d/%m/%Y}.")
    # A right that is ended on its first day keeps that day in its dates; ``ended_on`` says that it gave nothing.
    Grant.objects.filter(pk=now.pk).update(to_on=max(now.from_on, day_before(on)), ended_on=on)
    record(scope=scope, verb="end", kind="grant", uuid=now.uuid, data={"on": on, "why": why.strip()[:400]})


def _mine_to_change(scope: Scope, grant: Grant, *, own_too: bool = False) -> Grant:
    now = Grant.objects.select_for_update(of=("self",)).select_related("user", "unit").get(pk=grant.pk)
    check(scope, now.unit)
    if not (own_too and now.user_id == scope.actor_id):
        _check_role(scope, now.role, now.unit_id, now.user)
    return now


def _check_role(scope: Scope, role: str, unit: int, user: User) -> None:
    if user.pk == scope.actor_id:
        raise UnableToChangeRights("Không ai tự giao vai trò cho chính mình; hãy nhờ người quản lý khác.")
    if not rules.may_give(scope.role, role, at_home=unit == scope.home_unit_id):
        raise UnableToChangeRights(
            "Đồng chí không được giao, sửa hay kết thúc vai trò này ở đây. Quản lý của một đơn vị do cấp trên giao; "
            "quản trị hệ thống do máy chủ giao."
        )


def _check_days(role: str, from_on: date, to_on: date | None) -> None:
    if to_on is None and rules.ROLES[role].has_term:
        raise UnableToChangeRights("Vai trò này theo nhiệm kỳ; hãy ghi ngày cuối của nhiệm kỳ.")
    if to_on and to_on < from_on:
        raise UnableToChangeRights("Ngày cuối không thể trước ngày đầu.")


def _reaches_all(scope: Scope, unit: int, line: str, on: date) -> bool:
    """Whether the giver manages every unit that stands below on the line from the day on."""
    units = scope.units("manage")
    if units is None:
        return True
    under = UnitAncestry.objects.filter(ancestor=unit, line=line, to_on__gte=on, descendant__dissolved_on__isnull=True)
    return set(under.values_list("descendant_id", flat=True)) <= units


def _refuse_double(one: Grant, from_on: date, to_on: date | None) -> None:
    """Nobody holds the same role on the same unit and line twice on a day."""
    same = Grant.objects.filter(user=one.user_id, unit=one.unit_id, role=one.role, line=one.line).exclude(pk=one.pk)
    # Ended on its first day, so it never gave anything. (Excluding would also drop those that nobody ended.)
    same = same.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=F("from_on")))
    same = same.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on))
    if to_on:
        same = same.filter(from_on__lte=to_on)
    if last := same.first():
        until = f"đến ngày {last.to_on:%d/%m/%Y}" if last.to_on else "không ghi ngày cuối"
        raise UnableToChangeRights(
            f"{one.user.full_name} đã có vai trò này ở đơn vị này từ ngày {last.from_on:%d/%m/%Y}, {until}."
        )

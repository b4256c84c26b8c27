"""Ủy quyền: the holder of a right lets another account use a part of it for some days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from lantoa.accounts.models import User
from lantoa.common.errors import Unable
from lantoa.common.periods import day_before
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations import queries, rules
from lantoa.organisations.models import Delegation, Grant, Unit


class UnableToDelegate(Unable):
    """The right may not be lent so, or not by this person."""


@transaction.atomic
def delegate(
    *,
    scope: Scope,
    grant: Grant,
    to_user: User,
    unit: Unit,
    verbs: Collection[str],
    from_on: date,
    to_on: date,
    why: str,
    today: date,
) -> Delegation:
    """Lends some verbs of one's own grant, on a unit within it, from a day to a day; UnableToDelegate otherwise.

    What was itself lent cannot be lent on: only the grant's own holder may, in a role of their own.
    """
    now = queries.grants_of(grant.user, today).select_for_update(of=("self",)).filter(pk=grant.pk).first()
    if scope.actor_id is None or scope.actor_id != grant.user_id:
        raise UnableToDelegate("Chỉ người giữ vai trò mới được ủy quyền vai trò đó.")
    if scope.delegation is not None:
        raise UnableToDelegate("Quyền được ủy quyền không được ủy quyền lại cho người khác.")
    if now is None:
        raise UnableToDelegate("Vai trò này hôm nay không còn hiệu lực nên không ủy quyền được.")
    if not rules.ROLES[now.role].delegable:
        raise UnableToDelegate("Vai trò này không được ủy quyền; phải tự mình làm.")
    chosen = frozenset(verbs)
    if not chosen or not chosen <= rules.ROLES[now.role].delegable:
        raise UnableToDelegate("Hãy chọn ít nhất một việc trong những việc được phép ủy quyền của vai trò này.")
    if unit.pk not in queries.reached_by(now, today):
        raise UnableToDelegate("Đơn vị được ủy quyền phải nằm trong phạm vi của vai trò.")
    if to_user.pk == grant.user_id or not to_user.is_active:
        raise UnableToDelegate("Hãy chọn một tài khoản khác đang hoạt động.")
    if not why.strip():
        raise UnableToDelegate("Hãy ghi văn bản hoặc lý do ủy quyền.")
    _check_days(now, from_on, to_on, today)
    same = now.delegations.filter(to_user=to_user, unit=unit)
    same = same.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=F("from_on")))
    if last := same.filter(from_on__lte=to_on, to_on__gte=from_on).first():
        raise UnableToDelegate(
            f"Đã ủy quyền cho {to_user.full_name} ở đơn vị này từ {last.from_on:%d/%m/%Y} đến {last.to_on:%d/%m/%Y}. "
            "Muốn thay đổi, hãy kết thúc lần ủy quyền ấy trước."
        )
    lent = Delegation.objects.create(
        grant=now, to_user=to_user, unit=unit, verbs=sorted(chosen), from_on=from_on, to_on=to_on, why=why.strip()[:200]
    )
    data = {"to": to_user.full_name, "role": now.role, "unit": unit.code, "verbs": lent.verbs}
    data |= {"on": from_on, "to_on": to_on, "why": lent.why}
    record(scope=scope, verb="delegate", kind="delegation", uuid=lent.uuid, data=data)
    return lent


@transaction.atomic
def end_delegation(*, scope: Scope, delegation: Delegation, on: date, why: str) -> None:
    """Takes back what was lent, from a day on: by whoever lent it, or by who manages the unit of the right."""
    now = Delegation.objects.select_for_update(of=("self",)).select_related("grant").get(pk=delegation.pk)
    is_own = scope.actor_id is not None and scope.actor_id == now.grant.user_id and scope.delegation is None
    if not (is_own or scope.may("manage", now.grant.unit_id)):
        raise UnableToDelegate("Chỉ người đã ủy quyền hoặc người quản lý đơn vị mới được kết thúc ủy quyền.")
    if not why.strip():
        raise UnableToDelegate("Hãy ghi lý do kết thúc ủy quyền.")
    if now.ended_on or on > now.to_on:
        raise UnableToDelegate("Lần ủy quyền này đã kết thúc.")
    Delegation.objects.filter(pk=now.pk).update(to_on=max(now.from_on, day_before(on)), ended_on=on)
    record(scope=scope, verb="end", kind="delegation", uuid=now.uuid, data={"on": on, "why": why.strip()[:400]})


def _check_days(grant: Grant, from_on: date, to_on: date, today: date) -> None:
    if to_on < from_on:
        raise UnableToDelegate("Ngày cuối không thể trước ngày đầu.")
    if from_on < today:
        raise UnableToDelegate("Không ủy quyền lùi ngày; ngày đầu phải từ hôm nay trở đi.")
    if grant.to_on and to_on > grant.to_on:
        raise UnableToDelegate(
            f"Vai trò của đồng chí chỉ đến ngày {grant.to_on:%d/%m/%Y}; ủy quyền không dài hơn được."
        )

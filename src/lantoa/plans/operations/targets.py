"""Targets of a plan: what its unit is to reach, and the parts of it that units below are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.indicators.models import Indicator
from lantoa.indicators.operations import Amount, Goal, target_columns
from lantoa.organisations.models import Person, Unit
from lantoa.plans.models import Plan, PlanTarget
from lantoa.plans.operations.plans import UnableToChangePlan, writable
from lantoa.plans.operations.tasks import check_below
from lantoa.plans.rules import sharing
from lantoa.vietnamese.text import clean

MOST_TARGETS = 2000


@dataclass(frozen=True, slots=True)
class TargetSaid:
    """What somebody says of a target. Without ``responsible`` the head of its unit answers for it."""

    indicator: Indicator
    unit: Unit
    period: Period
    quantity: Quantity
    direction: str = "at_least"
    is_cumulative: bool = False
    group: str = ""
    owner: Person | None = None
    responsible: Person | None = None


@transaction.atomic
def write_target(
    *,
    scope: Scope,
    plan: Plan,
    said: TargetSaid,
    target: PlanTarget | None = None,
    parent: PlanTarget | None = None,
    uuid: UUID | None = None,
) -> PlanTarget:
    """Adds a target to a plan, or changes one. The same ``uuid`` again gives the one that stands.

    ``parent`` is the target of which a new one is the part of a unit below.
    """
    one = writable(scope, plan)
    if target is None and uuid and (known := one.targets.filter(uuid=uuid).first()):
        return known
    columns = _columns(one, said)
    same = {name: columns[name] for name in ("indicator", "unit", "from_on", "to_on", "is_cumulative")}
    twin = one.targets.filter(is_removed=False, **same).exclude(pk=target.pk if target else 0)
    if twin.exists():
        raise UnableToChangePlan("Kế hoạch đã có chỉ tiêu này cho đúng đơn vị và thời gian đó. Hãy sửa chỉ tiêu đã có.")
    if target is None:
        if one.targets.filter(is_removed=False).count() >= MOST_TARGETS:
            raise UnableToChangePlan(f"Một kế hoạch có nhiều nhất {MOST_TARGETS} chỉ tiêu.")
        last = one.targets.aggregate(last=Max("position"))["last"] or 0
        made = PlanTarget.objects.create(uuid=uuid or uuid4(), plan=one, position=last + 1, parent=parent, **columns)
        record(scope=scope, verb="add", kind="plan_target", uuid=made.uuid, data=_told(made))
        return made
    held = PlanTarget.objects.select_for_update(of=("self",)).get(pk=target.pk, plan=one)
    before = _told(held)
    for name, value in columns.items():
        setattr(held, name, value)
    held.save(update_fields=list(columns))
    if _told(held) != before:
        data = _told(held) | {"before": before}
        record(scope=scope, verb="change", kind="plan_target", uuid=held.uuid, data=data)
    return held


@transaction.atomic
def remove_target(*, scope: Scope, target: PlanTarget) -> None:
    """Takes a target out of a plan that may be written, with the parts of it; versions that hold it keep it."""
    one = writable(scope, target.plan)
    rows = [target, *target.parts.filter(is_removed=False)]
    for row in rows:
        PlanTarget.objects.filter(pk=row.pk, plan=one).update(is_removed=True)
        record(scope=scope, verb="remove", kind="plan_target", uuid=row.uuid, data=_told(row))


@transaction.atomic
def share_target(*, scope: Scope, target: PlanTarget, parts: Mapping[Unit, Quantity]) -> str:
    """Gives units below their parts of a target, all in one; those left out have none any more.

    Gives what is to be said of their sum ("cộng 118/120 cây cầu, còn thiếu 2"): it need not come to the whole.
    """
    one = writable(scope, target.plan)
    held = PlanTarget.objects.select_for_update(of=("self",)).select_related("indicator", "unit").get(pk=target.pk)
    if held.parent_id is not None:
        raise UnableToChangePlan("Đây đã là phần giao cho cấp dưới. Đơn vị ấy giao tiếp ở kế hoạch của mình.")
    if any(unit.pk == held.unit_id for unit in parts):
        raise UnableToChangePlan("Hãy giao cho đơn vị cấp dưới, không giao cho chính đơn vị có chỉ tiêu.")
    now = {row.unit_id: row for row in held.parts.filter(is_removed=False).select_related("owner", "responsible")}
    wanted = {unit.pk: (unit, amount) for unit, amount in parts.items()}
    for pk in sorted(now.keys() - wanted.keys()):
        remove_target(scope=scope, target=now[pk])
    said = TargetSaid(
        held.indicator, held.unit, held.period, held.quantity, held.direction, held.is_cumulative, held.group
    )
    for pk, (unit, amount) in wanted.items():
        old = now.get(pk)
        own = replace(said, unit=unit, quantity=amount)
        if old:
            own = replace(own, owner=old.owner, responsible=old.responsible)
        write_target(scope=scope, plan=one, said=own, target=old, parent=held)
    amounts = [(amount, held.direction) for amount in parts.values()]
    return sum_said(held, amounts)


def sum_said(target: PlanTarget, parts: list[tuple[Quantity, str]]) -> str:
    """What is to be said of the sum of parts beside the whole; empty where amounts of places do not add."""
    if target.indicator.over_places != "sum":
        return ""
    return sharing.told(parts, target.quantity, target.direction, target.indicator.unit)


def _columns(plan: Plan, said: TargetSaid) -> dict[str, Any]:
    if said.period.from_on > plan.to_on or said.period.to_on < plan.from_on:
        raise UnableToChangePlan("Kỳ của chỉ tiêu phải nằm trong thời gian của kế hoạch.")
    check_below(plan, said.unit)
    goal = Goal(Amount(said.indicator, said.unit, said.period, said.quantity, said.is_cumulative), said.direction)
    columns = target_columns(goal)
    for name in ("stands_in", "source_kind", "source_uuid"):
        columns.pop(name, None)
    return columns | {"group": clean(said.group).strip()[:300], "owner": said.owner, "responsible": said.responsible}


def _told(row: PlanTarget) -> dict[str, Any]:
    """What the history keeps of a target; people by number alone."""
    return {
        "indicator": row.indicator.code,
        "unit": row.unit.code,
        "wording": row.wording,
        "period": row.period.code,
        "group": row.group,
        "owner": str(row.owner.uuid) if row.owner else "",
        "responsible": str(row.responsible.uuid) if row.responsible else "",
    }

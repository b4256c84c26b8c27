"""Giving units what to reach, and taking it back. Never in the ledger, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.quantities import Exactness
from lantoa.common.scopes import Identity, Scope
from lantoa.history.operations import record
from lantoa.indicators.models import Indicator, Target
from lantoa.indicators.operations.posting import Amount, measured
from lantoa.indicators.rules import achievement, row_of_amount
from lantoa.organisations import queries as organisations


class UnableToSetTarget(Unable):
    """The target cannot be set, replaced or withdrawn so."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a unit is given to reach: how much of what and when, which way, in which words of which paper.

    ``amount.citation`` is the sentence, where the paper is here; ``source`` the record above the ledger that asks.
    """

    amount: Amount
    direction: str = "at_least"
    stands_in: str = ""
    source: Identity | None = None
    uuid: UUID | None = None


def set_target(*, scope: Scope, goal: Goal, why: str = "") -> Target:
    """Gives one unit a target; see ``set_targets``."""
    return set_targets(scope=scope, goals=[goal], why=why)[0]


@transaction.atomic
def set_targets(*, scope: Scope, goals: Sequence[Goal], why: str = "") -> list[Target]:
    """Gives units their targets, all or none; what stood for the same unit, indicator and days is replaced.

    ``why`` is needed where something is replaced. What stands already in the same words stays; the same ``uuid`` again
    gives the target that was set with it. UnableToSetTarget outside the scope, UnableToPost for an amount that is none.
    """
    # One after another for each indicator, in one order: two sends would both find nothing that stands.
    kinds = sorted({goal.amount.indicator.pk for goal in goals})
    list(Indicator.objects.select_for_update(no_key=True).filter(pk__in=kinds).order_by("pk"))
    return [_set(scope, goal, why.strip()) for goal in goals]


def _set(scope: Scope, goal: Goal, why: str) -> Target:
    known = Target.objects.filter(uuid=goal.uuid).first() if goal.uuid else None
    _check(scope, known.unit_id if known else goal.amount.unit.pk)
    if known:
        return known
    columns = target_columns(goal)
    same = ("indicator", "unit", "from_on", "to_on", "is_cumulative")
    old = Target.objects.filter(ended_at=None, **{name: columns[name] for name in same}).first()
    if old and all(getattr(old, name) == value for name, value in columns.items()):
        return old
    now, uuid = timezone.now(), goal.uuid or uuid4()
    if old:
        _replace(scope, old, why, by=uuid)
    target = Target.objects.create(uuid=uuid, replaces=old, set_by_id=scope.actor_id, set_at=now, **columns)
    data = {
        "indicator": goal.amount.indicator.code,
        "wording": target.wording,
        "period": goal.amount.period.code,
        "stands_in": target.stands_in,
        "replaces": str(old.uuid) if old else "",
        "row": row_of(target),
    }
    record(scope=scope, verb="set", kind="target", uuid=target.uuid, data=data)
    return target


def row_of(target: Target) -> dict[str, Any]:
    """What the history keeps of a target, so that one which was changed behind its back is found."""
    return row_of_amount(target) | {"direction": str(target.direction)}


def target_columns(goal: Goal) -> dict[str, Any]:
    """The columns of a target, for those who keep one until it is given; UnableToSetTarget for one that is none."""
    if goal.direction not in achievement.DIRECTIONS:
        raise UnableToSetTarget("Hãy chọn đạt từ mức này trở lên hay không vượt quá mức này.")
    quantity = goal.amount.quantity
    against = Exactness.JUST_UNDER if goal.direction == "at_least" else Exactness.AT_LEAST
    if quantity.exactness is against and quantity.said in _AGAINST[goal.direction]:
        raise UnableToSetTarget(f"“{quantity.said}” ngược với chiều đã chọn; hãy chọn lại chiều của kế hoạch.")
    if quantity.exactness is Exactness.RANGE and None in (quantity.low, quantity.high):
        raise UnableToSetTarget("Hãy ghi mức kế hoạch bằng số.")
    columns = measured(goal.amount)
    if min(number for number in (columns["value"], columns["low"], columns["high"]) if number is not None) < 0:
        raise UnableToSetTarget("Mức kế hoạch không thể âm.")
    source = goal.source
    return columns | {
        "direction": goal.direction,
        "stands_in": goal.stands_in.strip()[:400],
        "source_kind": source.kind if source else "",
        "source_uuid": source.uuid if source else None,
    }


# Words that say the other direction.
_AGAINST = {
    "at_least": ("không quá", "tối đa", "dưới"),
    "at_most": ("ít nhất", "tối thiểu", "không dưới", "trên", "hơn"),
}


def _replace(scope: Scope, old: Target, why: str, *, by: UUID) -> None:
    if not why:
        raise UnableToSetTarget(f"{_named(old)}. Hãy ghi lý do điều chỉnh.")
    _end(scope, old, "replaced", why)
    record(scope=scope, verb="replace", kind="target", uuid=old.uuid, data={"why": why, "by": str(by)})


def _named(old: Target) -> str:
    name = organisations.names_on([old.unit_id], old.to_on).get(old.unit_id, "Đơn vị")
    return f"{name} đã được giao “{old.indicator.name}” {old.period.label()}: {old.wording}"


@transaction.atomic
def withdraw_target(*, scope: Scope, target: Target, why: str) -> None:
    """Takes a target back, with the reason; it stays, and a new one may be set."""
    _check(scope, target.unit_id)
    if not why.strip():
        raise UnableToSetTarget("Hãy ghi lý do bỏ kế hoạch này.")
    locked = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if not locked.stands:
        raise UnableToSetTarget("Kế hoạch này đã được thay hoặc bỏ trước đó.")
    _end(scope, locked, "withdrawn", why.strip())
    record(scope=scope, verb="withdraw", kind="target", uuid=locked.uuid, data={"why": why.strip()})


def _end(scope: Scope, target: Target, how: str, why: str) -> None:
    target.ended_as, target.ended_why = how, why[:400]
    target.ended_by_id, target.ended_at = scope.actor_id, timezone.now()
    target.save(update_fields=["ended_as", "ended_why", "ended_by", "ended_at"])


def _check(scope: Scope, unit: int) -> None:
    if not scope.may("confirm", unit):
        raise UnableToSetTarget("Tài khoản này không được giao kế hoạch cho đơn vị đã chọn.")

"""Deciding that two lines of the ledger tell the same thing, or that they do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.indicators import queries
from lantoa.indicators.models import Double, Fact
from lantoa.indicators.operations.posting import eliminated, end_double, one_after_another
from lantoa.indicators.rules import doubles as double_rules
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit

LINE = "place"


class UnableToDecideDouble(Unable):
    """The two lines cannot be taken for one, or the decision is not this account's."""


@transaction.atomic
def count_once(*, scope: Scope, kept: Fact, other: Fact, why: str = "") -> Double:
    """Both tell the same: ``other`` is left out from the lowest unit under which both count, upwards.

    Below that unit it still counts: a commune keeps its own figure when the district has told it too. It is left out
    only of periods that hold both. UnableToDecideDouble where they cannot be the same or are decided already.
    """
    return decide_double(scope=scope, head=kept, others=[other], choice=double_rules.INCLUDED, why=why)[0]


@transaction.atomic
def tell_apart(*, scope: Scope, kept: Fact, other: Fact, why: str = "") -> Double:
    """They are two things and both count; they are not offered as doubles again."""
    return decide_double(scope=scope, head=kept, others=[other], choice=double_rules.APART, why=why)[0]


@transaction.atomic
def decide_double(*, scope: Scope, head: Fact, others: Sequence[Fact], choice: str, why: str = "") -> list[Double]:
    """Decides of an amount and of those that may be told in it, at one go (double_rules.CHOICES).

    Included: each of the others is left out as by ``count_once``. Details: the head is, in favour of all of them, and
    comes back only when none of them stands any more. UnableToDecideDouble as there.
    """
    if choice not in double_rules.CHOICES or not others:
        raise UnableToDecideDouble("Hãy chọn cách tính và ít nhất một số.")
    others = list({other.pk: other for other in others}.values())
    at = _check(scope, head, others)
    decided = [
        Double(kept=head, other=other, is_same=choice != double_rules.APART, at=at[other.pk]) for other in others
    ]
    if choice == double_rules.INCLUDED:
        for one in decided:
            _check_free(head, one.other, one.at)
            one.elimination = eliminated(scope, one, double_rules.span([_days(head), _days(one.other)]))
    elif choice == double_rules.DETAILS:
        highest = _highest(list(at.values()), head)
        for one in decided:
            one.kept, one.other, one.at = one.other, head, highest
            _check_free(one.kept, head, highest)
        decided[0].elimination = eliminated(scope, decided[0], double_rules.span(map(_days, (head, *others))))
    act = decided[0].uuid if len(decided) == 1 else uuid4()
    for one in decided:
        one.act, one.why = act, why.strip()[:400]
        one.decided_by_id, one.decided_at = scope.actor_id, timezone.now()
        one.save(force_insert=True)
    verb = {
        double_rules.INCLUDED: "count_once",
        double_rules.APART: "tell_apart",
        double_rules.DETAILS: "count_details",
    }
    data = {"head": str(head.uuid), "others": [str(other.uuid) for other in others], "why": why.strip()[:400]}
    record(scope=scope, verb=verb[choice], kind="double", uuid=act, data=data)
    return decided


@transaction.atomic
def undo_double(*, scope: Scope, double: Double, why: str) -> None:
    """Takes back what was decided with this at one go, with the reason; what it left out counts again."""
    if not why.strip():
        raise UnableToDecideDouble("Hãy ghi lý do hủy quyết định này.")
    together = list(Double.objects.filter(act=double.act).select_related("kept", "other", "elimination").order_by("pk"))
    if not all(scope.may("confirm", one.at_id) for one in together):
        raise UnableToDecideDouble(_NOT_YOURS)
    one_after_another(*(fact.uuid for one in together for fact in (one.kept, one.other)))
    standing = list(Double.objects.filter(act=double.act, ended_at=None).select_related("elimination").order_by("pk"))
    if not standing:
        raise UnableToDecideDouble("Quyết định này đã được hủy trước đó.")
    for one in standing:
        end_double(scope, one, why)


_NOT_YOURS = "Chỉ người xác nhận số liệu của đơn vị bao trùm cả hai số mới được quyết định hai số có trùng nhau không."


def _check(scope: Scope, head: Fact, others: Sequence[Fact]) -> dict[int, Unit]:
    """By amount the lowest unit under which it and the head count; UnableToDecideDouble where they cannot be one."""
    one_after_another(head.uuid, *(other.uuid for other in others))
    for other in others:
        if head.pk == other.pk or head.indicator_id != other.indicator_id:
            raise UnableToDecideDouble("Chỉ hai số khác nhau của cùng một chỉ tiêu mới có thể trùng nhau.")
        is_added = head.is_cumulative == other.is_cumulative and head.period.overlaps(other.period)
        if not head.indicator.adds or not is_added:
            raise UnableToDecideDouble("Hai số này không được cộng với nhau, nên không có gì để loại.")
    pks = {other.pk for other in others}
    if queries.standing().filter(pk__in={head.pk, *pks}).count() < len(pks) + 1:
        raise UnableToDecideDouble("Một trong các số này đã bị bỏ khỏi sổ.")
    up, found = _path(head), {}
    paths: dict[tuple[int, date], Sequence[Unit]] = {}
    for other in others:
        where = other.unit_id, other.to_on
        paths[where] = paths.get(where) or _path(other)
        at = _lowest(up, paths[where])
        if at is None:
            raise UnableToDecideDouble("Không có đơn vị nào bao trùm cả hai số này.")
        if not scope.may("confirm", at.pk):
            raise UnableToDecideDouble(_NOT_YOURS)
        found[other.pk] = at
    both = Q(kept=head, other__in=pks) | Q(other=head, kept__in=pks)
    if Double.objects.filter(both, ended_at=None).exists():
        raise UnableToDecideDouble("Đã có quyết định về hai số này. Muốn quyết định lại, hãy hủy quyết định cũ.")
    return found


def _days(fact: Fact) -> tuple[date, date]:
    return fact.from_on, fact.to_on


def _path(fact: Fact) -> Sequence[Unit]:
    return organisations.path_up(fact.unit_id, LINE, fact.to_on)


def _lowest(one: Sequence[Unit], other: Sequence[Unit]) -> Unit | None:
    """Of two paths from the top, the last unit that both have."""
    ids = {unit.pk for unit in one}
    return next((unit for unit in reversed(other) if unit.pk in ids), None)


def _check_free(kept: Fact, other: Fact, at: Unit) -> None:
    """An amount is left out once, and never in favour of one that is not counted there itself."""
    left_out = Double.objects.filter(is_same=True, ended_at=None)
    if left_out.filter(other=other).exists():
        raise UnableToDecideDouble("Số này đã được loại vì trùng với một số khác. Hãy hủy quyết định đó trước.")
    below = left_out.filter(other=kept).first()
    if below and at.pk in {unit.pk for unit in organisations.path_up(below.at_id, LINE, kept.to_on)}:
        raise UnableToDecideDouble("Số muốn giữ lại đang bị loại vì trùng với một số khác. Hãy giữ số kia.")


def _highest(units: Sequence[Unit], head: Fact) -> Unit:
    """Of units above an amount the highest."""
    ids = {unit.pk for unit in units}
    up = [*_path(head), *units]
    return next(unit for unit in up if unit.pk in ids)

"""Deciding that two lines of the ledger tell the same thing, or that they do not."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.indicators import queries, rules
from lantoa.indicators.models import Double, Fact
from lantoa.indicators.operations.posting import end_double, one_after_another
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
    at = _check(scope, kept, other)
    _check_free(kept, other, at)
    uuid, moment = uuid4(), timezone.now()
    amount = {name: getattr(other, name) for name in rules.AMOUNT}
    amount |= {"unit_id": at.pk, "from_on": min(kept.from_on, other.from_on), "to_on": max(kept.to_on, other.to_on)}
    line = Fact.objects.create(
        **amount,
        sign=-1,
        eliminates=other,
        source_kind="double",
        source_uuid=uuid,
        source_line=other.source_line,
        source_label="Loại số trùng",
        confirmed_by_id=scope.actor_id,
        confirmed_at=moment,
    )
    written = {"indicator": other.indicator.code, "wording": line.wording, "row": rules.row_of(line)}
    record(scope=scope, verb="post", kind="fact", uuid=line.uuid, data=written)
    return _decided(scope, Double(uuid=uuid, kept=kept, other=other, is_same=True, at=at, elimination=line), why)


@transaction.atomic
def tell_apart(*, scope: Scope, kept: Fact, other: Fact, why: str = "") -> Double:
    """They are two things and both count; they are not offered as doubles again."""
    at = _check(scope, kept, other)
    return _decided(scope, Double(kept=kept, other=other, is_same=False, at=at), why)


@transaction.atomic
def undo_double(*, scope: Scope, double: Double, why: str) -> None:
    """Takes a decision back, with the reason; what it left out counts again."""
    if not scope.may("confirm", double.at_id):
        raise UnableToDecideDouble(_NOT_YOURS)
    if not why.strip():
        raise UnableToDecideDouble("Hãy ghi lý do hủy quyết định này.")
    one_after_another(double.kept.uuid, double.other.uuid)
    if not Double.objects.filter(pk=double.pk, ended_at=None).exists():
        raise UnableToDecideDouble("Quyết định này đã được hủy trước đó.")
    end_double(scope, double, why)


_NOT_YOURS = "Chỉ người xác nhận số liệu của đơn vị bao trùm cả hai số mới được quyết định hai số có trùng nhau không."


def _check(scope: Scope, kept: Fact, other: Fact) -> Unit:
    """The lowest unit under which both count; UnableToDecideDouble where two lines cannot tell the same."""
    one_after_another(kept.uuid, other.uuid)
    if kept.pk == other.pk or kept.indicator_id != other.indicator_id:
        raise UnableToDecideDouble("Chỉ hai số khác nhau của cùng một chỉ tiêu mới có thể trùng nhau.")
    if not kept.indicator.adds or kept.is_cumulative != other.is_cumulative or not kept.period.overlaps(other.period):
        raise UnableToDecideDouble("Hai số này không được cộng với nhau, nên không có gì để loại.")
    if queries.standing().filter(pk__in=[kept.pk, other.pk]).count() < 2:
        raise UnableToDecideDouble("Một trong hai số đã bị bỏ khỏi sổ.")
    at = _lowest(_path(kept), _path(other))
    if at is None:
        raise UnableToDecideDouble("Không có đơn vị nào bao trùm cả hai số này.")
    if not scope.may("confirm", at.pk):
        raise UnableToDecideDouble(_NOT_YOURS)
    known = Double.objects.filter(kept__in=[kept, other], other__in=[kept, other], ended_at=None)
    if known.exists():
        raise UnableToDecideDouble("Đã có quyết định về hai số này. Muốn quyết định lại, hãy hủy quyết định cũ.")
    return at


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


def _decided(scope: Scope, double: Double, why: str) -> Double:
    double.why, double.decided_by_id, double.decided_at = why.strip()[:400], scope.actor_id, timezone.now()
    double.save(force_insert=True)
    data = {"kept": str(double.kept.uuid), "other": str(double.other.uuid), "why": double.why}
    verb = "count_once" if double.is_same else "tell_apart"
    record(scope=scope, verb=verb, kind="double", uuid=double.uuid, data=data)
    return double

"""Every change of savings and rotating groups: rounds and totals, nobody's account."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.contributions import queries, rules
from lantoa.contributions.models import Round, Savers
from lantoa.contributions.operations.checking import UnableToKeepContribution
from lantoa.history.operations import record
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.operations import one_after_another
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import clean, sort_key

MOST = 10**15


@transaction.atomic
def found(
    *, scope: Scope, unit: Unit, name: str, kind: str, from_on: date, today: date, uuid: UUID | None = None
) -> Savers:
    """Notes a group of savers. The same ``uuid`` again gives the one that stands."""
    one_after_another(uuid)
    _check(scope, unit.pk)
    if uuid and (known := queries.savers_one(uuid)):
        _check(scope, known.owner_unit_id)
        return known
    name = clean(name).strip()[:300]
    if not name or kind not in rules.SAVERS:
        raise UnableToKeepContribution("Hãy ghi tên tổ và chọn loại.")
    if from_on > today:
        raise UnableToKeepContribution("Không ghi ngày trong tương lai.")
    said = {"name": name, "kind": kind, "from_on": from_on}
    group = Savers.objects.create(uuid=uuid or uuid4(), owner_unit=unit, sort_key=sort_key(name), **said)
    record(scope=scope, verb="found", kind="savers", uuid=group.uuid, data=said | {"unit": unit.code})
    return group


@transaction.atomic
def hold(
    *,
    scope: Scope,
    group: Savers,
    on: date,
    members: int,
    paid_in: int,
    paid_out: int,
    today: date,
    note: str = "",
    uuid: UUID | None = None,
) -> Round:
    """Writes a round and puts what was paid in into the figures. On no day may more have been paid out than came in."""
    one_after_another(uuid)
    _check(scope, group.owner_unit_id)
    if uuid and (known := Round.objects.filter(uuid=uuid).select_related("savers").first()):
        _check(scope, known.savers.owner_unit_id)
        return known
    group = Savers.objects.select_for_update(of=("self",)).select_related("owner_unit").get(pk=group.pk)
    if not group.from_on <= on <= today:
        raise UnableToKeepContribution(f"Ngày của kỳ phải từ {group.from_on:%d/%m/%Y} đến hôm nay.")
    if members < 1 or paid_in < 0 or paid_out < 0 or not 0 < paid_in + paid_out <= MOST:
        raise UnableToKeepContribution("Hãy ghi số người tham gia và số tiền góp vào hoặc chi ra.")
    said = {"on": on, "members": members, "paid_in": paid_in, "paid_out": paid_out, "note": note[:200]}
    held = Round.objects.create(uuid=uuid or uuid4(), savers=group, **said)
    _check_purse(group)
    if paid_in:
        amount = ledger.Amount(
            figures.indicator(rules.COUNTED_SAVINGS), group.owner_unit, Period(on, on), Quantity.of(paid_in)
        )
        ledger.post(scope=scope, amount=amount, source=ledger.Source("savers", group.uuid, group.name), uuid=held.uuid)
    record(scope=scope, verb="hold", kind="savers", uuid=group.uuid, data=said | {"round": str(held.uuid)})
    return held


@transaction.atomic
def withdraw_round(*, scope: Scope, held: Round, why: str, today: date) -> None:
    """Takes a round that was wrong out of the totals, with the reason."""
    _check(scope, held.savers.owner_unit_id)
    group = Savers.objects.select_for_update().get(pk=held.savers_id)
    if not why.strip():
        raise UnableToKeepContribution("Hãy ghi lý do rút dòng này.")
    if not Round.objects.filter(pk=held.pk, withdrawn_on=None).update(withdrawn_on=today, why=why[:400]):
        raise UnableToKeepContribution("Dòng này đã được rút trước đó.")
    _check_purse(group)
    # The fact of a round has the number of the round.
    if fact := figures.facts_of_source("savers", [group.uuid]).filter(uuid=held.uuid).first():
        ledger.reverse(scope=scope, fact=fact, why=why)
    data = {"round": str(held.uuid), "why": why}
    record(scope=scope, verb="withdraw_round", kind="savers", uuid=group.uuid, data=data)


def _check_purse(group: Savers) -> None:
    rows = queries.rounds(group).filter(withdrawn_on=None).values_list("paid_in", "paid_out")
    if rules.runs_short(rows):
        raise UnableToKeepContribution("Số chi ra vượt số đã góp vào đến ngày ấy; hãy xem lại.")


def _check(scope: Scope, unit: int) -> None:
    if not scope.may("confirm", unit):
        raise UnableToKeepContribution("Tài khoản này không được ghi tổ tiết kiệm của đơn vị đã chọn.")

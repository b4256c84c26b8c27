"""Posting to the ledger, taking back, and keeping reported figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.files.models import Citation
from lantoa.history.operations import record
from lantoa.indicators import queries, rules
from lantoa.indicators.models import Double, Fact, Indicator, Statement
from lantoa.organisations.models import Unit
from lantoa.vietnamese.numbers import write_number

_RECORD_LOCK = 7_205_761
# A million billion at the indicator's scale: the sum of thousands of such facts still fits what a database adds.
MOST = 10**15


class UnableToPost(Unable):
    """The amount cannot stand in the ledger as given."""


@dataclass(frozen=True, slots=True)
class Source:
    """The record that a fact comes from: kind, id, and what to call it on a page.

    ``line`` names what a running total carries on ("" is the unit itself): a later one of the same line and unit
    replaces an earlier one, those of different lines add.
    """

    kind: str
    uuid: UUID
    label: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of what, reported for whom and when; cumulative amounts run from the period's first day."""

    indicator: Indicator
    unit: Unit
    period: Period
    quantity: Quantity
    is_cumulative: bool = False
    citation: Citation | None = None


@transaction.atomic
def post(*, scope: Scope, amount: Amount, source: Source, uuid: UUID | None = None) -> Fact:
    """Adds a fact. The same ``uuid`` again gives the fact that stands already (a repeated send posts once)."""
    one_after_another(uuid)
    known = Fact.objects.filter(uuid=uuid).first() if uuid else None
    _check(scope, known.unit_id if known else amount.unit.pk)
    if known:
        return known
    columns = measured(amount)
    fact = Fact.objects.create(
        uuid=uuid or uuid4(),
        source_kind=source.kind,
        source_uuid=source.uuid,
        source_line=source.line,
        source_label=source.label[:400],
        confirmed_by_id=scope.actor_id,
        confirmed_at=timezone.now(),
        **columns,
    )
    data = {
        "indicator": amount.indicator.code,
        "wording": fact.wording,
        "period": amount.period.code,
        "row": rules.row_of(fact),
    }
    record(scope=scope, verb="post", kind="fact", uuid=fact.uuid, data=data)
    return fact


@transaction.atomic
def reverse(*, scope: Scope, fact: Fact, why: str) -> Fact:
    """Takes a fact back, with the reason; the fact itself stays. UnableToPost when it was taken back before."""
    if not scope.may("confirm", fact.unit_id):
        raise UnableToPost("Tài khoản này không được sửa số liệu của đơn vị đã chọn.")
    if not why.strip():
        raise UnableToPost("Hãy ghi lý do bỏ số liệu này.")
    one_after_another(fact.uuid)
    if Fact.objects.filter(reversal_of=fact).exists():
        raise UnableToPost("Số liệu này đã được bỏ trước đó.")
    back = mirrored(scope, fact)
    record(scope=scope, verb="reverse", kind="fact", uuid=fact.uuid, data={"why": why})
    # What was left out in favour of this amount, or this amount itself where it was left out, is so no more.
    told = Double.objects.filter(Q(kept=fact) | Q(other=fact), ended_at=None).select_related("elimination")
    ended = list(told.order_by("pk"))
    for double in ended:
        end_double(scope, double, why)
    for double in ended:
        _hand_over(scope, double)
    return back


def mirrored(scope: Scope, line: Fact) -> Fact:
    """Takes a line of the ledger back by one of the other sign."""
    same = {name: getattr(line, name) for name in rules.MIRRORED}
    return Fact.objects.create(
        **same, sign=-line.sign, reversal_of=line, confirmed_by_id=scope.actor_id, confirmed_at=timezone.now()
    )


def eliminated(scope: Scope, double: Double, days: tuple[date, date]) -> Fact:
    """Leaves the other amount of a decision out at its unit, of periods that hold these days."""
    amount = {name: getattr(double.other, name) for name in rules.AMOUNT}
    amount |= {"unit_id": double.at.pk, "from_on": days[0], "to_on": days[1]}
    line = Fact.objects.create(
        **amount,
        sign=-1,
        eliminates=double.other,
        source_kind="double",
        source_uuid=double.uuid,
        source_line=double.other.source_line,
        source_label="Loại số trùng",
        confirmed_by_id=scope.actor_id,
        confirmed_at=timezone.now(),
    )
    written = {"indicator": double.other.indicator.code, "wording": line.wording, "row": rules.row_of(line)}
    record(scope=scope, verb="post", kind="fact", uuid=line.uuid, data=written)
    return line


def _hand_over(scope: Scope, double: Double) -> None:
    """Of a total that was left out in favour of several amounts: while one of them stands, it stays left out."""
    if double.elimination is None:
        return
    rest = Double.objects.filter(act=double.act, other=double.other_id, is_same=True, ended_at=None)
    if heir := rest.select_related("other__indicator", "at").order_by("pk").first():
        days = double.elimination.from_on, double.elimination.to_on
        Double.objects.filter(pk=heir.pk).update(elimination=eliminated(scope, heir, days))


def end_double(scope: Scope, double: Double, why: str) -> None:
    """A decision on a double holds no more; what it left out counts again. Of the caller's transaction."""
    if double.elimination:
        mirrored(scope, double.elimination)
        record(scope=scope, verb="reverse", kind="fact", uuid=double.elimination.uuid, data={"why": why})
    Double.objects.filter(pk=double.pk).update(ended_at=timezone.now(), ended_why=why[:400], is_heeded=False)
    record(scope=scope, verb="end", kind="double", uuid=double.act, data={"decision": str(double.uuid), "why": why})


def measured(amount: Amount) -> dict[str, Any]:
    """The columns of a Measured row; UnableToPost when the amount is finer than the indicator's scale."""
    how, quantity = amount.indicator, amount.quantity
    try:
        value, low, high = (rules.scaled(v, how.decimals) for v in (quantity.point, quantity.low, quantity.high))
    except ValueError as error:
        finest = write_number(rules.unscaled(1, how.decimals) or 1)
        raise UnableToPost(f"“{how.name}” chỉ ghi đến {finest} {how.unit}.") from error
    if max(abs(v) for v in (value, low, high, 0) if v is not None) > MOST:
        raise UnableToPost("Số này quá lớn; hãy xem lại đơn vị tính.")
    return {
        "indicator": how,
        "unit": amount.unit,
        "from_on": amount.period.from_on,
        "to_on": amount.period.to_on,
        "value": value,
        "low": low,
        "high": high,
        "exactness": quantity.exactness.value,
        "said": quantity.said,
        "is_cumulative": amount.is_cumulative,
        "citation": amount.citation,
    }


@transaction.atomic
def state(*, scope: Scope, amount: Amount, about: str = "", uuid: UUID | None = None) -> Statement:
    """Keeps a reported figure and posts its fact. The same ``uuid`` again changes nothing."""
    one_after_another(uuid)
    if uuid and (known := queries.statement(uuid)):
        _check(scope, known.unit_id)
        return known
    kept = Statement.objects.create(
        uuid=uuid or uuid4(),
        about=about[:400],
        made_by_id=scope.actor_id,
        made_at=timezone.now(),
        **measured(amount),
    )
    label = about or amount.indicator.name
    post(scope=scope, amount=amount, source=Source("statement", kept.uuid, label))
    record(scope=scope, verb="state", kind="statement", uuid=kept.uuid, data={"about": about})
    return kept


@transaction.atomic
def withdraw(*, scope: Scope, statement: Statement, why: str) -> None:
    """Takes back the fact of a reported figure; the statement stays, its history says why.

    UnableToPost without a reason, outside the scope, or when nothing of it stands any more.
    """
    facts = list(queries.facts_of_source("statement", [statement.uuid]))
    if not facts:
        raise UnableToPost("Số liệu này đã được bỏ trước đó.")
    for fact in facts:
        reverse(scope=scope, fact=fact, why=why)
    record(scope=scope, verb="withdraw", kind="statement", uuid=statement.uuid, data={"why": why})


def _check(scope: Scope, unit: int) -> None:
    if not scope.may("confirm", unit):
        raise UnableToPost("Tài khoản này không được ghi số liệu cho đơn vị đã chọn.")


def one_after_another(*records: UUID | None) -> None:
    """Marks the caller as a writer of the ledger until its transaction ends, and lets writers of one record in one at
    a time: who asks "does this uuid stand already?" asks after this, or two sends of one record would both hear no.

    Writers of different records do not wait for each other. On PostgreSQL each holds a lock that tells the sequence
    from which it goes on, so that queries.head can tell up to where nothing is still to come. SQLite has one writer.
    """
    if connection.vendor == "postgresql":
        keys = sorted({record.int & 0x7FFFFFFF for record in records if record})
        with connection.cursor() as cursor:
            # The number is noted before one is taken: the lock may tell too low a sequence, never too high. One lock
            # is enough for a transaction, however many lines it writes.
            cursor.execute(
                "SELECT pg_advisory_xact_lock_shared(%s + CASE WHEN is_called THEN last_value ELSE 0 END)"
                " FROM indicators_fact_seq_seq WHERE NOT EXISTS (SELECT FROM pg_locks WHERE pid = pg_backend_pid()"
                " AND locktype = 'advisory' AND objsubid = 1"
                " AND (classid::bigint << 32 | objid::bigint) BETWEEN %s AND %s)",
                [queries.WRITERS, queries.WRITERS, queries.WRITERS + (1 << 40) - 1],
            )
            for key in keys:
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_RECORD_LOCK, key])

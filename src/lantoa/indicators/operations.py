"""Posting to the ledger, taking back, and keeping reported figures and the catalogue."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.files.models import Citation
from lantoa.history.operations import record
from lantoa.indicators import queries, rules
from lantoa.indicators.models import Fact, Indicator, Statement
from lantoa.organisations.models import Unit
from lantoa.vietnamese.numbers import write_number

DATA = Path(__file__).parent / "data"
_LEDGER_LOCK = 7_205_759
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
    one_after_another()
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
    one_after_another()
    if Fact.objects.filter(reversal_of=fact).exists():
        raise UnableToPost("Số liệu này đã được bỏ trước đó.")
    same = {name: getattr(fact, name) for name in rules.MIRRORED}
    back = Fact.objects.create(
        **same, sign=-1, reversal_of=fact, confirmed_by_id=scope.actor_id, confirmed_at=timezone.now()
    )
    record(scope=scope, verb="reverse", kind="fact", uuid=fact.uuid, data={"why": why})
    return back


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
    one_after_another()
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


@transaction.atomic
def load_catalogue(*, folder: Path = DATA) -> int:
    """Adds or updates every [[indicator]] of the folder's TOML files by code; gives their number."""
    count = 0
    for path in sorted(folder.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["indicator"]:
            count += 1
            Indicator.objects.update_or_create(code=row.pop("code"), defaults={"position": count, **row})
    return count


def define_part(*, whole: Indicator, code: str, name: str, part: str) -> Indicator:
    """An indicator for a part of another one, which adds like it but never into it."""
    found, _ = Indicator.objects.update_or_create(
        code=f"{whole.code}--{code}",
        defaults={
            "name": name,
            "name_en": f"{whole.name_en}: {code}",
            "whole": whole,
            "part": part,
            "unit": whole.unit,
            "decimals": whole.decimals,
            "over_places": whole.over_places,
            "over_time": whole.over_time,
            "is_divisible": whole.is_divisible,
            "is_public": whole.is_public,
            "position": whole.position,
        },
    )
    return found


def _check(scope: Scope, unit: int) -> None:
    if not scope.may("confirm", unit):
        raise UnableToPost("Tài khoản này không được ghi số liệu cho đơn vị đã chọn.")


def one_after_another() -> None:
    """Lets one writer of the ledger in at a time, until the caller's transaction ends.

    Commits must follow the order of sequences, or "up to sequence n" would not always mean the same facts. Who asks
    "does this uuid stand already?" asks after this, or two sends of one record at once would both hear no.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LEDGER_LOCK])

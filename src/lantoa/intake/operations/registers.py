"""From a whole draft to a record: the calls into the registers, and back out of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Identity, Scope
from lantoa.directives import queries as directives
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.intake import queries
from lantoa.intake.drafts.amounts import as_quantity
from lantoa.intake.drafts.commendations import INDICATORS
from lantoa.intake.models import Finding
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.practices import operations as practices
from lantoa.practices import queries as practice_register
from lantoa.practices.models import Practice
from lantoa.vietnamese.text import fold


class UnableToAccept(Unable):
    """The draft cannot enter its register as it is."""


def _reachable(scope: Scope, code: str, on: date) -> NamedUnit:
    """The unit of a draft; UnableToAccept where this person may not enter anything for it."""
    unit = organisations.unit(code, on)
    if not scope.may("confirm", unit.pk):
        raise UnableToAccept(
            f"Tài khoản này không được ghi cho “{unit.name}”. Hãy sửa đơn vị, hoặc chuyển cấp trên xác nhận."
        )
    return unit


def key_of(finding: Finding, part: str = "") -> UUID:
    """The UUID of the record that a finding makes: the same for a double click, another one after an undo."""
    return uuid5(finding.uuid, f"{queries.rounds(finding)}/{part}")


def enter_practice(scope: Scope, finding: Finding) -> Identity:
    """Registers the practice of a draft."""
    draft, paper = finding.draft, finding.paper
    on = date.fromisoformat(draft["registered_on"])
    unit = _reachable(scope, draft["owner_unit"], on)
    key = key_of(finding)
    for one in practice_register.likely_same(draft["name"], unit.pk):
        if one.folded == fold(draft["name"]) and one.owner_unit_id == unit.pk and one.uuid != key:
            raise UnableToAccept(
                f"Đơn vị này đã có mô hình “{one.name}”. Hãy ghép vào mô hình đó, hoặc sửa tên nếu là mô hình khác."
            )
    person = organisations.people().filter(uuid=draft["owner_person"]).first() if draft.get("owner_person") else None
    registration = practices.Registration(
        name=draft["name"],
        kind=draft["kind"],
        owner_unit=unit,
        registered_on=on,
        owner_person=person,
        owner_group=draft.get("owner_group", ""),
        fields=list(practice_register.fields().filter(code__in=draft.get("fields", []))),
        citation=finding.citation,
        paper=paper.title[:200],
    )
    practice = practices.register(scope=scope, registration=registration, uuid=key)
    if draft.get("is_pilot") and "choose_as_pilot" in practice_register.open_verbs(practice):
        practices.advance(scope=scope, practice=practice, verb="choose_as_pilot", on=on, paper=paper.title[:200])
    return Identity("practice", practice.uuid)


def enter_amount(scope: Scope, finding: Finding, owners: Sequence[Practice]) -> Identity:
    """Adds an outcome of its practices, or states a figure that belongs to none."""
    draft = finding.draft
    quantity = as_quantity(draft)
    assert quantity is not None  # a whole draft has one
    amount = amount_of(scope, finding, draft["indicator"], quantity)
    about = draft.get("about") or finding.read.get("surface", "")
    if owners:
        result = practices.Result(owners, amount, about)
        return Identity("outcome", practices.add_outcome(scope=scope, result=result, uuid=key_of(finding)).uuid)
    return Identity("statement", ledger.state(scope=scope, amount=amount, about=about, uuid=key_of(finding)).uuid)


def enter_commendation(scope: Scope, finding: Finding) -> Identity:
    """States each number of a commendation; the record is the first of them."""
    made = []
    for part, code in INDICATORS.items():
        if finding.draft.get(part):
            amount = amount_of(scope, finding, code, Quantity.of(Decimal(finding.draft[part])))
            about = finding.draft.get("about", "")
            made.append(ledger.state(scope=scope, amount=amount, about=about, uuid=key_of(finding, part)))
    return Identity("statement", made[0].uuid)


def leave(scope: Scope, finding: Finding, why: str) -> None:
    """Takes back what an accepted finding entered."""
    record = finding.record
    if finding.record_kind == "practice" and (practice := record and practice_register.practice(record)):
        practices.withdraw(scope=scope, practice=practice, why=why)
    elif finding.record_kind == "outcome" and (outcome := record and practice_register.outcome(record)):
        practices.withdraw_outcome(scope=scope, outcome=outcome, why=why)
    elif finding.record_kind == "statement":
        for part in ("", *INDICATORS):
            if statement := figures.statement(key_of(finding, part)):
                ledger.withdraw(scope=scope, statement=statement, why=why)


def may_join(scope: Scope, record: Identity) -> bool:
    """Whether there is such a record that this person may know of: in reach, or on the portal for everybody."""
    if record.kind == "directive":
        return directives.visible(scope).filter(uuid=record.uuid).exists()
    if record.kind == "person":
        return organisations.people().filter(uuid=record.uuid).exists()
    if record.kind == "unit":
        return organisations.named(date.max).filter(uuid=record.uuid).exists()
    return _may_join_figure(scope, record)


def _may_join_figure(scope: Scope, record: Identity) -> bool:
    match record.kind:
        case "practice":
            practice = practice_register.practice(record.uuid)
            return practice is not None and (practice.is_public or scope.may("read", practice.owner_unit_id))
        case "outcome":
            outcome = practice_register.outcome(record.uuid)
            return outcome is not None and scope.may("read", outcome.unit_id)
        case "statement":
            statement = figures.statement(record.uuid)
            return statement is not None and scope.may("read", statement.unit_id)
    return False


def amount_of(scope: Scope, finding: Finding, code: str, quantity: Quantity) -> ledger.Amount:
    """The amount of a draft for the ledger, with its citation; UnableToAccept for a unit out of reach."""
    draft: dict[str, Any] = finding.draft
    period = Period(date.fromisoformat(draft["from_on"]), date.fromisoformat(draft["to_on"]))
    return ledger.Amount(
        indicator=figures.indicator(code),
        unit=_reachable(scope, draft["unit"], period.to_on),
        period=period,
        quantity=quantity,
        is_cumulative=bool(draft.get("is_cumulative")),
        citation=finding.citation,
    )

"""Drives as the tests make them: through the concept's own operations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from lantoa.common.quantities import Exactness, Quantity
from lantoa.common.scopes import Scope
from lantoa.contributions import operations
from lantoa.contributions.models import Cared, Drive, Gift, Help, Round, Savers
from lantoa.contributions.operations import DriveSaid, GiftSaid, care, saving
from lantoa.contributions.operations.care import CaredSaid, HelpSaid
from tests.cast import TODAY, Cast

START = date(2026, 1, 5)


def make_drive(
    cast: Cast, unit: str = "an-phuc", name: str = "Chung tay làm lộ thôn Đông", *, public: bool = False, **more: Any
) -> Drive:
    """An open drive, public if so wished."""
    said = DriveSaid(cast.units[unit], name, START, **more)
    drive = operations.start(scope=cast.product, said=said)
    if public:
        operations.advance(scope=cast.product, drive=drive, verb="publish", on=START, today=TODAY)
    drive.refresh_from_db()
    return drive


def make_gift(
    cast: Cast,
    drive: Drive,
    amount: int = 2_000_000,
    kind: str = "money",
    *,
    exactness: Exactness = Exactness.EXACT,
    words: str = "",
    promised: bool = False,
    scope: Scope | None = None,
    **more: Any,
) -> Gift:
    """A gift that was received, or only promised."""
    days: dict[str, Any] = {"promised_on": START} if promised else {"received_on": START}
    said = GiftSaid(kind, Quantity.of(amount, exactness, words), **days, **more)
    return operations.give(scope=scope or cast.product, drive=drive, said=said, today=TODAY)


def make_savers(
    cast: Cast, name: str = "Tổ tiết kiệm thôn Đông", unit: str = "an-phuc", kind: str = "insurance"
) -> Savers:
    """A group of savers without a round."""
    said: dict[str, Any] = {"unit": cast.units[unit], "name": name, "kind": "insurance"}
    return saving.found(scope=cast.product, from_on=START, today=TODAY, **said)


def make_round(
    cast: Cast, group: Savers, paid_in: int, paid_out: int, *, members: int = 12, scope: Scope | None = None
) -> Round:
    """One round of the group."""
    said: dict[str, Any] = {"on": START, "members": members, "paid_in": paid_in, "paid_out": paid_out}
    return saving.hold(scope=scope or cast.product, group=group, today=TODAY, **said)


def keeping(cast: Cast, unit: str = "an-phuc") -> Scope:
    """Whoever keeps the register of a unit's own people: the product in that unit's place."""
    return replace(cast.product, home_unit_id=cast.units[unit].pk)


def make_cared(
    cast: Cast,
    unit: str = "an-phuc",
    name: str = "Bà Lê Thị Mận",
    kind: str = "household",
    *,
    reason: str = "",
    **more: Any,
) -> Cared:
    """A household or pupil that the unit looks after."""
    reason = reason or {"household": "ho-ngheo", "pupil": "hoc-sinh-kho-khan"}[kind]
    said = CaredSaid(cast.units[unit], kind, name, reason, START, **more)
    return care.look_after(scope=keeping(cast, unit), said=said, today=TODAY)


def make_help(
    cast: Cast, cared: Cared, kind: str = "money", amount: int | None = 500_000, counted_in: str = "", what: str = ""
) -> Help:
    """Something that was given or done for them."""
    said = HelpSaid(kind, START, None if amount is None else Decimal(amount), counted_in, what)
    scope = replace(cast.product, home_unit_id=cared.owner_unit_id)
    return care.give_help(scope=scope, cared=cared, said=said, today=TODAY)

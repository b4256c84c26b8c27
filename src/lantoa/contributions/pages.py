"""What the pages of drives show, gathered in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lantoa.common.quantities import Quantity
from lantoa.contributions import queries, rules, wording
from lantoa.contributions.models import Drive, Gift, Spending, Work
from lantoa.indicators.rules import write_quantity
from lantoa.indicators.rules.amounts import in_parts


def said(quantity: Quantity | None, unit: str) -> str:
    """ "trên 52 tỷ đồng"; a dash for what is not there."""
    return write_quantity(quantity, unit) if quantity is not None else "—"


@dataclass(frozen=True, slots=True)
class SumLine:
    """One kind as the pages say it; ``parts`` are qualifier, number and unit of what has come."""

    kind: str
    received: str
    awaited: str
    given: str
    parts: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class Givers:
    """Who gave, as a visitor may know it: names, and how many others."""

    named: list[Gift]
    others: int


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work with its size in words."""

    work: Work
    size: str


def givers(gifts: list[Gift]) -> Givers:
    """Only who agreed is named; a gift of many without a name counts them all."""
    named = [one for one in gifts if one.is_named and one.received_on]
    return Givers(named, sum(one.givers for one in gifts if one.received_on and not one.is_named))


def book(drive: Drive) -> dict[str, Any]:
    """The book of a drive as both its pages show it."""
    found = queries.book(drive)
    account = found.account
    lines = [
        SumLine(
            one.kind,
            said(one.received, one.unit),
            said(one.awaited, one.unit),
            said(one.given, one.unit),
            in_parts(write_quantity(one.received, one.unit)) if one.received else None,
        )
        for one in found.sums
    ]
    return {
        "drive": drive,
        "book": found,
        "sums": lines,
        "received": said(account.received or Quantity.of(0), "đồng"),
        "joint_money": said(account.joint, "đồng") if account.joint else "",
        "spent": said(Quantity.of(account.spent), "đồng"),
        "left": said(account.left, "đồng") if account.left is not None else "",
        "over": said(Quantity.of(account.over), "đồng") if account.over else "",
        "has_money": bool(account.received or account.spent or account.joint),
        "works": [WorkLine(one, size_of(one.kind, one.amount)) for one in found.works],
        "givers": givers([*found.gifts, *found.joint]),
    }


def left_to_practices(drive: Drive) -> list[str]:
    """The kinds of gift and work that a served practice has reported: the drive leaves them to it."""
    counted = queries.counted_by_practices(drive)
    kinds = [wording.KINDS[kind] for kind, code in rules.COUNTED_GIFTS.items() if code in counted]
    return [
        str(one) for one in kinds + [wording.WORKS[k] for k, code in rules.COUNTED_WORKS.items() if code in counted]
    ]


def size_of(kind: str, amount: Decimal | None) -> str:
    """How large a work is, in words that its form reads again: "450 m", "2 cây cầu"; empty where nobody said it."""
    if not amount:
        return ""
    unit = rules.MEASURES[kind]
    # People say "450 m", not "0,45 km".
    short = unit == "km" and amount < 1
    return said(Quantity.of(amount * 1000 if short else amount), "m" if short else unit)


def line_words(one: Gift | Spending | Work) -> str:
    """What a line of the book was about, never who gave: "Đất hiến 30 m²"; "Đá, 500.000 đồng"; "Cầu kênh Tư"."""
    if isinstance(one, Gift):
        return f"{wording.KINDS[one.kind]} {said(one.quantity, one.counted_in)}"
    if isinstance(one, Spending):
        return f"{one.what}, {said(Quantity.of(one.amount), 'đồng')}"
    return one.name

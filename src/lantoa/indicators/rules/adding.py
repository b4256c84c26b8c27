"""How amounts are stored, added and said. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import combinations_with_replacement
from typing import Any

from lantoa.common.quantities import Exactness, Quantity, total
from lantoa.vietnamese.money import write_money
from lantoa.vietnamese.numbers import write_number

# How an indicator adds: over places, and over the parts of a period.
ADDING = {
    "sum": "cộng dồn",
    "latest": "lấy số mới nhất",
    "max": "lấy số lớn nhất",
    "none": "không cộng",
    "ratio": "tử số chia cho mẫu số",
}

# Words that stand before a point when the source gave none of its own, or the parts of a sum disagree.
WORDS = {
    Exactness.EXACT: "",
    Exactness.AT_LEAST: "trên",
    Exactness.JUST_UNDER: "gần",
    Exactness.ABOUT: "khoảng",
    Exactness.RANGE: "khoảng",
}

# What makes an amount, in columns; and what a reversal repeats of the fact that it takes back.
AMOUNT = (
    *("indicator_id", "unit_id", "from_on", "to_on", "value", "low", "high", "exactness", "said"),
    *("is_cumulative", "citation_id"),
)
MIRRORED = (*AMOUNT, "eliminates_id", "source_kind", "source_uuid", "source_line", "source_label")


def row_of(fact: Any) -> dict[str, Any]:
    """What the history keeps of a line of the ledger, so that a line which was changed behind its back is found."""
    return row_of_amount(fact) | {"source": f"{fact.source_kind} {fact.source_uuid} {fact.source_line}"}


def row_of_amount(one: Any) -> dict[str, Any]:
    """What it keeps of any amount over a period."""
    return {
        "unit": str(one.unit.uuid),
        "from_on": one.from_on.isoformat(),
        "to_on": one.to_on.isoformat(),
        "amounts": [one.value, one.low, one.high],
        "exactness": str(one.exactness),
        "is_cumulative": one.is_cumulative,
    }


def scaled(value: Decimal | None, decimals: int) -> int | None:
    """The integer that the ledger stores; ValueError when the amount is finer than the indicator's scale."""
    if value is None:
        return None
    try:
        whole = value.scaleb(decimals)
        if whole != whole.to_integral_value():
            raise ValueError(f"finer than {decimals} decimals")
    except InvalidOperation as error:
        raise ValueError("not an amount") from error
    return int(whole)


def unscaled(stored: int | None, decimals: int) -> Decimal | None:
    """The amount behind a stored integer."""
    if stored is None:
        return None
    return Decimal(stored).scaleb(-decimals) if decimals else Decimal(stored)


# The largest sequence that a database can hold.
LAST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Address:
    """Where a figure lives. Printed in Word files, so the form of ``path`` never changes.

    ``tree`` None reads every fact's unit as it stood on the fact's last day; a date reads the map of that day.
    ``upto`` is the ledger sequence up to which facts are counted; None means all there are now.
    """

    indicator: str
    unit: str
    period: str
    line: str = "place"
    tree: date | None = None
    upto: int | None = None


def as_date(tree: str) -> date | None:
    """The tree of an address: "then" or a day; ValueError otherwise."""
    if tree == "then":
        return None
    day = date.fromisoformat(tree)
    # Python reads other spellings too; one day has one address.
    if day.isoformat() != tree:
        raise ValueError("a day is written 2022-12-31")
    return day


def as_tree(text: str, today: date) -> date | None:
    """The tree that someone asks for: "then", "today" or a day as 2025-07-01; ValueError otherwise."""
    return today if text == "today" else as_date(text)


def write_amount(value: Decimal, unit: str) -> str:
    """Gives "52 tỷ đồng", "22,7 km": an amount with its unit, money in large words."""
    if unit == "đồng":
        return write_money(value)
    return f"{write_number(value)}%" if unit == "%" else f"{write_number(value)} {unit}".rstrip()


def write_quantity(quantity: Quantity | None, unit: str) -> str:
    """As a report says it: "trên 52 tỷ đồng", "từ 85 đến 90%", "chưa có số liệu" for a missing one."""
    if quantity is None:
        return "chưa có số liệu"
    if quantity.point is not None:
        word = quantity.said or WORDS[quantity.exactness]
        if quantity.exactness is Exactness.EXACT:
            word = ""
        return f"{word} {write_amount(quantity.point, unit)}".strip()
    if quantity.low is not None and quantity.high is not None:
        # Money says its scale at both ends: "từ 800 triệu đến 1,2 tỷ đồng".
        low = write_money(quantity.low).removesuffix(" đồng") if unit == "đồng" else write_number(quantity.low)
        return f"từ {low} đến {write_amount(quantity.high, unit)}"
    if quantity.low is not None:
        return f"trên {write_amount(quantity.low, unit)}"
    if quantity.high is not None:
        return f"không quá {write_amount(quantity.high, unit)}"
    return "có nhưng không rõ số"


# One example of each exactness with the word that papers use.
EXAMPLES = {
    "10": Quantity.of(10),
    "trên 10": Quantity.of(10, Exactness.AT_LEAST),
    "gần 10": Quantity.of(10, Exactness.JUST_UNDER),
    "khoảng 10": Quantity.of(10, Exactness.ABOUT),
    "từ 8 đến 12": Quantity.between(8, 12),
}


def wording_table() -> list[tuple[str, str, str]]:
    """How the sum of any two amounts is worded; docs/how-figures-are-calculated.md publishes it."""
    pairs = combinations_with_replacement(EXAMPLES, 2)
    return [(one, other, write_quantity(total([EXAMPLES[one], EXAMPLES[other]]), "")) for one, other in pairs]


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported in one series: enough of a fact to fold it.

    A series is what a later amount carries on: the unit with the line of the source (its practices, or "").
    """

    series: tuple[int, str]
    from_on: date
    to_on: date
    seq: int
    quantity: Quantity
    is_left_out: bool = False


def latest_of_each(facts: Iterable[Reported]) -> list[Reported]:
    """The last fact of each series: a running total replaces its own former one."""
    return list({fact.series: fact for fact in sorted(facts, key=lambda f: (f.to_on, f.seq))}.values())


def fold(facts: Iterable[Reported], over_time: str, over_places: str) -> Quantity | None:
    """One amount out of many facts: first over time within each series, then over the series.

    "none" gives an amount only where there is nothing to add. The order of the facts never matters.
    """
    by_series: dict[tuple[int, str], list[Reported]] = {}
    for fact in sorted(facts, key=lambda f: (f.to_on, f.seq)):
        # Taken out and put back: the series that was reported last stands last.
        by_series[fact.series] = [*by_series.pop(fact.series, []), fact]
    each = [_one([fact.quantity for fact in own], over_time) for own in by_series.values()]
    if not each or any(quantity is None for quantity in each):
        return None
    return _one([quantity for quantity in each if quantity is not None], over_places)


def _one(quantities: list[Quantity], adding: str) -> Quantity | None:
    if adding == "sum":
        return total(quantities)
    if adding == "max":
        return max(quantities, key=lambda q: q.point if q.point is not None else q.low or Decimal(0))
    if adding == "latest":
        return quantities[-1]
    return quantities[0] if len(quantities) == 1 else None

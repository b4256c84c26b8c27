"""Drives of the demonstration: what people gave for a road, what it cost, what stands there now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.contributions import operations, queries, rules
from lantoa.contributions.models import Drive
from lantoa.contributions.operations import DriveSaid, GiftSaid, WorkSaid
from lantoa.indicators.rules.amounts import read_amount
from lantoa.organisations.models import Unit
from lantoa.pledges.rules.contents import read_measure


def load(plan: Mapping[str, Any], units: Mapping[str, Unit], scope: Scope, today: date) -> int:
    """Opens and fills what demo.toml says, in its order; gives how many drives there are."""
    for row in plan.get("drives", ()):
        said = DriveSaid(units[row["unit"]], row["name"], row["on"], purpose=row["purpose"], place=row["place"])
        drive = operations.start(scope=scope, said=said)
        for one in row["gifts"]:
            operations.give(scope=scope, drive=drive, said=_gift(one), today=today)
        for one in row["spendings"]:
            operations.spend(scope=scope, drive=drive, today=today, **one)
        for one in row["works"]:
            size = read_amount(one["amount"], rules.MEASURES[one["kind"]]).point
            operations.build(scope=scope, drive=drive, said=WorkSaid(**one | {"amount": size}), today=today)
        _move(drive, row, scope, today)
    return queries.drives().count()


def _gift(row: Mapping[str, Any]) -> GiftSaid:
    kind, unit = row["kind"], ""
    if kind == "materials":
        read = read_measure(row["amount"])
        assert read is not None, row
        assert read[0] is not None, row
        quantity, unit = Quantity.of(read[0]), read[1]
    else:
        quantity = read_amount(row["amount"], rules.UNITS[kind])
    day = {"promised_on" if row.get("promised") else "received_on": row["on"]}
    return GiftSaid(
        kind,
        quantity,
        row["giver"],
        row.get("givers", 1),
        unit,
        worth=row.get("worth"),
        may_be_named=row.get("named", False),
        **day,
    )


def _move(drive: Drive, row: Mapping[str, Any], scope: Scope, today: date) -> None:
    for verb, key in (("close", "closed_on"), ("publish", "published_on")):
        if key in row:
            operations.advance(scope=scope, drive=drive, verb=verb, on=row[key], today=today)

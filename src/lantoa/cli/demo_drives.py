"""Gifts of the demonstration: what was given and built, savings groups, who is looked after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from lantoa.cli.demo_drawings import road_after, road_before
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.contributions import operations, queries, rules
from lantoa.contributions.models import Drive
from lantoa.contributions.operations import DriveSaid, GiftSaid, WorkSaid, care, saving
from lantoa.contributions.operations.care import CaredSaid, HelpSaid
from lantoa.files.operations import keep_picture
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
            operations.build(scope=scope, drive=drive, said=_work(one, scope), today=today)
        _move(drive, row, scope, today)
    _save(plan, units, scope, today)
    _look_after(plan, units, scope, today)
    return queries.drives().count()


def _work(row: Mapping[str, Any], scope: Scope) -> WorkSaid:
    said = {name: value for name, value in row.items() if name != "photos"}
    said["amount"] = read_amount(row["amount"], rules.MEASURES[row["kind"]]).point
    if row.get("photos"):
        for when, picture in (("before", road_before()), ("after", road_after())):
            said[when] = keep_picture(scope=scope, name=f"lo-{when}.jpg", data=picture)
    return WorkSaid(**said)


def _save(plan: Mapping[str, Any], units: Mapping[str, Unit], scope: Scope, today: date) -> None:
    for row in plan.get("savers", ()):
        said = {name: row[name] for name in ("name", "kind", "from_on")}
        group = saving.found(scope=scope, unit=units[row["unit"]], today=today, **said)
        for one in row["rounds"]:
            saving.hold(scope=scope, group=group, today=today, **one)


def _look_after(plan: Mapping[str, Any], units: Mapping[str, Unit], scope: Scope, today: date) -> None:
    """As the unit's own official: nobody above may enter whom it looks after."""
    years = set()
    for row in plan.get("cared", ()):
        unit = units[row["unit"]]
        by: dict[str, Any] = {"scope": replace(scope, home_unit_id=unit.pk), "today": today}
        carer = units[row["carer"]]
        said = CaredSaid(unit, row["kind"], row["name"], row["reason"], row["on"], row["hamlet"], carer)
        cared = care.look_after(**by, said=said)
        for one in row["helps"]:
            amount = Decimal(one["amount"]) if "amount" in one else None
            told = HelpSaid(one["kind"], one["on"], amount, one.get("counted_in", ""), one.get("what", ""))
            care.give_help(**by, cared=cared, said=told)
            years.add((row["unit"], one["on"].year))
        if "overcome_on" in row:
            care.review(**by, cared=cared, verb="overcome", on=row["overcome_on"])
    for code, year in sorted(years):
        home = replace(scope, home_unit_id=units[code].pk)
        care.count_year(scope=home, unit=units[code], year=year, today=today)


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
    for verb, key in (("close", "closed_on"), ("settle", "settled_on"), ("publish", "published_on")):
        if key in row:
            operations.advance(scope=scope, drive=drive, verb=verb, on=row[key], today=today)

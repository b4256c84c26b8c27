"""Pledges of the demonstration: a branch that registered in the spring, some of it done, some late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.organisations.models import Person, Unit
from lantoa.plans.models import Theme
from lantoa.pledges import operations, queries
from lantoa.pledges.operations import Assessment, DeedSaid, PledgeSaid
from lantoa.pledges.rules.contents import read_measure


def load(plan: Mapping[str, Any], units: Mapping[str, Unit], scope: Scope) -> int:
    """Registers and moves what demo.toml says, in its order; gives how many pledges there are."""
    for row in plan.get("pledges", ()):
        unit, on = units[row["unit"]], row["on"]
        days = Period.parse(row.get("period", str(on.year)))
        people = _people(unit, on, row.get("people"), row.get("all_but", ()))
        deeds = [_deed(one, days) for one in row["deeds"]]
        if row.get("as_unit"):
            said = PledgeSaid(unit, days, deeds)
            operations.register(scope=scope, said=said, today=on)
        else:
            operations.register_many(
                scope=scope,
                unit=unit,
                people=people,
                deeds=deeds,
                days=days,
                today=on,
                sending=uuid5(NAMESPACE_URL, f"{row['unit']} {on} {row['deeds'][0]['what']}"),
                is_confirmed=row.get("confirmed", False),
                span=row.get("span", "year"),
            )
    for row in plan.get("pledge_progress", ()):
        _progress(row, units, scope)
    for row in plan.get("commitments", ()):
        unit = units[row["unit"]]
        said_: dict[str, Any] = {"year": row["year"], "on": row["on"], "today": row["on"]}
        people = _people(unit, row["on"], None, row.get("all_but", ()))
        operations.file_commitments(scope=scope, unit=unit, people=people, **said_)
    return queries.pledges().count()


def _people(unit: Unit, day: date, named: Any, all_but: Any) -> list[Person]:
    """Those who are named; else everybody but some."""
    everybody = queries.belongs(unit.pk, day)
    return [one for one in everybody if (one.full_name in named if named is not None else one.full_name not in all_but)]


def _deed(row: Mapping[str, Any], days: Period) -> DeedSaid:
    measure = read_measure(row.get("measure", ""))
    assert measure is not None, row
    theme = Theme.objects.filter(name=row.get("theme", "")).first()
    return DeedSaid(row["what"], row.get("due_on", days.to_on), *measure, theme)


def _progress(row: Mapping[str, Any], units: Mapping[str, Unit], scope: Scope) -> None:
    unit, on = units[row["unit"]], row["on"]
    found = queries.pledges().filter(unit=unit, person__full_name=row["person"], from_on__year=on.year).get()
    deed = queries.deeds_of([found])[found.pk][row.get("deed", 0)]
    said: dict[str, Any] = {"words": row["words"], "on": on, "today": on, "is_done": row.get("done", False)}
    operations.add_progress(scope=scope, deed=deed, **said)
    if outcome := row.get("assessed"):
        deeds = queries.deeds_of([found])[found.pk]
        told = {one.uuid: Assessment(outcome, row["words"]) for one in deeds}
        operations.assess(scope=scope, pledge=found, said=told, today=on)
    if result := row.get("closed"):
        operations.close(scope=scope, pledge=found, result=result, today=on)

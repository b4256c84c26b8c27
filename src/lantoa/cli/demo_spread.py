"""What spread in the demonstration: practices that units took up from one another, how they fared, what was learnt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lantoa.common.scopes import Scope
from lantoa.organisations.models import Unit
from lantoa.practices import operations, queries
from lantoa.practices.models import Practice, Replication
from lantoa.practices.operations import Beginning, Found, Origin, Registration


def load(plan: Mapping[str, Any], units: Mapping[str, Unit], scope: Scope, today: date) -> int:
    """Writes what demo.toml says, in its order; gives how many practices were taken up, asked for or offered."""
    spread = plan.get("spread", {})
    for row in spread.get("sources", ()):
        _begun(units[row["unit"]], row, scope)
    for row in spread.get("edges", ()):
        _edge(row, units, scope, today)
    for row in spread.get("lessons", ()):
        said = {"kind": row["kind"], "text": row["text"], "on": row["on"], "today": today}
        operations.add_lesson(scope=scope, practice=_named(row["practice"], units[row["unit"]]), **said)
    for row in spread.get("waiting", ()):
        source, taker = _named(row["source"], units[row["of"]]), units[row["unit"]]
        act = operations.offer if row["way"] == "offered" else operations.ask
        act(scope=scope, source=source, taker=taker, today=row["on"], note=row["note"])
    return queries.replications().count()


def _begun(unit: Unit, row: Mapping[str, Any], scope: Scope) -> Practice:
    """A practice of former years, carried out and public."""
    fields = [one for one in queries.fields() if one.code in row["fields"]]
    said = Registration(row["name"], "collective", unit, row["on"], summary=row["summary"], fields=fields)
    practice = operations.register(scope=scope, registration=said)
    for verb in ("start", "publish"):
        operations.advance(scope=scope, practice=practice, verb=verb, on=row["on"])
    return practice


def _edge(row: Mapping[str, Any], units: Mapping[str, Unit], scope: Scope, today: date) -> None:
    taker = units[row["unit"]]
    source = _named(row["source"], units[row["of"]]) if "of" in row else None
    origin = Origin(
        source,
        "" if source else row["source"],
        row["way"],
        directed_words=row.get("directed", ""),
        paper_words=row.get("paper", ""),
    )
    own = queries.register().filter(owner_unit=taker, name=row["name"]).first()
    beginning = Beginning(row["on"], own, row["name"], adapted=row.get("adapted", ""))
    one = operations.record_origin(scope=scope, origin=origin, taker=taker, beginning=beginning, today=today)
    if own is None and one.practice is not None:
        operations.advance(scope=scope, practice=one.practice, verb="publish", on=row["on"])
    for check in row.get("checks", ()):
        _check(one, check, scope, today)


def _check(one: Replication, row: Mapping[str, Any], scope: Scope, today: date) -> None:
    found = Found(row["state"], row["on"], row.get("effect", ""), row.get("learnt", ""))
    operations.check_replication(scope=scope, replication=one, months=row["months"], found=found, today=today)


def _named(name: str, unit: Unit) -> Practice:
    found = queries.register().filter(owner_unit=unit, name=name).first()
    assert found is not None, (name, unit.code)
    return found

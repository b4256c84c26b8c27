"""A report as plain data for other programs: what JSON can hold, numbers as exact texts."""

from __future__ import annotations

from typing import Any

from lantoa.reports.gathered import CommendedLine, Gathered, OutcomeLine, Pair, PracticeLine
from lantoa.reports.rules import Figured


def practices(told: Gathered, *, public_url: str) -> dict[str, Any]:
    """The report on practices. Missing amounts are null."""

    def figured(one: Figured | None) -> dict[str, Any] | None:
        if one is None:
            return None
        ends = {end: getattr(one.quantity, end) for end in ("point", "low", "high")}
        exact = {end: None if value is None else f"{value:f}" for end, value in ends.items()}
        return {
            "text": one.text,
            **exact,
            "exactness": one.quantity.exactness.value,
            "unit": one.unit,
            "url": public_url + one.path,
        }

    def pair(one: Pair) -> dict[str, Any]:
        since = one.since.isoformat() if one.since else None
        return {"in_period": figured(one.in_period), "cumulative": figured(one.cumulative), "since": since}

    def outcome(one: OutcomeLine) -> dict[str, Any]:
        shared = list(one.names) if len(one.names) > 1 else []
        said = {"indicator": one.indicator, "amount": figured(one.figured), "period": one.period.code}
        return said | {"is_cumulative": one.is_cumulative, "about": one.about, "joint_with": shared, "id": one.pk}

    def practice(one: PracticeLine) -> dict[str, Any]:
        return {
            "name": one.name,
            "kind": "collective" if one.is_collective else "individual",
            "unit": one.unit,
            "person": one.person,
            "group": one.group,
            "fields": list(one.fields),
            "started_on": one.started_on.isoformat(),
            "ended_on": one.ended_on.isoformat() if one.ended_on else None,
            "pilot_from": one.pilot_from.isoformat() if one.pilot_from else None,
            "outcomes": [outcome(each) for each in one.outcomes],
        }

    def commended(one: CommendedLine) -> dict[str, Any]:
        return {
            "about": one.about,
            "unit": one.unit,
            "period": one.period.code,
            "is_cumulative": one.is_cumulative,
            "collectives": figured(one.collectives),
            "individuals": figured(one.individuals),
            "unsplit": figured(one.unsplit),
            "paper": one.paper,
        }

    return {
        "kind": "practices",
        "unit": told.unit,
        "period": told.period.code,
        "upto": told.upto,
        "on": told.on.isoformat(),
        "tree": told.tree.isoformat() if told.tree else "then",
        "figures": [
            {"indicator": line.code, "name": line.name, "unit": line.unit, **pair(line.pair)}
            for line in told.indicators
        ],
        "practices": [practice(one) for one in told.practices],
        "commended": [commended(one) for one in told.commended],
        "covered": list(told.covered),
        "uncovered": list(told.uncovered),
        "papers": [paper.name for paper in told.papers],
    }

"""What more the demonstration tells of some practices: described in parts, examined, a time as a pilot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lantoa.common.scopes import Scope
from lantoa.practices import queries
from lantoa.practices.operations import dossier


def load(plan: Mapping[str, Any], scope: Scope, today: date) -> int:
    """Tells what demo.toml says of practices, by name; gives how many were told of."""
    known = {one.name: one for one in queries.register()}
    rows = plan.get("dossiers", ())
    for row in rows:
        by: dict[str, Any] = {"scope": scope, "practice": known[row["practice"]]}
        dossier.describe(**by, told=row["parts"])
        for one in row.get("examined", ()):
            dossier.examine(**by, said=dossier.Examined(**one), today=today)
        if until := row.get("pilot_until"):
            dossier.plan_pilot(**by, until=until)
    return len(rows)

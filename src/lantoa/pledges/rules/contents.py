"""What a pledge says, as a plain value that an amendment keeps, and how two such values differ. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lantoa.vietnamese.numbers import read_number, write_number
from lantoa.vietnamese.text import clean

Row = Mapping[str, Any]
LABELS = {"what": "Việc làm", "measure": "Chỉ tiêu", "due_on": "Thời hạn", "theme": "Chuyên đề"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A deed that differs: how ("added", "removed", "changed"), what it is, and each field before and after."""

    how: str
    what: str
    fields: tuple[tuple[str, str, str], ...] = ()


def measure(amount: Decimal | None, counted_in: str) -> str:
    """How much of what: "12 buổi"; empty where nothing is counted."""
    return "" if amount is None else f"{write_number(amount.normalize())} {counted_in}".strip()


def row(uuid: object, what: str, measured: str, due_on: date, theme: str) -> dict[str, Any]:
    """A deed as a version keeps it."""
    return {"uuid": str(uuid), "what": what, "measure": measured, "due_on": due_on.isoformat(), "theme": theme}


def compare(before: Sequence[Row], after: Iterable[Row]) -> list[Difference]:
    """How two versions differ, in the order of the later one; removed deeds last."""
    old = {one["uuid"]: one for one in before}
    found, kept = [], set()
    for one in after:
        kept.add(one["uuid"])
        if (was := old.get(one["uuid"])) is None:
            found.append(Difference("added", one["what"]))
            continue
        fields = tuple(
            (label, said(key, was.get(key)), said(key, one.get(key)))
            for key, label in LABELS.items()
            if was.get(key) != one.get(key)
        )
        if fields:
            found.append(Difference("changed", one["what"], fields))
    return found + [Difference("removed", one["what"]) for uuid, one in old.items() if uuid not in kept]


def said(key: str, value: Any) -> str:
    """A field of a version in words."""
    if not value:
        return "—"
    return f"{date.fromisoformat(value):%d/%m/%Y}" if key == "due_on" else str(value)


_MEASURE = re.compile(r"(\d[\d.,  ]*)\s*(.*)", re.S)


def read_measure(text: str) -> tuple[Decimal | None, str] | None:
    """ "12 buổi" → 12, "buổi"; nothing for an empty text; None for what is no number followed by its unit."""
    typed = " ".join(clean(text).split())
    if not typed:
        return None, ""
    found = _MEASURE.fullmatch(typed)
    read = read_number(found[1].strip()) if found else None
    if found is None or read is None or read.value <= 0 or not found[2].strip() or found[2][0].isdigit():
        return None
    # As many decimals as are kept.
    return (read.value, found[2].strip()) if read.value == round(read.value, 2) else None

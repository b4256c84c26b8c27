"""The two installed lists, and what data/vietnam.toml says besides them."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lantoa.organisations.rules import place_names
from lantoa.organisations.rules.reform import Days
from lantoa.organisations.rules.reform_lists import Exceptions, Lists

DATA = Path(__file__).parents[1] / "data" / "vietnam.toml"


@dataclass(frozen=True, slots=True)
class Expected:
    """A number that must come out, and who says so."""

    key: str
    label: str
    value: int
    source: str
    standing: str


@dataclass(frozen=True, slots=True)
class Country:
    """The unit at the top."""

    code: str
    name: str
    founded_on: date


@dataclass(frozen=True, slots=True)
class Stated:
    """What the data file says."""

    days: Days
    country: Country
    papers: dict[str, str]
    exceptions: Exceptions
    expected: tuple[Expected, ...]


@cache
def stated(path: Path = DATA) -> Stated:
    """The data file, read once."""
    said: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Stated(
        days=Days(said["known_since"], said["effective_on"]),
        country=Country(**said["country"]),
        papers=said["papers"],
        exceptions=Exceptions(
            corrections={tuple(one["old"]): [tuple(new) for new in one["new"]] for one in said["correction"]},
            not_units=frozenset(tuple(one["old"]) for one in said["not_a_unit"]),
            spellings={one["wrong"]: one["right"] for one in said["spelling"]},
            former_names={
                one["province"]: (one["name"], one["unit_class"], one["until"]) for one in said["former_name"]
            },
        ),
        expected=tuple(Expected(**one) for one in said["count"]),
    )


def lists() -> Lists:
    """Today's provinces and communes (vietnam-provinces, whichever edition this Python has) and the conversions
    (vietnam-address-converter). The numbers that the lists give to places are not used: those of communes differ from
    edition to edition, so places are matched by name."""
    from vietnam_provinces import NESTED_DIVISIONS_JSON_PATH

    nested = json.loads(Path(NESTED_DIVISIONS_JSON_PATH).read_text(encoding="utf-8"))
    # "Cao Bằng" in one edition, "Tỉnh Cao Bằng" in the next: the kind is said beside the name in both.
    kinds = {"thành phố trung ương": "Thành phố", "tỉnh": "Tỉnh"}
    names = {one["code"]: place_names.official(one["name"], default=kinds[one["division_type"]]) for one in nested}
    return Lists(
        provinces=list(names.values()),
        communes=[(names[one["code"]], ward["name"]) for one in nested for ward in one["wards"]],
        moves=[(_old(row["old"]), _new(row["new"])) for row in _conversions()],
    )


def _conversions() -> list[dict[str, Any]]:
    from vietnam_address_converter.data import DEFAULT_DATA

    rows: list[dict[str, Any]] = DEFAULT_DATA["mapping"]["rows"]
    return rows


def _old(row: dict[str, Any]) -> tuple[str, ...]:
    path = (row["province_name"], row["district_name"], row["ward_name"] or "")
    return path if path[2] else path[:2]


def _new(row: dict[str, Any]) -> tuple[str, ...]:
    return row["province_name"], row["ward_name"]

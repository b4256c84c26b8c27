"""The outlines of the provinces since 01/7/2025, and the archipelagos that belong to two of them.

data/vietnam-map.json is drawn by scripts/vietnam-map. Keys are the codes that units get when the country is loaded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "vietnam-map.json"


@dataclass(frozen=True, slots=True)
class Outline:
    """Land as an SVG path; islands too small to have a shape as points."""

    key: str
    name: str
    path: str
    islands: str


@dataclass(frozen=True, slots=True)
class Archipelago:
    """Islands far out with the key of their province, and the box that holds them: left, top, width, height."""

    name: str
    province: str
    islands: str
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Country:
    """The whole drawing; ``credit`` names its source, maker and licence."""

    width: int
    height: int
    outlines: Mapping[str, Outline]
    archipelagos: tuple[Archipelago, ...]
    credit: str


@cache
def country() -> Country:
    """The drawing, read once."""
    said = json.loads(DATA.read_text(encoding="utf-8"))
    outlines = [Outline(one["key"], one["name"], one["path"], _points(one["dots"])) for one in said["provinces"]]
    far = tuple(
        Archipelago(one["name"], one["province"], _points(one["dots"]), _box(one["dots"]))
        for one in said["archipelagos"]
    )
    credit = f"{said['source']}, {said['licence'].split(',')[0]}"
    return Country(said["width"], said["height"], {one.key: one for one in outlines}, far, credit)


# A line of no length with round ends shows as a dot, as large on every screen as the style sheet says.
def _points(dots: Iterable[tuple[int, int]]) -> str:
    return "".join(f"M{x} {y}h0" for x, y in dots)


def _box(dots: list[tuple[int, int]], margin: int = 18) -> tuple[int, int, int, int]:
    xs, ys = [x for x, _ in dots], [y for _, y in dots]
    left, top = min(xs) - margin, min(ys) - margin
    return left, top, max(xs) + margin - left, max(ys) + margin - top

"""Samples of what goes from unit to unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from lantoa.practices import operations
from tests.cast import TODAY
from tests.house.sampling import NOBODY, Maker, Sample
from tests.house.world import World


def _once(make: Callable[[World, str], Any]) -> Maker:
    """A record of the unit, made at its first asking."""
    found: dict[tuple[int, str], UUID] = {}

    def made(world: World, unit: str) -> Sample:
        key = (id(world), unit)
        if unit and key not in found:
            found[key] = make(world, unit).uuid
        return Sample({"uuid": found[key] if unit else NOBODY})

    return made


def _taken_up(world: World, unit: str) -> Any:
    """From outside the register, so that it concerns this unit alone."""
    return operations.record_origin(
        scope=world.cast.product,
        origin=operations.Origin(source_words="Đường hoa, xã Nơi Xa"),
        taker=world.cast.units[unit],
        beginning=operations.Beginning(date(2022, 5, 1), name=f"Đường hoa {unit}"),
        today=TODAY,
    )


def _lesson(world: World, unit: str) -> Any:
    said: dict[str, Any] = {"kind": "advice", "text": "Bàn với dân trước", "on": date(2022, 6, 1), "today": TODAY}
    return operations.add_lesson(scope=world.cast.product, practice=world.practice(unit), **said)


_OF_A_PRACTICE = ("lineage", "ask", "order", "offer", "origin", "add_lesson")
_OF_A_REPLICATION = ("replication", "answer_replication", "start_replication", "check_replication")

SPREADING: dict[str, Maker] = {
    **dict.fromkeys([f"practices:{name}" for name in _OF_A_REPLICATION], _once(_taken_up)),
    **dict.fromkeys([f"practices:{name}" for name in _OF_A_PRACTICE], _once(lambda world, unit: world.practice(unit))),
    "practices:withdraw_lesson": _once(_lesson),
}

"""Samples of what is told of a practice beyond its registration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from lantoa.files.operations import keep_photo
from lantoa.practices.operations import dossier
from tests.cast import TODAY
from tests.files.test_photos import JPEG
from tests.house.sampling import NOBODY, Maker, Sample
from tests.house.world import World


def _once(make: Callable[[World, str], Any]) -> Callable[[World, str], UUID]:
    """The record of a unit, made at its first asking."""
    found: dict[tuple[int, str], UUID] = {}

    def made(world: World, unit: str) -> UUID:
        if not unit:
            return NOBODY
        if (id(world), unit) not in found:
            found[id(world), unit] = make(world, unit).uuid
        return found[id(world), unit]

    return made


def _prove(world: World, unit: str) -> Any:
    by: dict[str, Any] = {"scope": world.cast.product, "on": TODAY, "today": TODAY}
    photo = keep_photo(scope=world.cast.product, name="anh", data=JPEG)
    return dossier.prove(**by, outcome=world.outcome(unit), file=photo, says="Cây cầu đã xong")


def _examine(world: World, unit: str) -> Any:
    said = dossier.Examined("Hội đồng thi đua", TODAY, "recognised")
    return dossier.examine(scope=world.cast.product, practice=world.practice(unit), said=said, today=TODAY)


_proof, _examination = _once(_prove), _once(_examine)


def _practice(world: World, unit: str) -> UUID:
    found: UUID = world.practice(unit).uuid if unit else NOBODY
    return found


def _telling(what: str) -> Maker:
    return lambda world, unit: Sample({"uuid": _practice(world, unit), "what": what})


DOSSIER: dict[str, Maker] = {
    "practices:judge": _telling("tham-dinh"),
    "practices:tell": _telling("mo-ta"),
    "practices:withdraw_mark": lambda world, unit: Sample(
        {"uuid": _practice(world, unit), "kind": "tham-dinh", "mark": _examination(world, unit)}
    ),
    "practices:prove": lambda world, unit: Sample({"uuid": world.outcome(unit).uuid if unit else NOBODY}),
    "practices:proof": lambda world, unit: Sample({"uuid": _proof(world, unit)}),
    "practices:withdraw_proof": lambda world, unit: Sample({"uuid": _proof(world, unit)}),
}

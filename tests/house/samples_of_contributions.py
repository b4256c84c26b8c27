"""Samples of what people give and of who is looked after, for the rights matrix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.house.sampling import NOBODY
from tests.house.world import World

Parameters = dict[str, Any]


def cared(world: World, unit: str) -> Parameters:
    """A household that a unit looks after."""
    return {"uuid": world.cared(unit).uuid if unit else NOBODY}


def helped(world: World, unit: str) -> Parameters:
    """Something that was given to it."""
    return cared(world, unit) | {"entry": world.help(unit).uuid if unit else NOBODY}


def year(world: World, unit: str) -> Parameters:
    """The totals of a unit's year."""
    return {"uuid": world.care_year(unit).uuid if unit else NOBODY}


def drive(world: World, unit: str) -> Parameters:
    """A drive of a unit."""
    return {"uuid": world.drive(unit).uuid if unit else NOBODY}


def gift(world: World, unit: str) -> Parameters:
    """A gift in its drive."""
    return drive(world, unit) | {"kind": "gop", "entry": world.gift(unit).uuid if unit else NOBODY}


def savers(world: World, unit: str) -> Parameters:
    """A savings group of a unit."""
    return {"uuid": world.savers(unit).uuid if unit else NOBODY}


def held(world: World, unit: str) -> Parameters:
    """A round of it."""
    return savers(world, unit) | {"entry": world.round(unit).uuid if unit else NOBODY}


def drafted(world: World, unit: str) -> Parameters:
    """A list that only the session in which it came can name."""
    return drive(world, unit) | {"draft": NOBODY}


_OF_A_DRIVE = ("drive", "workbook", "gift", "spending", "work", "advance", "load_gifts", "gifts_template")
CONTRIBUTIONS: dict[str, Callable[[World, str], Parameters]] = {
    **dict.fromkeys([f"contributions:{name}" for name in _OF_A_DRIVE], drive),
    **dict.fromkeys(["contributions:gifts_read", "contributions:gifts_marked"], drafted),
    **dict.fromkeys(["contributions:change", "contributions:correct", "contributions:voucher"], gift),
    "contributions:savers": savers,
    "contributions:withdraw_round": held,
    "contributions:photo": lambda world, unit: {"uuid": NOBODY, "which": "sau"},
    **dict.fromkeys(
        [f"contributions:{name}" for name in ["cared", "give_help", "review_care", "change_cared_name"]], cared
    ),
    "contributions:withdraw_help": helped,
    "contributions:care_year": year,
}

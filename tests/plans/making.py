"""Plans and themes as the tests make them: through the concept's own operations."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.plans import operations
from lantoa.plans.models import Theme
from tests.cast import Cast


def theme_said(cast: Cast, unit: str = "an-phuc", name: str = "Nêu gương", **said: Any) -> operations.ThemeSaid:
    """What somebody says of a theme."""
    period = Period.parse(said.pop("year", "2026"))
    more: dict[str, Any] = {"kind": "theme"} | said
    return operations.ThemeSaid(unit=cast.units[unit], name=name, from_on=period.from_on, to_on=period.to_on, **more)


def make_theme(
    cast: Cast,
    unit: str = "an-phuc",
    name: str = "Nêu gương",
    *,
    scope: Scope | None = None,
    taking_part: Collection[str] = (),
    **said: Any,
) -> Theme:
    """A theme that a unit set."""
    return operations.set_theme(
        scope=scope or cast.product,
        said=theme_said(cast, unit, name, **said),
        taking_part=[cast.units[code] for code in taking_part],
    )

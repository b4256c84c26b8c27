"""Amounts over time, as bars or a line, two series at most: what is to be drawn. ``plot`` draws it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lantoa.design.drawings.ticks import ticks
from lantoa.design.templatetags.writing import number


@dataclass(frozen=True, slots=True)
class Point:
    """A period: its name below the axis, all that is said of it ("Năm 2022: trên 52 tỷ đồng"), where it leads."""

    name: str
    said: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """An amount for each period, None where there is none. From ``forecast_from`` on (an index) it is a forecast."""

    name: str
    amounts: Sequence[Decimal | None]
    kind: Literal["bars", "line"] = "bars"
    forecast_from: int | None = None

    def is_forecast(self, at: int) -> bool:
        """Whether the amount of this period is one."""
        return self.forecast_from is not None and at >= self.forecast_from


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows; ``write`` says the amounts of the axis."""

    title: str
    description: str
    points: Sequence[Point]
    series: Sequence[Series]
    write: Callable[[Decimal], str] = number

    def __post_init__(self) -> None:
        """Raises ValueError where the parts do not fit."""
        if not 1 <= len(self.series) <= 2 or not self.points:
            raise ValueError("a chart has one or two series of at least one period")
        if any(len(one.amounts) != len(self.points) for one in self.series):
            raise ValueError("a series has an amount, or None, for every period")

    @property
    def marks(self) -> tuple[Decimal, ...]:
        """The amounts of the axis, upwards."""
        return ticks(one for series in self.series for one in series.amounts if one is not None)

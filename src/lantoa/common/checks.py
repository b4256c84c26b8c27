"""What `lantoa doctor` asks of every concept: a check looks at rows and yields what does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that does not hold: a whole sentence in Vietnamese, and which record or number it is about.

    A remark is worth knowing and no break: the command still ends well.
    """

    what: str
    where: str
    is_remark: bool = False


@dataclass(slots=True)
class Look:
    """How far a check has come, and the moment it takes for now. ``told`` hears of every step."""

    now: datetime
    told: Callable[[Look], None] = field(default=lambda look: None)
    total: int | None = None
    done: int = 0

    def expect(self, number: int) -> None:
        """So many more things will be looked at."""
        self.total = (self.total or 0) + number
        self.told(self)

    def see(self, number: int = 1) -> None:
        """So many more things were looked at."""
        self.done += number
        self.told(self)


Run = Callable[[Look], Iterator[Break]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check as the command names it: in Vietnamese, what is being checked."""

    title: str
    run: Run


def check(title: str) -> Callable[[Run], Check]:
    """Names a check."""
    return lambda run: Check(title, run)

"""One thing that has a day, in the shape in which the desk and the calendars show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.organisations.queries import NamedUnit


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose things are asked for, and in which days: of a unit, as far as the scope reaches, of people, or both."""

    scope: Scope
    unit: NamedUnit | None
    people: frozenset[int]
    days: Period
    today: date


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be done by a day (``on``; None where none was set), or that lasts: from a moment to another
    (``to_at`` None where its end is not known), or over ``days``, both included.

    ``kind`` is one of ``wording.KINDS``, and with ``uuid`` what the thing is called for ever: of a record its own UUID,
    of what is counted or not yet begun one that follows from what it is about. ``path`` is where one acts on it. What
    was called off may be left out, or stand with ``is_off``: ``note`` says how; what took place stands as
    ``is_done``. ``turn`` grows with every change, where
    that is counted.
    """

    kind: str
    uuid: UUID
    title: str
    path: str
    on: date | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None
    days: Period | None = None
    note: str = ""
    place: str = ""
    is_off: bool = False
    is_done: bool = False
    turn: int | None = None

    @property
    def day(self) -> date | None:
        """The day on which it stands."""
        begins = self.from_at.date() if self.from_at else None
        return self.on or begins or (self.days.from_on if self.days else None)

    def is_over(self, today: date) -> bool:
        """Whether it lasted and has ended, or takes place no more: nothing is left to do."""
        if self.on is not None or self.day is None:
            return False
        last = self.to_at.date() if self.to_at else self.days.to_on if self.days else self.day
        return self.is_off or self.is_done or last < today

    def late(self, today: date) -> int:
        """How many days ago it was due."""
        return max(0, (today - self.on).days) if self.on else 0

"""What the pages of rules and of the calendar show, laid out."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from lantoa.common.scopes import Scope
from lantoa.history.models import Event
from lantoa.regulations import queries, reading_out, shapes, wording
from lantoa.regulations.calendars import Calendar
from lantoa.regulations.limits import is_bare_limit
from lantoa.regulations.models import CalendarDay, Deadline, Regulation

MOST_MOVES = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """One day in a month: its number, its look, and what it is called when it is special."""

    number: int
    look: str
    name: str


@dataclass(frozen=True, slots=True)
class Month:
    """One small month: weeks of seven cells, None for days of its neighbours."""

    name: str
    weeks: list[list[Cell | None]]


def months(year: int, calendar: Calendar, today: date) -> list[Month]:
    """The twelve months of a year, weeks from Monday."""
    return [
        Month(
            _("Month %(number)s") % {"number": month},
            [
                [_cell(date(year, month, number), calendar, today) if number else None for number in week]
                for week in Weeks().monthdayscalendar(year, month)
            ],
        )
        for month in wording.MONTHS
    ]


def _cell(day: date, calendar: Calendar, today: date) -> Cell:
    special = calendar.special.get(day)
    look = special.kind if special else "weekly" if calendar.is_weekly_off(day) else ""
    name = f"{wording.KINDS[special.kind]}: {special.name}" if special else ""
    return Cell(day.day, f"{look} today".strip() if day == today else look, name)


@dataclass(frozen=True, slots=True)
class Run:
    """Special days next to each other with one kind and name, told once."""

    first: CalendarDay
    last: date
    kind: str

    @property
    def span(self) -> str:
        """16–20/02."""
        return wording.short_span(self.first.day, self.last)


def runs(days: Iterable[CalendarDay]) -> list[Run]:
    """The special days in stretches."""
    found: list[Run] = []
    for one in days:
        before = found[-1] if found else None
        same = before and (before.first.kind, before.first.name, before.first.standing, before.first.source) == (
            one.kind,
            one.name,
            one.standing,
            one.source,
        )
        if before and same and before.last + timedelta(days=1) == one.day:
            found[-1] = Run(before.first, one.day, before.kind)
        else:
            found.append(Run(one, one.day, str(wording.KINDS[one.kind])))
    return found


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One deadline that moves, told to whoever may read of its unit."""

    label: str
    from_on: date
    to_on: date
    explained: str


def move_rows(moves: Iterable[queries.Move], scope: Scope, calendar: Calendar | None = None) -> list[MoveRow]:
    """At most ``MOST_MOVES`` rows; with a calendar each says how its last day is counted now."""
    found = []
    for at, move in enumerate(moves):
        if at == MOST_MOVES:
            break
        told = wording.explained(queries.working(move.deadline, calendar)) if calendar else ""
        found.append(MoveRow(label_for(move.deadline, scope), move.from_on, move.to_on, told))
    return found


def label_for(deadline: Deadline, scope: Scope) -> str:
    """What a deadline is for; of a unit that may not be read, only that it is one."""
    return deadline.label if scope.may("read", deadline.unit_id) else _("A deadline of another unit")


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a rule in two versions, in words."""

    name: str
    old: str
    new: str

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.old != self.new


def differences(old: Regulation, new: Regulation) -> list[Difference]:
    """Two versions part by part, in the order of the newer one."""
    before, after = (shapes.flat(one.value, whole=is_bare_limit) for one in (old, new))
    rows = [
        Difference(_("Name of the rule"), old.title, new.title),
        Difference(_("Source"), paper(old), paper(new)),
        Difference(_("How sure are we"), str(wording.STANDINGS[old.standing]), str(wording.STANDINGS[new.standing])),
    ]
    for key in [*after, *(key for key in before if key not in after)]:
        name = reading_out.path_of(key) or _("Value")
        rows.append(Difference(name, _told(key, before), _told(key, after)))
    return rows


def _told(key: str, answers: dict[str, object]) -> str:
    return reading_out.answer(key.rpartition(".")[2], answers[key]) if key in answers else "–"


def paper(one: Regulation | CalendarDay) -> str:
    """A source with the number and date of its paper, as far as they are known and it does not name them itself."""
    day = f"ngày {one.source_date:%d/%m/%Y}" if one.source_date else ""
    number = one.source_number if one.source_number not in one.source else ""
    told = ", ".join(filter(None, [number, day if number or one.source_number else ""]))
    return f"{one.source} ({told})" if told else one.source


def offered_differences(offer: queries.Offer) -> list[Difference]:
    """What stands here beside what ships; of a version that stands nowhere yet, only what ships."""
    said = offer.shipped.content
    day = date.fromisoformat(said["source_date"]) if said["source_date"] else None
    texts = {name: said[name] for name in ("title", "source", "source_number", "standing", "value")}
    new = Regulation(code=offer.shipped.code, effective_from=offer.shipped.effective_from, source_date=day, **texts)
    if offer.standing:
        return [row for row in differences(offer.standing, new) if row.differs]
    return [Difference(row.name, "–", row.new) for row in differences(new, new)]


@dataclass(frozen=True, slots=True)
class Act:
    """One line of a rule's history: what was done, when, by whom, why, and the text that it replaced."""

    what: str
    at: datetime
    who: str
    why: str
    former: dict[str, Any] | None
    former_value: list[tuple[str, str]]


def told_act(event: Event) -> Act:
    """An event of a rule; what was erased of it stays empty."""
    payload = getattr(event, "payload", None)
    data = payload.data if payload else {}
    former = data.get("before")
    value = reading_out.readable(former["value"]) if former else []
    what = str(wording.ACTS.get(event.verb, event.verb))
    return Act(what, event.at, payload.actor_name if payload else "", str(data.get("why", "")), former, value)

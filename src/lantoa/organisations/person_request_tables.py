"""What the pages of people's requests show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.common.scopes import Identity, Scope
from lantoa.history import queries as history
from lantoa.organisations import personal_wording as wording
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import PersonRequest, Restriction
from lantoa.organisations.queries import personal_data as queries
from lantoa.organisations.queries.personal_data import TimedRequest
from lantoa.organisations.rules.personal_data import Section
from lantoa.regulations import queries as regulations

ITEMS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Clock:
    """A last day, how many days are left to it (negative: over), and whether it still runs."""

    due_on: date | None
    left: int
    is_running: bool

    @property
    def over(self) -> int:
        """How many days it is over by, 0 in time."""
        return max(0, -self.left) if self.is_running else 0

    @property
    def is_near(self) -> bool:
        """Whether it runs and two days or fewer are left."""
        return self.is_running and 0 <= self.left <= 2


@dataclass(frozen=True, slots=True)
class Row:
    """A request in a list."""

    request: TimedRequest
    name: str
    kind: Any
    unit: str
    tag: tuple[Any, str, str]
    answer: Clock
    act: Clock


def rows(requests: Iterable[TimedRequest], today: date) -> list[Row]:
    """Requests with what a list shows of them, in a constant number of queries."""
    shown = list(requests)
    units = organisations.names_on((one.unit_id for one in shown), today)
    return [
        Row(
            one,
            one.person.full_name,
            wording.REQUEST_NAMES[one.kind],
            units.get(one.unit_id, ""),
            wording.STAGE_TAGS[one.stage],
            *_clocks(one, today),
        )
        for one in shown
    ]


def _clocks(one: TimedRequest, today: date) -> tuple[Clock, Clock]:
    is_open = one.closed_on is None
    return (
        _clock(one.answer_due_on, today, is_running=is_open and one.answered_on is None),
        _clock(one.due_on, today, is_running=is_open),
    )


def _clock(due_on: date | None, today: date, *, is_running: bool) -> Clock:
    return Clock(due_on, (due_on - today).days if due_on else 0, is_running and due_on is not None)


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as the page shows it: the first items by column, how many more, and what becomes of it."""

    section: Section
    rows: list[list[tuple[str, str]]]
    more: int
    tag: tuple[Any, str]


def sections(one: PersonRequest, scope: Scope, today: date) -> list[Section]:
    """What is held of the person that this officer may see."""
    return queries.held(queries.subject(one.person, scope, today))


def restriction_of(one: PersonRequest) -> Restriction | None:
    """What this very request hides now."""
    return queries.restrictions(one.person).filter(request=one).first()


def page(one: TimedRequest, scope: Scope, today: date) -> dict[str, Any]:
    """Everything on the page of one request but its forms."""
    (row,) = rows([one], today)
    held = sections(one, scope, today) if one.closed_on is None or one.kind == "export" else []
    # Nothing of other units' people is shown to who may not act on them.
    may = queries.may_handle(scope, one.person)
    return {
        "row": row,
        "request_": one,
        "name": queries.name_of(one.person) if may else one.person.full_name,
        "way": wording.WAY_NAMES[one.asked_how],
        "meaning": wording.MEANINGS[one.kind],
        "act_name": wording.ACT_NAMES[one.kind],
        "may_handle": may,
        "sections": held if may else [],
        "shown": [_shown(section) for section in held] if may else [],
        "restriction": restriction_of(one),
        "extensions": _extensions(one),
    }


def _extensions(one: TimedRequest) -> list[tuple[int, str]]:
    """By how many days the time was extended, and why, as the history tells."""
    clocks = {
        clock.uuid: clock for clock in regulations.of_source(Identity(queries.KIND, one.uuid)) if clock.extensions
    }
    acts = history.of_records("deadline", list(clocks), "extend")
    told = [act.payload.data for act in acts if hasattr(act, "payload")]
    return [(data.get("days", 0), data.get("why", "")) for data in told]


def _shown(section: Section) -> Shown:
    first = [list(zip(section.columns, item.cells, strict=True)) for item in section.items[:ITEMS_SHOWN]]
    return Shown(section, first, len(section.items) - len(first), wording.FATE_TAGS[section.fate])

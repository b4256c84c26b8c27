"""What waits for one person, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.desk.due.entries import Entry, Wanted
from lantoa.desk.due.sources import gather
from lantoa.desk.due.wording import KINDS
from lantoa.directives import queries as directives
from lantoa.directives.rules.sendings import OPEN
from lantoa.indicators import queries as ledger
from lantoa.indicators.models import Fact
from lantoa.indicators.pages import doubles as double_pages
from lantoa.indicators.queries import View
from lantoa.intake import queries as intake
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.practices import queries as practices
from lantoa.practices import summaries

WAITING, SENT, READING, REFUSED, NEWEST, FACTS, PLACES = 6, 5, 5, 5, 5, 6, 12
# So much of what is due stands open, so much more one press away; from so long ago to so far ahead.
DUE, DUE_MORE = 8, 50
BACK, AHEAD = timedelta(days=400), timedelta(days=60)
# Who looks after the places below sees what each of them has registered.
OF_PLACES = {"adviser", "approver"}
# What is due comes first. What each role sees after that; what is not named follows in this order.
ORDER = ("waiting", "papers", "places", "practices", "figures")
FIRST = {
    "head": ("practices", "figures", "papers", "waiting"),
    "adviser": ("places", "papers", "waiting"),
    "approver": ("places", "practices", "figures"),
    "inspector": ("practices", "figures"),
    "council": ("practices", "figures"),
    "reader": ("practices", "figures"),
}


@dataclass(frozen=True, slots=True)
class Entered:
    """A figure that was confirmed of late, with the address where it opens."""

    fact: Fact
    unit_name: str
    path: str


@dataclass(frozen=True, slots=True)
class Due:
    """A line of what is due, with its kind in words and how many days late it is."""

    entry: Entry
    kind: str
    late: int


def home_page(scope: Scope, today: date) -> dict[str, Any]:
    """Everything on the desk of someone who may read; for those who may not, only that."""
    home = organisations.named(today).filter(pk=scope.home_unit_id).first() if scope.home_unit_id else None
    if "read" not in scope.reach:
        return {"home": home, "is_closed": True}
    first = FIRST.get(scope.role, ())
    found: dict[str, Any] = {
        "home": home,
        "is_closed": False,
        "may_take_in": "take_in" in scope.reach,
        "may_register": "confirm" in scope.reach,
        "may_report": "report" in scope.reach,
        "year": today.year,
    }
    found["doubles"] = double_pages.waiting(scope)
    found["are_more_doubles"] = found["doubles"] == double_pages.COUNTED
    found |= _papers(scope) | _practices(scope, today) | {"figures": entered(scope)}
    found |= _due(scope, home, today) | _sent(scope, today)
    before = ("due",) if found["due"] else ()
    found["sections"] = list(dict.fromkeys((*before, *first, *ORDER)))
    found["rows"] = _places(home, today) if home and scope.role in OF_PLACES else []
    there_is = ("waiting", "due", "sent", "reading", "newest", "figures")
    found["is_new"] = not any(found[name] for name in there_is)
    return found


def _papers(scope: Scope) -> dict[str, Any]:
    waiting = intake.waiting(scope)
    mine = intake.readable(scope)
    return {
        "waiting": list(intake.with_counts(waiting).order_by("-taken_in_at", "-pk")[:WAITING]),
        "many_waiting": waiting.count(),
        "reading": list(mine.filter(stage__in=("waiting", "reading"))[:READING]),
        "refused": list(mine.filter(stage="unreadable")[:REFUSED]) if "take_in" in scope.reach else [],
    }


def _due(scope: Scope, home: NamedUnit | None, today: date) -> dict[str, Any]:
    """What the unit, or whoever stands behind the role, has to do by a day: the late first, without a day last."""
    acting = organisations.person_acting(scope, today) if "take_in" in scope.reach else None
    people = frozenset[int]() if acting is None else frozenset({acting})
    every = gather(Wanted(scope, home, people, Period(today - BACK, today + AHEAD), today))
    found = [one for one in every if not one.is_over(today)]
    lines = [Due(one, str(KINDS[one.kind]), one.late(today)) for one in found[: DUE + DUE_MORE]]
    late = sum(1 for one in found if one.late(today))
    return {"due": lines[:DUE], "due_more": lines[DUE:], "many_due": len(found), "many_late": late}


def _sent(scope: Scope, today: date) -> dict[str, Any]:
    """The papers that the unit sent to others and that somebody has still to answer, the latest first."""
    own = directives.own_units(scope.home_unit_id, today)
    senders = frozenset(one.pk for one in own if scope.may("report", one.pk))
    sent = list(directives.sent_by(senders).filter(addressees__stage__in=OPEN).distinct()[:SENT])
    counts = directives.counts_of(sent, today)
    return {"sent": [(one, counts[one.pk]) for one in sent]}


def _practices(scope: Scope, today: date) -> dict[str, Any]:
    own = practices.of_units(practices.register(), scope.units("read"))
    this_year = practices.registered_in(own, date(today.year, 1, 1), date(today.year, 12, 31))
    return {
        "counts": practices.by_kind(this_year),
        "newest": list(this_year.order_by("-registered_at", "-pk")[:NEWEST]),
    }


def _places(home: NamedUnit, today: date) -> list[summaries.SummaryRow]:
    """The counts of the places below on today's map, for whoever compiles them; those without any come last."""
    rows: list[summaries.SummaryRow] = summaries.summary_page(home, Period.year(today.year), today, today)["rows"]
    return sorted(rows, key=lambda row: row.is_silent)[:PLACES]


def entered(scope: Scope) -> list[Entered]:
    """The figures that were confirmed last within reach; the register's own counts are left out."""
    facts = ledger.standing().exclude(source_kind="practice")
    units = scope.units("read")
    if units is not None:
        facts = facts.filter(unit__in=units)
    return _named(facts.select_related("indicator", "unit").order_by("-seq")[:FACTS])


def _named(facts: Iterable[Fact]) -> list[Entered]:
    rows = list(facts)
    names = organisations.names_at((fact.unit_id, fact.to_on) for fact in rows)
    return [
        Entered(fact, names[fact.unit_id, fact.to_on], ledger.figure_path(fact.indicator, fact.unit, View(fact.period)))
        for fact in rows
    ]

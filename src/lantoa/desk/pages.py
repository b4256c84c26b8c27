"""What waits for one person, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.directives import queries as directives
from lantoa.directives.rules.sendings import OPEN, days_late
from lantoa.indicators import queries as ledger
from lantoa.indicators.models import Fact
from lantoa.indicators.pages import doubles as double_pages
from lantoa.indicators.queries import View
from lantoa.intake import queries as intake
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.practices import queries as practices
from lantoa.practices import summaries
from lantoa.reports import queries as reports
from lantoa.reports.queries import Owed

WAITING, OWED, READING, REFUSED, NEWEST, FACTS, PLACES = 6, 5, 5, 5, 5, 6, 12
# Who looks after the places below sees what each of them has registered.
OF_PLACES = {"adviser", "approver"}
# What each role sees first; what is not named comes after, in this order.
ORDER = ("waiting", "papers", "reports", "places", "practices", "figures")
FIRST = {
    "head": ("practices", "figures", "papers", "reports", "waiting"),
    "adviser": ("places", "papers", "reports", "waiting"),
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


def home_page(scope: Scope, today: date) -> dict[str, Any]:
    """Everything on the desk of someone who may read; for those who may not, only that."""
    home = organisations.named(today).filter(pk=scope.home_unit_id).first() if scope.home_unit_id else None
    if "read" not in scope.reach:
        return {"home": home, "is_closed": True}
    first = FIRST.get(scope.role, ())
    found: dict[str, Any] = {
        "home": home,
        "is_closed": False,
        "sections": [*first, *(name for name in ORDER if name not in first)],
        "may_take_in": "take_in" in scope.reach,
        "may_register": "confirm" in scope.reach,
        "may_report": "report" in scope.reach,
        "year": today.year,
    }
    found["doubles"] = double_pages.waiting(scope)
    found["are_more_doubles"] = found["doubles"] == double_pages.COUNTED
    found |= _papers(scope) | _practices(scope, today) | {"figures": entered(scope)}
    found |= _asked(scope, today)
    found["owed"] = _owed(home, today) if home and scope.may("report", home.pk) else []
    found["rows"] = _places(home, today) if home and scope.role in OF_PLACES else []
    there_is = ("waiting", "asked", "reading", "newest", "figures")
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


def _owed(home: NamedUnit, today: date) -> list[tuple[Owed, int]]:
    """The reports that the unit has still to send, the soonest due first, with how many days each is late."""
    waiting = [one for one in reports.owed_by(home, today) if not one.is_sent]
    return [(one, one.late(today)) for one in waiting[:OWED]]


def _asked(scope: Scope, today: date) -> dict[str, Any]:
    """The papers from above that the unit has still to answer, the soonest due first; those that it sent, of which
    somebody has."""
    own = directives.own_units(scope.home_unit_id, today)
    mine = [one.pk for one in own if scope.may("answer", one.pk)]
    left = directives.asked_of(mine)[:OWED]
    asked = [(one, days_late(one.stage, one.due_on, one.answered_on, today)) for one in left]
    senders = frozenset(one.pk for one in own if scope.may("report", one.pk))
    sent = list(directives.sent_by(senders).filter(addressees__stage__in=OPEN).distinct()[:OWED])
    counts = directives.counts_of(sent, today)
    return {"asked": asked, "sent": [(one, counts[one.pk]) for one in sent]}


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

"""What lies behind one figure: its places, its parts, its facts and those taken back. Read by the figure page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.common.scopes import Scope
from lantoa.files.queries import excerpts_of
from lantoa.files.rules import Excerpt
from lantoa.history import queries as history
from lantoa.indicators import queries
from lantoa.indicators.models import Fact
from lantoa.indicators.queries import Figure, Opened
from lantoa.indicators.rules import write_quantity
from lantoa.organisations import queries as organisations

MOST_TAKEN_BACK = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A neighbouring figure: of a place below, of a part, of a unit above."""

    name: str
    path: str
    figure: Figure
    unit: str = ""

    @property
    def in_period(self) -> str:
        """In words, as reports say it; that there is none, in the reader's language."""
        return write_quantity(self.figure.in_period, self.unit) if self.figure.in_period else _("no figure yet")

    @property
    def cumulative(self) -> str:
        """In words; empty when nothing cumulative was reported."""
        return write_quantity(self.figure.cumulative, self.unit) if self.figure.cumulative else ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact as a page shows it. ``is_open`` when the visitor may see sentence, paper and names."""

    fact: Fact
    unit_name: str
    record: str
    is_open: bool
    excerpt: Excerpt | None = None
    why: str = ""


def places(one: Opened) -> list[Row]:
    """The figures of the units directly below, on the map of the view; a constant number of queries."""
    view = one.view
    if view.tree:
        below = organisations.children(one.unit.pk, view.line, view.tree)
    else:
        below = organisations.children_during(one.unit.pk, view.line, view.period.from_on, view.period.to_on)
    units = list(below)
    found = queries.figures([one.indicator], [unit.pk for unit in units], view)
    return [
        Row(
            unit.name,
            queries.figure_path(one.indicator, unit, view),
            found.get((one.indicator.pk, unit.pk), Figure()),
            one.indicator.unit,
        )
        for unit in units
    ]


def above(one: Opened) -> list[tuple[str, str]]:
    """The units above, the highest first, with the address of their figure."""
    up = organisations.path_up(one.unit.pk, one.view.line, queries.naming_day(one.view))
    return [(unit.name, queries.figure_path(one.indicator, unit, one.view)) for unit in up if unit.pk != one.unit.pk]


def parts(one: Opened) -> list[Row]:
    """The figures of the indicator's parts, for the same unit and view."""
    kinds = list(one.indicator.parts.order_by("position", "part", "code"))
    found = queries.figures(kinds, [one.unit.pk], one.view) if kinds else {}
    return [
        Row(kind.part, queries.figure_path(kind, one.unit, one.view), figure, kind.unit)
        for kind in kinds
        if (figure := found.get((kind.pk, one.unit.pk)))
    ]


def own(one: Opened) -> Figure:
    """What was reported for the unit itself, not for those below it."""
    return queries.figure_of_facts(list(queries.facts(one.indicator, one.unit.pk, one.view).filter(unit=one.unit.pk)))


def now(one: Opened, then: Figure) -> Row | None:
    """The same figure with everything in the ledger, when the address stops before its end and it has changed."""
    if one.view.upto is None:
        return None
    view = replace(one.view, upto=None)
    current = queries.figure(one.indicator, one.unit.pk, view)
    if (then.in_period, then.cumulative) == (current.in_period, current.cumulative):
        return None
    return Row(one.unit.name, queries.figure_path(one.indicator, one.unit, view), current, one.indicator.unit)


def lines(facts: Iterable[Fact], scope: Scope, *, reasons: dict[UUID, str] | None = None) -> list[FactLine]:
    """Facts as a page shows them to this visitor. Two queries beyond those of the facts."""
    rows = list(facts)
    cited = [fact.citation for fact in rows if fact.citation and scope.may("read", fact.unit_id)]
    excerpts = excerpts_of(cited)
    names = organisations.names_at((fact.unit_id, fact.to_on) for fact in rows)
    return [
        FactLine(
            fact,
            names[fact.unit_id, fact.to_on],
            record_path(fact.source_kind, fact.source_uuid),
            is_open := scope.may("read", fact.unit_id),
            excerpts.get(fact.citation_id or 0),
            (reasons or {}).get(fact.uuid, "") if is_open else "",
        )
        for fact in rows
    ]


def taken_back(one: Opened, scope: Scope) -> list[FactLine]:
    """The latest facts of this figure that were taken back, with the reasons."""
    facts = list(queries.taken_back(one.indicator, one.unit.pk, one.view)[:MOST_TAKEN_BACK])
    acts = history.of_records("fact", [fact.uuid for fact in facts], "reverse")
    # A payload may have been erased; its event stays.
    reasons = {act.record: act.payload.data.get("why", "") for act in acts if hasattr(act, "payload")}
    return lines(facts, scope, reasons=reasons)


def record_path(kind: str, uuid: UUID) -> str:
    """Where the record behind a fact is shown; empty while no page shows it."""
    try:
        return reverse(settings.RECORD_PAGES[kind], args=[uuid])
    except (KeyError, NoReverseMatch):
        return ""


def as_of(upto: int | None) -> tuple[int, date | None]:
    """The ledger sequence that a figure counts up to, and the day on which it was written."""
    seq = upto or queries.head()
    last: QuerySet[Fact] = Fact.objects.filter(seq__lte=seq).order_by("-seq")
    moment = last.values_list("confirmed_at", flat=True).first()
    return seq, timezone.localdate(moment) if moment else None

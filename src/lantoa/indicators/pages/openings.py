"""What lies behind one figure: its places, its parts, its facts and those taken back. Read by the figure page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.files.queries import excerpts_of
from lantoa.files.rules import Excerpt
from lantoa.history import queries as history
from lantoa.indicators import queries
from lantoa.indicators.models import Fact
from lantoa.indicators.queries import Coverage, Figure, Opened, View
from lantoa.indicators.rules import write_quantity
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import LivedUnit
from lantoa.organisations.rules import WHOLE

MOST_TAKEN_BACK = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A neighbouring figure: of a place below, of a part, of a unit above."""

    name: str
    path: str
    figure: Figure
    unit: str = ""
    note: str = ""
    is_expected: bool = True
    is_exempt: bool = False
    of: LivedUnit | None = None

    @property
    def in_period(self) -> str:
        """In words, as reports say it; why there is none, in the reader's language."""
        if self.figure.in_period:
            return write_quantity(self.figure.in_period, self.unit)
        return _("not applicable") if self.is_exempt and not self.figure.any else _("no figure yet")

    @property
    def cumulative(self) -> str:
        """In words; empty when nothing cumulative was reported."""
        return write_quantity(self.figure.cumulative, self.unit) if self.figure.cumulative else ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact as a page shows it. ``is_open`` when the visitor may see sentence, paper and names.

    ``share`` is the percentage that counts there and ``part`` the amount, of a fact that was divided on the map.
    ``is_left_out``: another one tells it there already; ``decision`` is where that was decided, for who may see it.
    """

    fact: Fact
    unit_name: str
    record: str
    is_open: bool
    excerpt: Excerpt | None = None
    why: str = ""
    share: Decimal | None = None
    part: Quantity | None = None
    is_left_out: bool = False
    decision: str = ""

    @property
    def part_wording(self) -> str:
        """The part as a report says it."""
        return write_quantity(self.part, self.fact.indicator.unit)


def places(one: Opened) -> list[Row]:
    """The figures of the units directly below, as they stood in the view; a constant number of queries.

    Those that did not stand there on its days are listed where something was reported for them, so that nothing that
    counts below is left out.
    """
    view = one.view
    units = queries.below(one.unit.pk, view)
    ids = [unit.pk for unit in units]
    found = queries.figures_below([one.indicator], one.unit.pk, ids, view)
    whole = queries.figures([one.indicator], ids, view) if view.tree is None else found
    out, wanted = queries.exempt([one.indicator.pk], ids, view), queries.expected(units)
    rows = []
    for unit in units:
        key = one.indicator.pk, unit.pk
        if not (unit.lived or key in found):
            continue
        path, figure = queries.figure_path(one.indicator, unit, view), found.get(key, Figure())
        note = note_of(unit, view, moved=whole.get(key, Figure()) != figure)
        rows.append(Row(unit.name, path, figure, one.indicator.unit, note, unit.pk in wanted, key in out, unit))
    return rows


def covered(rows: Iterable[Row]) -> Coverage:
    """How many of the units below, as ``places`` gives them, have a figure."""
    expected = [row for row in rows if row.is_expected]
    spared = sum(row.is_exempt and not row.figure.any for row in expected)
    return Coverage(sum(row.figure.any for row in expected), len(expected) - spared, spared)


def note_of(unit: LivedUnit, view: View, *, moved: bool) -> str:
    """What must be known of a unit in a list of those below: that it did not stand then, or not all the time here."""
    if unit.lived:
        return _("only while it belonged here") if moved else ""
    if unit.dissolved_on and unit.dissolved_on <= view.days[0]:
        return _("ended on %s") % f"{unit.dissolved_on:%d/%m/%Y}"
    return _("founded on %s") % f"{unit.founded_on:%d/%m/%Y}"


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


def own(one: Opened) -> list[Row]:
    """What counts at the unit and at none below it, named by why."""
    kinds = {
        False: _("Reported for the unit itself or for former units that it took over")
        if one.view.tree
        else _("Reported for the unit itself"),
        True: _("Not divisible between the units below yet"),
    }
    found = []
    for joint, name in kinds.items():
        figures = queries.figures_at([one.indicator], one.unit.pk, one.view, joint=joint)
        if figure := figures.get(one.indicator.pk):
            less = _("what was told twice is taken off") if not joint and queries.is_less_doubles(one) else ""
            found.append(Row(name, "", figure, one.indicator.unit, less))
    return found


def now(one: Opened, then: Figure) -> Row | None:
    """The same figure with everything in the ledger, when the address stops before its end and it has changed."""
    if one.view.upto is None:
        return None
    view = replace(one.view, upto=None)
    current = queries.figure(one.indicator, one.unit.pk, view)
    if (then.in_period, then.cumulative) == (current.in_period, current.cumulative):
        return None
    return Row(one.unit.name, queries.figure_path(one.indicator, one.unit, view), current, one.indicator.unit)


def lines(
    facts: Iterable[Fact], scope: Scope, *, reasons: dict[UUID, str] | None = None, of: Opened | None = None
) -> list[FactLine]:
    """Facts as a page shows them to this visitor. Two queries beyond those of the facts, and one each with
    parts of them and with some left out.

    ``of`` is the figure behind which they stand: of a fact that counts there only by a part, the part is told.
    """
    rows = list(facts)
    cited = [fact.citation for fact in rows if fact.citation and scope.may("read", fact.unit_id)]
    excerpts = excerpts_of(cited)
    names = organisations.names_at((fact.unit_id, fact.to_on) for fact in rows)
    divided = [(fact.unit_id, fact.to_on) for fact in rows if getattr(fact, "share", WHOLE) < WHOLE]
    parts = of.view.way.stretches(of.unit.pk, divided) if of else {}
    left_out = [fact.pk for fact in rows if getattr(fact, "is_left_out", False)]
    decisions = queries.left_out_by(of, left_out) if of and left_out and "read" in scope.reach else {}

    def line(fact: Fact) -> FactLine:
        is_open = scope.may("read", fact.unit_id)
        stretches = parts.get((fact.unit_id, fact.to_on))
        return FactLine(
            fact,
            names[fact.unit_id, fact.to_on],
            # Where even the figure is not public, a record out of reach has no address to open.
            record_path(fact.source_kind, fact.source_uuid) if is_open or fact.indicator.is_public else "",
            is_open,
            excerpts.get(fact.citation_id or 0),
            (reasons or {}).get(fact.uuid, "") if is_open else "",
            _percent(stretches) if stretches else None,
            fact.part(stretches) if stretches else None,
            getattr(fact, "is_left_out", False),
            record_path("double", decisions[fact.pk]) if is_open and fact.pk in decisions else "",
        )

    return [line(fact) for fact in rows]


def _percent(stretches: Iterable[tuple[int, int]]) -> Decimal:
    share = Decimal(sum(end - start for start, end in stretches) * 100) / WHOLE
    return share.quantize(Decimal("0.01")).normalize()


def taken_back(one: Opened, scope: Scope) -> list[FactLine]:
    """The latest facts of this figure that were taken back, with the reasons."""
    facts = list(queries.taken_back(one.indicator, one.unit.pk, one.view)[:MOST_TAKEN_BACK])
    acts = history.of_records("fact", [fact.uuid for fact in facts], "reverse")
    # A payload may have been erased; its event stays.
    reasons = {act.record: act.payload.data.get("why", "") for act in acts if hasattr(act, "payload")}
    return lines(facts, scope, reasons=reasons, of=one)


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

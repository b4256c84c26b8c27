"""What lies behind one figure: its facts and those taken back. Read by the figure page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.files.queries import excerpts_of
from lantoa.files.rules import Excerpt
from lantoa.history import queries as history
from lantoa.indicators import queries
from lantoa.indicators.models import Fact
from lantoa.indicators.queries import Opened
from lantoa.indicators.rules import write_quantity
from lantoa.organisations import queries as organisations
from lantoa.organisations.rules import WHOLE

MOST_TAKEN_BACK = 50


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


def above(one: Opened) -> list[tuple[str, str]]:
    """The units above, the highest first, with the address of their figure."""
    up = organisations.path_up(one.unit.pk, one.view.line, queries.naming_day(one.view))
    return [(unit.name, queries.figure_path(one.indicator, unit, one.view)) for unit in up if unit.pk != one.unit.pk]


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

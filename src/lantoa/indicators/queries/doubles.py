"""Amounts that may tell the same thing twice, and what was decided of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Q, QuerySet, Sum

from lantoa.common.quantities import Exactness, Quantity, total
from lantoa.common.scopes import Scope
from lantoa.indicators import rules
from lantoa.indicators.models import Double, Fact, Indicator
from lantoa.indicators.queries import double_search
from lantoa.indicators.queries.addresses import View
from lantoa.indicators.queries.behind import facts
from lantoa.indicators.queries.double_ways import ADDS, LINE, WAYS, beside, in_totals, of_same
from lantoa.indicators.queries.ledger import amounts, standing
from lantoa.organisations.queries import Way

_ENDS = ("value", "low", "high")


@dataclass(frozen=True, slots=True)
class Likely:
    """An amount with how many others may be told in it, and what these come to."""

    head: Fact
    count: int
    sum: Quantity | None


def likely_doubles(
    scope: Scope,
    verb: str = "read",
    *,
    indicator: Indicator | None = None,
    unit: int | None = None,
    view: View | None = None,
) -> QuerySet[Fact]:
    """The amounts in which others may be told already, of units on which the verb may be used, those first that
    came last.

    ``unit``: of those that stood under it, as it was or as the view says; ``view``: what counts in it. Asks the table
    that the worker keeps, and the ledger for what came since (double_search).
    """
    now = double_search.found()
    heads = now.heads() if now else standing().filter(ADDS).filter(_by_the_lines())
    units = scope.units(verb)
    if units is not None:
        # By an expression where heads are known, so that the lines of all these units are not gone through.
        heads = heads.alias(of=F("unit_id") + 0 if now else F("unit_id")).filter(of__in=units)
    if indicator is not None:
        heads = heads.filter(indicator=indicator)
    if unit is not None:
        heads = heads.filter((view.way if view else Way(LINE)).any_under(unit))
    if view is not None:
        heads = heads.filter(view.inside)
    return heads.select_related("indicator", "unit").order_by("-seq")


def _by_the_lines() -> Q:
    of_practices = ~Q(source_kind="statement") & ~Q(source_line="")
    return Q(source_kind="statement") & Q(Exists(in_totals())) | of_practices & Q(Exists(of_same()) | Exists(beside()))


def with_sums(heads: Collection[Fact]) -> list[Likely]:
    """These with the count and the sum of what may be told in them, in as many queries however many there are."""
    by_pk = {head.pk: head for head in heads}
    counts: dict[int, int] = dict.fromkeys(by_pk, 0)
    parts: dict[int, list[Quantity]] = {pk: [] for pk in by_pk}
    for rows, amount in _told_in(heads):
        for head, *group in _grouped(rows, "head", amount):
            counts[head] += group[2]
            parts[head].append(_quantity(by_pk[head].indicator, *group))
    return [Likely(head, counts[pk], total(parts[pk])) for pk, head in by_pk.items()]


def _told_in(heads: Collection[Fact]) -> Iterator[tuple[QuerySet[Any], str]]:
    """What may be told in these, as rows with their head and the path to the amount."""
    now, pks = double_search.found(), {head.pk for head in heads}
    if now is None:
        yield from ((way(pks), "") for way in WAYS)
        return
    yield now.kept.filter(head__in=pks, depth__isnull=False), "other__"
    of_practices = {head.pk for head in heads if head.source_line}
    kept = now.kept.filter(head__in=of_practices, depth=None).values_list("head", "other", "depth")
    pairs = [*kept, *(row for row in now.rows if row[0] in pks)]
    if below := {other for _, other, depth in pairs if depth is not None}:
        yield from ((way(pks, below), "") for way in (in_totals, of_same))
    if by_side := {other for _, other, depth in pairs if depth is None}:
        yield beside(pks, by_side), ""


def others_of(head: Fact, most: int) -> list[Fact]:
    """What may be told in an amount already, those just below first, with what a page shows of them joined.

    Each bears ``depth``, how far below the head's unit its own stands (None: a body of the same place). Three queries.
    """
    joined = ("indicator", "unit", "citation__text__file", "confirmed_by")
    found: list[Fact] = []
    for way in WAYS:
        rows = way([head.pk]).select_related(*joined).defer("citation__text__text")
        found += rows.order_by("depth", "-to_on", "seq")[: most - len(found)]
    return found


def fact(uuid: UUID) -> Fact | None:
    """One amount of the ledger that stands, with what a page shows of it joined."""
    joined = ("indicator", "unit", "citation__text__file", "confirmed_by")
    return standing().filter(uuid=uuid).select_related(*joined).defer("citation__text__text").first()


def amounts_by_pk(pks: Sequence[int]) -> list[Fact]:
    """Amounts in this order, with their indicators and units."""
    found = amounts().select_related("indicator", "unit").in_bulk(list(pks))
    return [found[pk] for pk in pks if pk in found]


def amounts_by_uuid(uuids: Collection[str]) -> list[Fact]:
    """The amounts that bear these numbers, what is no number left out."""
    known = [UUID(one) for one in uuids if _is_uuid(one)]
    return list(amounts().filter(uuid__in=known).select_related("indicator", "unit").order_by("seq"))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def decided_together(uuid: UUID) -> list[Double]:
    """What was decided at one go, by the number of the act or of any decision in it; empty where there is none."""
    joined = (f"{side}__{path}" for side in ("kept", "other") for path in _JOINED)
    same = Double.objects.filter(act__in=Double.objects.filter(Q(uuid=uuid) | Q(act=uuid)).values("act"))
    return list(same.select_related(*joined, "at", "decided_by", "elimination").order_by("pk"))


_JOINED = ("indicator", "unit", "citation__text__file", "confirmed_by")


def acts_of(facts_: Collection[int]) -> dict[int, UUID]:
    """By amount the latest act by which it is left out where another tells it too."""
    rows = Double.objects.filter(other__in=facts_, is_same=True, ended_at=None).order_by("pk")
    return dict(rows.values_list("other_id", "act"))


def decided_about(fact_: Fact) -> QuerySet[Double]:
    """The decisions in force on an amount and others, the latest first."""
    return Double.objects.filter(Q(kept=fact_) | Q(other=fact_), ended_at=None).order_by("-pk")


def counted_without(indicator: Indicator, unit: int, view: View, left_out: Collection[int]) -> Quantity | None:
    """What the in-period figure of a unit would be if these amounts were left out there too, as it was."""
    all_of_it: QuerySet[Any] = facts(indicator, unit, view)
    behind = all_of_it.filter(is_cumulative=False, is_left_out=False).exclude(pk__in=left_out)
    groups = _grouped(behind.select_related(None).order_by(), "indicator")
    return total([_quantity(indicator, *group) for _, *group in groups])


def _grouped(rows: QuerySet[Any], by: str, amount: str = "") -> list[tuple[Any, ...]]:
    """Rows as groups alike in exactness and wording: by what, exactness, wording, count, and the three sums.

    ``amount`` is the path to what is added up.
    """
    kind = (by, f"{amount}exactness", f"{amount}said")
    sums = {f"sum_{name}": Sum(f"{amount}{name}") for name in _ENDS}
    columns = rows.order_by().values(*kind).annotate(n=Count("pk"), **sums)
    return list(columns.values_list(*kind, "n", *sums))


def _quantity(how: Indicator, exactness: str, said: str, _count: int, *ends: int | None) -> Quantity:
    point, low, high = (rules.unscaled(None if end is None else int(end), how.decimals) for end in ends)
    return Quantity(point, low, high, Exactness(exactness), said)

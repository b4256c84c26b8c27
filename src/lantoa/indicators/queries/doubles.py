"""Amounts that may tell the same thing twice: found by the database, which joins the ledger with itself.

A row is an amount with a ``head``, the one that it may be told in already (double_rules.why). First come those that
stand below the head's unit or at it, then bodies of one place that tell of the same practices.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Field,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    UUIDField,
    Value,
)

from lantoa.common.quantities import Exactness, Quantity, total
from lantoa.common.scopes import Scope
from lantoa.indicators import rules
from lantoa.indicators.models import Double, Fact, Indicator
from lantoa.indicators.queries.addresses import View
from lantoa.indicators.queries.behind import facts
from lantoa.indicators.queries.ledger import amounts, standing
from lantoa.organisations.models import UnitAncestry, UnitName
from lantoa.organisations.queries import Way

LINE = "place"
_UPPER = "unit__above__ancestor"
_SIBLING = "unit__parents__parent__children"
# What is asked of the head, by the name that it bears in a row: the path to it, and what it is.
_OF_HEAD: dict[str, tuple[str, Field[Any, Any]]] = {
    "head": ("pk", BigIntegerField()),
    "head_unit": ("unit", BigIntegerField()),
    "head_from": ("from_on", DateField()),
    "head_to": ("to_on", DateField()),
    "head_kind": ("source_kind", CharField()),
    "head_record": ("source_uuid", UUIDField()),
    "head_line": ("source_line", CharField()),
    "head_paper": ("citation__text__file", BigIntegerField()),
}
_MANY = 1000
_ENDS = ("value", "low", "high")
_ADDS = Q(is_cumulative=False, indicator__over_places="sum", indicator__over_time="sum")


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

    ``unit``: of those that stood under it, as it was or as the view says; ``view``: what counts in it.
    """
    heads = standing().filter(_ADDS)
    units = scope.units(verb)
    if units is not None and is_wide(scope, verb):
        # By an expression, so that no index on units is used: the ledger is read from its end until enough are found.
        heads = heads.annotate(of=F("unit_id") + 0).filter(of__in=units)
    elif units is not None:
        heads = heads.filter(unit__in=units)
    if indicator is not None:
        heads = heads.filter(indicator=indicator)
    if unit is not None:
        heads = heads.filter((view.way if view else Way(LINE)).any_under(unit))
    if view is not None:
        heads = heads.filter(view.inside)
    of_practices = ~Q(source_kind="statement") & ~Q(source_line="")
    found = heads.filter(
        Q(source_kind="statement") & Exists(_in_totals()) | of_practices & (Exists(_of_same()) | Exists(_beside()))
    )
    return found.select_related("indicator", "unit").order_by("-seq")


def is_wide(scope: Scope, verb: str) -> bool:
    """Whether so many units are reached that the ledger itself is gone through."""
    units = scope.units(verb)
    return units is None or len(units) > _MANY


def with_sums(heads: Collection[Fact]) -> list[Likely]:
    """These with the count and the sum of what may be told in them, in three queries however many there are."""
    by_pk = {head.pk: head for head in heads}
    counts: dict[int, int] = dict.fromkeys(by_pk, 0)
    parts: dict[int, list[Quantity]] = {pk: [] for pk in by_pk}
    for way in _WAYS:
        for head, *group in _grouped(way(list(by_pk)), "head"):
            counts[head] += group[2]
            parts[head].append(_quantity(by_pk[head].indicator, *group))
    return [Likely(head, counts[pk], total(parts[pk])) for pk, head in by_pk.items()]


def others_of(head: Fact, most: int) -> list[Fact]:
    """What may be told in an amount already, those just below first, with what a page shows of them joined.

    Each bears ``depth``, how far below the head's unit its own stands (None: a body of the same place). Three queries.
    """
    joined = ("indicator", "unit", "citation__text__file", "confirmed_by")
    found: list[Fact] = []
    for way in _WAYS:
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


def _grouped(rows: QuerySet[Any], by: str) -> list[tuple[Any, ...]]:
    """Rows as groups alike in exactness and wording: by what, exactness, wording, count, and the three sums."""
    columns = rows.order_by().values(by, "exactness", "said").annotate(n=Count("pk"), **_sums())
    return list(columns.values_list(by, "exactness", "said", "n", *_sums()))


def _sums() -> dict[str, Sum]:
    return {f"sum_{name}": Sum(name) for name in _ENDS}


def _quantity(how: Indicator, exactness: str, said: str, _count: int, *ends: int | None) -> Quantity:
    point, low, high = (rules.unscaled(None if end is None else int(end), how.decimals) for end in ends)
    return Quantity(point, low, high, Exactness(exactness), said)


def _in_totals(heads: Collection[int] | None = None) -> QuerySet[Any]:
    """Amounts that a figure of the unit itself or of one above it, where it stood on their last day, may tell already.

    Of some heads; without, of the row of the query around this one.
    """
    rows = _below(heads, Q()).filter(_within() | _twice())
    open_: QuerySet[Any] = rows.filter(~Exists(_between()))
    return open_


def _of_same(heads: Collection[int] | None = None) -> QuerySet[Any]:
    """The same of amounts that came of the head's practices."""
    open_: QuerySet[Any] = _below(heads, ~Q(source_line="")).filter(_same_source(Q(depth__gt=0)))
    return open_


def _below(heads: Collection[int] | None, told: Q) -> QuerySet[Any]:
    stood = Q(unit__above__line=LINE, unit__above__from_on__lte=F("to_on"), unit__above__to_on__gte=F("to_on"))
    rows = _joined(_UPPER, heads, stood & told).annotate(depth=F("unit__above__depth"))
    decided = Double.objects.filter(at=OuterRef("head_unit"), other=OuterRef("head"), is_same=True, ended_at=None)
    open_: QuerySet[Any] = rows.filter(~Exists(decided))
    return open_


def _beside(heads: Collection[int] | None = None) -> QuerySet[Any]:
    """The same of other bodies of the head's place that tell of the same practices."""
    day = OuterRef("to_on") if heads is None else F(f"{_SIBLING}__unit__fact__to_on")
    stood = _linked("unit__parents", F("to_on")) & _linked(_SIBLING, day)
    rows = _joined(f"{_SIBLING}__unit", heads, stood)
    rows = rows.annotate(place=F("unit__parents__parent"), depth=Value(None, BigIntegerField()))
    rows = rows.filter(_same_source(Q(pk__in=())), ~Q(unit=F("head_unit")))
    places = UnitName.objects.filter(unit_class__is_place=True)
    for unit, last in (("unit", "to_on"), ("head_unit", "head_to")):
        lasting = Q(to_on__isnull=True) | Q(to_on__gte=OuterRef(last))
        rows = rows.filter(~Exists(places.filter(lasting, unit=OuterRef(unit), from_on__lte=OuterRef(last))))
    here = Q(at=OuterRef("head_unit")) | Q(at=OuterRef("place"))
    decided = Double.objects.filter(here, other=OuterRef("head"), is_same=True, ended_at=None)
    open_: QuerySet[Any] = rows.filter(~Exists(decided))
    return open_


def _joined(unit: str, heads: Collection[int] | None, stood: Q) -> QuerySet[Any]:
    """Amounts that add, each with its head of the same indicator and days, of a unit at the end of the path.

    Nothing is decided of the two.
    """

    def of_head(name: str) -> Any:
        return OuterRef(name) if heads is None else F(f"{unit}__fact__{name}")

    same = Q(indicator=of_head("indicator"), to_on__gte=of_head("from_on"), from_on__lte=of_head("to_on"))
    if heads is None:
        same &= Q(**{unit: OuterRef("unit")})
    else:
        amounts = {"pk__in": heads, "is_cumulative": False, "sign": 1, "eliminates__isnull": True}
        same &= Q(**{f"{unit}__fact__{name}": value for name, value in amounts.items()})
    # One call, so that all of it is about one and the same row of each table.
    rows: QuerySet[Any] = standing().filter(_ADDS, stood, same)
    rows = rows.annotate(
        **{name: ExpressionWrapper(of_head(path), output_field=kind) for name, (path, kind) in _OF_HEAD.items()}
    )
    other_source = ~Q(source_kind=F("head_kind"), source_uuid=F("head_record"))
    return rows.filter(other_source, ~_taken_back(), ~_left_out(), ~_decided("head", "pk"))


def _within() -> Q:
    inside = Q(head_kind="statement", from_on__gte=F("head_from"), to_on__lte=F("head_to"))
    fewer_days = Q(from_on__gt=F("head_from")) | Q(to_on__lt=F("head_to"))
    return inside & (Q(depth__gt=0) | ~Q(source_kind="statement") | fewer_days)


def _same_source(upper: Q) -> Q:
    told = ~Q(head_kind="statement") & ~Q(source_kind="statement") & ~Q(source_line="")
    return told & Q(source_line=F("head_line")) & (upper | _comes_first())


def _twice() -> Q:
    totals = Q(head_kind="statement", source_kind="statement", depth=0)
    same_days = Q(from_on=F("head_from"), to_on=F("head_to"))
    crossing = Q(from_on__gt=F("head_from"), to_on__gt=F("head_to")) | Q(
        from_on__lt=F("head_from"), to_on__lt=F("head_to")
    )
    other_paper = Q(head_paper__isnull=True) | Q(citation__isnull=True) | ~Q(citation__text__file=F("head_paper"))
    return totals & (same_days | crossing) & other_paper & Q(pk__gt=F("head"))


def _comes_first() -> Q:
    """That of two amounts of one unit or place the head is the one of more days, else the one that came first."""
    wider = Q(from_on__gte=F("head_from"), to_on__lte=F("head_to")) & (
        Q(from_on__gt=F("head_from")) | Q(to_on__lt=F("head_to"))
    )
    narrower = Q(from_on__lte=F("head_from"), to_on__gte=F("head_to")) & (
        Q(from_on__lt=F("head_from")) | Q(to_on__gt=F("head_to"))
    )
    return wider | (~narrower & Q(pk__gt=F("head")))


def _between() -> QuerySet[Fact]:
    """A total between an amount and its head, of which the amount may be a detail: that question comes first."""
    upper = Fact.objects.filter(
        sign=1,
        eliminates__isnull=True,
        is_cumulative=False,
        source_kind="statement",
        indicator=OuterRef("indicator"),
        from_on__lte=OuterRef("from_on"),
        to_on__gte=OuterRef("to_on"),
        from_on__gte=OuterRef("head_from"),
        to_on__lte=OuterRef("head_to"),
        unit__above__line=LINE,
        unit__above__ancestor=OuterRef("head_unit"),
        unit__above__from_on__lte=F("to_on"),
        unit__above__to_on__gte=F("to_on"),
    ).annotate(depth=F("unit__above__depth"))
    upper = upper.filter(
        Q(depth__gt=0) | Q(from_on__gt=OuterRef("head_from")) | Q(to_on__lt=OuterRef("head_to")),
        ~Q(pk=OuterRef("pk")),
        Q(source_kind=OuterRef("head_kind")),
        ~Exists(Fact.objects.filter(reversal_of=OuterRef("pk"))),
        ~Exists(Double.objects.filter(other=OuterRef("pk"), at=OuterRef("unit"), is_same=True, ended_at=None)),
        ~Exists(_decided_pairs(OuterRef("pk"), OuterRef(OuterRef("pk")))),
    )
    stands_over = UnitAncestry.objects.filter(
        line=LINE,
        ancestor=OuterRef("unit"),
        descendant=OuterRef(OuterRef("unit")),
        from_on__lte=OuterRef(OuterRef("to_on")),
        to_on__gte=OuterRef(OuterRef("to_on")),
    )
    is_detail = (
        Q(from_on__lt=OuterRef("from_on"))
        | Q(to_on__gt=OuterRef("to_on"))
        | ~Q(source_kind=OuterRef("source_kind"))
        | Exists(stands_over.filter(depth__gt=0))
    )
    return upper.filter(Exists(stands_over), is_detail)


def _linked(link: str, day: F) -> Q:
    """That a unit stood directly under another on a day."""
    lasts = Q(**{f"{link}__to_on__isnull": True}) | Q(**{f"{link}__to_on__gte": day})
    return lasts & Q(**{f"{link}__line": LINE, f"{link}__from_on__lte": day})


def _taken_back() -> Exists:
    return Exists(Fact.objects.filter(reversal_of=OuterRef("head")))


def _left_out() -> Exists:
    return Exists(Double.objects.filter(other=OuterRef("pk"), is_same=True, ended_at=None))


def _decided(one: str, other: str) -> Exists:
    return Exists(_decided_pairs(OuterRef(one), OuterRef(other)))


def _decided_pairs(one: OuterRef, other: OuterRef) -> QuerySet[Double]:
    both = Q(kept=one, other=other) | Q(kept=other, other=one)
    return Double.objects.filter(both, ended_at=None)


_WAYS = (_in_totals, _of_same, _beside)

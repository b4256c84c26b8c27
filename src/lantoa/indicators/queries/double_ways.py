"""Amounts joined with those that may tell them already, by the database: the ledger joined with itself.

A row is an amount with a ``head``, the one that it may be told in (double_rules.why), and ``depth``, how far below the
head's unit its own stands (None: a body of the same place). Three ways give rows, each of some heads, of some others,
or, without either, of the row of the query around it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Field,
    OuterRef,
    Q,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.functions import Concat
from django.db.models.lookups import Exact

from lantoa.indicators.models import Double, Fact
from lantoa.indicators.queries.ledger import standing
from lantoa.organisations.models import UnitAncestry, UnitName

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
# Amounts that add up: only these can be counted twice.
ADDS = Q(is_cumulative=False, indicator__over_places="sum", indicator__over_time="sum")
Pks = Collection[int] | None


def in_totals(heads: Pks = None, others: Pks = None) -> QuerySet[Any]:
    """Amounts that a figure of the unit itself or of one above it, where it stood on their last day, may tell already.

    Of some heads or of some others; without, of the row of the query around this one.
    """
    rows = _below(heads, others, Q()).filter(_within() | _twice())
    open_: QuerySet[Any] = rows.filter(~Exists(_between()))
    return open_


def of_same(heads: Pks = None, others: Pks = None) -> QuerySet[Any]:
    """The same of amounts that came of the head's practices."""
    open_: QuerySet[Any] = _below(heads, others, ~Q(source_line="")).filter(_same_source(Q(depth__gt=0)))
    return open_


def _below(heads: Pks, others: Pks, told: Q) -> QuerySet[Any]:
    stood = Q(unit__above__line=LINE, unit__above__from_on__lte=F("to_on"), unit__above__to_on__gte=F("to_on"))
    rows = _joined(_UPPER, heads, others, stood & told).annotate(depth=F("unit__above__depth"))
    decided = Double.objects.filter(at=OuterRef("head_unit"), other=OuterRef("head"), is_same=True, ended_at=None)
    open_: QuerySet[Any] = rows.filter(~Exists(decided))
    return open_


def beside(heads: Pks = None, others: Pks = None) -> QuerySet[Any]:
    """The same of other bodies of the head's place that tell of the same practices."""
    day = OuterRef("to_on") if _is_around(heads, others) else F(f"{_SIBLING}__unit__fact__to_on")
    stood = _linked("unit__parents", F("to_on")) & _linked(_SIBLING, day)
    rows = _joined(f"{_SIBLING}__unit", heads, others, stood)
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


def _is_around(heads: Pks, others: Pks) -> bool:
    return heads is None and others is None


def _joined(unit: str, heads: Pks, others: Pks, stood: Q) -> QuerySet[Any]:
    """Amounts that add, each with its head of the same indicator and days, of a unit at the end of the path.

    Nothing is decided of the two.
    """
    around = _is_around(heads, others)

    def of_head(name: str) -> Any:
        return OuterRef(name) if around else F(f"{unit}__fact__{name}")

    same = Q(indicator=of_head("indicator"), to_on__gte=of_head("from_on"), from_on__lte=of_head("to_on"))
    if around:
        same &= Q(**{unit: OuterRef("unit")})
    else:
        amounts: dict[str, Any] = {"is_cumulative": False, "sign": 1, "eliminates__isnull": True}
        amounts |= {} if heads is None else {"pk__in": heads}
        same &= Q(**{f"{unit}__fact__{name}": value for name, value in amounts.items()})
        same &= Q() if others is None else Q(pk__in=others)
    # One call, so that all of it is about one and the same row of each table.
    rows: QuerySet[Any] = standing().filter(ADDS, stood, same)
    told = {name: ExpressionWrapper(of_head(path), output_field=kind) for name, (path, kind) in _OF_HEAD.items()}
    if not around:
        told["head_kind"] = bare(f"{unit}__fact__source_kind")
    rows = rows.annotate(**told)
    other_source = ~Q(source_kind=F("head_kind"), source_uuid=F("head_record"))
    return rows.filter(other_source, ~_taken_back(), ~left_out(), ~_decided("head", "pk"))


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


def _between() -> QuerySet[UnitAncestry]:
    """A total between an amount and its head, of which the amount may be a detail: that question comes first.

    Asked from the units above the amount, which are few; below the head there are thousands.
    """

    def total(**which: Any) -> Q:
        return Q(**{f"ancestor__fact__{name}": value for name, value in which.items()})

    within = total(from_on__lte=OuterRef("from_on"), to_on__gte=OuterRef("to_on"))
    within &= total(from_on__gte=OuterRef("head_from"), to_on__lte=OuterRef("head_to"))
    fewer_days = total(from_on__gt=OuterRef("head_from")) | total(to_on__lt=OuterRef("head_to"))
    more_days = total(from_on__lt=OuterRef("from_on")) | total(to_on__gt=OuterRef("to_on"))
    is_no_total = ~Q(Exact(OuterRef("source_kind"), Value("statement")))
    # One call, so that all of it is about one and the same total.
    upper = UnitAncestry.objects.filter(
        within,
        total(indicator=OuterRef("indicator"), sign=1, eliminates__isnull=True, is_cumulative=False),
        fewer_days | ~Q(ancestor=OuterRef("head_unit")),
        more_days | ~Q(ancestor=OuterRef("unit")) | is_no_total,
        line=LINE,
        descendant=OuterRef("unit"),
        from_on__lte=OuterRef("to_on"),
        to_on__gte=OuterRef("to_on"),
    )
    below_head = UnitAncestry.objects.filter(
        line=LINE,
        ancestor=OuterRef(OuterRef("head_unit")),
        descendant=OuterRef("ancestor"),
        from_on__lte=OuterRef("total_to"),
        to_on__gte=OuterRef("total_to"),
    )
    upper = upper.annotate(
        total=F("ancestor__fact__pk"), total_to=F("ancestor__fact__to_on"), kind=bare("ancestor__fact__source_kind")
    )
    no_longer = Double.objects.filter(other=OuterRef("total"), at=OuterRef("ancestor"), is_same=True, ended_at=None)
    return upper.filter(
        ~Q(total=OuterRef("pk")),
        Exists(below_head),
        ~Exists(Fact.objects.filter(reversal_of=OuterRef("total"))),
        ~Exists(no_longer),
        ~Exists(decided_pairs(OuterRef("total"), OuterRef(OuterRef("pk")))),
        kind=OuterRef("head_kind"),
    )


def bare(name: str) -> Any:
    """A column as an expression, so that no index is gone through for it: most lines are of one kind."""
    return Concat(F(name), Value(""))


def _linked(link: str, day: F) -> Q:
    """That a unit stood directly under another on a day."""
    lasts = Q(**{f"{link}__to_on__isnull": True}) | Q(**{f"{link}__to_on__gte": day})
    return lasts & Q(**{f"{link}__line": LINE, f"{link}__from_on__lte": day})


def _taken_back() -> Exists:
    return Exists(Fact.objects.filter(reversal_of=OuterRef("head")))


def left_out() -> Exists:
    """That a row is left out somewhere already."""
    return Exists(Double.objects.filter(other=OuterRef("pk"), is_same=True, ended_at=None))


def _decided(one: str, other: str) -> Exists:
    return Exists(decided_pairs(OuterRef(one), OuterRef(other)))


def decided_pairs(one: OuterRef, other: OuterRef) -> QuerySet[Double]:
    """The decision in force on two amounts."""
    both = Q(kept=one, other=other) | Q(kept=other, other=one)
    return Double.objects.filter(both, ended_at=None)


WAYS = (in_totals, of_same, beside)

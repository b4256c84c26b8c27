"""Units as they are named on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from lantoa.common.errors import Unable
from lantoa.organisations.models import Unit, UnitClass, UnitContact, UnitName
from lantoa.vietnamese.text import fold


class AsNamed(TypedDict):
    """What ``named`` adds to a unit."""

    name: str
    class_code: str
    class_name: str
    is_place: bool
    rank: int
    sort_key: bytes


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    NamedUnit = WithAnnotations[Unit, AsNamed]
else:
    NamedUnit = Unit

_NAME_COLUMNS = {
    "name": "name",
    "class_code": "unit_class__code",
    "class_name": "unit_class__name",
    "is_place": "unit_class__is_place",
    "rank": "unit_class__rank",
    "sort_key": "sort_key",
}


class UnableToFindUnit(Unable):
    """No unit answers to that name or code."""


def holding(day: date) -> Q:
    """Spans that hold the day."""
    return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


def named(day: date) -> QuerySet[NamedUnit]:
    """Units with ``name``, ``class_code``, ``class_name``, ``is_place``, ``rank``, ``sort_key`` as on the day.

    A unit that had no name yet shows its first one; one that has ended shows its last.
    """
    spans = UnitName.objects.filter(unit=OuterRef("pk"))
    held, first = spans.filter(from_on__lte=day).order_by("-from_on"), spans.order_by("from_on")
    columns = {
        column: Coalesce(Subquery(held.values(source)[:1]), Subquery(first.values(source)[:1]))
        for column, source in _NAME_COLUMNS.items()
    }
    units: QuerySet[NamedUnit] = Unit.objects.annotate(**columns)  # type: ignore[assignment]
    return units


def names_on(units: Iterable[int], day: date) -> dict[int, str]:
    """The name of each unit as on the day, in one query."""
    return dict(named(day).filter(pk__in=set(units)).values_list("pk", "name"))


def names_at(moments: Iterable[tuple[int, date]]) -> dict[tuple[int, date], str]:
    """The name of each unit as on a day of its own, by (unit id, day), in one query."""
    wanted = set(moments)
    spans: dict[int, list[UnitName]] = {}
    for span in UnitName.objects.filter(unit__in={child for child, _ in wanted}).order_by("from_on"):
        spans.setdefault(span.unit_id, []).append(span)

    def name(child: int, day: date) -> str:
        held = [span for span in spans[child] if span.from_on <= day]
        return (held[-1] if held else spans[child][0]).name

    return {(child, day): name(child, day) for child, day in wanted if child in spans}


def name_spans(child: Unit) -> QuerySet[UnitName]:
    """Every name a unit has borne, the newest first."""
    return child.names.select_related("unit_class").order_by(F("from_on").desc())


def unit(code_or_uuid: str, day: date) -> NamedUnit:
    """The unit with that code or UUID, named as on the day; UnableToFindUnit otherwise."""
    # PostgreSQL refuses to look for a NUL; no code holds one.
    by = Q(code=code_or_uuid.replace("\0", "?"))
    with suppress(ValueError):
        by |= Q(uuid=UUID(code_or_uuid))
    found = named(day).filter(by).first()
    if found is None:
        raise UnableToFindUnit(f"Không có đơn vị nào mang mã “{code_or_uuid}”.")
    return found


def country(day: date) -> NamedUnit | None:
    """The unit at the top of the line of places, or None while nothing is loaded."""
    return named(day).filter(rank=0, is_place=True).order_by("pk").first()


def standing(day: date) -> QuerySet[NamedUnit]:
    """The units that exist on the day, named as on it, in Vietnamese order."""
    alive = Q(founded_on__lte=day) & (Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day))
    return named(day).filter(alive).order_by("rank", "sort_key", "pk")


def find(
    text: str,
    day: date,
    *,
    within: frozenset[int] | None = None,
    only_standing: bool = False,
    since: date | None = None,
) -> QuerySet[NamedUnit]:
    """Units that bear or ever bore a name holding the text, marks and case aside.

    The exact ones come first, those that were dissolved by the day last (``only_standing`` leaves them out). With
    ``since``, the first day of a period that ends on the day, those are last that were dissolved by then.
    """
    words = fold(text)
    names = UnitName.objects.filter(folded__contains=words)
    gone = Q(dissolved_on__lte=since or day)
    found = named(day).filter(pk__in=names.values("unit"), founded_on__lte=day)
    if only_standing:
        found = found.exclude(gone)
    if within is not None:
        found = found.filter(pk__in=within)
    exact = UnitName.objects.filter(folded=words).values("unit")
    found = found.annotate(exact=_whether(Q(pk__in=exact)), gone=_whether(gone))
    return found.order_by("-exact", "gone", "rank", "sort_key", "pk")


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False)


def former_names(units: Iterable[int], text: str, day: date) -> dict[int, str]:
    """A name holding the text that each unit bore before the day and no longer does, in one query."""
    past = UnitName.objects.filter(unit__in=set(units), folded__contains=fold(text), to_on__lt=day)
    return dict(past.order_by("from_on").values_list("unit_id", "name"))


def names_during(units: Iterable[int], from_on: date, to_on: date) -> dict[int, list[str]]:
    """Every name that each unit bore on any of the days, the last first, in one query."""
    spans = UnitName.objects.filter(unit__in=set(units), from_on__lte=to_on)
    spans = spans.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on))
    found: dict[int, list[str]] = {}
    for span in spans.order_by("-from_on"):
        found.setdefault(span.unit_id, []).append(span.name)
    return found


def contact_on(unit_: int, day: date) -> UnitContact | None:
    """How a unit is reached on the day, if that is known."""
    return UnitContact.objects.filter(holding(day), unit=unit_).first()


def classes() -> QuerySet[UnitClass]:
    """Every class of units, the widest places first."""
    return UnitClass.objects.order_by("rank", "name", "code")


def free_code(name: str) -> str:
    """A code for a new unit of that name, which no unit has yet: "xa-an-tan", "xa-an-tan-2"."""
    base = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:72] or "don-vi"
    taken = set(Unit.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for code in _numbered(base) if code not in taken)


def _numbered(base: str) -> Iterator[str]:
    yield base
    for number in count(2):
        yield f"{base}-{number}"

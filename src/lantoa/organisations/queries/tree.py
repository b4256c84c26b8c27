"""Where units stand: above, below, on which line, on which day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When

from lantoa.organisations.models import Counterpart, Unit, UnitAncestry, UnitName, UnitParent
from lantoa.organisations.queries.kept import kept
from lantoa.organisations.queries.naming import AsNamed, NamedUnit, holding, named
from lantoa.organisations.queries.unit_ids import UnitIds

# So many ids are sent one by one.
FEW = 100


class _Lived(AsNamed):
    lived: bool


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    LivedUnit = WithAnnotations[Unit, _Lived]
else:
    LivedUnit = Unit


def standing_on(day: date, path: str = "") -> Q:
    """That a unit (at the end of the path, "descendant__") exists on the day."""
    return lived_during(day, day, path)


def below(top: int, line: str, day: date) -> QuerySet[UnitAncestry]:
    """Who stood under a unit on a line on the day, itself included, with the depth."""
    held = UnitAncestry.objects.filter(ancestor=top, line=line, from_on__lte=day, to_on__gte=day)
    return held.filter(standing_on(day, "descendant__"))


def subtree(top: int, line: str, day: date) -> frozenset[int]:
    """The ids of ``below``."""
    return frozenset(below(top, line, day).values_list("descendant_id", flat=True))


def subtree_during(tops: Iterable[int], line: str, from_on: date, to_on: date) -> frozenset[int]:
    """The ids of those that stood under one of the units on any of the days, themselves included."""
    held = UnitAncestry.objects.filter(ancestor__in=set(tops), line=line, from_on__lte=to_on, to_on__gte=from_on)
    return frozenset(held.filter(lived_during(from_on, to_on, "descendant__")).values_list("descendant_id", flat=True))


def lived_during(from_on: date, to_on: date, path: str = "") -> Q:
    """That a unit (at the end of the path) existed on any of the days."""
    alive = Q(**{f"{path}dissolved_on__isnull": True}) | Q(**{f"{path}dissolved_on__gt": from_on})
    return alive & Q(**{f"{path}founded_on__lte": to_on})


@dataclass(frozen=True, slots=True)
class Reach:
    """The units whose records a role on a unit touches: those that stand under it, and those that it stands for.

    ``any`` holds also units of which only a part went to one below; ``whole`` only those that went there entirely.
    """

    any: frozenset[int]
    whole: frozenset[int]


def reach(top: int, line: str, day: date) -> Reach:
    """What lies within reach of a unit on a line and day; nothing when it does not stand. One query, three the first
    time after a change of the tree.

    The sets are ``UnitIds``: lists ask the database itself instead of sending every id.
    """
    return _reach((top, line, day))


def _reached(key: tuple[int, str, date]) -> Reach:
    top, line, day = key
    under = below(top, line, day).values("descendant")
    standing = subtree(top, line, day)
    if top not in standing:
        return Reach(frozenset(), frozenset())
    heirs = Counterpart.objects.filter(
        unit__dissolved_on__lte=day, line__in=("", line), map_from__lte=day, map_to__gte=day
    )
    up = UnitAncestry.objects.filter(ancestor=top, line=line, from_on__lte=day, to_on__gte=day).values("descendant")
    here, there = heirs.filter(counterpart__in=up).values("unit"), heirs.exclude(counterpart__in=up).values("unit")
    # A counterpart stands on the day, so the set knows whether it is one below: asking that again in SQL took as long
    # as the question itself.
    found = list(heirs.filter(unit__in=here).values_list("unit_id", "counterpart_id"))
    some = frozenset(unit for unit, _ in found)
    if not some:
        alone = _asked_best(UnitIds.of(standing, under))
        return Reach(alone, alone)
    elsewhere = frozenset(unit for unit, heir in found if heir not in standing)
    units = Unit.objects.values("pk")
    touched = UnitIds.of(standing | some, units.filter(Q(pk__in=under) | Q(pk__in=here)))
    held = UnitIds.of(standing | (some - elsewhere), units.filter(Q(pk__in=under) | Q(pk__in=here) & ~Q(pk__in=there)))
    return Reach(_asked_best(touched), _asked_best(held))


def _asked_best(units: UnitIds) -> frozenset[int]:
    """The same units with the cheapest way to ask for them: a few by their ids, nearly all by those that are left out.

    To work out who stands under a country takes the database longer than all else that a list asks of it.
    """
    if len(units) <= FEW:
        return frozenset(units)
    outside = list(Unit.objects.exclude(pk__in=units.rows).values_list("pk", flat=True)[: FEW + 1])
    if len(outside) > FEW:
        return units
    return UnitIds.of(units, Unit.objects.exclude(pk__in=outside).values("pk"))


# Of a country it holds 28,000 ids, some three megabytes.
_reach = kept(_reached, most=32)


def _branches(key: tuple[int, str, date]) -> Mapping[int, int]:
    top, line, day = key
    standing = UnitAncestry.objects.filter(line=line, from_on__lte=day, to_on__gte=day)
    direct = standing.filter(ancestor=top, depth=1).values("descendant")
    return MappingProxyType(dict(standing.filter(ancestor__in=direct).values_list("descendant_id", "ancestor_id")))


# Of a country: 14,000 pairs, some megabyte.
_kept_branches = kept(_branches, most=16)


def branches(top: int, line: str, day: date) -> Mapping[int, int]:
    """For each unit that stands under one on the line and day, which of those directly below it that is through (itself
    for these). One query, two the first time after a change of the tree."""
    return _kept_branches((top, line, day))


def heirs_of(units: Iterable[int], day: date, *, line: str = "place") -> dict[int, list[int]]:
    """Who stands for each of these units on the map of the day, where it is not the unit itself; one query."""
    rows = Counterpart.objects.filter(
        unit__in=set(units), line__in=("", line), map_from__lte=day, map_to__gte=day
    ).exclude(unit=F("counterpart"))
    found: dict[int, list[int]] = {}
    for unit, heir in rows.order_by("unit", "share_from").values_list("unit_id", "counterpart_id"):
        if heir not in found.setdefault(unit, []):
            found[unit].append(heir)
    return found


def children(parent: int, line: str, day: date) -> QuerySet[NamedUnit]:
    """The units directly under one on the line and day, in Vietnamese order."""
    direct = below(parent, line, day).filter(depth=1, descendant=OuterRef("pk"))
    return named(day).filter(Exists(direct)).order_by("rank", "sort_key", "pk")


def children_on_any_line(parent: int, day: date) -> QuerySet[NamedUnit]:
    """The units directly under one on any line: of a place those it governs, of a party committee its branches too."""
    held = UnitAncestry.objects.filter(ancestor=parent, depth=1, from_on__lte=day, to_on__gte=day)
    direct = held.filter(standing_on(day, "descendant__"), descendant=OuterRef("pk"))
    return named(day).filter(Exists(direct)).order_by("rank", "sort_key", "pk")


def children_during(parent: int, line: str, from_on: date, to_on: date, *, unborn: bool = False) -> QuerySet[LivedUnit]:
    """The units that stood directly under one on any of the days, named as on the last, in Vietnamese order.

    All have ``lived``, whether they existed on any of the days themselves.

    ``unborn`` adds those that did not exist on any of them and are taken to stand there all the same (UnitAncestry).
    """
    direct = UnitAncestry.objects.filter(
        ancestor=parent, line=line, depth=1, from_on__lte=to_on, to_on__gte=from_on, descendant=OuterRef("pk")
    )
    lived = lived_during(from_on, to_on)
    units: QuerySet[LivedUnit] = named(to_on).annotate(lived=Case(When(lived, then=True), default=False))
    units = units.filter(Exists(direct))
    return (units if unborn else units.filter(lived=True)).order_by("rank", "sort_key", "pk")


def directly_above(child: int, day: date) -> list[tuple[int, str]]:
    """The units directly above one on the day, each with the line on which it stands there; one query."""
    rows = UnitAncestry.objects.filter(descendant=child, depth=1, from_on__lte=day, to_on__gte=day)
    return list(rows.order_by("line", "ancestor").values_list("ancestor_id", "line"))


def path_up(child: int, line: str, day: date) -> list[NamedUnit]:
    """The units above one, the highest first, itself last."""
    up = UnitAncestry.objects.filter(descendant=child, line=line, from_on__lte=day, to_on__gte=day)
    depths = dict(up.values_list("ancestor_id", "depth"))
    return sorted(named(day).filter(pk__in=depths), key=lambda one: -depths[one.pk])


def place_of(child: Unit, day: date) -> NamedUnit:
    """The nearest place at or above a unit: a body's own place; itself when it is a place or has none."""
    # A unit that has ended stands nowhere today, but is still itself.
    path = path_up(child.pk, "place", day) or [named(day).get(pk=child.pk)]
    return next((one for one in reversed(path) if one.is_place), path[-1])


def paths(units: Iterable[int], line: str, day: date) -> dict[int, str]:
    """Where each unit stands, the nearest first: "Huyện Bến Lau, Tỉnh Sông Trăng"; itself and the country left out.

    Two queries, however many units.
    """
    up = UnitAncestry.objects.filter(
        descendant__in=set(units), line=line, depth__gt=0, from_on__lte=day, to_on__gte=day
    )
    steps = list(up.order_by("descendant", "depth").values_list("descendant_id", "ancestor_id"))
    above = named(day).filter(pk__in={ancestor for _, ancestor in steps}, rank__gt=0)
    names = dict(above.values_list("pk", "name"))
    found: dict[int, list[str]] = {}
    for child, ancestor in steps:
        if ancestor in names:
            found.setdefault(child, []).append(names[ancestor])
    return {child: ", ".join(parts) for child, parts in found.items()}


def places_below_each(units: Collection[int], line: str, day: date) -> dict[int, frozenset[int]]:
    """The places directly below each unit on a day, all units below where none is a place. One query."""
    direct = UnitAncestry.objects.filter(ancestor__in=units, line=line, depth=1, from_on__lte=day, to_on__gte=day)
    named_ = UnitName.objects.filter(holding(day), unit=OuterRef("descendant"), unit_class__is_place=True)
    direct = direct.filter(standing_on(day, "descendant__")).annotate(is_place=Exists(named_))
    found: dict[int, dict[int, bool]] = {}
    for above, below_, is_place in direct.values_list("ancestor_id", "descendant_id", "is_place"):
        found.setdefault(above, {})[below_] = is_place
    return {above: frozenset([pk for pk, is_ in own.items() if is_] or own) for above, own in found.items()}


def above_among(units: Collection[int], tops: Collection[int], line: str, day: date) -> set[tuple[int, int]]:
    """Which of the units stand under, or are, which of the others: pairs of unit and other. One query."""
    up = UnitAncestry.objects.filter(
        descendant__in=units, ancestor__in=tops, line=line, from_on__lte=day, to_on__gte=day
    )
    return set(up.values_list("descendant_id", "ancestor_id"))


def count_below(units: Iterable[int], line: str, day: date) -> dict[int, int]:
    """How many units stood directly under each, in one query."""
    direct = UnitAncestry.objects.filter(ancestor__in=set(units), line=line, depth=1, from_on__lte=day, to_on__gte=day)
    direct = direct.filter(standing_on(day, "descendant__"))
    return dict(direct.values("ancestor").annotate(number=Count("pk")).order_by().values_list("ancestor", "number"))


def direct_parents(units: Iterable[int], line: str, day: date) -> dict[int, str]:
    """The code of the unit directly above each of these on a line and day, in one query."""
    up = UnitAncestry.objects.filter(descendant__in=set(units), line=line, depth=1, from_on__lte=day, to_on__gte=day)
    return dict(up.values_list("descendant_id", "ancestor__code"))


def linked_below(parent: int, day: date) -> QuerySet[NamedUnit]:
    """The units whose open link on any line leads to one: whoever must go somewhere when it ends."""
    links = UnitParent.objects.filter(parent=parent, to_on__isnull=True, unit=OuterRef("pk"))
    return named(day).filter(Exists(links)).order_by("rank", "sort_key", "pk")


def parents_on(child: int, day: date) -> dict[str, NamedUnit]:
    """The unit directly above one on each line that it stands in on the day."""
    links = UnitParent.objects.filter(holding(day), unit=child).values_list("line", "parent_id")
    above = {one.pk: one for one in named(day).filter(pk__in=[parent for _, parent in links])}
    return {line: above[parent] for line, parent in links}

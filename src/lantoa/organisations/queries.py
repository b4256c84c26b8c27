"""Every question about units, people and rights."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lantoa.accounts.models import User
from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.organisations import rules
from lantoa.organisations.models import Grant, Person, Post, Unit, UnitAncestry, UnitName, UnitParent
from lantoa.vietnamese.text import fold


class _AsNamed(TypedDict):
    name: str
    class_code: str
    class_name: str
    is_place: bool
    rank: int
    sort_key: bytes


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    NamedUnit = WithAnnotations[Unit, _AsNamed]
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


def _holding(day: date) -> Q:
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


def below(top: int, line: str, day: date) -> QuerySet[UnitAncestry]:
    """Who stood under a unit on a line on the day, itself included, with the depth."""
    return UnitAncestry.objects.filter(ancestor=top, line=line, from_on__lte=day, to_on__gte=day)


def subtree(top: int, line: str, day: date) -> frozenset[int]:
    """The ids of ``below``."""
    return frozenset(below(top, line, day).values_list("descendant_id", flat=True))


def children(parent: int, line: str, day: date) -> QuerySet[NamedUnit]:
    """The units directly under one on the line and day, in Vietnamese order."""
    direct = below(parent, line, day).filter(depth=1, descendant=OuterRef("pk"))
    return named(day).filter(Exists(direct)).order_by("rank", "sort_key", "pk")


def path_up(child: int, line: str, day: date) -> list[NamedUnit]:
    """The units above one, the highest first, itself last."""
    up = UnitAncestry.objects.filter(descendant=child, line=line, from_on__lte=day, to_on__gte=day)
    depths = dict(up.values_list("ancestor_id", "depth"))
    return sorted(named(day).filter(pk__in=depths), key=lambda one: -depths[one.pk])


def place_of(child: Unit, day: date) -> NamedUnit:
    """The nearest place at or above a unit: a body's own place; itself when it is a place or has none."""
    path = path_up(child.pk, "place", day)
    return next((one for one in reversed(path) if one.is_place), path[-1])


def find(text: str, day: date, *, within: frozenset[int] | None = None) -> QuerySet[NamedUnit]:
    """Units that bear or ever bore a name holding the text, marks and case aside, the exact ones first."""
    words = fold(text)
    names = UnitName.objects.filter(unit=OuterRef("pk"))
    found = standing(day).filter(Exists(names.filter(folded__contains=words)))
    if within is not None:
        found = found.filter(pk__in=within)
    return found.annotate(exact=Exists(names.filter(folded=words))).order_by("-exact", "rank", "sort_key", "pk")


def people() -> QuerySet[Person]:
    """Everyone, by given name as Vietnamese lists go."""
    return Person.objects.order_by("sort_key", "pk")


def find_people(name: str) -> QuerySet[Person]:
    """People of that very name, marks and case aside."""
    return people().filter(folded=fold(name))


def posts_on(person: int, day: date) -> QuerySet[Post]:
    """The posts a person holds on the day."""
    return Post.objects.filter(_holding(day), person=person).select_related("unit").order_by("-is_head", "pk")


def grants_of(user: User, today: date) -> QuerySet[Grant]:
    """The roles an account may act in today, in the order in which they were given."""
    return Grant.objects.filter(_holding(today), user=user).select_related("unit").order_by("pk")


def scope_for(user: User, today: date, *, grant: int | None = None) -> Scope:
    """What the account may do today in one role: the grant named, else its first. Nothing without a grant."""
    grants = list(grants_of(user, today))
    acting = next((one for one in grants if one.pk == grant), grants[0] if grants else None)
    if acting is None:
        return Scope(user.pk, user.full_name)
    units = subtree(acting.unit_id, acting.line, today)
    reach: dict[str, frozenset[int] | None] = dict.fromkeys(rules.ROLES[acting.role], units)
    return Scope(user.pk, user.full_name, acting.role, acting.unit_id, reach)


def links_of(child: int, line: str) -> list[tuple[int, rules.Span]]:
    """The dated parents of a unit on a line."""
    rows = Unit.objects.get(pk=child).parents.filter(line=line).values_list("parent_id", "from_on", "to_on")
    return [(parent, rules.Span(start, end or rules.FOREVER)) for parent, start, end in rows]


def ancestry_of(units: Iterable[int], line: str) -> list[tuple[int, rules.Ancestor]]:
    """Each unit's ancestors on a line as they are stored."""
    rows = UnitAncestry.objects.filter(descendant__in=set(units), line=line)
    columns = rows.values_list("descendant_id", "ancestor_id", "depth", "from_on", "to_on")
    return [(child, rules.Ancestor(up, depth, rules.Span(start, end))) for child, up, depth, start, end in columns]


def name_spans(child: Unit) -> QuerySet[UnitName]:
    """Every name a unit has borne, the newest first."""
    return child.names.select_related("unit_class").order_by(F("from_on").desc())


def direct_parents(units: Iterable[int], line: str, day: date) -> dict[int, str]:
    """The code of the unit directly above each of these on a line and day, in one query."""
    up = UnitAncestry.objects.filter(descendant__in=set(units), line=line, depth=1, from_on__lte=day, to_on__gte=day)
    return dict(up.values_list("descendant_id", "ancestor__code"))


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


def children_during(parent: int, line: str, from_on: date, to_on: date) -> QuerySet[NamedUnit]:
    """The units that stood directly under one on any of the days, named as on the last, in Vietnamese order."""
    direct = UnitAncestry.objects.filter(
        ancestor=parent, line=line, depth=1, from_on__lte=to_on, to_on__gte=from_on, descendant=OuterRef("pk")
    )
    return named(to_on).filter(Exists(direct)).order_by("rank", "sort_key", "pk")


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


def former_names(units: Iterable[int], text: str, day: date) -> dict[int, str]:
    """A name holding the text that each unit bore before the day and no longer does, in one query."""
    past = UnitName.objects.filter(unit__in=set(units), folded__contains=fold(text), to_on__lt=day)
    return dict(past.order_by("from_on").values_list("unit_id", "name"))


def count_below(units: Iterable[int], line: str, day: date) -> dict[int, int]:
    """How many units stood directly under each, in one query."""
    direct = UnitAncestry.objects.filter(ancestor__in=set(units), line=line, depth=1, from_on__lte=day, to_on__gte=day)
    return dict(direct.values("ancestor").annotate(number=Count("pk")).order_by().values_list("ancestor", "number"))


def parents_on(child: int, day: date) -> dict[str, NamedUnit]:
    """The unit directly above one on each line that it stands in on the day."""
    links = UnitParent.objects.filter(_holding(day), unit=child).values_list("line", "parent_id")
    above = {one.pk: one for one in named(day).filter(pk__in=[parent for _, parent in links])}
    return {line: above[parent] for line, parent in links}


def posts_in(unit_: int, day: date) -> QuerySet[Post]:
    """Who holds which post in a unit on the day, the head first, then by given name."""
    held = Post.objects.filter(_holding(day), unit=unit_).select_related("person")
    return held.order_by("-is_head", "person__sort_key", "pk")

"""Which papers there are, who may see them, and which carries out which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear

from lantoa.common.scopes import Scope
from lantoa.directives.models import Addressee, Copy, Directive, DirectiveStep, Implementation
from lantoa.directives.rules.papers import deepest_of
from lantoa.directives.rules.sendings import OFFICES
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import UnitAncestry
from lantoa.organisations.queries import NamedUnit
from lantoa.vietnamese.text import fold

# So far up and down a chain is drawn; so many papers below one are drawn, the others counted.
DEEPEST = 8
DRAWN_BELOW = 12


class _Listed(TypedDict):
    is_own: bool


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ListedDirective = WithAnnotations[Directive, _Listed]
else:
    ListedDirective = Directive


@dataclass(frozen=True, slots=True)
class WantedPapers:
    """What the book is narrowed to; an empty part asks for nothing. ``whose``: "own" issued here, "above" the rest."""

    text: str = ""
    kind: str = ""
    year: int | None = None
    whose: str = ""
    stage: str = ""


def papers() -> QuerySet[Directive]:
    """Every paper, with what a page shows of it joined, the latest first."""
    return Directive.objects.select_related("issuer", "file", "replaced_by", "recorded_in").order_by("-dated_on", "-pk")


def own_units(home: int | None, day: date) -> list[NamedUnit]:
    """The units whose papers whoever acts for one of them keeps: that unit first, then the bodies of the place where it
    is one (its party committee and that one's boards, its people's committee, the Front); two queries."""
    if home is None:
        return []
    found = list(organisations.named(day).filter(pk=home))
    if found and found[0].is_place:
        found += list(organisations.children(home, "place", day).filter(class_code__in=OFFICES))
    return found


def in_books_of(units: Collection[int]) -> QuerySet[ListedDirective]:
    """The papers in the books of units, with ``is_own``: whether one of them issued it."""
    own = Case(When(issuer__in=units, then=Value(True)), default=Value(False))
    rows: QuerySet[ListedDirective] = papers().annotate(is_own=own)
    return rows.filter(Exists(Copy.objects.filter(directive=OuterRef("pk"), unit__in=units)))


def narrowed_papers(rows: QuerySet[ListedDirective], wanted: WantedPapers) -> QuerySet[ListedDirective]:
    """Those that are wanted; every word is looked for in number, issuer and abstract, marks and case aside."""
    for word in fold(wanted.text).split():
        rows = rows.filter(folded__contains=word)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.year:
        rows = rows.filter(dated_on__range=(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if wanted.whose:
        rows = rows.filter(is_own=wanted.whose == "own")
    return rows.filter(stage=wanted.stage) if wanted.stage else rows


def kinds_in(rows: QuerySet[ListedDirective]) -> list[str]:
    """The kinds of these papers, by their abbreviations."""
    return sorted(set(rows.order_by().values_list("kind", flat=True)))


def years_in(rows: QuerySet[ListedDirective]) -> list[int]:
    """The years of these papers, the latest first."""
    found = rows.order_by().annotate(year=ExtractYear("dated_on")).values_list("year", flat=True)
    return sorted(set(found), reverse=True)


def directive(uuid: UUID) -> Directive | None:
    """One paper."""
    return papers().filter(uuid=uuid).first()


def visible(scope: Scope) -> QuerySet[Directive]:
    """The papers that somebody may open: in the book of a unit within reach, issued by one, or sent to one."""
    units = scope.units("read")
    if units is None:
        return papers()
    return papers().filter(
        Q(issuer__in=units)
        | Exists(Copy.objects.filter(directive=OuterRef("pk"), unit__in=units))
        | Exists(Addressee.objects.filter(directive=OuterRef("pk"), unit__in=units))
    )


def opened(uuid: UUID, scope: Scope) -> Directive | None:
    """The paper, for those who may open it: as ``visible``, asked of one paper, to however many it was sent."""
    one = directive(uuid)
    return one if one is not None and open_among([one], scope) else None


def open_among(some: Iterable[Directive], scope: Scope) -> set[int]:
    """Of a few papers those (by id) that somebody may open: as ``visible``, without asking the database who stands in
    reach. At most two queries."""
    papers_ = list(some)
    found = {one.pk for one in papers_ if scope.may("read", one.issuer_id)}
    for held in (Copy, Addressee):
        if left := [one.pk for one in papers_ if one.pk not in found]:
            rows = held.objects.filter(directive__in=left).values_list("directive_id", "unit_id")
            found |= {pk for pk, unit in rows if scope.may("read", unit)}
    return found


def may_change(one: Directive, scope: Scope) -> bool:
    """Whether somebody keeps the book of the unit that issued it, or of the one that entered it first."""
    return any(keeps_book(scope, unit) for unit in (one.issuer_id, one.recorded_in_id))


def keeps_book(scope: Scope, unit: int | None) -> bool:
    """Whether somebody enters papers in the book of a unit: whoever confirms what enters its registers, and whoever
    answers for it, with a paper of its own."""
    return scope.may("confirm", unit) or scope.may("answer", unit)


def find_papers(text: str, scope: Scope, *, most: int = 20) -> list[Directive]:
    """The papers in reach that hold every word; for choosing one."""
    rows = visible(scope)
    for word in fold(text).split():
        rows = rows.filter(folded__contains=word)
    return list(rows[:most])


def known_by_code(code: str, day: date | None = None) -> list[Directive]:
    """The papers with that number and symbol, of any issuer, on that day where one is given."""
    rows = papers().filter(code_key=fold(code))
    return list(rows.filter(dated_on=day) if day else rows)


def known_by_codes(codes: Collection[str]) -> list[Directive]:
    """The papers with any of these numbers and symbols, of any issuer; one query."""
    return list(papers().filter(code_key__in={fold(code)[:60] for code in codes})) if codes else []


def in_books_among(some: Collection[Directive], units: Collection[int]) -> set[int]:
    """Which of these papers stand in the book of one of the units; one query."""
    rows = Copy.objects.filter(directive__in=[one.pk for one in some], unit__in=units)
    return set(rows.values_list("directive_id", flat=True))


def directives_among(uuids: Collection[UUID]) -> set[UUID]:
    """Which of these are papers that stand in a book."""
    return set(Directive.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))


def what_rests_on(one: Directive) -> str:
    """Why a paper cannot leave the books, in a sentence; empty where nothing rests on it."""
    return next(_resting(one), "")


def _resting(one: Directive) -> Iterator[str]:
    if one.stage != "issued":
        yield f"Văn bản {one.code} đã được thay thế hoặc thu hồi. Hãy khôi phục hiệu lực trước."
    for link in one.lowers.select_related("lower").order_by("pk")[:1]:
        yield f"Văn bản {link.lower.code} đang triển khai văn bản {one.code}. Hãy bỏ liên kết đó trước."
    if one.sendings.exists() or one.addressees.exists():
        yield f"Văn bản {one.code} đã được gửi đi nên không thể đưa ra khỏi sổ."
    for answer in one.answers.select_related("directive").order_by("pk")[:1]:
        said = f"Văn bản {one.code} đang là trả lời cho văn bản {answer.directive.code}"
        yield f"{said}. Hãy rút lại trả lời trước."
    if one.replaces.exists():
        yield f"Văn bản {one.code} đang thay thế một văn bản khác nên không thể đưa ra khỏi sổ."
    if one.copies.exclude(unit=one.recorded_in_id).exists():
        yield f"Đơn vị khác cũng đã vào sổ văn bản {one.code} nên không thể đưa ra khỏi sổ."


def steps_of(one: Directive) -> QuerySet[DirectiveStep]:
    """What happened to a paper, the newest first."""
    return one.steps.order_by("-at", "-pk")


def answers_with(lower: Directive, upper: Directive) -> bool:
    """Whether a unit answered the one with the other."""
    return Addressee.objects.filter(directive=upper, paper=lower).exclude(answer="").exists()


def links_above(some: Collection[Directive]) -> list[tuple[int, int]]:
    """Every link (lower, upper) from these papers upwards; one query a floor."""
    found: list[tuple[int, int]] = []
    seen, floor = set[int](), {one.pk for one in some}
    while floor:
        seen |= floor
        rows = list(Implementation.objects.filter(lower__in=floor).values_list("lower_id", "upper_id"))
        found += rows
        floor = {upper for _, upper in rows} - seen
    return found


def likely_issuers(units: Collection[int], day: date) -> list[NamedUnit]:
    """The units that may have issued what comes to units: themselves, all above them on every line, and the bodies that
    stand directly under those; three queries."""
    up = UnitAncestry.objects.filter(descendant__in=units, from_on__lte=day, to_on__gte=day)
    above = set(up.values_list("ancestor_id", flat=True))
    bodies = UnitAncestry.objects.filter(ancestor__in=above, depth=1, from_on__lte=day, to_on__gte=day)
    ids = above | set(units) | set(bodies.values_list("descendant_id", flat=True))
    rows = organisations.named(day).filter(organisations.standing_on(day), pk__in=ids)
    return list(rows.filter(Q(pk__in=above | set(units)) | Q(is_place=False)).order_by("rank", "sort_key", "pk"))


@dataclass(slots=True)
class Linked:
    """A paper in a chain with those directly below it that are drawn; ``more`` counts the others, ``also`` names what
    it carries out besides the paper under which it is drawn."""

    paper: Directive
    below: list[Linked] = field(default_factory=list)
    more: int = 0
    is_open: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """The papers around one: the tops of all that it carries out, down to it, and what carries it out."""

    roots: list[Linked]
    many: int


def chain_of(one: Directive, scope: Scope) -> Chain:
    """The chain around a paper, drawn from the highest papers down through it; one query a floor, and three.

    Of what stands beside (another paper that carries out the same) nothing is drawn. ``is_open`` where the reader may
    open the paper; of the others the head alone is shown.
    """
    up = links_above([one])
    down = _links_below(one)
    ids = {one.pk, *(pk for link in [*up, *down] for pk in link)}
    known = papers().in_bulk(ids)
    open_ = open_among(known.values(), scope)
    below: dict[int, list[int]] = {}
    for lower, upper in [*up, *down]:
        below.setdefault(upper, []).append(lower)
    many = dict(
        Implementation.objects.filter(upper__in={upper for _, upper in down} | {one.pk})
        .values("upper")
        .annotate(many=Count("pk"))
        .values_list("upper", "many")
    )

    place = deepest_of([*up, *down])
    uppers: dict[int, list[int]] = {}
    for lower, upper in [*up, *down]:
        uppers.setdefault(lower, []).append(upper)

    def drawn(pk: int) -> Linked:
        every = sorted(set(below.get(pk, ())), key=lambda each: (known[each].dated_on, each))
        also = sorted({known[upper].code for upper in uppers.get(pk, ()) if upper != place.get(pk)})
        here = [drawn(each) for each in every if place[each] == pk]
        return Linked(known[pk], here, max(0, many.get(pk, 0) - len(every)), pk in open_, tuple(also))

    tops = sorted(pk for pk in ids if pk not in place)
    return Chain([drawn(pk) for pk in tops], len(ids) - 1)


def _links_below(one: Directive) -> list[tuple[int, int]]:
    """The links down from a paper, the first few of each floor; one query a floor."""
    found: list[tuple[int, int]] = []
    floor, seen = {one.pk}, {one.pk}
    for _ in range(DEEPEST):
        rows = Implementation.objects.filter(upper__in=floor).order_by("lower__dated_on", "lower")
        taken: dict[int, int] = {}
        floor = set()
        for lower, upper in rows.values_list("lower_id", "upper_id")[: DRAWN_BELOW * DRAWN_BELOW]:
            taken[upper] = taken.get(upper, 0) + 1
            if taken[upper] <= DRAWN_BELOW:
                found.append((lower, upper))
                floor |= {lower} - seen
        seen |= floor
        if not floor:
            break
    return found


def uppers_of(some: Iterable[Directive]) -> dict[int, list[Directive]]:
    """The papers that each of these carries out; one query."""
    found: dict[int, list[Directive]] = {}
    rows = Implementation.objects.filter(lower__in=[one.pk for one in some]).select_related("upper")
    for row in rows.order_by("upper__dated_on", "upper"):
        found.setdefault(row.lower_id, []).append(row.upper)
    return found


def own_papers(unit: int, since: date, *, most: int = 50) -> list[Directive]:
    """The papers in force that a unit issued on or after a day: what it may answer with."""
    return list(papers().filter(issuer=unit, stage="issued", dated_on__gte=since)[:most])


def in_force_after(one: Directive, scope: Scope, *, most: int = 100) -> list[Directive]:
    """The papers in force that may take the place of one: of the same issuer first, issued on its day or after."""
    rows = visible(scope).filter(stage="issued", dated_on__gte=one.dated_on).exclude(pk=one.pk)
    same = Case(When(issuer_key=one.issuer_key, then=Value(0)), default=Value(1))
    return list(rows.annotate(other=same).order_by("other", "-dated_on", "-pk")[:most])

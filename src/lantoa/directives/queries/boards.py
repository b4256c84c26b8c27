"""Who was sent a paper, who has answered, who is late; at every level of the tree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lantoa.common.scopes import Scope
from lantoa.directives.models import Addressee, AddresseeStep, Directive, Sending
from lantoa.directives.rules.sendings import OPEN
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import UnitAncestry, UnitContact, UnitName
from lantoa.organisations.queries import NamedUnit
from lantoa.organisations.rules import LINES
from lantoa.vietnamese.text import fold

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from lantoa.directives.operations import Call


class _Named(TypedDict):
    unit_name: str
    unit_key: bytes


if TYPE_CHECKING:
    NamedAddressee = WithAnnotations[Addressee, _Named]
else:
    NamedAddressee = Addressee


@dataclass(frozen=True, slots=True)
class Counted:
    """How many units were sent a paper, and where they stand; ``released`` ones are in none of the others."""

    everyone: int = 0
    answered: int = 0
    waiting: int = 0
    acknowledged: int = 0
    returned: int = 0
    late: int = 0
    released: int = 0

    @property
    def left(self) -> int:
        """Those that have still to answer."""
        return self.everyone - self.answered

    @property
    def percent(self) -> int:
        """Of those asked, how many in a hundred have answered, rounded down: 100 means all."""
        return self.answered * 100 // self.everyone if self.everyone else 0


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit directly below the one that a board is of: what all under it come to, itself among them."""

    unit: NamedUnit
    count: Counted
    is_sent: bool
    is_group: bool


def addressees() -> QuerySet[Addressee]:
    """Every addressee with what a page shows of it joined."""
    return Addressee.objects.select_related("directive", "sending", "unit", "paper", "photo")


def addressee(uuid: UUID) -> Addressee | None:
    """One addressee."""
    return addressees().filter(uuid=uuid).first()


def addressees_among(one: Directive, units: Collection[int]) -> list[Addressee]:
    """Those of the units that were sent a paper and have to do with it still."""
    return list(addressees().filter(directive=one, unit__in=units).exclude(stage="released").order_by("pk"))


def asked_of(units: Collection[int], *, only_open: bool = True) -> QuerySet[Addressee]:
    """What units were sent and asked to carry out, the soonest due first (without a due day last)."""
    rows = asked_within(frozenset(units), only_open=only_open)
    return rows.order_by(F("due_on").asc(nulls_last=True), "directive__dated_on", "pk")


def asked_within(units: frozenset[int] | None, *, only_open: bool = True) -> QuerySet[Addressee]:
    """The same of every unit where units is None; in no order."""
    rows = addressees().exclude(directive__stage="withdrawn")
    rows = rows.filter(stage__in=OPEN) if only_open else rows
    return rows if units is None else rows.filter(unit__in=units)


def steps_of_addressee(one: Addressee) -> QuerySet[AddresseeStep]:
    """What happened with a unit about a paper, the newest first."""
    return one.steps.order_by("-at", "-pk")


def sendings_of(one: Directive) -> QuerySet[Sending]:
    """How a paper was sent, the latest first, with ``many``, to how many units."""
    return (
        one.sendings.select_related("sender", "sent_by").annotate(many=Count("addressees")).order_by("-sent_at", "-pk")
    )


def sent_by(units: frozenset[int] | None) -> QuerySet[Directive]:
    """The papers that units have sent to others, the latest first, with ``everyone``, ``answered``, ``late_now``."""
    rows = Sending.objects.all() if units is None else Sending.objects.filter(sender__in=units)
    return Directive.objects.filter(pk__in=rows.values("directive")).order_by("-dated_on", "-pk")


def counts_of(some: Iterable[Directive], today: date) -> dict[int, Counted]:
    """How the addressees of each paper stand; one query."""
    rows = Addressee.objects.filter(directive__in=[one.pk for one in some]).values("directive")
    return _by("directive", rows.annotate(**_counting(today)).order_by())


def count_of(rows: QuerySet[Addressee], today: date) -> Counted:
    """How these addressees stand; one query."""
    return Counted(**rows.order_by().aggregate(**_counting(today)))


def _by(column: str, rows: Iterable[Any]) -> dict[int, Counted]:
    return {row[column]: Counted(**{name: many for name, many in row.items() if name != column}) for row in rows}


def _counted_as(stage: str, due_on: date | None, today: date) -> list[str]:
    """As what one addressee is counted, as ``_counting`` has the database do it."""
    is_late = stage in OPEN and due_on is not None and due_on < today
    return [stage, *(["everyone"] if stage != "released" else []), *(["late"] if is_late else [])]


def _counting(today: date) -> dict[str, Any]:
    asked = ~Q(stage="released")
    return {
        "everyone": Count("pk", filter=asked),
        "answered": Count("pk", filter=Q(stage="answered")),
        "waiting": Count("pk", filter=Q(stage="waiting")),
        "acknowledged": Count("pk", filter=Q(stage="acknowledged")),
        "returned": Count("pk", filter=Q(stage="returned")),
        "late": Count("pk", filter=Q(stage__in=OPEN, due_on__lt=today)),
        "released": Count("pk", filter=Q(stage="released")),
    }


def under(one: Directive, top: int, line: str, day: date) -> QuerySet[Addressee]:
    """The addressees of a paper that stand under a unit on a line, itself among them."""
    below = UnitAncestry.objects.filter(ancestor=top, line=line, from_on__lte=day, to_on__gte=day)
    return Addressee.objects.filter(directive=one, unit__in=below.values("descendant"))


def line_sent_on(one: Directive) -> str | None:
    """The line on which a paper was sent last; None for one that was not."""
    return one.sendings.order_by("-sent_at", "-pk").values_list("line", flat=True).first()


def highest_with(one: Directive, units: Collection[int], line: str, day: date) -> int | None:
    """Of these units the one under which most of those stand that were sent a paper; one query."""
    rows = Addressee.objects.filter(
        directive=one,
        unit__above__ancestor__in=units,
        unit__above__line=line,
        unit__above__from_on__lte=day,
        unit__above__to_on__gte=day,
    )
    rows_by = rows.values_list("unit__above__ancestor").annotate(many=Count("pk")).order_by("-many")
    return next((unit for unit, _many in rows_by[:1]), None)


@dataclass(frozen=True, slots=True)
class Board:
    """How all stand that were sent a paper and stand under a unit, itself among them, and the units directly below it
    with theirs."""

    whole: Counted
    rows: list[BoardRow]


def board(one: Directive, top: int, line: str, day: date) -> Board:
    """The addressees of a paper as they stand under a unit on the tree of the day; units under which nobody was sent
    the paper are left out. Four queries at most, however many units."""
    branch = organisations.branches(top, line, day)
    # A plain list, counted here: the database takes three times as long to join, group and count it.
    sent, tallies, whole = set[int](), defaultdict[int, Counter[str]](Counter), Counter[str]()
    for unit, stage, due_on in one.addressees.values_list("unit_id", "stage", "due_on"):
        if unit != top and unit not in branch:
            continue
        said = _counted_as(stage, due_on, day)
        whole.update(said)
        if unit != top:
            sent.add(unit)
            tallies[branch[unit]].update(said)
    counts = {unit: Counted(**tally) for unit, tally in tallies.items()}
    units = organisations.named(day).filter(pk__in=counts).order_by("rank", "sort_key", "pk")
    rows = [
        BoardRow(
            unit,
            counts[unit.pk],
            unit.pk in sent,
            counts[unit.pk].everyone + counts[unit.pk].released > (unit.pk in sent),
        )
        for unit in units
    ]
    return Board(Counted(**whole), rows)


def named_addressees(rows: QuerySet[Addressee], day: date) -> QuerySet[NamedAddressee]:
    """The same with the name of each unit as on the day, in Vietnamese order."""
    names = UnitName.objects.filter(unit=OuterRef("unit"))
    held, first = names.filter(from_on__lte=day).order_by("-from_on"), names.order_by("from_on")
    columns = {
        f"unit_{said}": Coalesce(Subquery(held.values(column)[:1]), Subquery(first.values(column)[:1]))
        for said, column in (("name", "name"), ("key", "sort_key"))
    }
    found: QuerySet[NamedAddressee] = rows.select_related("paper", "unit").annotate(**columns)  # type: ignore[assignment]
    return found.order_by("unit_key", "pk")


def narrowed_addressees(rows: QuerySet[NamedAddressee], stage: str, text: str, today: date) -> QuerySet[NamedAddressee]:
    """Those at a stage ("left" for all that have still to answer, "late" for the late ones) whose unit is called so."""
    if stage == "left":
        rows = rows.filter(stage__in=OPEN)
    elif stage == "late":
        rows = rows.filter(stage__in=OPEN, due_on__lt=today)
    elif stage:
        rows = rows.filter(stage=stage)
    for word in fold(text).split():
        rows = rows.filter(unit__names__folded__contains=word).distinct()
    return rows


@dataclass(frozen=True, slots=True)
class Contact:
    """How a unit is reached that has still to answer: its office, and who heads it."""

    addressee: NamedAddressee
    phone: str
    email: str
    heads: tuple[str, ...]


def contacts_of(rows: Sequence[NamedAddressee], day: date) -> list[Contact]:
    """How each of these units is reached; two queries."""
    units = [one.unit_id for one in rows]
    offices = {
        one.unit_id: one
        for one in UnitContact.objects.filter(
            Q(to_on__isnull=True) | Q(to_on__gte=day), unit__in=units, from_on__lte=day
        )
    }
    heads: dict[int, list[str]] = {}
    for post in organisations.heads_in(units, day):
        heads.setdefault(post.unit_id, []).append(f"{post.person.full_name} ({post.title})")
    found = []
    for one in rows:
        office = offices.get(one.unit_id)
        people = tuple(heads.get(one.unit_id, ()))
        found.append(Contact(one, office.phone if office else "", office.email if office else "", people))
    return found


def units_called(sender: int, call: Call, day: date) -> list[NamedUnit]:
    """The units below the sender that a call names; itself and those that do not stand on the day are left out."""
    below = organisations.below(sender, call.line, day).filter(depth__gt=0)
    if call.of == "direct":
        below = below.filter(depth=1)
    elif call.of == "chosen":
        below = below.filter(descendant__in=set(call.units))
    units = organisations.named(day).filter(pk__in=below.values("descendant"))
    if call.classes and call.of != "chosen":
        units = units.filter(class_code__in=list(call.classes))
    return list(units.order_by("pk"))


def ways_down(units: Sequence[NamedUnit], day: date) -> list[tuple[NamedUnit, str]]:
    """From which of these units, and on which line, others stand directly below; one query."""
    direct = UnitAncestry.objects.filter(
        ancestor__in=[one.pk for one in units], depth=1, from_on__lte=day, to_on__gte=day
    )
    known = set(direct.values_list("ancestor_id", "line").distinct())
    return [(one, line) for one in units for line in LINES if (one.pk, line) in known]


def classes_below(sender: int, line: str, day: date) -> list[tuple[str, str, int]]:
    """The classes of the units below one, with their names and how many units there are, the widest first."""
    below = organisations.below(sender, line, day).filter(depth__gt=0)
    rows = organisations.named(day).filter(pk__in=below.values("descendant")).order_by()
    counted: dict[tuple[int, str, str], int] = {}
    for rank, code, name in rows.values_list("rank", "class_code", "class_name"):
        counted[rank, code, name] = counted.get((rank, code, name), 0) + 1
    return [(code, name, many) for (_rank, code, name), many in sorted(counted.items())]


def may_see_board(one: Directive, scope: Scope) -> bool:
    """Whether somebody sees who has answered a paper: those who send in the name of the unit that sent it, and whoever
    reads all of what stands below it."""
    senders = one.sendings.values_list("sender_id", flat=True)
    return any(scope.may("report", sender) for sender in senders)

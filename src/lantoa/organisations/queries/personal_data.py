"""What people asked about their own data, what is held of them and by whom, and whose data is hidden now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, TypedDict, cast
from uuid import UUID

from django.conf import settings
from django.db.models import F, OuterRef, QuerySet, Subquery

from lantoa.accounts.models import User
from lantoa.common.scopes import Identity, Scope
from lantoa.history.models import Event
from lantoa.history.operations import BLANK
from lantoa.organisations.models import Person, PersonRequest, Restriction
from lantoa.organisations.rules import personal_data as rules
from lantoa.organisations.rules.personal_data import ERASED_NAME, HIDDEN_NAME, Section
from lantoa.regulations import limits
from lantoa.regulations import queries as regulations
from lantoa.regulations.models import Deadline
from lantoa.vietnamese.text import fold

MOST_FOUND = 20
# How deadlines and the history name a request.
KIND = "person_request"


class _Due(TypedDict):
    answer_due_on: date | None
    due_on: date | None


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    TimedRequest = WithAnnotations[PersonRequest, _Due]
else:
    TimedRequest = PersonRequest


@dataclass(frozen=True, slots=True)
class Subject:
    """The person whose data it is: every name they are known by here, and who looks when."""

    person: Person
    names: tuple[str, ...]
    scope: Scope
    today: date

    @property
    def telling(self) -> tuple[str, ...]:
        """The names to look for in texts: one word alone would be found in every second sentence."""
        return tuple(name for name in self.names if len(name.split()) > 1)


class Holder(Protocol):
    """What a concept says of the personal data it holds: the module ``personal_data`` of each (settings.PERSONAL_DATA).

    It may have further: ``erase(*, subject, chosen, about, why)``, ``correct(*, subject, full_name)`` and
    ``hide(*, subject, on)``, called when a person's data is erased, their name corrected, their data hidden.
    """

    def units(self, people: Collection[int]) -> dict[int, set[int]]:
        """The units whose matter each of these people is."""

    def held(self, subject: Subject) -> list[Section]:
        """What it holds of the person."""


def holders() -> list[Holder]:
    """Every concept that holds personal data."""
    return [cast(Holder, import_module(path)) for path in settings.PERSONAL_DATA]


def told(act: str, **how: Any) -> None:
    """Asks every holder that knows the act ("erase", "correct", "hide") to do its part."""
    for holder in holders():
        if do := getattr(holder, act, None):
            do(**how)


def units_of(people: Collection[int]) -> dict[int, set[int]]:
    """The units whose matter each of these people is, from every concept."""
    found: dict[int, set[int]] = {person: set() for person in people}
    for holder in holders():
        for person, units in holder.units(people).items():
            found[person] |= units
    return found


def reached(scope: Scope, units: Collection[int]) -> bool:
    """Whether the scope may manage every one of a person's units; nobody's people need reach over all."""
    return all(scope.may("manage", unit) for unit in units or (None,))


def may_handle(scope: Scope, person: Person) -> bool:
    """Whether the scope may act on all that is held of the person."""
    return reached(scope, units_of([person.pk])[person.pk])


def requests(scope: Scope) -> QuerySet[TimedRequest]:
    """The requests that the scope handles, with ``answer_due_on`` and ``due_on`` as their deadlines have them now: the
    open ones first, the earliest due on top, then the closed ones."""
    units = scope.units("manage")
    clocks = Deadline.objects.filter(source_kind=KIND, source_uuid=OuterRef("uuid"), code=rules.RULE).order_by("-pk")
    found = PersonRequest.objects.select_related("person", "unit", "handled_by").annotate(
        answer_due_on=Subquery(clocks.filter(key=rules.ANSWER).values("due_on")[:1]),
        due_on=Subquery(clocks.exclude(key=rules.ANSWER).values("due_on")[:1]),
    )
    found = found if units is None else found.filter(unit__in=units)
    ordered: QuerySet[TimedRequest] = found.order_by(F("closed_on").desc(nulls_first=True), "due_on", "pk")
    return ordered


def request(scope: Scope, uuid: UUID) -> TimedRequest | None:
    """One request, if the scope handles it."""
    return requests(scope).filter(uuid=uuid).first()


def clocks(one: PersonRequest) -> dict[str, Deadline]:
    """The deadlines of a request by limit, those that run."""
    found = regulations.of_source(Identity(KIND, one.uuid)).filter(stopped_on__isnull=True).select_related("regulation")
    return {clock.key: clock for clock in found}


def may_extend(one: PersonRequest, today: date) -> bool:
    """Whether the time of a request may still be extended by the rule of its day."""
    clock = clocks(one).get(rules.LIMITS[one.kind])
    if clock is None or today > clock.due_on:
        return False
    limit = limits.limit_in(clock.regulation.value, clock.key)
    return clock.extensions < limit.extension_times


def rows_of(person: Person) -> list[Person]:
    """The person, and every row that turned out to be the same person."""
    found, newest = [person], [person.pk]
    while newest:
        some = list(Person.objects.filter(joined_into__in=newest).order_by("pk"))
        found += some
        newest = [one.pk for one in some]
    return found


def restrictions(person: Person) -> QuerySet[Restriction]:
    """What hides the person's data now."""
    return Restriction.objects.filter(person=person, lifted_on__isnull=True).order_by("pk")


def is_restricted(person: int) -> bool:
    """Whether the person asked that their data be not used now."""
    return Restriction.objects.filter(person=person, lifted_on__isnull=True).exists()


def name_of(person: Person) -> str:
    """The person's own name, which a restriction may keep out of sight."""
    kept = Restriction.objects.filter(person=person, lifted_on__isnull=True).first()
    # Of who was erased meanwhile nothing is kept.
    return (kept.full_name if kept else "") or person.full_name


def accounts_of(person: Person) -> QuerySet[User]:
    """The accounts that act in this person's name."""
    return User.objects.filter(grants__person__in=rows_of(person)).distinct().order_by("pk")


def names_of(person: Person) -> tuple[str, ...]:
    """Every full name by which the person was known here, the present one first."""
    rows = rows_of(person)
    uuids = [one.uuid for one in rows]
    acts = Event.objects.filter(kind="person", record__in=uuids, payload__isnull=False).order_by("seq")
    former = [name for data in acts.values_list("payload__data", flat=True) for name in _full_names(data)]
    accounts = accounts_of(person).values_list("full_name", flat=True)
    names = [name_of(person), *(one.full_name for one in rows[1:]), *former, *accounts]
    return tuple(name for name in dict.fromkeys(names) if name and name not in (HIDDEN_NAME, ERASED_NAME))


def _full_names(data: dict[str, Any]) -> Iterator[str]:
    """The full names that an act on a person told: as added, before and after a correction."""
    for part in (data, data.get("before"), data.get("after")):
        if isinstance(part, dict) and isinstance(name := part.get("full_name"), str) and name != BLANK:
            yield name


def subject(person: Person, scope: Scope, today: date) -> Subject:
    """The person as every holder is asked about them."""
    return Subject(person, names_of(person), scope, today)


def held(one: Subject) -> list[Section]:
    """All that is held of the person, from every concept; empty sections left out."""
    sections = [section for holder in holders() for section in holder.held(one)]
    units = one.scope.units("manage")
    return [section for section in (part.within(units) for part in sections) if section.items]


@dataclass(frozen=True, slots=True)
class Found:
    """A person whom a request may be about: the name, and where they are known from."""

    person: Person
    full_name: str
    posts: str


def find_to_ask(scope: Scope, words: str) -> list[Found]:
    """People whose name holds the words, hidden ones too, as far as the scope may act on them."""
    wanted = fold(words)
    if not wanted:
        return []
    hidden = {one.person_id: one for one in Restriction.objects.filter(lifted_on__isnull=True)}
    alike = [pk for pk, one in hidden.items() if wanted in fold(one.full_name)]
    known = Person.objects.filter(folded__contains=wanted, joined_into__isnull=True)
    rows = known.exclude(full_name__in=(HIDDEN_NAME, ERASED_NAME)) | Person.objects.filter(pk__in=alike)
    some = list(rows.order_by("sort_key", "pk").prefetch_related("posts")[: MOST_FOUND * 10])
    units = units_of([one.pk for one in some])
    return [
        Found(one, (hidden[one.pk].full_name if one.pk in hidden else "") or one.full_name, _titles(one))
        for one in some
        if reached(scope, units[one.pk])
    ][:MOST_FOUND]


def _titles(person: Person) -> str:
    return "; ".join(dict.fromkeys(post.title for post in sorted(person.posts.all(), key=lambda one: one.from_on)))

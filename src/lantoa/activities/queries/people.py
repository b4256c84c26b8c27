"""Who may keep and see what of a unit's activities, who is expected at one, who signed up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from lantoa.activities.models import Activity, Attendance, SignUp
from lantoa.activities.rules import Kind
from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Person

# Who answers for a unit says what it holds, and who of its people came.
KEEPING = "answer"
_MEMBERS = {"members": ("member",), "cadres": ("cadre",)}


@dataclass(frozen=True, slots=True)
class Expected:
    """Someone on the roster of an activity: whether they signed up, and what was written down of them."""

    person: Person
    has_signed_up: bool
    was: Attendance | None


def may_keep(scope: Scope, unit: int) -> bool:
    """Whether the scope may write down what a unit holds and who came."""
    return scope.may(KEEPING, unit)


def may_see_inside(scope: Scope, unit: int) -> bool:
    """Whether the scope may see names, minutes and files of a unit's activities; everybody else sees numbers."""
    return may_keep(scope, unit) or organisations.may_see_inside(scope, unit)


def inside(scope: Scope) -> frozenset[int] | None:
    """The units in which it may; None means all."""
    reaches = [organisations.inside(scope), scope.units(KEEPING)]
    return None if None in reaches else frozenset().union(*(reach for reach in reaches if reach is not None))


def is_own(scope: Scope, person: int | None, today: date) -> bool:
    """Whether the person is whoever acts, in a role that may bring in their own."""
    return person is not None and "take_in" in scope.reach and organisations.person_acting(scope, today) == person


def belongs(unit: int, day: date) -> list[Person]:
    """Everybody who belongs to a unit or holds a post there on the day, by given name; two queries."""
    found = {one.person_id: one.person for one in organisations.memberships_in(unit, day)}
    found |= {one.person_id: one.person for one in organisations.posts_in(unit, day)}
    return _by_name(found)


def expected(kind: Kind, unit: int, day: date) -> list[Person]:
    """Who is expected at such an activity of a unit on a day, by dated memberships; nobody where it is open."""
    if not kind.is_by_name:
        return []
    kinds = _MEMBERS[kind.base]
    found = {one.person_id: one.person for one in organisations.memberships_in(unit, day) if one.kind in kinds}
    if kind.base == "cadres":
        found |= {one.person_id: one.person for one in organisations.posts_in(unit, day)}
    return _by_name(found)


def roster(one: Activity, kind: Kind) -> list[Expected]:
    """Everybody whose name is to be ticked: those expected on its day, those who signed up where nobody is, and those
    who were written down before."""
    signed = signed_up(one.pk)
    was = {row.person_id: row for row in Attendance.objects.filter(activity=one).select_related("person")}
    people = {person.pk: person for person in expected(kind, one.unit_id, one.from_on)}
    if not kind.is_by_name:
        people = {row.person_id: row.person for row in signed.values()}
    people |= {pk: row.person for pk, row in was.items() if pk not in people and not row.person.is_restricted}
    return [Expected(person, person.pk in signed, was.get(person.pk)) for person in _by_name(people)]


def signed_up(activity: int) -> dict[int, SignUp]:
    """Who signed up for an activity, by person."""
    rows = SignUp.objects.filter(activity=activity, withdrawn_at__isnull=True, person__is_restricted=False)
    return {row.person_id: row for row in rows.select_related("person").order_by("person__sort_key", "pk")}


def _by_name(people: dict[int, Person]) -> list[Person]:
    return sorted(people.values(), key=lambda one: (bytes(one.sort_key), one.pk))


def names_of(attendance: Collection[Attendance], state: str) -> list[str]:
    """The names of those in a state."""
    return [row.person.full_name for row in attendance if row.state == state]

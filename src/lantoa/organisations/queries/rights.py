"""What an account may do today, and who holds which right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lantoa.accounts.models import User
from lantoa.common.scopes import Scope
from lantoa.history.models import Event
from lantoa.history.queries import of_record, of_records
from lantoa.organisations import rules
from lantoa.organisations.models import Delegation, Grant, UnitName
from lantoa.organisations.queries.naming import holding
from lantoa.organisations.queries.tree import below, reach, subtree
from lantoa.vietnamese.text import fold


class _Listed(TypedDict):
    unit_name: str
    unit_key: bytes


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ListedGrant = WithAnnotations[Grant, _Listed]
else:
    ListedGrant = Grant


def in_force(day: date, path: str = "") -> Q:
    """That a grant (at the end of the path, "grant__") gives something on the day: its days hold it, nobody ended it
    before its time, and its unit still stands."""

    def or_after(field: str) -> Q:
        return Q(**{f"{path}{field}__isnull": True}) | Q(**{f"{path}{field}__gt": day})

    days = Q(**{f"{path}from_on__lte": day}) & (Q(**{f"{path}to_on__isnull": True}) | Q(**{f"{path}to_on__gte": day}))
    return days & or_after("ended_on") & or_after("unit__dissolved_on")


def grants_of(user: User, today: date) -> QuerySet[Grant]:
    """The roles an account may act in today, in the order in which they were given."""
    return Grant.objects.filter(in_force(today), user=user).select_related("unit").order_by("pk")


def delegations_to(user: User, today: date) -> QuerySet[Delegation]:
    """The rights that others let an account use today; none whose own grant gives nothing any more."""
    found = Delegation.objects.filter(
        holding(today) & (Q(ended_on__isnull=True) | Q(ended_on__gt=today)),
        in_force(today, "grant__"),
        Q(unit__dissolved_on__isnull=True) | Q(unit__dissolved_on__gt=today),
        to_user=user,
        grant__user__is_active=True,
    )
    return found.select_related("unit", "grant__user", "grant__unit").order_by("pk")


@dataclass(frozen=True, slots=True)
class Held:
    """The roles that an account may act in today: its own, and those that others lent."""

    own: list[Grant]
    lent: list[Delegation]


def held_by(user: User, today: date) -> Held:
    """``grants_of`` and ``delegations_to``, asked once."""
    return Held(list(grants_of(user, today)), list(delegations_to(user, today)))


def scope_for(
    user: User, today: date, *, grant: int | None = None, delegation: int | None = None, held: Held | None = None
) -> Scope:
    """What the account may do today in one role: the delegation or grant named, else its first grant, else its first
    delegation. Nothing without any. ``held`` saves asking again."""
    known = held or held_by(user, today)
    own, lent = known.own, known.lent
    used = next((one for one in lent if one.pk == delegation), None)
    if used is None:
        acting = next((one for one in own if one.pk == grant), own[0] if own else None)
        if acting is not None:
            units = _units(acting.role, acting.unit_id, acting.line, today, rules.verbs_of(acting.role))
            return Scope(user.pk, user.full_name, acting.role, acting.unit_id, units)
        if not lent:
            return Scope(user.pk, user.full_name)
        used = lent[0]
    return _lent(user, used, today)


def _lent(user: User, used: Delegation, today: date) -> Scope:
    role, line = used.grant.role, used.grant.line
    verbs = rules.verbs_of(role) & rules.ROLES[role].delegable & set(used.verbs)
    # A unit that has left the delegator's reach since is no longer theirs to lend.
    lendable = used.unit_id in reached_by(used.grant, today)
    return Scope(
        user.pk,
        user.full_name,
        role,
        used.unit_id,
        _units(role, used.unit_id, line, today, verbs if lendable else frozenset()),
        delegated_by=used.grant.user.full_name,
        delegation=used.uuid,
    )


def reached_by(grant: Grant, today: date) -> frozenset[int]:
    """The standing units on which a grant may be used today."""
    if not rules.ROLES[grant.role].reaches_below:
        return frozenset({grant.unit_id})
    return subtree(grant.unit_id, grant.line, today)


def _units(role: str, unit: int, line: str, today: date, verbs: frozenset[str]) -> dict[str, frozenset[int] | None]:
    """Where each verb of a role on a unit may be used; no verb at all where the unit does not stand."""
    if not verbs:
        return {}
    if not rules.ROLES[role].reaches_below:
        return dict.fromkeys(verbs, frozenset({unit}))
    within = reach(unit, line, today)
    # Whoever took over a part of a former unit may read its records; changing them takes all of it.
    units: dict[str, frozenset[int] | None] = {verb: within.any if verb == "read" else within.whole for verb in verbs}
    return units if within.any else {}


@dataclass(frozen=True, slots=True)
class WantedRights:
    """What the list of rights is narrowed to. ``state``: "" in force, "ended", "all"; ``unit`` with all below it."""

    text: str = ""
    role: str = ""
    unit: int | None = None
    state: str = ""


def rights(units: frozenset[int] | None, today: date) -> QuerySet[ListedGrant]:
    """Every grant on these units (None: all), by unit in Vietnamese order, with ``unit_name`` as today."""
    names = UnitName.objects.filter(unit=OuterRef("unit"))
    held, first = names.filter(from_on__lte=today).order_by("-from_on"), names.order_by("from_on")
    found: QuerySet[ListedGrant] = Grant.objects.select_related("user", "unit").annotate(
        unit_name=Coalesce(Subquery(held.values("name")[:1]), Subquery(first.values("name")[:1])),
        unit_key=Coalesce(Subquery(held.values("sort_key")[:1]), Subquery(first.values("sort_key")[:1])),
    )
    if units is not None:
        found = found.filter(unit__in=units)
    return found.order_by("unit_key", "unit", "role", F("to_on").desc(nulls_first=True), "pk")


def narrowed_rights(grants: QuerySet[ListedGrant], wanted: WantedRights, today: date) -> QuerySet[ListedGrant]:
    """Those that are wanted; a name is found with or without marks, by any of its words."""
    if wanted.text:
        users = grants.order_by().values_list("user", "user__full_name", "user__username").distinct()
        grants = grants.filter(user__in=[pk for pk, *names in users if _holds(wanted.text, names)])
    if wanted.role:
        grants = grants.filter(role=wanted.role)
    if wanted.unit:
        grants = grants.filter(unit__in=below(wanted.unit, "place", today).values("descendant"))
    if wanted.state == "all":
        return grants
    return grants.exclude(in_force(today)) if wanted.state == "ended" else grants.filter(in_force(today))


def right(units: frozenset[int] | None, uuid: UUID, today: date) -> ListedGrant | None:
    """One grant on one of these units."""
    return rights(units, today).filter(uuid=uuid).first()


def given_by(grants: Iterable[Grant]) -> dict[UUID, Event]:
    """The act by which each grant was given, as history has it, in one query."""
    return {event.record: event for event in of_records("grant", [one.uuid for one in grants], "grant")}


def history_of_right(grant: Grant) -> QuerySet[Event]:
    """What was done with a grant, the oldest first."""
    return of_record("grant", grant.uuid)


def delegations_from(user: User) -> QuerySet[Delegation]:
    """What an account has lent of its rights, the newest first."""
    found = Delegation.objects.filter(grant__user=user).select_related("unit", "grant__unit", "to_user")
    return found.order_by("-from_on", "-pk")


def delegations_in(grant: Grant) -> QuerySet[Delegation]:
    """What was lent of one grant, the newest first."""
    return grant.delegations.select_related("unit", "to_user").order_by("-from_on", "-pk")


def delegation_by_uuid(uuid: UUID) -> Delegation | None:
    """One delegation with its grant."""
    return Delegation.objects.filter(uuid=uuid).select_related("unit", "grant__user", "grant__unit", "to_user").first()


def accounts_named(words: str, most: int = 20) -> list[User]:
    """The open accounts of that user name, else of that full name, else whose full name holds every word."""
    exact = User.objects.filter(is_active=True, username=User.normalize_username(words.replace("\0", "")))
    if found := exact.first():
        return [found]
    open_ones = User.objects.filter(is_active=True).values_list("pk", "full_name", "username").order_by("username")
    known = list(open_ones)
    same = [pk for pk, name, _ in known if fold(name) == fold(words)]
    alike = same or [pk for pk, *names in known if _holds(words, names)]
    return list(User.objects.filter(pk__in=alike[:most]).order_by("username"))


def accounts_in(units: frozenset[int] | None, most: int) -> list[User]:
    """Open accounts that hold or held a right on one of these units, to be offered by name."""
    users = User.objects.filter(is_active=True)
    if units is not None:
        users = users.filter(pk__in=Grant.objects.filter(unit__in=units).values("user"))
    return list(users.order_by("username")[:most])


def _holds(words: str, names: Collection[str]) -> bool:
    wanted = fold(words).split()
    held = fold(" ".join(names))
    return bool(wanted) and all(word in held for word in wanted)


def person_acting(scope: Scope, today: date) -> int | None:
    """Who stands behind the role in use: the person of its grant; None for a role without one, or one that was lent."""
    if scope.actor_id is None or scope.delegation is not None:
        return None
    held = Grant.objects.filter(in_force(today), user=scope.actor_id, role=scope.role, unit=scope.home_unit_id)
    return held.filter(person__isnull=False).order_by("pk").values_list("person_id", flat=True).first()

"""Which calendars somebody may subscribe to, and what stands in each today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from lantoa.accounts import queries as accounts
from lantoa.accounts.models import CalendarFeed, User
from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.desk.due import calendars
from lantoa.desk.due.entries import Entry, Wanted
from lantoa.desk.due.sources import gather
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import Held, NamedUnit
from lantoa.organisations.rules import verbs_of

# What the account itself has to do; every other calendar is about a unit, by its UUID.
OWN = "own"
BACK, AHEAD = timedelta(days=366), timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Offered:
    """A calendar that an account may subscribe to; ``feed`` is its address where it has one.

    ``is_nobodys``: no person stands behind the account's roles, so nothing can be given to it by name.
    """

    about: str
    name: str
    feed: CalendarFeed | None
    is_nobodys: bool = False


def offered(user: User, today: date) -> list[Offered]:
    """One's own things, then each unit in which the account itself may read today; four queries."""
    held, made = organisations.held_by(user, today), accounts.feeds_of(user, today)
    units = {one.unit_id: one.unit for one in held.own if "read" in verbs_of(one.role)}
    names = organisations.names_on(units, today)
    own = Offered(OWN, _("My own things"), made.get(OWN), is_nobodys=not _people(held))
    others = ((str(one.uuid), names[pk]) for pk, one in units.items())
    return [own, *(Offered(about, name, made.get(about)) for about, name in others)]


def written(feed: CalendarFeed, today: date) -> bytes:
    """The calendar as a file, always in Vietnamese; an empty one where its owner may read nothing there any more, so
    that programs drop what they hold."""
    with translation.override("vi"):
        name, found = _content(feed, today)
        return calendars.write(f"Lan Tỏa: {name}", found, today=today, site=settings.PUBLIC_URL)


def _content(feed: CalendarFeed, today: date) -> tuple[str, list[Entry]]:
    held, days = organisations.held_by(feed.user, today), Period(today - BACK, today + AHEAD)
    if feed.about == OWN:
        return _("My own things"), gather(Wanted(Scope(feed.user.pk, ""), None, _people(held), days, today))
    unit = organisations.named(today).filter(uuid=UUID(feed.about)).first()
    if unit is None:
        return _("A former unit"), []
    scope = _scope_on(feed.user, held, unit, today)
    return unit.name, gather(Wanted(scope, unit, frozenset(), days, today)) if scope.reach else []


def _people(held: Held) -> frozenset[int]:
    """Who stands behind the roles in which one may enter one's own."""
    return frozenset(one.person_id for one in held.own if one.person_id and "take_in" in verbs_of(one.role))


def _scope_on(user: User, held: Held, unit: NamedUnit, today: date) -> Scope:
    """What all the roles together that the account itself holds on the unit today allow."""
    grants = [one.pk for one in held.own if one.unit_id == unit.pk]
    scopes = (organisations.scope_for(user, today, grant=pk, held=Held(held.own, [])) for pk in grants)
    return reduce(_joined, scopes, Scope(user.pk, user.full_name))


def _joined(one: Scope, other: Scope) -> Scope:
    reach = dict(one.reach)
    for verb, units in other.reach.items():
        had = reach.get(verb, frozenset())
        reach[verb] = None if had is None or units is None else had | units
    return replace(one, reach=reach, home_unit_id=other.home_unit_id)

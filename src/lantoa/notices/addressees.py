"""Who is told when somebody writes to a unit, or to the units directly below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from lantoa.common.scopes import Scope
from lantoa.notices import rules
from lantoa.notices.rules import Recipient
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit
from lantoa.organisations.rules.roles import verbs_of
from lantoa.vietnamese.text import fold

# In the unit itself; else the line on which the units directly below are meant.
HERE = "here"
NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person to tell: by their account, or, without one, by a text that is copied into Zalo.

    ``parts`` are (role, unit name) of an account and (title, unit name) of somebody without one.
    """

    recipient: Recipient
    name: str
    parts: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """What the check mark of this person stands for."""
        return self.recipient.key


@dataclass(frozen=True, slots=True)
class Addressees:
    """Everybody who can be told, and the units in which nobody can."""

    accounts: list[Addressee] = field(default_factory=list)
    without_account: list[Addressee] = field(default_factory=list)
    nobody_in: list[str] = field(default_factory=list)

    def every(self) -> list[Addressee]:
        """Accounts first."""
        return [*self.accounts, *self.without_account]


def addressees(*, scope: Scope, unit: Unit, whom: str, today: date) -> Addressees:
    """The accounts with a role today in the unit (``whom`` is HERE) or in those directly below it on a line, and the
    heads who have none. Only in units within the sender's reach, without the sender. At most six queries.
    """
    reach = rules.sending_reach(scope)
    if whom == HERE:
        units = list(organisations.named(today).filter(organisations.standing_on(today), pk=unit.pk))
    else:
        units = list(organisations.children(unit.pk, whom, today))
    names = {one.pk: one.name for one in units if reach is None or one.pk in reach}
    found: dict[int, list[tuple[str, int]]] = {}
    said: dict[int, str] = {}
    for grant in organisations.grants_in(names, today):
        found.setdefault(grant.user_id, []).append((grant.role, grant.unit_id))
        said[grant.user_id] = grant.user.full_name
    present = {(unit, fold(said[user])) for user, roles in found.items() for _role, unit in roles}
    posts = [post for post in organisations.heads_in(names, today) if (post.unit_id, post.person.folded) not in present]
    elsewhere = organisations.have_account([post.person_id for post in posts], today) if posts else {}
    outside: dict[str, Addressee] = {}
    for post in posts:
        if (account := elsewhere.get(post.person_id)) is not None:
            found.setdefault(account, []).append((post.title, post.unit_id))
            said.setdefault(account, post.person.full_name)
        else:
            one = _by_name(post.person.full_name, post.title, names[post.unit_id])
            outside[one.key] = one
    reached = {unit for roles in found.values() for _role, unit in roles} | {post.unit_id for post in posts}
    accounts = [
        Addressee(Recipient(user=user), said[user], tuple((role, names[unit]) for role, unit in dict.fromkeys(roles)))
        for user, roles in found.items()
        if user != scope.actor_id
    ]
    return Addressees(accounts, list(outside.values()), [name for pk, name in names.items() if pk not in reached])


def _by_name(full_name: str, title: str, unit: str) -> Addressee:
    """Somebody without an account is known by name, title and unit, for names alone are shared."""
    words = f"{full_name} ({title}, {unit})"[:NAME_LENGTH]
    return Addressee(Recipient(name=words), full_name, ((title, unit),))


def chosen_of(everybody: Addressees, keys: Iterable[str]) -> list[Addressee]:
    """Those of them that were ticked; what was not on the list is not among them."""
    ticked = set(keys)
    return [one for one in everybody.every() if one.key in ticked]


def people_of(units: Iterable[int], verb: str, today: date) -> dict[int, list[Recipient]]:
    """Who may use a verb for each unit, or for the place whose body it is; else its head by name, for a text that
    somebody passes on. Units in which there is nobody are left out. At most four queries."""
    asked = list(units)
    found = _accounts(asked, verb, today)
    places = organisations.places_of_bodies([unit for unit in asked if unit not in found], today)
    there = _accounts(set(places.values()), verb, today)
    found |= {unit: there[place] for unit, place in places.items() if place in there}
    for post in organisations.heads_in([unit for unit in asked if unit not in found], today):
        one = Recipient(name=f"{post.person.full_name} ({post.title})")
        found.setdefault(post.unit_id, {})[one.key] = one
    return {unit: list(people.values()) for unit, people in found.items()}


def _accounts(units: Iterable[int], verb: str, today: date) -> dict[int, dict[str, Recipient]]:
    found: dict[int, dict[str, Recipient]] = {}
    for grant in organisations.grants_in(units, today):
        if verb in verbs_of(grant.role):
            one = Recipient(user=grant.user_id)
            found.setdefault(grant.unit_id, {})[one.key] = one
    return found

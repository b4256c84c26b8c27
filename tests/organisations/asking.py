"""People who ask about their data, as the tests make them."""

from __future__ import annotations

from datetime import date

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account
from lantoa.common.scopes import Scope
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries
from lantoa.organisations.models import Consent, Person, PersonRequest
from lantoa.organisations.operations import person_requests as operations
from lantoa.organisations.operations.person_requests import Asked
from lantoa.practices import operations as practices
from lantoa.practices import queries as register
from lantoa.practices.operations import Registration
from tests.cast import LONG_AGO, TODAY, Cast, secured

ASKED = date(2026, 11, 20)


def make_person(cast: Cast, name: str = "Nguyễn Thị Mơ", unit: str = "an-phuc") -> Person:
    """Somebody with a post in a unit."""
    person = organisations.add_person(scope=cast.product, full_name=name)
    organisations.appoint(scope=cast.product, person=person, unit=cast.units[unit], title="Trưởng thôn", on=LONG_AGO)
    return person


def make_manager(cast: Cast, unit: str = "an-phuc", username: str = "quan-ly") -> User:
    """Whoever manages a unit and all below it."""
    user = make_account(username=username, full_name="Hoàng Văn Quản", password=None)
    organisations.grant(scope=cast.product, user=user, unit=cast.units[unit], role="manager", on=LONG_AGO)
    return secured(user)


def managing(cast: Cast, unit: str = "an-phuc", username: str = "quan-ly") -> Scope:
    """The scope of such a manager."""
    return queries.scope_for(make_manager(cast, unit, username), TODAY)


def ask(
    cast: Cast, person: Person, kind: str, *, scope: Scope | None = None, unit: str = "an-phuc", on: date = ASKED
) -> PersonRequest:
    """A request that has come in."""
    asked = Asked(person, cast.units[unit], kind, on, "in_person", "Đề nghị giải quyết")
    return operations.receive(scope=scope or cast.product, asked=asked, on=TODAY)


def consent(cast: Cast, person: Person, *, basis: str = "consent") -> Consent:
    """On what basis the person's practices may be published."""
    said = organisations.Basis(
        purpose="publish_practice",
        basis=basis,
        covers=["name"],
        given_on=date(2024, 1, 5),
        evidence="Giấy ký ngày 05/01/2024",
        decision="Quyết định 12/QĐ-UBND" if basis == "decision" else "",
    )
    return organisations.record_consent(scope=cast.product, person=person, said=said, today=TODAY)


def make_named_practice(cast: Cast, person: Person, *, public: bool = False) -> register.StandingPractice:
    """Their own practice."""
    said = Registration(
        name="Vườn rau bà Mơ",
        kind="individual",
        owner_unit=cast.units["an-phuc"],
        registered_on=date(2024, 3, 1),
        owner_person=person,
    )
    practice = practices.register(scope=cast.product, registration=said)
    if public:
        consent(cast, person)
        practices.advance(scope=cast.product, practice=practice, verb="publish", on=date(2024, 4, 1))
    found = register.practice(practice.uuid)
    assert found is not None
    return found

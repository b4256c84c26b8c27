"""Practices as the tests make them: through the concept's own operations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.indicators import queries as ledger
from lantoa.indicators.operations import Amount
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Consent, Person
from lantoa.practices import operations, queries
from lantoa.practices.models import Outcome, Practice
from lantoa.practices.queries import StandingPractice
from tests.cast import TODAY, Cast


def make_practice(
    cast: Cast,
    unit: str = "an-phuc",
    name: str = "Đường hoa nông dân",
    *,
    kind: str = "collective",
    fields: Collection[str] = (),
    on: date = date(2022, 3, 1),
    scope: Scope | None = None,
    public: bool = False,
    person: str = "",
    group: str = "",
    uuid: UUID | None = None,
) -> StandingPractice:
    """A registered practice, published if so wished."""
    by = scope or cast.product
    said = operations.Registration(
        name=name,
        kind=kind,
        owner_unit=cast.units[unit],
        registered_on=on,
        new_person=person,
        owner_group=group,
        fields=[one for one in queries.fields() if one.code in fields],
    )
    practice = operations.register(scope=by, registration=said, uuid=uuid)
    if public and practice.owner_person:
        consent(cast, practice.owner_person)
    if public:
        operations.advance(scope=by, practice=practice, verb="publish", on=on)
    found = queries.practice(practice.uuid)
    assert found is not None
    return found


def consent(cast: Cast, person: Person, on: date = date(2022, 1, 1)) -> Consent:
    """A person's consent to show what they do on the portal."""
    said = organisations.Basis(queries.PUBLISHING, "consent", {"name", "story"}, on, evidence="Giấy ký ngày 01/01/2022")
    return organisations.record_consent(scope=cast.product, person=person, said=said, today=TODAY)


def make_outcome(
    cast: Cast,
    practices: Collection[Practice],
    quantity: Quantity,
    code: str = "nguon-luc",
    *,
    unit: str = "an-phuc",
    period: str = "2022",
    about: str = "",
    uuid: UUID | None = None,
    scope: Scope | None = None,
) -> Outcome:
    """An outcome of one practice or of several together."""
    amount = Amount(ledger.indicator(code), cast.units[unit], Period.parse(period), quantity)
    result = operations.Result(practices, amount, about)
    return operations.add_outcome(scope=scope or cast.product, result=result, uuid=uuid)

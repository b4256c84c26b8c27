"""Activities as the tests make them: through the concept's own operations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from lantoa.activities import operations
from lantoa.activities.models import Activity, Tally
from lantoa.activities.operations import ActivitySaid, PersonSaid, TotalSaid
from lantoa.activities.rules.counting import Count
from lantoa.activities.rules.recurrence import Recurrence
from lantoa.common.scopes import Scope
from lantoa.organisations.models import Person
from tests.cast import TODAY, Cast

CAME = PersonSaid("came", "direct")


def make_activity(
    cast: Cast,
    unit: str = "cb-dong",
    kind: str = "sinh-hoat-chi-bo",
    on: date = date(2026, 11, 5),
    *,
    scope: Scope | None = None,
    title: str = "Sinh hoạt chi bộ tháng 11",
    is_held: bool = False,
    uuid: UUID | None = None,
    **more: Any,
) -> Activity:
    """One that is planned, or held."""
    by = scope or cast.product
    said = ActivitySaid(cast.units[unit], kind, title, on, **more)
    one, _new = operations.plan(scope=by, said=said, today=TODAY, uuid=uuid)
    return operations.advance(scope=by, activity=one, verb="hold", today=TODAY) if is_held else one


def tick(
    cast: Cast,
    one: Activity,
    people: dict[Person, PersonSaid],
    *,
    scope: Scope | None = None,
    sending: UUID | None = None,
    **more: Any,
) -> Tally:
    """A roster written down."""
    said = {person.uuid: how for person, how in people.items()}
    given = more | {"sending": sending or uuid4(), "today": TODAY}
    return operations.record_names(scope=scope or cast.product, activity=one, said=said, **given)


def total(cast: Cast, one: Activity, unit: str, count: Count, who: str = "", **more: Any) -> Tally:
    """A bare total written down."""
    given = {"sending": uuid4(), "today": TODAY} | more
    said = TotalSaid(cast.units[unit], count, who)
    return operations.record_total(scope=cast.product, activity=one, said=said, **given)


def make_series(cast: Cast, unit: str) -> Activity:
    """The first day of a contest that comes round every month, with a jury of one."""
    said = ActivitySaid(cast.units[unit], "hoi-thi", f"Hội thi của {unit}", TODAY)
    monthly = Recurrence("monthly", day=23)
    series = operations.start_series(scope=cast.product, said=said, recurrence=monthly, today=TODAY)
    one = series.activities.order_by("slot_on")[0]
    operations.set_up_contest(
        scope=cast.product, activity=one, jurors=["Giám khảo"], criteria=[("Nội dung", Decimal(5))]
    )
    return one

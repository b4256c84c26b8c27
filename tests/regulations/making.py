"""What the tests of rules and of the calendar make."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.test import Client

from lantoa.accounts.operations import make_account
from lantoa.common.scopes import Identity, Scope
from lantoa.organisations import operations as organisations
from lantoa.regulations import operations
from lantoa.regulations.models import Deadline
from lantoa.regulations.operations import NewDay, Plan, RuleText
from tests.cast import LONG_AGO, Cast, secured

ADMIN = Scope(None, "Quản trị", role="manager", reach={"regulate": None})
CLERK = Scope(None, "Cán bộ", role="clerk", reach={"read": frozenset({1, 2}), "confirm": frozenset({1, 2})})


def text(value: Any, **said: Any) -> RuleText:
    """A version's text; whatever is not said is a plain sample."""
    sample: dict[str, Any] = {"title": "Quy định thử", "source": "Văn bản thử", "standing": "unconfirmed"}
    return RuleText(value=value, **sample | said)


def started(day: date, *, key: str = "acknowledge", unit: int | None = 1, code: str = "privacy-requests") -> Deadline:
    """A deadline of a record of its own that begins on a day."""
    scope = Scope(None, "Cán bộ", reach={"confirm": None})
    return operations.start_deadline(
        scope=scope,
        source=Identity("request", uuid4()),
        code=code,
        key=key,
        started_on=day,
        label=f"Yêu cầu nhận ngày {day:%d/%m/%Y}",
        unit_id=unit,
    )


def day_off(day: date, name: str = "Nghỉ đột xuất", kind: str = "holiday") -> NewDay:
    """A day to enter."""
    return NewDay(day, kind, name, "Quyết định thử", "1/QĐ", None, "secondary")


def plan(*days: NewDay, remove: tuple[date, ...] = (), why: str = "Theo quyết định mới") -> Plan:
    """One act on the calendar."""
    return Plan(why, days, remove)


def administrator(cast: Cast) -> Client:
    """Somebody who may change rules, signed in."""
    return client_of(cast, "manager", "quan-tri")


def client_of(cast: Cast, role: str, username: str) -> Client:
    """Somebody of a role over An Phúc, signed in."""
    user = make_account(username=username, full_name="Ngô Văn Quản", password=None)
    organisations.grant(scope=cast.product, user=user, unit=cast.units["an-phuc"], role=role, on=LONG_AGO)
    secured(user)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client

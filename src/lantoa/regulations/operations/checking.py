"""What every change asks first: may this person, and is nobody else at it."""

from __future__ import annotations

from django.db import connection

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.regulations import rules

# Any number of our own, the same for every process: "calendar" on a telephone's keys.
_CALENDAR_LOCK = 225_363_27


class UnableToRegulate(Unable):
    """The rules and the calendar are changed by their administrator only."""


def check(scope: Scope) -> None:
    """UnableToRegulate unless the scope is of an administrator of the rules."""
    if not rules.may_regulate(scope):
        raise UnableToRegulate("Chỉ người quản trị quy định mới được thay đổi quy định và lịch làm việc.")


def one_after_another() -> None:
    """Lets one change of rules, of the calendar or of a deadline in at a time, until the caller's transaction ends.

    A deadline that is started while the calendar changes would else be counted by the former one and never moved, and
    moves must be committed in the order of their ids. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CALENDAR_LOCK])

"""What every change of a drive's book asks first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.contributions import rules
from lantoa.contributions.models import Drive


class UnableToKeepContribution(Unable):
    """It cannot be written so, or not by this person."""


def check(scope: Scope, unit: int, *verbs: str) -> None:
    """Refuses who may not keep the book of the unit."""
    if not any(scope.may(verb, unit) for verb in verbs or ("confirm",)):
        raise UnableToKeepContribution("Tài khoản này không được ghi đóng góp của đơn vị đã chọn.")


def writable(scope: Scope, drive: Drive, what: str, also: Iterable[Drive] = ()) -> Drive:
    """The drive, locked with all that share the line, while such lines may still be written in each of them."""
    wanted = {one.pk: one for one in (*also, drive)}
    for one in wanted.values():
        check(scope, one.owner_unit_id)
    # Always in the same order: of two joint gifts that cross, one waits for the other instead of both for each other.
    locked = list(Drive.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    for one in locked:
        if what not in rules.WRITABLE[one.stage]:
            raise UnableToKeepContribution(
                f"Cuộc vận động “{one.name}” đang ở bước “{rules.STAGES[one.stage]}”; "
                "hãy mở lại trước khi ghi hoặc sửa."
            )
    return next(one for one in locked if one.pk == drive.pk)


def not_ahead(today: date, *days: date | None) -> None:
    """Refuses days that are still to come."""
    if any(day and day > today for day in days):
        raise UnableToKeepContribution("Không ghi ngày trong tương lai.")

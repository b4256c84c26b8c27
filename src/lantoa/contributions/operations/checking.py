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
        refuse_closed(one, what)
    return next(one for one in locked if one.pk == drive.pk)


def refuse_closed(drive: Drive, what: str) -> None:
    """Refuses where such lines are no longer written in the drive, saying which verbs open it again."""
    if verbs := rules.opens_again(drive.stage, what):
        ways = ", rồi ".join(f"“{rules.VERBS[verb]}”" for verb in verbs)
        raise UnableToKeepContribution(
            f"Cuộc vận động “{drive.name}” đang ở bước “{rules.STAGES[drive.stage]}”; hãy mở lại trước khi ghi hoặc "
            f"sửa: trên trang cuộc vận động, chọn {ways}."
        )


def closed(drive: Drive, what: str) -> str:
    """Why such lines are no longer written in the drive and what to do, for its pages; empty while they are."""
    try:
        refuse_closed(drive, what)
    except UnableToKeepContribution as error:
        return str(error)
    return ""


def correctable(withdrawn_on: date | None, why: str) -> None:
    """Refuses a line that was withdrawn, and a correction without a reason."""
    if withdrawn_on:
        raise UnableToKeepContribution("Dòng này đã được rút; hãy ghi một dòng mới.")
    if not why.strip():
        raise UnableToKeepContribution("Hãy ghi lý do sửa dòng này.")


def not_ahead(today: date, *days: date | None) -> None:
    """Refuses days that are still to come."""
    if any(day and day > today for day in days):
        raise UnableToKeepContribution("Không ghi ngày trong tương lai.")

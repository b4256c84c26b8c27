"""Practices are kept on for a year."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from lantoa.common.scopes import Scope
from lantoa.history.operations import record_many
from lantoa.practices import queries
from lantoa.practices.models import Practice, PracticeYear
from lantoa.practices.operations.practices import UnableToChangePractice, check

FURTHEST = 1


@transaction.atomic
def keep(*, scope: Scope, practices: Collection[Practice], year: int, on: date) -> int:
    """Registers these practices to be kept on ("đăng ký duy trì") for a year; gives how many that was new for.

    All of them or none. Those registered for the year already stay as they are.
    """
    if year > on.year + FURTHEST:
        raise UnableToChangePractice(f"Chỉ đăng ký duy trì đến hết năm {on.year + FURTHEST}.")
    for unit in {one.owner_unit_id for one in practices}:
        check(scope, unit)
    wanted = {one.pk for one in practices}
    # Locked, so that none ends or is kept twice meanwhile.
    list(Practice.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True))
    had = set(PracticeYear.objects.filter(practice__in=wanted, year=year).values_list("practice", flat=True))
    standing = {one.pk: one for one in queries.keepable(queries.register(), year).filter(pk__in=wanted)}
    for one in practices:
        if one.pk not in had and one.pk not in standing:
            raise UnableToChangePractice(
                f"“{one.name}” đã kết thúc, đã rút hoặc chưa đăng ký trước năm {year}; hãy bỏ chọn mô hình này."
            )
    kept = [one for pk, one in standing.items() if pk not in had]
    PracticeYear.objects.bulk_create(
        PracticeYear(practice=one, year=year, kind="kept", registered_on=on) for one in kept
    )
    acts = [(one.uuid, {"year": year, "on": on}) for one in kept]
    record_many(scope=scope, verb="keep", kind="practice", acts=acts)
    return len(kept)

"""Clerks and heads hear, once an act on the calendar, which deadlines of their unit it moved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lantoa.accounts.operations import make_account
from lantoa.notices import operations, tasks
from lantoa.notices.models import Delivery, Notice
from lantoa.organisations import operations as organisations
from lantoa.regulations import operations as regulations
from tests.cast import LONG_AGO, Cast
from tests.regulations.making import ADMIN, day_off, plan, started

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


def tell(**later: int) -> int:
    return operations.tell_moves(at=timezone.now() + timedelta(**later))


def move(cast: Cast, *units: str, day: date = MONDAY) -> None:
    for unit in units:
        started(FRIDAY, unit=cast.units[unit].pk)
    assert regulations.change_calendar(scope=ADMIN, plan=plan(day_off(day)))


def told(user: Any) -> list[Notice]:
    return list(Notice.objects.filter(deliveries__user=user, deliveries__channel="in_product").order_by("pk"))


def test_the_unit_of_a_deadline_hears_from_when_to_when_and_why(cast: Cast) -> None:
    move(cast, "an-phuc")
    assert tell() == 1
    (notice,) = told(cast.lan)
    assert notice.subject == "Thời hạn “Yêu cầu nhận ngày 20/11/2026” dời từ 25/11/2026 sang 26/11/2026"
    assert notice.text == "Do lịch nghỉ thay đổi: Theo quyết định mới."
    assert notice.link.startswith("/quy-dinh/lich/thay-doi/")
    assert told(cast.minh) == []


def test_many_deadlines_of_one_act_are_one_notice(cast: Cast) -> None:
    move(cast, *["an-phuc"] * 12)
    assert tell() == 1
    (notice,) = told(cast.lan)
    assert notice.subject == "12 thời hạn của đơn vị dời ngày, do lịch nghỉ thay đổi"
    lines = notice.text.splitlines()
    assert len(lines) == 12
    assert lines[-1] == "và 2 thời hạn khác."


def test_looking_every_minute_tells_once_and_the_next_act_anew(cast: Cast) -> None:
    move(cast, "an-phuc", "tan-loi")
    assert [tell(), tell(), tell(days=1)] == [2, 0, 0]
    tasks.tell_changes()
    assert len(told(cast.lan)) == 1
    assert Delivery.objects.count() == 4
    regulations.change_calendar(scope=ADMIN, plan=plan(day_off(date(2026, 11, 25))))
    assert tell() == 2
    assert len(told(cast.lan)) == 2


def test_only_clerks_and_heads_hear_and_nobody_after_the_deadline_stopped(cast: Cast) -> None:
    for role in ("head", "reader", "manager"):
        user = make_account(username=role, full_name=role, password=None)
        unit = cast.units["an-phuc"]
        organisations.grant(scope=cast.product, user=user, unit=unit, role=role, on=LONG_AGO, to_on=date(2099, 12, 31))
    one = started(FRIDAY, unit=cast.units["tan-loi"].pk)
    move(cast, "an-phuc")
    regulations.stop_deadline(scope=cast.product, deadline=one, on=FRIDAY, why="Xong")
    assert tell() == 2
    assert set(Delivery.objects.values_list("user__username", flat=True)) == {"lan", "head"}


def test_after_a_week_and_for_a_deadline_of_no_unit_nothing_is_told(cast: Cast) -> None:
    started(FRIDAY, unit=None)
    move(cast, "an-phuc")
    assert tell(days=8) == 0
    assert tell(days=6) == 1
    assert Notice.objects.count() == 1


def test_looking_costs_as_many_queries_for_50_deadlines_as_for_5(cast: Cast, django_assert_num_queries: Any) -> None:
    move(cast, *["an-phuc"] * 5)
    tell()
    with django_assert_num_queries(3):
        tell()
    move(cast, *["tan-loi"] * 45, day=date(2026, 11, 25))
    tell()
    with django_assert_num_queries(3):
        tell()
    with django_assert_num_queries(1):
        tell(days=9)

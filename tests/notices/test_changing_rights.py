"""People hear of it when a change of the tree ends their role, carries it over or gives it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lantoa.notices import operations, tasks
from lantoa.notices.models import Delivery, Notice
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Change
from lantoa.organisations.operations import NewUnit, Order
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAPER = "Nghị quyết số 12/NQ-HĐND"


def merged(cast: Cast, on: date | None = None, **how: Any) -> Change:
    return organisations.merge(
        scope=cast.product,
        order=Order(PAPER, on or timezone.localdate()),
        units=[cast.units["an-phuc"], cast.units["tan-loi"]],
        into=NewUnit("an-tan", "Xã An Tân", "commune"),
        **how,
    )


def tell(at: datetime | None = None) -> int:
    return operations.tell_changes(at=at or timezone.now())


def told(user: int) -> list[Notice]:
    return list(Notice.objects.filter(deliveries__user=user, deliveries__channel="in_product").order_by("pk"))


def test_whose_role_goes_over_hears_from_what_to_what_by_which_paper_and_when(cast: Cast) -> None:
    change = merged(cast, carry_rights=True)
    assert tell() == 2
    (notice,) = told(cast.lan.pk)
    day = f"{timezone.localdate():%d/%m/%Y}"
    assert notice.subject == f"Vai trò của đồng chí tại Xã An Phúc thay đổi từ ngày {day}"
    assert f"Theo {PAPER}, từ ngày {day} đồng chí không còn giữ: " in notice.text
    assert notice.text.splitlines()[0].endswith(", Xã An Phúc.")
    assert notice.text.splitlines()[1].endswith(", Xã An Tân.")
    assert "Xã An Tân" not in notice.text.splitlines()[0]
    assert notice.link == f"/don-vi/thay-doi/{change.uuid}/"
    assert "Xã Tân Lợi Thượng" in told(cast.minh.pk)[0].subject
    assert told(cast.dung.pk) == []


def test_whose_role_ends_for_good_hears_whom_to_ask(cast: Cast) -> None:
    merged(cast)
    tell()
    (notice,) = told(cast.lan.pk)
    assert "Đồng chí chưa có vai trò nào khác" in notice.text
    assert "liên hệ người quản lý đơn vị" in notice.text


def test_a_change_that_is_still_to_come_speaks_of_its_own_day(cast: Cast) -> None:
    day = timezone.localdate() + timedelta(days=40)
    merged(cast, day, carry_rights=True)
    tell()
    (notice,) = told(cast.lan.pk)
    assert f"{day:%d/%m/%Y}" in notice.subject
    assert notice.text.endswith(", Xã An Tân.")
    assert Delivery.objects.filter(user=cast.lan, channel="in_product", due_at__lte=timezone.now()).exists()


def test_looking_every_minute_tells_once(cast: Cast) -> None:
    merged(cast, carry_rights=True)
    assert [tell(), tell(), tell(timezone.now() + timedelta(days=1))] == [2, 0, 0]
    tasks.tell_changes()
    assert len(told(cast.lan.pk)) == 1
    assert Delivery.objects.count() == 4


def test_a_worker_that_died_between_two_people_goes_on_with_the_second(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lantoa.notices.operations import changing_rights

    merged(cast)
    real: Callable[..., Notice] = changing_rights.notify
    calls: list[str] = []

    def dies_at_the_second(**said: Any) -> Notice:
        calls.append(said["key"])
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**said)

    monkeypatch.setattr(changing_rights, "notify", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        tell()
    assert Notice.objects.count() == 1
    monkeypatch.undo()
    assert tell() == 1
    assert {len(told(user.pk)) for user in (cast.lan, cast.minh)} == {1}


def test_long_past_days_and_changes_made_long_ago_are_not_told(cast: Cast) -> None:
    merged(cast, timezone.localdate() - timedelta(days=31))
    assert tell() == 0


def test_after_a_week_nothing_is_told_any_more(cast: Cast) -> None:
    merged(cast)
    assert tell(timezone.now() + timedelta(days=8)) == 0
    assert tell(timezone.now() + timedelta(days=6)) == 2


def test_changes_that_end_no_role_and_loaded_ones_are_silent(cast: Cast) -> None:
    order = Order(PAPER, timezone.localdate())
    organisations.rename(scope=cast.product, order=order, unit=cast.units["an-phuc"], name="Xã An Phúc Mới")
    change = merged(cast, timezone.localdate() + timedelta(days=1))
    Change.objects.filter(pk=change.pk).update(kind="loaded")
    assert tell() == 0


def test_an_annulment_tells_those_who_had_heard_that_their_role_stays(cast: Cast) -> None:
    change = merged(cast)
    tell()
    back = organisations.annul(scope=cast.product, change=change, paper="Nghị quyết số 13/NQ-HĐND")
    assert [tell(), tell()] == [2, 0]
    notice = told(cast.lan.pk)[-1]
    assert notice.subject == "Vai trò của đồng chí tại Xã An Phúc được giữ nguyên"
    assert f"Thay đổi theo {PAPER}" in notice.text
    assert "đã bị hủy theo Nghị quyết số 13/NQ-HĐND" in notice.text
    assert notice.text.endswith(", Xã An Phúc.")
    assert notice.link == f"/don-vi/thay-doi/{back.uuid}/"


def test_what_was_annulled_before_anybody_heard_is_not_told(cast: Cast) -> None:
    change = merged(cast)
    organisations.annul(scope=cast.product, change=change, paper="Nghị quyết số 13/NQ-HĐND")
    assert tell() == 0


def test_looking_costs_three_queries_where_all_is_told_and_one_where_nothing_happened(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    merged(cast)
    tell()
    with django_assert_num_queries(3):
        tell()
    with django_assert_num_queries(1):
        tell(timezone.now() + timedelta(days=9))

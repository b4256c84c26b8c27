"""Lists of notices, and what their numbers cost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.notices import operations, pages, queries
from lantoa.notices.models import Notice
from tests.cast import Cast
from tests.notices.making import NOW, mail_of, message, send, tell

pytestmark = pytest.mark.django_db


def test_mine_are_listed_unread_first_then_the_newest(cast: Cast) -> None:
    for number in range(4):
        said = message(cast, f"Việc {number}")
        tell(cast, cast.minh, key=f"{number}", due_at=NOW + timedelta(minutes=number), message=said)
    later = NOW + timedelta(hours=1)
    newest = queries.for_user(cast.minh.pk, later)[0]
    operations.mark_read(scope=cast.scope(cast.minh), at=later, delivery=newest)
    listed = [one.notice.subject for one in queries.for_user(cast.minh.pk, later)]
    assert listed == ["Việc 2", "Việc 1", "Việc 0", "Việc 3"]
    assert queries.for_user(cast.minh.pk, later, unread_only=True).count() == 3
    assert not queries.for_user(cast.dung.pk, later)


def test_the_sender_sees_their_own_and_what_the_product_sent_for_their_unit(cast: Cast) -> None:
    own = tell(cast, cast.minh, key="1")
    timed = tell(cast, cast.minh, key="2", scope=cast.product)
    tell(cast, cast.minh, key="3", scope=cast.product, message=message(cast, unit="tan-loi"))
    tell(cast, cast.minh, key="4", by=cast.dung)
    assert set(queries.sent(cast.scope(cast.lan))) == {own, timed}
    assert {one.key for one in queries.sent(cast.scope(cast.minh))} == {"3"}


def test_what_needs_a_look_is_found(cast: Cast) -> None:
    tell(cast, cast.minh, key="1")
    send()  # no mail server: dropped
    fine = tell(cast, cast.minh, key="2")
    assert [one.key for one in queries.with_trouble(queries.sent(cast.scope(cast.lan)))] == ["1"]
    assert mail_of(fine).stage == "waiting"


def test_the_tallies_of_a_list_add_up(cast: Cast) -> None:
    notice = tell(cast, cast.minh, cast.dung, cast.lan, channels=["in_product", "email", "zalo_text"])
    operations.mark_all_read(scope=cast.scope(cast.minh), at=NOW)
    send()
    (row,) = pages.sent_rows([notice], NOW)
    assert [(tally.number, str(tally.words)) for tally in row.tallies] == [
        (2, "Chưa mở"),
        (1, "Đã mở"),
        (3, "Không gửi được"),
        (3, "Cần gửi qua Zalo"),
    ]


def test_many_notices_cost_as_many_queries_as_few(cast: Cast, django_assert_num_queries: Any) -> None:
    def lists() -> int:
        mine = list(queries.for_user(cast.minh.pk, NOW))
        said = [(one.notice.subject, one.notice.made_by and one.notice.made_by.full_name) for one in mine]
        queries.unread_count(cast.minh.pk, NOW)
        pages.sent_rows(queries.sent(cast.scope(cast.lan)), NOW)
        pages.delivery_rows(queries.deliveries_of(Notice.objects.get(key="0")))
        return len(said)

    for number in range(5):
        tell(cast, cast.minh, cast.dung, key=f"{number}")
    with CaptureQueriesContext(connection) as few:
        assert lists() == 5
    for number in range(5, 50):
        tell(cast, cast.minh, cast.dung, key=f"{number}")
    with django_assert_num_queries(len(few)):
        assert lists() == 50

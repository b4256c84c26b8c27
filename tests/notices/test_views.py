"""The pages of notices, from outside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from lantoa.accounts.models import User
from lantoa.notices import queries
from lantoa.notices.models import Delivery, Notice
from lantoa.notices.rules import Recipient
from tests.cast import Cast
from tests.notices.making import mail_of, message, send, tell

pytestmark = pytest.mark.django_db


def told(cast: Cast, *to: Any, **parts: Any) -> Notice:
    return tell(cast, *to, **({"at": timezone.now()} | parts))


def client(user: User) -> Client:
    found = Client()
    found.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return found


def page(user: User, name: str, *args: Any, query: str = "") -> str:
    return client(user).get(reverse(name, args=args) + query).content.decode()


def mine(user: User) -> Delivery:
    return Delivery.objects.get(user=user, channel="in_product")


def test_a_notice_is_opened_at_its_place_and_then_read(cast: Cast) -> None:
    told(cast, cast.minh)
    minh = client(cast.minh)
    assert "1 chưa mở" in page(cast.minh, "desk:home")
    address = reverse("notices:open", args=[mine(cast.minh).uuid])
    assert f'href="{address}"' in page(cast.minh, "notices:list")
    minh.head(address)
    assert mine(cast.minh).read_at is None
    answer = minh.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/ban-lam-viec/")
    assert mine(cast.minh).read_at
    assert "chưa mở" not in page(cast.minh, "desk:home")


def test_a_notice_that_leads_nowhere_shows_its_text(cast: Cast) -> None:
    told(cast, cast.minh, message=message(cast, link="", text="<b>Mai họp</b> lúc 8 giờ."))
    shown = page(cast.minh, "notices:open", mine(cast.minh).uuid)
    assert "&lt;b&gt;Mai họp&lt;/b&gt; lúc 8 giờ." in shown


def test_nobody_opens_anothers_notice_nor_one_that_is_still_to_come(cast: Cast) -> None:
    told(cast, cast.minh, due_at=timezone.now() + timedelta(days=1))
    for who in (cast.minh, cast.dung):
        assert client(who).get(reverse("notices:open", args=[mine(cast.minh).uuid])).status_code == 404
    assert client(cast.minh).get(reverse("notices:open", args=[uuid4()])).status_code == 404
    assert mine(cast.minh).read_at is None


def test_the_unread_can_be_listed_alone_and_all_be_marked_read(cast: Cast) -> None:
    assert "Chưa có thông báo nào" in page(cast.minh, "notices:list")
    for number in range(25):
        told(cast, cast.minh, key=f"{number}", message=message(cast, f"Việc {number}"))
    assert "Trang 1 trên 2" in page(cast.minh, "notices:list")
    assert "Việc 0<" in page(cast.minh, "notices:list", query="?trang=2")
    assert client(cast.minh).get(reverse("notices:list") + "?trang=xyz").status_code == 200
    answer = client(cast.minh).post(reverse("notices:read_all"), follow=True)
    assert "Đã đánh dấu 25 thông báo là đã đọc." in answer.content.decode()
    assert "Đã mở hết thông báo" in page(cast.minh, "notices:list", query="?loc=chua-doc")


def test_the_sender_sees_what_became_of_each_and_copies_the_text_for_zalo(cast: Cast) -> None:
    assert "Đồng chí chưa gửi thông báo nào" in page(cast.lan, "notices:sent")
    group = Recipient(name="Nhóm Zalo chi bộ thôn Đông")
    notice = told(cast, cast.minh, group, channels=["in_product", "email", "zalo_text"])
    listed = page(cast.lan, "notices:sent")
    assert "Trong Lan Tỏa: 1 chưa mở" in listed
    assert "Máy chủ này chưa được cài đặt để gửi thư điện tử" in listed
    one = page(cast.lan, "notices:sent_one", notice.uuid)
    assert "Gửi báo cáo quý IV\n\nKính nhờ đồng chí gửi trước ngày 25.\n\nhttp://localhost:8000/ban-lam-viec/" in one
    assert "Nhóm Zalo chi bộ thôn Đông" in one
    text = Delivery.objects.get(notice=notice, name=group.name)
    client(cast.lan).post(reverse("notices:settle", args=[text.uuid]), {"act": "pass_on"})
    assert "Đã gửi qua Zalo" in page(cast.lan, "notices:sent_one", notice.uuid)


def test_the_page_is_silent_about_mail_where_it_works(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_IS_SET_UP = True
    assert "chưa được cài đặt" not in page(cast.lan, "notices:sent")


def test_an_email_that_could_not_go_is_sent_again_by_a_button(cast: Cast, settings: Settings) -> None:
    notice = told(cast, cast.minh)
    send(minutes=60 * 24 * 365 * 20)
    assert "Gửi báo cáo quý IV" in page(cast.lan, "notices:sent", query="?loc=can-xem")
    one = page(cast.lan, "notices:sent_one", notice.uuid)
    assert "Máy chủ này chưa được cài đặt" in one
    assert "Gửi lại" not in one
    settings.EMAIL_IS_SET_UP = True
    assert "Gửi lại" in page(cast.lan, "notices:sent_one", notice.uuid)
    settle = reverse("notices:settle", args=[mail_of(notice).uuid])
    for act in ("", "bay", "arrive"):
        answer = client(cast.lan).post(settle, {"act": act}, follow=True)
        assert 'role="alert"' in answer.content.decode()
    assert client(cast.minh).post(settle, {"act": "send_again"}).status_code == 404
    client(cast.lan).post(settle, {"act": "send_again"})
    assert mail_of(notice).stage == "waiting"
    assert "Không có gì cần xem lại" in page(cast.lan, "notices:sent", query="?loc=can-xem")


def test_what_has_not_gone_out_is_withdrawn_by_a_button(cast: Cast) -> None:
    notice = told(cast, cast.minh)
    address = reverse("notices:withdraw", args=[notice.uuid])
    assert client(cast.minh).post(address).status_code == 404
    assert client(cast.lan).get(address).status_code == 405
    answer = client(cast.lan).post(address, follow=True)
    assert "Đã rút." in answer.content.decode()
    assert "Rút lại thông báo" not in page(cast.lan, "notices:sent_one", notice.uuid)
    assert queries.unread_count(cast.minh.pk, timezone.now()) == 0
    assert "Không còn cần" in page(cast.minh, "notices:list")


def test_others_do_not_see_what_somebody_sent(cast: Cast) -> None:
    notice = told(cast, cast.minh)
    for who in (cast.minh, cast.dung):
        assert client(who).get(reverse("notices:sent_one", args=[notice.uuid])).status_code == 404


def test_the_number_at_the_bell_costs_one_query_and_pages_as_many_for_many(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    minh, lan = client(cast.minh), client(cast.lan)
    addresses = [(minh, reverse("notices:list")), (lan, reverse("notices:sent")), (minh, reverse("desk:home"))]
    told(cast, cast.minh, cast.dung, key="đầu")
    counts = []
    for who, address in addresses:
        with CaptureQueriesContext(connection) as asked:
            who.get(address)
        counts.append(len(asked))
        bells = [
            query for query in asked.captured_queries if "notices_delivery" in query["sql"] and "COUNT" in query["sql"]
        ]
        assert len(bells) <= 3
    for number in range(19):
        told(cast, cast.minh, cast.dung, key=f"{number}")
    for (who, address), number in zip(addresses, counts, strict=True):
        with django_assert_num_queries(number):
            who.get(address)

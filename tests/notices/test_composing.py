"""Writing to the people of a unit, or of the units directly below it, from outside."""

from __future__ import annotations

from datetime import date, timedelta
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
from lantoa.accounts.operations import make_account
from lantoa.notices import operations
from lantoa.notices.addressees import HERE, addressees
from lantoa.notices.models import Delivery, Notice
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Person
from lantoa.organisations.operations import person_requests as requests
from lantoa.organisations.operations.person_requests import How
from tests.cast import LONG_AGO, TODAY, Cast
from tests.organisations.asking import ask

pytestmark = pytest.mark.django_db
PAGE = "/thong-bao/gui/"
# Some roles have a term, which must have its last day.
FAR = date(2099, 12, 31)


def client(user: User) -> Client:
    found = Client()
    found.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return found


def sheet(**said: Any) -> dict[str, Any]:
    return {
        "form": str(uuid4()),
        "unit": "ben-lau",
        "whom": "place",
        "subject": "Gửi báo cáo năm",
        "text": "Trước ngày 05/12.",
        "link": "/bao-cao/",
        "step": "preview",
    } | said


def account(cast: Cast, name: str, unit: str, role: str = "clerk", person: Person | None = None) -> User:
    user = make_account(username=name, full_name=name, password=None)
    organisations.grant(
        scope=cast.product,
        user=user,
        unit=cast.units[unit],
        role=role,
        on=LONG_AGO,
        to_on=FAR,
        person=person,
    )
    return user


def head(cast: Cast, name: str, unit: str, title: str = "Bí thư") -> Person:
    person = organisations.add_person(scope=cast.product, full_name=name)
    organisations.appoint(
        scope=cast.product, person=person, unit=cast.units[unit], title=title, on=LONG_AGO, is_head=True
    )
    return person


def keys(*users: User) -> list[str]:
    return [f"user:{one.pk}" for one in users]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_people_are_shown_with_check_marks_and_nothing_is_sent_before_that(cast: Cast) -> None:
    head(cast, "Ngô Văn Tám", "tan-loi")
    answer = client(cast.dung).post(PAGE, sheet())
    shown = text(answer)
    assert answer.status_code == 200
    for user in (cast.lan, cast.minh):
        assert f'value="user:{user.pk}" checked' in shown
    assert "1 người chưa có tài khoản: chép tin vào Zalo" in shown
    assert 'value="name:Ngô Văn Tám (Bí thư, Xã Tân Lợi Thượng)" checked' in shown
    assert "Hội Liên hiệp" not in shown
    assert "Huyện ủy Bến Lau" in shown.partition("chưa có ai để gửi")[2]
    assert not Notice.objects.exists()


def test_a_message_goes_to_whoever_was_left_ticked_and_names_go_to_zalo(cast: Cast) -> None:
    head(cast, "Ngô Văn Tám", "tan-loi")
    name = "name:Ngô Văn Tám (Bí thư, Xã Tân Lợi Thượng)"
    answer = client(cast.dung).post(PAGE, sheet(step="send", keys=[*keys(cast.minh), name]), follow=True)
    shown = text(answer)
    assert "Đã gửi thông báo." in shown
    assert "Gửi báo cáo năm\n\nTrước ngày 05/12.\n\nhttp://localhost:8000/bao-cao/" in shown
    rows = set(Delivery.objects.values_list("user", "channel", "name"))
    assert rows == {(cast.minh.pk, "in_product", ""), (None, "zalo_text", name.removeprefix("name:"))}
    one = Notice.objects.get()
    assert (one.made_by, one.unit, one.link) == (cast.dung, cast.units["ben-lau"], "/bao-cao/")


def test_a_double_press_sends_once_and_other_words_on_the_same_sheet_are_another_message(cast: Cast) -> None:
    dung = client(cast.dung)
    filled = sheet(step="send", keys=keys(cast.minh))
    first, second = dung.post(PAGE, filled), dung.post(PAGE, filled)
    assert first.headers["Location"] == second.headers["Location"]
    assert Delivery.objects.count() == 1
    dung.post(PAGE, filled | {"keys": keys(cast.minh, cast.lan)})
    assert Notice.objects.count() == 1
    assert Delivery.objects.count() == 2
    dung.post(PAGE, filled | {"text": "Trước ngày 10/12."})
    assert sorted(Notice.objects.values_list("text", flat=True)) == ["Trước ngày 05/12.", "Trước ngày 10/12."]


def test_two_people_with_the_same_sheet_number_do_not_meet(cast: Cast) -> None:
    same = sheet(step="send", unit="an-phuc", whom=HERE, keys=keys(cast.lan))
    client(cast.dung).post(PAGE, same)
    other = account(cast, "Võ Thị Bảy", "ben-lau", "adviser")
    client(other).post(PAGE, same)
    assert set(Notice.objects.values_list("made_by", flat=True)) == {cast.dung.pk, other.pk}


def test_by_mail_only_where_mail_is_set_up_and_wanted(cast: Cast, settings: Settings) -> None:
    assert "Gửi cả thư điện tử" not in text(client(cast.dung).get(PAGE))
    settings.EMAIL_IS_SET_UP = True
    assert "Gửi cả thư điện tử" in text(client(cast.dung).get(PAGE))
    client(cast.dung).post(PAGE, sheet(step="send", keys=keys(cast.minh), subject="Không thư"))
    assert "qua thư điện tử" in text(client(cast.dung).post(PAGE, sheet(by_mail="on")))
    client(cast.dung).post(PAGE, sheet(step="send", keys=keys(cast.minh), subject="Có thư", by_mail="on"))
    ways = set(Delivery.objects.values_list("notice__subject", "channel"))
    assert ways == {("Không thư", "in_product"), ("Có thư", "in_product"), ("Có thư", "email")}


def test_a_message_may_wait_for_its_hour(cast: Cast) -> None:
    day = timezone.localdate() + timedelta(days=3)
    filled = sheet(on=f"{day:%d/%m/%Y}", hour="14h30")
    assert "Hẹn gửi" in text(client(cast.dung).post(PAGE, filled))
    answer = client(cast.dung).post(PAGE, filled | {"step": "send", "keys": keys(cast.minh)}, follow=True)
    assert "Đã hẹn giờ gửi." in text(answer)
    due = timezone.localtime(Notice.objects.get().due_at)
    assert (due.date(), due.hour, due.minute) == (day, 14, 30)
    client(cast.dung).post(PAGE, sheet(on=f"{day:%d/%m/%Y}", step="send", keys=keys(cast.minh)))
    assert timezone.localtime(Notice.objects.latest("pk").due_at).hour == 8


@pytest.mark.parametrize(
    ("said", "wrong", "words"),
    [
        ({"unit": "xã nào đó"}, "unit", "Không có đơn vị nào"),
        ({"unit": "Xã"}, "unit", "Xã An Phúc (an-phuc)"),
        ({"subject": "  "}, "subject", "Chưa điền"),
        ({"subject": "dài" * 100}, "subject", "200"),
        ({"link": "https://example.com/x"}, "link", "một trang của Lan Tỏa"),
        ({"link": "//example.com"}, "link", "một trang của Lan Tỏa"),
        ({"whom": "trên trời"}, "whom", "trên trời"),
        ({"whom": "party", "unit": "an-phuc-1"}, "whom", "chưa có ai"),
        ({"hour": "8:00"}, "on", "cả ngày"),
        ({"on": "31/02/2027"}, "on", "ngày"),
        ({"on": "01/01/0001"}, "on", "từ hôm nay"),
        ({"on": "31/12/9999"}, "on", "một năm"),
        ({"on": "01/01/2020", "hour": "25:99"}, "hour", "giờ"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    cast: Cast, said: dict[str, str], wrong: str, words: str
) -> None:
    for step in ("preview", "send"):
        answer = client(cast.dung).post(PAGE, sheet(step=step, **said))
        assert answer.status_code == 422
        errors = answer.context["form"].errors
        assert wrong in errors
        assert words in " ".join(errors[wrong])
        assert "Trước ngày 05/12." in text(answer)
    assert not Notice.objects.exists()


def test_a_moment_of_today_that_has_passed_is_refused(cast: Cast) -> None:
    now = timezone.localtime()
    filled = sheet(on=f"{now:%d/%m/%Y}", hour="00:00")
    assert client(cast.dung).post(PAGE, filled).context["form"].errors["hour"]


def test_the_sheet_goes_back_to_be_corrected_and_a_lost_number_costs_nothing(cast: Cast) -> None:
    answer = client(cast.dung).post(PAGE, sheet(step="edit", form="hỏng"))
    assert answer.status_code == 200
    assert "Trước ngày 05/12." in text(answer)
    assert client(cast.dung).post(PAGE, {}).status_code == 422
    assert client(cast.dung).post(PAGE, {"step": "send"}).status_code == 422
    assert client(cast.dung).post(PAGE, sheet(text="a\0b")).status_code == 422


def test_nobody_ticked_or_somebody_who_is_not_on_the_list_sends_nothing(cast: Cast) -> None:
    answer = client(cast.dung).post(PAGE, sheet(step="send"))
    assert answer.status_code == 422
    assert "ít nhất một người nhận" in text(answer)
    stranger = account(cast, "Người Ngoài", "vn")
    answer = client(cast.dung).post(PAGE, sheet(step="send", keys=keys(cast.minh, stranger)))
    assert answer.status_code == 422
    assert "Hãy xem lại danh sách" in text(answer)
    assert f'value="user:{cast.minh.pk}" checked' in text(answer)
    assert f'value="user:{cast.lan.pk}" checked' not in text(answer)
    assert not Notice.objects.exists()


def test_only_units_within_reach_can_be_written_to(cast: Cast) -> None:
    answer = client(cast.lan).post(PAGE, sheet(unit="tan-loi", whom=HERE))
    assert answer.context["form"].errors["unit"]
    with pytest.raises(operations.UnableToNotify):
        operations.send_message(
            scope=cast.scope(cast.lan),
            at=timezone.now(),
            form=uuid4(),
            unit=cast.units["tan-loi"],
            whom=HERE,
            keys=keys(cast.minh),
            subject="Gửi nhờ",
            text="",
        )
    reader = account(cast, "Chỉ Đọc", "song-trang", "reader")
    assert client(reader).get(PAGE).status_code == 403
    assert client(reader).post(PAGE, sheet(step="send", keys=keys(cast.lan))).status_code == 403
    assert PAGE not in text(client(reader).get(reverse("notices:sent")))
    assert not Notice.objects.exists()


def test_of_units_below_only_those_within_reach_are_told(cast: Cast) -> None:
    """Who works for one body may not write to the places beside it."""
    secretary = account(cast, "Bí Thư Huyện", "hu-ben-lau")
    found = addressees(
        scope=cast.scope(secretary), unit=cast.units["ben-lau"], whom="place", today=timezone.localdate()
    )
    assert found.every() == []
    province = addressees(
        scope=cast.scope(cast.dung), unit=cast.units["ben-lau"], whom="place", today=timezone.localdate()
    )
    assert {one.key for one in province.accounts} == set(keys(cast.lan, cast.minh, secretary))


def test_the_sender_a_closed_account_and_a_role_that_ended_are_not_told(cast: Cast) -> None:
    closed = account(cast, "Đã Đóng", "an-phuc")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    found = addressees(scope=cast.scope(cast.lan), unit=cast.units["an-phuc"], whom=HERE, today=timezone.localdate())
    assert found.every() == []


def test_a_head_with_an_account_is_told_there_once(cast: Cast) -> None:
    """By the person of the account, wherever its role is, or by the same name in the same unit."""
    linked = account(cast, "Thái Văn Út", "ben-lau", "head", head(cast, "Thái Văn Út", "an-phuc", "Chủ tịch"))
    head(cast, "Lê Văn Minh", "tan-loi")
    found = addressees(
        scope=cast.scope(cast.dung), unit=cast.units["ben-lau"], whom="place", today=timezone.localdate()
    )
    assert [one.key for one in found.accounts].count(f"user:{linked.pk}") == 1
    assert {one.key for one in found.accounts} == set(keys(cast.lan, cast.minh, linked))
    assert found.without_account == []


def test_a_head_whose_data_are_restricted_is_not_listed_and_what_was_sent_by_name_can_be_erased(cast: Cast) -> None:
    person = head(cast, "Ngô Văn Tám", "tan-loi")
    name = "name:Ngô Văn Tám (Bí thư, Xã Tân Lợi Thượng)"
    client(cast.dung).post(PAGE, sheet(step="send", keys=[name]))
    asked = ask(cast, person, "erase", unit="tan-loi")
    requests.carry_out(scope=cast.product, request=asked, how=How("đơn", chosen=["notices_named"]), on=TODAY)
    kept = Delivery.objects.get(channel="zalo_text")
    assert "Tám" not in f"{kept.name} {kept.recipient}"
    other = head(cast, "Ngô Thị Chín", "an-phuc")
    assert "Ngô Thị Chín" in text(client(cast.dung).post(PAGE, sheet()))
    requests.carry_out(scope=cast.product, request=ask(cast, other, "restrict"), how=How("đơn"), on=TODAY)
    assert "Ngô Thị Chín" not in text(client(cast.dung).post(PAGE, sheet()))


def test_the_page_begins_with_the_unit_and_the_page_that_led_to_it(cast: Cast) -> None:
    lan = client(cast.lan)
    assert "Xã An Phúc (an-phuc)" in str(lan.get(PAGE).context["form"]["unit"].value())
    village = cast.units["an-phuc-1"]
    unit = reverse("organisations:unit", args=[village.uuid])
    link = f"{PAGE}?unit={village.uuid}&tu={unit}"
    assert link in text(lan.get(unit))
    form = lan.get(link).context["form"]
    assert (form["unit"].value(), form["link"].value()) == ("Thôn Đông (an-phuc-1)", unit)
    assert PAGE not in text(lan.get(reverse("organisations:unit", args=[cast.units["tan-loi"].uuid])))
    for query in (
        f"unit={cast.units['tan-loi'].uuid}",
        "unit=x",
        f"unit={uuid4()}",
        "tu=https://xau.vn/",
        "tu=//xau.vn",
    ):
        form = lan.get(f"{PAGE}?{query}").context["form"]
        assert (form["unit"].value(), form["link"].value()) == ("Xã An Phúc (an-phuc)", "")
    by_referer = lan.get(PAGE, headers={"referer": "http://testserver/so-lieu/?year=2026"}).context["form"]
    assert by_referer["link"].value() == "/so-lieu/"
    from_sent = lan.get(PAGE, headers={"referer": "http://testserver/thong-bao/da-gui/"}).context["form"]
    assert from_sent["link"].value() == ""
    assert PAGE in text(lan.get(reverse("notices:sent")))


def test_a_full_address_of_this_site_is_taken_as_its_path(cast: Cast) -> None:
    answer = client(cast.dung).post(PAGE, sheet(link="http://localhost:8000/bao-cao/"))
    assert answer.context["form"].cleaned_data["link"] == "/bao-cao/"


def test_reading_once_more_costs_as_many_queries_for_fifty_people_as_for_five(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        account(cast, f"Nhập liệu {number}", "an-phuc")
        head(cast, f"Người đứng đầu {number}", "an-phuc")
    dung = client(cast.dung)
    dung.post(PAGE, sheet())
    with CaptureQueriesContext(connection) as asked:
        dung.post(PAGE, sheet())
    for number in range(25):
        account(cast, f"Thêm {number}", "tan-loi")
        head(cast, f"Thêm người {number}", "tan-loi")
    with django_assert_num_queries(len(asked)):
        dung.post(PAGE, sheet())

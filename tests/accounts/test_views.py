"""Signing in and out."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from pytest_django import Settings

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account, offer_in_demo

pytestmark = pytest.mark.django_db
PASSWORD = "một mật khẩu dài"
SIGN_IN = "/tai-khoan/dang-nhap/"
TRIES = 10
FIRST = "/trang-dau/"


@pytest.fixture(autouse=True)
def _first_pages(settings: Settings) -> None:
    settings.LOGIN_REDIRECT_URL = FIRST
    settings.LOGOUT_REDIRECT_URL = "/"


@pytest.fixture
def nhat() -> User:
    return make_account(username="nhat", full_name="Trần Thị Minh Nhật", password=PASSWORD)


@pytest.fixture
def sign_in(client: Client) -> Callable[..., object]:
    return lambda name, password, **more: client.post(SIGN_IN, {"login": name, "password": password, **more})


def page(client: Client, address: str = SIGN_IN) -> str:
    return client.get(address).content.decode()


def test_the_right_password_opens_the_desk(client: Client, nhat: User, sign_in: Callable) -> None:
    answer = sign_in(" NHAT ", PASSWORD)
    assert answer.status_code == 302
    assert answer["Location"] == FIRST
    assert get_user(client) == nhat


def test_after_signing_in_the_page_that_was_wanted_comes(nhat: User, sign_in: Callable) -> None:
    assert sign_in("nhat", PASSWORD, next="/thiet-ke/")["Location"] == "/thiet-ke/"


def test_nobody_is_sent_on_to_another_site(nhat: User, sign_in: Callable) -> None:
    assert sign_in("nhat", PASSWORD, next="//ac.example/x")["Location"] == FIRST


def test_a_wrong_password_is_answered_in_vietnamese_and_the_name_is_kept(nhat: User, sign_in: Callable) -> None:
    text = sign_in("nhat", "sai").content.decode()
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in text
    assert 'value="nhat"' in text
    assert "<title>Lỗi: Đăng nhập" in text


def test_ten_wrong_passwords_pause_sign_in_even_for_the_right_one(nhat: User, sign_in: Callable) -> None:
    for number in range(TRIES):
        answer = sign_in(["nhat", "NHAT "][number % 2], "sai")
    text = sign_in("nhat", PASSWORD).content.decode()
    assert "Tạm dừng đăng nhập" in answer.content.decode()
    assert re.search(r"Thử lại sau \d\d:\d\d", text)


def test_another_account_at_the_same_address_is_not_paused(client: Client, nhat: User, sign_in: Callable) -> None:
    make_account(username="hoa", full_name="Lê Thị Hòa", password=PASSWORD)
    for _number in range(TRIES):
        sign_in("nhat", "sai")
    assert sign_in("hoa", PASSWORD).status_code == 302


def test_a_closed_account_cannot_sign_in(client: Client, nhat: User, sign_in: Callable) -> None:
    User.objects.update(is_active=False)
    sign_in("nhat", PASSWORD)
    assert not get_user(client).is_authenticated


def test_nobody_can_sign_up() -> None:
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_outside_a_demonstration_no_account_is_offered(client: Client, nhat: User) -> None:
    assert "Bản trình diễn" not in page(client)
    assert client.post(reverse("accounts:demo", args=[nhat.uuid])).status_code == 404
    assert not get_user(client).is_authenticated


def test_in_a_demonstration_each_role_is_one_button(client: Client, nhat: User) -> None:
    offer_in_demo(user=nhat, caption_vi="Cán bộ xã", caption_en="Commune officer", position=1)
    assert "Cán bộ xã" in page(client)
    answer = client.post(reverse("accounts:demo", args=[nhat.uuid]), {"next": "/thiet-ke/"})
    assert answer["Location"] == "/thiet-ke/"
    assert get_user(client) == nhat


def test_a_demonstration_account_is_not_entered_by_a_link(client: Client, nhat: User) -> None:
    offer_in_demo(user=nhat, caption_vi="Cán bộ xã", caption_en="Commune officer", position=1)
    assert client.get(reverse("accounts:demo", args=[nhat.uuid])).status_code == 405


def test_signing_out_asks_first_and_then_does(client: Client, nhat: User) -> None:
    client.force_login(nhat, backend="django.contrib.auth.backends.ModelBackend")
    assert "Đăng xuất khỏi Lan Tỏa?" in page(client, "/tai-khoan/thoat/")
    assert get_user(client).is_authenticated
    client.post("/tai-khoan/thoat/")
    assert not get_user(client).is_authenticated


def test_a_password_is_changed_with_the_old_one_and_the_session_stays(client: Client, nhat: User) -> None:
    client.force_login(nhat, backend="django.contrib.auth.backends.ModelBackend")
    new = "mật khẩu mới rất dài"
    client.post("/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    nhat.refresh_from_db()
    assert nhat.check_password(new)
    assert get_user(client) == nhat


def test_two_new_passwords_that_differ_are_refused_in_vietnamese(client: Client, nhat: User) -> None:
    client.force_login(nhat, backend="django.contrib.auth.backends.ModelBackend")
    words = {"oldpassword": "sai", "password1": "mật khẩu mới dài", "password2": "khác"}
    text = client.post("/tai-khoan/mat-khau/", words).content.decode()
    assert "Mật khẩu hiện tại chưa đúng." in text
    assert "Hai lần nhập mật khẩu mới chưa giống nhau." in text


def test_an_account_without_a_password_has_none_to_change(client: Client, nhat: User) -> None:
    nhat.set_unusable_password()
    nhat.save()
    client.force_login(nhat, backend="django.contrib.auth.backends.ModelBackend")
    assert "không có mật khẩu" in page(client, "/tai-khoan/mat-khau/")


def test_the_language_is_vietnamese_whatever_the_browser_wishes(client: Client) -> None:
    answer = client.get(SIGN_IN, headers={"Accept-Language": "en-US"})
    assert '<html lang="vi">' in answer.content.decode()
    assert answer["Content-Language"] == "vi"


def test_the_person_can_choose_english_and_the_choice_is_kept(client: Client) -> None:
    answer = client.post(reverse("accounts:language"), {"language": "en", "next": SIGN_IN})
    assert answer["Location"] == SIGN_IN
    with translation.override("en"):
        assert "User name" in page(client)
    assert "Tên đăng nhập" not in page(client)


def test_a_visitor_who_wants_to_change_a_password_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/tai-khoan/mat-khau/")["Location"] == f"{SIGN_IN}?next=/tai-khoan/mat-khau/"


def test_someone_already_signed_in_is_taken_past_the_sign_in_page(client: Client, nhat: User) -> None:
    client.force_login(nhat, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(SIGN_IN)["Location"] == FIRST

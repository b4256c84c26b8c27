"""The second step: applications, recovery codes, keys, and who must have one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from lantoa.accounts.models import SignIn, User
from lantoa.accounts.operations import UnableToManageAccount, offer_in_demo, reset_second_step
from lantoa.organisations import operations as organisations
from tests.accounts.ways import SECURITY, SIGN_IN, Key, add_key, client_of, code_of, enter_by_passkey, options_in
from tests.cast import LONG_AGO, PASSWORD, TOTP_SECRET, Cast, secured

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
BEGIN = SECURITY + "bat-dau/"


@pytest.fixture
def chief(cast: Cast) -> User:
    """Nga manages An Phúc; nothing is set up yet."""
    from lantoa.accounts.operations import make_account

    user = make_account(username="nga", full_name="Vũ Thị Nga", password=PASSWORD)
    organisations.grant(scope=cast.product, user=user, unit=cast.units["an-phuc"], role="manager", on=LONG_AGO)
    return user


def signed_in(username: str) -> Client:
    client = Client()
    client.post(SIGN_IN, {"login": username, "password": PASSWORD})
    return client


def set_up_app(client: Client) -> str:
    """Sets the application up by its page; gives the secret."""
    address = SECURITY + "ung-dung/bat/"
    page = client.get(address).content.decode()
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert found, page[-3000:]
    answer = client.post(address, {"code": code_of(found[1])})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return found[1]


def test_a_strong_role_is_led_to_set_up_and_nowhere_else(chief: User) -> None:
    client = signed_in("nga")
    for address in ("/ban-lam-viec/", "/don-vi/", SECURITY, "/tai-khoan/moi/", "/"):
        answer = client.get(address)
        assert (answer.status_code, answer.get("Location")) == (302, BEGIN), address
    assert "Cài xác thực hai bước" in client.get(BEGIN).content.decode()
    assert client.post("/tai-khoan/thoat/").status_code == 302
    assert not get_user(client).is_authenticated


def test_once_the_application_is_set_up_every_page_opens_and_the_codes_are_shown(chief: User) -> None:
    client = signed_in("nga")
    set_up_app(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(re.findall(r"<li>\d{8}</li>", codes)) == 10
    assert client.get("/ban-lam-viec/").status_code == 200
    assert client.get(BEGIN)["Location"] == SECURITY


def test_the_secret_is_not_readable_in_the_database(chief: User) -> None:
    secret = set_up_app(signed_in("nga"))
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_a_clerk_needs_no_second_step_and_a_demonstration_account_is_free(cast: Cast, chief: User) -> None:
    assert client_of(cast.lan).get("/ban-lam-viec/").status_code == 200
    offer_in_demo(user=chief, caption_vi="Quản lý", caption_en="Manager", position=1)
    client = client_of(chief)
    assert client.get("/ban-lam-viec/").status_code == 200
    answer = client.get(SECURITY + "ung-dung/bat/")
    assert answer["Location"] == SECURITY
    assert "ai cũng vào được" in client.get(SECURITY).content.decode()


def test_a_role_given_later_asks_for_the_second_step_at_the_next_page(cast: Cast) -> None:
    client = client_of(cast.lan)
    assert client.get("/ban-lam-viec/").status_code == 200
    organisations.grant(scope=cast.product, user=cast.lan, unit=cast.units["an-phuc"], role="manager", on=LONG_AGO)
    assert client.get("/ban-lam-viec/")["Location"] == BEGIN


def test_sign_in_asks_for_the_code_after_the_password(cast: Cast) -> None:
    secured(cast.lan)
    client = Client()
    answer = client.post(SIGN_IN, {"login": "lan", "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not get_user(client).is_authenticated
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "Mã chưa đúng" in wrong
    assert not get_user(client).is_authenticated
    client.post(reverse("mfa_authenticate"), {"code": code_of(TOTP_SECRET)})
    assert get_user(client) == cast.lan
    assert SignIn.objects.get().method == "password_code"


def test_a_code_is_good_once_even_while_the_clock_would_let_it_pass(cast: Cast) -> None:
    secured(cast.lan)
    with time_machine.travel(1_800_000_010, tick=False) as clock:
        code = code_of(TOTP_SECRET)
        for allowed in (True, False):
            client = Client()
            client.post(SIGN_IN, {"login": "lan", "password": PASSWORD})
            client.post(reverse("mfa_authenticate"), {"code": code})
            assert get_user(client).is_authenticated is allowed
            clock.shift(40)


def test_wrong_codes_are_counted_and_then_refused_though_right(cast: Cast) -> None:
    secured(cast.lan)
    client = Client()
    client.post(SIGN_IN, {"login": "lan", "password": PASSWORD})
    for number in range(5):
        client.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})
    said = client.post(reverse("mfa_authenticate"), {"code": code_of(TOTP_SECRET)}).content.decode()
    assert "Đã nhập sai quá nhiều lần" in said
    assert not get_user(client).is_authenticated


def test_a_recovery_code_opens_the_account_once(chief: User) -> None:
    client = signed_in("nga")
    set_up_app(client)
    code = re.findall(r"<li>(\d{8})</li>", client.get(reverse("mfa_view_recovery_codes")).content.decode())[0]
    for allowed in (True, False):
        other = signed_in("nga")
        other.post(reverse("mfa_authenticate"), {"code": code})
        assert get_user(other).is_authenticated is allowed
    assert SignIn.objects.filter(user=chief, method="recovery").count() == 1


def test_a_passkey_signs_in_alone(cast: Cast) -> None:
    key = Key(resident=True)
    add_key(signed_in("lan"), key, passkey=True)
    client = Client()
    enter_by_passkey(client, key)
    assert get_user(client) == cast.lan
    assert SignIn.objects.filter(user=cast.lan, method="passkey").exists()


@pytest.mark.parametrize("resident", [True, False])
def test_a_key_added_as_a_second_step_only_never_signs_in_alone(cast: Cast, resident: bool) -> None:
    """Whatever the key can: telephones make every key resident (allauth issue 4224)."""
    key = Key(resident=resident)
    add_key(signed_in("lan"), key, passkey=False)
    client = Client()
    answer = enter_by_passkey(client, key)
    assert not get_user(client).is_authenticated
    assert "chỉ dùng làm bước thứ hai" in client.get(answer["Location"]).content.decode()
    client = Client()
    client.post(SIGN_IN, {"login": "lan", "password": PASSWORD})
    options = options_in(client.get(reverse("mfa_authenticate")).content, "request_options")
    client.post(reverse("mfa_authenticate"), {"credential": key.shown(options)})
    assert get_user(client) == cast.lan


def test_a_key_for_another_site_is_refused(cast: Cast) -> None:
    client = signed_in("lan")
    add_key(client, Key(resident=True, host="ac.example"), passkey=True)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "rubbish", ["", "null", "[]", "{}", '"x"', "12", '{"response": 5}', '{"response": {}}', "\x00"]
)
@pytest.mark.parametrize("page", ["khoa/dang-nhap/", "khoa/them/", "buoc-hai/"])
def test_rubbish_in_place_of_a_key_breaks_nothing(cast: Cast, page: str, rubbish: str) -> None:
    client: Any = signed_in("lan") if page == "khoa/them/" else Client()
    if page == "buoc-hai/":
        secured(cast.lan)
        client = signed_in("lan")
    client.get(SECURITY + page)
    assert client.post(SECURITY + page, {"credential": rubbish, "name": "x"}).status_code < 500
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_the_page_of_security_shows_what_there_is_and_what_to_do_next(cast: Cast) -> None:
    client = signed_in("lan")
    assert "Việc nên làm tiếp: thêm bước xác thực thứ hai" in client.get(SECURITY).content.decode()
    add_key(client, Key(resident=True), passkey=True)
    said = client.get(SECURITY).content.decode()
    for words in ("Điện thoại của tôi", "Khóa truy cập, không cần mật khẩu", "Còn 10 mã", "bằng mật khẩu"):
        assert words in said, words
    assert "Tài khoản được bảo vệ tốt" in said


def test_changing_protection_asks_again_who_one_is_after_a_while(cast: Cast) -> None:
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        client = signed_in("lan")
        assert client.get(SECURITY + "khoa/them/").status_code == 200
        clock.shift(16 * 60)
        answer = client.get(SECURITY + "khoa/them/")
        assert answer["Location"].startswith("/tai-khoan/xac-nhan/")
        assert "Xác nhận đúng là đồng chí" in client.get(answer["Location"]).content.decode()
        back = client.post(answer["Location"], {"password": PASSWORD})
        assert back["Location"] == SECURITY + "khoa/them/"


def test_a_key_is_renamed_and_removed_by_its_owner_only(cast: Cast) -> None:
    client = signed_in("lan")
    add_key(client, Key(resident=True), passkey=True)
    key = Authenticator.objects.get(type="webauthn")
    other = signed_in("minh")
    for page in ("doi-ten/", "go/"):
        assert other.post(f"{SECURITY}khoa/{key.pk}/{page}", {"name": "x"}).status_code == 404
    client.post(f"{SECURITY}khoa/{key.pk}/doi-ten/", {"name": "Máy cơ quan"})
    key.refresh_from_db()
    assert key.data["name"] == "Máy cơ quan"
    assert key.data["passkey"] is True
    client.post(f"{SECURITY}khoa/{key.pk}/go/")
    assert not Authenticator.objects.exists()


def test_an_administrator_takes_a_lost_second_step_away_with_a_reason(cast: Cast, chief: User) -> None:
    secured(cast.lan)
    client = client_of(cast.lan)
    scope = cast.scope(secured(chief))
    with pytest.raises(UnableToManageAccount, match="lý do"):
        reset_second_step(scope=scope, user=cast.lan, why=" ", at=AT)
    with pytest.raises(UnableToManageAccount, match="quản lý tài khoản đó"):
        reset_second_step(scope=scope, user=cast.minh, why="mất máy", at=AT)
    with pytest.raises(UnableToManageAccount, match="của mình"):
        reset_second_step(scope=scope, user=chief, why="mất máy", at=AT)
    assert reset_second_step(scope=scope, user=cast.lan, why="mất điện thoại", at=AT) == 1
    assert not get_user(client).is_authenticated
    from lantoa.history import queries as history

    (event,) = history.of_record("account", cast.lan.uuid).filter(verb="reset_second_step")
    assert event.payload.data["why"] == "mất điện thoại"

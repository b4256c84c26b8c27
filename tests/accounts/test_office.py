"""Sign-in by the authority's own accounts, against a provider that really listens."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from lantoa.accounts.models import SignIn, User
from lantoa.accounts.operations import close_account
from lantoa.config.home import office_sign_in
from tests.accounts.provider import CLIENT, SECRET, Provider, running
from tests.accounts.test_second_steps import AT
from tests.accounts.ways import SIGN_IN
from tests.cast import Cast, secured

LAN: dict[str, Any] = {"sub": "nv-0042", "email": "Lan@Xa.example", "email_verified": True, "name": "Trần Thị Lan"}


@pytest.fixture
def provider(settings: Settings, monkeypatch: pytest.MonkeyPatch, cast: Cast) -> Iterator[Provider]:
    User.objects.filter(pk=cast.lan.pk).update(email="lan@xa.example")
    with running() as server:
        said = {"ISSUER": server.url + "/", "CLIENT_ID": CLIENT, "SECRET": SECRET, "NAME": "tài khoản Tỉnh ủy"}
        for name, value in said.items():
            monkeypatch.setenv(f"LANTOA_OIDC_{name}", value)
        settings.OFFICE_SIGN_IN = office_sign_in()
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"APPS": settings.OFFICE_SIGN_IN, "OAUTH_PKCE_ENABLED": True}
        }
        yield server


def walk(client: Client, *, next_page: str = "") -> Any:
    """From our button to the service and back; gives our answer."""
    start = reverse("openid_connect_login", args=["co-quan"])
    page = client.post(start, {"next": next_page}).content.decode()
    (address,) = set(re.findall(r'href="(http://127[^"]+)"', page))
    back = requests.get(html.unescape(address), allow_redirects=False, timeout=5).headers["Location"]
    return client.get(back.removeprefix("http://testserver"))


def test_without_settings_there_is_no_button_and_no_door(cast: Cast) -> None:
    assert "tai-khoan-co-quan" not in Client().get(SIGN_IN).content.decode()
    assert Client().post(reverse("openid_connect_login", args=["co-quan"])).status_code == 404
    assert Client().get(reverse("openid_connect_callback", args=["co-quan"])).status_code == 404


def test_an_invited_person_comes_in_by_a_proven_address_and_is_tied(provider: Provider, cast: Cast) -> None:
    provider.person = LAN
    client = Client()
    assert "Đăng nhập bằng tài khoản Tỉnh ủy" in client.get(SIGN_IN).content.decode()
    assert walk(client, next_page="/don-vi/")["Location"] == "/don-vi/"
    assert get_user(client) == cast.lan
    assert SignIn.objects.get().method == "office"
    cast.lan.refresh_from_db()
    assert cast.lan.has_usable_password()
    # From then on it is the person that counts, whatever the address becomes.
    provider.person = LAN | {"email": "khac@xa.example", "email_verified": False}
    again = Client()
    walk(again)
    assert get_user(again) == cast.lan
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "1", "email": "la@xa.example", "email_verified": True},
        {"sub": "1", "email": "lan@xa.example", "email_verified": False},
        {"sub": "1", "email": "lan@xa.example", "email_verified": "false"},
        {"sub": "1", "email": "lan@xa.example"},
        {"sub": "1"},
        {"sub": "1", "email": "", "email_verified": True},
    ],
)
def test_whoever_was_not_invited_gets_no_account(provider: Provider, cast: Cast, person: dict[str, Any]) -> None:
    provider.person = person
    accounts = User.objects.count()
    client = Client()
    answer = walk(client)
    assert answer.status_code == 403
    assert "Chưa có tài khoản nào được mời" in answer.content.decode()
    assert not get_user(client).is_authenticated
    assert (User.objects.count(), SocialAccount.objects.count()) == (accounts, 0)


def test_an_address_of_two_accounts_opens_neither(provider: Provider, cast: Cast) -> None:
    User.objects.filter(pk=cast.minh.pk).update(email="LAN@xa.example")
    provider.person = LAN
    assert walk(Client()).status_code == 403


def test_a_closed_account_stays_closed(provider: Provider, cast: Cast) -> None:
    provider.person = LAN
    walk(Client())
    close_account(scope=cast.product, user=cast.lan, why="nghỉ việc", at=AT)
    client = Client()
    walk(client)
    assert not get_user(client).is_authenticated


def test_a_second_step_is_asked_for_after_the_authoritys_sign_in_too(provider: Provider, cast: Cast) -> None:
    secured(cast.lan)
    provider.person = LAN
    client = Client()
    assert walk(client)["Location"] == reverse("mfa_authenticate")
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize("trick", ["forged", "audience", "userinfo"])
def test_an_answer_that_cannot_be_checked_lets_nobody_in(provider: Provider, cast: Cast, trick: str) -> None:
    provider.person = LAN
    if trick == "forged":
        provider.forged = True
    elif trick == "audience":
        provider.audience = "máy khác"
    else:
        provider.userinfo = LAN | {"sub": "ai-khac"}
    client = Client()
    answer = walk(client)
    assert "trả lời không đúng" in answer.content.decode()
    assert not get_user(client).is_authenticated
    assert not SocialAccount.objects.exists()


def test_an_answer_nobody_asked_for_is_refused(provider: Provider, cast: Cast) -> None:
    provider.person = LAN
    address = reverse("openid_connect_callback", args=["co-quan"])
    for words in ({}, {"code": "x"}, {"code": "x", "state": "y"}, {"error": "access_denied"}):
        client = Client()
        assert client.get(address, words).status_code < 500
        assert not get_user(client).is_authenticated


def test_a_service_that_does_not_answer_is_said_plainly(provider: Provider, settings: Settings) -> None:
    apps = [one | {"settings": {"server_url": "http://127.0.0.1:9"}} for one in settings.OFFICE_SIGN_IN]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}
    answer = Client().post(reverse("openid_connect_login", args=["co-quan"]))
    assert answer.status_code < 503
    assert "trả lời không đúng" in answer.content.decode()

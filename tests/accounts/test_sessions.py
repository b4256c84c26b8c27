"""Sessions: ending them everywhere, and what ends them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user
from django.test import Client

from lantoa.accounts.models import SignIn, User
from lantoa.accounts.operations import note_sign_in
from lantoa.accounts.operations.second_steps import SIGN_INS_KEPT
from tests.accounts.ways import SECURITY, SIGN_IN
from tests.cast import PASSWORD, Cast

NEW = "mật khẩu mới rất dài"
OUT = "/tai-khoan/thoat/"


def signed_in() -> Client:
    client = Client()
    client.post(SIGN_IN, {"login": "lan", "password": PASSWORD})
    return client


def same_browser(client: Client) -> Client:
    """Another tab: the same cookies."""
    tab = Client()
    tab.cookies = client.cookies.copy()
    return tab


def test_signing_out_in_one_tab_signs_out_all_of_them(cast: Cast) -> None:
    first = signed_in()
    second = same_browser(first)
    assert get_user(second) == cast.lan
    first.post(OUT)
    assert not get_user(second).is_authenticated


def test_signing_out_everywhere_ends_every_session_of_the_account_and_no_other(cast: Cast) -> None:
    clients = [signed_in() for _ in range(3)]
    other = Client()
    other.force_login(cast.minh, backend="django.contrib.auth.backends.ModelBackend")
    assert clients[0].get(SECURITY + "thoat-moi-may/").status_code == 405
    answer = clients[0].post(SECURITY + "thoat-moi-may/")
    assert answer["Location"] == SIGN_IN
    assert "Đã đăng xuất khỏi mọi thiết bị" in clients[0].get(SIGN_IN).content.decode()
    assert not any(get_user(client).is_authenticated for client in clients)
    assert get_user(other) == cast.minh
    assert get_user(signed_in()) == cast.lan


def test_a_new_password_ends_all_sessions_but_the_one_that_set_it(cast: Cast) -> None:
    here, there = signed_in(), signed_in()
    here.post("/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert get_user(here) == cast.lan
    assert not get_user(there).is_authenticated


def test_a_session_that_someone_planted_is_not_the_one_that_is_signed_in(cast: Cast) -> None:
    victim = Client()
    victim.get(SIGN_IN)
    session = victim.session
    session["planted"] = 1
    session.save()
    victim.cookies["sessionid"] = session.session_key
    planted = session.session_key
    victim.post(SIGN_IN, {"login": "lan", "password": PASSWORD})
    assert get_user(victim) == cast.lan
    assert victim.session.session_key != planted
    attacker = Client()
    attacker.cookies["sessionid"] = planted
    assert not get_user(attacker).is_authenticated


def test_a_day_and_a_way_are_remembered_once_and_nothing_else(cast: Cast) -> None:
    for _ in range(3):
        signed_in()
    sign_in = SignIn.objects.get()
    assert sign_in.method == "password"
    assert {field.name for field in SignIn._meta.get_fields()} == {"id", "user", "on", "method"}
    assert f"{sign_in.on:%d/%m/%Y}" in signed_in().get(SECURITY).content.decode()


def test_only_the_last_days_are_kept(cast: Cast) -> None:
    for number in range(SIGN_INS_KEPT + 5):
        note_sign_in(user=cast.lan, on=date(2026, 1, 1) + timedelta(days=number), method="password")
    kept = SignIn.objects.order_by("on")
    assert (kept.count(), kept[0].on) == (SIGN_INS_KEPT, date(2026, 1, 6))
    with pytest.raises(ValueError, match="magic"):
        note_sign_in(user=cast.lan, on=date(2026, 1, 1), method="magic")


def test_a_session_of_before_does_not_survive_a_changed_password_hash(cast: Cast) -> None:
    client = signed_in()
    user = User.objects.get(pk=cast.lan.pk)
    user.set_password(NEW)
    user.save()
    assert not get_user(client).is_authenticated

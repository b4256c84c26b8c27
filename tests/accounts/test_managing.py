"""The page of one account: closing it, opening it again, taking away a second step that was lost."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account
from lantoa.history import queries as history
from lantoa.organisations import operations as organisations
from tests.accounts.ways import client_of
from tests.cast import LONG_AGO, PASSWORD, Cast, secured


@pytest.fixture
def nga(cast: Cast) -> User:
    """Nga manages An Phúc."""
    user = make_account(username="nga", full_name="Vũ Thị Nga", password=PASSWORD)
    organisations.grant(scope=cast.product, user=user, unit=cast.units["an-phuc"], role="manager", on=LONG_AGO)
    return secured(user)


@pytest.fixture
def page(cast: Cast) -> str:
    """Of Lan, clerk of An Phúc."""
    return reverse("accounts:account", args=[cast.lan.uuid])


def test_an_account_is_closed_with_a_reason_and_opened_again(cast: Cast, nga: User, page: str) -> None:
    lan, manager = client_of(cast.lan), client_of(nga)
    assert lan.get("/ban-lam-viec/").status_code == 200
    assert manager.post(page, {"act": "close", "why": "Nghỉ việc từ 01/11/2026"})["Location"] == page
    cast.lan.refresh_from_db()
    assert not cast.lan.is_active
    assert lan.get("/ban-lam-viec/").status_code == 302, "open sessions end at once"
    shown = manager.get(page).content.decode()
    assert "Đã khóa" in shown
    assert 'value="close"' not in shown
    manager.post(page, {"act": "reopen", "why": "Khóa nhầm"})
    cast.lan.refresh_from_db()
    assert cast.lan.is_active
    told = [(event.verb, event.payload.data["why"]) for event in history.of_record("account", cast.lan.uuid)]
    assert ("close", "Nghỉ việc từ 01/11/2026") in told
    assert ("reopen", "Khóa nhầm") in told


def test_a_lost_second_step_is_taken_away(cast: Cast, nga: User, page: str) -> None:
    secured(cast.lan)
    manager = client_of(nga)
    assert "ứng dụng xác thực" in manager.get(page).content.decode()
    manager.post(page, {"act": "reset", "why": "Mất điện thoại và mã dự phòng, đã gặp trực tiếp"})
    assert not Authenticator.objects.filter(user=cast.lan).exists()


@pytest.mark.parametrize(
    "said", [{"act": "close"}, {"why": "x"}, {"act": "reset", "why": "x"}, {"act": "%", "why": "x"}]
)
def test_what_is_missing_or_does_not_fit_is_said_and_changes_nothing(
    cast: Cast, nga: User, page: str, said: dict[str, str]
) -> None:
    answer = client_of(nga).post(page, said)
    assert answer.status_code == 422
    assert "Cần sửa" in answer.content.decode()
    cast.lan.refresh_from_db()
    assert cast.lan.is_active


def test_nobody_closes_the_own_account_or_one_out_of_reach(cast: Cast, nga: User) -> None:
    manager = client_of(nga)
    own = reverse("accounts:account", args=[nga.uuid])
    assert "Đây là tài khoản của chính đồng chí" in manager.get(own).content.decode()
    assert manager.post(own, {"act": "close", "why": "x"}).status_code == 422
    assert manager.get(reverse("accounts:account", args=[cast.minh.uuid])).status_code == 404
    assert Client().get(own).status_code == 302

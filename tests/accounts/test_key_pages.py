"""API keys on a page: who manages accounts lists, makes and ends them, as `lantoa key` does on the host."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import asking, queries
from lantoa.accounts.models import ApiKey, User
from lantoa.accounts.operations import MadeKey, close_account, make_account, make_key
from lantoa.history import queries as history
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as rights
from tests.accounts.ways import client_of
from tests.cast import LONG_AGO, PASSWORD, TODAY, Cast, secured

LIST = reverse("accounts:keys")
ASKED = "/api/v1/van-ban/can-tra-loi/"


@pytest.fixture
def nga(cast: Cast) -> User:
    """Nga manages An Phúc."""
    user = make_account(username="nga", full_name="Vũ Thị Nga", password=PASSWORD)
    organisations.grant(scope=cast.product, user=user, unit=cast.units["an-phuc"], role="manager", on=LONG_AGO)
    return secured(user)


def grant_of(user: User) -> int:
    return rights.grants_of(user, TODAY).get().pk


def key_for(cast: Cast, user: User, name: str = "Phần mềm văn bản") -> MadeKey:
    said = {"limits": {"grant": grant_of(user)}, "at": timezone.now()}
    return make_key(scope=cast.product, user=user, name=name, **said)  # type: ignore[arg-type]


def asks(token: str) -> int:
    return Client().get(ASKED, headers={"authorization": f"Bearer {token}"}).status_code


def test_a_key_is_made_on_a_page_shown_once_and_ended_there(cast: Cast, nga: User) -> None:
    client, make = client_of(nga), reverse("accounts:make_key", args=[cast.lan.uuid])
    assert "Cán bộ văn phòng, Xã An Phúc" in client.get(make).content.decode()
    made = client.post(make, {"name": "Trục liên thông", "limit": str(grant_of(cast.lan)), "days": "90"})
    token = made.context["secret"]
    assert token in made.content.decode()
    assert asks(token) == 200
    page = client.get(LIST).content.decode()
    assert "Trục liên thông" in page
    assert token not in page
    key = ApiKey.objects.get()
    assert f"{TODAY:%d/%m/%Y}" in page or f"{timezone.localdate():%d/%m/%Y}" in page, "the day of its last use"
    client.post(reverse("accounts:end_key", args=[key.uuid]))
    assert asks(token) == 401
    assert "Đã kết thúc" in client.get(LIST).content.decode()
    verbs = [one.verb for one in history.of_record("account", cast.lan.uuid)]
    assert [verb for verb in verbs if "key" in verb] == ["make_key", "end_key"]
    again = client.post(reverse("accounts:end_key", args=[key.uuid]), follow=True)
    assert "trước đó" in again.content.decode() or "từ trước" in again.content.decode()


def test_a_second_press_makes_no_second_key_and_the_secret_that_was_read_last_holds(cast: Cast, nga: User) -> None:
    client, make = client_of(nga), reverse("accounts:make_key", args=[cast.lan.uuid])
    pressed = client.get(make).context["form"]["uuid"].value()
    said = {"uuid": str(pressed), "name": "Trục liên thông", "limit": str(grant_of(cast.lan)), "days": "90"}
    first, second = (client.post(make, said).context["secret"] for _ in range(2))
    assert ApiKey.objects.count() == 1
    assert (asks(first), asks(second)) == (401, 200)
    # Once a program uses it, it stays as it is.
    refused = client.post(make, said)
    assert refused.status_code == 422
    assert "Khóa này đã được cấp trước đó" in refused.content.decode()
    assert asks(second) == 200
    assert ApiKey.objects.count() == 1


def test_what_was_typed_stays_when_something_is_missing(cast: Cast, nga: User) -> None:
    make = reverse("accounts:make_key", args=[cast.lan.uuid])
    answer = client_of(nga).post(make, {"name": "Trục liên thông", "limit": "999999", "days": "x"})
    assert answer.status_code == 422
    assert "Trục liên thông" in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_an_account_with_a_second_step_gets_no_key_and_the_page_says_why(cast: Cast, nga: User) -> None:
    client, make = client_of(nga), reverse("accounts:make_key", args=[nga.uuid])
    assert "không cấp khóa cho phần mềm được" in client.get(make).content.decode()
    answer = client.post(make, {"name": "Trục", "limit": str(grant_of(nga)), "days": "90"})
    assert answer.status_code == 422
    assert not ApiKey.objects.exists()


def test_one_sees_and_ends_the_keys_of_accounts_within_reach_only(cast: Cast, nga: User) -> None:
    near, far = key_for(cast, cast.lan, "Gần"), key_for(cast, cast.minh, "Xa")
    client = client_of(nga)
    page = client.get(LIST).content.decode()
    assert "Gần" in page
    assert "Xa<" not in page
    assert client.post(reverse("accounts:end_key", args=[far.key.uuid])).status_code == 404
    assert client.get(reverse("accounts:make_key", args=[cast.minh.uuid])).status_code == 404
    assert client_of(cast.lan).get(LIST).status_code == 403
    assert asks(far.token) == 200
    assert asks(near.token) == 200


def test_the_accounts_managed_are_those_that_may_be_managed(cast: Cast, nga: User) -> None:
    admin = make_account(username="quan-tri", full_name="Đỗ Quản Trị", password=None)
    organisations.grant(scope=cast.product, user=admin, unit=cast.units["vn"], role="system_admin", on=LONG_AGO)
    make_account(username="chua-vai", full_name="Chưa Có Vai", password=None)
    for scope in (cast.scope(nga), cast.scope(admin), cast.scope(cast.lan), cast.product):
        one_by_one = {user.pk for user in User.objects.all() if asking.may_manage(scope, user, TODAY)}
        assert {user.pk for user in asking.managed(scope, TODAY)} == one_by_one


def test_a_key_of_a_closed_account_has_ended(cast: Cast, nga: User) -> None:
    key_for(cast, cast.lan)
    close_account(scope=cast.product, user=cast.lan, why="nghỉ việc", at=timezone.now())
    (key,) = queries.keys_managed(cast.scope(nga), TODAY)
    assert queries.key_state(key, timezone.now()) == "revoked"
    assert reverse("accounts:end_key", args=[key.uuid]) not in client_of(nga).get(LIST).content.decode()


def test_fifty_keys_take_as_many_queries_as_five(cast: Cast, nga: User) -> None:
    client = client_of(nga)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        return len(asked)

    for number in range(5):
        key_for(cast, cast.lan, f"Số {number}")
    few = cost()
    for number in range(5, 50):
        key_for(cast, cast.lan, f"Số {number}")
    assert cost() == few

"""Every address has an audience; who has no role meets none. (What each role meets is test_matrix.)"""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.accounts.operations import make_account
from tests.cast import Cast
from tests.house.routes import Route, routes

SAMPLES = {"uuid": UUID(int=7), "slug": "cau-xay-moi", "string": "2022", "int": 0, "path": "x"}
ADDRESSES = [
    (route, reverse(route.name, kwargs={key: SAMPLES[kind] for key, kind in route.parameters.items()}))
    for route in routes()
]


@pytest.mark.parametrize("route", [route for route, _ in ADDRESSES], ids=lambda route: route.name)
def test_every_address_has_an_audience(route: Route) -> None:
    assert route.audience == "everyone" or route.audience.startswith("official"), route.name


def _meets(client: Client, address: str) -> int:
    return client.get(address).status_code


def test_strangers_are_sent_to_the_sign_in_page_and_nowhere_get_an_error(cast: Cast) -> None:
    for route, address in ADDRESSES:
        response = Client().get(address)
        assert response.status_code < 500, route.name
        if route.audience != "everyone":
            assert response.status_code == 302, route.name
            assert response.headers["Location"].startswith(reverse("account_login")), route.name


def test_an_account_without_a_role_reads_nothing(cast: Cast) -> None:
    user = make_account(username="khong-vai", full_name="Chưa Có Vai", password=None)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for route, address in ADDRESSES:
        if route.audience.startswith("official:"):
            assert _meets(client, address) == 403, route.name

"""Every address has an audience, and a role meets what its audience says. (The whole matrix is test_matrix.)"""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.accounts.operations import make_account
from lantoa.organisations import operations as organisations
from lantoa.organisations.rules import GIVEN, verbs_of
from tests.cast import LONG_AGO, Cast, secured
from tests.house.routes import BORROWED, Route, routes

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


@pytest.mark.heavy
@pytest.mark.parametrize("role", GIVEN)
def test_a_role_meets_what_its_verbs_allow(cast: Cast, role: str) -> None:
    user = make_account(username=f"thu-{role}", full_name="Người Thử", password=None)
    unit, term = cast.units["an-phuc"], date(2099, 12, 31)
    organisations.grant(scope=cast.product, user=user, unit=unit, role=role, on=LONG_AGO, to_on=term)
    secured(user)
    client = Client()
    for route, address in ADDRESSES:
        # Anew for each page: some of them sign out, one of them everywhere.
        user.refresh_from_db()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        verbs = set(filter(None, route.audience.partition(":")[2].split("|")))
        for act in (client.get, client.post):
            status = act(address, follow=False).status_code
            assert status < 500, (route.name, act)
            if verbs and not verbs & verbs_of(role):
                assert status == 403, (route.name, status)
            elif route.name not in BORROWED:
                assert status != 403, (route.name, status)


def test_an_account_without_a_role_reads_nothing(cast: Cast) -> None:
    user = make_account(username="khong-vai", full_name="Chưa Có Vai", password=None)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for route, address in ADDRESSES:
        if route.audience.startswith("official:"):
            assert _meets(client, address) == 403, route.name

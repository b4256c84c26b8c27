"""Every address has an audience, and every role meets exactly what its audience says."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lantoa.accounts.operations import make_account
from lantoa.organisations import operations as organisations
from lantoa.organisations.rules import ROLES
from tests.cast import LONG_AGO, Cast, secured

# Addresses whose views are not ours, and the audience that they have.
BORROWED = {
    "account_login": "everyone",
    "account_logout": "everyone",
    "account_inactive": "everyone",
    "account_change_password": "official",
    "accounts:language": "everyone",
    "accounts:demo": "everyone",
    # Confirming who one is: refused to whoever has nothing to confirm by.
    "account_reauthenticate": "official",
    "mfa_reauthenticate": "official",
    "mfa_reauthenticate_webauthn": "official",
}
SAMPLES = {"uuid": UUID(int=7), "slug": "cau-xay-moi", "str": "2022", "int": 0, "path": "x"}


def addresses() -> Iterator[tuple[str, str, str]]:
    """Name, a sample address and the audience of every pattern."""

    def walk(resolver: URLResolver, space: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            else:
                yield f"{space}{pattern.name}", pattern

    for name, pattern in walk(get_resolver(), ""):
        converters = pattern.pattern.converters.items()
        kinds = {key: type(converter).__name__.removesuffix("Converter").lower() for key, converter in converters}
        sample = reverse(
            name, kwargs={key: SAMPLES["str" if kind == "string" else kind] for key, kind in kinds.items()}
        )
        yield name, sample, BORROWED.get(name) or getattr(pattern.callback, "audience", "")


ADDRESSES = list(addresses())


@pytest.mark.parametrize(("name", "address", "audience"), ADDRESSES, ids=[name for name, _, _ in ADDRESSES])
def test_every_address_has_an_audience(name: str, address: str, audience: str) -> None:
    assert audience == "everyone" or audience.startswith("official"), name


def _meets(client: Client, address: str) -> int:
    return client.get(address).status_code


def test_strangers_are_sent_to_the_sign_in_page_and_nowhere_get_an_error(cast: Cast) -> None:
    for name, address, audience in ADDRESSES:
        response = Client().get(address)
        assert response.status_code < 500, name
        if audience != "everyone":
            assert response.status_code == 302, name
            assert response.headers["Location"].startswith(reverse("account_login")), name


@pytest.mark.parametrize("role", list(ROLES))
def test_a_role_meets_what_its_verbs_allow(cast: Cast, role: str) -> None:
    user = make_account(username=f"thu-{role}", full_name="Người Thử", password=None)
    organisations.grant(scope=cast.product, user=user, unit=cast.units["an-phuc"], role=role, on=LONG_AGO)
    secured(user)
    client = Client()
    for name, address, audience in ADDRESSES:
        # Anew for each page: some of them sign out, one of them everywhere.
        user.refresh_from_db()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        verb = audience.partition(":")[2]
        for act in (client.get, client.post):
            status = act(address, follow=False).status_code
            assert status < 500, (name, act)
            if verb and verb not in ROLES[role]:
                assert status == 403, (name, status)
            elif name not in BORROWED:
                assert status != 403, (name, status)


def test_an_account_without_a_role_reads_nothing(cast: Cast) -> None:
    user = make_account(username="khong-vai", full_name="Chưa Có Vai", password=None)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for name, address, audience in ADDRESSES:
        if audience.startswith("official:"):
            assert _meets(client, address) == 403, name

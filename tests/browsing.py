"""What tests of pages do all the time."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast


def signed_in(cast: Cast, who: str = "dung") -> Client:
    """A browser in which one of the cast has signed in."""
    client = Client()
    client.force_login(getattr(cast, who))
    return client


def page(client: Client, address: str, status: int = 200, **query: str) -> str:
    """A page that answers so."""
    answer = client.get(address, query)
    assert answer.status_code == status, address
    return answer.content.decode()


def queries_of(client: Client, address: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200, address
    return len(seen)

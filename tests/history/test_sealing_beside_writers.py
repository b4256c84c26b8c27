"""Sealing while others write: in a process of its own, on a database of its own, as the worker and gunicorn do."""

from __future__ import annotations

import pytest

from tests.databases import SERVER
from tests.workers import a_place

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(bool(SERVER), reason="PostgreSQL commits in another order: the worker seals what has settled there")
def test_the_chain_holds_when_events_are_sealed_while_others_write(
    tmp_path_factory: pytest.TempPathFactory, kept_database: str
) -> None:
    for place in a_place(tmp_path_factory, kept_database):
        place.run("tests.history.sealing")

"""What every test may ask for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast, assemble, load_what_ships


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The rules, classes, indicators and fields that ship are loaded once; every test begins with them."""
    with django_db_blocker.unblock():
        load_what_ships()


@pytest.fixture
def cast(db: None) -> Cast:
    """The named people and units, in a database of the test's own."""
    return assemble()

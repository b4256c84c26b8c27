"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import translation

from tests.cast import TODAY, Cast, assemble, load_what_ships


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The rules, classes, indicators and fields that ship are loaded once; every test begins with them."""
    with django_db_blocker.unblock():
        load_what_ships()


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Every test begins in Vietnamese: what a page was asked for in English stays active in the thread after it."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def on_todays_morning() -> Iterator[None]:
    """The clock stands on the day that the cast calls today."""
    with time_machine.travel(datetime(TODAY.year, TODAY.month, TODAY.day, 2, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """The named people and units, in a database of the test's own."""
    return assemble()

"""What every test may ask for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import hypothesis
import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from lantoa.history import fresh
from tests.cast import TODAY, Cast, assemble, keep, load_what_ships, recall
from tests.databases import kept
from tests.effort import examples

# What these make once takes longer than all of their tests: one worker takes them.
TOGETHER = ("tests/organisations/test_vietnam.py", "tests/notices/test_killed_workers.py")

# How fast a machine is that does other things besides is no property of what is tested.
hypothesis.settings.register_profile(
    "house", max_examples=examples(100), deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")

# A twelfth of the time went into looking for garbage: by default after every 700 objects, all modules among them.
gc.set_threshold(50_000, 20, 50)


def pytest_collection_finish() -> None:
    """What is loaded by now stays."""
    gc.collect()
    gc.freeze()


class _Scheduling(LoadScopeScheduling):
    """One test at a time, but some modules as a whole."""

    def _split_scope(self, nodeid: str) -> str:
        module: str = nodeid.partition("::")[0]
        return module if module in TOGETHER else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """(xdist_group does not work with pytest 9.2: xdist marks the names of tests in a way that it no longer reads.)"""
    return _Scheduling(config, log)


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """The tables are made in one go, as `lantoa migrate` makes those of a new database."""
    return False


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The rules, classes, indicators and fields that ship are loaded once; every test begins with them.

    Gives the name under which all that was set aside (tests/databases.py).
    """
    with django_db_blocker.unblock():
        settings.MIGRATION_MODULES = {}  # pytest-django emptied it
        fresh.complete()
        load_what_ships()
        keep()
        with kept(tmp_path_factory.mktemp("kept")) as name:
            yield name


@pytest.fixture(scope="session")
def kept_database(django_db_setup: str) -> str:
    """What processes of their own may have a copy of."""
    return django_db_setup


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
    # What a test with transactions of its own emptied and loaded again has other ids than the rows that were kept.
    return recall() if connection.in_atomic_block else assemble()

"""Rows in another order than usual, where no order was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def rows_reversed() -> Iterator[None]:
    """SQLite gives rows the other way round; PostgreSQL, which promises no order anyway, is left as it is."""
    _say("ON")
    try:
        yield
    finally:
        _say("OFF")


def _say(word: str) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA reverse_unordered_selects = {word}")

"""The tests' database as it stands before the first test, for processes that need one of their own.

A copy takes a moment, migrating a new one ten seconds.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from django.db import connection

SERVER = os.environ.get("LANTOA_DATABASE", "")


@contextmanager
def kept(folder: Path) -> Iterator[str]:
    """Sets the database aside under a name: a file, or one more database on the server."""
    if SERVER:
        connection.close()  # a database that somebody is connected to cannot be copied
        with _copied(connection.settings_dict["NAME"]) as name:
            yield name
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / "kept.sqlite3")) as copy:
        connection.connection.backup(copy)
    yield str(folder / "kept.sqlite3")


@contextmanager
def copy_of(name: str, home: Path) -> Iterator[str]:
    """A copy of what was set aside, for that home: its address, empty where it lies in the home itself."""
    if SERVER:
        with _copied(name) as own:
            yield urlsplit(SERVER)._replace(path=f"/{own}").geturl()
        return
    (home / "lantoa.sqlite3").write_bytes(Path(name).read_bytes())
    yield ""


@contextmanager
def empty_database() -> Iterator[str]:
    """The address of a new database on the server; "" without one, where it lies in a home that has none yet."""
    if not SERVER:
        yield ""
        return
    own = f"lantoa_{uuid4().hex}"
    _on_server(f"CREATE DATABASE {own}")
    yield urlsplit(SERVER)._replace(path=f"/{own}").geturl()
    _on_server(f"DROP DATABASE {own} WITH (FORCE)")


@contextmanager
def _copied(name: str) -> Iterator[str]:
    own = f"lantoa_{uuid4().hex}"
    _on_server(f'CREATE DATABASE {own} TEMPLATE "{name}"')
    yield own
    _on_server(f"DROP DATABASE {own} WITH (FORCE)")


def _on_server(sql: str) -> None:
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql)

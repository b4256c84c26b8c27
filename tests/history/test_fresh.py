"""A database made in one go is the one that all migrations lead to, and an interrupted one is made anew."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.databases import empty_database

MIGRATE = ("-m", "lantoa.cli", "migrate")
STEP_BY_STEP = ("-m", "django", "migrate")
ON_SERVER = {
    "columns": """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default,
        collation_name FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """SELECT conrelid::regclass::text, conname, contype, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE conrelid > 0""",
    "indexes": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": """SELECT proname, prosrc FROM pg_proc JOIN pg_namespace ON pronamespace = pg_namespace.oid
        WHERE nspname = 'public'""",
    "done": "SELECT app, name FROM django_migrations",
}

INTERRUPTED = """
import django
django.setup()
from lantoa.history import fresh

class Interrupted(Exception):
    pass

def stop():
    raise Interrupted

fresh.complete = stop
try:
    fresh.make()
except Interrupted:
    assert fresh.is_empty()
else:
    raise AssertionError("it was not interrupted")
"""


def run(home: Path, address: str, *command: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LANTOA_", "DJANGO_"))}
    environment |= {"LANTOA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
    if address:
        environment["LANTOA_DATABASE"] = address
    subprocess.run([sys.executable, "-W", "ignore", *command], env=environment, check=True, timeout=600)


def shape(home: Path, address: str) -> dict[str, list[object]]:
    """All that the database keeps besides rows, whatever order its columns came in."""
    if address:
        import psycopg

        with psycopg.connect(address) as server:
            found = {name: server.execute(sql).fetchall() for name, sql in ON_SERVER.items()}
        return {name: sorted(tuple(_settled(str(one)) for one in row) for row in rows) for name, rows in found.items()}
    with closing(sqlite3.connect(home / "lantoa.sqlite3")) as file:
        rows = file.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        found: dict[str, list[object]] = {"done": sorted(file.execute("SELECT app, name FROM django_migrations"))}
    for kind, name, sql in rows:
        if name.startswith("sqlite_"):
            continue
        body = sql[sql.index("(") + 1 : sql.rindex(")")] if kind == "table" else sql
        found[f"{kind} {name}"] = sorted(_parts(body)) if kind == "table" else [_settled(body)]
    return found


def _parts(body: str) -> list[str]:
    """The columns and constraints of a table: what stands between the commas that no bracket or quote holds."""
    parts, depth, quoted, at = [], 0, "", 0
    for place, sign in enumerate(body):
        if quoted:
            quoted = "" if sign == quoted else quoted
        elif sign in "'\"":
            quoted = sign
        elif sign == "," and depth == 0:
            parts.append(body[at:place])
            at = place + 1
        depth += 0 if quoted else (sign == "(") - (sign == ")")
    return [_settled(part) for part in [*parts, body[at:]]]


def _settled(text: str) -> str:
    """Without what says nothing: spaces, and in which order a set of values is written (migrations sort it)."""
    within = r"(?<=\bIN \()[^()]*(?=\))|(?<=ARRAY\[)[^\]]*(?=\])"
    return re.sub(within, lambda found: ", ".join(sorted(found[0].split(", "))), " ".join(text.split()))


@pytest.mark.heavy
def test_tables_made_in_one_go_are_those_that_all_migrations_lead_to(tmp_path: Path) -> None:
    homes = [tmp_path / "once", tmp_path / "steps"]
    for home in homes:
        home.mkdir()
    with empty_database() as once, empty_database() as steps:
        run(homes[0], once, *MIGRATE)
        run(homes[1], steps, *STEP_BY_STEP, "--verbosity=0")
        assert shape(homes[0], once) == shape(homes[1], steps)
        # Nothing is left to migrate.
        run(homes[0], once, *STEP_BY_STEP, "--check")


def test_one_that_was_interrupted_while_it_was_made_is_made_anew(tmp_path: Path) -> None:
    interrupted = tmp_path / "interrupted.py"
    interrupted.write_text(INTERRUPTED, encoding="utf-8")
    with empty_database() as address:
        run(tmp_path, address, str(interrupted))
        run(tmp_path, address, *MIGRATE)
        run(tmp_path, address, *STEP_BY_STEP, "--check")

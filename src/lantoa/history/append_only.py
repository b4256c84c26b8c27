"""Database triggers that refuse UPDATE and DELETE on a table, for both databases."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from lantoa.history.steps import Kept

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END;
$$ LANGUAGE plpgsql;
CREATE OR REPLACE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_append_only();
"""


def append_only(table: str) -> Kept:
    """A migration step. A later migration that rebuilds the table on SQLite must run it again (a test checks)."""

    def forwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        template = _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL
        for verb in ("UPDATE", "DELETE"):
            editor.execute(template.format(table=table, verb=verb))

    def backwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        on = "" if editor.connection.vendor == "sqlite" else f" ON {table}"
        for verb in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")

    return Kept(forwards, backwards)

"""Database triggers that refuse two spans of one thing on the same day, for both databases."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from lantoa.history.steps import Kept

_CLASH = """EXISTS (SELECT 1 FROM {table} one WHERE {same} AND one.id <> COALESCE(NEW.id, -1)
  AND one.{first} <= COALESCE(NEW.{last}, '9999-12-31') AND COALESCE(one.{last}, '9999-12-31') >= NEW.{first})"""
_SQLITE = """
CREATE TRIGGER {table}_no_overlap_{verb} BEFORE {verb} ON {table} WHEN {clash}
BEGIN SELECT RAISE(ABORT, '{table}: two spans on one day'); END;
"""
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_no_overlap() RETURNS trigger AS $$
BEGIN
  IF {clash} THEN
    RAISE EXCEPTION '{table}: two spans on one day' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE OR REPLACE TRIGGER {table}_no_overlap_{verb} BEFORE {verb} ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_no_overlap();
"""
_VERBS = ("INSERT", "UPDATE")


def no_overlap(table: str, same: Sequence[str], *, first: str = "from_on", last: str = "to_on") -> Kept:
    """A migration step: rows alike in the columns ``same`` never share a day from ``first`` to ``last``.

    A later migration that rebuilds the table on SQLite must run it again (a house test checks).
    """
    matched = " AND ".join(f"one.{column} = NEW.{column}" for column in same)
    clash = _CLASH.format(table=table, same=matched, first=first, last=last)

    def forwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        template = _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL
        for verb in _VERBS:
            editor.execute(template.format(table=table, verb=verb, clash=clash))

    def backwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        on = "" if editor.connection.vendor == "sqlite" else f" ON {table}"
        for verb in _VERBS:
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_overlap_{verb}{on}")

    return Kept(forwards, backwards)

"""What a database needs besides its tables, said by migrations."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class Kept(migrations.RunPython):
    """A migration step that makes the database itself keep a rule. ``fresh`` runs it too, which runs no other code of
    migrations: those bring rows of before into today's shape, and a new database has none."""

    def keep(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Does it, also where it was done before. (What it does asks no model.)"""
        steps: tuple[Any, Any] = (self.reverse_code, self.code)
        for step in steps:
            step(apps, editor)

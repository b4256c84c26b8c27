"""What a database needs besides its tables, said by migrations."""

from django.db import migrations


class Kept(migrations.RunPython):
    """A migration step that makes the database itself keep a rule. ``fresh`` runs it too, which runs no other code of
    migrations: those bring rows of before into today's shape, and a new database has none."""

"""A new database, made from the tables as they are today instead of by every step that led to them.

Of 130 migrations Django works out the whole house anew for each of some 1,300 steps: a minute, where the tables
themselves take a second. What comes out is the same (tests/history/test_fresh.py), and the migrations count as done.
"""

from __future__ import annotations

from itertools import chain

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from lantoa.history.steps import Kept


def is_empty() -> bool:
    """Whether the database holds no table at all."""
    return not connection.introspection.table_names()


def make() -> None:
    """Makes all tables of an empty database, all or none."""
    # SQLite changes tables only while it checks no foreign keys, and turns that off and on only between transactions.
    connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            own = settings.MIGRATION_MODULES
            settings.MIGRATION_MODULES = {one.label: None for one in apps.get_app_configs()}
            try:
                call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
            finally:
                settings.MIGRATION_MODULES = own
            complete()
    finally:
        connection.enable_constraint_checking()


def complete() -> None:
    """Adds what the models do not say to tables that were made from them: triggers, the table of the cache, and that
    every migration is done."""
    call_command("createcachetable", verbosity=0)
    loader = MigrationLoader(connection)
    plans = (loader.graph.forwards_plan(leaf) for leaf in loader.graph.leaf_nodes())
    steps = (step for key in dict.fromkeys(chain.from_iterable(plans)) for step in loader.graph.nodes[key].operations)
    with connection.schema_editor() as editor:
        for step in steps:
            if isinstance(step, Kept):
                # A table that a later migration built anew has its trigger there once more.
                step.reverse_code(apps, editor)
                step.code(apps, editor)
    call_command("migrate", verbosity=0, interactive=False, fake=True)

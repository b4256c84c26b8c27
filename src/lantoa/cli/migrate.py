"""`lantoa migrate`: the database and the data that ship with the product."""

import click

from lantoa.cli.django import start
from lantoa.cli.language import _


@click.command(help=_("Make or update the database, and load the rules, indicators and fields that ship with it."))
def migrate() -> None:
    """Safe to run again at any time."""
    start()
    bring_up_to_date()
    click.echo(_("The database is up to date."))


def bring_up_to_date() -> None:
    """Migrates, then loads the rules, classes of units, indicators and fields of work that ship."""
    from django.core.management import call_command

    from lantoa.history import fresh
    from lantoa.indicators.operations import load_catalogue
    from lantoa.organisations.operations import load_classes
    from lantoa.practices.operations import load_fields
    from lantoa.regulations.operations import load

    if fresh.is_empty():
        fresh.make()
    call_command("migrate", verbosity=0, interactive=False)
    load()
    load_classes()
    load_catalogue()
    load_fields()

"""`lantoa totals`: the totals of the ledger, which the worker keeps once a minute anyway."""

import click

from lantoa.cli.django import start
from lantoa.cli.language import _


@click.command(help=_("Add up what the ledger holds; figures are right without it, and slower."))
@click.option("--rebuild", is_flag=True, help=_("Throw the totals away first and add everything up anew."))
def totals(rebuild: bool) -> None:
    """Says up to which line of the ledger the totals reach."""
    start()
    from django.utils import timezone

    from lantoa.indicators import operations, queries

    if rebuild:
        operations.forget_totals()
        operations.forget_doubles()
    operations.fold(today=timezone.localdate())
    operations.search_doubles()
    click.echo(_("The totals reach line {seq} of the ledger.").format(seq=queries.head()))

"""`lantoa history`: whether anything was changed behind the product's back."""

import click

from lantoa.cli.django import start
from lantoa.cli.language import _


@click.command(help=_("Check the chain of the history: name the first event that was changed, if any."))
def history() -> None:
    """Exit code 1 when the chain is broken."""
    start()
    from lantoa.history.queries import first_broken

    if (event := first_broken()) is not None:
        raise click.ClickException(_("The history was changed at event {event} or behind it.").format(event=event))
    click.echo(_("The history is whole."))

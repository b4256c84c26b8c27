"""The `lantoa` command. Each subcommand is loaded only when it is called, so that `lantoa read` starts fast."""

from __future__ import annotations

from importlib import import_module

import click

from lantoa import __version__
from lantoa.cli.language import _

COMMANDS = {
    "read": _("Read papers and print what was understood."),
    "intake": _("Take many papers in and read them: folders and archives, nothing twice."),
    "run": _("Start the product: web server and background worker together."),
    "worker": _("Read papers in the background."),
    "demo": _("Load the demonstration province."),
    "migrate": _("Make or update the database."),
    "doctor": _("Check that everything is whole and agrees."),
    "totals": _("Add up the ledger's totals, so that figures stay quick."),
    "columns": _("The ledger as Parquet files for other programs, and its totals from there."),
    "history": _("Check that the history was not changed."),
    "organisation": _("Units and people: list units, load them, import lists of people."),
    "regulations": _("Dated rules: list them."),
    "figure": _("Print a figure: the total, by place, over time, or on both maps."),
    "report": _("Write a report as Word, Excel, PDF or text."),
    "key": _("Keys with which other programs use the API: make, list, end."),
    "owed": _("List the reports that a unit owes, and by when."),
}


class Concepts(click.Group):
    """A group whose commands live one to a module, named alike."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports the module of one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"lantoa.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without importing any."""
        with formatter.section(_("Commands")):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Concepts, help=_("Lan Tỏa: papers in, living registers and traceable figures out."))
@click.version_option(__version__, message="Lan Tỏa %(version)s")
def main() -> None:
    """The entry point named in pyproject.toml."""

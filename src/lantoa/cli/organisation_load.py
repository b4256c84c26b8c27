"""`lantoa organisation load …`: many units at once, the whole country or an Excel workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lantoa.cli.django import start
from lantoa.cli.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantoa.organisations.operations import Examination
    from lantoa.organisations.operations.vietnam_counts import Count


@click.group(help=_("Load many units at once."))
def load() -> None:
    """The whole country, or a tree from an Excel workbook."""


@load.command(
    "vietnam",
    help=_(
        "Load the places of Việt Nam: the 34 provinces and 3,321 communes of today, those until June 2025, and which "
        "became which. All or nothing; a second run changes nothing."
    ),
)
def vietnam() -> None:
    """Ends with code 1 when a number comes out wrong: then nothing is loaded."""
    start()
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from lantoa.cli.migrate import bring_up_to_date
    from lantoa.common.scopes import everything
    from lantoa.organisations.operations import UnableToLoadVietnam, load_vietnam

    bring_up_to_date()
    columns = (TextColumn(_("Việt Nam")), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    try:
        with Progress(*columns, transient=True) as progress:
            task = progress.add_task("", total=100)
            loaded = load_vietnam(
                scope=everything("lantoa organisation load"),
                tell=lambda part, percent: progress.update(task, description=part, completed=percent),
            )
    except UnableToLoadVietnam as error:
        if error.counts:
            _print_counts(error.counts)
        raise click.ClickException(str(error)) from error
    _print_counts(loaded.counts)
    click.echo(_("The places of Việt Nam are loaded.") if loaded.is_new else _("Loaded before; nothing was changed."))


def _print_counts(counts: Iterable[Count]) -> None:
    from rich.console import Console
    from rich.table import Table

    standing = {"confirmed": _("confirmed"), "secondary": _("second-hand"), "unconfirmed": _("unconfirmed")}
    table = Table(box=None, header_style="bold")
    table.add_column(_("Counted"))
    table.add_column(_("Found"), justify="right")
    table.add_column(_("Expected"), justify="right")
    table.add_column("")
    table.add_column(_("Expected by"))
    for one in counts:
        found, expected = (f"{number:,}".replace(",", ".") for number in (one.found, one.expected))
        mark = "[green]✓[/green]" if one.is_right else "[red]✗[/red]"
        source = f"{one.source} ({standing[one.standing]})" if one.source else ""
        table.add_row(one.label, found, expected, mark, source)
    Console().print(table)


@load.command(
    "tree",
    help=_(
        "Load units from the filled-in Excel template: new ones, and what changes of those that stand. All rows or "
        "none; the same file twice changes nothing."
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--paper", required=True, help=_("The directing paper: number, date, issuer."))
@click.option("--yes", is_flag=True, help=_("Do it without asking."))
@click.option(
    "--marked",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help=_("Where to write the same rows with the wrong cells marked."),
)
def tree(file: Path, paper: str, yes: bool, marked: Path | None) -> None:
    """Ends with code 1 when a cell is wrong: then nothing is loaded."""
    start()
    from lantoa.common.errors import Unable
    from lantoa.common.scopes import everything
    from lantoa.organisations import operations, trees

    scope = everything("lantoa organisation load")
    data = file.read_bytes()
    try:
        seen = operations.examine(scope=scope, data=data)
        if seen.wrong:
            for one in seen.wrong:
                click.echo(one, err=True)
            if marked:
                marked.write_bytes(trees.marked(operations.kinds(), seen.cells, seen.wrong))
            raise click.ClickException(_("{count} cells are wrong. Nothing was loaded.").format(count=len(seen.wrong)))
        _print_changes(seen)
        if not seen.changes:
            click.echo(_("The file says what stands already; nothing was changed."))
            return
        if not yes:
            click.confirm(_("Load it?"), abort=True)
        operations.load_tree(scope=scope, data=data, name=file.name, paper=paper, expected=seen.digest)
    except Unable as error:
        raise click.ClickException(str(error)) from error
    click.echo(_("Loaded."))


def _print_changes(seen: Examination) -> None:
    from rich.console import Console
    from rich.table import Table

    if seen.changes:
        table = Table(box=None, header_style="bold")
        for heading in (_("Row"), _("Code"), _("Name"), _("What changes")):
            table.add_column(heading)
        for one in seen.changes:
            what = [f"{diff.heading}: {diff.before or '–'} → {diff.after}" for diff in one.differences]
            table.add_row(str(one.row.line), one.row.code, one.row.name, "; ".join(what) or _("new"))
        Console().print(table)
    click.echo(
        _("{new} new, {changed} changed, {unchanged} as they stand.").format(
            new=seen.new, changed=seen.changed, unchanged=seen.unchanged
        )
    )


@click.command(help=_("Write the Excel template to fill in for `load tree`."))
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def template(file: Path) -> None:
    """Overwrites a file of that name."""
    start()
    from lantoa.organisations import operations, trees

    file.write_bytes(trees.template(operations.kinds()))
    click.echo(_("Written: {file}").format(file=file))

"""`lantoa columns …`: the ledger as Parquet files, and its totals from there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from lantoa.cli.django import start
from lantoa.cli.language import _

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(help=_("The ledger as Parquet files for other programs, and its totals from there."))
def columns() -> None:
    """Needs the extra [scale]."""


@columns.command(help=_("Write the ledger and the tree of units into a folder, as columns."))
@click.argument("folder", type=FOLDER)
@click.option("--line", default="place", type=click.Choice(["place", "party", "state", "front"]), show_default=True)
@click.option("--map", "tree", type=click.DateTime(["%Y-%m-%d"]), help=_("The day of the map; else as at the time."))
def write(folder: Path, line: str, tree: datetime | None) -> None:
    """Says how many lines there are."""
    start()
    from lantoa.indicators import queries
    from lantoa.indicators.columns import from_folder

    count = from_folder.write_ledger(folder, line, tree.date() if tree else None, queries.head())
    click.echo(_("{count} lines of the ledger are written.").format(count=count))


@columns.command(
    help=_("Add such a folder up into one Parquet file: by slabs, or by what LANTOA_COLUMNS names (duckdb, spark://…).")
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("file", type=FILE)
def add(folder: Path, file: Path) -> None:
    """Says how many rows of totals there are."""
    start()
    from lantoa.indicators.columns import from_folder

    click.echo(_("{count} totals are written.").format(count=from_folder.add_up(folder, file)))

"""`lantoa demo`: the demonstration province, made by the real pipeline from the papers in examples/."""

from __future__ import annotations

from pathlib import Path

import click

from lantoa.cli.django import start
from lantoa.cli.language import _

EXAMPLES = Path(__file__).parents[3] / "examples"


@click.command(help=_("Load the demonstration province into a new database, through the real pipeline."))
@click.option(
    "--from",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=EXAMPLES,
    help=_("The folder with cast.toml, demo.toml and the papers."),
)
def demo(folder: Path) -> None:
    """Refuses a database that already has accounts: real work and invented papers never mix."""
    start()
    from lantoa.cli.migrate import bring_up_to_date

    bring_up_to_date()
    if not is_new():
        raise click.ClickException(_("This database already has accounts; the demonstration needs a new one."))
    load_with_progress(folder)


def is_new() -> bool:
    """Whether nobody has an account yet."""
    from lantoa.accounts.queries import anybody

    return not anybody()


def load_with_progress(folder: Path = EXAMPLES) -> None:
    """Loads it under a progress bar."""
    from rich.progress import BarColumn, Progress, TextColumn

    from lantoa.cli.demo_province import Province

    province = Province(folder)
    columns = (TextColumn(_("Demonstration")), BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task("", total=province.steps)
        for said in province.load():
            progress.update(task, advance=1, description=said)
    click.echo(_("The demonstration province is loaded."))

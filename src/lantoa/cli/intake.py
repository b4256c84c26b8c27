"""`lantoa intake`: folders and archives into the product, as if they were dropped on its page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lantoa.cli.django import start
from lantoa.cli.language import _
from lantoa.cli.read_many import Source, sources
from lantoa.reading.inputs import limits
from lantoa.reading.inputs.refusals import Unreadable


@click.command(
    name="intake",
    help=_("Take papers, folders and archives in and read them; each then awaits its review in the product."),
)
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--unit", required=True, help=_("The unit, by its code (see: lantoa organisation list)."))
@click.option("--period", required=True, help=_("2022, 2022-Q1, 2022-H1, 2022-M9, or 2022-01-05..2022-03-31."))
@click.option("--as", "username", required=True, help=_("In whose name: the username of an account."))
@click.option("--about", default="", help=_("For whom the figures count, by code; the same unit when not given."))
@click.pass_context
def intake(
    context: click.Context, *, paths: tuple[Path, ...], unit: str, period: str, username: str, about: str
) -> None:
    """Done again, or begun again after a stop, it takes nothing in twice. Code 1 when a paper could not be read."""
    start()
    from django.db import OperationalError

    from lantoa.common.errors import Unable

    try:
        failed = _take_in(list(sources(paths)), unit=unit, period=period, username=username, about=about)
    except Unable as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except OperationalError as error:
        raise click.ClickException(_("The database is not ready; run: lantoa migrate.")) from error
    if failed:
        context.exit(1)


def _take_in(found: list[Source], *, unit: str, period: str, username: str, about: str) -> int:
    from django.utils import timezone

    from lantoa.accounts.queries import account
    from lantoa.common.periods import Period
    from lantoa.intake import batches, operations
    from lantoa.organisations import queries as organisations

    today = timezone.localdate()
    user = account(username)
    if user is None:
        raise click.ClickException(_("There is no account called {name}.").format(name=username))
    try:
        when = Period.parse(period)
    except ValueError as error:
        raise click.ClickException(_("This is no period: {period}.").format(period=period)) from error
    where, whom = organisations.unit(unit, today), organisations.unit(about or unit, today)
    scope = organisations.scope_for(user, today)
    refused: list[tuple[str, str]] = []
    with _bar() as bar:
        task = bar.add_task("", total=len(found))
        for some in _goes(found, refused):
            batch, _is_new = operations.bring(scope=scope, brought=some, unit=where, about_unit=whom, period=when)
            for item in operations.work(batch=batch, today=today):
                if item.paper:
                    operations.read_paper(paper=item.paper)
                bar.update(task, advance=1)
            refused += [(one.name, one.note) for one in batches.failed(batch)]
            counts = batches.counts(batch)
            new, known = counts.get("review", 0) + counts.get("done", 0), counts.get("known", 0)
            click.echo(_("{new} papers await their review, {known} were there before.").format(new=new, known=known))
    for name, why in refused:
        click.echo(f"  {name}: {why}", err=True)
    return len(refused)


def _goes(found: list[Source], refused: list[tuple[str, str]]) -> Iterator[list[tuple[str, bytes]]]:
    """The papers in as few goes as the limits allow: names and bytes."""
    some: list[tuple[str, bytes]] = []
    size = 0
    for source in found:
        try:
            data = source.data()
        except (OSError, Unreadable) as error:
            refused.append((source.name, error.vi if isinstance(error, Unreadable) else error.strerror or str(error)))
            continue
        if some and (size + len(data) > limits.BATCH_BYTES or len(some) == limits.BATCH_FILES):
            yield some
            some, size = [], 0
        some.append((source.name, data))
        size += len(data)
    if some:
        yield some


def _bar() -> Progress:
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn(""), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)

"""`lantoa organisation people`: a list of people from the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from lantoa.cli.django import start
from lantoa.cli.language import _

MOST_SHOWN = 50


@click.command(help=_("Import a list of people (.xlsx, .xls, .ods, .csv) for a unit; shows what would change first."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unit", required=True, help=_("The unit, by its code (see: lantoa organisation list)."))
@click.option(
    "--kind",
    type=click.Choice(["member", "cadre", "collaborator"]),
    default="member",
    show_default=True,
    help=_("What the people in the list belong as."),
)
@click.option(
    "--from",
    "since",
    type=click.DateTime(["%Y-%m-%d"]),
    help=_("The day from which people belong where the list says none; today when not given."),
)
@click.option(
    "--likely",
    type=click.Choice(["join", "new", "skip"]),
    help=_("What to do with rows that may be somebody known: join the likeliest, take as new, or leave out."),
)
@click.option("--yes", is_flag=True, help=_("Write the list; without it nothing is written."))
def people(*, file: Path, unit: str, kind: str, since: Any, likely: str | None, yes: bool) -> None:
    """Every refusal is one sentence and exit code 1; nothing is ever half written."""
    start()
    from django.db import OperationalError
    from django.utils import timezone

    from lantoa.common.errors import Unable

    today = timezone.localdate()
    day: date = since.date() if since else today
    try:
        _import(file=file, unit=unit, kind=kind, since=day, likely=likely, yes=yes, today=today)
    except Unable as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except OperationalError as error:
        raise click.ClickException(_("The database is not ready; run: lantoa migrate.")) from error


def _import(*, file: Path, unit: str, kind: str, since: date, likely: str | None, yes: bool, today: date) -> None:
    from lantoa.common.scopes import everything
    from lantoa.organisations import operations, queries

    scope = everything("lệnh lantoa")
    where = queries.unit(unit, today)
    draft = operations.take_in_roster(
        scope=scope, unit=where, name=file.name, data=file.read_bytes(), from_on=since, kind=kind
    )
    written = False
    try:
        plan = queries.plan(draft, scope, today)
        waiting = plan.of("likely")
        if waiting and likely:
            choices = {row.entry.row: row.offers[0].value if likely == "join" else likely for row in waiting}
            operations.choose(scope=scope, draft=draft, choices=choices)
            plan = queries.plan(draft, scope, today)
        _show(plan)
        if yes:
            operations.write_roster(scope=scope, draft=draft, today=today)
            written = True
            click.echo(_("Written."))
        else:
            click.echo(_("Nothing was written; add --yes to write."))
    finally:
        # The names of a list that was only looked at are kept nowhere.
        if not written:
            operations.discard_roster(scope=scope, draft=draft)


def _show(plan: Any) -> None:
    if plan.problem:
        raise click.ClickException(plan.problem)
    for state, words in (
        ("new", _("new people")),
        ("more", _("known, something is added")),
        ("there", _("already there")),
        ("skipped", _("left out")),
        ("likely", _("may be somebody known")),
        ("wrong", _("wrong rows")),
    ):
        if many := len(plan.of(state)):
            click.echo(f"{many:>8}  {words}")
    for one in plan.wrong[:MOST_SHOWN]:
        click.echo(_("Row {row}: {words}").format(row=one.row, words=one.words))
    for row in plan.of("likely")[:MOST_SHOWN]:
        offers = "; ".join(f"{offer.name}, {offer.told}" for offer in row.offers)
        click.echo(_("Row {row}: {words}").format(row=row.entry.row, words=f"{row.entry.name} → {offers}?"))

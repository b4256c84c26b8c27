"""`lantoa report`: a report as a file."""

from __future__ import annotations

from pathlib import Path

import click

from lantoa.cli.django import start
from lantoa.cli.language import _

FORMS = ("docx", "xlsx", "pdf", "txt", "json")


@click.command(help=_("Write a report as Word, Excel, PDF or text."))
@click.option("--unit", required=True, help=_("The unit, by its code (see: lantoa organisation list)."))
@click.option("--period", required=True, help=_("2022, 2022-Q1, 2022-H1, 2022-M9, or 2022-01-05..2022-03-31."))
@click.option(
    "--kind", type=click.Choice(["practices"]), default="practices", show_default=True, help=_("Which report.")
)
@click.option("--format", "form", type=click.Choice(FORMS), help=_("The form; without it the ending of the file says."))
@click.option(
    "--tree",
    default="",
    help=_("The map of units: then, today, or a day as 2025-07-01; without it what suits the unit."),
)
@click.option("--upto", default="", help=_("The ledger line up to which figures count; the last one when not given."))
@click.option("--on", default="", help=_("The day on the paper, as 2022-12-31; today when not given."))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help=_("The file to write; - prints it."),
)
def report(*, unit: str, period: str, kind: str, form: str | None, tree: str, upto: str, on: str, output: Path) -> None:
    """Asks for the report, writes the file, says what was written. Every refusal is one sentence and exit code 1."""
    form = form or output.suffix.lstrip(".").lower()
    if form not in FORMS:
        raise click.ClickException(_("Say the form with --format: {forms}.").format(forms=", ".join(FORMS)))
    data, title, on_map = _made(unit=unit, period=period, form=form, tree=tree, upto=upto, on=on)
    if str(output) == "-":
        click.echo(data, nl=False)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise click.ClickException(
            _("The file {file} cannot be written: {why}.").format(file=output, why=error.strerror)
        ) from error
    click.echo(
        _("{title}: written to {file} ({size} kB).").format(title=title, file=output, size=-(-len(data) // 1024))
    )
    click.echo(on_map)


def _made(*, unit: str, period: str, form: str, tree: str, upto: str, on: str) -> tuple[bytes, str, str]:
    start()
    from django.db import OperationalError
    from django.utils import timezone

    from lantoa.common.errors import Unable
    from lantoa.common.scopes import everything
    from lantoa.reports import outgoing, practices_summary, queries
    from lantoa.reports.rules import map_said

    scope = everything("lệnh lantoa")
    try:
        wanted = queries.asked(
            scope=scope,
            unit=unit,
            period=period,
            tree=tree or queries.USUAL,
            upto=upto,
            on=on,
            today=timezone.localdate(),
        )
        title = practices_summary.title(wanted.unit.name, wanted.period)
        return outgoing.practices(wanted, form), title, map_said(wanted.tree)
    except Unable as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except OperationalError as error:
        raise click.ClickException(_("The database is not ready; run: lantoa migrate.")) from error

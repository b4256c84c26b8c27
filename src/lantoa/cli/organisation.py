"""`lantoa organisation …`: units on the command line."""

from __future__ import annotations

import json
from datetime import date

import click

from lantoa.cli.django import start
from lantoa.cli.language import _
from lantoa.cli.organisation_load import load, template
from lantoa.cli.people import people


@click.group(help=_("Units and people: list units, load them, import lists of people."))
def organisation() -> None:
    """One subcommand a question."""


organisation.add_command(load)
organisation.add_command(template)


@organisation.command("list", help=_("List the units as they are named on a day, with their place."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON list."))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help=_("The day; today when not given."))
@click.option("--find", default="", help=_("Only units that bear or ever bore a name with these words."))
def list_units(as_json: bool, on: object, find: str) -> None:
    """Every unit that stands on the day, the highest first."""
    start()
    from django.utils import timezone

    from lantoa.organisations import queries

    day: date = on.date() if on else timezone.localdate()  # type: ignore[attr-defined]
    units = list(queries.find(find, day) if find else queries.standing(day))
    above = queries.direct_parents([one.pk for one in units], "place", day)
    rows = [
        {
            "code": one.code,
            "uuid": str(one.uuid),
            "name": one.name,
            "class": one.class_code,
            "place": above.get(one.pk, ""),
            "founded_on": one.founded_on.isoformat(),
        }
        for one in units
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    _print(rows)


def _print(rows: list[dict[str, str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold")
    for heading in (_("Code"), _("Name"), _("Stands in")):
        table.add_column(heading)
    for row in rows:
        table.add_row(row["code"], row["name"], row["place"])
    Console().print(table)
    click.echo(_("{count} units.").format(count=len(rows)))


organisation.add_command(people)

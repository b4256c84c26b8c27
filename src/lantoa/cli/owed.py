"""`lantoa owed`: which reports a unit owes, by when."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import click

from lantoa.cli.django import start
from lantoa.cli.language import _

MOST_NAMED = 5


@click.command(help=_("List the reports that a unit owes, and by when."))
@click.option("--unit", required=True, help=_("The unit, by its code or its name."))
@click.option("--on", "day", default="", help=_("As it stood on that day, as 2022-12-31; today when not given."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
def owed(*, unit: str, day: str, as_json: bool) -> None:
    """Every refusal is one sentence and exit code 1."""
    start()
    from django.db import OperationalError

    from lantoa.common.errors import Unable

    try:
        name, lines = _lines(unit, day)
    except Unable as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except OperationalError as error:
        raise click.ClickException(_("The database is not ready; run: lantoa migrate.")) from error
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
        return
    click.echo(_("{unit}: {number} reports not sent yet.").format(unit=name, number=len(lines)))
    for line in lines:
        late = _(", {days} days late").format(days=line["days_late"]) if line["days_late"] else ""
        due = date.fromisoformat(line["due_on"])
        click.echo(f"{due:%d/%m/%Y}  {line['report']}, {line['period_name']} ({line['stage_name']}{late})")


def _lines(unit: str, day: str) -> tuple[str, list[dict[str, Any]]]:
    from django.utils import timezone

    from lantoa.common.errors import Unable
    from lantoa.reports import queries
    from lantoa.reports.pages.wording import STAGES

    try:
        today = date.fromisoformat(day) if day else timezone.localdate()
    except ValueError:
        raise Unable(_("This is no day: {day}. Write it as 2022-12-31.").format(day=day)) from None
    of = _unit(unit, today)
    return of.name, [
        {
            "report": one.type.name,
            "unit": of.name,
            "unit_code": of.code,
            "asked_by": one.type.asker.code,
            "period": one.stretch.named.code,
            "period_name": one.stretch.named.label(),
            "figures_from": one.stretch.days.from_on.isoformat(),
            "figures_to": one.stretch.days.to_on.isoformat(),
            "due_on": one.due_on.isoformat(),
            "days_late": one.late(today),
            "stage": one.stage,
            "stage_name": str(STAGES[one.stage]),
        }
        for one in queries.owed_by(of, today)
        if not one.is_sent
    ]


def _unit(said: str, today: date) -> Any:
    """By its code, else by a name that only one unit bears."""
    from lantoa.common.errors import Unable
    from lantoa.organisations import queries as organisations

    try:
        return organisations.unit(said, today)
    except organisations.UnableToFindUnit:
        found = list(organisations.find(said, today, only_standing=True)[: MOST_NAMED + 1])
    exact = [one for one in found if one.exact]  # type: ignore[attr-defined]  # find() says it of each
    found = exact if len(exact) == 1 else found
    if not found:
        raise Unable(_("There is no unit {unit}; see: lantoa organisation list.").format(unit=said))
    if len(found) > 1:
        names = "; ".join(f"{one.name} ({one.code})" for one in found[:MOST_NAMED])
        raise Unable(_("More than one unit may be meant: {names}. Give the code.").format(names=names))
    return found[0]

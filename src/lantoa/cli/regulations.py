"""`lantoa regulations …`: dated rules on the command line."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import click

from lantoa.cli.django import start
from lantoa.cli.language import _


@click.group(help=_("Dated rules: list them."))
def regulations() -> None:
    """One subcommand a question."""


@regulations.command("list", help=_("List the rules that hold on a day, with source and standing."))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help=_("The day; today when not given."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON list."))
def list_rules(on: object, as_json: bool) -> None:
    """Every rule that holds on the day, by topic."""
    start()
    from django.utils import timezone

    from lantoa.regulations import queries

    day: date = on.date() if on else timezone.localdate()  # type: ignore[attr-defined]
    rules = [rule for _topic, held in queries.held_on(day) for rule in held]
    if as_json:
        rows = [
            {"code": one.regulation.code, "effective_from": one.regulation.effective_from.isoformat()}
            | queries.as_content(one.regulation)
            for one in rules
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    _print(rules)


def _print(rules: list[Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    from lantoa.regulations.models import Standing

    table = Table(box=None, header_style="bold")
    for heading in (_("Code"), _("Name"), _("From"), _("What it says"), _("Standing")):
        table.add_column(heading)
    for rule in rules:
        one = rule.regulation
        says = "\n".join(f"{name}: {words}" if name else words for name, words in rule.value)
        table.add_row(one.code, one.title, f"{one.effective_from:%d/%m/%Y}", says, Standing(one.standing).label)
    Console().print(table)
    click.echo(_("{count} rules.").format(count=len(rules)))

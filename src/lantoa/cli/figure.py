"""`lantoa figure`: what the figure page shows, on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from lantoa.cli.django import start
from lantoa.cli.language import _

if TYPE_CHECKING:
    from lantoa.indicators.pages.rows import Row
    from lantoa.indicators.queries import Opened

SIDES = ("total", "place", "time", "maps")


@click.command(help=_("Print a figure: the total, by place, over time, or on both maps."))
@click.argument("indicator")
@click.option("--unit", required=True, help=_("The unit, by its code (see: lantoa organisation list)."))
@click.option("--period", required=True, help=_("2022, 2022-Q1, 2022-H1, 2022-M9, or 2022-01-05..2022-03-31."))
@click.option(
    "--tree",
    default="",
    help=_("The map of units: then, today, or a day as 2025-07-01; without it what suits the unit."),
)
@click.option("--line", default="place", help=_("The line of units: place, party, state, front."))
@click.option("--upto", default=0, help=_("The ledger line up to which figures count; the last one when not given."))
@click.option(
    "--by", "side", type=click.Choice(SIDES), default="total", show_default=True, help=_("How to look at it.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
def figure(
    *, indicator: str, unit: str, period: str, tree: str, line: str, upto: int, side: str, as_json: bool
) -> None:
    """Every refusal is one sentence and exit code 1."""
    start()
    from django.db import OperationalError

    from lantoa.common.errors import Unable

    try:
        one = _asked(indicator=indicator, unit=unit, period=period, tree=tree, line=line, upto=upto)
        lines = _lines(one, side)
    except Unable as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except OperationalError as error:
        raise click.ClickException(_("The database is not ready; run: lantoa migrate.")) from error
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
        return
    _print(one, lines)


def _asked(*, indicator: str, unit: str, period: str, tree: str, line: str, upto: int) -> Opened:
    from django.utils import timezone

    from lantoa.common.errors import Unable
    from lantoa.common.periods import Period
    from lantoa.indicators import queries, rules
    from lantoa.organisations import queries as organisations

    today = timezone.localdate()
    try:
        days = Period.parse(period)
    except ValueError:
        raise Unable(_("This is no period: {period}.").format(period=period)) from None
    of = organisations.unit(unit, days.to_on)
    try:
        day = rules.as_tree(tree, today) if tree else organisations.usual_tree(of, days.from_on, today)
    except ValueError:
        raise Unable(_("This is no map of units: {tree}. Say then, today or a day.").format(tree=tree)) from None
    word = day.isoformat() if day else "then"
    return queries.opened(indicator_=indicator, unit=of.uuid, period=days.code, line=line, tree=word, upto=upto)


def _lines(one: Opened, side: str) -> list[dict[str, Any]]:
    from django.utils import timezone

    from lantoa.indicators import queries
    from lantoa.indicators.pages import explore, rows

    today = timezone.localdate()
    if side == "time":
        return [_told(row) for time in explore.times(one, today) for row in time.rows]
    if side == "maps":
        return [
            {"unit": pair.name, "then": pair.then and _told(pair.then), "today": pair.today and _told(pair.today)}
            for pair in explore.both_maps(one, today)
        ]
    if side == "place":
        found = explore.by_place(one, today)
        below = [_told(place.row, place.covered) for place in found.places]
        return [*below, *map(_told, found.own), _told(found.whole, found.covered)]
    total = rows.row(one)
    covered = queries.coverage([one.indicator], one.unit.pk, one.view).get(one.indicator.pk)
    return [_told(total, covered.beside(total.figure) if covered else None)]


def _told(row: Row, covered: Any = None) -> dict[str, Any]:
    """A row as JSON has it: amounts as text, None where there is none."""
    from django.conf import settings

    found = row.figure.in_period
    told: dict[str, Any] = {"name": row.name, "in_period": row.in_period, "cumulative": row.cumulative or None}
    told["ends"] = {end: _text(getattr(found, end)) for end in ("point", "low", "high")} if found else None
    told["reported"] = f"{covered.reported}/{covered.expected}" if covered else None
    return told | {"url": settings.PUBLIC_URL + row.path if row.path else None}


def _text(amount: Any) -> str | None:
    return None if amount is None else f"{amount:f}"


def _print(one: Opened, lines: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    from lantoa.indicators.pages import trees

    console = Console(soft_wrap=True)
    console.print(f"{one.indicator.name}, {one.unit.name}, {one.view.period.label()}", style="bold", highlight=False)
    console.print(trees.said(one.view.tree), highlight=False)
    table = Table(box=None, header_style="bold")
    if any("then" in line for line in lines):
        for heading in (_("Unit"), _("As at the time"), _("On today's map")):
            table.add_column(heading)
        for line in lines:
            sides = [line[side]["in_period"] if line[side] else "–" for side in ("then", "today")]
            table.add_row(line["unit"], *sides)
    else:
        for heading in ("", _("In the period"), _("Cumulative"), _("Units that reported")):
            table.add_column(heading)
        for line in lines:
            table.add_row(line["name"], line["in_period"], line["cumulative"] or "", line["reported"] or "")
    console.print(table, highlight=False)
    if len(lines) == 1:
        console.print(_("Where it comes from: {url}").format(url=lines[0]["url"]), highlight=False)

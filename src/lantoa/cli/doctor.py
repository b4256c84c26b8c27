"""`lantoa doctor`: whether history, files, tree, ledger and registers are as they were written, and agree."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lantoa.cli.django import start
from lantoa.cli.language import _

if TYPE_CHECKING:
    from lantoa.common.checks import Break, Check

# Of one check: a database that lost a table would otherwise fill the memory with sentences.
MOST_KEPT = 20


@dataclass
class Found:
    """What one check looked at and what did not hold."""

    check: str
    title: str
    looked_at: int = 0
    breaks: int = 0
    remarks: int = 0
    kept: list[Break] = field(default_factory=list)

    def first(self, *, remark: bool) -> Break | None:
        """The first break, or the first remark."""
        return next((one for one in self.kept if one.is_remark == remark), None)

    def add(self, one: Break) -> None:
        """Counts all, keeps the first of each sort."""
        self.remarks += one.is_remark
        self.breaks += not one.is_remark
        if len(self.kept) < MOST_KEPT or self.first(remark=one.is_remark) is None:
            self.kept.append(one)


@click.command(help=_("Check history, files, units, ledger and registers; name the first thing that does not hold."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object instead of lines."))
@click.option("--fix", is_flag=True, help=_("Move files that belong to nothing into quarantine; deletes nothing."))
@click.option(
    "--anchor",
    "anchors",
    multiple=True,
    help=_("A seal written down before (NUMBER:HASH): check that it still stands."),
)
def doctor(*, as_json: bool, fix: bool, anchors: tuple[str, ...]) -> None:
    """Exit code 1 when anything is broken."""
    start()
    from django.conf import settings
    from django.utils import timezone
    from django.utils.module_loading import import_string

    from lantoa.history import queries as history

    now = timezone.now()
    done = [told for path in settings.REPAIRS for told in import_string(path)(now=now)] if fix else []
    found = []
    for path in settings.CHECKS:
        found.append(_run(path, import_string(path), now))
        if not as_json:
            click.echo(_line(found[-1]))
    lost = [one for one in anchors if not history.holds(one)]
    if as_json:
        click.echo(json.dumps(_as_json(found, done, history.anchor(), lost), ensure_ascii=False))
    else:
        _tell(done, history.anchor(), lost)
    if lost or any(one.breaks for one in found):
        raise SystemExit(1)


def _run(path: str, check: Check, now: datetime) -> Found:
    from lantoa.common.checks import Look

    found = Found(path.removeprefix("lantoa.").replace(".checks", ""), check.title)
    with _bar() as bar:
        task = bar.add_task(check.title, total=None)
        look = Look(now, lambda look: bar.update(task, total=look.total, completed=look.done))
        for one in check.run(look):
            found.add(one)
    found.looked_at = look.done
    return found


def _line(found: Found) -> str:
    """One check in a line, with the first break and the first remark under it."""
    if found.breaks:
        head = _("{sign} {title}: {looked} looked at, {breaks} broken").format(
            sign="✗", title=found.title, looked=found.looked_at, breaks=found.breaks
        )
    else:
        head = _("{sign} {title}: {looked} looked at").format(sign="✓", title=found.title, looked=found.looked_at)
    below = [(sign, found.first(remark=remark)) for sign, remark in (("→", False), ("!", True))]
    return "\n".join([head, *(f"    {sign} {one.where}: {one.what}" for sign, one in below if one)])


def _tell(done: list[str], anchor: str, lost: list[str]) -> None:
    for told in done:
        click.echo(told)
    for one in lost:
        click.echo(_("✗ The seal {anchor} no longer stands as it was written down.").format(anchor=one))
    if anchor:
        click.echo(_("Last seal, to be written down outside this machine: {anchor}").format(anchor=anchor))


def _as_json(found: list[Found], done: list[str], anchor: str, lost: list[str]) -> dict[str, Any]:
    return {
        "is_whole": not lost and not any(one.breaks for one in found),
        "last_seal": anchor,
        "lost_seals": lost,
        "repairs": done,
        "checks": [
            {
                "check": one.check,
                "title": one.title,
                "looked_at": one.looked_at,
                "breaks": one.breaks,
                "remarks": one.remarks,
                "first": [asdict(each) for each in one.kept],
            }
            for one in found
        ],
    }


def _bar() -> Progress:
    """A bar on the terminal, on standard error, so that what is printed may be kept in a file."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)

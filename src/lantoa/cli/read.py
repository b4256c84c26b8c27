"""`lantoa read`: papers, folders and archives in, findings out; as a table for people or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from lantoa.cli.language import _, language
from lantoa.cli.read_many import Folder, Source, each, sources
from lantoa.reading import KINDS, Doubt, Finding, Reading
from lantoa.reading import read as read_text
from lantoa.reading.explaining import explain
from lantoa.reading.inputs import Caution, Unreadable, extract

_STYLES = {
    "documents": "cyan",
    "units": "green",
    "people": "magenta",
    "models": "bold yellow",
    "quantities": "bold blue",
    "commendations": "red",
    "activities": "yellow",
    "dates": "bright_black",
    "pledges": "bold green",
    "doubts": "bold red",
}
_PLACE = frozenset({"start", "end", "surface", "certainty", "rule"})
MOST_SHOWN = 60  # characters of a surface in the table


@dataclass(frozen=True)
class _Opened:
    """One file after reading: its findings, or the sentence that says why there are none."""

    name: str
    reading: Reading | None = None
    media_type: str = ""
    cautions: tuple[Caution, ...] = ()
    code: str = ""
    error: str = ""


@click.command(
    name="read",
    help=_(
        "Read papers (.txt .html .docx .doc .xlsx .xls .ods .pdf), folders and archives; print what was understood."
    ),
)
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object instead of tables."))
@click.option(
    "--jsonl", "as_lines", is_flag=True, help=_("Print one JSON object a line, each paper as soon as it is read.")
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Keep one JSON file a paper in this folder; papers kept there already are not read again."),
)
@click.option("--why", is_flag=True, help=_("Say of each finding which rule gave it."))
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help=_("How many papers are read at the same time."))
@click.pass_context
def read(
    context: click.Context,
    *,
    paths: tuple[Path, ...],
    as_json: bool,
    as_lines: bool,
    out: Path | None,
    why: bool,
    jobs: int,
) -> None:
    """Reads each file on its own: one that cannot be read does not stop the others, but sets exit code 1."""
    found, folder = list(sources(paths)), Folder(out) if out else None
    tasks = [one for one in found if not (folder and folder.has(one))]
    failed, whole, console = [], [], Console(width=None)
    with _bar(len(found), shown=len(found) > 1) as bar:
        task = bar.add_task("", total=len(found), completed=len(found) - len(tasks), failed=0)
        for source, file in zip(tasks, each(tasks, _open, _died, jobs=jobs), strict=True):
            if file.reading is None:
                failed.append(file)
            elif folder:
                folder.keep(source, _as_json(file, why=why))
            if as_json:
                whole.append(_as_json(file, why=why))
            elif as_lines:
                click.echo(json.dumps(_as_json(file, why=why), ensure_ascii=False))
            elif not folder:
                _show(console, file, why=why)
            bar.update(task, advance=1, failed=len(failed))
    if as_json:
        click.echo(json.dumps({"files": whole}, ensure_ascii=False))
    if len(found) > 1 or folder:
        _sum_up(len(found), len(found) - len(tasks), failed)
    if failed:
        context.exit(1)


def _bar(total: int, *, shown: bool) -> Progress:
    """A bar on the terminal, on standard error, so that what is printed may be kept in a file."""
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(_("{task.fields[failed]} not read")),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not (shown and console.is_terminal))


def _sum_up(total: int, kept: int, failed: list[_Opened]) -> None:
    """How many were read, and each that was not with its reason; on standard error."""
    words = _("{read} of {total} papers read, {kept} of them before, {failed} not read.")
    click.echo(words.format(read=total - len(failed), total=total, kept=kept, failed=len(failed)), err=True)
    for file in failed:
        click.echo(f"  {file.name}: {file.error}", err=True)


def _open(source: Source) -> _Opened:
    try:
        extracted = extract(source.file_name, source.data())
    except Unreadable as refusal:
        return _Opened(source.name, code=refusal.code, error=_said(refusal))
    except OSError as error:
        return _Opened(source.name, code="not_opened", error=_why_not_opened(error))
    reading = read_text(extracted.text)
    return _Opened(source.name, reading, extracted.media_type, extracted.warnings)


def _died(source: Source) -> _Opened:
    error = _("Reading this file ended the program that read it. Save it anew in the program that made it.")
    return _Opened(source.name, code="died", error=error)


def _said(words: Unreadable | Caution) -> str:
    return words.vi if language() == "vi" else words.en


def _why_not_opened(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("There is no such file.")
    if isinstance(error, IsADirectoryError):
        return _("This is a folder, not a file.")
    return _("The file cannot be opened: you may not have the right to read it.")


def _as_json(file: _Opened, *, why: bool) -> dict[str, Any]:
    if file.reading is None:
        return {"file": file.name, "error": {"code": file.code, "message": file.error}}
    entry = file.reading.as_json(file.name)
    if why:
        for item in (item for kind in KINDS if kind != "doubts" for item in entry[kind]):
            item["why"] = explain(item["rule"], language())
    if file.media_type != "text/plain":
        entry["text"] = file.reading.text
    if file.cautions:
        entry["warnings"] = [{"code": caution.code, "message": _said(caution)} for caution in file.cautions]
    return entry


def _show(console: Console, file: _Opened, *, why: bool) -> None:
    if file.reading is None:
        console.print(Text.assemble((file.name, "bold"), ": ", (file.error, "red")))
        return
    table = Table(title=file.name, title_justify="left", title_style="bold", expand=False)
    table.add_column(_("Kind"), no_wrap=True)
    table.add_column(_("Words of the text"), overflow="fold")
    table.add_column(_("Understood as"), overflow="fold")
    table.add_column(_("Certainty"), justify="right", no_wrap=True)
    if why:
        table.add_column(_("By which rule"), overflow="fold")
    for kind, items in _kinds(file.reading):
        for item in items:
            told = [] if isinstance(item, Doubt) else [Text(explain(item.rule, language()))]
            table.add_row(*_row(file.reading, kind, item), *(told if why else []))
    console.print(table)
    for caution in file.cautions:
        console.print(Text(_said(caution), style="yellow"))


def _kinds(reading: Reading) -> Iterator[tuple[str, tuple[Finding | Doubt, ...]]]:
    for kind in KINDS:
        yield kind, getattr(reading, kind)


def _row(reading: Reading, kind: str, item: Finding | Doubt) -> tuple[Text, Text, Text, Text]:
    style = _STYLES[kind]
    surface = " ".join(reading.text[item.start : item.end].split())
    if len(surface) > MOST_SHOWN:
        surface = surface[: MOST_SHOWN - 1] + "…"
    if isinstance(item, Doubt):
        return Text(_name_of(kind), style=style), Text(surface), Text(item.why, style=style), Text("")
    certainty = Text(f"{item.certainty:.0%}", style="" if item.certainty >= 0.8 else "yellow")
    return Text(_name_of(kind), style=style), Text(surface), Text(_understood(reading, item)), certainty


def _understood(reading: Reading, item: Finding) -> str:
    """The fields that say something, as "name: value" pieces; an index is shown as the words it points to."""
    pieces = []
    for name in type(item).__dataclass_fields__:
        value = getattr(item, name)
        if name in _PLACE or value is None or value in {(), ""}:
            continue
        if name == "subject":
            value = reading.units[value].resolved or reading.units[value].surface
        elif name == "models":
            value = " + ".join(reading.models[index].name for index in value)
        pieces.append(f"{_field(name)}: {value}")
    return " · ".join(pieces)


def _field(name: str) -> str:
    names = {
        "type": _("type"),
        "number": _("number"),
        "issuer": _("issued by"),
        "date": _("date"),
        "kind": _("kind"),
        "resolved": _("in full"),
        "role": _("role"),
        "name": _("name"),
        "owner": _("owner"),
        "field": _("field"),
        "value": _("value"),
        "low": _("from"),
        "high": _("to"),
        "unit": _("unit"),
        "qualifier": _("wording"),
        "measures": _("measures"),
        "models": _("result of"),
        "subject": _("about"),
        "period": _("period"),
        "level": _("level"),
        "collectives": _("collectives"),
        "individuals": _("individuals"),
        "total": _("total"),
        "title": _("title"),
        "frequency": _("how often"),
    }
    return names.get(name, name)


def _name_of(kind: str) -> str:
    names = {
        "documents": _("Paper"),
        "units": _("Unit"),
        "people": _("Person"),
        "models": _("Model"),
        "quantities": _("Amount"),
        "commendations": _("Commendation"),
        "activities": _("Activity"),
        "dates": _("Date"),
        "doubts": _("Doubt"),
    }
    return names[kind]

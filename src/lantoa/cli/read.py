"""`lantoa read`: papers in, findings out; as a table for people or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lantoa.cli.language import _, language
from lantoa.reading import KINDS, Doubt, Finding, Reading
from lantoa.reading import read as read_text
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
    name="read", help=_("Read papers (.txt .html .docx .xlsx .xls .ods .pdf) and print what was understood.")
)
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object instead of tables."))
@click.pass_context
def read(context: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Reads each file on its own: one that cannot be read does not stop the others, but sets exit code 1."""
    opened = [_open(path) for path in paths]
    if as_json:
        files = [_as_json(file) for file in opened]
        click.echo(json.dumps({"files": files}, ensure_ascii=False))
    else:
        console = Console(width=None)
        for file in opened:
            _show(console, file)
    if any(file.reading is None for file in opened):
        context.exit(1)


def _open(path: Path) -> _Opened:
    try:
        extracted = extract(path.name, path.read_bytes())
    except Unreadable as refusal:
        return _Opened(str(path), code=refusal.code, error=_said(refusal))
    except OSError as error:
        return _Opened(str(path), code="not_opened", error=_why_not_opened(error))
    reading = read_text(extracted.text)
    return _Opened(str(path), reading, extracted.media_type, extracted.warnings)


def _said(words: Unreadable | Caution) -> str:
    return words.vi if language() == "vi" else words.en


def _why_not_opened(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("There is no such file.")
    if isinstance(error, IsADirectoryError):
        return _("This is a folder, not a file.")
    return _("The file cannot be opened: you may not have the right to read it.")


def _as_json(file: _Opened) -> dict[str, Any]:
    if file.reading is None:
        return {"file": file.name, "error": {"code": file.code, "message": file.error}}
    entry = file.reading.as_json(file.name)
    if file.media_type != "text/plain":
        entry["text"] = file.reading.text
    if file.cautions:
        entry["warnings"] = [{"code": caution.code, "message": _said(caution)} for caution in file.cautions]
    return entry


def _show(console: Console, file: _Opened) -> None:
    if file.reading is None:
        console.print(Text.assemble((file.name, "bold"), ": ", (file.error, "red")))
        return
    table = Table(title=file.name, title_justify="left", title_style="bold", expand=False)
    table.add_column(_("Kind"), no_wrap=True)
    table.add_column(_("Words of the text"), overflow="fold")
    table.add_column(_("Understood as"), overflow="fold")
    table.add_column(_("Certainty"), justify="right", no_wrap=True)
    for kind, items in _kinds(file.reading):
        for item in items:
            table.add_row(*_row(file.reading, kind, item))
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

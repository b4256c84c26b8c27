"""Form fields for the value of a rule, one an answer, of the kind that the value that stands has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.design.fields import Words
from lantoa.regulations import reading_out, shapes
from lantoa.regulations.shapes import Path
from lantoa.regulations.words import COUNTINGS, MEASURES, WEEKDAYS
from lantoa.vietnamese.numbers import write_number
from lantoa.vietnamese.text import clean

MOST = 1_000_000
LONG = 80


class Read(forms.CharField):
    """A text that becomes something else, so that Django's own checks of its length must look at the text."""

    def text(self, value: Any, most: int) -> str:
        """What was typed; ValidationError for more than so many characters or for a null character."""
        text = clean(super().to_python(value) or "").strip()
        if len(text) > most or "\x00" in text:
            raise ValidationError(_("This is too long, or holds characters that cannot be kept."))
        return text

    def run_validators(self, value: Any) -> None:
        """They would measure the text; ``text`` has done so."""


class Number(Read):
    """A number with a comma or a point before its decimals; a whole one stays whole."""

    def to_python(self, value: Any) -> int | float | None:  # type: ignore[override]
        """The number, None for nothing."""
        text = self.text(value, 20)
        return _number(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """As it is written here: 0,6."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return write_number(Decimal(str(value))) if is_number else value


class Lines(Read):
    """A list of texts or of numbers, one to a line."""

    widget = forms.Textarea({"rows": 5})

    def __init__(self, *, of_numbers: bool, **named: Any) -> None:
        """``of_numbers``: every line must be one."""
        super().__init__(**named)
        self.of_numbers = of_numbers

    def to_python(self, value: Any) -> list[Any]:  # type: ignore[override]
        """The lines that say anything."""
        lines = super().to_python(value) or ""
        told = [line for part in lines.splitlines() if (line := self.text(part, 2000))]
        return [_number(line) for line in told] if self.of_numbers else told

    def prepare_value(self, value: Any) -> Any:
        """One to a line."""
        return "\n".join(reading_out.said(part) for part in value) if isinstance(value, list) else value


class Json(Read):
    """A whole value as JSON: for what has no shape to follow yet."""

    widget = forms.Textarea({"rows": 12, "spellcheck": "false"})

    def to_python(self, value: Any) -> Any:
        """The value; a sentence that names the line for what is no JSON."""
        text = self.text("\n".join((value or "").splitlines()), 50_000)
        if not text:
            return None
        try:
            found = json.loads(text)
            # What only looks like JSON elsewhere (NaN, half a character, a null character) would not be kept by the
            # database.
            if "\\u0000" in json.dumps(found, allow_nan=False).encode().decode():
                raise ValueError("a null character")
            json.dumps(found, ensure_ascii=False).encode()
            return found
        except json.JSONDecodeError as error:
            raise ValidationError(
                _("Line %(line)s is not right: check quotes, commas and brackets.") % {"line": error.lineno}
            ) from error
        except (RecursionError, ValueError) as error:
            raise ValidationError(_("This value cannot be kept.")) from error

    def prepare_value(self, value: Any) -> Any:
        """Readable lines."""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)


def _number(text: str) -> int | float:
    plain = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    try:
        found = Decimal(plain)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or not 0 <= found <= MOST:
        raise ValidationError(_("“%(text)s” is not a number between 0 and 1,000,000.") % {"text": text[:40]})
    return int(found) if found == found.to_integral_value() else float(found)


def field_for(path: Path, example: Any, *, in_table: bool) -> forms.Field:
    """The field for one answer; within a table it may stay empty, for a row may."""
    key = next(part for part in reversed(path) if isinstance(part, str)) if path else ""
    named: dict[str, Any] = {"label": _label(key) if key else gettext_lazy("Value"), "required": not in_table}
    if key == "counting":
        return forms.ChoiceField(choices=list(COUNTINGS.items()), **named)
    if key == "days_off":
        return forms.MultipleChoiceField(choices=list(WEEKDAYS.items()), widget=forms.CheckboxSelectMultiple, **named)
    return _plain_field(example, named)


def _plain_field(example: Any, named: dict[str, Any]) -> forms.Field:
    if isinstance(example, bool):
        return forms.BooleanField(**named | {"required": False})
    if isinstance(example, int):
        # Days before a due day are negative; where nothing is, a minus sign is a slip.
        return forms.IntegerField(min_value=-MOST if example < 0 else 0, max_value=MOST, **named)
    if isinstance(example, float):
        return Number(**named)
    if isinstance(example, list):
        of_numbers = bool(example) and not isinstance(example[0], str)
        return Lines(of_numbers=of_numbers, help_text=gettext_lazy("One to a line."), **named)
    widget = forms.Textarea({"rows": 3}) if len(str(example)) > LONG else forms.TextInput()
    return Words(max_length=2000, widget=widget, **named)


def _label(key: str) -> str:
    name, measure = reading_out.name_of(key), MEASURES.get(key, "").strip()
    told = f"{name} ({measure})" if measure else name
    return told[:1].upper() + told[1:]


def fields_of(value: Any) -> Iterator[tuple[str, Path, forms.Field, Any]]:
    """Name, path, field and standing answer of everything that a typed value says; tables get one empty row more."""
    for at, (path, answer) in enumerate(_with_spare_rows(value)):
        in_table = is_in_table(path)
        example = _example(value, path)
        yield f"value_{at}", path, field_for(path, example, in_table=in_table), answer


def _example(value: Any, path: Path) -> Any:
    """The answer that tells the kind of a field: in a table one with decimals, else the least of the column."""
    for at, part in enumerate(path):
        if isinstance(part, int):
            cells = [row[path[at + 1]] for row in value]
            decimals = [cell for cell in cells if isinstance(cell, float)]
            return decimals[0] if decimals else min(cells, key=lambda cell: cell if isinstance(cell, int) else 0)
        value = value[part]
    return value


def _with_spare_rows(value: Any, above: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _with_spare_rows(part, (*above, key))
    elif shapes.is_table(value):
        for at, row in enumerate([*value, dict.fromkeys(value[0])]):
            for key, cell in row.items():
                yield (*above, at, key), cell
    else:
        yield above, value


def is_in_table(path: Path) -> bool:
    """Whether the answer is a cell of a table."""
    return any(isinstance(part, int) for part in path)


def legend_of(path: Path) -> str:
    """Under which heading a field stands: everything on the way to it but its own name."""
    told = [
        _("row %(number)s") % {"number": part + 1} if isinstance(part, int) else reading_out.name_of(part)
        for part in path[:-1]
    ]
    return " › ".join(told)

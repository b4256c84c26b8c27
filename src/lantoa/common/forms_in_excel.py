"""Workbooks that people fill in and send back: locked headings, drop-downs, a hidden mark; wrong cells return red."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

HIDDEN, GUIDE = "lantoa", "Hướng dẫn"
# By line and place of the column, both as the sheet counts them: lines from 1, columns from 0.
Notes = Mapping[tuple[int, int], Sequence[str]]
Line = tuple[int, Sequence[object]]
# Whatever a cell begins with, it is never written as a formula or as a link.
_SAFELY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


@dataclass(frozen=True, slots=True)
class Field:
    """A column: ``about`` is what the guide says of it, ``offered`` what its drop-down holds; ``is_strict`` refuses
    everything else at once."""

    heading: str
    width: int
    about: str = ""
    is_day: bool = False
    is_hidden: bool = False
    offered: Sequence[str] = ()
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of workbook: by ``mark`` and ``version`` it is known to be ours, with the columns that are read today."""

    mark: str
    version: int
    sheet: str
    fields: Sequence[Field]
    guide: Sequence[str]
    most_rows: int
    frozen_columns: int = 1
    may_sort: bool = True


def workbook(
    form: Form,
    rows: Iterable[Line],
    notes: Notes | None = None,
    more: Callable[[Any, dict[str, Any]], None] | None = None,
) -> bytes:
    """The rows at their lines, each cell that has notes in red with them as its comment. ``more`` adds other sheets."""
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, _SAFELY) as book:
        styles = _styles(book)
        page = book.add_worksheet(form.sheet)
        _table(page, styles, form)
        _rows(page, styles, rows, notes or {})
        if more:
            more(book, styles)
        _guide(book.add_worksheet(GUIDE), styles, form)
        hidden = book.add_worksheet(HIDDEN)
        hidden.write_row(0, 0, [form.mark, form.version])
        for at, field in enumerate(form.fields):
            hidden.write_column(1, at, field.offered)
        hidden.hide()
    return file.getvalue()


def marked(sheet: str, rows: Iterable[Line], notes: Notes) -> bytes:
    """A list as somebody typed it, with the cells that have notes in red: nothing else is changed or locked."""
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, _SAFELY) as book:
        styles = _styles(book)
        # Other programs allow names that Excel refuses.
        page = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", sheet).strip()[:31] or None)
        shown = list(rows)
        for at in range(max((len(cells) for _, cells in shown), default=0)):
            longest = max((len(str(cells[at])) for _, cells in shown if at < len(cells)), default=0)
            page.set_column(at, at, max(6, min(longest, 44)), styles["words"])
        _rows(page, styles, shown, notes)
    return file.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    red = {"locked": False, "text_wrap": True, "valign": "top", "bg_color": "#F8D7D3", "border": 1}
    red["border_color"] = "#A4262C"
    return {
        "heading": book.add_format({"bold": True, "bg_color": "#F2ECDF", "bottom": 1, "text_wrap": True}),
        "free": book.add_format({"locked": False, "num_format": "@", "text_wrap": True, "valign": "top"}),
        "day": book.add_format({"locked": False, "num_format": "dd/mm/yyyy", "align": "left", "valign": "top"}),
        "wrong": book.add_format(red),
        "wrong_day": book.add_format({**red, "num_format": "dd/mm/yyyy"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "words": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _table(page: Any, styles: dict[str, Any], form: Form) -> None:
    for at, field in enumerate(form.fields):
        hidden = {"hidden": 1} if field.is_hidden else {}
        page.set_column(at, at, field.width, styles["day" if field.is_day else "free"], hidden)
        page.write_string(0, at, field.heading, styles["heading"])
        if field.offered:
            letter = chr(ord("A") + at)
            source = f"={HIDDEN}!${letter}$2:${letter}${len(field.offered) + 1}"
            choice = {"validate": "list", "source": source, "show_error": field.is_strict}
            page.data_validation(1, at, form.most_rows, at, choice)
    page.set_row(0, 32)
    page.freeze_panes(1, form.frozen_columns)
    page.protect(
        "",
        {
            "format_columns": True,
            "format_rows": True,
            "insert_rows": True,
            "delete_rows": True,
            "sort": form.may_sort,
        },
    )
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _rows(page: Any, styles: dict[str, Any], rows: Iterable[Line], notes: Notes) -> None:
    for line, cells in rows:
        widest = max((at + 1 for row, at in notes if row == line), default=0) if notes else 0
        for at, value in enumerate([*cells, *[None] * (widest - len(cells))]):
            said = notes.get((line, at))
            style = styles["day"] if isinstance(value, date) else None
            if said:
                style = styles["wrong_day" if isinstance(value, date) else "wrong"]
            _cell(page, line - 1, at, value, style)
            if said:
                page.write_comment(line - 1, at, "\n".join(one[:1].upper() + one[1:] for one in said))


def _cell(page: Any, row: int, at: int, value: object, style: Any) -> None:
    if value is None or value == "":
        if style:
            page.write_blank(row, at, None, style)
    elif isinstance(value, datetime | date) and value.year >= 1900:
        page.write_datetime(row, at, value, style)
    elif isinstance(value, float | int) and not isinstance(value, bool):
        page.write_number(row, at, value, style)
    else:
        page.write_string(row, at, str(value)[:32_767], style)


def _guide(page: Any, styles: dict[str, Any], form: Form) -> None:
    page.set_column(0, 0, 34, styles["words"])
    page.set_column(1, 1, 90, styles["words"])
    for at, line in enumerate(form.guide):
        if at in (0, len(form.guide) - 1):
            page.write_string(at, 0, line, styles["title"])
        else:
            page.merge_range(at, 0, at, 1, line, styles["words"])
    shown = [field for field in form.fields if not field.is_hidden]
    for at, field in enumerate(shown, start=len(form.guide)):
        page.write_string(at, 0, field.heading, styles["words"])
        page.write_string(at, 1, field.about, styles["words"])
    page.protect()

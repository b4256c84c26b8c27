"""Filled-in templates for tests: the template as people get it, written again with rows in it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

from lantoa.organisations import operations, trees
from lantoa.organisations.rules.tree_rows import COLUMNS, Cells


def filled(rows: Sequence[Mapping[str, object]]) -> bytes:
    """The template with these rows, by column key, from the second line on."""
    cells = [Cells(at, {column.key: row.get(column.key) for column in COLUMNS}) for at, row in enumerate(rows, start=2)]
    return trees.marked(operations.kinds(), cells, ())


def row(code: str, name: str, unit_class: str = "Thôn, ấp, khu phố", **more: object) -> dict[str, object]:
    """A row for a village of An Phúc unless told otherwise."""
    return {"code": code, "name": name, "unit_class": unit_class, "place": "an-phuc", "from_on": "01/07/2025", **more}


def part(data: bytes, name: str) -> str:
    """One part of a workbook as text."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        return book.read(name).decode()

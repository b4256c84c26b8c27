"""The shape of a rule's value: its single answers by their path, and a value built again from answers. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

# The way to one answer: keys of tables, numbers of rows.
Path = tuple[str | int, ...]
Answer = bool | int | float | str | list[Any]


def is_table(value: Any) -> bool:
    """Whether a list is a table: rows that are dictionaries with the same keys and single answers only."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(row, dict) and row.keys() == value[0].keys() for row in value)
        and all(is_answer(cell) for row in value for cell in row.values())
    )


def is_answer(value: Any) -> bool:
    """Whether a value is typed in one field: a text, a number, yes or no."""
    return isinstance(value, bool | int | float | str)


def is_series(value: Any) -> bool:
    """Whether a value is a list of texts or a list of numbers, typed one to a line."""
    return (
        isinstance(value, list)
        and all(isinstance(part, str | int | float) and not isinstance(part, bool) for part in value)
        and len({isinstance(part, str) for part in value}) <= 1
    )


def is_typed(value: Any) -> bool:
    """Whether a form with one field an answer can hold the whole value; anything else is typed as JSON."""
    if isinstance(value, dict):
        return bool(value) and all(isinstance(key, str) and key and is_typed(part) for key, part in value.items())
    return is_answer(value) or is_series(value) or is_table(value)


def answers(value: Any, above: Path = ()) -> Iterator[tuple[Path, Answer]]:
    """Every answer in a typed value with its path, in order; a list of texts or numbers is one answer."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from answers(part, (*above, key))
    elif is_table(value):
        for at, row in enumerate(value):
            yield from answers(row, (*above, at))
    else:
        yield above, value


def built(shape: Any, said: Mapping[Path, Any], above: Path = ()) -> Any:
    """A value of that shape from answers. A table has as many rows as are said; a row without any answer is left
    out."""
    if isinstance(shape, dict):
        return {key: built(part, said, (*above, key)) for key, part in shape.items()}
    if is_table(shape):
        count = 1 + max((path[len(above)] for path in said if path[: len(above)] == above), default=-1)  # type: ignore[operator]
        rows = [{key: said.get((*above, at, key), "") for key in shape[0]} for at in range(count)]
        return [row for row in rows if any(is_said(cell) for cell in row.values())]
    return said[above]


def is_said(cell: Any) -> bool:
    """Whether a cell of a table says anything: zero does, an empty text and a box that is not ticked do not."""
    return cell is not None and cell is not False and cell != ""


def flat(value: Any, above: str = "", *, whole: Callable[[Any], bool] = lambda _: False) -> dict[str, Any]:
    """Every answer by its path written with dots, of any JSON value: what two versions are compared by.

    A part of which ``whole`` is true is taken as one answer.
    """
    if isinstance(value, dict) and value and not whole(value):
        parts: Iterator[tuple[str, Any]] = iter(value.items())
    elif isinstance(value, list) and any(isinstance(part, dict | list) for part in value):
        parts = ((str(at), part) for at, part in enumerate(value, start=1))
    else:
        return {above: value}
    found: dict[str, Any] = {}
    for key, part in parts:
        found |= flat(part, f"{above}.{key}" if above else key, whole=whole)
    return found

"""Filters that say in words what is stored as a code."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.template import Library


def code_filters(register: Library, default: str | None = None, /, **tables: Mapping[str, object]) -> None:
    """Makes a filter of each table: ``{{ plan.stage|plan_stage }}`` looks the stage up in ``plan_stage``. A code that
    the table does not hold gives ``default``, or stays as it is."""
    for name, table in tables.items():
        register.filter(name, _looked_up(table, default))


def _looked_up(table: Mapping[str, object], default: str | None) -> Callable[[str], str]:
    return lambda code: str(table.get(code, code if default is None else default) or "")

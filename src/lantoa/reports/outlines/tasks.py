"""Work in the background."""

from __future__ import annotations

from lantoa.reports.outlines import operations, queries


def read(pk: int, kind: str = "", title: str = "") -> None:
    """Reads an outline by its id that takes longer than a person should wait for; done twice, it is done once."""
    found = queries.by_id(pk)
    if found:
        operations.read_waiting(outline=found, kind=kind, title=title)

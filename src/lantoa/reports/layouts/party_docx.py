"""A report as a Word file in the layout of Party papers."""

from __future__ import annotations

from lantoa.reports.layouts import party, word
from lantoa.reports.rules import Report


def write(report: Report, layout: party.Layout, *, public_url: str) -> bytes:
    """The Word file. ``layout`` is the value of the regulation "party-paper-format" that held on the report's day."""
    return word.write(report, party.frame(report, layout), public_url=public_url)

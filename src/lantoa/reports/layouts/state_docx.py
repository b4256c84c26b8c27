"""A report as a Word file in the layout of State bodies' papers."""

from __future__ import annotations

from lantoa.reports.layouts import state, word
from lantoa.reports.rules import Report


def write(report: Report, layout: state.Layout, *, public_url: str) -> bytes:
    """The Word file. ``layout`` is the value of the regulation "papers-format-state" that held on the report's day."""
    return word.write(report, state.frame(report, layout), public_url=public_url)

"""What is read out of a file: a proposal of an outline, for a person to put right."""

from __future__ import annotations

from dataclasses import dataclass

from lantoa.reports.rules.outlines import Section


@dataclass(frozen=True, slots=True)
class Proposal:
    """``kind`` is "asked" or "past"; ``opening`` what stands before the first heading; ``notes`` are Vietnamese
    sentences for the person who looks at it: why it was taken for that, and what was left out."""

    kind: str
    title: str
    opening: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()

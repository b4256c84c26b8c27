"""What the page of an outline shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lantoa.common.scopes import Scope
from lantoa.reports.models.outlines import KINDS, Outline
from lantoa.reports.outlines import matching, queries
from lantoa.reports.outlines.lexicon import Lexicon
from lantoa.reports.rules.outlines import FIGURED, FILLS, AskedTable, Fill, Section


@dataclass(frozen=True, slots=True)
class FillLine:
    """What fills a section, of which indicators, and why."""

    label: str
    indicators: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section as a page shows it."""

    at: int
    section: Section
    fills: tuple[FillLine, ...]
    tables: tuple[tuple[int, AskedTable], ...]
    by_hand: bool

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"m-{self.at}"


def outline_page(outline: Outline, scope: Scope) -> dict[str, Any]:
    """One version of an outline, with all others of it; a constant number of queries."""
    lexicon = queries.words()
    sections = outline.whole
    explained = matching.explained(sections, lexicon)
    by_hand = set(matching.unfilled(sections))
    lines = [
        SectionLine(
            at,
            section,
            tuple(fill_line(match.fill, match.why, lexicon) for match in matches),
            tuple(enumerate(section.tables)),
            at in by_hand,
        )
        for at, (section, matches) in enumerate(zip(sections, explained, strict=True))
    ]
    versions = list(queries.versions(outline))
    following = versions[-1] if versions[-1].pk != outline.pk else None
    return {
        "outline": outline,
        "kind": KINDS[outline.kind],
        "lines": lines,
        "by_hand": [line for line in lines if line.by_hand],
        "filled": sum(bool(line.fills) for line in lines),
        "versions": list(enumerate(versions, start=1)),
        "number": next(n for n, one in enumerate(versions, start=1) if one.pk == outline.pk),
        "following": following,
        "may_change": following is None and not outline.is_withdrawn and scope.may("report", outline.unit_id),
    }


def fill_line(fill: Fill, why: str, lexicon: Lexicon) -> FillLine:
    """A fill in words."""
    names = tuple(lexicon.name_of(code) for code in dict.fromkeys(fill.indicators) if code)
    return FillLine(FILLS[fill.kind], names if fill.kind in FIGURED else (), why)

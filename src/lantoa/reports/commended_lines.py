"""The commendations that a report lists: each as papers told it. Names come with the register of commendations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lantoa.indicators import queries as figures
from lantoa.indicators.models import Fact
from lantoa.indicators.pages.openings import record_path
from lantoa.indicators.queries import View
from lantoa.organisations import queries as organisations
from lantoa.reports.gathered import HONOURS, CommendedLine, Source
from lantoa.reports.rules import Figured, capitalised


@dataclass(frozen=True, slots=True)
class Listed:
    """The commendations that are told one by one, and how many more there are."""

    lines: list[CommendedLine]
    beyond: int


def gather(unit: int, view: View, papers: Mapping[int, Source], most: int | None = None) -> Listed:
    """What the ledger holds of commendations for the unit, the latest first; the groups and the people of one
    commendation on one line. ``papers`` are the sources by their file. Two queries."""
    kept = figures.facts_once_under(unit, view).filter(indicator__code__in=HONOURS)
    facts = (
        kept.select_related("indicator", "unit", "citation__text")
        .defer("citation__text__text")
        .order_by("-to_on", "seq")
    )
    rows: list[dict[str, Fact]] = []
    last: dict[tuple[object, ...], dict[str, Fact]] = {}
    for fact in facts:
        row = last.get(_whose(fact))
        if row is None or fact.indicator.code in row:
            row = last[_whose(fact)] = {}
            rows.append(row)
        row[fact.indicator.code] = fact
    told = rows[:most]
    names = organisations.names_on({fact.unit_id for row in told for fact in row.values()}, view.period.to_on)
    return Listed([_line(row, names, view, papers) for row in told], len(rows) - len(told))


def _whose(fact: Fact) -> tuple[object, ...]:
    """What the numbers of one commendation share."""
    text = fact.citation.text_id if fact.citation else None
    return fact.unit_id, fact.from_on, fact.to_on, fact.is_cumulative, text, _about(fact)


def _about(fact: Fact) -> str:
    """As what and by whom, where the paper says so."""
    return "" if fact.source_label == fact.indicator.name else fact.source_label


def _line(row: Mapping[str, Fact], names: Mapping[int, str], view: View, papers: Mapping[int, Source]) -> CommendedLine:
    one = next(iter(row.values()))
    paper = papers.get(one.citation.text.file_id) if one.citation else None
    collectives, individuals, unsplit = (_figured(row.get(code), view) for code in HONOURS)
    return CommendedLine(
        _about(one),
        capitalised(names[one.unit_id]),
        one.period,
        one.is_cumulative,
        collectives,
        individuals,
        unsplit,
        paper.name.partition(":")[0] if paper else "",
    )


def _figured(fact: Fact | None, view: View) -> Figured | None:
    if fact is None:
        return None
    own = View(fact.period, view.line, view.tree, view.upto)
    path = record_path(fact.source_kind, fact.source_uuid) or figures.figure_path(fact.indicator, fact.unit, own)
    return Figured(fact.wording, path, fact.quantity, fact.indicator.unit)

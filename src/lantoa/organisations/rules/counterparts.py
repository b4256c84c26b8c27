"""The table of who stands for a unit on the map of any day, derived from the lineage and the ancestry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lantoa.organisations.rules.lines import LINES
from lantoa.organisations.rules.spans import FOREVER, Ancestor, Span
from lantoa.organisations.rules.succession import WHOLE, Lineage, Lot

# Gives the ancestors of a unit on a line, itself at depth 0 included.
Above = Callable[[int, str], Sequence[Ancestor]]
ALWAYS = Span(date.min)


@dataclass(frozen=True, slots=True)
class Stand:
    """Who stands for a unit for facts of some days on the maps of some days; a line of "" means every line."""

    counterpart: int
    line: str
    share_from: int
    share_to: int
    facts: Span
    map: Span


def stands(unit: int, own: Span, lineage: Lineage, above: Above) -> list[Stand]:
    """Everything that stands for a unit. ``own`` are the days on which it stood itself.

    A fact of other days is read as one of the nearest own day. What may not be divided counts, line by line, at the
    lowest unit that stood above all its successors on that map; where there is none, at the unit itself.
    """
    touching = lineage.touching(unit)
    if not touching:
        return [Stand(unit, "", 0, WHOLE, ALWAYS, ALWAYS)]
    _, moments = lineage.kin(unit)
    found: list[Stand] = []
    for facts in _cut(at.on for at in touching if own.from_on < at.on <= own.to_on):
        day = min(max(facts.from_on, own.from_on), max(own.to_on, own.from_on))
        for days in _cut(at.on for at in moments):
            for lot in lineage.lots(unit, day, days.from_on):
                former = _lowest_of(lot, days.from_on, above) if days.from_on < day else lot
                found += _of_lot(unit, former, facts, days, above)
    return _joined(found)


def _lowest_of(lot: Lot, on: date, above: Above) -> Lot:
    """Of predecessors that stood under one another the lower ones only: a commune that came of two communes and of
    their district, which ended with them, was those two communes."""
    if len(lot.units) == 1:
        return lot
    over = {one.unit for unit in lot.units for one in above(unit, "place") if one.depth and one.span.holds(on)}
    return replace(lot, units=lot.units - over or lot.units)


def _of_lot(unit: int, lot: Lot, facts: Span, days: Span, above: Above) -> list[Stand]:
    if len(lot.units) == 1:
        (one,) = lot.units
        return [Stand(one, "", lot.share_from, lot.share_to, facts, days)]
    return [
        Stand(unit if lowest is None else lowest, line, lot.share_from, lot.share_to, facts, part)
        for line in LINES
        for part, lowest in lowest_above([above(one, line) for one in sorted(lot.units)], days)
    ]


def lowest_above(each: Sequence[Sequence[Ancestor]], days: Span) -> list[tuple[Span, int | None]]:
    """The lowest unit above all, through the days: None where they have none in common."""
    edges = {
        one.span.from_on for ancestors in each for one in ancestors if days.from_on < one.span.from_on <= days.to_on
    }
    edges |= {
        one.span.to_on + timedelta(days=1)
        for ancestors in each
        for one in ancestors
        if one.span.to_on != FOREVER and days.from_on <= one.span.to_on < days.to_on
    }
    found: list[tuple[Span, int | None]] = []
    for part in _cut(edges, days):
        depths = [{one.unit: one.depth for one in ones if one.span.holds(part.from_on)} for ones in each]
        common = set(depths[0]).intersection(*depths[1:])
        lowest = min(common, key=lambda unit: (depths[0][unit], unit), default=None)
        if found and found[-1][1] == lowest:
            found[-1] = (Span(found[-1][0].from_on, part.to_on), lowest)
        else:
            found.append((part, lowest))
    return found


def _cut(days: Iterable[date], whole: Span = ALWAYS) -> list[Span]:
    """The whole in stretches, a new one beginning on each of the days."""
    starts = [whole.from_on, *sorted(set(days))]
    ends = [start - timedelta(days=1) for start in starts[1:]]
    return [Span(start, end) for start, end in zip(starts, [*ends, whole.to_on], strict=True)]


def _joined(found: list[Stand]) -> list[Stand]:
    """Stands alike on maps that follow one another become one."""
    rows: dict[Stand, list[Span]] = {}
    for one in sorted(found, key=lambda stand: stand.map.from_on):
        spans = rows.setdefault(replace(one, map=ALWAYS), [])
        if spans and spans[-1].to_on != FOREVER and spans[-1].to_on + timedelta(days=1) == one.map.from_on:
            spans[-1] = Span(spans[-1].from_on, one.map.to_on)
        else:
            spans.append(one.map)
    return [replace(one, map=span) for one, spans in rows.items() for span in spans]

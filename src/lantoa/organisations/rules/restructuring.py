"""Which units hold something else than before, after the tree was changed. Plain Python.

A total under a unit stays right through a change that leaves the same amounts under it: after a merger the province
has what it had; only the merged communes and the new one have not.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from lantoa.organisations.rules.counterparts import Stand
from lantoa.organisations.rules.spans import FOREVER, Ancestor, Span

# What a unit holds of another: by the unit that holds, then by what (itself, or a stretch of facts of some days), when.
Holding = dict[tuple[int, Hashable], tuple[Span, ...]]


def held_by_ancestors(ancestors: Iterable[Ancestor]) -> Holding:
    """When each ancestor has a unit below it, however far."""
    return _joined((one.unit, None, one.span) for one in ancestors)


def alike(*each: Iterable[Stand]) -> list[list[Stand]]:
    """The same stands with the days of their facts cut at the same edges, so that they can be compared."""
    rows = [list(stands) for stands in each]
    starts = sorted({stand.facts.from_on for stands in rows for stand in stands})
    ends = [start - timedelta(days=1) for start in starts[1:]]
    spans = [Span(start, end) for start, end in zip(starts, [*ends, FOREVER], strict=True)]
    return [
        [replace(stand, facts=both) for stand in stands for span in spans if (both := span.meet(stand.facts))]
        for stands in rows
    ]


def held_through_stands(stands: Iterable[Stand], line: str, above: Callable[[int], Sequence[Ancestor]]) -> Holding:
    """When each unit has what was reported for another one, on the maps of which days, in which part."""
    return _joined(
        (one.unit, (stand.facts, stand.share_from, stand.share_to), days)
        for stand in stands
        if stand.line in ("", line)
        for one in above(stand.counterpart)
        if (days := stand.map.meet(one.span))
    )


def changed(before: Holding, after: Holding) -> set[int]:
    """The units that hold something else now."""
    return {key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def _joined(held: Iterable[tuple[int, Hashable, Span]]) -> Holding:
    """Days that follow one another or overlap become one stretch."""
    found: dict[tuple[int, Hashable], list[Span]] = {}
    for unit, what, span in sorted(held, key=lambda one: one[2].from_on):
        spans = found.setdefault((unit, what), [])
        if spans and (spans[-1].to_on == FOREVER or span.from_on <= spans[-1].to_on + timedelta(days=1)):
            spans[-1] = Span(spans[-1].from_on, max(spans[-1].to_on, span.to_on))
        else:
            spans.append(span)
    return {key: tuple(spans) for key, spans in found.items()}

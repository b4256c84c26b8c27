"""Lines of the ledger that do not simply add, read one by one: running totals, the latest, what stays whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import F, QuerySet, Sum

from lantoa.common.quantities import Quantity
from lantoa.indicators import rules
from lantoa.indicators.models import Fact, Indicator
from lantoa.indicators.queries import sums
from lantoa.organisations.queries import Way
from lantoa.organisations.rules import WHOLE

# What a line counts under, from the unit under which it does, its first and last day, and whether it is cumulative.
Keys = Callable[[int, date, date, bool], Iterable[int]]


def by_unit(unit: int, _from_on: date, _to_on: date, _is_cumulative: bool) -> tuple[int]:
    """Each under its unit."""
    return (unit,)


def in_pieces(
    lines: QuerySet[Fact], undivided: Collection[Indicator], way: Way, keys: Keys = by_unit
) -> Iterator[sums.Row]:
    """What may not be divided but lies in parts on a map: counted where all its parts come together."""
    share_from, share_to = way.shares()
    lines = lines.annotate(share_from=share_from, share_to=share_to).filter(sums.pieces(way), indicator__in=undivided)
    columns = (way.top, "from_on", "to_on", "indicator", "exactness", "said", "sign", "value", "low", "high")
    grouped = lines.order_by().values("pk", *columns).annotate(share=Sum(share_to - share_from)).filter(share=WHOLE)
    for top, from_on, to_on, indicator_, exactness, said, sign, *ends in grouped.values_list(*columns):
        signed = [None if end is None else sign * end for end in ends]
        for key in keys(top, from_on, to_on, False):
            yield indicator_, key, exactness, said, sign, *signed


def by_key(
    base: QuerySet[Fact], by_id: Mapping[int, Indicator], way: Way, keys: Keys = by_unit
) -> dict[sums.Key, list[rules.Reported]]:
    """The facts by indicator and what they count under; of one that was divided, the parts that count there as one.

    ``by_id`` are their indicators.
    """
    shares: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
    facts: dict[int, Fact] = {}
    left_out: set[tuple[int, int | None]] = set()
    starts, ends = way.shares()
    for fact in base.annotate(top=F(way.top), starts=starts, ends=ends):
        fact.indicator = by_id[fact.indicator_id]
        for key in keys(fact.top, fact.from_on, fact.to_on, fact.is_cumulative):
            if fact.eliminates_id is not None:
                left_out.add((key, fact.eliminates_id))
                continue
            facts[fact.pk] = fact
            shares.setdefault((fact.indicator_id, key, fact.pk), []).append((fact.starts, fact.ends))
    groups: dict[sums.Key, list[rules.Reported]] = {}
    for (indicator_, key, pk), stretches in shares.items():
        one = facts[pk]
        # What cannot be divided between places counts only where all of it does.
        if one.indicator.may_be_divided or sum(end - start for start, end in stretches) == WHOLE:
            is_left_out = (key, pk) in left_out
            groups.setdefault((indicator_, key), []).append(
                replace(as_reported(one, stretches), is_left_out=is_left_out)
            )
    return groups


def as_reported(fact: Fact, stretches: Collection[tuple[int, int]] = ((0, WHOLE),)) -> rules.Reported:
    """Enough of a fact to fold it."""
    series = fact.unit_id, fact.source_line
    return rules.Reported(series, fact.from_on, fact.to_on, fact.seq, fact.part(stretches))


def running(reported: Collection[rules.Reported], how: Indicator) -> tuple[Quantity | None, date | None]:
    """The running total and the day from which it runs: that of the facts in it, not of those they replaced."""
    last = [one for one in rules.latest_of_each(reported) if not one.is_left_out]
    quantity = rules.fold(last, "latest", how.over_places)
    return quantity, min(one.from_on for one in last) if quantity else None

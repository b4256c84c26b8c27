"""Roll-ups of the ledger: a figure, and many figures at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from lantoa.common.quantities import Quantity, share_of, total
from lantoa.indicators import rules
from lantoa.indicators.models import Fact, Indicator
from lantoa.indicators.queries import reported, sums, totals
from lantoa.indicators.queries.addresses import View
from lantoa.indicators.queries.among import among
from lantoa.indicators.queries.ledger import eliminations, standing, standing_lines
from lantoa.indicators.queries.reported import Keys, by_unit
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import LivedUnit, Way
from lantoa.organisations.rules import WHOLE


@dataclass(frozen=True, slots=True)
class Figure:
    """What a roll-up says. In-period and cumulative amounts stand side by side and never mix; None is missing."""

    in_period: Quantity | None = None
    cumulative: Quantity | None = None
    since: date | None = None

    @property
    def any(self) -> bool:
        """Whether anything was reported at all."""
        return self.in_period is not None or self.cumulative is not None


class Figures(Mapping[sums.Key, Figure]):
    """Figures by (indicator id, unit id), each put together when it is asked for; missing ones are not among them."""

    __slots__ = ("_added", "_by_id", "_whole")

    def __init__(self, by_id: Mapping[int, Indicator], added: sums.Sums, whole: dict[sums.Key, Figure]) -> None:
        """``whole`` goes before what is ``added`` only."""
        self._by_id, self._added, self._whole = by_id, added, whole

    def __getitem__(self, key: sums.Key) -> Figure:
        """KeyError where there is none."""
        if key in self._whole:
            return self._whole[key]
        quantity = self._added.quantity(key, self._by_id[key[0]].decimals) if key[0] in self._by_id else None
        if quantity is None:
            raise KeyError(key)
        return Figure(quantity)

    def __contains__(self, key: object) -> bool:
        """Whether there is one; none is put together for that."""
        return key in self._whole or (key in self._added and key[0] in self._by_id)  # type: ignore[operator,index]

    def __iter__(self) -> Iterator[sums.Key]:
        """In no order that means anything."""
        yield from self._whole
        yield from (key for key in self._added if key not in self._whole and key[0] in self._by_id)

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)


def figure(indicator_: Indicator, unit: int, view: View) -> Figure:
    """One figure."""
    return figures([indicator_], [unit], view).get((indicator_.pk, unit), Figure())


def figures(indicators: Iterable[Indicator], units: Collection[int], view: View) -> Figures:
    """Many figures by (indicator id, unit id) in a constant number of queries; missing ones are left out."""
    return _rolled_up(indicators, view, units=units)


def wordings(indicators: Iterable[Indicator], unit: int, view: View) -> dict[int, dict[sums.Group, int]]:
    """How many amounts a unit's figures of a period are added up from, by indicator id and by exactness and wording."""
    kinds = [one for one in indicators if one.adds]
    summed = totals.sums_under(kinds, [unit], view, apart=True)
    undivided = [one for one in kinds if not one.may_be_divided]
    if view.tree and undivided:
        lines = sums.signed(view.upto).filter(view.way.under([unit]), view.inside)
        summed.add(reported.in_pieces(lines, undivided, view.way))
    return {one.pk: summed.counts((one.pk, unit)) for one in kinds}


def figures_below(indicators: Iterable[Indicator], unit: int, units: Collection[int], view: View) -> Figures:
    """The figures of units directly below one, only as far as they count there.

    As it was, a unit that moved within the period counts for each place what was reported while it stood there.
    """
    return _rolled_up(indicators, view, units=units, directly_under=unit)


def figures_at(indicators: Iterable[Indicator], unit: int, view: View, *, joint: bool) -> dict[int, Figure]:
    """What counts at the very unit and at none below it, by indicator id.

    ``joint``: what may not be divided between units below; else what was reported for the unit itself, or for former
    ones that it took over. Where amounts add, the two and the figures of the units below add up to the unit's.
    """
    kinds = list(indicators)
    rolled = _rolled_up(kinds, view, where=view.way.at(unit, joint=joint))
    found = {indicator_: figure_ for (indicator_, _), figure_ in rolled.items()}
    if joint and view.tree:
        for one in kinds:
            if not one.may_be_divided and (held := _held_together(one, unit, view)):
                found[one.pk] = Figure(
                    _together(found.get(one.pk, Figure()).in_period, held.in_period),
                    _together(found.get(one.pk, Figure()).cumulative, held.cumulative),
                    held.since or found.get(one.pk, Figure()).since,
                )
    return found


def _held_together(one: Indicator, unit: int, view: View) -> Figure | None:
    """What stays whole though shares are stated: all of it counts at the unit, and at no single one below it."""
    way = view.way
    share_from, share_to = way.shares()
    base = standing(view.upto).filter(view.inside, indicator=one)
    parts = base.filter(way.under([unit])).annotate(share_from=share_from, share_to=share_to)
    parts = parts.filter(sums.pieces(way))
    if not parts.exists():
        return None
    elsewhere: set[int] = set()
    for where in (
        way.under([child.pk for child in below(unit, view)]),
        way.at(unit, joint=True),
        way.at(unit, joint=False),
    ):
        grouped = base.filter(where).values("pk", way.top).annotate(share=Sum(share_to - share_from)).order_by()
        elsewhere |= {row["pk"] for row in grouped.filter(share=WHOLE)}
    left_out = eliminations(view.upto).filter(way.any_under(unit), view.inside).values("eliminates")
    kept = parts.exclude(pk__in=elsewhere).exclude(pk__in=left_out)
    in_period = _folded(kept.filter(is_cumulative=False), {one.pk: one}, way, by_unit).get((one.pk, unit))
    own = reported.by_key(kept.filter(is_cumulative=True), {one.pk: one}, way).get((one.pk, unit))
    cumulative, since = reported.running(own, one) if own else (None, None)
    found = Figure(in_period, cumulative, since)
    return found if found.any else None


def _together(one: Quantity | None, other: Quantity | None) -> Quantity | None:
    return total([one, other]) if one and other else one or other


def below(unit: int, view: View) -> list[LivedUnit]:
    """The units directly below one, named as on the last of the view's days, in Vietnamese order.

    Those that stood there (``lived``), and those that are taken to stand there for what was reported for them.
    """
    from_on, to_on = view.days
    return list(organisations.children_during(unit, view.line, from_on, to_on, unborn=True))


def _rolled_up(
    indicators: Iterable[Indicator],
    view: View,
    *,
    units: Collection[int] | None = None,
    where: Q | None = None,
    directly_under: int | None = None,
) -> Figures:
    """Figures of units, or of what a condition on joined lines chooses (``where``)."""
    kinds = Kinds.of(indicators)
    under = where if where is not None else view.way.under(among(units or ()))

    def lines(base: QuerySet[Fact]) -> QuerySet[Fact]:
        return sums.while_below(base.filter(under, view.inside), view, directly_under)

    if units is not None:
        summed = totals.sums_under(kinds.added, units, view, directly_under=directly_under)
    else:
        summed = sums.Sums()
        divisible = [one.pk for one in kinds.added if one.may_be_divided]
        own = lines(sums.signed(view.upto)).filter(indicator__in=[one.pk for one in kinds.added])
        summed.add(sums.grouped(sums.whole_ones(own, view.way, divisible), view.way))
    return put_together(kinds, summed, lines, view)


@dataclass(frozen=True, slots=True)
class Kinds:
    """Indicators that are asked for, with the parts that their ratios need beside them, by id."""

    asked: dict[int, Indicator]
    by_id: dict[int, Indicator]

    @classmethod
    def of(cls, indicators: Iterable[Indicator]) -> Kinds:
        """One query where there are ratios among them."""
        asked = {one.pk: one for one in indicators}
        ids = {pk for one in asked.values() for pk in (one.numerator_id, one.denominator_id) if pk is not None}
        return cls(asked, asked | Indicator.objects.in_bulk(ids) if ids else asked)

    @property
    def added(self) -> list[Indicator]:
        """Those that simply add."""
        return [one for one in self.by_id.values() if one.adds]

    @property
    def ratios(self) -> list[Indicator]:
        """Those asked for that are ratios."""
        return [one for one in self.asked.values() if one.over_places == "ratio"]


def put_together(
    kinds: Kinds, summed: sums.Sums, lines: Callable[[QuerySet[Fact]], QuerySet[Fact]], view: View, keys: Keys = by_unit
) -> Figures:
    """What simply adds with what does not: that is folded from its lines, which ``lines`` narrows.

    ``keys`` gives what a line counts under, as the keys of ``summed`` name it. Which indicators is asked once in each
    query, so that SQLite looks for these alone.
    """
    by_id = kinds.by_id
    undivided = [one for one in kinds.added if not one.may_be_divided]
    if view.tree and undivided:
        summed.add(reported.in_pieces(lines(sums.signed(view.upto)), undivided, view.way, keys))
    folded, odd = {}, [pk for pk, one in by_id.items() if not one.adds]
    if odd:
        apart = lines(standing(view.upto)).filter(indicator__in=among(odd), is_cumulative=False)
        folded = _folded(apart, by_id, view.way, keys)
    running_lines = lines(standing_lines(view.upto).filter(is_cumulative=True)).filter(indicator__in=among(by_id))
    cumulative = reported.by_key(running_lines, by_id, view.way, keys)
    running = {key: reported.running(own, by_id[key[0]]) for key, own in cumulative.items()}
    whole = {}
    for key in folded.keys() | running.keys():
        cumulated, since = running.get(key, (None, None))
        in_period = folded.get(key) or summed.quantity(key, by_id[key[0]].decimals)
        if in_period or cumulated:
            whole[key] = Figure(in_period, cumulated, since)
    found = Figures(by_id, summed, whole)
    if not kinds.ratios:
        return found
    for one in kinds.ratios:
        whole |= _in_ratio(found, one)
    return Figures(kinds.asked, summed, {key: figure_ for key, figure_ in whole.items() if key[0] in kinds.asked})


def _in_ratio(found: Figures, one: Indicator) -> dict[sums.Key, Figure]:
    """What both parts roll up to goes before what was reported as a percentage itself, which does not add."""
    ratios = {}
    for unit in {unit for pk, unit in found if pk == one.numerator_id}:
        part, whole = (found.get((pk, unit), Figure()) for pk in (one.numerator_id, one.denominator_id))  # type: ignore[arg-type]
        own = found.get((one.pk, unit), Figure())
        ratio = share_of(part.in_period, whole.in_period, one.decimals)
        running = share_of(part.cumulative, whole.cumulative, one.decimals)
        given = Figure(ratio or own.in_period, running or own.cumulative, part.since if running else own.since)
        if given.any:
            ratios[one.pk, unit] = given
    return ratios


def _folded(base: QuerySet[Fact], by_id: dict[int, Indicator], way: Way, keys: Keys) -> dict[sums.Key, Quantity]:
    """Folds in Python what does not simply add."""
    found = {}
    for key, own in reported.by_key(base, by_id, way, keys).items():
        how = by_id[key[0]]
        if quantity := rules.fold(own, how.over_time, how.over_places):
            found[key] = quantity
    return found


def figure_of_facts(rows: Collection[Fact]) -> Figure:
    """The figure of facts already at hand, all of one indicator (a practice's own figure)."""
    if not rows:
        return Figure()
    how = next(iter(rows)).indicator
    in_period = [reported.as_reported(fact) for fact in rows if not fact.is_cumulative]
    cumulative, since = reported.running([reported.as_reported(fact) for fact in rows if fact.is_cumulative], how)
    return Figure(rules.fold(in_period, how.over_time, how.over_places), cumulative, since)

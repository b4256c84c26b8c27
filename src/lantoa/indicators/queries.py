"""Roll-ups of the ledger: a figure, many figures at once, and the facts behind one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity, total
from lantoa.indicators import rules
from lantoa.indicators.models import Fact, Indicator, Statement
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit
from lantoa.organisations.queries import LivedUnit, NamedUnit, Way
from lantoa.organisations.rules import LINES, WHOLE
from lantoa.vietnamese.numbers import write_number


class UnableToFindIndicator(Unable):
    """No indicator bears that code."""


class UnableToOpenFigure(Unable):
    """An address names no figure; the message says which part of it is wrong."""


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


@dataclass(frozen=True, slots=True)
class View:
    """How the ledger is looked at: period, line, tree (None: as it was) and sequence (None: all there is)."""

    period: Period
    line: str = "place"
    tree: date | None = None
    upto: int | None = None

    @property
    def days(self) -> tuple[date, date]:
        """The days whose tree is looked at: that of the map, else those of the period."""
        return (self.tree, self.tree) if self.tree else (self.period.from_on, self.period.to_on)

    @property
    def way(self) -> Way:
        """How facts are looked at: the unit reported for, the fact's last day, the line, the tree."""
        return Way(self.line, self.tree)


def indicator(code: str) -> Indicator:
    """The indicator of that code; UnableToFindIndicator otherwise."""
    found = Indicator.objects.filter(code=code).select_related("whole").first()
    if found is None:
        raise UnableToFindIndicator(f"Không có chỉ tiêu nào mang mã “{code}”.")
    return found


def catalogue() -> QuerySet[Indicator]:
    """Every whole indicator in the order of the catalogue (parts are reached from their whole)."""
    return Indicator.objects.filter(whole__isnull=True).order_by("position", "code")


def head() -> int:
    """The ledger's last sequence, 0 while it is empty."""
    return Fact.objects.aggregate(last=Max("seq"))["last"] or 0


def standing(upto: int | None = None) -> QuerySet[Fact]:
    """Facts that stand: neither reversals nor reversed, as of a sequence."""
    taken_back = Fact.objects.filter(reversal_of=OuterRef("pk"))
    facts = Fact.objects.filter(sign=1)
    if upto is not None:
        taken_back, facts = taken_back.filter(seq__lte=upto), facts.filter(seq__lte=upto)
    return facts.filter(~Exists(taken_back))


def address_of(indicator_: Indicator, unit: Unit, view: View) -> rules.Address:
    """What is printed of a figure so that anyone finds it again."""
    return rules.Address(indicator_.code, str(unit.uuid), view.period.code, view.line, view.tree, view.upto)


def figure_path(indicator_: Indicator, unit: Unit, view: View) -> str:
    """The address of a figure's page within the site. For print, give the view its ``upto=head()``."""
    one = address_of(indicator_, unit, view)
    tree = one.tree.isoformat() if one.tree else "then"
    return reverse("indicators:figure", args=[one.indicator, one.unit, one.period, one.line, tree, one.upto or 0])


def figure_url(indicator_: Indicator, unit: Unit, view: View) -> str:
    """The same for papers and messages: with the name under which the site is known outside."""
    return settings.PUBLIC_URL + figure_path(indicator_, unit, view)


@dataclass(frozen=True, slots=True)
class Opened:
    """What an address names: the indicator, the unit named as then, the view."""

    indicator: Indicator
    unit: NamedUnit
    view: View


def opened(*, indicator_: str, unit: UUID, period: str, line: str, tree: str, upto: int) -> Opened:
    """What an address names, from its parts as printed; UnableToOpenFigure says which part is wrong."""
    try:
        days = Period.parse(period[:40])
    except ValueError:
        raise UnableToOpenFigure(_("“%s” is not a period; 2022, 2022-Q1 or 2016..2020 are.") % period[:40]) from None
    try:
        day = rules.as_date(tree)
    except ValueError:
        raise UnableToOpenFigure(_("“%s” is not a day of the map of units.") % tree[:40]) from None
    if line not in LINES:
        raise UnableToOpenFigure(_("“%s” is not a line of units.") % line[:40])
    if upto > head():
        raise UnableToOpenFigure(_("The ledger has not reached line %s.") % write_number(min(upto, rules.LAST)))
    view = View(days, line, day, upto or None)
    found = Indicator.objects.select_related("whole").filter(code=indicator_).first()
    if found is None:
        raise UnableToOpenFigure(_("No indicator has the code “%s”.") % indicator_[:80])
    try:
        return Opened(found, organisations.unit(str(unit), naming_day(view)), view)
    except organisations.UnableToFindUnit:
        raise UnableToOpenFigure(_("No unit has the number %s.") % unit) from None


def naming_day(view: View) -> date:
    """The day whose names a page of the view shows: of the map, else the period's last."""
    return view.tree or view.period.to_on


def _in(view: View) -> Q:
    """In-period facts lie wholly inside the period; a cumulative one counts where its last day falls."""
    inside = Q(to_on__gte=view.period.from_on, to_on__lte=view.period.to_on)
    return inside & (Q(is_cumulative=True) | Q(from_on__gte=view.period.from_on))


def facts(indicator_: Indicator, unit: int, view: View) -> QuerySet[Fact]:
    """The facts behind one figure, the newest period first, with what a page shows of them joined."""
    return (
        _shared(standing(view.upto), indicator_, unit, view)
        .select_related("indicator", "unit", "citation__text__file", "confirmed_by")
        .order_by("is_cumulative", "-to_on", "seq")
    )


def _shared(base: QuerySet[Fact], indicator_: Indicator, unit: int, view: View) -> QuerySet[Fact]:
    """Those that count under the unit, with ``share``, how much of each does, in billionths."""
    found = base.filter(view.way.any_under(unit), _in(view), indicator=indicator_)
    found = found.annotate(share=view.way.share_under(unit))
    return found if indicator_.may_be_divided else found.filter(share=WHOLE)


def taken_back(indicator_: Indicator, unit: int, view: View) -> QuerySet[Fact]:
    """The facts that would stand behind a figure had they not been taken back, the latest reversal first."""
    reversals = Q(reversed_by__isnull=False)
    if view.upto is not None:
        reversals &= Q(reversed_by__seq__lte=view.upto)
    return (
        _shared(Fact.objects.filter(reversals, sign=1), indicator_, unit, view)
        .select_related("indicator", "unit", "citation__text__file", "confirmed_by", "reversed_by__confirmed_by")
        .defer("citation__text__text")
        .order_by("-reversed_by__seq")
    )


def facts_under(unit: int, view: View) -> QuerySet[Fact]:
    """Every fact, of whatever indicator, that counts for a unit in a view; unordered, nothing joined."""
    return standing(view.upto).filter(view.way.any_under(unit), _in(view))


def figure(indicator_: Indicator, unit: int, view: View) -> Figure:
    """One figure."""
    return figures([indicator_], [unit], view).get((indicator_.pk, unit), Figure())


def figures(indicators: Iterable[Indicator], units: Collection[int], view: View) -> dict[tuple[int, int], Figure]:
    """Many figures by (indicator id, unit id) in a constant number of queries; missing ones are left out."""
    return _rolled_up(indicators, view, view.way.under(units))


def figures_below(
    indicators: Iterable[Indicator], unit: int, units: Collection[int], view: View
) -> dict[tuple[int, int], Figure]:
    """The figures of units directly below one, only as far as they count there.

    As it was, a unit that moved within the period counts for each place what was reported while it stood there.
    """
    return _rolled_up(indicators, view, view.way.under(units), directly_under=unit)


def figures_at(indicators: Iterable[Indicator], unit: int, view: View, *, joint: bool) -> dict[int, Figure]:
    """What counts at the very unit and at none below it, by indicator id.

    ``joint``: what may not be divided between units below; else what was reported for the unit itself, or for former
    ones that it took over. Where amounts add, the two and the figures of the units below add up to the unit's.
    """
    kinds = list(indicators)
    rolled = _rolled_up(kinds, view, view.way.at(unit, joint=joint))
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
    base = standing(view.upto).filter(_in(view), indicator=one)
    parts = base.filter(way.under([unit])).annotate(share_from=share_from, share_to=share_to)
    parts = parts.filter(Q(share_from__gt=0) | Q(share_to__lt=WHOLE))
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
    kept = parts.exclude(pk__in=elsewhere)
    in_period = _folded(kept.filter(is_cumulative=False), {one.pk: one}, way).get((one.pk, unit))
    reported = _reported(kept.filter(is_cumulative=True), way).get((one.pk, unit))
    cumulative, since = _running(reported, one) if reported else (None, None)
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
    indicators: Iterable[Indicator], view: View, where: Q, *, directly_under: int | None = None
) -> dict[tuple[int, int], Figure]:
    by_id = {one.pk: one for one in indicators}
    base = standing(view.upto).filter(where, _in(view), indicator__in=by_id)
    share_from, share_to = view.way.shares()
    base = base.annotate(share_from=share_from, share_to=share_to)
    if directly_under is not None and view.tree is None:
        base = base.annotate(depth=F(view.way.depth)).filter(view.way.directly_under(directly_under))
    added = {pk for pk, one in by_id.items() if one.over_time == one.over_places == "sum"}
    # What stays whole is added in the database where all of it counts at one unit, else put together in Python.
    pieces = Q(share_from__gt=0) | Q(share_to__lt=WHOLE)
    odd = ~Q(indicator__in=added)
    if view.tree:
        odd |= Q(indicator__in={pk for pk in added if not by_id[pk].may_be_divided}) & pieces
    in_period = _summed(base.filter(~odd, is_cumulative=False), by_id, view.way)
    for key, quantity in _folded(base.filter(odd, is_cumulative=False), by_id, view.way).items():
        if sum_ := _together(in_period.get(key), quantity):
            in_period[key] = sum_
    cumulative = _reported(base.filter(is_cumulative=True), view.way)
    running = {key: _running(reported, by_id[key[0]]) for key, reported in cumulative.items()}
    found = {}
    for key in in_period.keys() | running.keys():
        cumulated, since = running.get(key, (None, None))
        if key in in_period or cumulated:
            found[key] = Figure(in_period.get(key), cumulated, since)
    return found


def _summed(base: QuerySet[Fact], by_id: dict[int, Indicator], way: Way) -> dict[tuple[int, int], Quantity]:
    """Adds in the database: facts alike in exactness know the same ends, so each group is one quantity."""
    groups: dict[tuple[int, int], list[Quantity]] = {}
    columns = ("indicator", way.top, "exactness", "said")
    ends = {"points": Sum(way.part("value")), "lows": Sum(way.part("low")), "highs": Sum(way.part("high"))}
    for row in base.values(*columns).annotate(**ends).order_by():
        decimals = by_id[row["indicator"]].decimals
        point, low, high = (rules.unscaled(row[end], decimals) for end in ("points", "lows", "highs"))
        key = row["indicator"], row[way.top]
        groups.setdefault(key, []).append(Quantity(point, low, high, Exactness(row["exactness"]), row["said"]))
    return {key: sum_ for key, parts in groups.items() if (sum_ := total(parts))}


def _folded(base: QuerySet[Fact], by_id: dict[int, Indicator], way: Way) -> dict[tuple[int, int], Quantity]:
    """Folds in Python what does not simply add."""
    found = {}
    for key, reported in _reported(base, way).items():
        how = by_id[key[0]]
        if quantity := rules.fold(reported, how.over_time, how.over_places):
            found[key] = quantity
    return found


def _reported(base: QuerySet[Fact], way: Way) -> dict[tuple[int, int], list[rules.Reported]]:
    """The facts by indicator and unit; of one that was divided, the parts that count there as one."""
    shares: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
    facts_: dict[int, Fact] = {}
    starts, ends = way.shares()
    rows = base.select_related("indicator").annotate(top=F(way.top), starts=starts, ends=ends)
    for fact in rows:
        facts_[fact.pk] = fact
        shares.setdefault((fact.indicator_id, fact.top, fact.pk), []).append((fact.starts, fact.ends))
    groups: dict[tuple[int, int], list[rules.Reported]] = {}
    for (indicator_, top, pk), stretches in shares.items():
        one = facts_[pk]
        # What cannot be divided between places counts only where all of it does.
        if one.indicator.may_be_divided or sum(end - start for start, end in stretches) == WHOLE:
            groups.setdefault((indicator_, top), []).append(_as_reported(one, stretches))
    return groups


def _as_reported(fact: Fact, stretches: Collection[tuple[int, int]] = ((0, WHOLE),)) -> rules.Reported:
    series = fact.unit_id, fact.source_line
    return rules.Reported(series, fact.from_on, fact.to_on, fact.seq, fact.part(stretches))


def _running(reported: Collection[rules.Reported], how: Indicator) -> tuple[Quantity | None, date | None]:
    """The running total and the day from which it runs: that of the facts in it, not of those they replaced."""
    last = rules.latest_of_each(reported)
    quantity = rules.fold(last, "latest", how.over_places)
    return quantity, min(one.from_on for one in last) if quantity else None


def facts_of_source(kind: str, uuids: Collection[UUID]) -> QuerySet[Fact]:
    """The standing facts that these records posted, with what a page shows of them joined."""
    return (
        standing()
        .filter(source_kind=kind, source_uuid__in=uuids)
        .select_related("indicator", "unit", "citation__text__file", "confirmed_by")
        .order_by("indicator__position", "indicator__code", "seq")
    )


def figure_of_facts(rows: Collection[Fact]) -> Figure:
    """The figure of facts already at hand, all of one indicator (a practice's own figure)."""
    if not rows:
        return Figure()
    how = next(iter(rows)).indicator

    in_period = [_as_reported(fact) for fact in rows if not fact.is_cumulative]
    cumulative, since = _running([_as_reported(fact) for fact in rows if fact.is_cumulative], how)
    return Figure(rules.fold(in_period, how.over_time, how.over_places), cumulative, since)


def statement(uuid: UUID) -> Statement | None:
    """One reported figure with its indicator, unit and citation."""
    return Statement.objects.select_related("indicator", "unit", "citation__text__file").filter(uuid=uuid).first()


def statements_among(uuids: Collection[UUID]) -> set[UUID]:
    """Those of these that are reported figures."""
    return set(Statement.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))


def years_with_facts(unit: Unit, line: str = "place", tree: date | None = None) -> list[int]:
    """The years in which anything was reported that counts under a unit, the latest first."""
    days = standing().filter(Way(line, tree).any_under(unit.pk)).dates("to_on", "year", order="DESC")
    return [day.year for day in days]

"""How many of the units below have reported: beside a total, what is still missing of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from lantoa.indicators.models import Exemption, Indicator
from lantoa.indicators.queries.addresses import View, naming_day
from lantoa.indicators.queries.figures import Figure, below, figures, figures_below
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import LivedUnit


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the units directly below, those that have a figure, those that should have one, those exempted from it."""

    reported: int
    expected: int
    exempt: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nobody is missing."""
        return self.reported == self.expected

    def beside(self, figure: Figure) -> Coverage | None:
        """What stands beside the figure: nothing where the unit spoke for itself and no one is waited for."""
        return self if self.reported or (self.expected and not figure.any) else None


def coverage(indicators: Collection[Indicator], unit: int, view: View) -> dict[int, Coverage]:
    """The coverage of each indicator's figure of a unit, by indicator id; nothing where no unit stands below.

    A zero is a figure. A constant number of queries.
    """
    units = expected(below(unit, view))
    if not units:
        return {}
    found = figures_below(indicators, unit, units, view)
    out = exempt([one.pk for one in indicators], units, view)
    covered = {}
    for one in indicators:
        reported = {pk for pk in units if (one.pk, pk) in found}
        spared = sum((one.pk, pk) in out for pk in units if pk not in reported)
        covered[one.pk] = Coverage(len(reported), len(units) - spared, spared)
    return covered


def coverage_of_each(indicator_: Indicator, units: Collection[int], view: View) -> dict[int, Coverage]:
    """The coverage of one indicator's figures of many units, by unit id, as they stand on the last of the view's days.

    A constant number of queries.
    """
    each = organisations.places_below_each(units, view.line, naming_day(view))
    every = frozenset().union(*each.values())
    found = figures([indicator_], every, view) if every else {}
    out = exempt([indicator_.pk], every, view)

    def covered(below_: Collection[int]) -> Coverage:
        reported = sum((indicator_.pk, pk) in found for pk in below_)
        spared = sum((indicator_.pk, pk) in out for pk in below_ if (indicator_.pk, pk) not in found)
        return Coverage(reported, len(below_) - spared, spared)

    return {unit: covered(own) for unit, own in each.items()}


def expected(units: Collection[LivedUnit]) -> frozenset[int]:
    """Whose figures make a total whole: the places among the units below that stood there; all where none is a place.

    What committees and organisations of the place itself report comes on top: nobody waits for it.
    """
    lived = [one for one in units if one.lived]
    places = [one for one in lived if one.is_place]
    return frozenset(one.pk for one in places or lived)


def exempt(indicators: Collection[int], units: Collection[int], view: View) -> set[tuple[int, int]]:
    """Which indicators do not apply to which units in the whole of a view's period. Two queries at most."""
    period = view.period
    standing = exemptions().filter(Q(to_on=None) | Q(to_on__gte=period.to_on), from_on__lte=period.from_on)
    rows = list(standing.filter(indicator__in=indicators).values_list("indicator", "unit"))
    if not rows:
        return set()
    pairs = organisations.above_among(units, {unit for _, unit in rows}, view.line, naming_day(view))
    return {(indicator, below_) for indicator, unit in rows for below_, above in pairs if above == unit}


def exemptions() -> QuerySet[Exemption]:
    """Those that stand."""
    return Exemption.objects.filter(ended_at=None)


def exemption(uuid: UUID) -> Exemption | None:
    """One, taken back or not, with its indicator and unit."""
    return Exemption.objects.select_related("indicator", "unit", "made_by").filter(uuid=uuid).first()


def exemptions_of(indicator_: Indicator, unit: int, view: View) -> list[Exemption]:
    """Those by which an indicator does not apply to a unit on some day of a view's period, its own or from above."""
    period = view.period
    near = exemptions().filter(Q(to_on=None) | Q(to_on__gte=period.from_on), from_on__lte=period.to_on)
    rows = list(near.filter(indicator=indicator_).select_related("unit").order_by("from_on", "pk"))
    above = (
        organisations.above_among([unit], {one.unit_id for one in rows}, view.line, naming_day(view)) if rows else ()
    )
    return [one for one in rows if (unit, one.unit_id) in above]

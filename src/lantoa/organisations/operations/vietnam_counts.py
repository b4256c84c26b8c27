"""The numbers of the loaded tree, counted in the database beside those that must come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count as CountOf
from django.db.models import F

from lantoa.organisations.models import Succession, Unit, UnitAncestry, UnitName
from lantoa.organisations.operations.vietnam_lists import Stated

PROVINCE, DISTRICT, COMMUNE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Count:
    """A number that came out beside the one expected, and who says that one."""

    key: str
    label: str
    found: int
    expected: int
    source: str = ""
    standing: str = ""

    @property
    def is_right(self) -> bool:
        """Whether they agree."""
        return self.found == self.expected


def counts(said: Stated, codes: Collection[str]) -> tuple[Count, ...]:
    """Every stated number among the units of these codes, then what must be nobody at all: without a name, or out of
    reach of the country."""
    on, eve = said.days.effective_on, said.days.eve
    now, then = _standing(on, codes), _standing(eve, codes)
    classes = Counter(code for code, _ in now.values())
    kept = now.keys() & then.keys()
    found = {
        "provinces_now": _of(now, PROVINCE),
        "communes_now": _of(now, COMMUNE),
        "provinces_then": _of(then, PROVINCE),
        "districts_then": _of(then, DISTRICT),
        "communes_then": _of(then, COMMUNE),
        "provinces_kept": sum(now[unit][1] == PROVINCE for unit in kept),
        "communes_kept": sum(now[unit][1] == COMMUNE for unit in kept),
        "communes_split": _split(then, on),
        **{f"class_{code}": number for code, number in classes.items()},
    }
    stated = tuple(
        Count(one.key, one.label, found.get(one.key, 0), one.value, one.source, one.standing) for one in said.expected
    )
    country = said.country.code
    return (
        *stated,
        Count("nameless", "Đơn vị không có tên", len(codes) - len(now | then), 0),
        Count("lost_now", "Đơn vị hiện nay không thuộc quốc gia", len(now) - _reached(country, now, on), 0),
        Count("lost_then", "Đơn vị trước đây không thuộc quốc gia", len(then) - _reached(country, then, eve), 0),
    )


def _standing(day: date, codes: Collection[str]) -> dict[int, tuple[str, int]]:
    """Class and rank of each of the units that stood on the day and bore a name."""
    alive = Unit.objects.filter(founded_on__lte=day).exclude(dissolved_on__lte=day)
    spans = UnitName.objects.filter(unit__in=alive, from_on__lte=day).exclude(to_on__lt=day)
    rows = spans.values_list("unit", "unit__code", "unit_class__code", "unit_class__rank")
    return {pk: (unit_class, rank) for pk, code, unit_class, rank in rows if code in codes}


def _of(units: dict[int, tuple[str, int]], rank: int) -> int:
    return sum(one == rank for _, one in units.values())


def _split(then: dict[int, tuple[str, int]], on: date) -> int:
    """The former communes that went to several units."""
    edges = Succession.objects.filter(effective_on=on, is_annulled=False).exclude(predecessor=F("successor"))
    several = edges.values("predecessor").annotate(number=CountOf("successor")).filter(number__gt=1)
    return sum(then.get(unit, ("", 0))[1] == COMMUNE for unit in several.values_list("predecessor", flat=True))


def _reached(country: str, units: Collection[int], day: date) -> int:
    under = UnitAncestry.objects.filter(
        ancestor__code=country, line="place", depth__gt=0, from_on__lte=day, to_on__gte=day
    )
    return len(set(under.values_list("descendant_id", flat=True)) & set(units))

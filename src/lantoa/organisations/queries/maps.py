"""Under whom a record or an amount counts: as the tree was on its own day, or on the map of a date.

A register asks with the path to its unit and to its day ("unit", "to_on"); the answer is a join or a condition, so
that a roll-up stays one query however many units there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable

from lantoa.common.periods import day_before
from lantoa.organisations.models import Counterpart, Unit, UnitAncestry
from lantoa.organisations.rules import WHOLE


@dataclass(frozen=True, slots=True)
class Way:
    """How a table is looked at: its paths to the unit and the day, the line, the map (None: as it was)."""

    line: str
    tree: date | None = None
    unit: str = "unit"
    day: str = "to_on"

    @property
    def top(self) -> str:
        """The path to the unit under which a row counts, in a query narrowed by ``under``."""
        return f"{self.unit}__above__ancestor" if self.tree is None else f"{self._stand}__counterpart__above__ancestor"

    @property
    def _stand(self) -> str:
        return f"{self.unit}__counterparts"

    def under(self, units: Collection[int] | QuerySet[Any]) -> Q:
        """Joins each row with those of the units under which it counts; a divided row once for each of its parts."""
        return Q(**self._joined(), **{f"{self.top}__in": units})

    def at(self, unit: int, *, joint: bool) -> Q:
        """The same for what counts at the very unit and at none below it.

        ``joint`` takes what may not be divided between units below; else what was reported for the unit itself or for
        former ones that it took over (Counterpart.line is empty for these alone).
        """
        itself = Q(**self._joined(), **{self.top: unit, self.depth: 0})
        if self.tree is None:
            return Q(pk__in=()) if joint else itself
        return itself & Q(**{f"{self._stand}__line": self.line if joint else ""})

    def directly_under(self, unit: int) -> Exists:
        """As it was: that the unit of a row narrowed by ``under`` stood directly under another on the row's day.

        The rows need ``depth``, their own below the unit under which they count: F(way.depth).
        """
        return Exists(
            UnitAncestry.objects.filter(
                **_above("", self.line, OuterRef(self.day)),
                descendant=OuterRef(self.unit),
                ancestor=unit,
                depth=OuterRef("depth") + 1,
            )
        )

    @property
    def depth(self) -> str:
        """The path to how far a row's unit stands below the one under which it counts."""
        return self.top.replace("__ancestor", "__depth")

    def _joined(self) -> dict[str, Any]:
        if self.tree is None:
            return _above(f"{self.unit}__above", self.line, F(self.day))
        return {
            **_above(f"{self._stand}__counterpart__above", self.line, self.tree),
            **_stands(f"{self._stand}__", self.line, self.tree, F(self.day)),
        }

    def part(self, amount: str) -> Combinable:
        """The part of an integer column that counts there, in a query narrowed by ``under`` (rules.piece)."""
        if self.tree is None:
            return F(amount)
        shares = F(f"{self._stand}__share_to"), F(f"{self._stand}__share_from")
        upto, before = (_upto(F(amount), share) for share in shares)
        return _whole_number(upto - before)

    def shares(self) -> tuple[Combinable, Combinable]:
        """The stretch of the whole that counts there, in a query narrowed by ``under``."""
        if self.tree is None:
            return Value(0), Value(WHOLE)
        return F(f"{self._stand}__share_from"), F(f"{self._stand}__share_to")

    def any_under(self, unit: int) -> Exists:
        """That some part of a row counts under the unit; the row stays one row."""
        return Exists(self._rows(unit))

    def share_under(self, unit: int) -> Subquery:
        """How much of a row counts under the unit, in billionths; null for none."""
        if self.tree is None:
            whole = self._rows(unit).annotate(share=Value(WHOLE, output_field=BigIntegerField()))
            return Subquery(whole.values("share")[:1])
        summed = self._rows(unit).order_by().values("unit").annotate(share=Sum(F("share_to") - F("share_from")))
        return Subquery(summed.values("share"), output_field=BigIntegerField())

    def stretches(self, unit: int, rows: Iterable[tuple[int, date]]) -> dict[tuple[int, date], list[tuple[int, int]]]:
        """For rows of some units and days, the stretches of the whole that count under a unit on the map; one query."""
        wanted = set(rows)
        found: dict[tuple[int, date], list[tuple[int, int]]] = {}
        if self.tree is None or not wanted:
            return found
        stands = Counterpart.objects.filter(
            line__in=("", self.line),
            map_from__lte=self.tree,
            map_to__gte=self.tree,
            unit__in={one for one, _ in wanted},
            **_above("counterpart__above", self.line, self.tree),
            counterpart__above__ancestor=unit,
        ).order_by("share_from")
        for stand in stands:
            for one, day in wanted:
                if one == stand.unit_id and stand.fact_from <= day <= stand.fact_to:
                    found.setdefault((one, day), []).append((stand.share_from, stand.share_to))
        return found

    def _rows(self, unit: int) -> QuerySet[Any]:
        day = OuterRef(self.day)
        if self.tree is None:
            return UnitAncestry.objects.filter(
                **_above("", self.line, day), descendant=OuterRef(self.unit), ancestor=unit
            )
        return Counterpart.objects.filter(
            **_stands("", self.line, self.tree, day),
            **_above("counterpart__above", self.line, self.tree),
            unit=OuterRef(self.unit),
            counterpart__above__ancestor=unit,
        )


def usual_tree(unit: Unit, from_on: date, today: date) -> date | None:
    """Which map suits a unit when nobody chose: as it was for one that stood on the first of the days already.

    One that was founded later had nothing then: it is read on today's map, on which it stands for those it came from
    (once it ended, on the map of its last day).
    """
    if unit.founded_on <= from_on or not unit.is_founding_known:
        return None
    last = day_before(unit.dissolved_on) if unit.dissolved_on and unit.dissolved_on <= today else today
    return max(last, unit.founded_on)


def _above(path: str, line: str, day: Any) -> dict[str, Any]:
    prefix = f"{path}__" if path else ""
    return {f"{prefix}line": line, f"{prefix}from_on__lte": day, f"{prefix}to_on__gte": day}


def _stands(prefix: str, line: str, tree: date, day: Any) -> dict[str, Any]:
    return {
        f"{prefix}line__in": ("", line),
        f"{prefix}map_from__lte": tree,
        f"{prefix}map_to__gte": tree,
        f"{prefix}fact_from__lte": day,
        f"{prefix}fact_to__gte": day,
    }


def _whole_number(expression: Any) -> ExpressionWrapper[Any]:
    return ExpressionWrapper(expression, output_field=BigIntegerField())


def _upto(amount: F, share: F) -> Combinable:
    # Quotient and rest apart: amount × share would not fit 64 bits.
    return _whole_number(amount / WHOLE) * share + _whole_number(_whole_number(amount % WHOLE) * share / WHOLE)

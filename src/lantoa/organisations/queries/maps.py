"""Under whom a record or an amount counts: as the tree was on its own day, or on the map of a date.

A register asks with the path to its unit and to its day ("unit", "to_on"); the answer is a join or a condition, so
that a roll-up stays one query however many units there are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable

from lantoa.organisations.models import Counterpart, UnitAncestry
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

    def under(self, units: Collection[int]) -> Q:
        """Joins each row with those of the units under which it counts; a divided row once for each of its parts."""
        if self.tree is None:
            return Q(**_above(f"{self.unit}__above", self.line, F(self.day)), **{f"{self.top}__in": units})
        return Q(
            **_above(f"{self._stand}__counterpart__above", self.line, self.tree),
            **_stands(f"{self._stand}__", self.line, self.tree, F(self.day)),
            **{f"{self.top}__in": units},
        )

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

"""Many units: ids to ask one by one, a question to the database for lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet


class UnitIds(frozenset[int]):
    """Ids of units that know the question by which the database finds them.

    ``may`` asks the set. A list says ``filter(unit__in=units)`` as with any set, and Django then finds the rows by a
    subquery instead of ten thousand parameters: it takes whatever has ``resolve_expression`` for a question of its
    own. A set that was made of several (``|``, ``&``) is a plain one again: as right, only slower.
    """

    __slots__ = ("rows",)
    rows: QuerySet[Any, Any]

    @classmethod
    def of(cls, ids: Iterable[int], rows: QuerySet[Any, Any]) -> UnitIds:
        """Ids with a question that gives the very same, in one column."""
        units = cls(ids)
        units.rows = rows
        return units

    def resolve_expression(self, *args: Any, **named: Any) -> Any:
        """What stands in the place of the ids in a question to the database."""
        return self.rows.all().query.resolve_expression(*args, **named)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copied or pickled it is a plain set."""
        return frozenset, (tuple(self),)

"""What the database holds, as columns: lines of the ledger in bounded memory, and what is derived from the tree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

import numpy as np
from django.db.models import F, Func, IntegerField, QuerySet

from lantoa.indicators.columns.lines import Ints, Kinds, Lines, of_rows
from lantoa.indicators.columns.places import Above, Stands
from lantoa.indicators.queries import sums
from lantoa.organisations.models import Counterpart, UnitAncestry

# A row on its way takes about a kilobyte of Python's.
AT_ONCE = 100_000


class Ordinal(Func):
    """A day as its number (date.toordinal), computed by the database: dates cost Python more than all else."""

    arity = 1
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Dates are text; a Julian day begins at noon."""
        return self.as_sql(
            compiler, connection, template="CAST(julianday(%(expressions)s) - 1721424.5 AS INTEGER)", **context
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Two dates are days apart."""
        return self.as_sql(compiler, connection, template="(%(expressions)s - DATE '0001-01-01' + 1)", **context)


def lines(kinds: Kinds, upto: int) -> Iterator[Lines]:
    """The signed in-period lines of the ledger up to a sequence, so many at a time."""
    ends = {"first_day": Ordinal(F("from_on")), "last_day": Ordinal(F("to_on"))}
    columns = ("indicator", "unit", *ends, "sign", "exactness", "said", "value", "low", "high")
    rows = sums.signed(upto).order_by().annotate(**ends).values_list(*columns).iterator(chunk_size=10_000)
    while some := list(islice(rows, AT_ONCE)):
        yield of_rows(some, kinds)


def above(line: str) -> Above:
    """The derived ancestry of a line of units, from the top down."""
    rows = UnitAncestry.objects.filter(line=line).order_by("descendant", "-depth")
    return Above(*_columns(rows, "ancestor", "descendant", "depth", days=("from_on", "to_on")))


def stands(line: str, tree: date) -> Stands:
    """The derived counterparts on the map of a day."""
    rows = Counterpart.objects.filter(line__in=("", line), map_from__lte=tree, map_to__gte=tree)
    names = ("unit", "counterpart", "share_from", "share_to")
    return Stands(*_columns(rows, *names, days=("fact_from", "fact_to")))


def _columns(rows: QuerySet[Any], *names: str, days: tuple[str, str]) -> list[Ints]:
    numbered = {f"{name}_number": Ordinal(F(name)) for name in days}
    asked = rows.annotate(**numbered).values_list(*names, *numbered).iterator(chunk_size=10_000)
    parts = []
    while some := list(islice(asked, AT_ONCE)):
        parts.append(np.array(some, np.int64))
    table = np.concatenate(parts) if parts else np.zeros((0, len(names) + 2), np.int64)
    return [np.ascontiguousarray(column) for column in table.T]

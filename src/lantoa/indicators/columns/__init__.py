"""The same totals from columns, for full rebuilds: what the database adds up line by line, added up in slabs.

Needs NumPy, which is imported only here below and only when it is asked for. The SQL of ``queries.sums.bucketed`` stays
the reference: tests hold the two together row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lantoa.indicators.models import Fold

# From so many lines on a full rebuild takes columns. Measured on SQLite, a province on both maps: at 50,000 lines as
# fast as the database, at 200,000 twice as fast. Of fewer, compiling the loops (3 s, with Numba) takes what is won.
FROM_LINES = 200_000


def are_there() -> bool:
    """Whether what columns need is installed."""
    return find_spec("numpy") is not None


def rows(fold: Fold, upto: int) -> Iterator[tuple[Any, ...]]:
    """What ``sums.bucketed`` gives for all lines up to a sequence and every unit above others, in the same columns.

    Indicator, unit, exactness, wording, first and last bucket, count, value, low, high; in no order. OverflowError
    where the sums might leave 64 bits: then the database says whether they do.
    """
    from lantoa.indicators.columns.from_database import rows as found

    return found(fold, upto)

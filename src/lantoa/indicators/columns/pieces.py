"""Parts of many amounts at once: organisations.rules.piece for columns, in the same integers."""

from __future__ import annotations

import numpy as np

from lantoa.indicators.columns.lines import Ints
from lantoa.organisations.rules import WHOLE


def pieces(amount: Ints, share_from: Ints, share_to: Ints) -> Ints:
    """The parts of amounts that stretches of the whole stand for (billionths)."""
    return _upto(amount, share_to) - _upto(amount, share_from)


def _upto(amount: Ints, share: Ints) -> Ints:
    # Towards zero, as both databases divide. Unsigned, since the lowest number of 64 bits has no positive twin.
    size = np.abs(amount).astype(np.uint64)
    quotient, rest = np.divmod(size, np.uint64(WHOLE))
    taken = quotient * share.astype(np.uint64) + rest * share.astype(np.uint64) // np.uint64(WHOLE)
    found: Ints = np.where(amount < 0, -taken.astype(np.int64), taken.astype(np.int64))
    return found

"""Which units stand for a unit on the map of a day, and with what share."""

from __future__ import annotations

# Shares are counted in billionths: fine enough for any stated share, and value × share still fits 64 bits (``piece``).
WHOLE = 10**9


def piece(amount: int, share_from: int, share_to: int) -> int:
    """The part of an integer amount that a stretch of the whole stands for.

    The pieces of stretches that lie end to end always add up to the amount: each is the difference of two roundings,
    and those of a shared end cancel out. The database computes the same (quotient and rest apart, lest it overflow).
    """
    return _upto(amount, share_to) - _upto(amount, share_from)


def _upto(amount: int, share: int) -> int:
    # Towards zero, as both databases divide.
    sign = -1 if amount < 0 else 1
    quotient, rest = divmod(abs(amount), WHOLE)
    return sign * (quotient * share + rest * share // WHOLE)

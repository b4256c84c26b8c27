"""Lines of the ledger as columns.

Most amounts say their ends by their wording: exact ones are their own low and high end, "over" ones their low end. So
each line has a kind, which tells its wording and which of its ends are known, the same as its value, or its own. Only
own ends are kept beside the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Days = NDArray[np.int32]

# What an end of an amount is: unknown, the value itself, a number of its own.
UNKNOWN, SAME, OWN = 0, 1, 2


class Kind(NamedTuple):
    """How amounts are worded, and what is known of them."""

    exactness: str
    said: str
    has_value: bool
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines, one array a column, all of one length. Days are ordinals; what a kind does not know is 0.

    ``low`` and ``high`` are None where no line has an end of its own.
    """

    indicator: NDArray[np.int32]
    unit: NDArray[np.int32]
    from_day: Days
    to_day: Days
    sign: NDArray[np.int8]
    kind: NDArray[np.int16]
    value: Ints
    low: Ints | None = None
    high: Ints | None = None

    def __len__(self) -> int:
        return len(self.unit)

    def part(self, which: slice | NDArray[np.int64] | NDArray[np.bool_]) -> Lines:
        """Those at these places."""
        columns: Any = (getattr(self, name) for name in self.__slots__)
        parts: Any = [None if column is None else column[which] for column in columns]
        return Lines(*parts)

    @property
    def bytes_each(self) -> float:
        """How much memory a line takes."""
        columns = tuple(getattr(self, name) for name in self.__slots__)
        return float(sum(column.nbytes for column in columns if column is not None)) / max(1, len(self))


class Kinds:
    """The kinds met so far; a line's ``kind`` is the place in the list ``known``."""

    def __init__(self, known: Iterable[Kind] = ()) -> None:
        """``known`` keep their places."""
        self.known = list(known)
        self._at = {one: at for at, one in enumerate(self.known)}
        self._wordings: dict[tuple[str, str], int] = {}

    def of(
        self, exactness: Sequence[str], said: Sequence[str], ends: Sequence[tuple[Ints, NDArray[np.bool_]]]
    ) -> NDArray[np.int16]:
        """The kind of each line, from its words and from value, low and high with what is known of them."""
        numbered = self._wordings
        words = np.fromiter(
            (numbered.setdefault(pair, len(numbered)) for pair in zip(exactness, said, strict=True)),
            np.int64,
            len(exactness),
        )
        (value, has_value), *others = ends
        code = words * 2 + has_value
        for end, is_known in others:
            is_same = is_known & has_value & (end == value)
            code = code * 3 + np.where(is_same, SAME, np.where(is_known, OWN, UNKNOWN))
        codes, place = np.unique(code, return_inverse=True)
        wordings = list(numbered)
        found = []
        for one in codes.tolist():
            rest, high = divmod(one, 3)
            rest, low = divmod(rest, 3)
            word, has = divmod(rest, 2)
            exactness_, said_ = wordings[word]
            found.append(self.add(Kind(exactness_, said_, bool(has), low, high)))
        return np.array(found, np.int16)[place] if found else np.zeros(0, np.int16)

    def add(self, kind: Kind) -> int:
        """Its place, a new one where it was not met yet."""
        if kind not in self._at:
            if len(self.known) > np.iinfo(np.int16).max:
                raise OverflowError("more kinds of wordings than columns can tell apart")
            self._at[kind] = len(self.known)
            self.known.append(kind)
        return self._at[kind]


def of_rows(rows: Iterable[Sequence[object]], kinds: Kinds) -> Lines:
    """Lines from rows of indicator, unit, first and last day, sign, exactness, wording, value, low, high."""
    columns = list(zip(*rows, strict=True))
    indicator, unit, from_day, to_day, sign, exactness, said, *ends = columns or [()] * 10
    known = [np.array([end is not None for end in column], np.bool_) for column in ends]
    numbers = [np.array([end or 0 for end in column], np.int64) for column in ends]
    kind = kinds.of(exactness, said, list(zip(numbers, known, strict=True)))
    lows, highs = (np.array([getattr(one, end) for one in kinds.known], np.int8) for end in ("low", "high"))
    own = [
        np.where(is_own, end, 0) if (is_own := table[kind] == OWN).any() else None
        for table, end in ((lows, numbers[1]), (highs, numbers[2]))
    ]
    return Lines(
        narrow(indicator, np.int32),
        narrow(unit, np.int32),
        np.array(from_day, np.int32),
        np.array(to_day, np.int32),
        np.array(sign, np.int8),
        kind,
        numbers[0],
        *own,
    )


def narrow(numbers: object, into: type[np.int32]) -> NDArray[np.int32]:
    """Whole numbers in fewer bytes; OverflowError where one does not fit."""
    wide = np.asarray(numbers, np.int64)
    if wide.size and not (np.iinfo(into).min <= wide.min() and wide.max() <= np.iinfo(into).max):
        raise OverflowError("an id does not fit its column")
    return wide.astype(into)

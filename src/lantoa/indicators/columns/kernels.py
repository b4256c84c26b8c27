"""The loops over every line and every cell, as plain Python on arrays: what Numba compiles where it is installed.

Without it NumPy does the same in more passes (dealing, rolling): about three times slower, with the same result.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from types import SimpleNamespace
from typing import Any

# In a count, a line that takes away is this many: so both kinds are counted in one number, and neither hides the other.
TAKEN = 1 << 32


def encode(at: Any, days: Any, buckets: Any, indicator: Any, kind: Any, ends: Any, out: Any) -> float:  # noqa: PLR0917
    """Writes each line's combination as one number, and how many lines meet each; −1 where ``at`` is none.

    ``buckets`` are the bucket of each day from one on, that day, and how many there are. Gives what the amounts come to
    whatever their signs.
    """
    from_day, to_day = days
    bucket_of, first_day, count = buckets
    indicators, lowest, different = indicator
    kinds, known = kind
    value, low, high = ends
    code, met = out
    reach = 0.0
    for i in range(len(at)):
        if at[i] < 0:
            code[i] = -1
            continue
        first, last = bucket_of[from_day[i] - first_day], bucket_of[to_day[i] - first_day]
        one = ((first * count + last) * different + (indicators[i] - lowest)) * known + kinds[i]
        code[i] = one
        met[one] += 1
        largest = abs(float(value[i]))
        if len(low):
            largest = max(largest, abs(float(low[i])))
        if len(high):
            largest = max(largest, abs(float(high[i])))
        reach += largest + 1.0
    return reach


def deal(at: Any, code: Any, begin: Any, sign: Any, value: Any, out: Any) -> int:  # noqa: PLR0917
    """Writes each line into the run of its combination: place with sign, and value.

    ``begin`` is where the next line of a combination goes, −1 for those that take none; their lines are written to
    ``few``. Gives how many.
    """
    places, values, few = out
    left = 0
    for i in range(len(at)):
        if code[i] < 0:
            continue
        row = begin[code[i]]
        if row < 0:
            few[left] = i
            left += 1
            continue
        begin[code[i]] = row + 1
        if sign[i] < 0:
            places[row], values[row] = 2 * at[i] + 1, -value[i]
        else:
            places[row], values[row] = 2 * at[i], value[i]
    return left


def add_up(places: Any, values: Any, runs: Any, above: Any, slab: Any, out: Any) -> int:  # noqa: PLR0917
    """Adds the runs of some combinations up in a slab, one after another, and writes down what each place comes to.

    Runs: of combination n those from ``of[n]`` to ``of[n + 1]``, each a stretch of rows. Its rows of totals end before
    ``until[n]``. The slab is empty before and after. In preorder, from the last place to the first, what lies under a
    place is complete when it is reached.
    """
    of, begins, ends = runs
    until, place_of, count_of, value_of = out
    row = 0
    for number in range(len(of) - 1):
        for run in range(of[number], of[number + 1]):
            for line in range(begins[run], ends[run]):
                place = places[line] >> 1
                slab[place, 0] += TAKEN if places[line] & 1 else 1
                slab[place, 1] += values[line]
        for place in range(len(above) - 1, -1, -1):
            cell = slab[place, 0]
            if cell != 0:
                value = slab[place, 1]
                if above[place] >= 0:
                    slab[above[place], 0] += cell
                    slab[above[place], 1] += value
                place_of[row], value_of[row] = place, value
                count_of[row] = (cell & (TAKEN - 1)) - (cell >> 32)
                slab[place, 0], slab[place, 1] = 0, 0
                row += 1
        until[number] = row
    return row


def climb(places: Any, values: Any, runs: Any, above: Any, slab: Any, out: Any) -> int:  # noqa: PLR0917
    """The same for combinations of few lines: each line climbs to all places above it, and only those are looked at."""
    of, begins, ends = runs
    until, place_of, count_of, value_of = out
    row = 0
    for number in range(len(of) - 1):
        first = row
        for run in range(of[number], of[number + 1]):
            for line in range(begins[run], ends[run]):
                place = places[line] >> 1
                step = TAKEN if places[line] & 1 else 1
                while place >= 0:
                    if slab[place, 0] == 0:
                        place_of[row] = place
                        row += 1
                    slab[place, 0] += step
                    slab[place, 1] += values[line]
                    place = above[place]
        for done in range(first, row):
            place = place_of[done]
            cell = slab[place, 0]
            count_of[done] = (cell & (TAKEN - 1)) - (cell >> 32)
            value_of[done] = slab[place, 1]
            slab[place, 0], slab[place, 1] = 0, 0
        until[number] = row
    return row


@lru_cache(maxsize=1)
def compiled() -> SimpleNamespace | None:
    """The loops compiled, without Python's lock; None where Numba is not installed."""
    if find_spec("numba") is None:
        return None
    import numba

    # Not kept on disk: the folder of an installation may not be written to. Compiling takes seconds, once a process.
    made = {one.__name__: numba.njit(nogil=True)(one) for one in (encode, deal, add_up, climb)}
    return SimpleNamespace(**made)


PLAIN = SimpleNamespace(encode=encode, deal=deal, add_up=add_up, climb=climb)

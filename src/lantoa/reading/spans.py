"""Questions about stretches of text: does this one touch any of those?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from lantoa.reading.findings import Finding


class Stretches:
    """A set of stretches, asked in logarithmic time."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Takes offsets, end exclusive."""
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Stretches:
        """The stretches of findings."""
        return cls((finding.start, finding.end) for finding in findings)

    def touch(self, start: int, end: int) -> bool:
        """Whether any stretch shares a character with start … end."""
        k = bisect_right(self._starts, end - 1) - 1
        return k >= 0 and self._furthest[k] > start

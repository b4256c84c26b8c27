"""Findings by where they stand: asked in logarithmic time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.reading.findings import Finding
from lantoa.reading.source import Source


@dataclass(frozen=True, slots=True)
class Places:
    """Findings by the tokens, clause, sentence and paragraph in which they begin; ``ends`` are offsets."""

    starts: list[int]
    ends: list[int]
    tokens: list[int]
    clauses: list[int]
    sentences: list[int]
    paragraphs: list[int]

    @classmethod
    def of(cls, source: Source, findings: Sequence[Finding]) -> Places:
        """The places of findings in the order of the text."""
        tokens = [source.tokens[source.index(item.start)] for item in findings]
        return cls(
            [item.start for item in findings],
            [item.end for item in findings],
            [token.i for token in tokens],
            [token.clause for token in tokens],
            [token.sentence for token in tokens],
            [token.paragraph for token in tokens],
        )

    def last_before(self, offset: int) -> int:
        """The index of the last finding that begins before an offset, or -1."""
        return bisect_right(self.starts, offset) - 1

    def within(self, i: int, j: int) -> range:
        """The indices of the findings that begin at tokens ``i`` up to but without ``j``."""
        return range(bisect_left(self.tokens, i), bisect_left(self.tokens, j))

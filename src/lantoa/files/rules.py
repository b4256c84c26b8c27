"""Cutting the sentence around a stretch out of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ENDS = re.compile(r"[.!?…](?=\s)|\n")


def bytes_of_text(text: str) -> bytes:
    """How a text is spelled in bytes when it is hashed; half a pair of surrogates is no reason to fail."""
    return text.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A cited stretch with the rest of its sentence on both sides."""

    before: str
    surface: str
    after: str


def excerpt(text: str, start: int, end: int, *, reach: int = 240) -> Excerpt:
    """The sentence that holds [start, end), at most ``reach`` code points to either side."""
    left, right = max(0, start - reach), min(len(text), end + reach)
    before, after = text[left:start], text[end:right]
    breaks = list(_ENDS.finditer(before))
    if breaks:
        before = before[breaks[-1].end() :]
    elif left:
        before = "…" + before
    stop = _ENDS.search(after)
    if stop:
        after = after[: stop.end()]
    elif right < len(text):
        after += "…"
    return Excerpt(before.lstrip(), text[start:end], after.rstrip())

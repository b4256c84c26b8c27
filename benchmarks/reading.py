"""How fast papers are read, beside one pass of a compiled pattern over the same text (the least a reader could do).

Prints characters a second for both, their ratio, and how the time grows when the text grows tenfold.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from lantoa.reading import read
from lantoa.reading.inputs import extract

EXAMPLES = Path(__file__).parents[1] / "examples"
PATTERN = re.compile(r"\d[\d.,]*\s*\w+|[A-ZĐ]\w+(?:\s[A-ZĐ]\w+)+")


def best_of(times: int, act: Callable[[], object]) -> float:
    """The least of several wall-clock times, in seconds: the one that others disturbed least."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        found.append(time.perf_counter() - began)
    return min(found)


def main() -> None:
    """Measures over all example papers joined, then over ten copies of them."""
    papers = [path for path in sorted(EXAMPLES.iterdir()) if path.suffix in {".docx", ".html", ".txt"}]
    text = "\n\n".join(extract(path.name, path.read_bytes()).text for path in papers)
    ours = best_of(3, lambda: read(text))
    limit = best_of(3, lambda: PATTERN.findall(text))
    tenfold = best_of(1, lambda: read("\n\n".join([text] * 10)))
    print(f"{len(papers)} papers, {len(text):,} characters")
    print(f"reader         {len(text) / ours:12,.0f} characters/s")
    print(f"one pattern    {len(text) / limit:12,.0f} characters/s  ({ours / limit:,.0f} × faster: the limit)")
    print(f"ten times the text takes {tenfold / ours:.1f} times as long")


if __name__ == "__main__":
    main()

"""Lines as they stand on a page, joined into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_NEARLY_FULL, _FULL = 0.7, 0.85
# "2. Kết quả", "1.1. Việc đã làm", "a) Đất", "II- HẠN CHẾ", "- Các chi bộ" begin anew, whatever stands before.
_NEW_POINT = re.compile(r"(\d+(\.\d+)*|[a-zđ]|[IVX]+)[.)-]\s|[-–+*•]")


def joined(lines: Sequence[str]) -> Iterator[str]:
    """Join the lines of a paragraph; how full a line is tells whether it runs on. A row of a table stays alone."""
    widest = max((len(line) for line in lines if "\t" not in line), default=1)
    held = ""
    share = 0.0
    for line in lines:
        if held and "\t" not in held and "\t" not in line and _runs_on(held, line, share):
            held = f"{held} {line}"
        else:
            if held:
                yield held
            held = line
        share = len(line) / widest
    if held:
        yield held


def _runs_on(before: str, line: str, share: float) -> bool:
    if before[-1] in ".!?:;" or _NEW_POINT.match(line):
        return False
    begins_anew = line[0].isupper() or not line[0].isalnum()
    return share >= (_FULL if begins_anew else _NEARLY_FULL)

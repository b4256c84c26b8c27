"""Files of large reports, made in the background: where one stands, how long it is kept. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

STAGES = {
    "waiting": "Đang chờ",
    "drafting": "Đang soạn",
    "writing": "Đang ghi tệp",
    "done": "Đã xong",
    "failed": "Không làm được",
    "expired": "Đã hết hạn giữ",
}
UNDER_WAY = frozenset({"waiting", "drafting", "writing"})

# The units and practices that a report tells of, from which on nobody waits for its file. Drafting a thousand of them
# and writing them as Word or Excel costs about half a second (benchmarks/reports.py); as pages of a PDF, some 15 s.
LARGE: Mapping[str, int] = {"docx": 2_000, "xlsx": 2_000, "pdf": 200}
# From so many on a PDF is printed in several goes, of which each is done before the queue would stop it.
IN_PIECES = 1_000
# Beyond so many its pages would keep the only worker for ten minutes or more.
MOST: Mapping[str, int] = {"pdf": 30_000}

# It can be made again at any time, from the draft or from what was sent.
KEPT_FOR = timedelta(days=7)
# Nothing heard of it for so long: whoever made it was stopped (the queue itself ends a task after two minutes).
QUIET = timedelta(minutes=5)
# So often begun and never finished, the next worker would be stopped by it too.
MOST_ATTEMPTS = 3


def is_large(form: str, size: int) -> bool:
    """Whether a file of that form is made in the background; ``size`` counts the units and practices in it."""
    return size >= LARGE[form]

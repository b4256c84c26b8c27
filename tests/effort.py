"""How much is tried where: the second database is asked for what differs there, its SQL, by fewer random examples."""

from __future__ import annotations

import os

IS_SECOND = bool(os.environ.get("LANTOA_DATABASE"))


def examples(usual: int) -> int:
    """How many random examples a test takes."""
    return max(5, usual // 4) if IS_SECOND else usual

"""Papers with a degree of secrecy: told by their stamp, never kept. Plain Python."""

from __future__ import annotations

import re
import unicodedata

# Alone on a line near the head of a paper, in capitals, perhaps in a frame.
_STAMP = re.compile(r"^[\s|*_.\[\]-]*(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)[\s|*_.\[\]-]*$", re.MULTILINE)
_HEAD = 4_000


def stamp_of(text: str) -> str:
    """The stamp of secrecy at the head of a paper's text ("TỐI MẬT"); empty where there is none."""
    found = _STAMP.search(unicodedata.normalize("NFC", text[:_HEAD]))
    return " ".join(found[1].split()) if found else ""

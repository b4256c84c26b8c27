"""People's Committees and Councils on paper: how they are named in two lines, and who signs for them. Plain Python."""

from __future__ import annotations

import re

# A council as its name begins: its symbol, and who heads it.
COUNCILS = {
    "Ủy ban nhân dân": ("UBND", "CHỦ TỊCH"),
    "UBND": ("UBND", "CHỦ TỊCH"),
    "Hội đồng nhân dân": ("HĐND", "CHỦ TỊCH"),
    "HĐND": ("HĐND", "CHỦ TỊCH"),
}
_FULL = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}


def of(name: str) -> str:
    """The symbol of a People's Committee or Council ("UBND"), or nothing for other bodies."""
    word = _word(name)
    return COUNCILS[word][0] if word else ""


def in_two_lines(name: str) -> str:
    """ "Ủy ban nhân dân xã An Phúc" stands in two lines; the abbreviation is written out; other names stay."""
    word = _word(name)
    if not word:
        return name
    return f"{_FULL.get(word, word)}\n{name[len(word) :].strip()}".strip()


def signing(name: str, title: str) -> tuple[str, str]:
    """On whose behalf, and as what: the head for the council, a deputy in the head's place, an office by order.

    ``title`` is in capitals; without one, the head's.
    """
    word = _word(name)
    head = COUNCILS[word][1]
    # "CHỦ TỊCH UBND XÃ AN PHÚC" signs as "CHỦ TỊCH": the council stands above.
    plain = re.sub(r"\s+(ỦY BAN|UBND|HỘI ĐỒNG|HĐND)\b.*", "", title) or head
    council = f"TM. {_FULL.get(word, word).upper()}"
    if plain == head:
        return council, plain
    if plain == f"PHÓ {head}":
        return f"{council}\nKT. {head}", plain
    return f"TL. {head}", plain


def in_place_of(title: str) -> str:
    """A deputy of any other body signs in the head's place: "PHÓ TRƯỞNG PHÒNG" → "KT. TRƯỞNG PHÒNG"."""
    return f"KT. {title.removeprefix('PHÓ ')}" if title.startswith("PHÓ ") else ""


def _word(name: str) -> str:
    return next((word for word in COUNCILS if name.casefold().startswith(word.casefold())), "")

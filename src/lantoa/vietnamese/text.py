"""Spelling: one form to store (NFC), one to search by (folded), one way to place tones."""

import re
import unicodedata
from typing import Literal

from lantoa.vietnamese.normal_form import nfc
from lantoa.vietnamese.sorting import person_sort_key, sort_key

__all__ = ["clean", "fold", "nfc", "person_sort_key", "place_tones", "sort_key"]

# Every space of Unicode but the tab and the line ends, which carry layout.
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# Nothing is seen of these: soft hyphen, joiners, direction marks, byte order mark.
_UNSEEN = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
_CLEANED = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_UNSEEN, ""))


def clean(text: str) -> str:
    """The text in NFC, with plain spaces only and nothing invisible; tabs and line ends stay as they are."""
    return text if text.isascii() else nfc(text.translate(_CLEANED))


def fold(text: str) -> str:
    """The text as one searches for it: no marks, đ as d, no case, single spaces, trimmed.

    "Uỷ ban", "Ủy  ban" and "UY BAN" all fold to "uy ban". The length changes: don't use it for positions.
    """
    if not text.isascii():
        bare = unicodedata.normalize("NFD", nfc(clean(text).casefold()))
        bare = "".join(char for char in bare if not unicodedata.combining(char))
        text = unicodedata.normalize("NFC", bare.replace("đ", "d"))
    return " ".join(text.casefold().split())


_TONES = "\u0300\u0309\u0303\u0301\u0323"
_ONSETS = "b|ch?|d|đ|gi?|h|kh?|l|m|ng?|nh|ph?|r|s|th?|tr|v|x"


def _tone_pairs() -> dict[str, str]:
    """Tone on the first vowel → tone on the second, for the three open pairs where both are written."""
    pairs = {}
    for first, second in ("oa", "oe", "uy", "Oa", "Oe", "Uy", "oA", "oE", "uY", "OA", "OE", "UY"):
        for tone in _TONES:
            on_first = unicodedata.normalize("NFC", first + tone) + second
            pairs[on_first] = first + unicodedata.normalize("NFC", second + tone)
    return pairs


_TO_SECOND = _tone_pairs()
_TO_FIRST = {on_second: on_first for on_first, on_second in _TO_SECOND.items()}


def _syllables(pairs: dict[str, str]) -> re.Pattern[str]:
    # A whole syllable: the u of "quý" belongs to its consonant; "toàn", "hoài", "khuỷu" have one spelling.
    onset = rf"(?<![^\W\d_])((?i:{_ONSETS})?)"
    return re.compile(rf"{onset}({'|'.join(pairs)})(?![^\W\d_]|[\u0300-\u036f])")


_ON_FIRST, _ON_SECOND = _syllables(_TO_SECOND), _syllables(_TO_FIRST)


def place_tones(text: str, style: Literal["new", "old"] = "new") -> str:
    """The text with the tone of open oa, oe, uy on the first vowel (new: hòa) or on the second (old: hoà).

    "New" is what State papers and this product write. (School grammars name the two the other way round.)
    """
    if style == "new":
        return _ON_SECOND.sub(lambda found: found[1] + _TO_FIRST[found[2]], nfc(text))
    return _ON_FIRST.sub(lambda found: found[1] + _TO_SECOND[found[2]], nfc(text))


def may_name(written: str, known: str) -> bool:
    """Whether a written name may be that of whom we know: spelt alike but for case and the place of tones; one that is
    written without any mark may be every name that folds to it. "Hưng" is not "Hùng"; "hung" may be either."""
    said, theirs = (" ".join(place_tones(clean(text)).casefold().split()) for text in (written, known))
    return said == theirs or said == fold(known)

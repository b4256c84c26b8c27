"""Sort keys as bytes: the order of a Vietnamese dictionary on any database.

Letters first, then tones over the whole text, then case, as ICU's "vi" does. Each level ends with a zero
byte, which is less than every weight, so that a shorter word comes first. Where letters, tones and case don't
tell two texts apart (invisible or foreign signs), the text itself does: equal keys mean equal texts.
"""

import unicodedata
from typing import NamedTuple

from lantoa.vietnamese.normal_form import nfc

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SIGNS = "_-–—,;:!?….'‘’\"“”«»()[]{}§@*/\\&#%•`´^°+±÷×<=>|~$€₫"
_TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
_NO_TONE, _OTHER_MARK = 1, 7
_LOWER, _UPPER = 1, 2
_SPACE, _FIRST_SIGN, _OTHER_SIGN, _ZERO, _FIRST_LETTER, _OTHER_LETTER = (0x02, 0x03, 0x50, 0x60, 0x70, 0xF0)
_END = b"\0"


class _Levels(NamedTuple):
    letters: bytes
    tones: bytes
    case: bytes
    rest: bytes


def _known() -> dict[str, tuple[int, int, int]]:
    """Character → weights of letter, tone and case."""
    known = {" ": (_SPACE, _NO_TONE, _LOWER)}
    known |= {sign: (_FIRST_SIGN + place, _NO_TONE, _LOWER) for place, sign in enumerate(_SIGNS)}
    known |= {str(digit): (_ZERO + digit, _NO_TONE, _LOWER) for digit in range(10)}
    for place, letter in enumerate(_ALPHABET):
        for tone_mark, tone in {"": _NO_TONE, **_TONES}.items():
            toned = unicodedata.normalize("NFC", letter + tone_mark)
            if len(toned) == 1:
                known[toned] = (_FIRST_LETTER + place, tone, _LOWER)
                known[toned.upper()] = (_FIRST_LETTER + place, tone, _UPPER)
    return known


_KNOWN = _known()


def _levels(text: str) -> _Levels:
    letters, tones, case = bytearray(), bytearray(), bytearray()
    text = nfc(text)
    told_apart = True
    for char in text:
        weights = _KNOWN.get(char)
        if weights:
            letters.append(weights[0])
            if weights[1] == _NO_TONE:
                tones.append(_NO_TONE)
            else:
                tones += bytes((_NO_TONE, weights[1]))
            case.append(weights[2])
            continue
        told_apart = False
        _add_unknown(char, letters, tones, case)
    rest = b"" if told_apart else text.encode("utf-8", "surrogatepass").replace(_END, b"\xc0\x80")
    # Trailing "no tone" and "lower case" say nothing: the end of a level is less than both.
    return _Levels(bytes(letters), bytes(tones).rstrip(b"\1"), bytes(case).rstrip(b"\1"), rest)


def _add_unknown(char: str, letters: bytearray, tones: bytearray, case: bytearray) -> None:
    for part in unicodedata.normalize("NFD", char):
        if unicodedata.combining(part):
            tones.append(_TONES.get(part, _OTHER_MARK))
        elif unicodedata.category(part) != "Cf":
            letters += _letter_weight(part)
            tones.append(_NO_TONE)
            case.append(_LOWER if part == part.lower() else _UPPER)


def _letter_weight(char: str) -> bytes:
    lower = char.lower()[0]
    if lower in _KNOWN:
        return bytes((_KNOWN[lower][0],))
    if char.isspace():
        return bytes((_SPACE,))
    if char.isdigit():
        return bytes((_ZERO + unicodedata.digit(char),))
    group = _OTHER_LETTER if char.isalnum() else _OTHER_SIGN
    return bytes((group,)) + ord(lower).to_bytes(3, "big")


def sort_key(text: str) -> bytes:
    """Bytes that compare as the text sorts: a ă â b c d đ …; ngang, huyền, hỏi, ngã, sắc, nặng; then case."""
    return _END.join(_levels(text)) + _END


def person_sort_key(name: str) -> bytes:
    """Bytes by which people are listed: given name (last word), family name, middle names; case last."""
    words = name.split()
    parts = [_levels(part) for part in (" ".join(words[-1:]), " ".join(words[:-1][:1]), " ".join(words[1:-1]))]
    by_letters = [level for part in parts for level in (part.letters, part.tones)]
    by_rest = [part.case for part in parts] + [part.rest for part in parts]
    return _END.join(by_letters + by_rest) + _END

"""Bytes to letters: Unicode first, then the encodings that Vietnamese offices used before it."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from lantoa.reading.inputs.refusals import Caution, caution, refuse
from lantoa.vietnamese.legacy import from_tcvn3, from_vni, looks_like_tcvn3, looks_like_vni, looks_vietnamese

_DECLARED = {
    "windows-1258": "cp1258",
    "cp1258": "cp1258",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
}
# Letters that only Unicode has: a line with one of them was typed in no old font.
_ONLY_UNICODE = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")


@dataclass(frozen=True)
class Decoded:
    """Letters, and what had to be done to get them."""

    text: str
    cautions: tuple[Caution, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode the bytes of a text file; newlines and composed or decomposed letters stay as they are.

    `declared` is the encoding that the file itself names, believed only where it isn't UTF-8. Raises Unreadable.
    """
    # UTF-32 before UTF-16: its mark begins with the other's.
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _mended(data[len(mark) :], encoding, (caution("byte_order_mark"),))
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _not_quite_utf8(data, declared)


def _not_quite_utf8(data: bytes, declared: str) -> Decoded:
    replaced = data.decode("utf-8", "replace")
    wrong = replaced.count("\ufffd")
    accented = sum(1 for letter in replaced if letter > "\x7f") - wrong
    if wrong * 4 <= accented:
        return _mended(data, "utf-8", ())
    as_latin = data.decode("latin-1")
    if looks_like_tcvn3(as_latin) or looks_like_vni(as_latin):
        return Decoded(as_latin)
    as_1258 = _try(data, "cp1258")
    if as_1258 is not None and looks_vietnamese(as_1258):
        return Decoded(as_1258, (caution("windows_1258"),))
    fallback = _try(data, _DECLARED.get(declared.lower(), "cp1252"))
    if fallback is None:
        raise refuse("encoding")
    return Decoded(fallback)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        # Windows-1258 writes the tone mark after the letter; put together, it is the usual spelling.
        text = data.decode(encoding)
        return unicodedata.normalize("NFC", text) if encoding == "cp1258" else text
    except UnicodeDecodeError:
        return None


def _mended(data: bytes, encoding: str, cautions: tuple[Caution, ...]) -> Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    if lost > 0:
        cautions += (caution("damaged_characters", count=str(lost)),)
    return Decoded(text, cautions)


def modernised(text: str) -> Decoded:
    """Turn text typed for the old TCVN3 or VNI fonts into Unicode, sparing lines that are Unicode already."""
    for font, fits, convert in _OLD_FONTS:
        if fits(text):
            lines = text.splitlines(keepends=True)
            converted = "".join(line if _ONLY_UNICODE.search(line) else convert(line) for line in lines)
            return Decoded(converted, (caution("legacy_encoding", font=font),))
    return Decoded(text) if looks_vietnamese(text) else Decoded(text, (caution("not_vietnamese"),))


_OLD_FONTS = (
    ("TCVN3 (.VnTime)", looks_like_tcvn3, from_tcvn3),
    ("VNI (VNI-Times)", looks_like_vni, from_vni),
)


def of_font(font: str, text: str) -> str:
    """A stretch typed in a font of that name: in Unicode, where the font is an old one; else as it is.

    The fonts that show small letters as capitals (.VnTimeH) make capitals.
    """
    name = font.lower()
    if not name.startswith((".vn", "vni-")) or _ONLY_UNICODE.search(text):
        return text
    if name.startswith("vni-"):
        return from_vni(text)
    return from_tcvn3(text).upper() if name.endswith("h") else from_tcvn3(text)

"""A file comes in as bytes and goes out as text, or is refused in words that say what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from lantoa.reading.inputs import apart, checks, limits, office, pages, pictures, plain, workbook
from lantoa.reading.inputs.decoding import Decoded, modernised
from lantoa.reading.inputs.refusals import Caution, Unreadable, refuse

__all__ = ["Caution", "Extracted", "Unreadable", "extract", "extract_at_once"]

_READERS: dict[str, tuple[Callable[[bytes], Decoded], str]] = {
    "txt": (plain.read, plain.EXTRACTOR),
    **{key: (partial(apart.text, key), f"{key}/1") for key in ("html", "docx", "mail")},
    **dict.fromkeys(office.KEYS, (office.read, office.EXTRACTOR)),
    **dict.fromkeys(("xlsx", "xls", "ods"), (workbook.read, workbook.EXTRACTOR)),
    **dict.fromkeys(("jpeg", "png"), (pictures.read, pictures.EXTRACTOR)),
}
# What counts as nothing: spaces, and the marks that show nothing (zero-width space, joiners, BOM, soft hyphen).
_NOTHING = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u00a0"


@dataclass(frozen=True)
class Extracted:
    """The text of a file, what made it (name/version), and what a person should know about it."""

    text: str
    media_type: str
    extractor: str
    warnings: tuple[Caution, ...]


def extract(name: str, data: bytes) -> Extracted:
    """Return the text of a file.

    The kind is told by the content; the name must agree. Offsets into a UTF-8 .txt are those of the file decoded,
    without its byte order mark; only text typed for the fonts of before Unicode comes out converted, with a caution.
    Whatever needs a parser is parsed in a process apart, under limits of memory and time. Raises Unreadable, and
    nothing else, whatever the bytes are.
    """
    found = _guarded(name, data, patiently=True)
    assert found is not None  # one who waits is told
    return found


def extract_at_once(name: str, data: bytes) -> Extracted | None:
    """The same, or None where reading takes longer than a person should wait for a page: old Word files, pictures."""
    return _guarded(name, data, patiently=False)


def _guarded(name: str, data: bytes, *, patiently: bool) -> Extracted | None:
    try:
        return _extract(name, data, patiently=patiently)
    except Unreadable:
        raise
    except Exception as error:  # parsers fail with a dozen classes: this is the one boundary
        raise refuse("damaged") from error


def _extract(name: str, data: bytes, *, patiently: bool) -> Extracted | None:
    if len(data) > limits.FILE_BYTES:
        raise refuse("too_large")
    if not data.strip():
        raise refuse("empty")
    kind = checks.checked_kind(name, data)
    if kind.is_slow and not patiently:
        return None
    read: Decoded | None
    if kind.key == "pdf":
        read, extractor = pages.read(data, patiently=patiently), pages.EXTRACTOR
    else:
        reader, extractor = _READERS[kind.key]
        read = reader(data)
    if read is None:
        return None
    if not read.text.strip().strip(_NOTHING).strip():
        raise refuse("empty")
    if "\0" in read.text:
        raise refuse("encoding")
    if len(read.text) > limits.TEXT_CHARACTERS:
        raise refuse("too_large")
    modern = modernised(read.text)
    return Extracted(modern.text, kind.media_type, extractor, read.cautions + modern.cautions)

"""A file comes in as bytes and goes out as text, or is refused in words that say what to do."""

from dataclasses import dataclass

from lantoa.reading.inputs import checks, docx, html, limits, office, pdf, plain, workbook
from lantoa.reading.inputs.decoding import Decoded, modernised
from lantoa.reading.inputs.refusals import Caution, Unreadable, refuse

__all__ = ["Caution", "Extracted", "Unreadable", "extract"]

_READERS = {
    "txt": (plain.read, plain.EXTRACTOR),
    "html": (html.read, html.EXTRACTOR),
    "docx": (docx.read, docx.EXTRACTOR),
    "pdf": (pdf.read, pdf.EXTRACTOR),
    **dict.fromkeys(office.KEYS, (office.read, office.EXTRACTOR)),
    **dict.fromkeys(("xlsx", "xls", "ods"), (workbook.read, workbook.EXTRACTOR)),
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
    PDF files are read one at a time in a process. Raises Unreadable, and nothing else, whatever the bytes are.
    """
    try:
        return _extract(name, data)
    except Unreadable:
        raise
    except Exception as error:  # parsers fail with a dozen classes: this is the one boundary
        raise refuse("damaged") from error


def _extract(name: str, data: bytes) -> Extracted:
    if len(data) > limits.FILE_BYTES:
        raise refuse("too_large")
    if not data.strip():
        raise refuse("empty")
    kind = checks.checked_kind(name, data)
    reader, extractor = _READERS[kind.key]
    read: Decoded = reader(data)
    if not read.text.strip().strip(_NOTHING).strip():
        raise refuse("empty")
    if "\0" in read.text:
        raise refuse("encoding")
    if len(read.text) > limits.TEXT_CHARACTERS:
        raise refuse("too_large")
    modern = modernised(read.text)
    return Extracted(modern.text, kind.media_type, extractor, read.cautions + modern.cautions)

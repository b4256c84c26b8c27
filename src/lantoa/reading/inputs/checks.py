"""What a file really is, by its content, and whether its name says so."""

import re

from lantoa.reading.inputs import archive
from lantoa.reading.inputs.kinds import KINDS, Kind
from lantoa.reading.inputs.refusals import Unreadable, refuse

_RENAME_VI = "Hãy đổi đuôi tệp thành {first} rồi gửi lại."
_RENAME_EN = "Rename it to end in {first} and send it again."

_BY_START: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x00\x00\x01\x00", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"BZh", "archive"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"\x1aE\xdf\xa3", "sound"),
    (b"SQLite format 3\x00", "database"),
    (b"\x00\x01\x00\x00Standard ", "database"),
)
# These begin with letters that a plain text may begin with too ("BM…" is a common abbreviation).
_STARTS_OF_PLAIN_WORDS = (b"MZ", b"BM", b"GIF8", b"BZh", b"ID3", b"Rar!", b"OggS")
# Marked-up text named as plain text is read as it stands.
_TEXTS = ("txt", "html", "xml", "mail")
_STILL_PICTURES = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
_HTML_START = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->).)*-->\s*)*<(!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAGS = re.compile(
    rb"<(p|div|table|span|br|h[1-6]|ul|ol|article|section|a|b|i|strong|font)\b[^<>]*>", re.IGNORECASE
)

# Two header lines of a mail, each with what hangs over to the next line.
_MAIL_FIELD = (
    rb"(?:from|to|subject|date|received|return-path|delivered-to|mime-version|message-id|content-type|x-[a-z-]{1,60}"
    rb"|dkim-signature|authentication-results|arc-[a-z-]{1,60}):[^\n]*\n(?:[ \t][^\n]*\n)*+"
)
_MAIL_HEAD = re.compile(rb"\s*" + _MAIL_FIELD + _MAIL_FIELD, re.IGNORECASE)


def kind_of(data: bytes) -> Kind:
    """Return what the bytes are; raises Unreadable for what is refused whatever its name (passwords, bombs)."""
    head = data[:1024]
    if data.startswith(_OLE):
        return KINDS[_ole_kind(data)]
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return KINDS[archive.kind_of_zip(data)]
    at_start = head.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-")
    if at_start or (b"%PDF-" in head and not _is_text(data)):
        return KINDS["pdf"]
    return KINDS[_kind_by_start(data)]


def _ole_kind(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise refuse("encrypted")
    for stream, key in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return key
    return "ole"


def _kind_by_start(data: bytes) -> str:
    text = _is_text(data)
    for start, key in _BY_START:
        if data.startswith(start) and not (text and start in _STARTS_OF_PLAIN_WORDS):
            return key
    if data[:4] == b"RIFF":
        return "image" if data[8:12] == b"WEBP" else "sound"
    if data[4:8] == b"ftyp":
        return "image" if data[8:12] in _STILL_PICTURES else "sound"
    return _kind_of_text(data) if text else "binary"


def _kind_of_text(data: bytes) -> str:
    start = _ascii_view(data)
    if _MAIL_HEAD.match(start):
        return "mail"
    if _HTML_START.match(start):
        return "html"
    return "xml" if start.lstrip().startswith(b"<?xml") else "txt"


def _ascii_view(data: bytes) -> bytes:
    return data[2:8192].replace(b"\x00", b"") if _is_utf16(data) else data[:4096].removeprefix(b"\xef\xbb\xbf")


def _is_utf16(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff")


def _is_text(data: bytes) -> bool:
    """Text has no zero bytes (unless it is UTF-16) and next to no control characters."""
    if _is_utf16(data):
        return b"\x00\x00\x00\x00" not in data
    if b"\x00" in data:
        return False
    sample = data[:65536]
    controls = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13, 27))
    return controls * 200 <= len(sample)


def checked_kind(name: str, data: bytes) -> Kind:
    """Return the kind of a file that can be read and whose name says what it is; raises Unreadable otherwise."""
    kind, extension = kind_of(data), extension_of(name)
    if kind.key in _TEXTS and extension in KINDS["html"].extensions:
        return KINDS["html" if kind.key == "html" or _HTML_TAGS.search(data) else "txt"]
    if kind.key in _TEXTS and extension in KINDS["txt"].extensions:
        return KINDS["txt"]
    if kind.key in _TEXTS and extension in KINDS["mail"].extensions:
        return KINDS["mail"]
    if extension and extension not in kind.extensions:
        raise _mislabelled(kind, extension)
    if kind.readable:
        return kind
    raise _unread_kind(kind)


def _mislabelled(kind: Kind, extension: str) -> Unreadable:
    if kind.key == "binary" and extension in (*KINDS["docx"].extensions, *KINDS["pdf"].extensions):
        return refuse("damaged")
    known = any(extension in other.extensions for other in KINDS.values())
    if not known and kind.key in ("txt", "binary"):
        return refuse("unknown")
    first = kind.extensions[0] if kind.extensions else ""
    return refuse(
        "mislabelled",
        extension=extension,
        kind_vi=kind.vi,
        kind_en=kind.en,
        advice_vi=kind.advice_vi or _RENAME_VI.format(first=first),
        advice_en=kind.advice_en or _RENAME_EN.format(first=first),
    )


def _unread_kind(kind: Kind) -> Unreadable:
    if kind.key == "binary":
        return refuse("unknown")
    return refuse("unsupported", kind_vi=kind.vi, kind_en=kind.en, advice_vi=kind.advice_vi, advice_en=kind.advice_en)


def extension_of(name: str) -> str:
    """Return the ending of a file name as ".docx", or "" if it has none; never more than 12 plain characters."""
    found = re.search(r"\.([^.\s/\\]{1,60})\s*$", name)
    if not found:
        return ""
    plain = re.sub(r"[^a-z0-9_-]", "", found[1].lower())[:12]
    return f".{plain}" if plain else ""

"""Zip files, judged by their directory before anything is unpacked, and read under a hard cap."""

import contextlib
import io
import unicodedata
import zipfile
from collections.abc import Iterator

from lantoa.reading.inputs import limits
from lantoa.reading.inputs.refusals import Unreadable, refuse

_NESTED = (".zip", ".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".jar", ".7z", ".rar", ".gz")
_CHUNK = 64 * 1024
_SAYS_UTF8 = 0x800
# Word keeps sheets behind charts here; they are never opened, so they are a caution and not a refusal.
_EMBEDDINGS = "/embeddings/"
# Blank bitmaps pack a hundred times smaller in honest files, and pictures are never unpacked.
_MEDIA = "/media/"


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Return the archive after its directory was found harmless; raises Unreadable."""
    if data.count(b"PK\x01\x02") > limits.ZIP_ENTRIES:
        raise refuse("zip_bomb")
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:
        raise refuse("damaged") from error
    members = opened.infolist()
    if len(members) > limits.ZIP_ENTRIES or sum(m.file_size for m in members) > limits.ZIP_TOTAL_BYTES:
        raise refuse("zip_bomb")
    if any(_is_abnormal(member) for member in members):
        raise refuse("zip_bomb")
    if any(member.flag_bits & 0x1 for member in members):
        raise refuse("encrypted")
    if len({member.filename for member in members}) != len(members):
        raise refuse("damaged")
    return opened


def _is_abnormal(member: zipfile.ZipInfo) -> bool:
    packed_too_well = member.file_size > limits.ZIP_RATIO_FROM_BYTES and member.file_size > limits.ZIP_RATIO * max(
        member.compress_size, 1
    )
    return packed_too_well and _MEDIA not in member.filename


def kind_of_zip(data: bytes) -> str:
    """Return the key of the kind of a zip file: docx, xlsx, pptx, odt, ods or zip; raises Unreadable."""
    opened = open_zip(data)
    names = set(opened.namelist())
    types = _start(opened, "[Content_Types].xml", 512 * 1024)
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroEnabled" in types:
        raise refuse("sheet_macros" if any(name.startswith("xl/") for name in names) else "macros")
    if "[Content_Types].xml" in names:
        for folder, key in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(name.startswith(folder) for name in names):
                if key == "docx":
                    _refuse_nested(opened)
                return key
    mime = _start(opened, "mimetype", 100)
    if b"opendocument.text" in mime:
        return "odt"
    return "ods" if b"opendocument.spreadsheet" in mime else "zip"


def _refuse_nested(opened: zipfile.ZipFile) -> None:
    for name in opened.namelist():
        if _EMBEDDINGS in name:
            continue
        if name.lower().endswith(_NESTED) or _start(opened, name, 4).startswith(b"PK\x03\x04"):
            raise refuse("zip_bomb")


def _start(opened: zipfile.ZipFile, name: str, size: int) -> bytes:
    try:
        with opened.open(name) as member:
            return member.read(size)
    except KeyError:
        return b""
    except Exception as error:
        raise refuse("damaged") from error


def chunks(opened: zipfile.ZipFile, name: str, cap: int = limits.XML_PART_BYTES) -> Iterator[bytes]:
    """Yield a member piece by piece; counts what really comes out, since headers may lie. Raises Unreadable."""
    seen = 0
    with opened.open(name) as member:
        while piece := member.read(_CHUNK):
            seen += len(piece)
            if seen > cap:
                raise refuse("too_large")
            yield piece


def members(data: bytes) -> list[tuple[str, str]]:
    """The files in an archive in the order of their names: each as the archive names it, and as people do.

    Raises Unreadable.
    """
    with open_zip(data) as opened:
        found = [(one.filename, _shown(one)) for one in opened.infolist() if not one.is_dir()]
    return sorted(found, key=lambda one: one[1])


def member(data: bytes, name: str, cap: int) -> bytes:
    """The bytes of one file in an archive; raises Unreadable where they are broken or more than the cap."""
    try:
        with open_zip(data) as opened:
            return b"".join(chunks(opened, name, cap))
    except Unreadable:
        raise
    except Exception as error:  # zipfile fails with half a dozen classes
        raise refuse("damaged") from error


def _shown(one: zipfile.ZipInfo) -> str:
    """The name as whoever packed it saw it: old programs wrote it in their own letters without saying so."""
    name = one.filename
    if not one.flag_bits & _SAYS_UTF8:
        for encoding in ("utf-8", "cp1258"):
            with contextlib.suppress(UnicodeError):
                name = unicodedata.normalize("NFC", name.encode("cp437").decode(encoding))
                break
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."})

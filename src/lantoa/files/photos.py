"""Photos without what the camera wrote into them. Plain Python: the picture is not decoded, so it stays as sharp.

A JPEG is a row of segments, a PNG a row of chunks; only those that the picture needs are kept. Which way up the picture
stands is kept too, alone. What hangs behind the end of the picture is dropped.

A picture that people look at on a page (``scaled``) is also made no larger than a page shows it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps

MOST_BYTES = 10 * 1024 * 1024
# The longer side of a picture on a page, and from how many points on none is opened: a small file may hold thousands of
# millions of them.
LONGEST, MOST_POINTS = 1_600, 60_000_000
# JFIF (0), ICC colour (2), Adobe's way of colours (14); the camera writes Exif, XMP, maker's notes elsewhere.
_APPS_KEPT = {0xE0, 0xE2, 0xEE}
_COMMENT, _EXIF, _SCAN, _END = 0xFE, 0xE1, 0xDA, 0xD9
_ALONE = {0x01, *range(0xD0, 0xD9)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_CHUNKS_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"}
_PNG = b"\x89PNG\r\n\x1a\n"
_ORIENTATION = 0x0112
_SHORT = 3


class NotAPhotoError(ValueError):
    """Neither a JPEG nor a PNG, or a broken one."""


def cleaned(data: bytes) -> tuple[bytes, str]:
    """The picture alone and its media type; NotAPhotoError for anything else."""
    try:
        if data.startswith(b"\xff\xd8"):
            return _jpeg(data), "image/jpeg"
        if data.startswith(_PNG):
            return _png(data), "image/png"
    except (IndexError, struct.error) as error:
        raise NotAPhotoError("cut short") from error
    raise NotAPhotoError("another kind of file")


def scaled(data: bytes) -> tuple[bytes, str]:
    """The picture alone and upright, its longer side at most LONGEST points, and its media type; NotAPhotoError for
    anything else."""
    clean, media_type = cleaned(data)
    try:
        with Image.open(BytesIO(clean), formats=("JPEG", "PNG")) as picture:
            if max(picture.size) <= LONGEST:
                return clean, media_type
            if picture.width * picture.height > MOST_POINTS:
                raise NotAPhotoError("too many points")
            # A JPEG is read at about the size that is wanted, at a fraction of the memory.
            picture.draft("RGB", (LONGEST, LONGEST))
            return _smaller(picture), "image/jpeg"
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPhotoError("cannot be drawn") from error


def _smaller(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((LONGEST, LONGEST))
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(upright, mask=upright.getchannel("A"))
    file = BytesIO()
    ground.save(file, "JPEG", quality=85)
    return file.getvalue()


def _jpeg(data: bytes) -> bytes:
    kept: list[bytes] = []
    turned = 1
    has_frame = has_scan = False
    for marker, segment in _segments(data):
        if marker == _EXIF:
            turned = _orientation(segment) or turned
        elif marker == _COMMENT or (0xE0 <= marker <= 0xEF and marker not in _APPS_KEPT):
            continue
        else:
            kept.append(segment)
        has_frame |= marker in _FRAMES
        has_scan |= marker == _SCAN
    if not (has_frame and has_scan):
        raise NotAPhotoError("no picture in it")
    return b"\xff\xd8" + (_exif(turned) if turned != 1 else b"") + b"".join(kept) + b"\xff\xd9"


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Every segment with its marker, a scan with the coded picture that follows it."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise NotAPhotoError("no marker where one must be")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _END:
            return
        if marker in _ALONE:
            at += 2
            continue
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if end > len(data) or end < at + 4:
            raise NotAPhotoError("a segment reaches beyond the end")
        if marker == _SCAN:
            end = _after_scan(data, end)
        yield marker, data[at:end]
        at = end


def _after_scan(data: bytes, at: int) -> int:
    """Where the next segment begins: FF in coded data is followed by 00 or a restart mark."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise NotAPhotoError("the picture has no end")
        following = data[at + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2


def _orientation(segment: bytes) -> int:
    """Which way up the camera was held, 1 to 8; 0 when the segment does not say."""
    body = segment[4:]
    if not body.startswith(b"Exif\0\0"):
        return 0
    tiff = body[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return 0
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (number,) = struct.unpack_from(order + "H", tiff, first)
        for entry in range(min(number, 200)):
            tag, kind, _count, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * entry)
            if tag == _ORIENTATION and kind == _SHORT and 1 <= value <= 8:
                return int(value)
    except struct.error:
        return 0
    return 0


def _exif(turned: int) -> bytes:
    """An Exif segment that says which way up the picture stands, and nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, turned, 0)
    tiff = b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> bytes:
    kinds: list[bytes] = []
    kept, at = [_PNG], len(_PNG)
    while not kinds or kinds[-1] != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise NotAPhotoError("a chunk reaches beyond the end")
        if struct.unpack_from(">I", data, end - 4)[0] != zlib.crc32(data[at + 4 : end - 4]):
            raise NotAPhotoError("a chunk is damaged")
        kinds.append(kind)
        if kind in _CHUNKS_KEPT:
            kept.append(data[at:end])
        at = end
    if kinds[0] != b"IHDR" or b"IDAT" not in kinds:
        raise NotAPhotoError("no picture in it")
    return b"".join(kept)

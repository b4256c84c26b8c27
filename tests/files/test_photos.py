"""Photos are kept without what the camera wrote into them."""

from __future__ import annotations

import base64
import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lantoa.common.scopes import everything
from lantoa.files import queries
from lantoa.files.operations import UnableToKeepPhoto, keep_photo
from lantoa.files.photos import NotAPhotoError, cleaned, scaled

# The smallest picture that every browser shows: one grey point.
JPEG = (
    base64.b64decode(
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////"
        "////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA="
    )
    + b"\xff\xd9"
)


def exif(turned: int) -> bytes:
    place = b"GPS 10.2345 N 106.1234 E"
    tiff = b"II*\0" + struct.pack("<IH", 8, 1) + struct.pack("<HHIHH", 0x0112, 3, 1, turned, 0) + bytes(4) + place
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def with_camera(turned: int = 6) -> bytes:
    comment = b"\xff\xfe" + struct.pack(">H", 2 + 9) + b"Galaxy S9"
    xmp = b"\xff\xe1" + struct.pack(">H", 2 + 12) + b"http://ns.ad"
    return JPEG[:2] + exif(turned) + xmp + comment + JPEG[2:] + b"PK\x03\x04 behind the end"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"tEXt", b"Comment\0Galaxy S9")
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)


def test_place_telephone_and_what_hangs_behind_go_and_the_picture_stays() -> None:
    clean, kind = cleaned(with_camera())
    assert kind == "image/jpeg"
    for gone in (b"GPS", b"Galaxy", b"http", b"behind"):
        assert gone not in clean
    assert JPEG[2:] in clean


@pytest.mark.parametrize("turned", range(1, 9))
def test_which_way_up_the_picture_stands_is_kept(turned: int) -> None:
    clean, _kind = cleaned(with_camera(turned))
    assert (b"Exif" in clean) is (turned != 1)
    if turned != 1:
        assert struct.pack(">HHIHH", 0x0112, 3, 1, turned, 0) in clean
        assert cleaned(clean)[0] == clean


def test_a_png_keeps_its_picture_and_loses_its_words() -> None:
    clean, kind = cleaned(PNG + b"behind")
    assert kind == "image/png"
    assert b"Galaxy" not in clean
    assert b"IDAT" in clean
    assert clean.endswith(chunk(b"IEND", b""))


@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", JPEG[:40]]))
def test_whatever_is_no_photo_is_refused_and_nothing_breaks(rubbish: bytes, start: bytes) -> None:
    with suppress(NotAPhotoError):
        clean, _kind = cleaned(start + rubbish)
        assert cleaned(clean)[0] == clean


@given(st.integers(0, len(JPEG) - 3))
def test_a_photo_cut_short_is_refused(length: int) -> None:
    with pytest.raises(NotAPhotoError):
        cleaned(JPEG[:length])


def test_a_kept_photo_is_the_clean_one(db: None) -> None:
    kept = keep_photo(scope=everything("thử"), name="giấy.jpg", data=with_camera())
    assert kept.media_type == "image/jpeg"
    assert b"GPS" not in queries.bytes_of(kept)
    for wrong in (b"%PDF-1.7", b"<svg onload=alert(1)>", b"", b"\xff\xd8" + bytes(11 * 1024 * 1024)):
        with pytest.raises(UnableToKeepPhoto):
            keep_photo(scope=everything("thử"), name="x", data=wrong)


def picture(size: tuple[int, int], kind: str = "JPEG", mode: str = "RGB", *, turned: int = 1) -> bytes:
    """A picture that is red on its upper half."""
    drawn = Image.new(mode, size, (200, 0, 0, 255)[: len(mode)])
    drawn.paste((0, 0, 200, 255)[: len(mode)], (0, size[1] // 2, *size))
    file, said = BytesIO(), Image.Exif()
    said[0x0112] = turned
    drawn.save(file, kind, **({"exif": said} if kind == "JPEG" else {}))
    return file.getvalue()


def test_a_picture_for_a_page_is_no_larger_than_a_page_shows_it() -> None:
    data = picture((4000, 3000))
    small, kind = scaled(data)
    with Image.open(BytesIO(small)) as shown:
        assert (shown.size, kind) == ((1600, 1200), "image/jpeg")
        assert not shown.getexif()
        assert shown.getpixel((800, 10))[0] > 150  # type: ignore[index]
    assert len(small) < len(data)


def test_one_that_was_held_sideways_stands_upright() -> None:
    small, _kind = scaled(picture((4000, 2000), turned=6))
    with Image.open(BytesIO(small)) as shown:
        assert shown.size == (800, 1600)
        assert shown.getpixel((780, 800))[0] > 150  # type: ignore[index]


def test_a_small_one_is_not_touched_and_what_is_clear_becomes_white() -> None:
    data = picture((1200, 900))
    assert scaled(data) == cleaned(data)
    file = BytesIO()
    Image.new("RGBA", (2000, 10), (0, 0, 0, 0)).save(file, "PNG")
    with Image.open(BytesIO(scaled(file.getvalue())[0])) as shown:
        assert shown.getpixel((5, 5)) == (255, 255, 255)


def _torn(data: bytes) -> bytes:
    """Whose table of colours was overwritten."""
    at = data.index(b"\xff\xc4") + 4
    return data[:at] + b"\xee" * 20 + data[at + 20 :]


def test_one_of_too_many_points_or_that_cannot_be_drawn_is_refused() -> None:
    file = BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    for data in (file.getvalue(), _torn(picture((3000, 3000)))):
        with pytest.raises(NotAPhotoError):
            scaled(data)


@given(st.data())
def test_no_broken_picture_brings_anything_but_a_picture_or_a_refusal(drawn: st.DataObject) -> None:
    data = bytearray(BROKEN)
    for _ in range(drawn.draw(st.integers(1, 6))):
        data[drawn.draw(st.integers(0, len(data) - 1))] = drawn.draw(st.integers(0, 255))
    with suppress(NotAPhotoError), Image.open(BytesIO(scaled(bytes(data))[0])) as shown:
        assert max(shown.size) <= 65_535


BROKEN = picture((1700, 60))

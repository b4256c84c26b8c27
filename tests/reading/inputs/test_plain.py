import unicodedata

import pytest

from lantoa.reading.inputs import Unreadable, extract
from lantoa.vietnamese import legacy

from .papers import SENTENCE
from .refusing import codes, refused

LINES = "Chi bộ đã vận động nhân dân.\r\nĐồng bào trong xã góp 52 triệu đồng.\n\nMở rộng đường làng.\r"


def typed_in(table: dict[str, str], text: str) -> str:
    backwards = {new: old for old, new in table.items()}
    return "".join(backwards.get(letter, letter) for letter in text)


def windows_1258(text: str) -> bytes:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", letter)
        bare = unicodedata.normalize("NFC", "".join(sign for sign in apart if sign not in tones))
        out += (bare + "".join(sign for sign in apart if sign in tones)).encode("cp1258")
    return out


def test_a_utf8_file_comes_out_letter_for_letter_with_its_newlines():
    read = extract("bao-cao.txt", LINES.encode())
    assert (read.text, read.media_type, read.extractor, read.warnings) == (LINES, "text/plain", "plain/1", ())


def test_decomposed_letters_stay_decomposed():
    apart = unicodedata.normalize("NFD", LINES)
    assert extract("tu-may-mac.txt", apart.encode()).text == apart != LINES


def test_a_byte_order_mark_is_dropped_and_told():
    read = extract("bao-cao.txt", b"\xef\xbb\xbf" + LINES.encode())
    assert (read.text, codes(read)) == (LINES, ["byte_order_mark"])


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf16_of_notepad_is_read(mark: bytes, encoding: str):
    assert extract("bao-cao.txt", mark + LINES.encode(encoding)).text == LINES


def test_windows_1258_is_read_and_told():
    read = extract("cu.txt", windows_1258(LINES))
    assert (read.text, codes(read)) == (LINES, ["windows_1258"])


def test_text_typed_for_tcvn3_fonts_becomes_unicode_and_is_told():
    read = extract("cu.txt", typed_in(legacy._TCVN3, LINES).encode("latin-1"))
    assert (read.text, codes(read)) == (LINES, ["legacy_encoding"])
    assert "TCVN3" in read.warnings[0].vi


def test_text_typed_for_vni_fonts_becomes_unicode_and_is_told():
    read = extract("cu.txt", typed_in(legacy._VNI, LINES).encode("latin-1"))
    assert (read.text, codes(read)) == (LINES, ["legacy_encoding"])
    assert "VNI" in read.warnings[0].vi


def test_lines_that_are_unicode_already_are_spared_beside_lines_that_are_not():
    old = typed_in(legacy._TCVN3, SENTENCE)
    mixed = "\n".join((old, old, old, old, "Kính gửi: Đảng ủy xã, đồng chí Bí thư"))
    assert extract("lan.txt", mixed.encode()).text.endswith("Kính gửi: Đảng ủy xã, đồng chí Bí thư")


def test_a_wrong_byte_in_good_unicode_costs_one_letter_and_not_the_file():
    data = LINES.encode()
    read = extract("bao-cao.txt", data[:4] + b"\xff" + data[4:])
    assert read.text.replace("\ufffd", "") == LINES
    assert codes(read) == ["damaged_characters"]


def test_a_text_in_another_language_is_read_with_a_caution():
    assert codes(extract("report.txt", b"The committee met twice in May.")) == ["not_vietnamese"]


def test_vietnamese_typed_without_marks_needs_no_caution():
    assert extract("khong-dau.txt", b"Chi bo thon da van dong nhan dan hien dat lam duong").warnings == ()


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\u200b\u00a0\n".encode(), b"\xff\xfe \x00"])
def test_a_file_without_letters_is_refused_as_empty(data: bytes):
    assert refused("trong.txt", data).code == "empty"


def test_more_than_two_million_letters_are_refused():
    assert refused("dai.txt", b"a b " * 500_001).code == "too_large"


def test_more_than_twenty_megabytes_are_refused():
    assert refused("to.txt", b"a" * (20 * 1024 * 1024 + 1)).code == "too_large"


def test_utf_32_is_read_and_text_with_null_characters_is_refused():
    assert extract("a.txt", SENTENCE.encode("utf-32")).text == SENTENCE
    with pytest.raises(Unreadable):
        extract("a.txt", b"\xff\xfe" + f"{SENTENCE}\0{SENTENCE}".encode("utf-16-le"))

import gzip
import pickle

import pytest

from lantoa.reading.inputs import Unreadable, extract
from lantoa.reading.inputs.checks import extension_of
from lantoa.reading.inputs.refusals import CAUTIONS, REFUSALS

from .papers import SENTENCE, ole, packed, paragraph, pdf, report_docx, web_page, word
from .refusing import refused

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0"
PROGRAM = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0"
SHEET = packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
TYPES = '<Types xmlns="x"><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'


@pytest.mark.parametrize(
    ("name", "data", "really"),
    [
        ("bao-cao.docx", pdf(["Bao cao"]), "tệp PDF"),
        ("bao-cao.docx", PROGRAM, "chương trình chạy được"),
        ("bao-cao.docx", JPEG, "ảnh JPG"),
        ("bao-cao.docx", ole("WordDocument"), "tệp Word đời cũ (.doc)"),
        ("bao-cao.docx", SHEET, "tệp Excel"),
        ("bao-cao.docx", packed({"a.txt": "Xã ta"}), "tệp nén (.zip)"),
        ("bao-cao.docx", SENTENCE.encode(), "văn bản thuần"),
        ("bao-cao.docx", b"{\\rtf1 abc}", "tệp RTF"),
        ("bao-cao.doc", web_page("<p>Xã</p>"), "trang web"),
        ("bao-cao.doc", report_docx(), "tệp Word"),
        ("bao-cao.pdf", report_docx(), "tệp Word"),
        ("bao-cao.txt", PNG, "ảnh PNG"),
        ("bao-cao.txt", b"\0\x01\x02abc" * 50, "tệp nhị phân"),
        ("bao-cao.html", gzip.compress(b"abc", mtime=0), "tệp nén"),
        ("bao-cao.exe", report_docx(), "tệp Word"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_naming_what_it_is(name: str, data: bytes, really: str):
    refusal = refused(name, data)
    assert refusal.code == "mislabelled"
    assert f"thực ra là {really}" in refusal.vi


@pytest.mark.parametrize(
    ("name", "data", "code", "advice"),
    [
        ("bang.xlsx", SHEET, "damaged", "lưu thành tệp mới"),
        ("bang.xls", ole("Workbook"), "damaged", "lưu thành tệp mới"),
        ("anh.png", PNG, "picture", "gõ lại"),
        ("anh.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "unsupported", "JPG"),
        ("goi.zip", packed({"a.txt": "Xã ta"}), "unsupported", "giải nén"),
        ("chay.exe", PROGRAM, "unsupported", "không được nhận"),
        ("khoa.docx", ole("EncryptionInfo", "EncryptedPackage"), "encrypted", "bỏ mật khẩu"),
        ("la.bin", b"\0\x01\x02" * 99, "unknown", "Hiện đọc được"),
        ("ma.py", SENTENCE.encode(), "unknown", "Hiện đọc được"),
        ("hong.docx", b"\x06\0\x01" * 60, "damaged", "lưu thành tệp mới"),
        ("hong.docx", report_docx()[:-200], "damaged", "lưu thành tệp mới"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(name: str, data: bytes, code: str, advice: str):
    refusal = refused(name, data)
    assert refusal.code == code
    assert advice in refusal.vi


@pytest.mark.parametrize("name", ["macro.docm", "doi-ten.docx", "macro"])
@pytest.mark.parametrize(
    "data",
    [
        word(paragraph("Xã"), parts={"word/vbaProject.bin": ole("VBA")}),
        word(paragraph("Xã"), parts={"word/an/VbaProject.BIN": b"x"}),
        word(paragraph("Xã"), main_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
        packed({"[Content_Types].xml": TYPES, "word/document.xml": "<x/>"}),
    ],
)
def test_macros_are_refused_whatever_the_name(name: str, data: bytes):
    assert refused(name, data).code == "macros"


def test_a_file_without_an_ending_is_taken_for_what_it_is():
    assert extract("bao-cao", report_docx()).extractor == "docx/1"
    assert extract("", SENTENCE.encode()).text == SENTENCE


def test_text_with_tags_named_txt_is_read_as_it_stands():
    page = web_page("<p>Nhân dân xã ta làm đường</p>")
    assert extract("trang.txt", page).text == page.decode()


def test_text_that_begins_like_a_picture_is_still_text():
    text = "BMTE là bà mẹ trẻ em của xã ta. GIF89a là tên một định dạng ảnh."
    assert extract("viet-tat.txt", text.encode()).text == text


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("Báo cáo quý I.DOCX", ".docx"),
        ("a.b.c.pdf ", ".pdf"),
        ("bao-cao\u202excod.exe", ".exe"),
        ("x." + "a" * 300, ""),
        ("x.<script>", ".script"),
        ("a" * 300, ""),
        ("..", ""),
        ("thu.muc/ten", ""),
    ],
)
def test_the_ending_of_a_name_is_short_and_plain(name: str, extension: str):
    assert extension_of(name) == extension


@pytest.mark.parametrize("name", ["a" * 300 + ".docx", "bao\u202e\0cao.docx", "../../etc/passwd.docx", "con.docx"])
def test_strange_names_change_nothing(name: str):
    assert extract(name, report_docx()).extractor == "docx/1"


@pytest.mark.parametrize("table", [REFUSALS, CAUTIONS])
def test_every_sentence_exists_in_both_languages_and_ends(table: dict[str, tuple[str, str]]):
    for code, (vi, en) in table.items():
        assert vi.endswith((".", "}")), code
        assert en.endswith((".", "}")), code
        assert not vi.isascii() or vi.startswith("{"), code


def test_a_refusal_shows_its_vietnamese_and_survives_being_sent_between_processes():
    refusal = refused("cu.doc", ole("WordDocument"))
    again = pickle.loads(pickle.dumps(refusal))
    assert isinstance(again, Unreadable)
    assert (str(again), again.code, again.en) == (refusal.vi, "damaged", refusal.en)

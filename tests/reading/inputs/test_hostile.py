"""Files made to do harm: refused, quickly and in little memory; broken files: read or refused, never an error."""

import io
import os
import random
import signal
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from lantoa.reading.inputs import Extracted, Unreadable, apart, extract, pictures

from .drawn import as_pdf, as_photo, with_office, with_tesseract
from .papers import (
    W,
    assembled_pdf,
    packed,
    paragraph,
    pdf,
    relations,
    report_docx,
    scanned_pdf,
    stream,
    web_page,
    word,
)
from .refusing import refused
from .test_mail import mail
from .test_office import as_old
from .test_workbook import register

# Broken files in all: ten thousand where time is nobody's, a few hundred on a desk.
MUTANTS = 10_000 if os.environ.get("CI") else 600
# Ten thousand take minutes under the measuring of coverage, which learns nothing from them.
heavy_where_many = pytest.mark.heavy if os.environ.get("CI") else lambda test: test
# No measure but a guard against running away: under load, and traced for coverage, honest work takes many times longer.
SECONDS = 60.0
MEGABYTE = 1024 * 1024


def stored(members: dict[str, bytes | str]) -> bytes:
    return packed(members, zipfile.ZIP_STORED)


def flat_bomb() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as member,
    ):
        for _ in range(300):
            member.write(b"\0" * MEGABYTE)
    return out.getvalue()


def lying_bomb() -> bytes:
    """Both headers of the big member say that it is small."""
    data = word(paragraph("a" * 20 * MEGABYTE))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    return data.replace(struct.pack("<L", size), struct.pack("<L", 900))


def many_entries() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(100_000):
            archive.writestr(f"{number}", b"")
    return out.getvalue()


def entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return word(paragraph("&e9;"), before=f'<!DOCTYPE x [<!ENTITY e0 "ha">{levels}]>')


def outside_entity() -> bytes:
    return word(paragraph("&x;"), before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def entities_in_relations() -> bytes:
    links = '<!DOCTYPE x [<!ENTITY x SYSTEM "http://127.0.0.1:1/">]><Relationships>&x;</Relationships>'
    return word(paragraph("Xã"), links=links)


def huge_table() -> bytes:
    cells = "".join(
        f"<w:tc><w:p><w:r><w:t>{random.Random(n).random()}</w:t></w:r></w:p></w:tc>" for n in range(200_001)
    )
    return word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")


def million_cells() -> bytes:
    body = "<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 1_000_000 + "</w:tr></w:tbl>"
    types, links = "<Types/>", relations(("rId1", "officeDocument", "word/document.xml"))
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return stored({"[Content_Types].xml": types, "_rels/.rels": links, "word/document.xml": document})


def deep() -> bytes:
    return word("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)


def duplicate_document() -> bytes:
    out = io.BytesIO(word(paragraph("một")))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "hai")
    return out.getvalue()


def pdf_bomb(filters: str, content: bytes) -> bytes:
    return assembled_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            stream(content, f"/Filter {filters}"),
        ]
    )


def squeezed(size: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * MEGABYTE) for _ in range(size // MEGABYTE)) + packer.flush()


BOMBS: list[tuple[str, Callable[[], bytes], tuple[str, ...]]] = [
    ("a.docx", flat_bomb, ("zip_bomb",)),
    ("a.zip", flat_bomb, ("zip_bomb",)),
    ("a.docx", lying_bomb, ("damaged", "zip_bomb")),
    ("a.docx", many_entries, ("zip_bomb",)),
    ("a.docx", lambda: word(paragraph("Xã"), parts={"word/an.zip": packed({"x": b"y"})}), ("zip_bomb",)),
    ("a.docx", lambda: word(paragraph("Xã"), parts={"word/an.xml": packed({"x": b"y"})}), ("zip_bomb",)),
    ("a.docx", lambda: word(paragraph("a" * 20 * MEGABYTE)), ("zip_bomb",)),
    ("a.docx", entities, ("damaged",)),
    ("a.docx", outside_entity, ("damaged",)),
    ("a.docx", entities_in_relations, ("damaged",)),
    ("a.docx", huge_table, ("too_large",)),
    ("a.docx", million_cells, ("too_large",)),
    ("a.docx", deep, ("damaged", "zip_bomb")),
    ("a.docx", duplicate_document, ("damaged",)),
    ("a.pdf", lambda: pdf_bomb("/FlateDecode", squeezed(300 * MEGABYTE)), ("zip_bomb",)),
    (
        "a.pdf",
        lambda: pdf_bomb("[/FlateDecode /FlateDecode]", zlib.compress(squeezed(MEGABYTE))),
        ("zip_bomb",),
    ),
    ("a.html", lambda: web_page("<i>" * 400_000), ("too_large", "damaged", "empty")),
]


@pytest.mark.parametrize(("name", "make", "expected"), BOMBS)
def test_a_bomb_is_refused_soon_and_in_little_memory(name: str, make: Callable[[], bytes], expected: tuple[str, ...]):
    data = make()
    began = time.thread_time()
    assert refused(name, data).code in expected
    assert time.thread_time() - began < SECONDS
    if len(data) < MEGABYTE:
        tracemalloc.start()
        refused(name, data)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 64 * MEGABYTE


def test_a_page_that_would_hold_a_parser_for_hours_is_read_soon():
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    pages = (
        f"<p {attributes}>Nhân dân</p>",
        f"<p < {attributes}>Nhân dân</p>",
        "<table><tr><td>a</td><td>b</td></tr></table>" * 4_800,
        "<!--" * 100_000,
        "<script>" * 100_000,
        "<p a='" * 100_000,
        "<p a=" * 100_000,
    )
    for page in pages:
        read_or_refused("a.html", web_page(page))


def test_sixty_thousand_deleted_paragraph_marks_are_joined_soon():
    deleted = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Nhân dân {0}</w:t></w:r></w:p>"
    data = word("".join(deleted.format(random.Random(number).random()) for number in range(60_000)))
    assert read_or_refused("a.docx", data) == "read"


def test_encrypted_members_of_a_zip_are_refused():
    data = bytearray(report_docx())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused("a.docx", bytes(data)).code == "encrypted"


def read_or_refused(name: str, data: bytes) -> str:
    began = time.thread_time()
    try:
        outcome = "read" if isinstance(extract(name, data), Extracted) else "nothing"
    except Unreadable as refusal:
        outcome = refusal.code
    assert time.thread_time() - began < SECONDS
    return outcome


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def respliced(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.sample(range(len(data)), 2))
    return data[:start] + data[end:] if chance.random() < 0.5 else data[:end] + data[start:]


SMALL = (
    f"<w:document {W}><w:body>{paragraph('Xã ta')}"
    f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc></w:tr></w:tbl></w:body></w:document>"
)
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="A">'
    + "<table:table-row><table:table-cell office:value-type='string'><text:p>Xã ta</text:p></table:table-cell>"
    "</table:table-row>" * 5 + "</table:table></office:spreadsheet></office:body></office:document-content>"
)
ORIGINALS: dict[str, Callable[[], bytes]] = {
    "a.docx": report_docx,
    "b.docx": lambda: stored({"[Content_Types].xml": "<Types/>", "word/document.xml": SMALL}),
    "a.pdf": lambda: pdf(["Bao cao cua chi bo", "2\nNhan dan hien dat"]),
    "b.pdf": scanned_pdf,
    "a.html": lambda: web_page(
        "<h1>Xã</h1><table><tr><td>a</td><td>b</td></tr></table>" + "<p>Nhân dân góp đất</p>" * 40
    ),
    "a.xlsx": register,
    "a.ods": lambda: packed(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ODS}, zipfile.ZIP_STORED
    ),
    "a.eml": lambda: mail(page="<p>Nhân dân góp đất</p>", attached=True),
    "a.mht": lambda: mail(page="<table><tr><td>a</td><td>b</td></tr></table>"),
    "a.txt": lambda: "Chi bộ đã vận động nhân dân.\r\n".encode() * 20,
    "a": lambda: "Chi bộ đã vận động nhân dân.".encode("utf-16") * 20,
}


CHANGES = (flipped, respliced, lambda data, chance: data[: chance.randrange(len(data))])
# Each of these costs a program of others a second.
SLOW = ("a.doc", "a.rtf", "a.odt", "a.png")


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "program", lambda: None)


@heavy_where_many
@pytest.mark.parametrize("name", ORIGINALS)
@pytest.mark.usefixtures("without_tesseract")
def test_no_broken_file_brings_anything_but_text_or_a_refusal(name: str):
    data, chance = ORIGINALS[name](), random.Random(name)
    for number in range(MUTANTS // len(ORIGINALS)):
        read_or_refused(name, CHANGES[number % len(CHANGES)](data, chance))


@with_office
@with_tesseract
@pytest.mark.parametrize("name", SLOW)
def test_nor_does_one_that_another_program_opens(name: str, tmp_path: Path):
    kind, chance = name.rpartition(".")[2], random.Random(name)
    data = as_photo(tmp_path, as_pdf(tmp_path)) if kind == "png" else as_old(tmp_path, kind)
    for number in range(6 if os.environ.get("CI") else 3):
        read_or_refused(name, CHANGES[number % len(CHANGES)](data, chance))


@heavy_where_many
@pytest.mark.usefixtures("without_tesseract")
def test_random_bytes_under_every_name_bring_only_text_or_a_refusal():
    chance = random.Random(20260519)
    starts = (
        b"",
        b"PK\x03\x04",
        b"%PDF-1.7\n",
        b"\xff\xfe",
        b"<html>",
        b"\xef\xbb\xbf",
        b"From: a\nSubject: b\n",
        b"\x89PNG",
    )
    for _ in range(MUTANTS // 30):
        data = chance.choice(starts) + chance.randbytes(chance.randrange(2_000))
        for name in ("a.docx", "a.pdf", "a.html", "a.txt", "a", "a.xlsx", "a.eml", "a.png"):
            read_or_refused(name, data)


def test_a_parser_that_is_killed_refuses_its_file_and_the_next_one_is_read(monkeypatch: pytest.MonkeyPatch):
    assert extract("a.docx", report_docx()).text
    (process,) = apart._pool._idle[-1:]
    process._running.kill()
    process._running.wait()
    assert extract("a.docx", report_docx()).text
    (process,) = apart._pool._idle[-1:]
    process._running.send_signal(signal.SIGSTOP)
    monkeypatch.setattr("lantoa.reading.inputs.limits.PARSER_PATIENCE", 0.3)
    assert refused("a.docx", report_docx()).code == "too_large"
    monkeypatch.undo()
    assert extract("a.docx", report_docx()).text

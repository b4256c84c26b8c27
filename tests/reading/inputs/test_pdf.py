from pathlib import Path

import pytest

from lantoa.reading import read
from lantoa.reading.inputs import extract, pictures

from .drawn import HEADS, ROWS, as_pdf, with_office
from .papers import assembled_pdf, encrypted_pdf, pdf, scanned_pdf
from .refusing import codes, refused

LONG = "Trong nam qua chi bo da van dong nhan dan dong gop cong suc va"
PAGE = "Bao cao cua chi bo ve viec hoc tap"


def test_pages_are_parted_by_an_empty_line_and_page_numbers_left_out():
    read = extract("a.pdf", pdf([PAGE, "2\nNhan dan hien dat lam duong"]))
    assert read.text == f"{PAGE}\n\nNhan dan hien dat lam duong"
    assert (read.media_type, read.extractor) == ("application/pdf", "pdf/2")


def test_lines_of_a_paragraph_are_joined_and_points_are_not():
    ends = ("52 trieu dong de lam", "duong lang", "2. Ket qua", "20/8/2025; to", "Bo\n- Dat")
    page = "\n".join(f"{LONG}\n{end}" for end in ends)
    assert extract("a.pdf", pdf([page])).text.split("\n") == [
        f"{LONG} 52 trieu dong de lam",
        f"{LONG} duong lang",
        LONG,
        "2. Ket qua",
        f"{LONG} 20/8/2025; to",
        f"{LONG} Bo",
        "- Dat",
    ]


def test_without_tesseract_a_pdf_without_text_is_refused_as_scanned_and_told_what_to_do(monkeypatch):
    monkeypatch.setattr(pictures, "program", lambda: None)
    refusal = refused("quet.pdf", scanned_pdf())
    assert refusal.code == "scanned"
    assert "bản Word gốc" in refusal.vi


def test_a_page_that_is_a_picture_among_pages_of_text_is_named():
    read = extract("a.pdf", scanned_pdf(text_pages=2))
    assert codes(read) == ["some_pages_scanned"]
    assert "trang 3" in read.warnings[0].vi


def test_a_pdf_with_a_password_is_refused():
    assert refused("khoa.pdf", encrypted_pdf()).code == "encrypted"


def test_a_pdf_without_anything_is_refused_as_empty():
    assert refused("trong.pdf", pdf([""])).code == "empty"


@pytest.mark.parametrize(
    "extra",
    [
        "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        "/OpenAction << /S /Launch /F (cmd.exe) >>",
        "/Names << /EmbeddedFiles << /Names [] >> >>",
    ],
)
def test_scripts_and_launch_actions_are_told(extra: str):
    assert codes(extract("a.pdf", pdf([PAGE], extra=extra))) == ["active_content"]


def test_pages_that_point_at_themselves_end_in_a_refusal():
    loop = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Parent 2 0 R /Count 99999 >>",
    ]
    assert refused("vong.pdf", assembled_pdf(loop)).code in ("empty", "damaged", "too_large")


def test_a_pdf_of_too_many_pages_is_refused():
    kids = b"3 0 R " * 2_001
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count 2001 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ]
    assert refused("day.pdf", assembled_pdf(objects)).code == "too_large"


@with_office
def test_a_ruled_table_keeps_its_rows_over_the_end_of_a_page(tmp_path: Path):
    found = extract("a.pdf", as_pdf(tmp_path, rows=ROWS * 14))
    rows = [line for line in found.text.split("\n") if "\t" in line]
    wanted = ["\t".join(HEADS), *("\t".join(row) for row in ROWS * 14), "Tổng cộng\t\t\t\t28 mô hình"]
    assert rows == wanted
    assert len(read(found.text).models) >= 2


def test_what_stands_over_every_page_is_left_out():
    pages = [f"Dang uy xa Tan Sa - trang {n}\n{LONG} {n} trieu dong.\n{n}" for n in range(1, 5)]
    found = extract("a.pdf", pdf(pages))
    assert "trang" not in found.text
    assert found.text.count("trieu dong") == 4

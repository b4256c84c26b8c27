"""Scans and photos: read by Tesseract where it is sure, left to a person where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from lantoa.reading import read
from lantoa.reading.inputs import extract, extract_at_once, pictures
from lantoa.reading.inputs.picture_rows import Word, lines

from .drawn import PROSE, ROWS, as_pdf, as_photo, as_scan, pdf_of_pictures, with_tesseract
from .refusing import codes, refused


@with_tesseract
@pytest.mark.parametrize(("kind", "name"), [("png", "a.png"), ("jpeg", "IMG_2026.JPG")])
def test_a_photo_of_print_is_read_with_a_word_of_care(tmp_path: Path, kind: str, name: str) -> None:
    found = extract(name, as_photo(tmp_path, as_pdf(tmp_path, rows=ROWS), kind))
    assert codes(found) == ["read_from_pictures"]
    assert "so lại với bản gốc" in found.warnings[0].vi
    amounts = {(one.value, one.unit) for one in read(found.text).quantities}
    assert {(52_000_000, "VND"), (350, "m2"), (12, "buổi")} <= amounts
    rows = [line.split("\t") for line in found.text.split("\n") if "\t" in line]
    assert rows[0] == ["TT", "Tên mô hình", "Đơn vị chủ trì", "Lĩnh vực", "Kết quả"]
    assert rows[1][0] == "1"
    assert rows[1][4] == "2,5 km đường, 45 hộ tham gia"


@with_tesseract
def test_a_scanned_paper_is_read_page_by_page_and_its_practices_found(tmp_path: Path) -> None:
    long = as_pdf(tmp_path, [PROSE] * 3, ROWS * 14)
    scan = as_scan(tmp_path, long)
    found = extract("quet.pdf", scan)
    assert codes(found) == ["read_from_pictures"]
    rows = [line for line in found.text.split("\n") if line.count("\t") == 4]
    assert len(rows) == 1 + 28 + 1
    names = {model.name for model in read(found.text).models}
    assert "Vườn rau sạch gia đình" in names
    assert extract_at_once("quet.pdf", scan) is None


@with_tesseract
def test_what_is_no_print_is_left_to_a_person(tmp_path: Path) -> None:
    dots = bytes((x * y * 7919) % 251 for y in range(300) for x in range(300))
    blank = b"P5\n300 300\n255\n" + b"\xff" * 90_000
    for points in (b"P5\n300 300\n255\n" + dots, blank):
        refusal = refused("so-tay.pdf", pdf_of_pictures([points]))
        assert refusal.code == "picture"
        assert "gõ lại" in refusal.vi


def test_without_tesseract_a_photo_is_left_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "program", lambda: None)
    assert refused("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").code == "picture"


def row(*words: tuple[str, int, int]) -> list[Word]:
    return [Word(text, 95.0, left, right, 20) for text, left, right in words]


def test_lines_of_a_numbered_table_are_rows_whatever_they_wrap() -> None:
    page = [
        row(("Kèm", 10, 50), ("theo", 60, 100)),
        row(("STT", 10, 40), ("Tên", 100, 130), ("Kết", 300, 330), ("quả", 340, 370)),
        row(("1", 15, 25), ("Đường", 100, 160), ("hoa", 170, 200), ("45", 300, 320), ("hộ", 330, 350)),
        row(("ấp", 100, 120), ("Đông", 130, 180)),
        row(("2", 15, 25), ("Tiếng", 100, 160), ("kẻng", 170, 215), ("12", 300, 320)),
        row(("Tổng", 15, 60), ("cộng", 70, 120), ("57", 300, 320)),
    ]
    assert lines(page) == [
        "Kèm theo", "STT\tTên\tKết quả", "1\tĐường hoa ấp Đông\t45 hộ", "2\tTiếng kẻng\t12", "Tổng cộng\t\t57",
    ]  # fmt: skip


def test_columns_of_prose_are_no_table() -> None:
    page = [row(("Nơi", 10, 40), ("nhận", 50, 90), ("TM", 400, 430)), row(("Như", 10, 40), ("trên", 50, 80))]
    assert lines(page) == ["Nơi nhận\tTM", "Như trên"]

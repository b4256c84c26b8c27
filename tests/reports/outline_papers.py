"""Outlines that we wrote for the tests, as Word files and as plain texts."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterable
from pathlib import Path

from docx import Document

from lantoa.reports.outlines.lexicon import Heard, Lexicon, lexicon

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
OUTLINE = EXAMPLES / "outlines" / "de-cuong_bao-cao-nam-2026_song-trang.docx"
TABLES = EXAMPLES / "outlines" / "bieu_tong-hop-nam-2026_song-trang.xlsx"
REPORT = EXAMPLES / "46-BC-DU_bao-cao-nam-2026_an-phuc-dong.docx"
FORMS = ROOT.parent / "shared" / "forms"
TEXT = """ĐỀ CƯƠNG
Báo cáo kết quả năm 2026

I- CÔNG TÁC CHỈ ĐẠO
1. Ban hành văn bản (nêu số, ngày của từng văn bản)
II- KẾT QUẢ
1. Đăng ký mô hình
2. Khen thưởng: nêu số tập thể, cá nhân được khen.
3. Kiểm tra, giám sát
III- PHƯƠNG HƯỚNG
"""


def word_file(paragraphs: Iterable[str | list[list[str]]]) -> bytes:
    """A .docx: "**bold**" and "_slanted_" stretches in paragraphs; a list of rows is a table."""
    document = Document()
    for one in paragraphs:
        if isinstance(one, str):
            _paragraph(document.add_paragraph(), one)
            continue
        table = document.add_table(len(one), max(map(len, one)))
        for row, cells in zip(table.rows, one, strict=True):
            for cell, words in zip(row.cells, cells, strict=False):
                cell.text = words
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _paragraph(paragraph, marked: str) -> None:  # type: ignore[no-untyped-def]  # python-docx has no types
    for n, piece in enumerate(marked.split("**")):
        for m, part in enumerate(piece.split("_")):
            if part:
                run = paragraph.add_run(part)
                run.bold, run.italic = n % 2 == 1, m % 2 == 1


def shipped() -> Lexicon:
    """The words that ship, for the catalogue that ships."""
    with (ROOT / "src/lantoa/indicators/data/catalogue.toml").open("rb") as file:
        entries = tomllib.load(file)["indicator"]
    return lexicon(
        Heard(
            one["code"],
            one["name"],
            (one["unit"], *(unit for entry in one.get("heard_as", []) for unit in entry["unit"])),
            tuple(unit for entry in one.get("heard_as", []) if not entry["words"] for unit in entry["unit"]),
        )
        for one in entries
    )

"""Texts typed for the fonts of before Unicode: whole papers, and single runs of a Word file."""

from __future__ import annotations

import pytest

from lantoa.reading import read
from lantoa.reading.inputs import extract
from lantoa.vietnamese import legacy

from .papers import word
from .refusing import codes

PAPER = """ĐẢNG ỦY XÃ TÂN SA

Năm 2006, Chi bộ ấp Bến Lở vận động nhân dân đóng góp 52 triệu đồng, hiến 350 mét vuông đất để mở rộng đường.
Các hội viên phụ nữ giúp đỡ lẫn nhau, trao 18 suất quà; nhiều gia đình được xét tặng danh hiệu văn hóa.
Những kết quả trên khẳng định sức mạnh của sự đoàn kết; xã sẽ tiếp tục duy trì mô hình “Quỹ nghĩa tình ấp Bến Lở”.
"""


def as_tcvn3(text: str) -> str:
    table = {new: old for old, new in legacy._TCVN3.items()}
    # Small letters with the codes of capitals: the capital fonts have no accented capitals of their own.
    return "".join(table.get(letter) or table.get(letter.lower(), letter) for letter in text)


def as_vni(text: str) -> str:
    table = {new: old for old, new in legacy._VNI.items()}
    return "".join(table.get(letter, letter) for letter in text)


@pytest.mark.parametrize(("typed", "font"), [(as_tcvn3, "TCVN3"), (as_vni, "VNI")])
def test_a_whole_paper_reads_as_in_unicode(typed, font: str) -> None:
    plain = PAPER.replace("“", '"').replace("”", '"')
    found = extract("cu.txt", typed(plain).encode("cp1252" if font == "VNI" else "latin-1", "replace"))
    assert codes(found) == ["legacy_encoding"]
    assert font in found.warnings[0].vi
    assert found.text.split("\n")[2:] == plain.split("\n")[2:]
    assert found.text.split("\n")[0].upper() == plain.split("\n")[0]
    wanted = [(one.value, one.unit) for one in read(plain).quantities]
    assert [(one.value, one.unit) for one in read(found.text).quantities] == wanted


def run(text: str, font: str = "") -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return f"<w:r>{fonts}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_only_the_runs_in_an_old_font_of_a_word_file_are_converted() -> None:
    new = "Xã Tân Sa trao 20 suất quà cho hộ khó khăn và góp công làm đường. "
    body = (
        f"<w:p>{run(new)}{run(as_tcvn3('Chi bộ hiến đất làm đường'), '.VnTime')}"
        f"{run(' và ')}{run(as_vni('giúp đỡ nhau'), 'VNI-Times')}</w:p>"
        f"<w:p>{run(as_tcvn3('báo cáo'), '.VnTimeH')}</w:p>"
        # Typed in Unicode, whatever the font is called.
        f"<w:p>{run('Đảng ủy xã', '.VnTimeH')}</w:p>"
    )
    found = extract("lan.docx", word(body))
    assert found.text.split("\n") == [
        f"{new}Chi bộ hiến đất làm đường và giúp đỡ nhau",
        "BÁO CÁO",
        "Đảng ủy xã",
    ]
    assert codes(found) == ["legacy_fonts"]


def test_a_run_of_plain_letters_in_an_old_font_says_nothing() -> None:
    found = extract("a.docx", word(f"<w:p>{run('Nhân dân góp công ')}{run('UBND 2026', '.VnTime')}</w:p>"))
    assert found.text == "Nhân dân góp công UBND 2026"
    assert codes(found) == []

"""Printed pages measured against the rule table: Word files through LibreOffice, and our own PDF."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

from lantoa.regulations import queries as regulations
from lantoa.reports.layouts import party, party_docx, pdf, state, state_docx
from lantoa.reports.layouts.frame import Frame
from lantoa.reports.rules import Paragraph, Report
from tests.reports import papers
from tests.reports.measuring import Letters, Measured, needs_office, pages, printed

URL = "http://localhost:8000"
NEAR = 0.6  # millimetres: the width of a drawn line, and the bearing of a letter

pytestmark = pytest.mark.django_db


def rule(code: str) -> dict[str, Any]:
    value: dict[str, Any] = regulations.on(code, papers.ON).value
    return value


def party_paper() -> tuple[Report, Frame, bytes]:
    report, layout = papers.paper(papers.PARTY), rule(party.RULE)
    return report, party.frame(report, layout), party_docx.write(report, layout, public_url=URL)


def state_paper(who: papers.Body = papers.STATE) -> tuple[Report, Frame, bytes]:
    report, layout = papers.paper(who), rule(state.RULE)
    return report, state.frame(report, layout), state_docx.write(report, layout, public_url=URL)


def drawn(made: tuple[Report, Frame, bytes], how: str, folder: Path) -> list[Measured]:
    report, frame, word = made
    return pages(printed(word, folder) if how == "word" else pdf.write(report, frame, public_url=URL))


HOW = [pytest.param("word", marks=needs_office), "pdf"]


def is_about(value: float, wanted: float) -> bool:
    return abs(value - wanted) <= NEAR


def allowed(value: float, said: float | Mapping[str, float]) -> bool:
    """Whether a measure is what the record says, or within its range; print rounds to a twentieth of a point."""
    if isinstance(said, Mapping):
        return said.get("least", value) - 0.05 <= value <= said.get("most", value) + 0.05
    return abs(value - said) <= 0.05


def looks(line: Letters, look: Mapping[str, Any]) -> bool:
    bold, italic = bool(look.get("bold")), bool(look.get("italic"))
    return allowed(line.size, look["size"]) and (line.bold, line.italic) == (bold, italic)


def body_lines(page: Measured, size: float) -> list[Letters]:
    """The lines of running text: those that reach across the page."""
    return [one for one in page.lines if one.size == size and one.right - one.left > 130]


@pytest.mark.parametrize("how", HOW)
def test_a_party_page_is_printed_as_its_record_says(how: str, tmp_path: Path) -> None:
    record, made = rule(party.RULE), drawn(party_paper(), how, tmp_path)
    first, margins = made[0], record["margins"]
    assert is_about(first.width, record["page"]["width"])
    assert is_about(first.height, record["page"]["height"])
    assert looks(first.line("ĐẢNG BỘ TỈNH"), record["superior"])
    assert looks(first.line("ĐẢNG ỦY XÃ"), record["issuer"])
    assert looks(first.line("Số"), record["number"])
    assert looks(first.line("BÁO CÁO"), record["kind"])
    assert looks(first.line("kết quả học tập"), record["abstract"])
    motto = first.line(record["motto"]["text"])
    assert looks(motto, record["motto"])
    assert abs(first.below(motto).length - (motto.right - motto.left)) < 1.5
    dated = first.line("An Phúc, ngày 23 tháng 11 năm 2026")
    assert looks(dated, record["place_and_date"])
    left, right = margins["left"], record["page"]["width"] - margins["right"]
    # Both sides of the head stand side by side, each in the middle of its half.
    for line in (first.line("ĐẢNG BỘ TỈNH"), first.line("ĐẢNG ỦY XÃ"), first.line("*")):
        assert is_about(line.middle, left + party.LEFT_CELL / 2)
    for line in (motto, dated):
        assert is_about(line.middle, (left + party.LEFT_CELL + right) / 2)
    assert abs(first.line("ĐẢNG BỘ TỈNH").base - motto.base) < 1
    assert abs(first.line("Số").base - dated.base) < 0.2
    for title in ("BÁO CÁO", "kết quả học tập", "-----"):
        assert is_about(first.line(title).middle, (left + right) / 2)
    _body_is_set(made, record["body"]["size"], left, right, record["body"]["first_line"], record["body"]["line"])
    last = next(page for page in made if any(one.text.startswith("Nơi nhận") for one in page.lines))
    assert allowed(last.line("Nơi nhận:").size, record["recipients"]["head"])
    assert allowed(last.line("- Lưu Văn phòng").size, record["recipients"]["items"])
    assert (last.line("T/M ĐẢNG ỦY").bold, last.line("BÍ THƯ").bold, last.line("Nguyễn Thị").bold) == (
        True,
        False,
        True,
    )
    assert allowed(last.line("BÍ THƯ").size, record["signature"]["size"])
    assert is_about(last.line("T/M ĐẢNG ỦY").middle, left + (right - left) * 3 / 4)
    _text_stays_inside(made, margins)


@pytest.mark.parametrize("how", HOW)
def test_a_state_page_is_printed_as_its_record_says(how: str, tmp_path: Path) -> None:
    record, made = rule(state.RULE), drawn(state_paper(), how, tmp_path)
    first, inner = made[0], body_lines(made[0], state.chosen(record, "body.size"))
    left, right = min(one.left for one in inner), max(one.right for one in inner)
    assert allowed(round(left, 1), record["margins"]["left"])
    assert allowed(round(first.width - right, 0), record["margins"]["right"])
    assert looks(first.line("ỦY BAN NHÂN DÂN"), record["issuer"])
    assert looks(first.line("XÃ AN PHÚC"), record["issuer"])
    country, words = first.line(record["motto"]["text"]), first.line(record["words"]["text"])
    assert looks(country, record["motto"])
    assert looks(words, record["words"])
    assert abs(first.below(words).length - (words.right - words.left)) < 1.5
    issuer, share = first.line("XÃ AN PHÚC"), record["issuer"]["rule"]
    assert share["least"] - 0.02 <= first.below(issuer).length / (issuer.right - issuer.left) <= share["most"] + 0.02
    about, share = first.line("phong cách Hồ Chí Minh năm 2026"), record["abstract"]["rule"]
    assert share["least"] - 0.02 <= first.below(about).length / (about.right - about.left) <= share["most"] + 0.02
    assert looks(first.line("Số:"), record["number"])
    assert looks(first.line("An Phúc, ngày 23 tháng 11"), record["place_and_date"])
    assert looks(first.line("BÁO CÁO"), record["kind"])
    assert looks(about, record["abstract"])
    assert is_about(country.middle, words.middle)
    assert is_about(issuer.middle, 30 + state.LEFT_CELL / 2)
    assert abs(first.line("ỦY BAN NHÂN DÂN").base - country.base) < 0.2
    spacing = state.chosen(record, "body.spacing")
    assert record["body"]["spacing"]["least"] <= spacing <= record["body"]["spacing"]["most"]
    size = state.chosen(record, "body.size")
    _body_is_set(made, size, 30, 195, state.chosen(record, "body.first_line"), 1.149 * size * spacing)
    last = next(page for page in made if any(one.text.startswith("Nơi nhận") for one in page.lines))
    head = last.line("Nơi nhận:")
    assert (head.size, head.bold, head.italic) == (record["recipients"]["head"], True, True)
    assert last.line("- Lưu: VT.").size == record["recipients"]["items"]
    for line in ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Lau"):
        assert looks(last.line(line), record["signature"])
    _text_stays_inside(made, {"top": 20, "bottom": 20, "left": 30, "right": 15})


def _body_is_set(made: list[Measured], size: float, left: float, right: float, indent: float, line: float) -> None:
    """Running text: size, both margins, the indent of first lines, the distance of lines, and of paragraphs."""
    first = made[0]
    begins = [one for one in first.lines if one.text.startswith("Cấp ủy các cấp")]
    assert {one.size for one in begins} == {size}
    assert all(is_about(one.left, left + indent) for one in begins)
    second = [one for one in first.lines if one.text.startswith("đến cán bộ, đảng viên")]
    assert all(is_about(one.left, left) and is_about(one.right, right) for one in second)
    for begin, after in zip(begins, second, strict=True):
        assert abs((after.base - begin.base) * 72 / 25.4 - line) < 0.5
    # Six points between paragraphs: four lines and a gap from one beginning to the next.
    for one, other in pairwise(begins):
        assert abs((other.base - one.base) * 72 / 25.4 - (4 * line + 6)) < 0.8
    heads = {
        "I- CÔNG TÁC": (True, False),
        "1. Việc làm": (True, False),
        "a) Giao thông": (True, True),
        "- Nhà đại": (False, True),
    }
    every = [one for page in made for one in page.lines]
    for begin, look in heads.items():
        head = next(one for one in every if one.text.startswith(begin))
        assert (head.bold, head.italic) == look
        assert is_about(head.left, left + indent)


def _text_stays_inside(made: list[Measured], margins: Mapping[str, float]) -> None:
    """Nothing beyond the margins but the numbers of pages, which begin with the second, in the middle of the top."""
    for at, page in enumerate(made, start=1):
        numbers = [one for one in page.lines if one.base < margins["top"]]
        assert [one.text for one in numbers] == ([] if at == 1 else [str(at)])
        assert all(is_about(one.middle, (page.width + margins["left"] - margins["right"]) / 2) for one in numbers)
        for line in (one for one in page.lines if one not in numbers):
            assert margins["left"] - NEAR <= line.left
            assert line.right <= page.width - margins["right"] + NEAR
            assert line.base <= page.height - margins["bottom"] + NEAR


@pytest.mark.parametrize("how", HOW)
def test_an_office_stands_below_its_committee_and_two_heads_never_touch(how: str, tmp_path: Path) -> None:
    first = drawn(state_paper(papers.OFFICE), how, tmp_path)[0]
    above, below = first.line("XÃ AN PHÚC"), first.line("PHÒNG VĂN HÓA")
    assert (above.bold, below.bold) == (False, True)
    assert below.right < first.line("Độc lập").left
    assert first.below(below).length < below.right - below.left


def test_the_pdf_has_its_fonts_with_it_and_only_tinos(tmp_path: Path) -> None:
    for report, frame, _ in (party_paper(), state_paper()):
        (tmp_path / "paper.pdf").write_bytes(pdf.write(report, frame, public_url=URL))
        rows = _pdffonts(tmp_path / "paper.pdf")
        assert len(rows) >= 3
        for row in rows:
            name, (embedded, subset, unicode) = row.split()[0], row.split()[-5:-2]
            assert name.partition("+")[2].startswith("Tinos"), row
            assert (embedded, subset, unicode) == ("yes", "yes", "yes"), row


def _pdffonts(file: Path) -> list[str]:
    if not shutil.which("pdffonts"):
        pytest.skip("poppler-utils is not installed")
    said = subprocess.run(["pdffonts", str(file)], check=True, capture_output=True, text=True).stdout
    return said.splitlines()[2:]


def test_the_text_of_the_pdf_is_the_text_of_the_report() -> None:
    every = "".join(chr(one) for one in range(0x1EA0, 0x1EFA)) + "ĂăÂâĐđÊêÔôƠơƯưÀÁÃÈÉÌÍĨÒÓÕÙÚŨÝàáãèéìíĩòóõùúũý"
    odd = unicodedata.normalize("NFD", "Giồng Nhãn, ấp Đông – “bà Thuỷ” 1.234,5 m² 50% …") + " fi fl ffi"
    report, frame, _ = party_paper()
    report = papers.with_body(report, Paragraph((every,)), Paragraph((odd,)))
    found = _words(pdf.write(report, frame, public_url=URL))
    wanted = [every, unicodedata.normalize("NFC", odd)]
    assert all("".join(text.split()) in "".join(found.split()) for text in wanted)
    full = _words(pdf.write(papers.paper(papers.STATE), state_paper()[1], public_url=URL))
    for run in papers.paper(papers.STATE).runs():
        assert "".join(str(run).split()) in "".join(full.split())
    assert unicodedata.is_normalized("NFC", full)


def _words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def test_the_pdf_opens_its_numbers_and_says_what_it_is() -> None:
    report, frame, _ = party_paper()
    data = pdf.write(report, frame, public_url=URL)
    document = pypdfium2.PdfDocument(data)
    assert [*_links(document)][: len(list(report.figures()))] == [URL + figure.path for figure in report.figures()]
    about = document.get_metadata_dict()
    assert (about["Title"], about["Author"]) == (report.title, "ĐẢNG ỦY XÃ AN PHÚC")
    assert about["CreationDate"].startswith("D:20261123")
    assert raw.FPDFCatalog_IsTagged(document)
    document.close()


def _links(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """The addresses that its pages open, in reading order."""
    for page in document:
        at, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page, at, link):
            buffer = ctypes.create_string_buffer(2_000)
            raw.FPDFAction_GetURIPath(document, raw.FPDFLink_GetAction(link), buffer, 2_000)
            yield buffer.value.decode()


def test_the_same_report_is_the_same_pdf() -> None:
    report, frame, _ = state_paper()
    assert pdf.write(report, frame, public_url=URL) == pdf.write(report, frame, public_url=URL)


def test_what_is_chosen_stays_within_the_range_of_any_record() -> None:
    record = rule(state.RULE)
    for name in ("margins.left", "issuer.size", "body.size", "body.spacing", "body.first_line", "abstract.rule"):
        part, key = name.split(".")
        assert allowed(state.chosen(record, name), record[part][key]), name
    tighter = record | {"body": record["body"] | {"size": {"least": 15, "most": 16}}}
    assert state.chosen(tighter, "body.size") == 15
    assert state.chosen({}, "body.size") == 14  # a record of an administrator may say less


@pytest.mark.parametrize("day", [date(2021, 1, 1), papers.ON])
def test_a_state_paper_has_a_layout_since_its_decree(day: date) -> None:
    assert regulations.on(state.RULE, day)

"""A unit's own Word template: what it may name, how its faults are told, and that none of it is ever run."""

from __future__ import annotations

import io
import os
import re
import resource
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from lantoa.reports import outgoing
from lantoa.reports.layouts import apart, own_docx
from lantoa.reports.layouts.template_names import NAMES, by_code, values
from tests.reports import papers
from tests.reports.hostile_templates import templates
from tests.reports.test_word import links

URL = "http://localhost:8000"
EXAMPLE = Path(__file__).parents[2] / "examples" / "templates" / "mau-bao-cao_ubnd-xa.docx"


def template(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def saved(document: WordFile) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def filled(data: bytes, report: papers.Report | None = None) -> WordFile:
    made = own_docx.write(report or papers.paper(papers.STATE), data, public_url=URL)
    return Document(io.BytesIO(made))


def text_of(word: WordFile) -> str:
    return "\n".join("".join(one.itertext()) for one in word.element.body.iter() if one.tag.endswith("}p"))


def test_every_name_of_the_list_is_filled() -> None:
    names = [name for name in NAMES if name not in ("noi_dung", "so_lieu")]
    word = filled(template(*(f"{name}: {{{{ {name} }}}}" for name in names), "{{ noi_dung }}"))
    report = papers.paper(papers.STATE)
    said = text_of(word)
    for name, value in values(report).items():
        assert f"{name}: {value}".replace("\n", "") in said.replace("\n", ""), name


def test_the_example_is_a_good_template_and_gives_a_whole_paper() -> None:
    data = EXAMPLE.read_bytes()
    assert own_docx.check_template(data) == []
    word = filled(data)
    said = text_of(word)
    for part in ("XÃ AN PHÚC", "/BC-UBND", "An Phúc, ngày 23 tháng 11 năm 2026", "PHÓ CHỦ TỊCH", "- Lưu: VT."):
        assert part in said
    for run in papers.paper(papers.STATE).runs():
        assert str(run) in said
    assert "{{" not in said
    assert "\ue0f0" not in said


def test_numbers_are_links_wherever_the_template_names_them() -> None:
    data = template("Đã làm {{ so_lieu['duong'] }}, còn {{ so_lieu['chua-co'] }}.", "{{ noi_dung }}")
    word, report = filled(data), papers.paper(papers.STATE)
    assert word.paragraphs[0].text == "Đã làm 1.200 m, còn chưa có số liệu."
    body = [(figure.text, URL + figure.path) for figure in report.figures()]
    road = by_code(report)["duong"]
    assert links(word) == [(road.text, URL + road.path), *body, *dict.fromkeys(body)]


def test_the_body_takes_the_look_of_its_tag() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(9)
    run = paragraph.add_run("{{ noi_dung }}")
    run.font.name, run.font.size = "Arial", Pt(15)
    word = filled(saved(document))
    style = next(one for one in word.paragraphs if one.text.startswith("Cấp ủy")).style
    assert style is not None
    assert (style.font.name, style.font.size) == ("Arial", Pt(15))  # type: ignore[attr-defined]
    assert round(style.paragraph_format.first_line_indent.mm) == 9  # type: ignore[attr-defined]
    head = next(one for one in word.paragraphs if one.text.startswith("I- ")).style
    assert head.font.bold  # type: ignore[union-attr]


def test_a_tag_asks_whether_a_name_says_anything() -> None:
    data = template("{% if co_quan_cap_tren %}Trên: {{ co_quan_cap_tren }}{% else %}Không{% endif %}", "{{ noi_dung }}")
    assert filled(data).paragraphs[0].text == "Không"
    assert filled(data, papers.paper(papers.PARTY)).paragraphs[0].text == "Trên: ĐẢNG BỘ TỈNH SÔNG TRĂNG"


def test_what_a_report_says_is_never_taken_for_a_tag() -> None:
    odd = papers.Paragraph(("{{ co_quan }} <w:p> & {% for x in y %} \ue0f0so\ue0f1",))
    word = filled(template("{{ trich_yeu }}", "{{ noi_dung }}"), papers.with_body(papers.paper(papers.STATE), odd))
    assert any("{{ co_quan }} <w:p> & {% for x in y %}" in one.text for one in word.paragraphs)


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (["{{ ten_co_quan }}", "{{ noi_dung }}"], "không có tên “ten_co_quan”. Có phải “co_quan”?"),
        (["{{ xyz }}", "{{ noi_dung }}"], "Các tên dùng được: co_quan_cap_tren, co_quan"),
        (["{{ co_quan }}"], "Mẫu phải có đúng một thẻ {{ noi_dung }}"),
        (["Nội dung: {{ noi_dung }}"], "phải đứng riêng một đoạn"),
        (["{{ noi_dung }}", "{{ noi_dung }}"], "hiện có 2"),
        (["Số: {{ so", "{{ noi_dung }}"], "đoạn “Số: {{ so”: thẻ mở {{ mà không đóng }} trong cùng đoạn"),
        (["co_quan }}", "{{ noi_dung }}"], "có }} hoặc %} mà không có {{ hoặc {% mở trước"),
        (["{ co_quan }", "{{ noi_dung }}"], "“co_quan” chỉ có một dấu ngoặc"),
        (["{% if thay_mat %}x", "{{ noi_dung }}"], "thẻ viết chưa đúng"),
        (["{{ co quan }}", "{{ noi_dung }}"], "đoạn “{{ co quan }}”: thẻ viết chưa đúng"),
        (["{% for x in noi_nhan %}{% endfor %}", "{{ noi_dung }}"], "không dùng vòng lặp"),
        (["{{ so_lieu }}", "{{ noi_dung }}"], "so_lieu phải kèm mã chỉ tiêu"),
        (["{{ so_lieu['duong:nam'] }}", "{{ noi_dung }}"], "chỉ được thêm :luy-ke, :cung-ky, :ke-hoach, :ty-le"),
        (["{{ so_lieu['duog'] }}", "{{ noi_dung }}"], "không có chỉ tiêu mã “duog”. Có phải “duong”?"),
    ],
)
def test_a_fault_is_told_with_its_place_and_what_to_do(paragraphs: list[str], said: str) -> None:
    problems = own_docx.check_template(template(*paragraphs), codes=["duong", "nha"])
    assert any(said in problem for problem in problems), problems
    assert all(problem.endswith((".", "?", ").")) for problem in problems)


def test_a_tag_in_pieces_is_told() -> None:
    document = Document()
    paragraph = document.add_paragraph("{{ co_")
    paragraph.add_run("quan }}").bold = True
    document.add_paragraph("{{ noi_dung }}")
    (problem,) = own_docx.check_template(saved(document))
    assert "thẻ {{ co_quan }} bị tách vì chữ trong thẻ có kiểu khác nhau" in problem


def test_word_may_cut_a_tag_into_runs_of_one_look() -> None:
    document = Document()
    paragraph = document.add_paragraph("{")
    for piece in ("{ co_", "quan", " }", "}"):
        paragraph.add_run(piece)
    document.add_paragraph("{{ noi_dung }}")
    assert own_docx.check_template(saved(document)) == []
    assert "XÃ AN PHÚC" in filled(saved(document)).paragraphs[0].text


@pytest.mark.parametrize(
    ("what", "data"), [(b"", b""), (b"", b"PK\x03\x04"), (b"", b"%PDF-1.7"), (b"", b"xin ch\xc3\xa0o")]
)
def test_what_is_no_word_file_is_refused_in_words(what: bytes, data: bytes) -> None:
    (problem,) = own_docx.check_template(what + data)
    assert "Hãy" in problem


HOSTILE = templates()


def test_there_are_fifty_hostile_templates() -> None:
    assert len({data for _, data in HOSTILE}) >= 50


# A process each: some of every kind each day, all of them once.
def _each() -> list[Any]:
    marks = [() if at % 6 == 0 else (pytest.mark.heavy,) for at in range(len(HOSTILE))]
    return [pytest.param(data, id=name, marks=mark) for (name, data), mark in zip(HOSTILE, marks, strict=True)]


@pytest.mark.parametrize("data", _each())
def test_no_hostile_template_runs(data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    began = time.monotonic()
    with pytest.raises(own_docx.UnableToUseTemplate) as refused:
        own_docx.write(papers.paper(papers.STATE), data, public_url=URL)
    assert refused.value.problems
    assert all(re.search("Hãy|phải|Các tên dùng được", problem) for problem in refused.value.problems)
    assert time.monotonic() - began < 20  # five seconds of work, on a machine that others use too
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("at", [0, 5, 23, 24, 28, 31])
def test_even_unchecked_the_sandbox_runs_nothing(at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = papers.paper(papers.STATE)
    given = {"report": report, "names": values(report), "public_url": URL}
    with pytest.raises(apart.TooMuch):
        apart.made("fill_template", HOSTILE[at][1], bounds=own_docx.BOUNDS, **given)
    assert list(tmp_path.iterdir()) == []


def test_all_hostile_templates_stay_within_the_memory_that_they_get() -> None:
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    for _, data in HOSTILE[-8:]:
        own_docx.check_template(data)
    # The highest of all children so far, PDF pages not among them unless they ran before.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= max(peak, own_docx.BOUNDS.memory)


def test_the_process_opens_no_connection_starts_nothing_and_writes_nothing(tmp_path: Path) -> None:
    acts = {
        "socket": "import socket; socket.socket()",
        "name": "import socket; socket.getaddrinfo('localhost', 80)",
        "program": "import subprocess; subprocess.run(['true'])",
        "shell": "import os; os.system('true')",
        "fork": "import os; os.fork()",
        "file": f"open({str(tmp_path / 'x')!r}, 'w')",
        "descriptor": f"import os; os.open({str(tmp_path / 'y')!r}, os.O_CREAT | os.O_WRONLY)",
        "remove": f"import os; os.remove({str(tmp_path)!r})",
    }
    for name, act in acts.items():
        code = f"import sys, lantoa.reports.layouts.apart_process as p; sys.addaudithook(p._watch)\n{act}"
        ended = os.spawnve(os.P_WAIT, sys.executable, [sys.executable, "-c", code], os.environ)
        assert ended != 0, name
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_takes_too_long_is_ended() -> None:
    began = time.monotonic()
    with pytest.raises(apart.TooMuch):
        apart.made("pdf", b"<p>x", bounds=apart.Bounds(memory=64 * apart.MEGABYTE, seconds=1))
    assert time.monotonic() - began < 10


@pytest.mark.django_db
def test_the_door_fills_a_template() -> None:
    made = outgoing.written(papers.paper(papers.STATE), "docx", template=EXAMPLE.read_bytes())
    assert "PHÓ CHỦ TỊCH" in text_of(Document(io.BytesIO(made)))
    with pytest.raises(own_docx.UnableToUseTemplate, match="Mẫu Word chưa dùng được"):
        outgoing.written(papers.paper(papers.STATE), "docx", template=b"x")


def test_the_same_report_and_template_are_the_same_file() -> None:
    report, data = papers.paper(papers.STATE), EXAMPLE.read_bytes()
    assert own_docx.write(report, data, public_url=URL) == own_docx.write(report, data, public_url=URL)

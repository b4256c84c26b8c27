"""`lantoa report`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from lantoa.cli.report import report
from tests.cast import Cast
from tests.reports.scene import play


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(report, words)
    return done.exit_code, done.output


def test_each_form_is_written(cast: Cast, tmp_path: Path) -> None:
    play(cast)
    for form in ("docx", "xlsx", "pdf", "txt", "json"):
        file = tmp_path / f"r.{form}"
        code, said = run("--unit", "an-phuc", "--period", "2022", "--format", form, "-o", str(file))
        assert (code, str(file) in said) == (0, True), said
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert Document(str(tmp_path / "r.docx")).tables
    assert "trên 52 triệu đồng" in (tmp_path / "r.txt").read_text(encoding="utf-8")
    told = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    raised = next(one for one in told["figures"] if one["indicator"] == "nguon-luc")
    assert (raised["in_period"]["point"], raised["in_period"]["high"]) == ("52000000", None)
    assert raised["in_period"]["url"].startswith("http://localhost:8000/so-lieu/f/nguon-luc/")


def test_the_ending_of_the_file_names_the_form(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "r.txt"
    assert run("--unit", "an-phuc", "--period", "2022", "-o", str(file))[0] == 0
    assert file.read_text(encoding="utf-8").startswith("ĐẢNG BỘ HUYỆN BẾN LAU")


def test_a_dash_prints_it(cast: Cast) -> None:
    code, said = run("--unit", "an-phuc", "--period", "2022", "--format", "json", "-o", "-")
    assert code == 0
    assert json.loads(said)["unit"] == "Xã An Phúc"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--unit", "khong-co", "--period", "2022"), "Không có đơn vị nào mang mã “khong-co”"),
        (("--unit", "an-phuc", "--period", "nam-nay"), "Không hiểu kỳ báo cáo"),
        (("--unit", "an-phuc", "--period", "2022", "--upto", "7"), "Sổ số liệu chưa có dòng “7”"),
    ],
)
def test_a_refusal_is_one_sentence_and_leaves_no_file(
    cast: Cast, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    file = tmp_path / "r.docx"
    code, said = run(*words, "-o", str(file))
    assert (code, says in said, file.exists()) == (1, True, False)
    assert "Traceback" not in said


def test_a_place_that_cannot_be_written_is_said(cast: Cast, tmp_path: Path) -> None:
    code, said = run("--unit", "an-phuc", "--period", "2022", "-o", str(tmp_path / "none" / "r.docx"))
    assert code == 1
    assert "none/r.docx" in said

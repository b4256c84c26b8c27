"""Old Word files, RTF and OpenDocument texts, opened by LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from lantoa.reading.inputs import extract, office

from .papers import ole, report_docx
from .refusing import refused

with_office = pytest.mark.skipif(
    not shutil.which("soffice") and not os.environ.get("CI"), reason="LibreOffice is not installed"
)
KINDS = {"doc": "doc:MS Word 97", "rtf": "rtf", "odt": "odt"}


def as_old(folder: Path, kind: str) -> bytes:
    (folder / "a.docx").write_bytes(report_docx())
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", KINDS[kind], "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "a.docx")], check=True, capture_output=True, timeout=120)
    return (folder / f"a.{kind}").read_bytes()


@with_office
@pytest.mark.parametrize("kind", list(KINDS))
def test_old_files_read_as_the_new_one_does_with_a_word_of_care(tmp_path: Path, kind: str) -> None:
    found, wanted = extract(f"a.{kind}", as_old(tmp_path, kind)), extract("a.docx", report_docx())
    assert [line for line in found.text.split("\n") if line.strip()] == [
        line for line in wanted.text.split("\n") if line.strip()
    ]
    assert found.warnings[0].code == "converted"
    assert "qua bản chuyển đổi" in found.warnings[0].vi


@with_office
@pytest.mark.parametrize("data", [ole("WordDocument"), b"{\\rtf1 ", b"{\\rtf1 {\\pict" + b"\\bin9" * 99])
def test_broken_ones_are_refused_in_words(data: bytes) -> None:
    refusal = refused("a.doc" if data.startswith(b"\xd0") else "a.rtf", data)
    assert refusal.code in {"damaged", "empty"}


def test_macros_in_an_old_file_are_refused_unopened() -> None:
    assert refused("a.doc", ole("WordDocument", "_VBA_PROJECT")).code == "macros"


def test_without_libreoffice_the_refusal_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    refusal = refused("a.rtf", b"{\\rtf1 Xa ta}")
    assert refusal.code == "old_word"
    assert "Lưu thành .docx" in refusal.vi

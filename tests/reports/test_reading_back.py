"""The list of addresses at the end of our papers says each number again: reading one back counts it once."""

from __future__ import annotations

from pathlib import Path

import pytest

from lantoa.reading import read
from lantoa.reading.inputs import extract
from lantoa.reports.layouts import opened
from tests.reports.measuring import needs_office, printed
from tests.reports.test_pages import party_paper, pdf, state_paper

pytestmark = pytest.mark.django_db
URL = "http://localhost:8000"


@pytest.mark.parametrize("made", [party_paper, state_paper])
@pytest.mark.parametrize("how", ["word", "pdf", pytest.param("office", marks=needs_office)])
def test_each_number_is_read_once(made: object, how: str, tmp_path: Path) -> None:
    report, frame, word = made()  # type: ignore[operator]
    name = "a.docx" if how == "word" else "a.pdf"
    data = (
        word if how == "word" else pdf.write(report, frame, public_url=URL) if how == "pdf" else printed(word, tmp_path)
    )
    text = extract(name, data).text
    assert opened.TITLE in text
    whole = [one.surface for one in read(text).quantities]
    assert whole == [one.surface for one in read(text[: text.index(opened.TITLE)]).quantities]
    assert "1.200 m" in whole
    assert any("52 triệu" in one for one in whole)

"""Files that LibreOffice must open are read by the worker."""

from __future__ import annotations

import pytest

from lantoa.common.periods import Period
from lantoa.intake import operations, queries
from tests.cast import Cast

YEAR = Period.year(2026)


def test_an_old_word_file_waits_for_the_worker_and_nobody_waits_for_libreoffice(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantoa.intake.operations.papers.enqueue", lambda task, paper: None)
    monkeypatch.setattr("lantoa.reading.inputs.office.program", lambda: None)
    data = b"{\\rtf1 Xa An Phuc}"
    paper, _ = operations.take_in(scope=cast.product, name="a.rtf", data=data, unit=cast.units["an-phuc"], period=YEAR)
    assert queries.stage_of(paper) == "waiting"
    operations.read_paper(paper=paper)
    now = queries.papers().get(pk=paper.pk)
    assert now.stage == "unreadable"
    assert "LibreOffice" in now.stage_note

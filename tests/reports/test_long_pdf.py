"""A long PDF, printed piece by piece: the same pages as at once, numbered through, links and fonts whole."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
import pytest
from django.utils import timezone
from pypdfium2 import raw

from lantoa.notices.models import Notice
from lantoa.reports import operations, outgoing, queries
from lantoa.reports.layouts import pdf
from lantoa.reports.models import Making, Pages, Report
from lantoa.reports.rules import Heading, Paragraph, Row, Table, cell
from lantoa.reports.rules import Report as Paper
from tests.cast import TODAY, Cast
from tests.reports import measuring
from tests.reports.owing import asked, begun
from tests.reports.scene import play


@pytest.fixture
def one(cast: Cast) -> Report:
    play(cast)
    return begun(cast, asked(cast))


def long(report: Report, rows: int = 150) -> Paper:
    """The report with a table of many rows, some of them high, in it."""
    paper = queries.written(report, TODAY).paper
    table = next(block for block in paper.body if isinstance(block, Table))
    (figure, *_) = [run for run in paper.figures() if run.indicator]
    more = [
        Row(tuple(cell(f"Dòng {at} " * (1 + at % 7)) if n != 1 else cell(figure) for n in range(len(table.columns))))
        for at in range(rows)
    ]
    blocks = [replace(table, rows=tuple(more)), Heading(1, "IX- SAU BẢNG"), Paragraph(("Hết.",))]
    return replace(paper, body=(*paper.body, *blocks))


def printed(paper: Paper, **how: Any) -> bytes:
    sheets = outgoing.sheets(paper)
    at, page, pieces = 0, 1, []
    while at < len(sheets.units):
        piece = pdf.piece(sheets, at, page, **how)
        pieces.append(piece.data)
        at, page = piece.at, piece.page
    return pdf.joined(pieces)


def pages(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data)]


def links(data: bytes) -> list[int]:
    """How many links each page has."""
    return [len(list(page_links(page))) for page in pdfium.PdfDocument(data)]


def page_links(page: pdfium.PdfPage) -> Iterator[int]:
    at, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, at, link):
        yield at.value


@pytest.mark.parametrize(("of", "rows", "seconds"), [(60, 1_000, 60), (60, 20, 0), (21, 7, 0)])
def test_pieces_are_the_very_pages_of_the_whole(one: Report, of: int, rows: int, seconds: float) -> None:
    paper = long(one, of)
    whole, pieced = outgoing.written(paper, "pdf"), printed(paper, rows=rows, seconds=seconds)
    assert pages(pieced) == pages(whole)
    assert links(pieced) == links(whole)
    assert sum(links(whole)) > of
    assert len(pages(whole)) > of / 18
    assert pdfium.PdfDocument(pieced).get_metadata_value("Title") == paper.title
    assert {line.font.split("+")[-1].split("-")[0] for page in measuring.pages(pieced) for line in page.lines} == {
        "Tinos"
    }


def test_the_same_paper_is_the_same_file(one: Report) -> None:
    paper = long(one, 24)
    assert printed(paper, rows=12, seconds=0) == printed(paper, rows=12, seconds=0)


@pytest.fixture
def go_by_go(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Few rows a go, and what is put in the queue."""
    queue: list[int] = []
    real = pdf.piece
    monkeypatch.setattr("lantoa.reports.operations.makings.IN_PIECES", 1)
    monkeypatch.setattr("lantoa.reports.operations.makings.enqueue", lambda _task, pk: queue.append(pk))
    monkeypatch.setattr(pdf, "piece", lambda *a: real(*a, rows=25, seconds=0))
    return queue


def test_each_go_keeps_its_pages_and_asks_for_the_next(cast: Cast, one: Report, go_by_go: list[int]) -> None:
    made, _ = operations.ask_for_file(scope=cast.scope(cast.lan), report=one, form="pdf", at=timezone.now())
    whole = outgoing.written(queries.written(one, made.dated_on, upto=made.upto).paper, "pdf")
    goes = 0
    while True:
        operations.make(made.pk)
        made.refresh_from_db()
        if made.stage == "done":
            break
        goes += 1
        assert (made.stage, made.attempts) == ("writing", 0)
        assert 0 < made.printed <= made.to_print
        assert go_by_go == [made.pk] * goes
        if goes == 1:
            # What is written meanwhile is in the next file.
            part = one.parts.get(position=6)
            operations.write(scope=cast.scope(cast.lan), part=part, turn=0, lines=[("Viết sau.",)])
    assert goes >= 1
    assert pages(bytes(made.content or b"")) == pages(whole)
    assert (made.paper, Pages.objects.count(), made.turn) == (None, 0, 0)
    assert Notice.objects.filter(key=f"report-file-{made.uuid}").count() == 1


def test_a_go_that_was_shot_is_done_again_and_nothing_twice(
    cast: Cast, one: Report, go_by_go: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = operations.ask_for_file(scope=cast.scope(cast.lan), report=one, form="pdf", at=timezone.now())
    operations.make(made.pk)

    class Shot(BaseException):
        pass

    def shoot(*_said: Any) -> pdf.Piece:
        raise Shot

    with monkeypatch.context() as shot:
        shot.setattr(pdf, "piece", shoot)
        with pytest.raises(Shot):
            operations.make(made.pk)
    held = Making.objects.get(pk=made.pk)
    assert (held.attempts, held.stage) == (1, "writing")
    while Making.objects.get(pk=made.pk).stage != "done":
        operations.make(made.pk)
    content = bytes(Making.objects.get(pk=made.pk).content or b"")
    paper = queries.written(one, made.dated_on, upto=made.upto).paper
    assert pages(content) == pages(outgoing.written(paper, "pdf"))
    assert len(go_by_go) >= 1

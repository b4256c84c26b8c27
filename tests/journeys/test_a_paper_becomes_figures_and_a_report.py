"""From sign-in to the downloaded Word file and the public page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from playwright.sync_api import Page, expect

from tests.journeys.papers import CLERK, FIGURES, NAME, PASTED

Visit = Callable[..., Page]
REVIEW = "**/tiep-nhan/giay/**"


def take_in(page: Page, text: str) -> None:
    """Pastes a text about the year 2024 and waits until the worker has read it."""
    page.get_by_label("dán", exact=False).fill(text)
    page.get_by_label("Năm", exact=True).select_option("2024")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(REVIEW)
    expect(page.locator("#muc")).to_be_visible(timeout=30_000)


@pytest.fixture
def accepted(visit: Visit) -> Page:
    """The paper is in, and every item that could be accepted is. Brought in once; later it is recognised."""
    page = visit("/tiep-nhan/moi/", who=CLERK)
    take_in(page, PASTED)
    sure = page.get_by_role("button", name="Nhận tất cả mục chắc chắn")
    if sure.count():
        sure.first.click()
        page.wait_for_load_state()
    while (waiting := page.locator(".finding[data-stage=new] button[data-key=accept]")).count():
        before = waiting.count()
        waiting.first.click()
        expect(waiting).not_to_have_count(before)
    return page


def test_a_pasted_paper_becomes_a_practice_with_bounded_figures_that_open_to_the_sentence(accepted: Page) -> None:
    page = accepted
    page.goto(page.url.split("/tiep-nhan/")[0] + "/mo-hinh-dang-ky/?q=mo+loi+giong+mai")
    page.get_by_role("link", name=NAME).first.click()
    for said in FIGURES:
        expect(page.get_by_text(said).first).to_be_visible()
    page.get_by_role("link", name="hơn 1.540 m²").first.click()
    expect(page.locator("mark").filter(has_text="hơn 1.540 m2").first).to_be_visible()


def test_the_same_paper_again_is_recognised(accepted: Page) -> None:
    page, address = accepted, accepted.url.split("#")[0].split("?")[0]
    page.goto(address.split("/tiep-nhan/")[0] + "/tiep-nhan/moi/")
    take_in(page, PASTED)
    assert urlsplit(page.url).path == urlsplit(address).path


def test_the_word_report_has_every_number_open_and_the_links_lead_to_the_same_words(
    accepted: Page, tmp_path: Path
) -> None:
    page = accepted
    page.goto(page.url.split("/tiep-nhan/")[0] + "/bao-cao/mo-hinh/?unit=an-phuc-dong&period=2024")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").first.click()
    path = tmp_path / "report.docx"
    download.value.save_as(path)
    document = Document(str(path))
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    text += "\n".join(paragraph.text for paragraph in document.paragraphs)
    for said in FIGURES:
        assert said in text
    links = [rel.target_ref for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.HYPERLINK]
    assert links
    for link in links[:12]:
        response = page.goto(link)
        assert response is not None
        assert response.status == 200, link


def test_what_is_published_is_on_the_public_page_with_its_outcomes(accepted: Page, visit: Visit) -> None:
    page = accepted
    page.goto(page.url.split("/tiep-nhan/")[0] + "/mo-hinh-dang-ky/?q=mo+loi+giong+mai")
    page.get_by_role("link", name=NAME).first.click()
    publish = page.locator("form:has([value=publish])")
    if publish.count():
        if publish.locator("xpath=ancestor::details").count():
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        publish.locator("button[type=submit], button").last.click()
        page.wait_for_load_state()
    public = visit("/mo-hinh/?q=mo+loi+giong+mai")
    public.get_by_role("link", name=NAME).first.click()
    for said in FIGURES:
        expect(public.locator("main")).to_contain_text(said)
    assert not public.context.cookies()

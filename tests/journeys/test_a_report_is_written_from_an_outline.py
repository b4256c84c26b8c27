"""An outline and the papers at hand in, the finished Word file out: what most users come for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from playwright.sync_api import Page, expect

from tests.journeys.papers import CLERK, FIVE, MESSAGE, five_files

Visit = Callable[..., Page]
EXAMPLES = Path(__file__).parents[2] / "examples"
OUTLINE = EXAMPLES / "outlines" / "de-cuong_bao-cao-nam-2026_song-trang.docx"
LAST_YEAR = EXAMPLES / "14-BC-DU_bao-cao-nam-2025_an-phuc-dong.docx"
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def bring(page: Page, site: str, paper: Path) -> None:
    """An outline, or a past report, comes in as a skeleton."""
    page.goto(f"{site}/bao-cao/de-cuong/moi/")
    page.set_input_files("input[name=paper]", str(paper))
    page.locator("form:has(input[name=paper]) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/bao-cao/de-cuong/[0-9a-f-]{36}/"))


def take_in(page: Page, site: str, papers: list[Path], message: str) -> None:
    """The papers at hand come in, four as files and one pasted, and all that was read of them is accepted."""
    page.goto(f"{site}/tiep-nhan/moi/")
    page.set_input_files("#id_papers", [str(one) for one in papers])
    page.get_by_label("Năm", exact=True).select_option("2026")
    page.get_by_role("button", name="Nhận và đọc").click()
    page.wait_for_url("**/tiep-nhan/")
    newest = page.locator("main a[href*='/tiep-nhan/giay/']").all()[: len(papers)]
    addresses = [str(one.get_attribute("href")) for one in newest]
    page.goto(f"{site}/tiep-nhan/moi/")
    page.get_by_label("dán", exact=False).fill(message)
    page.get_by_label("Năm", exact=True).select_option("2026")
    page.get_by_role("button", name="Nhận và đọc").click()
    page.wait_for_url("**/tiep-nhan/giay/**")
    for address in [*addresses, page.url.removeprefix(site)]:
        page.goto(site + address)
        expect(page.locator("#muc")).to_be_visible(timeout=60_000)
        waiting = page.locator(".finding[data-stage=new] button[data-key=accept] >> visible=true")
        undecided = page.locator(".finding[data-stage=new]")
        while waiting.count():
            before = undecided.count()
            waiting.first.click()
            expect(undecided).not_to_have_count(before)


def ask(page: Page, site: str, title: str) -> None:
    """The unit asks itself for the year report after that outline."""
    page.goto(f"{site}/bao-cao/yeu-cau/moi/")
    page.get_by_label("Tên báo cáo").fill("Báo cáo năm theo đề cương")
    page.get_by_label("Báo cáo về việc gì").fill("kết quả học tập và làm theo Bác")
    page.get_by_label("Chính đơn vị này").check()
    page.get_by_label("Cả năm").check()
    page.get_by_label("Theo đề cương nào").select_option(label=title)
    page.get_by_label("Yêu cầu từ ngày").fill("01/01/2026")
    page.get_by_role("button", name="Yêu cầu báo cáo này").click()


def test_an_outline_last_years_report_and_five_papers_become_the_report_that_is_owed(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit("/bao-cao/phai-gui/", who=CLERK)
    site = page.url.split("/bao-cao/")[0]
    bring(page, site, LAST_YEAR)
    bring(page, site, OUTLINE)
    title = page.locator("h1").inner_text()
    take_in(page, site, five_files(tmp_path), MESSAGE)

    ask(page, site, title)

    page.goto(f"{site}/bao-cao/phai-gui/")
    card = page.locator(".owed-row").filter(has_text="Báo cáo năm theo đề cương").filter(has_text="Năm 2026")
    card.get_by_role("button", name="Soạn dự thảo").click()
    page.wait_for_url(re.compile(r"/bao-cao/b/"))
    report = page.url
    # The draft has written itself: what the five papers say stands in it, each figure opens to the sentence.
    for name, figures in FIVE.items():
        row = page.locator("article.report tr").filter(has_text=name)
        for said in figures:
            expect(row.first).to_contain_text(said)
    expect(page.locator("article.report a.figure").first).to_be_visible()
    assert page.locator("article.report a.figure").count() > 10
    page.locator("article.report a.figure").first.click()
    expect(page.locator("h1")).to_be_visible()

    page.goto(report)
    page.locator(".report-waiting .report-edit").first.click()
    words = "Cấp ủy họp chuyên đề đầu năm, phân công từng đồng chí phụ trách một ấp."
    page.get_by_label("Nội dung của mục").fill(words)
    page.get_by_role("button", name="Lưu mục này").click()
    expect(page.get_by_text(words)).to_be_visible()
    result = Axe().run(page, options=AXE)
    assert result.violations_count == 0, result.generate_report()

    page.locator("summary", has_text="Gửi báo cáo").click()
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text("đã gửi", exact=True).first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").first.click()
    path = tmp_path / "bao-cao.docx"
    download.value.save_as(path)
    document = Document(str(path))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert words in text
    assert "kết quả học tập và làm theo Bác" in text
    tables = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for said in (words for name, figures in FIVE.items() for words in (name, *figures)):
        assert said in tables
    links = {rel.target_ref for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.HYPERLINK}
    assert len(links) > 10
    for link in sorted(links)[:6]:
        answer = page.goto(link.replace("http://localhost:8000", site))
        assert answer is not None
        assert answer.status == 200


def test_a_section_is_written_on_a_phone(visit: Visit) -> None:
    page = visit("/bao-cao/phai-gui/", who=CLERK, width=360)
    page.get_by_role("link", name="Soạn tiếp").first.click()
    page.wait_for_url(re.compile(r"/bao-cao/b/"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator(".report-edit").nth(3).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    result = Axe().run(page, options=AXE)
    assert result.violations_count == 0, result.generate_report()

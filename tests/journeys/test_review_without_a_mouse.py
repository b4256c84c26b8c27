"""The review done by keyboard alone, and on a phone without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.papers import CLERK

Visit = Callable[..., Page]
FIRST_LINE = "Chi bộ ấp Cầu Ngay báo cáo tháng 3 năm 2024."
SENTENCE = (
    "Trong tháng 3 năm 2024 bà con trong ấp đã đóng góp {days} ngày công lao động và hiến {land} m2 đất làm đường."
)


def bring(page: Page, days: int, land: int) -> None:
    page.get_by_label("dán", exact=False).fill(f"{FIRST_LINE}\n\n{SENTENCE.format(days=days, land=land)}\n")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/tiep-nhan/giay/**")
    expect(page.locator("#muc")).to_be_attached(timeout=30_000)
    page.wait_for_load_state("load")


def test_a_whole_paper_is_confirmed_with_keys_only(visit: Visit) -> None:
    page = visit("/tiep-nhan/moi/", who=CLERK)
    bring(page, 131, 77)
    cards = page.locator(".finding")
    total = cards.count()
    assert total >= 3
    cards.first.focus()
    for _ in range(3 * total):
        if page.locator(".finding[data-stage=new]").count() == 0:
            break
        # After a decision the focus moves on by itself, once the card has been exchanged.
        page.wait_for_function("document.activeElement.matches('.finding')")
        stage = page.evaluate("document.activeElement.dataset.stage")
        number = page.evaluate("document.activeElement.dataset.number")
        page.keyboard.press("n" if stage == "new" else "j")
        if stage == "new":
            expect(page.locator(f"#c-{number}")).not_to_have_attribute("data-stage", "new")
    expect(page.locator(".finding[data-stage=new]")).to_have_count(0)
    page.locator(".finding").first.focus()
    page.keyboard.press("?")
    expect(page.locator("#phim-tat")).to_have_attribute("open", "")


def test_undo_takes_a_figure_back_and_leaves_both_lines(visit: Visit) -> None:
    page = visit("/tiep-nhan/moi/", who=CLERK)
    bring(page, 132, 78)
    card = page.locator(".finding", has_text="132 ngày công").first
    number = card.get_attribute("data-number")
    card.locator("button[data-key=accept]").click()
    card = page.locator(f"#c-{number}")
    expect(card).to_have_attribute("data-stage", "accepted")
    # The focus moves on by itself first; only then is it brought back.
    page.wait_for_function(f"document.activeElement.matches('.finding:not([data-number=\"{number}\"])')")
    card.focus()
    page.keyboard.press("z")
    expect(page.locator(f"#c-{number}")).to_have_attribute("data-stage", "new")


def test_on_a_phone_without_javascript_an_item_is_accepted_and_another_rejected(visit: Visit) -> None:
    page = visit("/tiep-nhan/moi/", width=360, javascript=False, who=CLERK)
    page.get_by_label("dán", exact=False).fill(f"{FIRST_LINE}\n\n{SENTENCE.format(days=133, land=79)}\n")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/tiep-nhan/giay/**")
    # The waiting page loads itself again until the paper has been read.
    expect(page.locator("#muc")).to_be_attached(timeout=30_000)
    page.get_by_role("link", name="Mục đọc được").click()
    for act, stage in (("accept", "accepted"), ("reject", "rejected")):
        card = page.locator(".finding[data-stage=new]").first
        number = card.get_attribute("data-number")
        card.locator(f"button[data-key={act}]").click()
        expect(page.locator(f"#c-{number}")).to_have_attribute("data-stage", stage)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

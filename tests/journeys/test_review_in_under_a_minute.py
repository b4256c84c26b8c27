"""A one-page report confirmed by keyboard: counted in key presses, and what these take a person."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.journeys.papers import CLERK, ONE_PAGE

Visit = Callable[..., Page]
# Card, Moran, Newell, "The keystroke-level model" (1980): a key of an average typist, and making up one's mind, in s.
KEY, MIND = 0.28, 1.35
MOST_KEYS = 25


@dataclass
class Clerk:
    """Someone at the keyboard, whose presses and decisions are counted."""

    page: Page
    keys: int = 0
    decisions: int = 0
    pressed: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed.append(key)
        self.keys += len(keys)

    def decide(self, *keys: str) -> None:
        """Presses keys until the decision is made and the next item has the focus."""
        card = self.focused()
        assert card, "nothing has the focus"
        first, *more = keys
        self.press(first)
        if more:
            self.page.wait_for_function("() => document.activeElement.closest('.panel')")
            self.press(*more)
        expect(self.page.locator(f"#c-{card}")).not_to_have_attribute("data-stage", "new")
        self.page.wait_for_function(
            f"() => document.activeElement.matches('.finding:not([data-number=\"{card}\"])') "
            "|| !document.querySelector('.finding[data-stage=new]')"
        )
        self.decisions += 1

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.closest('.finding')?.dataset.number ?? ''"))

    def title(self) -> str:
        return str(self.page.evaluate("document.activeElement.querySelector('.finding-title')?.innerText ?? ''"))


def test_seventeen_things_with_three_corrections_take_fewer_than_25_keys(visit: Visit) -> None:
    page = visit("/tiep-nhan/moi/", who=CLERK)
    page.get_by_label("dán", exact=False).fill(ONE_PAGE)
    page.locator("select[name=year]").select_option("2025")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/tiep-nhan/giay/**")
    expect(page.locator("#muc")).to_be_attached(timeout=30_000)
    page.wait_for_load_state("load")
    total = page.locator(".finding").count()
    assert total >= 15
    clerk, began = Clerk(page), time.monotonic()
    assert clerk.title() == "Thắp sáng lối về Giồng Mai"

    # One press takes all that the reader is certain of; the focus stands on the first doubtful one then.
    clerk.press("a")
    clerk.decisions += 1
    page.wait_for_function("() => document.activeElement.matches('.finding[data-stage=new]')")
    assert clerk.title() == "Hàng rào cây xanh Giồng Mai"
    corrected = 0
    steps = {
        "Hàng rào cây xanh Giồng Mai": ("s", "Tab", "ArrowDown", "Enter"),  # carried out by one person
        "46 triệu đồng": ("s", "Tab", "Tab", "x", "Enter"),  # of the commune ("xã …")
        "18 suất": ("s", "Tab", "2", "0", "Enter"),
        "640 bao": ("b",),
    }
    while page.locator(".finding[data-stage=new]").count():
        keys = steps.get(clerk.title(), ("n",))
        corrected += keys[0] == "s"
        clerk.decide(*keys)
    clerk.press("a")
    clerk.decisions += 1
    page.wait_for_url("**/tiep-nhan/")
    took = time.monotonic() - began

    person = clerk.keys * KEY + (clerk.decisions + corrected) * MIND
    print(  # noqa: T201 - what the journey measured
        f"\n{total} things: {clerk.keys} keys ({' '.join(clerk.pressed)}), {clerk.decisions} decisions; "
        f"{took:.1f} s here, {person:.0f} s for a person by the keystroke-level model, the machine's answers aside"
    )
    assert corrected == 3
    assert clerk.keys <= MOST_KEYS
    assert person < 60

    paper = page.get_by_role("link", name="Báo cáo kết quả thực hiện tháng 4 năm 2025").first
    paper.click()
    page.get_by_text("20 suất").first.wait_for(state="attached")


def test_the_last_acts_are_taken_back_one_after_the_other_all_certain_ones_as_one(visit: Visit) -> None:
    page = visit("/tiep-nhan/moi/", who=CLERK)
    page.get_by_label("dán", exact=False).fill(ONE_PAGE.replace("46", "47").replace("310", "311"))
    page.locator("select[name=year]").select_option("2025")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/tiep-nhan/giay/**")
    expect(page.locator("#muc")).to_be_attached(timeout=30_000)
    page.wait_for_load_state("load")
    waiting = page.locator(".finding[data-stage=new]")
    before = waiting.count()
    page.keyboard.press("a")
    page.wait_for_load_state("load")
    expect(page.locator("#counter")).to_contain_text("Hoàn tác: nhận")
    after = waiting.count()
    assert after < before
    clerk = Clerk(page)
    page.wait_for_function("() => document.activeElement.matches('.finding[data-stage=new]')")
    clerk.decide("b")
    # The address still names the item that was rejected: from another one the last act is taken back all the same.
    page.goto(page.url.partition("#")[0])
    page.wait_for_function("() => document.activeElement.matches('.finding[data-stage=new]')")
    page.keyboard.press("z")
    expect(waiting).to_have_count(after)
    page.wait_for_function("() => document.activeElement.matches('.finding[data-stage=new]')")
    page.keyboard.press("z")
    expect(waiting).to_have_count(before)
    # Only what is to be looked at, by key and in the address; the text lights no more than that.
    page.wait_for_function("() => document.activeElement.matches('.finding')")
    page.keyboard.press("3")
    page.wait_for_url("**loc=nghi**")
    expect(page.locator(".finding")).to_have_count(page.locator(".finding[data-stage=new]").count())
    lit = {
        card
        for mark in page.locator("mark[data-cards]").all()
        for card in (mark.get_attribute("data-cards") or "").split()
    }
    assert lit == {card.get_attribute("data-number") for card in page.locator(".finding").all()}

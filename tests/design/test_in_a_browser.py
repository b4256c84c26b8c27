"""The sign-in page, the page of components and the error pages, as a browser shows them on a phone and on a desk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Page, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from lantoa.accounts.operations import make_account, offer_in_demo

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install Debian's package chromium"),
]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
# Buttons, boxes and menu lines; links inside running text may be as low as their line.
TOO_LOW = """() => [...document.querySelectorAll(
    ".button, .menu a, .menu button, .menu summary, .site-foot button, .demo-role, .reveal, .tabs a, "
    + "input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea, .error-summary a")]
  .map((part) => [part.outerHTML.slice(0, 80), part.getBoundingClientRect().height])
  .filter(([, height]) => height > 0 && height < 43.5)"""


@pytest.fixture(params=[360, 1280])
def page(
    request: pytest.FixtureRequest, live_server: LiveServer, transactional_db: None, settings: Settings
) -> Iterator[Page]:
    """A browser at the sign-in page of a demonstration; a browser set to English, as many here are."""
    settings.LOGIN_REDIRECT_URL = "design:components"
    for place, name in enumerate(["Trần Thị Minh Nhật", "Nguyễn Văn Lành"]):
        user = make_account(username=f"vai{place}", full_name=name, password=None)
        offer_in_demo(user=user, caption_vi=f"Vai thử số {place}", caption_en=f"Role {place}", position=place)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        shown = browser.new_page(
            base_url=live_server.url, locale="en-US", viewport={"width": request.param, "height": 800}
        )
        shown.goto("/tai-khoan/dang-nhap/")
        yield shown
        browser.close()
    let_tables_be_emptied()


def let_tables_be_emptied() -> None:
    """SQLite empties tables by DELETE, which the triggers of append-only ones refuse; these tests come last."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_delete'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def in_order(page: Page) -> None:
    """Nothing for axe to complain of, nothing wider than the screen, nothing too low for a finger."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    assert not page.evaluate(TOO_LOW)


def test_signing_in_and_the_parts_of_pages_are_in_order(page: Page) -> None:
    in_order(page)
    page.fill("#id_login", "ai đó")
    page.fill("#id_password", "sai mật khẩu")
    page.click("text=Hiện mật khẩu")
    assert page.get_attribute("#id_password", "type") == "text"
    page.click(".button-large")
    page.wait_for_selector(".error-summary:focus")
    in_order(page)
    page.click("text=Vai thử số 1")
    page.wait_for_selector("h1:has-text('Thành phần giao diện')")
    in_order(page)
    page.click("text=Gửi thử")
    page.click('.error-summary a[href="#id_began_on"]')
    page.wait_for_selector("#id_began_on:focus")
    in_order(page)


def test_error_pages_are_in_order(page: Page) -> None:
    page.goto("/khong-co-trang-nay/")
    assert page.text_content("h1") == "Không có trang nào ở địa chỉ này"
    in_order(page)


def test_the_menu_opens_and_escape_closes_it(page: Page) -> None:
    page.click("text=Vai thử số 0")
    page.wait_for_selector("h1:has-text('Thành phần giao diện')")
    menu = page.locator("details[data-menu]:visible summary")
    menu.click()
    in_order(page)
    assert page.locator("text=Đăng xuất").locator("visible=true").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("text=Đăng xuất").locator("visible=true").count() == 0

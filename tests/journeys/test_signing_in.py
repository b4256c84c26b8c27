"""A manager invites the head of a commune, who sets up a second step, loses the telephone, and takes a passkey.

A branch secretary comes in by a link on the telephone.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.ways import code_of
from tests.journeys.conftest import Site
from tests.journeys.test_every_page_is_accessible import faults

Visit = Callable[..., Page]
PASSWORD, CHOSEN = "một mật khẩu dài để quản lý", "mật khẩu của bí thư xã"
SIGN_IN, SECURITY = "/tai-khoan/dang-nhap/", "/tai-khoan/bao-mat/"
DESK = re.compile(r"/ban-lam-viec/$")

MAKE = """
from datetime import date, timedelta
from lantoa.accounts.operations import make_account
from lantoa.accounts.models import User
from lantoa.common.scopes import everything
from lantoa.organisations import operations, queries
product, today = everything("hành trình"), date.today()
unit = queries.unit("an-phuc-dong", today)
"""
MANAGER = f"""
user = make_account(username="quanly", full_name="Lâm Thị Quý", password={PASSWORD!r})
operations.grant(scope=product, user=user, unit=unit, role="manager", on=today)
"""
SECRETARY = """
user = make_account(username="hoa", full_name="Nguyễn Thị Hoa", password=None)
operations.grant(scope=product, user=user, unit=unit, role="clerk", on=today)
"""
PROMOTE = """
operations.grant(scope=product, user=User.objects.get(username="bithu"), unit=unit, role="manager", on=today)
"""
UUID = """
print(User.objects.get(username="hoa").uuid)
"""


def tell(site: Site, what: str) -> str:
    """Runs a few lines on the site's own database, as whoever runs the host would."""
    lines = "import django; django.setup()\n" + MAKE + what
    environment = {"LANTOA_HOME": str(site.home), "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", lines], env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def look(page: Page) -> None:
    """No page has an axe violation, or scrolls sideways, on a telephone or on a desk."""
    page.wait_for_load_state()
    before = page.viewport_size
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert not faults(page, page.url)
    if before:
        page.set_viewport_size(before)


def sign_in(page: Page, site: Site, name: str, password: str) -> None:
    page.goto(site.url + SIGN_IN)
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def sign_out(page: Page, site: Site) -> None:
    page.goto(site.url + "/tai-khoan/thoat/")
    page.locator("main").get_by_role("button", name="Đăng xuất").click()


def set_up_app(page: Page) -> tuple[str, list[str]]:
    """From the page that asks for a second step to the desk; gives the secret and the recovery codes."""
    look(page)
    page.get_by_role("link", name="Cài ứng dụng xác thực").click()
    look(page)
    secret = page.locator(".secret").text_content()
    assert secret
    page.get_by_label("Mã gồm 6 chữ số").fill(code_of(secret))
    page.get_by_role("button", name="Hoàn tất").click()
    expect(page.locator(".codes li")).to_have_count(10)
    codes = page.locator(".codes li").all_text_contents()
    look(page)
    page.get_by_role("link", name="Tôi đã giữ mã, tiếp tục").click()
    expect(page).to_have_url(DESK)
    return secret, codes


def link_in(page: Page) -> str:
    text = page.locator("textarea").input_value()
    found = re.search(r"https?://\S+$", text)
    assert found, text
    return found[0]


@pytest.fixture
def quiet(visit: Visit) -> Visit:
    """Visits whose pages may not break the content policy."""

    def open_page(*args: Any, **more: Any) -> Page:
        page = visit(*args, **more)
        page.on("console", lambda said: pytest.fail(said.text) if "Content Security" in said.text else None)
        return page

    return open_page


def test_from_the_invitation_to_the_passkey(quiet: Visit, site: Site) -> None:
    tell(site, MANAGER)
    manager = quiet(SIGN_IN)
    look(manager)
    sign_in(manager, site, "quanly", PASSWORD)
    set_up_app(manager)

    # The manager invites; the words for Zalo hold the link.
    manager.goto(site.url + "/tai-khoan/moi/them/")
    look(manager)
    manager.get_by_label("Họ và tên").fill("Trịnh Văn Bình")
    manager.get_by_label("Tên đăng nhập").fill("bithu")
    manager.get_by_role("button", name="Lập lời mời").click()
    look(manager)
    invitation = link_in(manager)
    manager.goto(site.url + "/tai-khoan/moi/")
    look(manager)

    head = quiet(invitation.removeprefix(site.url))
    secret, codes = take_into_use(head, site)
    look(quiet(invitation.removeprefix(site.url)))

    # Password and the code of the telephone; then, the telephone lost, a recovery code.
    for code in (code_of(secret), codes[3]):
        sign_out(head, site)
        sign_in(head, site, "bithu", CHOSEN)
        look(head)
        head.get_by_label("Mã", exact=True).fill(code)
        head.get_by_role("button", name="Đăng nhập", exact=True).click()
        expect(head).to_have_url(DESK)
    take_a_passkey(head, site)


def take_into_use(head: Page, site: Site) -> tuple[str, list[str]]:
    """The invited person chooses a password, and is told to set up the second step."""
    look(head)
    expect(head.get_by_role("heading", level=1)).to_have_text("Kính chào ông/bà Trịnh Văn Bình")
    head.get_by_label("Mật khẩu mới", exact=True).fill(CHOSEN)
    head.get_by_label("Nhập lại mật khẩu mới").fill(CHOSEN)
    tell(site, PROMOTE)
    head.get_by_role("button", name="Lưu mật khẩu và đăng nhập").click()
    expect(head).to_have_url(re.compile("/bat-dau/$"))
    return set_up_app(head)


def machine_with_keys(page: Page) -> None:
    """From here on the browser has a key of its own, as a telephone with a fingerprint has."""
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    options |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def take_a_passkey(head: Page, site: Site) -> None:
    """Adds a passkey and signs in by it alone."""
    machine_with_keys(head)
    head.goto(site.url + SECURITY + "khoa/them/")
    look(head)
    head.get_by_label("Tên khóa").fill("Máy của bí thư")
    head.get_by_role("button", name="Thêm khóa này").click()
    expect(head.get_by_text("Máy của bí thư")).to_be_visible()
    look(head)
    sign_out(head, site)
    head.goto(site.url + SIGN_IN)
    head.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    expect(head).to_have_url(DESK)


def test_in_by_a_link_on_a_telephone(quiet: Visit, site: Site) -> None:
    manager = quiet("/")
    uuid = tell(site, MANAGER.replace("quanly", "quanly2") + SECRETARY + UUID)
    sign_in(manager, site, "quanly2", PASSWORD)
    set_up_app(manager)
    manager.goto(f"{site.url}/tai-khoan/lien-ket/lam/{uuid}/")
    look(manager)
    manager.get_by_label("Liên kết dùng để làm gì").fill("Đăng ký mô hình năm 2026 của chi bộ")
    manager.get_by_role("button", name="Lập liên kết").click()
    look(manager)
    telephone = quiet(link_in(manager).removeprefix(site.url), width=360)
    look(telephone)
    telephone.get_by_role("button", name="Bấm để vào").click()
    expect(telephone).to_have_url(DESK)
    telephone.goto(site.url + SECURITY)
    look(telephone)
    manager.goto(site.url + "/tai-khoan/lien-ket/")
    look(manager)
    manager.get_by_role("button", name="Thu hồi: Nguyễn Thị Hoa").click()
    telephone.goto(site.url + "/ban-lam-viec/")
    expect(telephone.get_by_role("heading", level=1)).to_have_text("Liên kết này không còn hiệu lực")
    look(telephone)


def test_a_passkey_instead_of_a_password_at_the_invitation(quiet: Visit, site: Site) -> None:
    made = tell(
        site,
        """
from datetime import datetime, UTC
from lantoa.accounts.operations import invite
print(invite(scope=product, username="tai", full_name="Bùi Văn Tài", at=datetime.now(UTC)).token)
""",
    )
    page = quiet("/")
    machine_with_keys(page)
    page.goto(f"{site.url}/tai-khoan/loi-moi/{made}/")
    page.locator("summary").get_by_text("Không dùng mật khẩu").click()
    look(page)
    page.get_by_role("button", name="Tạo khóa truy cập và đăng nhập").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.goto(site.url + SECURITY)
    look(page)

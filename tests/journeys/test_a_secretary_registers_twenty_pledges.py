"""A branch secretary opens a personal link on a phone and registers twenty members from one text."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site

# What the person who manages accounts does: a link for this purpose, to be sent by Zalo.
MAKE_LINK = """
import django; django.setup()
from django.utils import timezone
from lantoa.accounts.models import User
from lantoa.accounts.operations import make_link
from lantoa.common.scopes import everything
from lantoa.organisations import queries
user = User.objects.get(username="bithu.giongmai")
grant = queries.grants_of(user, timezone.localdate()).get()
made = make_link(scope=everything("kiểm thử"), user=user, purpose="Đăng ký làm theo", limits={"grant": grant.pk},
                 at=timezone.now())
print(made.token)
"""
TEXT = "Mỗi tháng góp một ngày công làm sạch đường làng"


def token(site: Site) -> str:
    environment = os.environ | {"LANTOA_HOME": str(site.home), "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
    command = [sys.executable, "-c", MAKE_LINK]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_twenty_members_are_registered_from_one_text_by_link_on_a_phone(visit: Callable[..., Page], site: Site) -> None:
    page = visit(f"/tai-khoan/vao/{token(site)}/", width=360)
    presses = 0

    def press(name: str, role: str = "button") -> None:
        nonlocal presses
        page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        presses += 1

    press("Bấm để vào")
    press("Đăng ký làm theo", "link")
    press("Đăng ký cho nhiều người", "link")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(page.locator("input[name=people]:checked")).to_have_count(20)
    for box in page.locator("fieldset label:has(input[name=people])").all():
        assert (box.bounding_box() or {"height": 0})["height"] >= 44
    page.get_by_label("Việc đăng ký").fill(TEXT)
    page.get_by_label("Chỉ tiêu").fill("12 ngày công")
    press("Đăng ký cho những người đã chọn")

    expect(page.locator("main, .messages").filter(has_text="Đã đăng ký cho 20 người.").first).to_be_visible()
    expect(page.get_by_text("20 bản đăng ký", exact=True)).to_be_visible()
    # One text and four presses, however many members there are.
    assert presses == 4

    # The branch has agreed: all are confirmed at once, and each may be corrected alone afterwards.
    page.get_by_text("20 bản đăng ký chờ chi bộ xác nhận").click()
    press("Xác nhận các bản đã chọn")
    expect(page.get_by_text("Đã xác nhận 20 bản đăng ký.").first).to_be_visible()
    press("Mã Thị Lài", "link")
    press("Điều chỉnh", "link")
    page.get_by_label("Việc đăng ký").fill("Mỗi quý kèm hai cháu nhỏ học bài")
    page.get_by_label("Chỉ tiêu").fill("4 quý")
    page.get_by_label("Vì sao điều chỉnh?").fill("Tuổi cao, làm việc vừa sức")
    press("Lưu")
    page.get_by_text("So sánh bản 1 và bản 2").click()
    expect(page.locator("del").filter(has_text=TEXT)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

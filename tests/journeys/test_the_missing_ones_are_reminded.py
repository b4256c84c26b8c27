"""An advisory officer finds the five units that have not answered a paper and reminds them; one of them answers."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from tests.journeys.papers import CLERK, PROVINCE
from tests.journeys.test_every_page_is_accessible import faults

PAPER = "118-CV/BTGDVTU"
MISSING = [
    "Chi bộ ấp Giồng Mai",
    "Chi bộ khu phố 3",
    "Chi bộ Trường THCS An Phúc Đông",
    "Đảng ủy phường Hòa Nguyệt",
    "Đảng ủy xã An Phúc Đông",
]


def test_the_units_that_have_not_answered_are_found_and_reminded(visit: Callable[..., Page]) -> None:
    page = visit("/ban-lam-viec/", who=PROVINCE)
    page.get_by_role("link", name=PAPER).click()
    expect(page.locator("main")).to_contain_text("4/9")
    assert faults(page, "bảng thực hiện") == []

    # The board narrows to them, and goes down to each committee with its branches.
    page.get_by_label("Trạng thái").select_option(label="Chưa trả lời")
    page.get_by_role("button", name="Xem", exact=True).click()
    rows = page.locator("section[aria-labelledby=units] tbody tr")
    assert sorted(one.split("\n")[0] for one in rows.locator("th").all_inner_texts()) == sorted(MISSING)
    page.get_by_role("link", name="Đảng ủy xã An Phúc Đông").first.click()
    expect(page.locator("main")).to_contain_text("2/5")
    page.go_back()

    # How each is reached, with a text for Zalo; then one press, and a second one the same day tells nobody twice.
    page.get_by_role("link", name="Cách liên hệ").click()
    assert faults(page, "chưa trả lời") == []
    said = page.get_by_label("Nội dung gửi qua Zalo").input_value()
    assert said.startswith(f"Còn 5 đơn vị chưa trả lời {PAPER}")
    assert all(name in said for name in MISSING)
    for _ in range(2):
        page.get_by_role("button", name="Nhắc 5 đơn vị chưa trả lời").or_(
            page.get_by_role("button", name="Nhắc tất cả")
        ).click()
        expect(page.get_by_text("Đã nhắc 5 đơn vị.")).to_be_visible()

    # On a phone, the commune sees a reminder for each of its two units, once, and answers with its own paper.
    phone = visit("/thong-bao/", who=CLERK, width=360)
    expect(phone.get_by_role("link", name=f"Nhắc trả lời: {PAPER}")).to_have_count(2)
    phone.goto(urljoin(phone.url, "/van-ban/can-tra-loi/"))
    phone.get_by_role("link", name=PAPER).click()
    assert faults(phone, "trả lời") == []
    # Papers of its own that came in since are offered first; this one is new.
    phone.get_by_text("Bằng văn bản của đơn vị, vào sổ tại đây").click()
    phone.get_by_label("Số, ký hiệu").fill("31-CV/ĐU")
    phone.get_by_label("Ngày văn bản").fill("20/11/2026")
    phone.get_by_label("Trích yếu").fill("Đề xuất 2 mô hình nhân rộng năm 2027")
    phone.get_by_label("Văn bản này không có độ mật").check()
    phone.get_by_role("button", name="Gửi trả lời").last.click()
    expect(phone.get_by_text("Đã gửi trả lời.")).to_be_visible()
    assert faults(phone, "đã trả lời") == []

    page.get_by_role("link", name=PAPER).first.click()
    expect(page.locator("main")).to_contain_text("5/9")

"""An adviser gives the province and its communes their targets at once, then sees how far each is, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from tests.journeys.papers import PROVINCE
from tests.journeys.test_every_page_is_accessible import faults

DAYS = "Ngày công lao động đóng góp"
YEAR_ENDS = date(2026, 12, 31)
PAPER = "Kế hoạch số 31-KH/BTGDVTU ngày 05/01/2026, mục III"


def test_targets_are_given_to_many_units_at_once_and_followed_on_a_phone(visit: Callable[..., Page]) -> None:
    page = visit("/so-lieu/ke-hoach/?year=2026", who=PROVINCE, width=360)
    page.get_by_role("link", name="Giao kế hoạch").click()
    page.get_by_label("Chỉ tiêu", exact=True).select_option(label=f"{DAYS} (ngày công)")
    page.get_by_label("Kỳ kế hoạch").fill("năm 2026")
    page.get_by_label("tỉnh Sông Trăng", exact=True).fill("ít nhất 4.000")
    page.get_by_text("Giao cho từng đơn vị bên dưới").click()
    page.get_by_label("xã An Phúc Đông", exact=True).fill("hai nghìn rưởi thôi")
    page.get_by_label("phường Hòa Nguyệt", exact=True).fill("500")
    page.get_by_label("Văn bản giao kế hoạch").fill(PAPER)
    assert faults(page, "giao, chưa gửi") == []
    page.get_by_role("button", name="Đọc lại số vừa nhập").click()

    # What cannot be read is said beside its unit; nothing that was typed is lost.
    expect(page.get_by_role("alert").first).to_be_visible()
    assert faults(page, "giao, có lỗi") == []
    expect(page.get_by_label("phường Hòa Nguyệt", exact=True)).to_have_value("500")
    page.get_by_label("xã An Phúc Đông", exact=True).fill("từ 2.400 đến 2.500")
    page.get_by_role("button", name="Đọc lại số vừa nhập").click()

    # Nothing is given before the person has read what was understood.
    for words in ("Sông Trăng: ít nhất 4.000", "An Phúc Đông: từ 2.400 đến 2.500", "Hòa Nguyệt: 500 ngày công"):
        expect(page.locator("main")).to_contain_text(words)
    assert faults(page, "giao, đọc lại") == []
    page.get_by_role("button", name="Đúng, giao kế hoạch này").click()

    expect(page.get_by_text("Đã giao 3 kế hoạch.")).to_be_visible()
    for unit, planned in (
        ("tỉnh Sông Trăng", "ít nhất 4.000"),
        ("xã An Phúc Đông", "từ 2.400 đến 2.500"),
        ("phường Hòa Nguyệt", "500"),
    ):
        if unit != "tỉnh Sông Trăng":
            page.goto(urljoin(page.url, "/so-lieu/ke-hoach/?year=2026"))
            page.get_by_text("Trực thuộc tỉnh Sông Trăng:").click()
            page.get_by_role("link", name=unit, exact=True).click()
        line = page.locator("main table tbody tr").filter(has_text=DAYS)
        expect(line).to_contain_text(planned)
        expect(line).to_contain_text(re.compile(r"\d%"))
        # What was reached is what its figure says: other journeys may have told of more days by now.
        reached = line.locator("a[href*='/so-lieu/f/']").first
        figure = page.context.new_page()
        figure.goto(urljoin(page.url, reached.get_attribute("href") or ""))
        expect(figure.locator("main")).to_contain_text(reached.inner_text().strip())
        figure.close()
        # A forecast is made until the year is over; why there is none is said as well.
        if datetime.now(UTC).date() <= YEAR_ENDS:
            expect(line).to_contain_text(re.compile("ước|–"))
        page.get_by_text("Cách ước từng chỉ tiêu").click()
        expect(page.locator("main dl.stack")).to_contain_text(DAYS)
        assert faults(page, f"kế hoạch của {unit}") == []

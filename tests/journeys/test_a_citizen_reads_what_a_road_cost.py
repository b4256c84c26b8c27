"""A citizen reads on a phone what a road cost and who gave; the officer writes the next gift in a moment."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from lantoa.vietnamese.money import read_money

FITS = "document.documentElement.scrollWidth <= window.innerWidth"


def test_a_citizen_reads_what_a_road_cost_and_who_gave(visit: Callable[..., Page]) -> None:
    page = visit("/ba-con-gop/", width=360)
    assert page.evaluate(FITS)
    page.get_by_role("link", name="Chung tay làm lộ ấp Bến Sen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chung tay làm lộ ấp Bến Sen")
    assert page.evaluate(FITS)
    text = page.locator("main").inner_text()
    # What it cost, how long it is, who agreed to be named, how many did not; never a name without consent.
    for words in ("450 m", "42 hộ ấp Bến Sen", "Hội Nông dân xã", "trên 385 m²", "335 ngày công"):
        assert words in text, words
    assert "Thạch Thị Lan" not in text
    assert re.search(r"và \d+ người, hộ, tổ chức khác", text)
    # 110.500.000 received less 102.965.000 spent.
    rows = {
        row.locator("th").inner_text(): row.locator("td").inner_text() for row in page.locator("#money ~ * tr").all()
    }
    assert _dong(rows["Đã nhận"]) - _dong(rows["Đã chi"]) == _dong(rows["Còn lại"]) == 7_535_000


def _dong(text: str) -> int:
    """ "110,5 triệu đồng", "102.965.000 đồng"."""
    read = read_money(text)
    assert read is not None
    return int(read)

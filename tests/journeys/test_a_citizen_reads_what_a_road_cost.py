"""A citizen reads on a phone what a road cost and who gave; the officer keeps the book of a bridge on one."""

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


def test_an_officer_keeps_the_book_of_a_bridge_and_a_citizen_reads_it(visit: Callable[..., Page]) -> None:
    page = visit("/dong-gop/", width=360, who="Phan Thị Ngọc Diệp")
    page.get_by_role("link", name="Mở cuộc vận động").click()
    page.get_by_label("Tên cuộc vận động").fill("Bắc cầu kênh Tư")
    page.get_by_label("Mục đích").fill("Trẻ đi học không còn phải qua đò.")
    page.get_by_label("Từ ngày").fill("1/9/2026")
    page.get_by_role("button", name="Mở cuộc vận động này").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bắc cầu kênh Tư")
    drive = page.url
    _take_down(page)
    # Name and cost are wrong: they are corrected where they stand, and what stood there stays in the course.
    work = page.locator("article.card", has_text="Cầu kênh Ba")
    work.locator("summary").click()
    work.get_by_role("link", name="Sửa dòng này").click()
    expect(page.get_by_label("Tổng chi phí")).to_have_value("84.000.000")
    assert page.evaluate(FITS)
    page.get_by_label("Tên công trình").fill("Cầu kênh Tư, dài 12 m")
    page.get_by_label("Tổng chi phí").fill("48.000.000")
    page.get_by_role("button", name="Lưu nội dung đã sửa").click()
    # Without a reason nothing is changed, and what was typed is kept.
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.get_by_label("Tên công trình")).to_have_value("Cầu kênh Tư, dài 12 m")
    page.get_by_label("Lý do sửa").fill("Ghi nhầm tên cầu, đảo số tiền")
    page.get_by_role("button", name="Lưu nội dung đã sửa").click()
    expect(page).to_have_url(drive)
    assert page.evaluate(FITS)
    page.locator("summary", has_text="Dòng đã sửa (1)").click()
    for former in ("Cầu kênh Ba", "84 triệu đồng"):
        expect(page.locator("del", has_text=former)).to_be_visible()
    page.get_by_role("link", name="Việc có thể làm lúc này").click()
    page.locator("summary", has_text="Đưa lên trang công khai").click()
    page.get_by_role("button", name="Đưa lên trang công khai").click()
    expect(page.get_by_role("link", name="Xem trên cổng công khai")).to_be_visible()

    citizen = visit("/ba-con-gop/", width=360)
    citizen.get_by_role("link", name="Bắc cầu kênh Tư").click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text("Bắc cầu kênh Tư")
    assert citizen.evaluate(FITS)
    text = citizen.locator("main").inner_text()
    for words in ("Cầu kênh Tư, dài 12 m", "48.000.000 đồng", "Hội đồng hương xã", "và 1 người, hộ, tổ chức khác"):
        assert words in text, words
    # Neither what was written before nor who did not agree.
    for words in ("Cầu kênh Ba", "84", "Mận"):
        assert words not in text, words


def _take_down(page: Page) -> None:
    """Two gifts, one after the other, a spending and a work, from the page of a drive and back to it."""
    page.get_by_role("link", name="Ghi khoản góp").click()
    # One agreed to be named, one did not.
    for amount, giver, may_name in (
        ("trên 50 triệu", "Hội đồng hương xã", True),
        ("2.500.000", "Bà Lê Thị Mận", False),
    ):
        page.get_by_label("Số lượng").fill(amount)
        page.get_by_label(re.compile("^Người góp")).fill(giver)
        if may_name:
            page.get_by_label("Đồng ý nêu tên công khai").check()
        assert page.evaluate(FITS)
        page.get_by_role("button", name="Ghi, rồi ghi tiếp khoản khác").click()
        expect(page.get_by_text("Có thể ghi tiếp khoản khác")).to_be_visible()
    page.get_by_role("link", name="Về trang cuộc vận động").click()
    page.get_by_role("link", name="Ghi khoản chi").click()
    page.get_by_label("Chi vào việc").fill("Thép, xi măng")
    page.get_by_label("Số tiền").fill("48.000.000")
    page.get_by_role("button", name="Ghi khoản chi này").click()
    page.get_by_role("link", name="Ghi công trình").click()
    page.get_by_label("Loại công trình").select_option("Cầu")
    page.get_by_label("Tên công trình").fill("Cầu kênh Ba")
    page.get_by_label("Quy mô").fill("1")
    page.get_by_label("Tổng chi phí").fill("84 triệu")
    page.get_by_role("button", name="Ghi công trình này").click()


def _dong(text: str) -> int:
    """ "110,5 triệu đồng", "102.965.000 đồng"."""
    read = read_money(text)
    assert read is not None
    return int(read)

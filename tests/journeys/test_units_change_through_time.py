"""A manager merges two quarters by a paper: sees the whole effect first, reads both maps, and takes it back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

MANAGER = "Sở Nội vụ"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_merger_is_previewed_applied_read_and_annulled(visit: Callable[..., Page], width: int) -> None:
    page = visit("/don-vi/?q=khu pho 1", who=MANAGER, width=width)
    page.get_by_role("link", name="khu phố 1", exact=True).click()
    page.get_by_role("link", name="Thay đổi đơn vị này").click()
    page.get_by_role("link", name="Sáp nhập").click()
    page.get_by_label("khu phố 2", exact=True).check()
    page.get_by_label("Tên đơn vị mới").fill("khu phố Liên Hoa")
    page.get_by_label("Có hiệu lực từ ngày").fill("01/11/2026")
    page.get_by_role("button", name="Xem toàn bộ tác động").click()
    # What is missing is said beside its field, and what was typed stays.
    expect(page.get_by_role("alert").first).to_contain_text("Cần sửa")
    expect(page.get_by_label("Tên đơn vị mới")).to_have_value("khu phố Liên Hoa")
    page.get_by_label("Văn bản làm căn cứ").fill("Nghị quyết số 20/NQ-HĐND, ngày 15/10/2026 của HĐND phường Hòa Nguyệt")
    page.get_by_role("button", name="Xem toàn bộ tác động").click()

    expect(page.get_by_text("Chưa có gì thay đổi")).to_be_visible()
    expect(page.locator("main")).to_contain_text("khu phố Liên Hoa")
    expect(page.locator("main")).to_contain_text("Chi bộ khu phố 1")
    page.get_by_role("button", name="Ghi nhận thay đổi").click()

    expect(page.locator("main")).to_contain_text("Thay đổi đã được ghi nhận")
    changed = page.url
    page.get_by_role("link", name="khu phố Liên Hoa").first.click()
    expect(page.locator("svg.lineage")).to_be_visible()
    expect(page.locator("svg.lineage")).to_contain_text("khu phố 2")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    annul(page, changed)


def annul(page: Page, change: str) -> None:
    page.goto(change)
    page.get_by_text("Hủy thay đổi này").click()
    page.get_by_label("Hủy theo văn bản nào?").fill("Nhập thử, không có văn bản")
    page.get_by_role("button", name="Hủy thay đổi").click()
    expect(page.locator("main")).to_contain_text("Đã hủy thay đổi")


def rows(page: Page) -> dict[str, str]:
    """The figure of a period by unit, as its page says."""
    lines = page.locator("main table").first.locator("tbody tr, tfoot tr").all()
    return {line.locator("th").inner_text(): line.locator("td").first.inner_text() for line in lines}


def test_figures_of_merged_communes_read_on_both_maps(visit: Callable[..., Page]) -> None:
    page = visit("/so-lieu/", who=MANAGER)
    page.get_by_role("link", name="Cầu nông thôn xây mới").click()
    figure = page.url
    # How many bridges there are, and how many figures change, depends on what other journeys brought in before.
    before = rows(page)
    assert set(before) == {"xã An Phúc Đông", "phường Hòa Nguyệt", "Cộng"}
    said = {place: int(figure.removesuffix(" cây cầu")) for place, figure in before.items()}
    east, moon, both = said["xã An Phúc Đông"], said["phường Hòa Nguyệt"], said["Cộng"]
    assert (east >= 6, moon >= 1, both) == (True, True, east + moon)

    page.goto(figure.split("/so-lieu/")[0] + "/don-vi/?q=xa an phuc dong")
    page.get_by_role("link", name="xã An Phúc Đông", exact=True).click()
    page.get_by_role("link", name="Thay đổi đơn vị này").click()
    page.get_by_role("link", name="Sáp nhập").click()
    page.get_by_label("phường Hòa Nguyệt", exact=True).check()
    page.get_by_label("Tên đơn vị mới").fill("phường Liên Phúc")
    page.get_by_label("Có hiệu lực từ ngày").fill("20/11/2026")
    page.get_by_label("Văn bản làm căn cứ").fill("Nghị quyết số 21/NQ-HĐND, ngày 15/11/2026 của HĐND tỉnh Sông Trăng")
    page.get_by_role("button", name="Xem toàn bộ tác động").click()
    # The whole effect: what moves, whose right ends, which figures change.
    for said in ("Chi bộ khu phố 3", "Trịnh Hoài Nhơn", re.compile(r"phường Liên Phúc: [2-9]\d chỉ tiêu")):
        expect(page.locator("main")).to_contain_text(said)
    page.get_by_role("button", name="Ghi nhận thay đổi").click()
    changed = page.url

    page.goto(figure)
    assert rows(page) == before
    page.get_by_role("link", name="Trên bản đồ hôm nay").click()
    assert rows(page) == {"phường Liên Phúc": f"{both} cây cầu", "Cộng": f"{both} cây cầu"}
    annul(page, changed)
    page.goto(figure)
    page.get_by_role("link", name="Trên bản đồ hôm nay").click()
    assert rows(page) == before


def test_a_former_unit_is_found_by_its_old_name_and_leads_to_what_it_is_today(visit: Callable[..., Page]) -> None:
    page = visit("/don-vi/?q=huyen ben lau", who=MANAGER)
    expect(page.locator("main")).to_contain_text("kết thúc ngày 01/07/2025; nay là tỉnh Sông Trăng")
    page.get_by_role("link", name="huyện Bến Lau").click()
    expect(page.locator("main")).to_contain_text("Kết thúc ngày 01/07/2025")
    page.locator("svg.lineage a", has_text="xã An Phúc Đông").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("xã An Phúc Đông")

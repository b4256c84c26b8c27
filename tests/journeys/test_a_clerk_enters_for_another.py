"""A branch secretary hands in a signed paper; the clerk photographs it and enters the practice for her."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.files.test_photos import with_camera
from tests.journeys.papers import CLERK

HOA = "Nguyễn Thị Hoa, Bí thư Chi bộ ấp Bến Sen"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_clerk_enters_on_behalf_with_the_photo_of_the_paper(visit: Callable[..., Page], width: int) -> None:
    name = f"Mỗi đảng viên một việc tốt, sổ tay {width}"
    page = visit("/mo-hinh-dang-ky/moi/", who=CLERK, width=width)
    page.get_by_label("Tên mô hình").fill(name)
    page.get_by_label("Đơn vị", exact=True).select_option(label="xã An Phúc Đông")
    page.get_by_label("Ngày đăng ký").fill("12/11/2026")
    page.get_by_text("Nhập hộ (từ bản giấy)").click()
    page.get_by_label("Nhập hộ cho ai").fill(HOA)
    page.get_by_role("button", name="Đăng ký mô hình này").click()

    # A mark without its paper proves nothing: the form says so and keeps what was typed.
    expect(page.get_by_text("Hãy kèm ảnh bản giấy").first).to_be_visible()
    expect(page.get_by_label("Tên mô hình")).to_have_value(name)
    expect(page.get_by_label("Nhập hộ cho ai")).to_have_value(HOA)
    photo = {"name": "don-dang-ky.jpg", "mimeType": "image/jpeg", "buffer": with_camera()}
    page.get_by_label("Ảnh chụp bản giấy có chữ ký").set_input_files([photo])  # type: ignore[list-item]
    page.get_by_role("button", name="Đăng ký mô hình này").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("main")).to_contain_text(f"nhập hộ {HOA} ngày")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    paper = page.get_by_role("link", name="ảnh bản giấy").get_attribute("href")
    kept = page.request.get(page.url.split("/mo-hinh-dang-ky/")[0] + str(paper))
    assert kept.ok
    assert kept.headers["content-type"] == "image/jpeg"
    assert b"GPS" not in kept.body()

"""The pages around a review, as one meets them: a batch, a photo to type, columns, lessons, a record side by side."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.files.test_photos import JPEG
from tests.journeys.papers import CLERK
from tests.journeys.test_every_page_is_accessible import faults

Visit = Callable[..., Page]
TABLE = (
    "Sổ theo dõi {}\n\nMã\tViệc hay trong xã\tAi làm\tGhi nhận\nA1\tVườn thuốc {}\tHội Đông y xã\t12 hộ\n"
    "A2\tHẻm hoa\tẤp 2\t3 km\n"
)


def packed(width: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(6):
            archive.writestr(f"ấp {number}.txt", f"Ấp {number} góp {width + number} ngày công lao động.")
        archive.writestr("hỏng.docx", b"PK\x03\x04")
    return out.getvalue()


def send(page: Page, name: str, data: bytes) -> None:
    page.goto("/".join(page.url.split("/", 3)[:3]) + "/tiep-nhan/moi/")
    page.locator("input[name=papers]").first.set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state("load")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_batch_is_read_while_one_looks_on_and_its_page_holds(visit: Visit, width: int) -> None:
    page = visit("/tiep-nhan/", who=CLERK, width=width)
    send(page, f"thang-{width}.zip", packed(width))
    page.wait_for_url("**/tiep-nhan/lo/**")
    expect(page.locator("#batch")).to_contain_text("7/7", timeout=60_000)
    expect(page.locator("#batch")).to_contain_text("Không nhận được (1)")
    assert not faults(page, "batch")
    page.get_by_role("link", name="Xem văn bản tiếp theo").click()
    expect(page.locator("#muc")).to_be_attached()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_photo_that_no_program_can_read_is_typed_beside_the_picture(visit: Visit, width: int) -> None:
    page = visit("/tiep-nhan/", who=CLERK, width=width)
    # What hangs behind the end of a picture goes; other pixels make it another photo.
    send(page, "so-tay.jpg", JPEG if width == 360 else JPEG.replace(b"\x00\x48\x00\x48", b"\x00\x49\x00\x49"))
    area = page.get_by_label("Nội dung trong văn bản")
    expect(area).to_be_visible(timeout=60_000)
    assert not faults(page, "typing")
    area.fill(f"Xã An Phúc hiến {width // 10} m² đất.")
    page.get_by_role("button", name="Đọc nội dung đã gõ").click()
    expect(page.locator("#muc")).to_be_attached(timeout=60_000)
    expect(page.locator(".finding", has_text=f"{width // 10} m²")).to_have_count(1)


@pytest.mark.parametrize("width", [360, 1280])
def test_columns_are_taught_and_the_lesson_is_listed(visit: Visit, width: int) -> None:
    page = visit("/tiep-nhan/moi/", who=CLERK, width=width)
    page.get_by_label("dán", exact=False).fill(TABLE.format(width, width))
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("#muc")).to_be_attached(timeout=60_000)
    page.get_by_role("link", name="Các cột của bảng").click()
    page.get_by_label("Việc hay trong xã").select_option("practice")
    page.get_by_label("Ai làm").select_option("owner")
    assert not faults(page, "columns")
    page.get_by_role("button", name="Ghi nhớ").click()
    expect(page.locator("#muc")).to_be_attached(timeout=60_000)
    expect(page.locator(".finding.k-model")).to_have_count(2)
    page.goto("/".join(page.url.split("/", 3)[:3]) + "/tiep-nhan/da-hoc/")
    expect(page.locator("main")).to_contain_text("Việc hay trong xã")
    assert not faults(page, "lessons")
    page.get_by_role("button", name="Tắt").first.click()
    expect(page.locator("main")).to_contain_text("Đã tắt")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_record_that_may_be_the_same_stands_beside_the_item(visit: Visit, width: int) -> None:
    page = visit("/tiep-nhan/moi/", who=CLERK, width=width)
    # The demonstration knows a practice of that name.
    page.get_by_label("dán", exact=False).fill(f"Xã An Phúc Đông tiếp tục mô hình “Hẻm hoa” năm {width}.")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("#muc")).to_be_attached(timeout=60_000)
    if width == 360:
        page.get_by_role("link", name="Mục đọc được").click()
    card = page.locator(".finding.k-model").first
    card.locator("[data-key=join]").click()
    expect(card.locator(".compare").first).to_be_visible()
    expect(card.locator(".compare").first).to_contain_text("Trong sổ")
    assert not faults(page, "joining")
    page.keyboard.press("Escape")
    expect(card.locator(".compare")).to_have_count(0)

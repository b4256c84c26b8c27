"""Gifts from a list in Excel: all that is wrong at once, the same file back with its cells marked, nothing twice."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lantoa.common import forms_in_excel
from lantoa.common.quantities import Exactness, Quantity
from lantoa.contributions import list_sheets, operations, queries
from lantoa.contributions.list_sheets import UnableToReadGifts
from lantoa.contributions.models import Drive, Gift
from lantoa.contributions.operations import UnableToKeepContribution, lists
from lantoa.contributions.rules import listed
from lantoa.history.models import Event
from tests.cast import TODAY, Cast
from tests.contributions.making import make_drive
from tests.organisations.workbooks import part

HEADINGS = [one.heading for one in listed.COLUMNS]
RIGHT: list[list[object]] = [
    ["Bà Lê Thị Mận", "Tiền", "500.000", "10/11/2026", "Đã nhận", "", "Có", ""],
    ["42 hộ ấp 3", "", "trên 63 triệu", "10/11/2026", "", "42", "", ""],
    ["Ông Bảy", "Đất hiến", "30 m²", "9/11/2026", "Mới hứa", "1", "Không", ""],
    ["", "Ngày công", "5 ngày công", "9/11/2026", "", "", "", ""],
    ["Cửa hàng Tám", "Vật tư", "20 bao xi măng", "9/11/2026", "", "", "", "1.800.000"],
]


def sheet(*rows: list[object]) -> bytes:
    """A workbook as somebody typed it."""
    return forms_in_excel.marked("Sheet1", enumerate(rows, start=1), {})


def filled(*rows: list[object]) -> bytes:
    """Our template, filled in."""
    return list_sheets.template(list(enumerate(rows, start=2)))


def load(cast: Cast, drive: Drive, data: bytes, name: str = "ds.xlsx") -> int:
    return lists.load_gifts(scope=cast.product, drive=drive, data=data, name=name, today=TODAY)


def wrong(cast: Cast, *rows: list[object]) -> list[tuple[int, str, str]]:
    said: dict[str, Any] = {"drive": make_drive(cast), "data": filled(*rows), "name": "ds.xlsx", "today": TODAY}
    return [(one.line, one.heading, one.said) for one in lists.examine_gifts(scope=cast.product, **said).wrong]


def test_a_filled_in_template_is_taken_in_once_and_again_nothing_twice(cast: Cast) -> None:
    drive = make_drive(cast)
    assert load(cast, drive, filled(*RIGHT)) == 5
    assert load(cast, drive, filled(*RIGHT)) == 0
    assert load(cast, drive, filled(*RIGHT, ["Ông Tám", "", "2 triệu", "11/11/2026", "", "", "", ""])) == 1
    sums = {one.kind: (one.received, one.awaited) for one in queries.book(drive).sums}
    assert sums["money"] == (Quantity.of(65_500_000, Exactness.AT_LEAST, "trên"), None)
    assert sums["land"] == (None, Quantity.of(30))
    assert sums["materials"][0] == Quantity.of(20)
    named = [one.giver for one in Gift.objects.order_by("pk") if one.is_named]
    assert named == ["Bà Lê Thị Mận"]
    told = Event.objects.filter(verb="give")
    assert told.count() == 6
    assert "Mận" not in str([one.payload.data for one in told])


def test_two_equal_rows_are_two_gifts_and_stay_two(cast: Cast) -> None:
    drive = make_drive(cast)
    row: list[object] = ["Bà Mận", "", "500.000", "10/11/2026", "", "", "", ""]
    assert load(cast, drive, filled(row, row)) == 2
    assert load(cast, drive, filled(row, row)) == 0
    assert load(cast, drive, filled(row, row, row)) == 1


def test_a_gift_that_was_corrected_or_withdrawn_does_not_come_back_from_its_list(cast: Cast) -> None:
    drive = make_drive(cast)
    load(cast, drive, filled(RIGHT[0]))
    gift = Gift.objects.get()
    said = operations.GiftSaid("money", Quantity.of(600_000), gift.giver, received_on=gift.received_on)
    operations.correct_gift(scope=cast.product, gift=gift, said=said, why="ghi thiếu", today=TODAY)
    operations.withdraw(scope=cast.product, entry=gift, why="ghi nhầm", today=TODAY)
    assert load(cast, drive, filled(RIGHT[0])) == 0


def test_a_list_of_ones_own_is_read_with_its_titles_numbers_totals_and_signatures(cast: Cast) -> None:
    drive = make_drive(cast)
    data = sheet(
        ["DANH SÁCH BÀ CON ĐÓNG GÓP"],
        ["STT", "Họ và tên", "Số tiền", "Ngày nộp"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["1", "Bà Lê Thị Mận", "500000", "10/11/2026"],
        ["2", "Ông Trần Văn Bảy", "1.000.000", "10/11/2026"],
        ["", "Tổng cộng", "1.500.000", ""],
        ["", "An Phúc, ngày 11 tháng 11 năm 2026", "", ""],
        ["", "Người lập", "", ""],
    )
    assert load(cast, drive, data) == 2
    assert load(cast, drive, "Người góp,Số tiền,Ngày\nÔng Chín,200000,10/11/2026\n".encode(), "ds.csv") == 1
    assert queries.book(drive).sums[0].given == Quantity.of(1_700_000)


def test_everything_wrong_is_said_at_once_cell_by_cell(cast: Cast) -> None:
    found = wrong(
        cast,
        ["", "Vàng", "nhiều", "32/1/2026", "có lẽ", "không", "Có", "5"],
        ["Bà Mận", "Vật tư", "xi măng", "1/1/2099", "", "0", "đúng", "mắc"],
        ["x" * 201, "", "0,5", "", "", "", "", ""],
        ["Ông Bảy", "", "", "9/11/2026", "", "", "", "5"],
    )
    assert {(line, heading) for line, heading, _ in found} == {
        *((2, heading) for heading in HEADINGS if heading != "Đồng ý nêu tên"),
        *((3, heading) for heading in ("Số lượng", "Ngày", "Số người, hộ", "Đồng ý nêu tên", "Trị giá vật tư")),
        *((4, heading) for heading in ("Người góp", "Số lượng", "Ngày")),
        *((5, heading) for heading in ("Số lượng", "Trị giá vật tư")),
    }
    assert len(found) == len({(line, heading) for line, heading, _ in found})


def test_nothing_is_taken_in_while_a_cell_is_wrong_or_gifts_are_closed(cast: Cast) -> None:
    drive = make_drive(cast)
    with pytest.raises(UnableToKeepContribution, match="1 ô sai"):
        load(cast, drive, filled(RIGHT[0], ["Bà Mận", "", "", "9/11/2026", "", "", "", ""]))
    assert not Gift.objects.exists()
    for data, words in (
        (sheet(["Họ tên", "Ghi chú"], ["Bà Mận", "x"]), "tiêu đề"),
        (filled(), "chưa ghi"),
        (b"\x00" * (list_sheets.lists.FILE_BYTES + 1), "quá lớn"),
        (sheet(*[["x"]] * 2_001), "quá dài"),
    ):
        with pytest.raises(UnableToReadGifts, match=words):
            load(cast, drive, data)
    with pytest.raises(UnableToKeepContribution, match="không được"):
        lists.load_gifts(scope=cast.scope(cast.minh), drive=drive, data=filled(RIGHT[0]), name="a.xlsx", today=TODAY)
    operations.advance(scope=cast.product, drive=drive, verb="close", on=TODAY, today=TODAY)
    with pytest.raises(UnableToKeepContribution, match="mở lại"):
        load(cast, drive, filled(RIGHT[0]))


def test_a_list_comes_in_on_pages(cast: Cast) -> None:
    drive, client = make_drive(cast), Client()
    client.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("contributions:load_gifts", args=[drive.uuid])
    assert client.get(address).status_code == 200
    template = client.get(reverse("contributions:gifts_template", args=[drive.uuid])).content
    assert CalamineWorkbook.from_filelike(BytesIO(template)).get_sheet_by_name("Đóng góp").to_python()[0] == HEADINGS
    assert client.post(address, {"file": SimpleUploadedFile("a.xlsx", b"no")}).status_code == 422

    bad = client.post(
        address, {"file": SimpleUploadedFile("a.xlsx", filled(["Bà Mận", "", "nhiều", "", "", "", "", ""]))}
    )
    assert bad.status_code == 422
    page = bad.content.decode()
    assert "2 ô cần sửa" in page
    marked = client.get(page.split("o-sai.xlsx")[0].rsplit('href="', 1)[1] + "o-sai.xlsx").content
    assert "Hãy ghi ngày/tháng/năm" in part(marked, "xl/comments1.xml")

    sent = client.post(address, {"file": SimpleUploadedFile("a.xlsx", filled(*RIGHT))})
    look = client.get(sent["Location"]).content.decode()
    assert "Sẽ ghi 5 khoản góp" in look
    assert not Gift.objects.exists()
    page = client.post(sent["Location"], follow=True).content.decode()
    assert "Đã ghi 5 khoản góp" in page
    again = client.get(sent["Location"]).content.decode()
    assert "5 dòng đã nhận trước đó" in again
    minh = Client()
    minh.force_login(cast.minh, backend="django.contrib.auth.backends.ModelBackend")
    assert minh.get(sent["Location"]).status_code == 404


def test_a_list_for_a_closed_drive_is_refused_when_the_page_opens_and_when_the_file_is_dropped(cast: Cast) -> None:
    drive = make_drive(cast)
    client = Client()
    client.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("contributions:load_gifts", args=[drive.uuid])
    # Looked through while the drive was open, and not yet written.
    sent = {"file": SimpleUploadedFile("ds.xlsx", filled(*RIGHT))}
    looked = client.post(address, sent)["Location"]
    by: dict[str, Any] = {"scope": cast.product, "drive": drive, "on": TODAY, "today": TODAY}
    ways = {"close": "chọn “Mở lại nhận đóng góp”", "settle": "“Mở lại quyết toán để sửa”, rồi “Mở lại nhận đóng góp”"}
    for verb, way in ways.items():
        operations.advance(**by, verb=verb)
        page = client.get(address)
        assert page.status_code == 200
        assert way in page.content.decode()
        assert 'type="file"' not in page.content.decode()
        refused = client.post(address, {"file": SimpleUploadedFile("ds.xlsx", filled(*RIGHT))})
        assert refused.status_code == 422
        assert way in refused.content.decode()
        assert len(client.session["gift_lists"]) == 1, "nothing is kept of it"
        page = client.get(looked).content.decode()
        assert way in page
        assert "Ghi tất cả" not in page
        assert client.post(looked).status_code == 422
    assert not Gift.objects.exists()
    for verb in ("correct", "reopen"):
        operations.advance(**by, verb=verb, note="còn danh sách")
    assert client.post(looked).status_code == 302
    assert Gift.objects.count() == len(RIGHT)


def test_a_list_of_50_rows_asks_as_many_questions_as_one_of_5(cast: Cast) -> None:
    def cost(many: int) -> int:
        drive = make_drive(cast, name=f"Số {many}")
        rows: list[list[object]] = [[f"Hộ {at}", "", "500.000", "10/11/2026", "", "", "", ""] for at in range(many)]
        with CaptureQueriesContext(connection) as asked:
            load(cast, drive, filled(*rows))
        return len(asked)

    assert cost(50) == cost(5)

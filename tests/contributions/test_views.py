"""The pages of drives, by role and for the public."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from python_calamine import CalamineWorkbook

from lantoa.contributions import operations, queries
from lantoa.contributions.models import Drive, Gift, Work
from tests.cast import TODAY, Cast
from tests.contributions.making import START, make_drive, make_gift


@pytest.fixture
def lan(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, drive: Drive, *more: Any) -> str:
    return reverse(f"contributions:{name}", args=[drive.uuid, *more])


def sent(**more: Any) -> dict[str, Any]:
    said = {"uuid": str(uuid4()), "kind": "money", "amount": "trên 2 triệu", "giver": "Bà Lê Thị Mận", "givers": "1"}
    return said | {"on": "10/11/2026"} | more


def test_a_drive_is_opened_and_a_gift_follows_a_gift(cast: Cast, lan: Client) -> None:
    said = {"uuid": str(uuid4()), "name": "Làm lộ", "unit": str(cast.units["an-phuc"].uuid), "from_on": "5/1/2026"}
    lan.post(reverse("contributions:new"), said)
    drive = Drive.objects.get()
    page = lan.post(url("gift", drive), sent(), follow=True).content.decode()
    assert "trên 2 triệu đồng" in page
    assert 'name="amount"' in page
    lan.post(url("gift", drive), sent(kind="materials", amount="20 bao xi măng", worth="1,8 triệu", is_promised="on"))
    page = lan.get(url("drive", drive)).content.decode()
    assert "20 bao xi măng" in page
    assert "1,8 triệu đồng" in page
    assert "mới hứa" in page


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"amount": "nhiều"}, "Chưa"),
        ({"amount": "1,5 đồng"}, ""),
        ({"kind": "materials", "amount": "xi măng"}, "20 bao xi măng"),
        ({"on": "32/1/2026"}, "ngày/tháng/năm"),
        ({"on": "1/1/2027"}, "tương lai"),
        ({"giver": "", "may_be_named": "on"}, "tên người đồng ý"),
        ({"worth": "5"}, "vật tư"),
        ({"givers": "0"}, ""),
        ({"kind": "gold"}, ""),
        ({"amount": "9" * 40}, ""),
    ],
)
def test_bad_input_keeps_what_was_typed(cast: Cast, lan: Client, more: dict[str, str], words: str) -> None:
    answer = lan.post(url("gift", make_drive(cast)), sent(**more))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words.casefold() in page.casefold() or words == "Chưa"
    assert not more.get("giver", "x") or "Bà Lê Thị Mận" in page
    assert not Gift.objects.exists()


def test_money_spent_and_a_work_with_photos(cast: Cast, lan: Client) -> None:
    drive = make_drive(cast, public=True)
    lan.post(url("spending", drive), {"uuid": str(uuid4()), "what": "Đá", "amount": "1.500.000", "on": "9/11/2026"})
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "green").save(drawn, "JPEG")
    said = {"uuid": str(uuid4()), "kind": "road", "name": "Lộ thôn Đông", "amount": "450 m"}
    lan.post(url("work", drive), said | {"after": SimpleUploadedFile("a.jpg", drawn.getvalue())})
    work = Work.objects.get()
    assert str(work.amount) == "0.450"
    page = Client().get(reverse("portal:drive", args=[drive.uuid])).content.decode()
    assert "Lộ thôn Đông" in page
    photo = reverse("contributions:photo", args=[work.uuid, "sau"])
    assert Client().get(photo).status_code == 200
    assert Client().get(reverse("contributions:photo", args=[work.uuid, "truoc"])).status_code == 404
    operations.advance(scope=cast.product, drive=drive, verb="take_off_portal", on=TODAY, today=TODAY)
    assert Client().get(photo).status_code == 404
    assert lan.get(photo).status_code == 200
    bad = lan.post(url("work", drive), said | {"uuid": str(uuid4()), "after": SimpleUploadedFile("a.jpg", b"no")})
    assert bad.status_code == 422


def test_the_public_reads_only_the_names_of_those_who_agree(cast: Cast, lan: Client) -> None:
    drive = make_drive(cast, public=True)
    named = make_gift(cast, drive, giver="Ông Trần Văn Bảy", may_be_named=True)
    make_gift(cast, drive, giver="Bà Lê Thị Mận", givers=42)
    address = reverse("portal:drive", args=[drive.uuid])
    page = Client().get(address).content.decode()
    assert "Ông Trần Văn Bảy" in page
    assert "Bà Lê Thị Mận" not in page
    assert "và 42 người, hộ, tổ chức khác" in page
    lan.post(url("change", drive, "gop", named.uuid), {"verb": "unname"})
    assert "Ông Trần Văn Bảy" not in Client().get(address).content.decode()


def test_only_who_keeps_the_book_reads_names_within(cast: Cast, lan: Client) -> None:
    drive = make_drive(cast)
    make_gift(cast, drive, giver="Bà Lê Thị Mận")
    dung = Client()
    dung.force_login(cast.dung, backend="django.contrib.auth.backends.ModelBackend")
    for name in ("drive", "workbook"):
        shown = [client.get(url(name, drive)) for client in (lan, dung)]
        texts = [one.content.decode() if name == "drive" else str(_cells(one.content)) for one in shown]
        assert ["Mận" in one for one in texts] == [True, "confirm" in cast.scope(cast.dung).reach]


def test_a_refusal_says_why_and_keeps_the_reason(cast: Cast, lan: Client) -> None:
    drive = make_drive(cast)
    gift = make_gift(cast, drive)
    answer = lan.post(url("change", drive, "gop", gift.uuid), {"verb": "withdraw", "why": " "})
    assert answer.status_code == 422
    assert "lý do" in answer.content.decode()
    assert lan.post(url("change", drive, "gop", gift.uuid), {"verb": "x"}).status_code == 422
    assert lan.post(url("change", drive, "khac", gift.uuid), {"verb": "x"}).status_code == 404
    assert lan.post(url("advance", drive), {"verb": "settle", "on": "9/11/2026"}).status_code == 422
    assert lan.post(url("advance", drive), {"verb": "bay", "on": "x"}).status_code == 422
    lan.post(url("change", drive, "gop", gift.uuid), {"verb": "withdraw", "why": "ghi nhầm"})
    assert "ghi nhầm" in lan.get(url("drive", drive)).content.decode()


@pytest.mark.parametrize("name", ["list", "drive", "portal", "workbook", "portal_list"])
def test_a_page_asks_as_many_questions_for_50_rows_as_for_5(cast: Cast, lan: Client, name: str) -> None:
    drive, other = make_drive(cast, public=True), make_drive(cast, name="Bắc cầu")

    def cost() -> int:
        address = {
            "list": reverse("contributions:list"),
            "portal": reverse("portal:drive", args=[drive.uuid]),
            "portal_list": reverse("portal:drives"),
        }.get(name) or url(name, drive)
        with CaptureQueriesContext(connection) as asked:
            assert lan.get(address).status_code == 200
        return len(asked)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            make_drive(cast, name=f"Số {number}", public=True)
            make_gift(cast, drive, giver=f"Người {number}", may_be_named=True, also_for=[other] if number % 2 else [])
            said = {"what": "Đá", "amount": 5, "on": START, "today": TODAY}
            operations.spend(scope=cast.product, drive=drive, **said)

    more(0, 5)
    few = cost()
    more(5, 50)
    assert cost() == few


def test_a_drive_is_found_by_its_name_without_marks(cast: Cast) -> None:
    make_drive(cast)
    assert queries.matching(queries.drives(), "lo thon dong").exists()


def _cells(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()

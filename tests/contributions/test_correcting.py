"""A line is corrected in its place, with its voucher; what it said before stays in the history."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from lantoa.common.quantities import Exactness, Quantity
from lantoa.contributions import operations, queries
from lantoa.contributions.forms import GiftForm
from lantoa.contributions.models import Drive, DriveStep, Gift, Spending
from lantoa.contributions.operations import GiftSaid, UnableToKeepContribution
from lantoa.files.operations import MOST_SCAN_BYTES
from lantoa.history.models import Event
from tests.cast import TODAY, Cast
from tests.contributions.making import START, make_drive, make_gift
from tests.plans.making import make_theme

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def lan(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    return client


def photo() -> bytes:
    drawn = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Nokia của bà Mận"
    Image.new("RGB", (40, 30), "green").save(drawn, "JPEG", exif=exif)
    return drawn.getvalue()


def said(**more: Any) -> dict[str, Any]:
    first = {"uuid": str(uuid4()), "kind": "money", "amount": "3 triệu", "giver": "Bà Lê Thị Mận", "givers": "1"}
    return first | {"on": "10/11/2026", "why": "ghi thiếu một triệu"} | more


def test_a_gift_is_corrected_and_the_history_keeps_what_it_said_without_the_name(cast: Cast, lan: Client) -> None:
    drive = make_drive(cast)
    gift = make_gift(cast, drive, giver="Bà Lê Thị Mịn")
    address = reverse("contributions:correct", args=[drive.uuid, "gop", gift.uuid])
    page = lan.get(address).content.decode()
    assert "Bà Lê Thị Mịn" in page
    assert "2 triệu đồng" in page
    assert lan.post(address, said(why=" ")).status_code == 422
    assert lan.post(address, said()).status_code == 302
    gift.refresh_from_db()
    assert (gift.quantity, gift.giver) == (Quantity.of(3_000_000), "Bà Lê Thị Mận")
    assert queries.book(drive).sums[0].given == Quantity.of(3_000_000)
    told = Event.objects.get(verb="correct_gift").payload.data
    assert (told["before"]["amount"], told["after"]["amount"]) == ("2000000.00", "3000000.00")
    assert told["giver_changed"] is True
    assert "Lê Thị" not in str(told)


def test_a_new_giver_agreed_for_nobody_else(cast: Cast) -> None:
    drive = make_drive(cast)
    gift = make_gift(cast, drive, giver="Ông Bảy", may_be_named=True)
    by: dict[str, Any] = {"scope": cast.product, "why": "ghi nhầm người", "today": TODAY}
    operations.correct_gift(**by, gift=gift, said=GiftSaid("money", Quantity.of(5), "Ông Tám", received_on=START))
    gift.refresh_from_db()
    assert not gift.is_named


@pytest.mark.parametrize(
    ("amount", "kind", "words", "exactness", "unit"),
    [
        (2_345_678, "money", "", Exactness.EXACT, ""),
        (10**9, "money", "gần", Exactness.JUST_UNDER, ""),
        (240, "land", "trên", Exactness.AT_LEAST, ""),
        (20, "materials", "", Exactness.EXACT, "bao xi măng"),
    ],
)
def test_what_a_form_shows_of_a_gift_reads_back_as_the_same(
    cast: Cast, amount: int, kind: str, words: str, exactness: Exactness, unit: str
) -> None:
    gift = make_gift(cast, make_drive(cast), amount, kind, exactness=exactness, words=words, unit=unit)
    shown = GiftForm(today=TODAY, one=gift).initial
    sent = {name: shown[name] for name in ("kind", "amount", "giver", "on", "givers")}
    form = GiftForm(sent | {"uuid": str(uuid4()), "why": "xem lại"}, today=TODAY, one=gift)
    assert form.is_valid(), form.errors
    assert form.said().quantity == gift.quantity


def test_a_promise_that_came_keeps_the_day_it_was_promised(cast: Cast) -> None:
    drive = make_drive(cast)
    gift = make_gift(cast, drive, promised=True)
    operations.receive(scope=cast.product, gift=gift, on=TODAY, today=TODAY)
    gift.refresh_from_db()
    form = GiftForm(said(on="23/11/2026"), today=TODAY, one=gift)
    assert form.is_valid(), form.errors
    operations.correct_gift(scope=cast.product, gift=gift, said=form.said(), why="sửa số", today=TODAY)
    gift.refresh_from_db()
    assert (gift.promised_on, gift.received_on) == (START, TODAY)


def test_a_spending_is_corrected_and_a_settled_drive_says_what_to_do(cast: Cast, lan: Client) -> None:
    drive = make_drive(cast)
    by: dict[str, Any] = {"scope": cast.product, "today": TODAY}
    make_gift(cast, drive)
    spending = operations.spend(**by, drive=drive, what="Đá", amount=500_000, on=START)
    address = reverse("contributions:correct", args=[drive.uuid, "chi", spending.uuid])
    sent = {"uuid": str(uuid4()), "what": "Đá 1x2", "amount": "600.000", "on": "6/1/2026", "why": "theo hóa đơn"}
    assert lan.get(address).status_code == 200
    assert lan.post(address, sent).status_code == 302
    spending.refresh_from_db()
    assert (spending.what, spending.amount) == ("Đá 1x2", 600_000)
    told = Event.objects.get(verb="correct_spending").payload.data
    assert (told["before"]["amount"], told["after"]["amount"]) == (500_000, 600_000)
    for verb in ("close", "settle"):
        operations.advance(**by, drive=drive, verb=verb, on=TODAY)
    page = lan.get(address).content.decode()
    assert "chọn “Mở lại quyết toán để sửa”" in page
    assert 'name="what"' not in page, "nobody types what is refused at the last press"
    refused = lan.post(address, sent)
    assert refused.status_code == 422
    assert "hãy mở lại" in refused.content.decode()
    assert "Đá 1x2" in refused.content.decode(), "what was typed is kept"
    gift = Gift.objects.get()
    with pytest.raises(UnableToKeepContribution, match="mở lại"):
        operations.correct_gift(**by, gift=gift, said=GiftSaid("money", Quantity.of(5), received_on=START), why="sửa")
    operations.advance(**by, drive=drive, verb="correct", on=TODAY, note="sửa số")
    operations.withdraw(**by, entry=spending, why="ghi hai lần")
    assert lan.post(address, sent).status_code == 422
    assert lan.get(reverse("contributions:correct", args=[drive.uuid, "khac", gift.uuid])).status_code == 404
    assert lan.get(reverse("contributions:correct", args=[drive.uuid, "gop", uuid4()])).status_code == 404


def test_a_voucher_is_cleaned_kept_and_opened_only_by_who_keeps_the_book(cast: Cast, lan: Client) -> None:
    drive = make_drive(cast, public=True)
    sent = {"uuid": str(uuid4()), "what": "Đá", "amount": "500.000", "on": "6/1/2026"}
    address = reverse("contributions:spending", args=[drive.uuid])
    for data in (b"MZ", b"%PDF-" + b"0" * MOST_SCAN_BYTES):
        assert lan.post(address, sent | {"voucher": SimpleUploadedFile("a.pdf", data)}).status_code == 422
    assert not Spending.objects.exists()
    lan.post(address, sent | {"voucher": SimpleUploadedFile("a.jpg", photo())})
    gift = said(voucher=SimpleUploadedFile("a.pdf", PDF))
    lan.post(reverse("contributions:gift", args=[drive.uuid]), gift)
    minh = Client()
    minh.force_login(cast.minh, backend="django.contrib.auth.backends.ModelBackend")
    for kind, entry, start in (("chi", Spending.objects.get(), b"\xff\xd8"), ("gop", Gift.objects.get(), PDF)):
        where = reverse("contributions:voucher", args=[drive.uuid, kind, entry.uuid])
        answer = lan.get(where)
        assert answer.content.startswith(start)
        assert "Mận".encode() not in answer.content
        assert minh.get(where).status_code == 404
        assert Client().get(where).status_code == 302
    plain = make_gift(cast, drive)
    assert lan.get(reverse("contributions:voucher", args=[drive.uuid, "gop", plain.uuid])).status_code == 404
    # A correction without a file keeps the file that stands.
    spending = Spending.objects.get()
    lan.post(reverse("contributions:correct", args=[drive.uuid, "chi", spending.uuid]), sent | {"why": "sửa chữ"})
    spending.refresh_from_db()
    assert spending.voucher is not None


def test_a_drive_may_serve_a_theme_and_says_who_moved_it(cast: Cast, lan: Client) -> None:
    theme = make_theme(cast, unit="an-phuc")
    sent = {"uuid": str(uuid4()), "name": "Làm lộ", "unit": str(cast.units["an-phuc"].uuid), "from_on": "5/1/2026"}
    lan.post(reverse("contributions:new"), sent | {"themes": [str(theme.uuid)]})
    drive = Drive.objects.get()
    assert list(drive.themes.all()) == [theme]
    assert theme.name in lan.get(reverse("contributions:drive", args=[drive.uuid])).content.decode()
    step = DriveStep.objects.get()
    assert (step.actor, step.actor_name, step.role) == (cast.lan, "Trần Thị Lan", "clerk")

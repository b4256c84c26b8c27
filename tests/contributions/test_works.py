"""What was built is corrected in its place: what it said before stays in the history, the figures follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
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

from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.contributions import corrections, operations, pages
from lantoa.contributions.forms import WorkForm
from lantoa.contributions.models import Drive, Work
from lantoa.contributions.operations import GiftSaid, UnableToKeepContribution, WorkSaid
from lantoa.history.models import Event
from lantoa.indicators import queries as figures
from tests.cast import TODAY, Cast
from tests.contributions.making import START, make_drive, make_gift
from tests.desk.test_views import with_role


@pytest.fixture
def lan(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    return client


def built(cast: Cast, drive: Drive, **more: Any) -> Work:
    said: dict[str, Any] = {"kind": "road", "name": "Lộ thôn Đông", "amount": Decimal("0.45"), "finished_on": START}
    return operations.build(scope=cast.product, drive=drive, said=WorkSaid(**said | more), today=TODAY)


def correct(cast: Cast, work: Work, *, scope: Scope | None = None, why: str = "đo lại", **more: Any) -> None:
    said: dict[str, Any] = {"kind": "road", "name": "Lộ thôn Đông", "amount": Decimal("0.52"), "finished_on": START}
    by: dict[str, Any] = {"scope": scope or cast.product, "today": TODAY}
    operations.correct_work(**by, work=work, said=WorkSaid(**said | more), why=why)


def posted(drive: Drive) -> dict[str, Quantity]:
    return {one.indicator.code: one.quantity for one in figures.facts_of_source("drive", [drive.uuid])}


def photo(color: str) -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), color).save(drawn, "JPEG")
    return SimpleUploadedFile("a.jpg", drawn.getvalue())


def sent(**more: Any) -> dict[str, Any]:
    said = {"uuid": str(uuid4()), "kind": "bridge", "name": "Cầu kênh Tư", "place": "ấp 3", "amount": "2"}
    return said | {"begun_on": "5/1/2026", "finished_on": "6/1/2026", "cost": "92 triệu", "why": "ghi nhầm loại"} | more


def test_a_work_says_what_is_so_and_the_history_what_it_said(cast: Cast) -> None:
    work = built(cast, make_drive(cast))
    correct(cast, work, name="Lộ ấp 3", cost=5_000_000)
    work.refresh_from_db()
    assert (work.name, work.amount, work.cost) == ("Lộ ấp 3", Decimal("0.520"), 5_000_000)
    told = Event.objects.get(verb="correct_work").payload.data
    assert (told["before"]["name"], told["after"]["name"]) == ("Lộ thôn Đông", "Lộ ấp 3")
    assert (told["before"]["amount"], told["after"]["amount"]) == ("0.450", "0.520")
    assert told["why"] == "đo lại"


def test_the_same_correction_twice_is_one(cast: Cast) -> None:
    work = built(cast, make_drive(cast))
    correct(cast, work)
    correct(cast, work)
    assert Event.objects.filter(verb="correct_work").count() == 1


def test_who_may_not_keep_the_book_corrects_nothing(cast: Cast) -> None:
    work = built(cast, make_drive(cast))
    lan = cast.scope(cast.lan)
    # Of another commune; of this one, who only reads.
    for scope in (cast.scope(cast.minh), replace(lan, reach={"read": lan.reach["read"]})):
        with pytest.raises(UnableToKeepContribution, match="không được ghi"):
            correct(cast, work, scope=scope)
    assert not Event.objects.filter(verb="correct_work").exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"why": " "}, "lý do"),
        ({"name": " "}, "tên công trình"),
        ({"kind": "tower"}, "chọn loại"),
        ({"amount": Decimal(0)}, "lớn hơn 0"),
        ({"begun_on": date(2026, 2, 1)}, "khởi công"),
        ({"finished_on": date(2027, 1, 1)}, "tương lai"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(cast: Cast, more: dict[str, Any], words: str) -> None:
    work = built(cast, make_drive(cast))
    with pytest.raises(UnableToKeepContribution, match=words):
        correct(cast, work, **more)
    work.refresh_from_db()
    assert work.amount == Decimal("0.450")


def test_a_work_that_was_withdrawn_is_written_again_instead(cast: Cast) -> None:
    work = built(cast, make_drive(cast))
    operations.withdraw(scope=cast.product, entry=work, why="ghi hai lần", today=TODAY)
    with pytest.raises(UnableToKeepContribution, match="ghi một dòng mới"):
        correct(cast, work)


def test_a_measure_in_the_figures_is_taken_back_and_posted_anew(cast: Cast) -> None:
    drive = make_drive(cast)
    work = built(cast, drive)
    by: dict[str, Any] = {"scope": cast.product, "drive": drive, "on": TODAY, "today": TODAY}
    for verb in ("close", "settle"):
        operations.advance(**by, verb=verb)
    assert posted(drive) == {"duong-lam-moi": Quantity.of(Decimal("0.45"))}
    with pytest.raises(UnableToKeepContribution, match="chọn “Mở lại quyết toán để sửa”"):
        correct(cast, work)
    operations.advance(**by, verb="correct", note="đo lại đường")
    assert not posted(drive), "what was in the figures is taken back"
    correct(cast, work, kind="bridge", amount=Decimal(2))
    operations.advance(**by, verb="settle")
    assert posted(drive) == {"cau-xay-moi": Quantity.of(2)}


def test_a_work_is_corrected_on_its_page_and_what_was_typed_stays(cast: Cast, lan: Client) -> None:
    drive = make_drive(cast)
    work = built(cast, drive)
    address = reverse("contributions:correct", args=[drive.uuid, "cong-trinh", work.uuid])
    assert address in lan.get(reverse("contributions:drive", args=[drive.uuid])).content.decode()
    page = lan.get(address).content.decode()
    assert "Lộ thôn Đông" in page
    assert 'value="450 m"' in page
    refused = lan.post(address, sent(why="", finished_on="4/1/2026"))
    assert refused.status_code == 422
    assert "Cầu kênh Tư" in refused.content.decode()
    refused = lan.post(address, sent(finished_on="4/1/2026"))
    assert refused.status_code == 422
    assert "từ ngày khởi công" in refused.content.decode()
    assert lan.post(address, sent()).status_code == 302
    work.refresh_from_db()
    assert (work.kind, work.name, work.amount, work.cost) == ("bridge", "Cầu kênh Tư", Decimal(2), 92_000_000)


def test_photos_stay_are_replaced_or_taken_off_and_no_paper_hangs_on_a_work(cast: Cast, lan: Client) -> None:
    drive = make_drive(cast, public=True)
    work = built(cast, drive)
    address = reverse("contributions:correct", args=[drive.uuid, "cong-trinh", work.uuid])
    assert 'name="without"' not in lan.get(address).content.decode()
    lan.post(address, sent(before=photo("red"), after=photo("green")))
    work.refresh_from_db()
    first = work.after
    assert work.before is not None
    lan.post(address, sent(without=["before"], after=photo("blue")))
    work.refresh_from_db()
    assert work.before is None
    assert work.after not in (None, first)
    lan.post(address, sent(name="Cầu mới"))
    work.refresh_from_db()
    assert work.after is not None, "no photo chosen: the one that stands stays"
    refused = lan.post(address, sent(after=SimpleUploadedFile("a.jpg", b"no")))
    assert refused.status_code == 422
    changes = [change.label for one in corrections.of(drive) for change in one.changes]
    assert changes.count("Ảnh trước khi làm") == 2
    assert lan.get(reverse("contributions:voucher", args=[drive.uuid, "cong-trinh", work.uuid])).status_code == 404


@pytest.mark.parametrize(("kind", "amount"), [("road", "0.45"), ("road", "1.25"), ("bridge", "2"), ("lighting", "12")])
def test_what_the_form_shows_of_a_work_reads_back_as_the_same(cast: Cast, kind: str, amount: str) -> None:
    work = built(cast, make_drive(cast), kind=kind, amount=Decimal(amount), cost=1_234_567)
    work.refresh_from_db()
    form = WorkForm(WorkForm(one=work).initial | {"why": "xem lại"}, {}, one=work)
    assert form.is_valid(), form.errors
    said = form.said(cast.product)
    assert said is not None
    assert (said.amount, said.cost, said.finished_on) == (work.amount, work.cost, work.finished_on)


def test_former_words_are_shown_as_such_to_who_keeps_the_book_alone(cast: Cast, lan: Client) -> None:
    drive = make_drive(cast, public=True)
    work = built(cast, drive, name="Nhà bà Mận")
    gift = make_gift(cast, drive, giver="Bà Lê Thị Mịn")
    by: dict[str, Any] = {"scope": cast.product, "today": TODAY, "why": "ghi nhầm"}
    correct(cast, work, name="Nhà tình thương ấp 3", kind="house", amount=Decimal(1))
    operations.correct_gift(**by, gift=gift, said=GiftSaid("money", Quantity.of(5), "Bà Mận", received_on=START))
    spending = operations.spend(scope=cast.product, drive=drive, what="Đá", amount=5, on=START, today=TODAY)
    operations.correct_spending(**by, spending=spending, what="Đá", amount=7, on=START)
    operations.withdraw(**by, entry=spending)
    shown = {
        one.about: {each.label: (each.before, each.after) for each in one.changes} for one in corrections.of(drive)
    }
    assert shown["Nhà tình thương ấp 3"] == {
        "Loại công trình": ("Đường", "Nhà"),
        "Tên công trình": ("Nhà bà Mận", "Nhà tình thương ấp 3"),
        "Quy mô": ("450 m", "1 căn nhà"),
    }
    assert shown["Tiền 5 đồng"] == {"Số lượng": ("2 triệu đồng", "5 đồng"), "Người góp": ("", "")}
    assert shown["Đá"] == {"Số tiền": ("5 đồng", "7 đồng")}
    address = reverse("contributions:drive", args=[drive.uuid])
    page = lan.get(address).content.decode()
    assert "<del>Nhà bà Mận</del>" in page
    assert "Mịn" not in page
    assert pages.line_words(spending) == "Đá, 5 đồng"
    reader = Client()
    reader.force_login(with_role(cast, "reader"), backend="django.contrib.auth.backends.ModelBackend")
    for client, where in ((reader, address), (Client(), reverse("portal:drive", args=[drive.uuid]))):
        text = client.get(where).content.decode()
        assert "Nhà tình thương ấp 3" in text
        assert "Nhà bà Mận" not in text


def test_fifty_corrections_take_as_many_queries_as_five(cast: Cast, lan: Client) -> None:
    drive = make_drive(cast)
    work = built(cast, drive)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert lan.get(reverse("contributions:drive", args=[drive.uuid])).status_code == 200
        return len(asked)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            correct(cast, work, name=f"Lộ {number}")
            one = built(cast, drive, name=f"Cầu {number}")
            operations.withdraw(scope=cast.product, entry=one, why="nhầm", today=TODAY)

    more(0, 5)
    few = cost()
    more(5, 50)
    assert cost() == few

"""The pages of exemplars within."""

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

from lantoa.exemplars import operations, queries
from lantoa.exemplars.models import Basis, Exemplar
from lantoa.files import queries as files
from lantoa.organisations import operations as organisations
from tests.cast import LONG_AGO, TODAY, Cast
from tests.exemplars.making import NAME, confirm, make_exemplar, make_person, make_photo, publish, shown
from tests.practices.making import make_practice

pytestmark = pytest.mark.usefixtures("on_todays_morning")


@pytest.fixture
def lan(cast: Cast) -> Client:
    return signed_in(cast.lan)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, one: Exemplar, *more: Any) -> str:
    return reverse(f"exemplars:{name}", args=[one.uuid, *more])


def photo() -> SimpleUploadedFile:
    """A picture into which the telephone wrote where it was taken."""
    drawn, image = BytesIO(), Image.new("RGB", (40, 30), "blue")
    exif = Image.Exif()
    exif[0x010F] = "Máy của bà Mận"
    image.save(drawn, "JPEG", exif=exif)
    assert b"Exif" in drawn.getvalue()
    return SimpleUploadedFile("ba-man.jpg", drawn.getvalue())


def sent(cast: Cast, **more: Any) -> dict[str, Any]:
    said = {"uuid": str(uuid4()), "kind": "person", "name": NAME, "unit": str(cast.units["an-phuc"].uuid)}
    told = {"headline": "Hiến đất làm lộ", "story": "Bà hiến 60 m² đất.", "from_year": "2024"}
    return said | told | more


def test_one_is_proposed_with_little_confirmed_published_and_taken_away(cast: Cast, lan: Client) -> None:
    page = lan.post(reverse("exemplars:new"), sent(cast), follow=True).content.decode()
    assert "chưa có gì được công khai" in page
    one = Exemplar.objects.get()
    assert "Đơn vị xác nhận" in page
    lan.post(url("advance", one), {"verb": "confirm"})
    said = {"given_on": "1/10/2026", "taken_by": "Trần Thị Lan", "covers": ["story"]}
    paper = SimpleUploadedFile("giay.pdf", b"%PDF-1.4 giay dong y")
    page = lan.post(url("publish", one) + "?can-cu=dong-y", said | {"paper": paper}, follow=True).content.decode()
    assert "Còn hiệu lực" in page
    basis = Basis.objects.get()
    answer = lan.get(url("paper", one, basis.uuid))
    assert answer.content == b"%PDF-1.4 giay dong y"
    assert answer["Content-Disposition"].startswith("attachment")
    assert lan.get(url("paper", one, uuid4())).status_code == 404
    page = lan.post(url("advance", one), {"verb": "withdraw", "reason": "consent"}, follow=True).content.decode()
    assert "Đã gỡ" in page
    assert "Xóa hẳn nội dung" in page
    lan.post(url("advance", one), {"verb": "forget"})
    assert NAME not in lan.get(url("exemplar", one)).content.decode()
    assert lan.get(url("amend", one)).status_code == 404


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": ""}, "Hãy ghi tên"),
        ({"kind": "x"}, ""),
        ({"headline": " "}, ""),
        ({"from_year": "2030"}, "Năm bắt đầu"),
        ({"to_year": "2020"}, "Năm kết thúc"),
        ({"photo": "broken"}, "chú thích ảnh"),
        ({"photo": "broken", "photo_says": "Bà Mận"}, "ảnh"),
        ({"unit": str(uuid4())}, ""),
    ],
)
def test_bad_input_keeps_what_was_typed(cast: Cast, lan: Client, more: dict[str, Any], words: str) -> None:
    if more.get("photo"):
        more = more | {"photo": SimpleUploadedFile("a.jpg", b"no picture")}
    answer = lan.post(reverse("exemplars:new"), sent(cast, **more))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Bà hiến 60 m² đất." in page
    assert words in page
    assert not Exemplar.objects.exists()


def test_a_picture_loses_what_the_telephone_wrote(cast: Cast, lan: Client) -> None:
    practice = make_practice(cast, fields=["nong-thon-moi"])
    more = {"photo": photo(), "photo_says": "Bà Mận", "practices": [str(practice.uuid)]}
    lan.post(reverse("exemplars:new"), sent(cast, fields_of_work=["nong-thon-moi"], **more))
    one = shown(Exemplar.objects.get())
    kept = files.bytes_of(one.photo)  # type: ignore[arg-type]
    assert b"Exif" not in kept
    assert one.photo.name == "anh"  # type: ignore[union-attr]
    answer = lan.get(url("photo", one))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    page = lan.get(url("exemplar", one)).content.decode()
    assert practice.name in page
    assert 'alt="Bà Mận"' in page


def test_somebody_known_is_offered_and_a_basis_that_stands_with_them_is_used(cast: Cast, lan: Client) -> None:
    person = make_person(cast)
    organisations.appoint(
        scope=cast.product, person=person, unit=cast.units["an-phuc"], title="Trưởng thôn", on=LONG_AGO
    )
    said = sent(cast)
    answer = lan.post(reverse("exemplars:new"), said)
    assert answer.status_code == 422
    assert "Trưởng thôn" in answer.content.decode()
    lan.post(reverse("exemplars:new"), said | {"person": str(person.uuid)})
    one = Exemplar.objects.get()
    assert (one.person, one.name) == (person, "")
    confirm(cast, one)
    consent = organisations.Basis("publish_exemplar", "consent", {"name", "story"}, LONG_AGO, evidence="Giấy ký")
    kept = organisations.record_consent(scope=cast.product, person=person, said=consent, today=TODAY)
    page = lan.get(url("publish", one)).content.decode()
    assert "Giấy ký" in page
    assert lan.post(url("publish", one) + "?can-cu=da-ghi", {"standing": str(uuid4())}).status_code == 422
    lan.post(url("publish", one) + "?can-cu=da-ghi", {"standing": str(kept.uuid)})
    assert shown(one).is_public
    lan.post(reverse("exemplars:new"), sent(cast) | {"person": "new"})
    assert Exemplar.objects.filter(name=NAME, person=None).exists()


def test_a_decision_and_a_childs_consent_ask_for_what_they_need(cast: Cast, lan: Client) -> None:
    one = make_exemplar(cast, is_minor=True)
    assert "Chưa được xác nhận" in lan.get(url("publish", one)).content.decode()
    confirm(cast, one)
    assert lan.post(url("publish", one) + "?can-cu=quyet-dinh", {}).status_code == 422
    said = {"number": "1/QĐ", "issuer": "UBND xã", "commends": "Học tốt", "given_on": "1/10/2026"}
    answer = lan.post(url("publish", one) + "?can-cu=quyet-dinh", said)
    assert "cha, mẹ" in answer.content.decode()
    said = {"given_by": "Bà Tư", "taken_by": "Lan", "given_on": "1/10/2026", "is_by_parent": "on", "child_agreed": "on"}
    bad = said | {"paper": SimpleUploadedFile("a.doc", b"word")}
    assert "PDF" in lan.post(url("publish", one) + "?can-cu=dong-y", bad).content.decode()
    lan.post(url("publish", one) + "?can-cu=dong-y", said)
    assert shown(one).is_public


def test_amending_asks_whether_who_consented_agrees(cast: Cast, lan: Client) -> None:
    one = make_exemplar(cast, public=True, photo=True)
    said = {"headline": "Hiến đất", "story": "Bà hiến 85 m².", "from_year": "2024", "why": "Đo lại"}
    said |= {"photo_says": "Bà Mận bên con lộ mới"}
    answer = lan.post(url("amend", one), said)
    assert answer.status_code == 422
    assert "hỏi lại" in answer.content.decode()
    page = lan.post(url("amend", one), said | {"is_agreed": "on"}, follow=True).content.decode()
    assert "Nội dung trước khi sửa" in page
    assert shown(one).photo
    lan.post(url("amend", one), said | {"is_agreed": "on", "without_photo": "on"})
    assert (shown(one).photo, shown(one).photo_says) == (None, "")


def test_a_refusal_says_why(cast: Cast, lan: Client) -> None:
    one = make_exemplar(cast)
    for said, words in (
        ({"verb": "propose_again"}, "Không thể"),
        ({"verb": "bay"}, "việc nào"),
        ({"verb": "withdraw"}, ""),
        ({"verb": "withdraw", "reason": "other"}, "lý do"),
        ({"verb": "forget"}, "Hãy gỡ"),
    ):
        answer = lan.post(url("advance", one), said)
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_what_is_gone_is_read_only_by_those_who_keep_it(cast: Cast, lan: Client) -> None:
    one = make_exemplar(cast, public=True, photo=True)
    reader = signed_in(cast.dung)
    organisations.grant(scope=cast.product, user=cast.minh, unit=cast.units["an-phuc"], role="reader", on=LONG_AGO)
    operations.withdraw(scope=cast.product, exemplar=one, reason="consent", today=TODAY, note="Bà Mận gọi")
    assert NAME in lan.get(url("exemplar", one)).content.decode()
    assert "confirm" in cast.scope(cast.dung).reach
    assert NAME in reader.get(url("exemplar", one)).content.decode()
    just_reading = signed_in(_reader(cast))
    page = just_reading.get(url("exemplar", one)).content.decode()
    for words in (NAME, "hiến", "Bà Mận gọi"):
        assert words not in page
    assert "Điển hình đã gỡ" in page
    assert just_reading.get(url("photo", one)).status_code == 404
    for client in (lan, just_reading):
        listed = client.get(reverse("exemplars:list")).content.decode()
        assert "(đã gỡ)" in listed
        assert NAME not in listed
        found = client.get(reverse("exemplars:list"), {"q": "quach thi man"}).content.decode()
        assert "(đã gỡ)" not in found
        cells = str(_cells(client.get(reverse("exemplars:workbook")).content))
        assert NAME not in cells
        assert "hiến" not in cells


def _reader(cast: Cast) -> Any:
    from lantoa.accounts.operations import make_account

    user = make_account(username="doc", full_name="Người Đọc", password=None)
    organisations.grant(scope=cast.product, user=user, unit=cast.units["an-phuc"], role="reader", on=LONG_AGO)
    return user


def test_the_list_is_narrowed(cast: Cast, lan: Client) -> None:
    make_exemplar(cast, from_year=2020, to_year=2022)
    make_exemplar(cast, "Tổ phụ nữ", kind="group", fields=_fields("moi-truong"))
    make_exemplar(cast, "Người xã khác", unit="tan-loi")

    def names(**asked: Any) -> list[str]:
        return [one.called for one in lan.get(reverse("exemplars:list"), asked).context["page"]]

    assert names() == ["Tổ phụ nữ", NAME]
    assert names(q="man") == [NAME]
    assert names(kind="group") == names(field="moi-truong") == names(year="2024") == ["Tổ phụ nữ"]
    assert names(year="2021") == [NAME]
    assert names(stage="published") == []
    assert len(names(unit=str(cast.units["an-phuc"].uuid))) == 2
    assert len(names(year="xx", unit="bay")) == 2


def _fields(code: str) -> Any:
    from lantoa.practices import queries as practices

    return [one for one in practices.fields() if one.code == code]


@pytest.mark.parametrize("name", ["list", "workbook", "exemplar"])
def test_a_page_asks_as_many_questions_for_50_rows_as_for_5(cast: Cast, lan: Client, name: str) -> None:
    one = make_exemplar(cast, public=True, photo=True)

    def cost() -> int:
        address = url("exemplar", one) if name == "exemplar" else reverse(f"exemplars:{name}")
        with CaptureQueriesContext(connection) as asked:
            assert lan.get(address).status_code == 200
        return len(asked)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            make_exemplar(cast, f"Người {number}", public=True, fields=_fields("moi-truong"))
            publish(cast, one)

    more(0, 5)
    few = cost()
    more(5, 50)
    assert cost() == few


def test_the_picture_of_who_is_proposed_is_read_within(cast: Cast, lan: Client) -> None:
    one = make_exemplar(cast, photo=True)
    assert lan.get(url("photo", one)).status_code == 200
    assert lan.get(url("photo", make_exemplar(cast, "Khác"))).status_code == 404
    assert signed_in(cast.minh).get(url("photo", one)).status_code == 404
    assert make_photo(cast).pk == one.photo_id
    assert not queries.public().exists()


def _cells(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()

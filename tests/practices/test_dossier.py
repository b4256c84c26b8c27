"""What is told of a practice beyond its registration: parts, goals, proofs, examinations, time as a pilot."""

from __future__ import annotations

from collections.abc import Callable
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
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.files import queries as files
from lantoa.history.models import Event
from lantoa.indicators import queries as ledger
from lantoa.indicators.operations import Amount
from lantoa.practices import dossier_pages, operations
from lantoa.practices import dossier_rules as rules
from lantoa.practices import queries as register
from lantoa.practices.models import Examination, Goal, Practice, PracticeDetail, Proof
from lantoa.practices.operations import UnableToChangePractice, dossier
from lantoa.practices.queries import dossier as queries
from tests.cast import TODAY, Cast
from tests.practices.making import make_outcome, make_practice

pytestmark = pytest.mark.usefixtures("on_todays_morning")
PARTS = sorted(rules.PARTS)


@pytest.fixture
def lan(cast: Cast) -> Client:
    return signed_in(cast.lan)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"practices:{name}", args=args)


def goal(cast: Cast, practice: Practice, quantity: Quantity, code: str = "cau-xay-moi", year: str = "2022") -> Goal:
    amount = Amount(ledger.indicator(code), practice.owner_unit, Period.parse(year), quantity)
    return dossier.set_goal(scope=cast.product, practice=practice, amount=amount)


@given(st.sets(st.sampled_from([*PARTS, "goals", "outcomes"])))
def test_a_question_names_just_what_is_not_told_and_none_is_left_out(told: set[str]) -> None:
    rows = [{"asks": name, "why": "", "looks_at": f"{name} goals"} for name in PARTS]
    asked = rules.checklist(rows, told)
    assert [one.asks for one in asked] == PARTS
    assert all(set(one.missing) == {one.asks, "goals"} - told for one in asked)


def test_all_of_a_goal_is_reached_only_when_all_of_it_is() -> None:
    assert rules.reached(Decimal(1000), Decimal("999.9")) == 99
    assert rules.reached(Decimal(3), Decimal(6)) == 200
    assert rules.reached(None, Decimal(3)) is rules.reached(Decimal(3), None) is rules.reached(Decimal(0), None) is None


def test_a_description_comes_in_parts_and_the_history_keeps_what_stood_there(cast: Cast) -> None:
    practice = make_practice(cast)
    tell: Callable[..., bool] = lambda **told: dossier.describe(scope=cast.product, practice=practice, told=told)  # noqa: E731
    assert tell(aims="Đường sạch", steps="Họp\nLàm")
    assert tell(aims="Đường sạch, có hoa")
    assert not tell(aims="Đường sạch, có hoa ")
    detail = queries.detail_of(practice)
    assert (detail.aims, detail.steps, detail.costs) == ("Đường sạch, có hoa", "Họp\nLàm", "")
    last = Event.objects.filter(kind="practice", verb="describe").order_by("seq").last()
    assert last is not None
    assert last.payload.data == {"parts": ["aims"], "before": {"aims": "Đường sạch"}}
    with pytest.raises(ValueError, match="opinion"):
        tell(opinion="x")


def test_a_goal_stands_beside_what_came_of_it_in_its_days(cast: Cast) -> None:
    practice = make_practice(cast)
    goal(cast, practice, Quantity.of(10))
    goal(cast, practice, Quantity.of(20), year="2023")
    goal(cast, practice, Quantity.of(500, Exactness.AT_LEAST, "trên"), code="ngay-cong")
    make_outcome(cast, [practice], Quantity.of(7), "cau-xay-moi")
    found = {
        (one.goal.indicator.code, one.goal.from_on.year): (one.aimed, one.achieved, one.percent)
        for one in dossier_pages.dossier(practice, cast.product, TODAY)["goals"]
    }
    assert found["cau-xay-moi", 2022] == ("10 cây cầu", "7 cây cầu", 70)
    assert found["cau-xay-moi", 2023] == ("20 cây cầu", "", None)
    assert found["ngay-cong", 2022][0].startswith("trên 500")
    with pytest.raises(UnableToChangePractice, match="rút mục tiêu cũ"):
        goal(cast, practice, Quantity.of(12))
    dossier.withdraw_mark(scope=cast.product, mark=Goal.objects.order_by("pk")[0], why="đặt nhầm", today=TODAY)
    goal(cast, practice, Quantity.of(12))


def test_an_examination_is_a_dated_mark_and_moves_no_stage(cast: Cast) -> None:
    practice = make_practice(cast)
    by: dict[str, Any] = {"scope": cast.product, "practice": practice, "today": TODAY}
    for said, words in (
        (dossier.Examined(" ", TODAY, "recognised"), "cơ quan"),
        (dossier.Examined("Hội đồng", TODAY, "praised"), "kết luận"),
        (dossier.Examined("Hội đồng", TODAY, "to_complete"), "lý do"),
        (dossier.Examined("Hội đồng", date(2027, 1, 1), "recognised"), "tương lai"),
    ):
        with pytest.raises(UnableToChangePractice, match=words):
            dossier.examine(**by, said=said)
    uuid = uuid4()
    said = dossier.Examined("Hội đồng sáng kiến xã", TODAY, "to_complete", "Thiếu kinh phí", "12/TB")
    assert dossier.examine(**by, said=said, uuid=uuid) == dossier.examine(**by, said=said, uuid=uuid)
    mark = Examination.objects.get()
    assert [one.stage for one in practice.stages.all()] == ["registered"]
    with pytest.raises(UnableToChangePractice, match="lý do"):
        dossier.withdraw_mark(scope=cast.product, mark=mark, why=" ", today=TODAY)
    dossier.withdraw_mark(scope=cast.product, mark=mark, why="ghi nhầm", today=TODAY)
    with pytest.raises(UnableToChangePractice, match="đã được rút"):
        dossier.withdraw_mark(scope=cast.product, mark=mark, why="lại", today=TODAY)
    assert Examination.objects.get().why == "ghi nhầm"


def test_a_pilot_has_its_days_and_a_review_at_the_end(cast: Cast) -> None:
    practice = make_practice(cast)
    by: dict[str, Any] = {"scope": cast.product, "practice": practice}
    review: dict[str, Any] = {**by, "on": TODAY, "verdict": "spread", "review": "Làm được", "today": TODAY}
    with pytest.raises(UnableToChangePractice, match="không làm điểm"):
        dossier.plan_pilot(**by, until=date(2023, 1, 1))
    operations.advance(**by, verb="choose_as_pilot", on=date(2022, 4, 1))
    with pytest.raises(UnableToChangePractice, match="thời hạn"):
        dossier.review_pilot(**review)
    with pytest.raises(UnableToChangePractice, match="01/04/2022"):
        dossier.plan_pilot(**by, until=date(2022, 3, 1))
    dossier.plan_pilot(**by, until=date(2022, 12, 31))
    dossier.plan_pilot(**by, until=date(2023, 3, 31))
    found = dossier_pages.dossier(practice, cast.product, TODAY)
    assert found["is_overdue"]
    # It is due on the day that was set, though the practice was registered for a whole year.
    assert [day for _one, day in register.pilots_to_review(register.register(), TODAY)] == [date(2023, 3, 31)]
    for bad in ({"verdict": "x"}, {"review": " "}):
        with pytest.raises(UnableToChangePractice, match="nhận xét"):
            dossier.review_pilot(**(review | bad))
    with pytest.raises(UnableToChangePractice, match="01/04/2022"):
        dossier.review_pilot(**(review | {"on": date(2022, 1, 1)}))
    with pytest.raises(UnableToChangePractice, match="đánh giá kết quả"):
        operations.advance(**by, verb="close_pilot", on=date(2023, 4, 1))
    term = dossier.review_pilot(**review)
    assert (term.from_on, term.planned_to_on, term.verdict) == (date(2022, 4, 1), date(2023, 3, 31), "spread")
    with pytest.raises(UnableToChangePractice, match="đã được đánh giá"):
        dossier.review_pilot(**review)
    assert not dossier_pages.dossier(practice, cast.product, TODAY)["is_overdue"]
    assert register.pilots_to_review(register.register(), TODAY) == []
    # What the review said need not be said again when the mark is closed.
    operations.advance(**by, verb="close_pilot", on=TODAY)


def test_only_who_keeps_the_practice_tells_of_it(cast: Cast) -> None:
    practice, minh = make_practice(cast), cast.scope(cast.minh)
    outcome = make_outcome(cast, [practice], Quantity.of(7), "cau-xay-moi")
    amount = Amount(outcome.indicator, practice.owner_unit, Period.parse("2022"), Quantity.of(3))
    mark = goal(cast, practice, Quantity.of(10))
    for act in (
        lambda: dossier.describe(scope=minh, practice=practice, told={"aims": "x"}),
        lambda: dossier.set_goal(scope=minh, practice=practice, amount=amount),
        lambda: dossier.examine(
            scope=minh, practice=practice, said=dossier.Examined("x", TODAY, "recognised"), today=TODAY
        ),
        lambda: dossier.plan_pilot(scope=minh, practice=practice, until=TODAY),
        lambda: dossier.withdraw_mark(scope=minh, mark=mark, why="x", today=TODAY),
    ):
        with pytest.raises(UnableToChangePractice, match="không được thay đổi"):
            act()


def test_the_page_says_what_is_missing_and_why_and_blocks_nothing(cast: Cast, lan: Client) -> None:
    practice = make_practice(cast)
    page = lan.get(url("practice", practice.uuid)).content.decode()
    assert "Ai được lợi?" in page
    assert "Còn thiếu: Ai được hưởng lợi." in page
    assert "không chấm điểm" in page
    form = lan.get(url("tell", practice.uuid, "mo-ta")).content.decode()
    assert 'name="beneficiaries"' in form
    lan.post(url("tell", practice.uuid, "mo-ta"), {"beneficiaries": "120 hộ ven kênh"})
    page = lan.get(url("practice", practice.uuid)).content.decode()
    assert "120 hộ ven kênh" in page
    assert "Còn thiếu: Ai được hưởng lợi." not in page
    for name, what in (("tell", "khac"), ("tell", "tham-dinh"), ("judge", "mo-ta")):
        assert lan.get(url(name, practice.uuid, what)).status_code == 404
    # Whoever only reads is asked nothing.
    assert "Còn thiếu" not in signed_in(cast.minh).get(url("practice", practice.uuid)).content.decode()


def test_goals_examinations_and_the_pilot_are_typed_on_small_forms(cast: Cast, lan: Client) -> None:
    practice = make_practice(cast)
    operations.advance(scope=cast.product, practice=practice, verb="choose_as_pilot", on=date(2022, 4, 1))
    aim = {"uuid": str(uuid4()), "indicator": "cau-xay-moi", "amount": "10", "period": "2022"}
    bad = lan.post(url("tell", practice.uuid, "muc-tieu"), aim | {"amount": "nhiều"})
    assert bad.status_code == 422
    assert "nhiều" in bad.content.decode()
    assert lan.post(url("tell", practice.uuid, "muc-tieu"), aim | {"period": "mai"}).status_code == 422
    assert lan.post(url("tell", practice.uuid, "muc-tieu"), aim).status_code == 302
    seen = {"uuid": str(uuid4()), "body": "Hội đồng", "on": "1/11/2026", "conclusion": "to_complete"}
    assert "lý do" in lan.post(url("judge", practice.uuid, "tham-dinh"), seen).content.decode()
    lan.post(url("judge", practice.uuid, "tham-dinh"), seen | {"reason": "Thiếu kinh phí"})
    lan.post(url("judge", practice.uuid, "lam-diem"), {"until": "31/12/2022"})
    page = lan.get(url("practice", practice.uuid)).content.decode()
    for words in ("10 cây cầu", "Cần hoàn thiện", "Thiếu kinh phí", "Đã hết thời hạn làm điểm"):
        assert words in page, words
    lan.post(url("judge", practice.uuid, "danh-gia"), {"on": "1/11/2026", "verdict": "spread", "review": "Làm được"})
    for kind, mark in (("muc-tieu", Goal.objects.get()), ("tham-dinh", Examination.objects.get())):
        address = url("withdraw_mark", practice.uuid, kind, mark.uuid)
        assert lan.post(address, {"why": ""}).status_code == 422
        lan.post(address, {"why": "ghi nhầm"})
        assert lan.get(address).status_code == 404
    page = lan.get(url("practice", practice.uuid)).content.decode()
    assert "10 cây cầu" not in page
    assert "ghi nhầm" in page
    assert "Làm được" in page
    assert lan.get(url("withdraw_mark", practice.uuid, "bay", uuid4())).status_code == 404


def test_a_proof_is_cleaned_shown_within_and_gone_when_withdrawn(cast: Cast, lan: Client) -> None:
    practice = make_practice(cast)
    outcome = make_outcome(cast, [practice], Quantity.of(7), "cau-xay-moi")
    drawn, image = BytesIO(), Image.new("RGB", (40, 30), "blue")
    exif = Image.Exif()
    exif[0x010F] = "Máy của bà Mận"
    image.save(drawn, "JPEG", exif=exif)
    said = {"uuid": str(uuid4()), "says": "Cầu ấp 3", "on": "1/11/2026"}
    for upload in (SimpleUploadedFile("a.exe", b"MZ"), None):
        sent = said | ({"file": upload} if upload else {})
        assert lan.post(url("prove", outcome.uuid), sent).status_code == 422
    lan.post(url("prove", outcome.uuid), said | {"file": SimpleUploadedFile("cau.jpg", drawn.getvalue())})
    pdf = {"uuid": str(uuid4()), "file": SimpleUploadedFile("bb.pdf", b"%PDF-1.4 bien ban"), "says": "Biên bản"}
    lan.post(url("prove", outcome.uuid), said | pdf)
    photo, paper = Proof.objects.order_by("pk")
    assert b"Exif" not in files.bytes_of(photo.file)
    page = lan.get(url("practice", practice.uuid)).content.decode()
    assert 'alt="Cầu ấp 3"' in page
    assert "Biên bản (PDF)" in page
    assert lan.get(url("proof", photo.uuid))["Content-Type"] == "image/jpeg"
    assert lan.get(url("proof", paper.uuid))["Content-Disposition"].startswith("attachment")
    minh = signed_in(cast.minh)
    assert minh.get(url("proof", photo.uuid)).status_code == 404
    assert minh.post(url("withdraw_proof", photo.uuid), {"why": "x"}).status_code == 404
    lan.post(url("withdraw_proof", photo.uuid), {"why": "nhầm ảnh"})
    assert lan.get(url("proof", photo.uuid)).status_code == 404
    assert "Cầu ấp 3" not in lan.get(url("practice", practice.uuid)).content.decode()


def test_registering_asks_little_and_keeps_the_aim(cast: Cast, lan: Client) -> None:
    said = {"uuid": str(uuid4()), "name": "Tiếng kẻng", "kind": "collective", "aims": "Trẻ học bài đúng giờ"}
    said |= {"unit": str(cast.units["cb-dong"].uuid), "registered_on": "5/3/2022"}
    page = lan.get(url("new")).content.decode()
    assert "Bổ sung ngay hoặc sau" in page
    lan.post(url("new"), said)
    assert PracticeDetail.objects.get().aims == "Trẻ học bài đúng giờ"
    lan.post(url("new"), said | {"aims": "gửi lại"})
    assert PracticeDetail.objects.get().aims == "Trẻ học bài đúng giờ"


def test_the_page_asks_as_many_questions_for_50_marks_as_for_5(cast: Cast, lan: Client) -> None:
    practice = make_practice(cast)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert lan.get(url("practice", practice.uuid)).status_code == 200
        return len(asked)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            goal(cast, practice, Quantity.of(10), year=str(2000 + number))
            said = dossier.Examined(f"Hội đồng {number}", TODAY, "recognised")
            dossier.examine(scope=cast.product, practice=practice, said=said, today=TODAY)

    more(0, 5)
    few = cost()
    more(5, 50)
    assert cost() == few

"""The pages of practices, by role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account
from lantoa.common.quantities import Exactness, Quantity
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Person
from lantoa.practices import operations, queries
from lantoa.practices.models import Outcome, Practice
from tests.cast import LONG_AGO, Cast
from tests.plans.making import make_theme
from tests.practices.making import make_outcome, make_practice

SignedIn = Callable[[User], Client]


@pytest.fixture
def signed_in() -> SignedIn:
    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


@pytest.fixture
def reader(cast: Cast, signed_in: SignedIn) -> Client:
    user = make_account(username="hoa", full_name="Võ Thị Hoa", password=None)
    organisations.grant(scope=cast.product, user=user, unit=cast.units["an-phuc"], role="reader", on=LONG_AGO)
    return signed_in(user)


def text(response: HttpResponse) -> str:
    return response.content.decode()


def url(name: str, *args: object) -> str:
    return reverse(f"practices:{name}", args=args)


def registration(cast: Cast, **changed: Any) -> dict[str, Any]:
    return {
        "uuid": str(uuid4()),
        "name": "Tiếng kẻng học bài",
        "kind": "collective",
        "unit": str(cast.units["cb-dong"].uuid),
        "fields_of_work": ["van-hoa-xa-hoi"],
        "registered_on": "5/3/2022",
    } | changed


def test_the_register_shows_what_stands_under_the_own_unit_and_nothing_else(cast: Cast, signed_in: SignedIn) -> None:
    make_practice(cast, "cb-dong", "Trong xã")
    make_practice(cast, "tan-loi", "Xã bên")
    assert "Trong xã" in (page := text(signed_in(cast.lan).get(url("list"))))
    assert "Xã bên" not in page
    assert all(name in text(signed_in(cast.dung).get(url("list"))) for name in ("Trong xã", "Xã bên"))


def test_a_search_without_marks_finds(cast: Cast, signed_in: SignedIn) -> None:
    make_practice(cast, name="Biến rác thành tiền")
    make_practice(cast, name="Tiếng kẻng")
    page = text(signed_in(cast.lan).get(url("list"), {"q": "bien rac"}))
    assert "Biến rác thành tiền" in page
    assert "Tiếng kẻng" not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "individual"}, {"Hai"}),
        ({"field": "moi-truong"}, {"Một"}),
        ({"year": "2021"}, {"Một"}),
        ({"stage": "running"}, {"Hai"}),
        ({"q": "ly thi tu"}, {"Hai"}),
        ({"year": "xyz", "kind": "neither", "unit": "1"}, {"Một", "Hai"}),
    ],
)
def test_the_register_is_narrowed_as_asked(
    cast: Cast, signed_in: SignedIn, asked: dict[str, str], found: set[str]
) -> None:
    make_practice(cast, "cb-dong", "Một", fields=["moi-truong"], on=date(2021, 5, 1))
    two = make_practice(cast, name="Hai", kind="individual", person="Lý Thị Tư")
    operations.advance(scope=cast.product, practice=two, verb="start", on=date(2022, 5, 1))
    response = signed_in(cast.lan).get(url("list"), asked)
    assert {one.name for one in response.context["page"]} == found


def test_the_register_goes_to_excel_without_formulas(cast: Cast, signed_in: SignedIn) -> None:
    practice = make_practice(cast, name="=1+1", fields=["moi-truong"], group="Câu lạc bộ +1")
    make_outcome(cast, [practice], Quantity.of(70, Exactness.AT_LEAST, "hơn"), "cau-xay-moi")
    response = signed_in(cast.lan).get(url("workbook"))
    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    heading = next(at for at, row in enumerate(rows) if row[0] == "STT")
    row = rows[heading + 1]
    assert row[1] == "=1+1"
    assert row[2:4] == ["Câu lạc bộ +1", "Xã An Phúc"]
    assert row[7] == date(2022, 3, 1)
    assert "hơn 70 cây cầu (năm 2022)" in row[10]
    assert len(rows[heading]) == 14


def test_a_practice_is_registered_from_one_page(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.lan)
    assert client.get(url("new")).status_code == 200
    sent = registration(cast)
    for _ in range(2):
        response = client.post(url("new"), sent)
        assert response.status_code == 302
    practice = Practice.objects.get()
    assert (practice.name, str(practice.uuid)) == ("Tiếng kẻng học bài", sent["uuid"])
    assert [one.code for one in practice.fields.all()] == ["van-hoa-xa-hoi"]
    assert practice.started_on == date(2022, 3, 5)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"registered_on": "31/02/2022"}, "registered_on"),
        ({"registered_on": "01/01/2999"}, "registered_on"),
        ({"kind": "individual"}, "person_name"),
        ({"person_name": "Lê Văn Tám"}, "person_name"),
        ({"unit": ""}, "unit"),
    ],
)
def test_an_error_keeps_what_was_typed(cast: Cast, signed_in: SignedIn, changed: dict[str, str], field: str) -> None:
    response = signed_in(cast.lan).post(url("new"), registration(cast, summary="Mỗi tối một hồi kẻng") | changed)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "Mỗi tối một hồi kẻng" in text(response)
    assert not Practice.objects.exists()


def test_a_unit_out_of_reach_cannot_be_chosen(cast: Cast, signed_in: SignedIn) -> None:
    sent = registration(cast, unit=str(cast.units["tan-loi"].uuid))
    assert "unit" in signed_in(cast.lan).post(url("new"), sent).context["form"].errors


def test_a_person_of_a_known_name_is_offered_and_never_joined_by_itself(cast: Cast, signed_in: SignedIn) -> None:
    known = organisations.add_person(scope=cast.product, full_name="Lê Văn Tám")
    unit = cast.units["cb-dong"]
    organisations.appoint(scope=cast.product, person=known, unit=unit, title="Bí thư Chi bộ", on=LONG_AGO)
    client = signed_in(cast.lan)
    sent = registration(cast, kind="individual", person_name="Lê Văn Tám")
    response = client.post(url("new"), sent)
    assert "person" in response.context["form"].errors
    assert "Lê Văn Tám, Bí thư Chi bộ, Chi bộ thôn Đông" in text(response)
    client.post(url("new"), sent | {"person": str(known.uuid)})
    client.post(url("new"), sent | {"person": "new", "uuid": str(uuid4())})
    assert Person.objects.count() == 2
    assert Practice.objects.filter(owner_person=known).count() == 1


def test_a_person_who_owns_a_practice_within_reach_is_offered_too(cast: Cast, signed_in: SignedIn) -> None:
    make_practice(cast, name="Ông lão giữ cầu", kind="individual", person="Trần Văn Sáu")
    sent = registration(cast, kind="individual", person_name="Trần Văn Sáu")
    page = text(signed_in(cast.lan).post(url("new"), sent))
    assert "Trần Văn Sáu (“Ông lão giữ cầu”, Xã An Phúc)" in page
    far = registration(cast, kind="individual", person_name="Trần Văn Sáu", unit=str(cast.units["tan-loi"].uuid))
    assert signed_in(cast.minh).post(url("new"), far).status_code == 302


def test_a_practice_page_tells_owner_course_and_results(cast: Cast, signed_in: SignedIn) -> None:
    practice = make_practice(cast, "pn-an-phuc", "Biến rác", group="Câu lạc bộ thôn Đông", fields=["moi-truong"])
    other = make_practice(cast, name="Đường hoa")
    operations.advance(
        scope=cast.product,
        practice=practice,
        verb="choose_as_pilot",
        on=date(2022, 5, 1),
        decided_by=cast.units["hu-ben-lau"],
        paper="31-QĐ/HU",
    )
    make_outcome(cast, [practice, other], Quantity.of(10**9, Exactness.JUST_UNDER, "gần"))
    page = text(signed_in(cast.lan).get(url("practice", practice.uuid)))
    for said in ("Câu lạc bộ thôn Đông", "Hội Liên hiệp Phụ nữ xã An Phúc", "Huyện ủy Bến Lau, 31-QĐ/HU", "Đường hoa"):
        assert said in page
    assert "Chung với mô hình" in page
    assert url("figure", practice.uuid, "nguon-luc") in page


def test_nobody_reads_a_practice_of_the_neighbour_but_the_public_page(cast: Cast, signed_in: SignedIn) -> None:
    closed, public = make_practice(cast), make_practice(cast, name="Mở", public=True)
    client = signed_in(cast.minh)
    for name, args in (("practice", ()), ("figure", ("nguon-luc",))):
        assert client.get(url(name, closed.uuid, *args)).status_code == 404
    assert client.get(url("practice", public.uuid)).headers["Location"] == reverse(
        "portal:practice", args=[public.uuid]
    )
    assert client.post(url("advance", closed.uuid), {"verb": "start", "on": "1/4/2022"}).status_code == 404


def test_a_reader_sees_no_verbs_and_may_use_none(cast: Cast, reader: Client) -> None:
    practice = make_practice(cast)
    page = text(reader.get(url("practice", practice.uuid)))
    assert url("advance", practice.uuid) not in page
    assert url("add_outcome", practice.uuid) not in page
    assert reader.post(url("advance", practice.uuid), {"verb": "start", "on": "1/4/2022"}).status_code == 403
    assert reader.get(url("new")).status_code == 403


def test_a_verb_moves_the_practice_and_an_error_keeps_its_form(cast: Cast, signed_in: SignedIn) -> None:
    practice, client = make_practice(cast), signed_in(cast.lan)
    wrong = client.post(url("advance", practice.uuid), {"verb": "start", "on": "1/1/2022", "paper": "12-KH/ĐU"})
    assert wrong.status_code == 422
    assert "12-KH/ĐU" in text(wrong)
    assert "01/03/2022" in text(wrong)
    sent = {"verb": "start", "on": "1/4/2022", "paper": "12-KH/ĐU", "decided_by": str(cast.units["an-phuc"].uuid)}
    assert client.post(url("advance", practice.uuid), sent).status_code == 302
    stage = queries.stages_of(practice)[0]
    assert (stage.stage, stage.from_on, stage.paper) == ("running", date(2022, 4, 1), "12-KH/ĐU")
    assert stage.decided_by == cast.units["an-phuc"]


def test_a_result_is_said_back_before_it_is_written(cast: Cast, signed_in: SignedIn) -> None:
    practice, client = make_practice(cast), signed_in(cast.lan)
    sent = {"uuid": str(uuid4()), "indicator": "nguon-luc", "amount": "trên 52 tỷ đồng", "period": "quý I/2022"}
    asked = client.post(url("add_outcome", practice.uuid), sent)
    assert asked.status_code == 200
    assert not Outcome.objects.exists()
    back = asked.context["outcome_form"].back
    assert "từ 52 tỷ đồng trở lên" in back
    assert "quý I năm 2022" in back
    for _ in range(2):
        done = client.post(url("add_outcome", practice.uuid), sent | {"understood": back})
        assert done.status_code == 302
    outcome = Outcome.objects.get()
    assert (outcome.wording, outcome.period.code) == ("trên 52 tỷ đồng", "2022-Q1")


def test_words_changed_after_they_were_said_back_are_said_back_again(cast: Cast, signed_in: SignedIn) -> None:
    practice, client = make_practice(cast), signed_in(cast.lan)
    sent = {"uuid": str(uuid4()), "indicator": "nguon-luc", "amount": "52 tỷ", "period": "2022"}
    back = client.post(url("add_outcome", practice.uuid), sent).context["outcome_form"].back
    changed = sent | {"understood": back, "amount": "25 tỷ"}
    again = client.post(url("add_outcome", practice.uuid), changed)
    assert "25 tỷ đồng" in again.context["outcome_form"].back
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(("changed", "field"), [({"amount": "nhiều"}, "amount"), ({"period": "hồi đó"}, "period")])
def test_a_result_that_is_not_understood_keeps_what_was_typed(
    cast: Cast, signed_in: SignedIn, changed: dict[str, str], field: str
) -> None:
    practice = make_practice(cast)
    sent = {"uuid": str(uuid4()), "indicator": "nguon-luc", "amount": "1 tỷ", "period": "2022", "about": "Tiền mặt"}
    response = signed_in(cast.lan).post(url("add_outcome", practice.uuid), sent | changed)
    assert response.status_code == 422
    assert field in response.context["outcome_form"].errors
    assert "Tiền mặt" in text(response)


def test_a_joint_result_is_withdrawn_with_its_reason(cast: Cast, signed_in: SignedIn) -> None:
    both = [make_practice(cast, name="Cầu Sen"), make_practice(cast, name="Đường Sen")]
    outcome, client = make_outcome(cast, both, Quantity.of(5), "cau-xay-moi"), signed_in(cast.lan)
    assert client.post(url("withdraw_outcome", outcome.uuid), {"why": " "}).status_code == 422
    assert signed_in(cast.minh).post(url("withdraw_outcome", outcome.uuid), {"why": "thử"}).status_code == 404
    assert client.post(url("withdraw_outcome", outcome.uuid), {"why": "ghi trùng"}).status_code == 302
    for practice in both:
        assert "ghi trùng" in text(client.get(url("practice", practice.uuid)))


def test_an_outcome_leads_to_the_practice_that_the_visitor_may_read(cast: Cast, signed_in: SignedIn) -> None:
    practice = make_practice(cast)
    outcome = make_outcome(cast, [practice], Quantity.of(5), "cau-xay-moi")
    assert url("practice", practice.uuid) in signed_in(cast.lan).get(url("outcome", outcome.uuid)).headers["Location"]
    assert signed_in(cast.minh).get(url("outcome", outcome.uuid)).status_code == 404
    assert reverse("account_login") in Client().get(url("outcome", outcome.uuid)).headers["Location"]
    operations.advance(scope=cast.product, practice=practice, verb="publish", on=date(2022, 4, 1))
    public = reverse("portal:practice", args=[practice.uuid])
    for client in (Client(), signed_in(cast.minh)):
        assert client.get(url("outcome", outcome.uuid)).headers["Location"] == public


def test_a_practices_figure_adds_its_own_facts_only(cast: Cast, signed_in: SignedIn) -> None:
    one, other = make_practice(cast, name="Cầu Sen"), make_practice(cast, name="Đường Sen")
    for quantity in (Quantity.of(5, Exactness.AT_LEAST, "trên"), Quantity.of(3, Exactness.AT_LEAST, "trên")):
        make_outcome(cast, [one], quantity, "cau-xay-moi")
    make_outcome(cast, [other], Quantity.of(9), "cau-xay-moi")
    response = signed_in(cast.lan).get(url("figure", one.uuid, "cau-xay-moi"))
    assert response.context["in_period"] == ("trên", "8", "cây cầu")
    assert len(response.context["facts"]) == 2


def test_a_published_practices_figure_hides_names_of_what_is_not_published(cast: Cast) -> None:
    one, other = make_practice(cast, name="Cầu Sen", public=True), make_practice(cast, name="Còn kín")
    make_outcome(cast, [one, other], Quantity.of(5), "cau-xay-moi")
    page = text(Client().get(url("figure", one.uuid, "cau-xay-moi")))
    assert "1 mô hình khác" in page
    assert "Còn kín" not in page


def test_the_summary_counts_by_unit_and_field_and_every_number_opens(cast: Cast, signed_in: SignedIn) -> None:
    for number in range(30):
        unit = "an-phuc" if number < 18 else "tan-loi"
        make_practice(cast, unit, f"Tập thể {number}", fields=["moi-truong"] if number < 7 else ["xay-dung-dang"])
    for number in range(15):
        make_practice(cast, "cb-dong", f"Cá nhân {number}", kind="individual", person=f"Người {number}")
    ask = {"unit": str(cast.units["ben-lau"].uuid), "period": "2022"}
    response = signed_in(cast.dung).get(url("summary"), ask)
    rows = {row.name: (row.collective.words, row.individual.words) for row in response.context["rows"]}
    assert rows["Xã An Phúc"] == ("18", "15")
    assert rows["Xã Tân Lợi Thượng"] == ("12", "")
    total = response.context["total"]
    assert (total.collective.words, total.individual.words) == ("30", "15")
    fields = {row.name: row.collective.words for row in response.context["by_field"]}
    assert (fields["Môi trường, cảnh quan"], fields["Quốc phòng - an ninh"]) == ("7", "")
    page = text(response)
    assert total.collective.path in page
    assert "chưa có số liệu" in page
    assert signed_in(cast.dung).get(total.collective.path).status_code == 200


@pytest.mark.parametrize("ask", [{"period": "hồi đó"}, {"unit": "khong-co"}, {"unit": "tan-loi"}])
def test_a_summary_out_of_reach_or_of_nothing_is_not_found(
    cast: Cast, signed_in: SignedIn, ask: dict[str, str]
) -> None:
    assert signed_in(cast.lan).get(url("summary"), ask).status_code == 404


@pytest.mark.parametrize("name", ["list", "workbook", "summary"])
def test_fifty_practices_take_as_many_queries_as_five(cast: Cast, signed_in: SignedIn, name: str) -> None:
    client = signed_in(cast.lan)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url(name), {"period": "2022"} if name == "summary" else {}).status_code == 200
        return len(asked)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            practice = make_practice(cast, "cb-dong", f"Số {number}", fields=["moi-truong"], person=f"Người {number}")
            make_outcome(cast, [practice], Quantity.of(1), "cau-xay-moi")

    more(0, 5)
    few = cost()
    more(5, 50)
    assert cost() == few


def test_the_themes_of_a_practice_are_chosen_at_its_registration_and_on_its_page(
    cast: Cast, signed_in: SignedIn
) -> None:
    theme = make_theme(cast, "an-phuc", "Chuyên đề của xã", year="2020..2099")
    client = signed_in(cast.lan)
    said = registration(cast, themes=[str(theme.uuid)])
    assert client.post(url("new"), said).status_code == 302
    (practice,) = Practice.objects.all()
    assert list(practice.themes.all()) == [theme]
    page = text(client.get(url("practice", practice.uuid)))
    assert reverse("themes:theme", args=[theme.uuid]) in page
    listed = text(client.get(url("list"), {"theme": str(theme.uuid)}))
    assert practice.name in listed
    assert client.post(url("set_themes", practice.uuid), {"themes": []}).status_code == 302
    assert not practice.themes.exists()
    assert practice.name not in text(client.get(url("list"), {"theme": str(theme.uuid)}))
    assert client.post(url("set_themes", practice.uuid), {"themes": [str(uuid4())]}).status_code == 422
    assert client.get(url("list"), {"theme": "khong-phai"}).status_code == 200

"""The pages of pledges, as the people who use them meet them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.organisations.models import Person
from lantoa.pledges import operations, queries
from lantoa.pledges.models import Deed, Pledge
from tests.cast import TODAY, Cast
from tests.files.test_photos import with_camera
from tests.plans.making import make_theme
from tests.pledges.making import TEXT, account, deed, make_members, make_pledge

pytestmark = pytest.mark.usefixtures("on_todays_morning")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(cast: Cast, name: str, unit: str = "cb-dong", **more: str) -> str:
    asked = "&".join(f"{key}={value}" for key, value in more.items())
    return reverse(f"pledges:{name}") + f"?unit={cast.units[unit].uuid}&{asked}"


@pytest.fixture
def people(cast: Cast) -> list[Person]:
    return make_members(cast, 20)


@pytest.fixture
def secretary(cast: Cast, people: list[Person]) -> Client:
    return client_of(account(cast, "branch_secretary", people[0]))


@pytest.fixture
def member(cast: Cast, people: list[Person]) -> Client:
    return client_of(account(cast, "member", people[1]))


def test_one_text_for_twenty_takes_one_page(cast: Cast, people: list[Person], secretary: Client) -> None:
    page = secretary.get(at(cast, "many")).content.decode()
    assert page.count('name="people"') == page.count("checked") == 20
    uuid = str(uuid4())
    said = {"uuid": uuid, "what_0": TEXT, "measure_0": "12 hộ", "due_on_0": "31/12/2026", "year": "2026"}
    said |= {"people": [str(one.uuid) for one in people], "is_confirmed": "on"}  # type: ignore[dict-item]
    for words in ("Đã đăng ký cho 20 người", "Đã đăng ký cho 0 người"):
        answer = secretary.post(at(cast, "many"), said, follow=True)
        assert words in answer.content.decode()
    assert Pledge.objects.filter(stage="confirmed").count() == 20
    assert "Tất cả đã đăng ký" in secretary.get(at(cast, "many")).content.decode()


def test_what_was_typed_stays_whatever_button_is_pressed(cast: Cast, people: list[Person], secretary: Client) -> None:
    ticked = [str(people[2].uuid)]
    said = {"uuid": str(uuid4()), "what_0": "Trồng hoa", "measure_0": "", "due_on_0": "30/6/2026", "people": ticked}
    more = secretary.post(at(cast, "many"), said | {"more": "1"}).content.decode()
    assert 'name="what_1"' in more
    assert "Trồng hoa" in more
    assert "30/6/2026" in more
    assert more.count("checked") == 1
    none = secretary.post(at(cast, "many"), said | {"select": "none"}).content.decode()
    assert none.count("checked") == 0
    everybody = secretary.post(at(cast, "many"), said | {"select": "all"}).content.decode()
    assert everybody.count("checked") == 20
    wrong = secretary.post(at(cast, "many"), said | {"measure_0": "nhiều lắm", "due_on_0": "1/1/2031"})
    assert wrong.status_code == 422
    for words in ("Ghi số rồi đơn vị tính", "nhiều lắm", "Trồng hoa"):
        assert words in wrong.content.decode()
    nobody = secretary.post(at(cast, "many"), said | {"people": []})
    assert "Chọn ít nhất một người" in nobody.content.decode()
    make_pledge(cast, people[0], deeds=[deed("Hai người")])
    make_pledge(cast, people[1], deeds=[deed("Hai người")])
    used = secretary.post(at(cast, "many"), said | {"what_0": "", "use": "Hai người"}).content.decode()
    assert ">\nHai người</textarea>" in used


def test_a_member_registers_their_own_and_follows_it(cast: Cast, people: list[Person], member: Client) -> None:
    assert "chưa đăng ký việc nào" in member.get(reverse("pledges:mine")).content.decode()
    form = member.get(at(cast, "new")).content.decode()
    assert people[1].full_name in form
    assert 'name="whose"' not in form
    said = {"uuid": str(uuid4()), "what_0": TEXT, "measure_0": "12 hộ", "due_on_0": "30/11/2026", "year": "2026"}
    answer = member.post(at(cast, "new"), said, follow=True)
    assert "Đã gửi đăng ký cho chi bộ" in answer.content.decode()
    one = Pledge.objects.get()
    assert (one.person, one.stage) == (people[1], "registered")
    operations.advance(scope=cast.product, pledge=one, verb="confirm", today=TODAY)
    (mine,) = queries.deeds_of([one])[one.pk]

    path = reverse("pledges:progress", args=[one.uuid, mine.uuid])
    note = {"uuid": str(uuid4()), "words": "Đã giúp bà Tư", "on": "20/11/2026"}
    wrong = member.post(path, note | {"photo": SimpleUploadedFile("a.jpg", b"%PDF-1.7")})
    assert wrong.status_code == 422
    assert "Đã giúp bà Tư" in wrong.content.decode()
    member.post(path, note | {"photo": SimpleUploadedFile("a.jpg", with_camera()), "is_done": "on"})
    page = member.get(reverse("pledges:pledge", args=[one.uuid])).content.decode()
    assert "Làm xong 20/11/2026" in page
    shown = reverse("pledges:photo", args=[one.uuid, Deed.objects.get().progress.get().uuid])
    assert member.get(shown)["Content-Type"] == "image/jpeg"
    assert client_of(cast.minh).get(shown).status_code == 404

    said = {f"outcome_{mine.uuid}": "done", f"told_{mine.uuid}": "12 hộ"}
    member.post(reverse("pledges:assess", args=[one.uuid]), said)
    assert member.post(reverse("pledges:close", args=[one.uuid]), {"result": "fulfilled"}).status_code == 403
    one.refresh_from_db()
    assert one.stage == "assessed"


def test_nobody_reads_or_touches_what_is_another_s(cast: Cast, people: list[Person], member: Client) -> None:
    one = make_pledge(cast, people[2])
    for name in ("pledge", "edit"):
        assert member.get(reverse(f"pledges:{name}", args=[one.uuid])).status_code == 404
    listed = member.get(at(cast, "list"))
    assert people[2].full_name not in listed.content.decode()
    assert member.get(at(cast, "many")).status_code == 403
    reader = client_of(account(cast, "reader", None, "an-phuc"))
    said = reader.get(at(cast, "coverage", "an-phuc")).content.decode()
    assert "1/20" in said
    assert people[2].full_name not in said
    assert "họ tên chỉ xem được trong đơn vị" in said


def test_the_branch_confirms_those_that_are_ticked(cast: Cast, people: list[Person], secretary: Client) -> None:
    some = [make_pledge(cast, one) for one in people[:3]]
    page = secretary.get(at(cast, "list")).content.decode()
    assert "3 bản đăng ký chờ chi bộ xác nhận" in page
    ticked = [str(one.uuid) for one in some[:2]] + ["khong-phai-uuid"]
    answer = secretary.post(at(cast, "confirm_all"), {"pledges": ticked}, follow=True)
    assert "Đã xác nhận 2 bản đăng ký" in answer.content.decode()


def test_an_amendment_shows_both_texts(cast: Cast, people: list[Person], secretary: Client) -> None:
    one = make_pledge(cast, people[2], verbs=["confirm"])
    (kept,) = queries.deeds_of([one])[one.pk]
    path = reverse("pledges:edit", args=[one.uuid])
    assert TEXT in secretary.get(path).content.decode()
    said = {"what_0": "Mỗi quý giúp một hộ", "measure_0": "4 hộ", "due_on_0": "31/12/2026", "deed_0": str(kept.uuid)}
    assert secretary.post(path, said).status_code == 422
    page = secretary.post(path, said | {"why": "Sức khỏe"}, follow=True).content.decode()
    for words in (f"<del>{TEXT}</del>", "<ins>Mỗi quý giúp một hộ</ins>", "<ins>4 hộ</ins>", "Sức khỏe"):
        assert words in page


def test_returned_reassessed_closed_carried_over_by_the_branch(
    cast: Cast, people: list[Person], secretary: Client
) -> None:
    one = make_pledge(cast, people[2])

    def act(name: str, *more: str, **said: str) -> str:
        answer = secretary.post(reverse(f"pledges:{name}", args=[one.uuid, *more]), said, follow=True)
        return answer.content.decode()

    assert "Trường này" in act("reasoned", "tra-lai") or Pledge.objects.get().stage == "registered"
    assert "“Ghi rõ hộ nào”" in act("reasoned", "tra-lai", note="Ghi rõ hộ nào")
    act("send")
    assert "Đã xác nhận bản đăng ký" in act("confirm")
    (mine,) = queries.deeds_of([one])[one.pk]
    assert "Đã gửi bản tự đánh giá" in act("assess", **{f"outcome_{mine.uuid}": "partly"})
    assert "Việc chưa xong đã nằm trong bản nháp" in act("carry_over")
    assert Pledge.objects.count() == 2


def test_lists_take_as_many_queries_for_twenty_as_for_five(cast: Cast, people: list[Person], secretary: Client) -> None:
    def asked(name: str, unit: str = "cb-dong") -> int:
        with CaptureQueriesContext(connection) as ran:
            assert secretary.get(at(cast, name, unit)).status_code == 200
        return len(ran)

    for one in people[:5]:
        make_pledge(cast, one)
    names = ["list", "workbook", "coverage", "coverage_workbook", "many", "filed"]
    few = [asked(name) for name in names]
    for one in people[5:19]:
        make_pledge(cast, one)
    assert [asked(name) for name in names] == few


def test_commitments_are_noted_by_ticking(cast: Cast, people: list[Person], secretary: Client) -> None:
    said = {"on": "10/01/2026", "people": [str(one.uuid) for one in people[:2]]}
    answer = secretary.post(at(cast, "filed", year="2026"), said, follow=True)
    assert "Đã ghi nhận 2 người" in answer.content.decode()
    assert "2/20" in secretary.get(at(cast, "coverage")).content.decode()


@pytest.mark.parametrize("typed", ["31/02/2026", "hôm qua", "' OR 1=1", "9" * 50])
def test_a_day_that_cannot_be_read_is_said(cast: Cast, secretary: Client, typed: str) -> None:
    answer = secretary.get(at(cast, "coverage", ngay=typed, span="khong", tuyen="x", trang="abc"))
    assert answer.status_code == 200
    assert "Không đọc được ngày" in answer.content.decode()


def test_a_signed_list_is_shown_beside_what_was_entered_from_it(
    cast: Cast, people: list[Person], secretary: Client, member: Client
) -> None:
    said = {"uuid": str(uuid4()), "what_0": TEXT, "year": "2026", "people": [str(one.uuid) for one in people]}
    wrong = secretary.post(at(cast, "many"), said | {"photo": SimpleUploadedFile("a.jpg", b"%PDF")})
    assert wrong.status_code == 422
    assert TEXT in wrong.content.decode()
    assert not Pledge.objects.exists()
    secretary.post(at(cast, "many"), said | {"photo": SimpleUploadedFile("a.jpg", with_camera())})
    one = Pledge.objects.get(person=people[1])
    assert one.origin == "paper"
    page = secretary.get(reverse("pledges:pledge", args=[one.uuid])).content.decode()
    assert "Nhập hộ từ danh sách giấy" in page
    paper = reverse("pledges:paper", args=[one.uuid])
    assert secretary.get(paper)["Content-Type"] == "image/jpeg"
    # It names the others too.
    assert member.get(reverse("pledges:pledge", args=[one.uuid])).status_code == 200
    assert member.get(paper).status_code == 404


def test_a_term_is_registered_as_well_as_a_year(cast: Cast, people: list[Person], secretary: Client) -> None:
    said = {"what_0": TEXT, "due_on_0": "31/12/2026", "year": "2026", "people": [str(people[0].uuid)]}
    secretary.post(at(cast, "many"), said | {"uuid": str(uuid4())})
    secretary.post(at(cast, "many"), said | {"uuid": str(uuid4()), "term": "2025-2030"})
    spans = {one.span: one for one in Pledge.objects.filter(person=people[0])}
    assert set(spans) == {"year", "term"}
    assert f"{queries.deeds_of([spans['term']])[spans['term'].pk][0].due_on}" == "2030-12-31"
    wrong = secretary.post(at(cast, "many"), said | {"uuid": str(uuid4()), "term": "cả khóa"})
    assert "Ghi năm đầu và năm cuối" in wrong.content.decode()


def test_a_clerk_sees_the_commune_branch_by_branch_and_opens_each(cast: Cast, people: list[Person]) -> None:
    make_members(cast, 2, "pn-an-phuc", at=30)
    for one in people[:5]:
        make_pledge(cast, one, verbs=["confirm"])
    make_pledge(cast, people[5])
    clerk = client_of(cast.lan)
    page = clerk.get(at(cast, "list", "an-phuc"))
    assert {(line.unit.code, line.registered, line.should, line.waiting) for line in page.context["unit_lines"]} == {
        ("cb-dong", 6, 20, 1),
        ("pn-an-phuc", 0, 2, 0),
    }
    words = page.content.decode()
    assert "6/20" in words
    assert people[0].full_name not in words
    every = clerk.get(at(cast, "list", "an-phuc", xem="ban")).content.decode()
    assert people[0].full_name in every
    assert "Chi bộ thôn Đông" in every
    branch = clerk.get(at(cast, "list", "cb-dong", xem="ban"))
    assert "unit_lines" not in branch.context
    assert not branch.context["has_below"]
    # Whoever sees nobody by name sees the counts of units in reach, and no pledge.
    assert client_of(cast.minh).get(at(cast, "list", "an-phuc")).status_code == 404


def test_pledges_that_serve_a_theme_are_found_below_too(cast: Cast, people: list[Person]) -> None:
    theme = make_theme(cast, "an-phuc", "Nêu gương", year="2026")
    make_pledge(cast, people[0], deeds=[deed("Trồng hoa", theme=theme)])
    make_pledge(cast, people[1])
    clerk = client_of(cast.lan)
    assert "?theme=" in clerk.get(reverse("themes:theme", args=[theme.uuid])).content.decode()
    page = clerk.get(at(cast, "list", "an-phuc", theme=str(theme.uuid)))
    assert [line.one.person_id for line in page.context["lines"]] == [people[0].pk]
    assert reverse("themes:theme", args=[theme.uuid]) in page.content.decode()
    assert clerk.get(at(cast, "list", "an-phuc", theme="x", xem="ban")).status_code == 200
    assert clerk.get(at(cast, "workbook", "an-phuc", theme=str(theme.uuid))).status_code == 200


def test_the_list_of_units_takes_as_many_queries_for_many_as_for_one(cast: Cast) -> None:
    clerk = client_of(cast.lan)

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert clerk.get(at(cast, "list", "an-phuc")).status_code == 200
        return len(caught)

    make_members(cast, 1, "pn-an-phuc", at=30)
    count()
    few = count()
    for number, unit in enumerate(["cb-dong", "an-phuc-1", "du-an-phuc"]):
        make_pledge(cast, make_members(cast, 1, unit, at=40 + number)[0], unit)
    assert count() == few

"""The pages of people, joining, consents and lists, from outside."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lantoa.accounts.operations import make_account
from lantoa.organisations import operations, queries
from lantoa.organisations.models import Consent, Membership, Person, Post, RosterDraft
from lantoa.practices import operations as practices
from lantoa.practices.operations import UnableToChangePractice
from tests.browsing import page, queries_of
from tests.cast import LONG_AGO, TODAY, Cast, secured
from tests.organisations.rosters import csv_of, name_of
from tests.practices.making import consent, make_practice

LIST, BOOK, NEW = (reverse(f"organisations:{name}") for name in ("people", "people_workbook", "add_person"))
IMPORT, LIKELY = reverse("organisations:import_people"), reverse("organisations:likely_people")


def client_of(cast: Cast, role: str, unit: str = "an-phuc") -> Client:
    user = make_account(username=f"{role}-{unit}", full_name="Người Thử", password=None)
    operations.grant(scope=cast.product, user=user, unit=cast.units[unit], role=role, on=LONG_AGO)
    client = Client()
    client.force_login(secured(user), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def manager(cast: Cast) -> Client:
    return client_of(cast, "manager")


def somebody(cast: Cast, name: str, unit: str = "an-phuc", title: str = "", **more: Any) -> Person:
    one = operations.add_person(scope=cast.product, full_name=name, unit=cast.units[unit], **more)
    act: dict[str, Any] = {"scope": cast.product, "person": one, "unit": cast.units[unit], "on": date(2020, 1, 1)}
    operations.join_unit(**act)
    if title:
        operations.appoint(**act, title=title, is_head=title == "Bí thư")
    return one


def at(name: str, *parts: Any) -> str:
    return reverse(f"organisations:{name}", args=parts)


def test_people_are_listed_by_given_name_and_found_without_marks(cast: Cast, manager: Client) -> None:
    for name in ("Nguyễn Văn Ưu", "Trần Thị Ánh", "Lê Văn Đức"):
        somebody(cast, name, title="Công chức")
    said = page(manager, LIST)
    assert said.index("Trần Thị Ánh") < said.index("Lê Văn Đức") < said.index("Nguyễn Văn Ưu")
    said = page(manager, LIST + "?q=le+van+duc")
    assert "Lê Văn Đức" in said
    assert "Trần Thị Ánh" not in said
    assert "Không tìm thấy ai" in page(manager, LIST + "?q=khong+co")


def test_the_list_is_narrowed_by_unit_post_head_and_time(cast: Cast, manager: Client) -> None:
    somebody(cast, "Nguyễn Thị Bí", unit="cb-dong", title="Bí thư")
    somebody(cast, "Nguyễn Thị Hội", unit="pn-an-phuc", title="Chủ tịch Hội")
    gone = somebody(cast, "Nguyễn Thị Thôi", unit="cb-dong")
    operations.leave_unit(scope=cast.product, membership=gone.memberships.get(), last_on=date(2021, 1, 1))
    for words, there, missing in (
        ("unit=du-an-phuc", "Nguyễn Thị Bí", "Nguyễn Thị Hội"),
        ("unit=Chi+bo+thon+dong", "Nguyễn Thị Bí", "Nguyễn Thị Hội"),
        ("title=chu+tich", "Nguyễn Thị Hội", "Nguyễn Thị Bí"),
        ("heads=on", "Nguyễn Thị Bí", "Nguyễn Thị Hội"),
        ("held=ever&q=thoi", "Nguyễn Thị Thôi", "Nguyễn Thị Bí"),
        ("held=now", "Nguyễn Thị Bí", "Nguyễn Thị Thôi"),
    ):
        said = page(manager, f"{LIST}?{words}")
        assert there in said, words
        assert missing not in said, words
    assert "chưa được lọc theo đơn vị" in page(manager, LIST + "?unit=khong-co-don-vi-nay")
    for strange in ("unit=%00", "q=%00", "held=abc", "trang=abc", "unit=" + "x" * 300):
        page(manager, f"{LIST}?{strange}")


def test_readers_see_posts_in_reach_but_neither_members_nor_birth_years(cast: Cast) -> None:
    reader, clerk = client_of(cast, "reader"), client_of(cast, "clerk")
    holder = somebody(cast, "Nguyễn Thị Giữ Chức", title="Chủ tịch", birth_year=1969)
    member = somebody(cast, "Nguyễn Thị Hội Viên", birth_year=1971)
    far = somebody(cast, "Nguyễn Thị Nơi Khác", unit="tan-loi", title="Chủ tịch")
    said = page(reader, LIST)
    assert "Nguyễn Thị Giữ Chức" in said
    for hidden in ("Nguyễn Thị Hội Viên", "1969", "1971", "Nguyễn Thị Nơi Khác"):
        assert hidden not in said
    assert "1969" not in page(reader, at("person", holder.uuid))
    page(reader, at("person", member.uuid), 404)
    said = page(clerk, LIST)
    assert "Nguyễn Thị Hội Viên" in said
    assert "1971" in said
    for client in (reader, clerk):
        page(client, at("person", far.uuid), 404)
        page(client, at("person", uuid4()), 404)
        page(client, NEW, 403)
    rows = CalamineWorkbook.from_filelike(BytesIO(reader.get(BOOK).content)).get_sheet_by_index(0).to_python()
    assert not [row for row in rows if "Nguyễn Thị Hội Viên" in row or 1969 in row]


def test_the_lists_take_as_many_queries_for_fifty_people_as_for_five(cast: Cast, manager: Client) -> None:
    for number in range(5):
        somebody(cast, name_of(number), title="Ủy viên")
        somebody(cast, name_of(number), title="Ủy viên")
    unit = at("unit", cast.units["an-phuc"].uuid)
    few = [queries_of(manager, address) for address in (LIST, LIKELY, BOOK, unit)]
    for number in range(5, 50):
        somebody(cast, name_of(number), title="Ủy viên")
        somebody(cast, name_of(number), title="Ủy viên")
    assert [queries_of(manager, address) for address in (LIST, LIKELY, BOOK, unit)] == few


def test_a_person_is_entered_and_a_namesake_is_asked_about_first(cast: Cast, manager: Client) -> None:
    sent = {"full_name": "Lê Thị Hòa", "unit": "an-phuc", "kind": "member", "on": "01/07/2025", "title": "Bí thư"}
    answer = manager.post(NEW, sent | {"is_head": "on", "birth_year": "1975"})
    one = Person.objects.get(full_name="Lê Thị Hòa")
    assert answer["Location"] == at("person", one.uuid)
    assert one.posts.get().is_head
    said = manager.post(NEW, sent).content.decode()
    assert "Đã có người cùng tên" in said
    assert Person.objects.filter(full_name="Lê Thị Hòa").count() == 1
    manager.post(NEW, sent | {"anyway": "on"})
    assert Person.objects.filter(full_name="Lê Thị Hòa").count() == 2
    for wrong in ({"on": "32/01/2025"}, {"unit": "tan-loi"}, {"unit": "x"}, {"full_name": " "}, {"kind": "lạ"}):
        answer = manager.post(NEW, sent | wrong)
        assert answer.status_code == 422, wrong
        assert 'class="error-summary"' in answer.content.decode()
    assert manager.post(NEW, sent | {"title": "", "is_head": "on"}).status_code == 422


def test_posts_and_memberships_are_added_and_ended_on_their_pages(cast: Cast, manager: Client) -> None:
    one = somebody(cast, "Lê Thị Hòa")
    manager.post(at("appoint", one.uuid), {"title": "Phó Bí thư", "unit": "an-phuc", "on": "1/7/2025"})
    post = Post.objects.get(person=one)
    manager.post(at("end_post", one.uuid, post.pk), {"head": "1"})
    post.refresh_from_db()
    assert post.is_head
    assert manager.post(at("end_post", one.uuid, post.pk), {"last_on": "1/1/2025"}).status_code == 422
    manager.post(at("end_post", one.uuid, post.pk), {"last_on": "31/12/2025", "why": "Chuyển công tác"})
    post.refresh_from_db()
    assert post.to_on == date(2025, 12, 31)
    manager.post(at("join_unit", one.uuid), {"unit": "an-phuc", "kind": "cadre", "on": "1/7/2025"})
    member = Membership.objects.get(person=one, kind="cadre")
    manager.post(at("leave_unit", one.uuid, member.pk), {"last_on": "31/12/2025"})
    member.refresh_from_db()
    assert member.to_on == date(2025, 12, 31)
    manager.post(at("correct_person", one.uuid), {"full_name": "Lê Thị Hoa", "why": "Sai dấu"})
    said = page(manager, at("person", one.uuid))
    for words in ("Phó Bí thư", "31/12/2025", "“Lê Thị Hòa” → “Lê Thị Hoa”", "Chuyển công tác"):
        assert words in said
    other = somebody(cast, "Người Khác")
    for wrong in (post.pk, 10**30):
        page(manager, at("end_post", other.uuid, wrong), 404)
        page(manager, at("leave_unit", other.uuid, wrong), 404)


def test_two_entries_are_joined_after_a_preview_and_parted_again(cast: Cast, manager: Client) -> None:
    one, other = (somebody(cast, "Lê Thị Hòa", birth_year=1970, title=title) for title in ("Bí thư", "Trưởng thôn"))
    assert "cùng năm sinh" in page(manager, LIKELY)
    said = page(manager, at("join_people", one.uuid, other.uuid))
    assert "Trưởng thôn" in said
    assert Person.objects.get(pk=other.pk).joined_into_id is None
    manager.post(at("join_people", one.uuid, other.uuid))
    assert one.posts.count() == 2
    assert manager.get(at("person", other.uuid))["Location"] == at("person", one.uuid)
    assert "Hoàn tác" in page(manager, at("person", one.uuid))
    manager.post(at("undo_join", one.uuid))
    assert one.posts.count() == 1
    manager.post(at("tell_apart", one.uuid, other.uuid))
    assert "Lê Thị Hòa" not in page(manager, LIKELY)
    page(manager, at("join_people", one.uuid, one.uuid), 404)
    assert manager.post(at("undo_join", one.uuid)).status_code == 404


def test_several_heads_are_warned_of_and_one_is_not(cast: Cast, manager: Client) -> None:
    address = at("unit", cast.units["an-phuc"].uuid)
    somebody(cast, "Lê Thị Hòa", title="Bí thư")
    assert "Có nhiều người được đánh dấu" not in page(manager, address)
    somebody(cast, "Lê Văn Hai", title="Bí thư")
    assert "Có nhiều người được đánh dấu" in page(manager, address)


# --- consents -------------------------------------------------------------------------------------------------------


def test_a_consent_is_recorded_with_its_paper_shown_and_withdrawn(cast: Cast) -> None:
    clerk, stranger = client_of(cast, "clerk"), client_of(cast, "clerk", "tan-loi")
    one = somebody(cast, "Lê Thị Hòa")
    form = page(clerk, at("add_consent", one.uuid))
    assert " checked" not in form
    sent = {"purpose": "publish_exemplar", "covers": ["name"], "basis": "consent", "given_on": "1/3/2026"}
    assert clerk.post(at("add_consent", one.uuid), sent).status_code == 422
    bad = SimpleUploadedFile("giay.pdf", b"<html><script>")
    assert clerk.post(at("add_consent", one.uuid), sent | {"paper": bad}).status_code == 422
    sheet = SimpleUploadedFile("giay.pdf", b"%PDF-1.4 ...")
    assert clerk.post(at("add_consent", one.uuid), sent | {"paper": sheet}).status_code == 302
    given = Consent.objects.get()
    answer = clerk.get(at("consent_paper", one.uuid, given.uuid))
    assert answer.content == b"%PDF-1.4 ..."
    assert answer["Content-Disposition"].startswith("attachment")
    assert "Nêu gương điển hình" in page(clerk, at("person", one.uuid))
    for name in ("consent_paper", "withdraw_consent"):
        page(stranger, at(name, one.uuid, given.uuid), 404)
    page(clerk, at("withdraw_consent", one.uuid, uuid4()), 404)
    page(client_of(cast, "reader"), at("add_consent", one.uuid), 404)
    clerk.post(at("withdraw_consent", one.uuid, given.uuid), {"on": "1/4/2026", "how": "Đơn"})
    assert "Đã rút từ ngày 01/04/2026" in page(clerk, at("person", one.uuid))
    wrong = {"decision_link": "javascript:alert(1)", "basis": "decision", "decision": "QĐ 1"}
    assert clerk.post(at("add_consent", one.uuid), sent | wrong).status_code == 422


def test_what_one_person_does_is_published_on_a_basis_and_hidden_once_it_is_withdrawn(cast: Cast) -> None:
    practice = make_practice(cast, kind="individual", name="Lớp học của bà Sáu", person="Trần Thị Sáu")
    owner = practice.owner_person
    assert owner is not None
    act: dict[str, Any] = {"scope": cast.product, "practice": practice, "verb": "publish", "on": TODAY}
    with pytest.raises(UnableToChangePractice, match="Trần Thị Sáu"):
        practices.advance(**act)
    given = consent(cast, owner)
    practices.advance(**act)
    public, gallery = reverse("portal:practice", args=[practice.uuid]), reverse("portal:gallery")
    assert "Lớp học của bà Sáu" in page(Client(), public)
    assert "Lớp học của bà Sáu" in page(Client(), gallery)
    operations.withdraw_consent(scope=cast.product, consent=given, how="Đơn", on=TODAY, today=TODAY)
    page(Client(), public, 404)
    for address in (gallery, reverse("portal:home")):
        assert "bà Sáu" not in page(Client(), address)
    clerk = client_of(cast, "clerk")
    assert "chưa có căn cứ công khai" in page(clerk, reverse("practices:practice", args=[practice.uuid]))
    page(clerk, at("person", owner.uuid))
    consent(cast, owner)
    assert "Lớp học của bà Sáu" in page(Client(), public)


# --- lists ----------------------------------------------------------------------------------------------------------


def send(client: Client, data: bytes, name: str = "ds.csv", **more: str) -> HttpResponse:
    sent = {"unit": "du-an-phuc", "kind": "member", "from_on": "01/07/2025"} | more
    answer: HttpResponse = client.post(IMPORT, sent | {"paper": SimpleUploadedFile(name, data)})  # type: ignore[assignment]
    return answer


def test_a_list_is_seen_corrected_answered_and_written_on_its_page(cast: Cast, manager: Client) -> None:
    old = somebody(cast, "Lê Thị Hòa", birth_year=1975)
    headings = ("Ai", "Năm sinh")
    draft = send(manager, csv_of(["Lê Thị Hòa", "1975"], ["Trần Văn Hai", "1980"], headings=headings))["Location"]
    assert "Hãy cho biết cột nào là họ và tên" in page(manager, draft)
    manager.post(draft, {"act": "columns", "column-0": "name", "column-1": "birth"})
    said = page(manager, draft)
    assert "Cần chọn" in said
    assert "cùng năm sinh" in said
    manager.post(draft, {"act": "write"})
    assert not Person.objects.filter(full_name="Trần Văn Hai").exists()
    manager.post(draft, {"act": "choose", "row-2": str(old.uuid), "row-99": "new", "row-x": "new", "trang": "1"})
    assert RosterDraft.objects.get().choices == {"2": str(old.uuid)}
    manager.post(draft, {"act": "write"})
    assert Membership.objects.filter(unit=cast.units["du-an-phuc"]).count() == 2
    assert old.memberships.count() == 2
    assert "Danh sách có 2 người" in page(manager, draft)
    manager.post(draft, {"act": "write"})
    assert Membership.objects.filter(unit=cast.units["du-an-phuc"]).count() == 2
    page(client_of(cast, "manager", "tan-loi"), draft, 404)


def test_a_list_may_be_forgotten_and_what_is_none_comes_back_with_words(cast: Cast, manager: Client) -> None:
    draft = send(manager, csv_of(["Lê Thị Hòa"]))["Location"]
    for strange in ("?xem=abc", "?xem=wrong", "?trang=99", "?xem=new&trang=x"):
        page(manager, draft + strange)
    for act in ("abc", "columns", ""):
        assert manager.post(draft, {"act": act, "column-0": "lạ"}).status_code == 302
    assert manager.post(draft, {"act": "discard"})["Location"] == IMPORT
    page(manager, draft, 404)
    for data, name in ((b"%PDF-1.4", "a.pdf"), (b"", "a.csv"), (b"PK\x03\x04", "a.xlsx")):
        assert send(manager, data, name).status_code == 422
    assert send(manager, csv_of(["A B"]), unit="tan-loi").status_code == 422
    assert RosterDraft.objects.count() == 0


def test_the_template_comes_back_understood(cast: Cast, manager: Client) -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(manager.get(at("roster_template")).content))
    assert rows.get_sheet_by_index(0).to_python()[-1][:3] == ["Họ và tên", "Năm sinh", "Chức vụ"]


def test_the_preview_takes_as_many_queries_for_fifty_rows_as_for_five(cast: Cast, manager: Client) -> None:
    for number in range(50):
        somebody(cast, name_of(number), unit="an-phuc", birth_year=1950 + number)

    def asked(many: int) -> int:
        rows = [[name_of(number), str(1950 + number), "", "cb-dong", "", "", ""] for number in range(many)]
        return queries_of(manager, send(manager, csv_of(*rows))["Location"])

    assert asked(5) == asked(50)


def test_the_units_of_a_manager_of_thousands_are_typed_and_not_listed(cast: Cast) -> None:
    scope = cast.product
    for number in range(201):
        operations.found_unit(
            scope=scope,
            code=f"t-{number}",
            name=f"Thôn {number}",
            unit_class="village",
            on=LONG_AGO,
            parents={"place": cast.units["tan-loi"]},
        )
    client = client_of(cast, "manager", "tan-loi")
    assert "<select" not in page(client, NEW)
    sent = {"full_name": "Lê Thị Hòa", "unit": "thon 7", "kind": "member", "on": "1/7/2025"}
    assert client.post(NEW, sent).status_code == 302
    assert queries.memberships_in(queries.unit("t-7", TODAY).pk, TODAY).count() == 1

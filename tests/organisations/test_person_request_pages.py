"""The pages of people's requests: for who manages, and nobody else."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import travel

from lantoa.accounts.models import User
from lantoa.organisations.models import Person, PersonRequest, Restriction
from lantoa.organisations.operations import person_requests as operations
from lantoa.organisations.rules.personal_data import ERASED_NAME, HIDDEN_NAME
from tests.cast import TODAY, Cast
from tests.organisations.asking import ask, make_manager, make_person

LIST, NEW = reverse("organisations:person_requests"), reverse("organisations:new_person_request")


@pytest.fixture(autouse=True)
def _today() -> object:
    with travel(f"{TODAY}T09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def manager(cast: Cast) -> Client:
    client = Client()
    client.force_login(make_manager(cast), backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, one: PersonRequest) -> str:
    return reverse(f"organisations:{name}", args=[one.uuid])


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_a_request_goes_from_the_search_to_its_page(cast: Cast, manager: Client) -> None:
    person = make_person(cast)
    assert f"?nguoi={person.uuid}" in text(manager, f"{NEW}?q=thi mo")
    assert "Không tìm thấy" in text(manager, f"{NEW}?q=khong ai")
    assert "Nguyễn Thị Mơ" in text(manager, f"{NEW}?nguoi={person.uuid}")
    said = {"person": str(person.uuid), "kind": "erase", "asked_on": "20/11/2026", "asked_how": "letter", "note": "x"}
    answer = manager.post(NEW, said)
    one = PersonRequest.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == url("person_request", one)
    assert (one.kind, one.unit, one.note) == ("erase", cast.units["an-phuc"], "x")
    assert "Nguyễn Thị Mơ" in text(manager, LIST)
    page = text(manager, url("person_request", one))
    for words in ("Trưởng thôn", "Giữ theo pháp luật", "10/12/2026", "25/11/2026", "không lấy lại được"):
        assert words in page


def test_what_was_typed_stays_where_it_cannot_be_taken(cast: Cast, manager: Client) -> None:
    person = make_person(cast)
    said = {
        "person": str(person.uuid),
        "kind": "erase",
        "asked_on": "31/02/2026",
        "asked_how": "letter",
        "note": "ghi chú",
    }
    answer = manager.post(NEW, said)
    assert answer.status_code == 422
    assert "ghi chú" in answer.content.decode()
    answer = manager.post(NEW, said | {"asked_on": "24/12/2026"})
    assert answer.status_code == 422
    assert "sau hôm nay" in answer.content.decode()
    assert manager.post(NEW, {"person": "rác"}).status_code == 404
    assert not PersonRequest.objects.exists()


def test_people_of_other_units_are_neither_found_nor_opened(cast: Cast, manager: Client) -> None:
    person = make_person(cast, unit="tan-loi")
    one = ask(cast, person, "export", unit="tan-loi")
    assert str(person.uuid) not in text(manager, f"{NEW}?q=thi mo")
    text(manager, f"{NEW}?nguoi={person.uuid}", 404)
    text(manager, f"{NEW}?nguoi=rac", 404)
    assert manager.post(NEW, {"person": str(person.uuid), "kind": "erase"}).status_code == 404
    for name in ("person_request", "person_copy", "lift_restriction"):
        assert manager.post(url(name, one)).status_code == 404
    text(manager, url("person_request", one), 404)
    text(manager, reverse("organisations:person_request", args=[uuid4()]), 404)


def test_nothing_shows_of_a_person_who_has_come_to_be_known_elsewhere_too(cast: Cast, manager: Client) -> None:
    person = make_person(cast)
    one = ask(cast, person, "export")
    from lantoa.organisations.operations import appoint

    appoint(scope=cast.product, person=person, unit=cast.units["tan-loi"], title="Ủy viên", on=TODAY)
    page = text(manager, url("person_request", one))
    assert "ngoài phạm vi quản lý" in page
    assert "Trưởng thôn" not in page
    answer = manager.post(url("person_copy", one), follow=True)
    assert "ngoài phạm vi" in answer.content.decode()


def test_the_copy_is_a_zip_and_the_request_is_then_closed(cast: Cast, manager: Client) -> None:
    one = ask(cast, make_person(cast), "export")
    assert manager.get(url("person_copy", one)).status_code == 405
    answer = manager.post(url("person_copy", one))
    assert answer.headers["Content-Type"] == "application/zip"
    assert set(ZipFile(BytesIO(answer.content)).namelist()) == {"du-lieu.json", "du-lieu.xlsx"}
    manager.post(url("person_request", one), {"verb": "answer"})
    manager.post(url("person_request", one), {"verb": "carry_out", "why": "Đã giao tận tay"})
    one.refresh_from_db()
    assert (one.answered_on, one.closed_on) == (TODAY, TODAY)
    assert "Đã giao tận tay" in text(manager, url("person_request", one))


def test_erasing_shows_what_goes_and_what_stays_and_asks_why(cast: Cast, manager: Client) -> None:
    one = ask(cast, make_person(cast), "erase")
    wrong = manager.post(url("person_request", one), {"verb": "carry_out", "chosen": ["person"], "why": ""})
    assert wrong.status_code == 422
    for chosen in ("posts", "rác"):
        said = {"verb": "carry_out", "chosen": [chosen], "why": "đơn"}
        assert manager.post(url("person_request", one), said).status_code == 422
    assert not Person.objects.filter(full_name=ERASED_NAME).exists()
    manager.post(url("person_request", one), {"verb": "carry_out", "chosen": ["person", "history"], "why": "đơn"})
    page = text(manager, url("person_request", one))
    assert ERASED_NAME in page
    assert "Nguyễn Thị Mơ" not in page
    assert "Còn giữ: Chức vụ (1)" in page
    assert "Nguyễn Thị Mơ" not in text(manager, LIST)


def test_a_restriction_hides_the_name_and_is_lifted_on_the_same_page(cast: Cast, manager: Client) -> None:
    one = ask(cast, make_person(cast), "restrict")
    manager.post(url("person_request", one), {"verb": "carry_out", "why": "đơn"})
    assert HIDDEN_NAME in text(manager, LIST)
    assert "Nguyễn Thị Mơ" not in text(manager, LIST)
    assert "Nguyễn Thị Mơ" not in text(manager, reverse("organisations:unit", args=[cast.units["an-phuc"].uuid]))
    assert "Bỏ hạn chế" in text(manager, url("person_request", one))
    assert manager.post(url("lift_restriction", one), {"why": ""}).status_code == 422
    manager.post(url("lift_restriction", one), {"why": "xin bỏ"})
    assert Restriction.objects.get().lifted_on == TODAY
    assert "Nguyễn Thị Mơ" in text(manager, LIST)
    gone = manager.post(url("lift_restriction", one), {"why": "lại"}, follow=True)
    assert "Không còn làm được" in gone.content.decode()


def test_extending_refusing_and_what_can_no_longer_be_done(cast: Cast, manager: Client) -> None:
    one = ask(cast, make_person(cast), "restrict")
    said = {"verb": "extend", "until": "01/01/2000", "why": "cần thêm"}
    assert manager.post(url("person_request", one), said).status_code == 422
    manager.post(url("person_request", one), said | {"until": "10/12/2026"})
    assert "cần thêm" in text(manager, url("person_request", one))
    again = manager.post(url("person_request", one), said, follow=True)
    assert "Không còn làm được" in again.content.decode()
    assert manager.post(url("person_request", one), {"verb": "refuse"}).status_code == 422
    manager.post(url("person_request", one), {"verb": "refuse", "why": "không xác minh được"})
    one.refresh_from_db()
    assert one.was_refused
    assert "không xác minh được" in text(manager, url("person_request", one))
    for verb in ("refuse", "carry_out", "rác", ""):
        assert manager.post(url("person_request", one), {"verb": verb, "why": "x"}).status_code == 302


def test_the_clocks_say_how_many_days_are_left_or_over(cast: Cast, manager: Client) -> None:
    ask(cast, make_person(cast), "erase")
    officer = User.objects.get(username="quan-ly")
    for day, words in (
        ("2026-11-24", "Còn 1 ngày"),
        ("2026-11-25", "Hôm nay là hạn cuối"),
        ("2026-11-28", "Quá hạn 3 ngày"),
    ):
        with travel(f"{day}T09:00:00+07:00", tick=False):
            # A session lasts twelve hours.
            manager.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
            assert words in text(manager, LIST)


def test_the_list_asks_as_many_queries_for_fifty_requests_as_for_five(cast: Cast, manager: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            text(manager, LIST)
        return len(seen)

    for at in range(5):
        ask(cast, make_person(cast, f"Người Số {at}"), "export")
    few = asked()
    for at in range(45):
        ask(cast, make_person(cast, f"Người Thứ {at}"), "export")
    assert asked() == few


def test_who_manages_nothing_sees_none_of_it(cast: Cast) -> None:
    one = ask(cast, make_person(cast), "export")
    client = Client()
    client.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    for address in (LIST, NEW, url("person_request", one)):
        assert client.get(address).status_code == 403
    assert client.post(url("person_copy", one)).status_code == 403
    with pytest.raises(operations.UnableToHandleRequest):
        operations.copy(scope=cast.scope(cast.lan), request=one, chosen=(), on=TODAY)

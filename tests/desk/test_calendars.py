"""Calendars that programs subscribe to: the secret address, what stands in them, how two readers read them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import vobject  # type: ignore[import-untyped]
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from lantoa.accounts import operations as accounts
from lantoa.accounts import queries
from lantoa.accounts.models import CalendarFeed, User
from lantoa.accounts.operations import UnableToMakeFeed, make_account, make_link
from lantoa.config.logs import WithoutSecrets
from lantoa.desk.due import calendars
from lantoa.desk.due.entries import Entry
from lantoa.directives import operations as directives
from lantoa.history import queries as history
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as rights
from lantoa.plans import operations as plans
from lantoa.pledges import operations as pledges
from tests.cast import LONG_AGO, TODAY, Cast
from tests.directives.scene import asked as asked_of
from tests.directives.scene import sent
from tests.plans.making import approved, make_plan, make_task
from tests.pledges.making import account, deed, make_members, make_pledge
from tests.reports.owing import asked as report_asked

pytestmark = pytest.mark.usefixtures("on_todays_morning")

LIST, MAKE, END = reverse("desk:calendars"), reverse("desk:make_calendar"), reverse("desk:end_calendar")
SITE = "https://lan-toa.example"
LONG = "Vận động nhân dân ấp Đông, ấp Tây hiến đất mở rộng đường; thắp sáng, trồng hoa hai bên — đợt một " * 3


def made_for(user: User, about: str = "own", instead_of: UUID | None = None) -> accounts.MadeFeed:
    scope = rights.scope_for(user, TODAY)
    return accounts.make_feed(scope=scope, user=user, about=about, instead_of=instead_of, at=timezone.now())


def fetched(token: str, **headers: str) -> HttpResponse:
    return Client().get(reverse("desk:calendar", args=[token]), headers=headers)


def events(token: str) -> list[Event]:
    answer = fetched(token)
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def titles(token: str) -> list[str]:
    return [str(one["summary"]) for one in events(token)]


def unit_feed(cast: Cast, user: User | None = None, unit: str = "an-phuc") -> str:
    return made_for(user or cast.lan, str(cast.units[unit].uuid)).token


def given_tasks(cast: Cast, *names: str, due_on: date = date(2026, 12, 1), **said: Any) -> Any:
    plan = make_plan(cast, name=f"Kế hoạch {names[0][:60]}", year=str(due_on.year))
    for name in names:
        make_task(cast, plan, name, due_on=due_on, **said)
    return approved(cast, plan)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_unit_finds_its_reports_papers_and_tasks_on_their_due_days(cast: Cast) -> None:
    report_asked(cast)
    sent(cast)
    given_tasks(cast, "Họp dân")
    found = {str(one["summary"]): one for one in events(unit_feed(cast))}
    paper = found["Trả lời văn bản: 23-KH/TU: Thực hiện Chỉ thị trong năm 2026"]
    assert paper["dtstart"].dt == date(2026, 12, 5)
    assert paper["dtstart"].params["VALUE"] == "DATE"
    assert paper["dtend"].dt == date(2026, 12, 6), "a day ends where the next begins"
    addressee = reverse("directives:answer", args=[asked_of(_directive(), cast.units["an-phuc"]).uuid])
    assert paper["url"].endswith(addressee)
    assert addressee in paper["description"]
    assert found["Việc trong kế hoạch: Họp dân"]["dtstart"].dt == date(2026, 12, 1)
    reports = sorted(one["dtstart"].dt for title, one in found.items() if title.startswith("Gửi báo cáo: "))
    assert reports[0] >= TODAY - timedelta(days=366)
    assert date(2028, 1, 1) < reports[-1] <= TODAY + timedelta(days=731)


def _directive() -> Any:
    from lantoa.directives.models import Directive

    return Directive.objects.get(code="23-KH/TU")


def test_own_things_are_tasks_and_deeds_of_the_person_and_nobody_elses(cast: Cast) -> None:
    first, second, _third = make_members(cast)
    user = account(cast, "branch_secretary", first)
    make_pledge(cast, first, deeds=[deed("Giúp hộ nghèo", date(2026, 12, 10))])
    make_pledge(cast, second, deeds=[deed("Trồng cây", date(2026, 12, 11))])
    given_tasks(cast, "Lo hội trường", assigned=[first], unit="cb-dong")
    given_tasks(cast, "Viết bài", responsible=first, unit="cb-dong")
    given_tasks(cast, "Việc người khác", assigned=[second], unit="cb-dong")
    assert titles(made_for(user).token) == [
        "Việc trong kế hoạch: Lo hội trường",
        "Việc trong kế hoạch: Viết bài",
        "Việc đã đăng ký làm theo: Giúp hộ nghèo",
    ]


def test_a_units_calendar_counts_deeds_and_names_nobody(cast: Cast) -> None:
    people = make_members(cast)
    user = account(cast, "branch_secretary", people[0])
    for one in people:
        make_pledge(cast, one, deeds=[deed(f"Việc riêng của {one.full_name}", date(2026, 12, 10))])
    make_pledge(cast, None, deeds=[deed("Chi bộ làm đường hoa", date(2026, 12, 12))])
    token = unit_feed(cast, user, "cb-dong")
    assert titles(token) == [
        "Đăng ký làm theo của đơn vị: 3 việc cần làm xong",
        "Việc đã đăng ký làm theo: Chi bộ làm đường hoa",
    ]
    text = fetched(token).content.decode().replace("\r\n ", "")
    assert not [one for one in people if one.full_name in text]


def test_who_only_reads_gets_neither_reports_nor_pledges(cast: Cast) -> None:
    report_asked(cast)
    sent(cast)
    given_tasks(cast, "Họp dân")
    make_pledge(cast, None, "an-phuc")
    reader = make_account(username="doc", full_name="Ngô Văn Đọc", password=None)
    organisations.grant(scope=cast.product, user=reader, unit=cast.units["an-phuc"], role="reader", on=LONG_AGO)
    assert titles(unit_feed(cast, reader)) == ["Việc trong kế hoạch: Họp dân"]


def test_what_is_done_dropped_answered_or_struck_leaves_the_calendar(cast: Cast) -> None:
    person = make_members(cast, 1)[0]
    user = account(cast, "branch_secretary", person)
    plan = given_tasks(cast, "Xong", "Thôi", "Còn", assigned=[person], unit="cb-dong")
    pledge = make_pledge(cast, person, deeds=[deed("Đã rút", date(2026, 12, 10))])
    token, sent_plan = made_for(user).token, sent(cast)
    of_unit = unit_feed(cast)
    assert len(events(token)) == 4
    assert len(events(of_unit)) == 1
    for task, verb in zip(plan.tasks.order_by("position"), ("finish", "drop"), strict=False):
        plans.advance_task(scope=cast.product, task=task, verb=verb, on=TODAY, at=timezone.now(), note="theo thực tế")
    pledges.advance(scope=cast.product, pledge=pledge, verb="drop", today=TODAY, note="đăng ký nhầm")
    directives.withdraw(scope=cast.product, directive=sent_plan, on=TODAY, why="gửi nhầm")
    assert titles(token) == ["Việc trong kế hoạch: Còn"]
    assert titles(of_unit) == []


def test_the_same_thing_bears_the_same_name_after_its_day_moved(cast: Cast) -> None:
    report_asked(cast)
    given_tasks(cast, "Họp dân")
    token = unit_feed(cast)
    before = {str(one["summary"]): str(one["uid"]) for one in events(token)}
    assert len(set(before.values())) == len(before)
    task = given_tasks(cast, "Việc sau").tasks.get()
    again = {str(one["summary"]): str(one["uid"]) for one in events(token)}
    assert before.items() < again.items()
    assert again["Việc trong kế hoạch: Việc sau"] == f"task-{task.uuid}@localhost"


def test_long_vietnamese_is_folded_between_letters_and_read_back_by_two_readers() -> None:
    entry = Entry("task", UUID(int=5), LONG, "/ke-hoach/", date(2026, 12, 31), note="Kế hoạch, 2026; đợt 1")
    data = calendars.write("Lan Tỏa: Ấp Đông", [entry], today=TODAY, site=SITE)
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    for line in data.split(b"\r\n"):
        line.decode()  # no letter is cut in two
    ours = next(iter(Calendar.from_ical(data).walk("VEVENT")))
    theirs = vobject.readOne(data.decode())
    assert LONG.strip() in str(ours["summary"])
    assert theirs.vevent.summary.value == str(ours["summary"])
    assert theirs.vevent.description.value == f"{entry.note}\n{SITE}/ke-hoach/"
    assert theirs.vevent.dtend.value - theirs.vevent.dtstart.value == timedelta(days=1)
    assert theirs.x_wr_calname.value == "Lan Tỏa: Ấp Đông"
    assert theirs.vevent.valarm.trigger.value == timedelta(hours=-15)
    assert Calendar.from_ical(data)["refresh-interval"].dt == calendars.LOOK_AGAIN


def test_what_has_hours_has_them_in_vietnam_and_what_is_off_says_so() -> None:
    hanoi = ZoneInfo("Asia/Ho_Chi_Minh")
    from_at, to_at = datetime(2026, 12, 1, 8, tzinfo=hanoi), datetime(2026, 12, 1, 10, 30, tzinfo=hanoi)
    timed = Entry("task", UUID(int=1), "Họp chi bộ", "/a/", from_at=from_at, to_at=to_at, place="Nhà văn hóa")
    off = Entry("task", UUID(int=2), "Hoãn", "/b/", date(2026, 12, 2), is_off=True)
    data = calendars.write("Lịch", [timed, off], today=TODAY, site=SITE)
    read = Calendar.from_ical(data)
    first, second = read.walk("VEVENT")
    assert (first["dtstart"].dt, first["dtend"].dt) == (from_at, to_at)
    assert first["dtstart"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert [str(one["tzid"]) for one in read.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
    assert vobject.readOne(data.decode()).vevent.dtstart.value.astimezone(hanoi) == from_at
    assert (str(first["status"]), str(second["status"])) == ("CONFIRMED", "CANCELLED")
    assert not second.walk("VALARM")


def test_the_secret_is_shown_once_and_only_its_digest_is_kept(cast: Cast) -> None:
    client = client_of(cast.lan)
    assert "Xã An Phúc" in client.get(LIST).content.decode()
    page = client.post(MAKE, {"about": str(cast.units["an-phuc"].uuid), "instead_of": ""})
    address = page.context["address"]
    assert address in page.content.decode()
    assert address not in client.get(LIST).content.decode()
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert token not in str(CalendarFeed.objects.values_list().get())
    assert token not in str([event.payload.data for event in history.of_record("account", cast.lan.uuid)])
    assert Client().get(address).status_code == 200


def test_a_new_address_stops_the_one_before_and_the_history_says_so(cast: Cast) -> None:
    old = made_for(cast.lan)
    new = made_for(cast.lan, instead_of=old.feed.uuid)
    assert fetched(old.token).status_code == 410
    assert fetched(new.token).status_code == 200
    accounts.end_feed(scope=cast.scope(cast.lan), feed=new.feed, at=timezone.now())
    assert fetched(new.token).status_code == 410
    verbs = [one.verb for one in history.of_record("account", cast.lan.uuid)]
    assert [verb for verb in verbs if "feed" in verb] == ["make_feed", "make_feed", "end_feed"]
    with pytest.raises(UnableToMakeFeed):
        accounts.end_feed(scope=cast.scope(cast.lan), feed=new.feed, at=timezone.now())


def test_a_form_that_is_sent_twice_leaves_the_copied_address_standing(cast: Cast) -> None:
    client, said = client_of(cast.lan), {"about": "own", "instead_of": ""}
    address = client.post(MAKE, said).context["address"]
    page = client.post(MAKE, said, follow=True)
    assert "vừa thay đổi" in page.content.decode()
    assert Client().get(address).status_code == 200


def test_nobody_makes_or_stops_anothers_calendar(cast: Cast) -> None:
    made = made_for(cast.lan)
    with pytest.raises(UnableToMakeFeed):
        accounts.end_feed(scope=cast.scope(cast.minh), feed=made.feed, at=timezone.now())
    with pytest.raises(UnableToMakeFeed):
        accounts.make_feed(
            scope=cast.scope(cast.minh), user=cast.lan, about="own", instead_of=made.feed.uuid, at=timezone.now()
        )
    client_of(cast.minh).post(END, {"about": "own"})
    client_of(cast.minh).post(MAKE, {"about": str(cast.units["an-phuc"].uuid), "instead_of": ""})
    assert fetched(made.token).status_code == 200
    assert not CalendarFeed.objects.filter(user=cast.minh).exists()


def test_a_visit_by_personal_link_makes_no_calendar(cast: Cast) -> None:
    grant = rights.grants_of(cast.lan, TODAY).get().pk
    made = make_link(scope=cast.product, user=cast.lan, purpose="Đăng ký", limits={"grant": grant}, at=timezone.now())
    client = Client()
    client.post(reverse("accounts:use_link", args=[made.token]))
    assert "liên kết cá nhân" in client.get(LIST).content.decode()
    client.post(MAKE, {"about": "own", "instead_of": ""})
    assert not CalendarFeed.objects.exists()


def test_who_lost_the_role_gets_an_empty_calendar_and_a_closed_account_none(cast: Cast) -> None:
    given_tasks(cast, "Họp dân")
    token = unit_feed(cast)
    assert len(events(token)) == 1
    grant = rights.grants_of(cast.lan, TODAY).get()
    organisations.end_grant(scope=cast.product, grant=grant, on=TODAY, why="chuyển công tác")
    assert titles(token) == []
    assert "Xã An Phúc" not in client_of(cast.lan).get(LIST).content.decode()
    accounts.close_account(scope=cast.product, user=cast.lan, why="nghỉ việc", at=timezone.now())
    assert fetched(token).status_code == 410
    accounts.reopen_account(scope=cast.product, user=cast.lan, why="trở lại", at=timezone.now())
    assert fetched(token).status_code == 410, "what ended stays ended"


def test_an_address_that_nobody_has_asked_for_in_over_a_year_has_ended(cast: Cast) -> None:
    made = made_for(cast.lan)
    CalendarFeed.objects.filter(pk=made.feed.pk).update(made_at=timezone.now() - timedelta(days=500))
    assert queries.feed_of_token(made.token, TODAY) is None
    assert made_for(cast.lan).feed.pk != made.feed.pk, "a new one may be made in its place"
    other = made_for(cast.minh)
    CalendarFeed.objects.filter(pk=other.feed.pk).update(
        made_at=timezone.now() - timedelta(days=500), last_used_on=TODAY - timedelta(days=300)
    )
    assert queries.feed_of_token(other.token, TODAY) is not None


@pytest.mark.parametrize("token", ["khong-ai-biet", "a%00b", "%FF%FE", "x" * 3000, "..", "lich.ics"])
def test_a_wrong_address_is_as_good_as_none(cast: Cast, token: str) -> None:
    answer = Client().get(f"/ban-lam-viec/lich/{token}.ics")
    assert answer.status_code == 404


def test_who_tries_many_addresses_has_to_wait(cast: Cast) -> None:
    client = Client()
    codes = [client.get(reverse("desk:calendar", args=[f"thu-{number}"])).status_code for number in range(31)]
    assert codes[:30] == [404] * 30
    assert codes[30] == 429


def test_a_program_that_has_it_already_gets_nothing_anew(cast: Cast) -> None:
    given_tasks(cast, "Họp dân")
    token = unit_feed(cast)
    answer = fetched(token)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"]
    assert not answer.cookies
    assert fetched(token, if_none_match=answer["ETag"]).status_code == 304
    head = Client().head(reverse("desk:calendar", args=[token]))
    assert (head.status_code, head["ETag"], head.content) == (200, answer["ETag"], b"")
    assert Client().post(reverse("desk:calendar", args=[token])).status_code == 405
    given_tasks(cast, "Việc mới")
    changed = fetched(token, if_none_match=answer["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != answer["ETag"]


def test_only_the_day_of_its_last_use_is_kept(cast: Cast) -> None:
    made = made_for(cast.lan)
    fetched(made.token)
    assert CalendarFeed.objects.get().last_used_on == TODAY


def test_a_calendar_of_fifty_takes_as_many_queries_as_one_of_five(cast: Cast) -> None:
    people = make_members(cast)
    user = account(cast, "branch_secretary", people[0])
    own, of_unit = made_for(user).token, unit_feed(cast, user, "cb-dong")
    fetched(own)
    fetched(of_unit)

    def cost(token: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert fetched(token).status_code == 200
        return len(asked)

    def more(first: int, last: int) -> None:
        numbers: Sequence[int] = range(first, last)
        given_tasks(cast, *(f"Việc {n}" for n in numbers), assigned=[people[0]], unit="cb-dong")
        deeds = [deed(f"Làm {n}", TODAY + timedelta(days=n)) for n in numbers]
        make_pledge(cast, people[1 if first else 0], deeds=deeds[:10])
        for n in numbers:
            report_asked(cast, "du-an-phuc", name=f"Báo cáo {n}", line="party")

    more(0, 5)
    few = cost(own), cost(of_unit)
    more(5, 50)
    assert (cost(own), cost(of_unit)) == few
    assert len(events(own)) > 50


def test_logs_hold_no_secret_address(caplog: pytest.LogCaptureFixture) -> None:
    token = "Ab_-" * 10
    for path in (f"/ban-lam-viec/lich/{token}.ics", f"/tai-khoan/vao/{token}/", f"/tai-khoan/loi-moi/{token}/?a=1"):
        record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", path), None)
        assert WithoutSecrets().filter(record)
        assert token not in record.getMessage()
    for path in ("/ban-lam-viec/lich/", "/ban-lam-viec/lich/lam/", "/quy-dinh/lich/2026/"):
        record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s", (path,), None)
        WithoutSecrets().filter(record)
        assert record.getMessage() == path

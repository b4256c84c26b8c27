"""What is held stands in calendar programs and on the desk as it stands in ours: day, hour, called off, moved."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject  # type: ignore[import-untyped]
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from lantoa.accounts import operations as accounts
from lantoa.accounts import throttle
from lantoa.accounts.models import User
from lantoa.activities import operations
from lantoa.activities.models import Activity, Series
from lantoa.activities.operations import ActivitySaid
from lantoa.activities.rules.recurrence import Recurrence
from lantoa.organisations import queries as rights
from tests.activities.making import CAME, make_activity, tick
from tests.browsing import page
from tests.cast import TODAY, Cast
from tests.pledges.making import account, make_members

pytestmark = pytest.mark.usefixtures("on_todays_morning")

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SATURDAYS = Recurrence("weeks", weekday=5, weeks=(1, 3))


def token(user: User, about: str = "own") -> str:
    scope = rights.scope_for(user, TODAY)
    return accounts.make_feed(scope=scope, user=user, about=about, instead_of=None, at=timezone.now()).token


def fetched(secret: str) -> bytes:
    answer = Client().get(reverse("desk:calendar", args=[secret]))
    assert answer.status_code == 200
    return answer.content


def events(secret: str) -> dict[str, Event]:
    return {str(one["uid"]): one for one in Calendar.from_ical(fetched(secret)).walk("VEVENT")}


def uid(one: Activity) -> str:
    return f"activity-{one.uuid}@localhost"


def make_saturdays(cast: Cast, **more: Any) -> Series:
    said = ActivitySaid(
        cast.units["an-phuc"],
        "ngay-giup-dan",
        "Ngày thứ bảy về với dân",
        date(2026, 12, 1),
        begins=time(7, 30),
        ends=time(10),
        place="Thôn Đông",
    )
    return operations.start_series(
        scope=cast.product, said=said, recurrence=SATURDAYS, today=TODAY, to_on=date(2027, 2, 28), **more
    )


def test_another_reader_finds_each_day_at_its_hour_and_place_and_no_other(cast: Cast) -> None:
    series = make_saturdays(cast)
    read = vobject.readOne(fetched(token(cast.lan, str(cast.units["an-phuc"].uuid))).decode())
    found = sorted(one.dtstart.value.astimezone(HANOI) for one in read.vevent_list)
    days = [date(2026, 12, 5), date(2026, 12, 19), date(2027, 1, 2), date(2027, 1, 16), date(2027, 2, 6)]
    days.append(date(2027, 2, 20))
    assert found == [datetime.combine(day, time(7, 30), HANOI) for day in days]
    assert {one.uid.value for one in read.vevent_list} == {uid(one) for one in series.activities.all()}
    first = read.vevent_list[0]
    assert first.dtend.value - first.dtstart.value == timedelta(hours=2, minutes=30)
    assert (first.summary.value, first.location.value) == ("Ngày thứ bảy về với dân", "Thôn Đông")
    assert (first.status.value, first.sequence.value) == ("CONFIRMED", "0")
    assert first.valarm.trigger.value == timedelta(hours=-2)


def test_what_is_moved_put_off_called_off_or_changed_is_the_same_event_with_a_higher_number(cast: Cast) -> None:
    series = make_saturdays(cast)
    first, second, third, fourth, *_ = series.activities.order_by("slot_on")
    secret = token(cast.lan, str(cast.units["an-phuc"].uuid))
    before = events(secret)
    act: dict[str, Any] = {"scope": cast.product, "today": TODAY, "note": "Bão số 9"}
    operations.advance(activity=first, verb="move", on=date(2026, 12, 6), **act)
    operations.advance(activity=second, verb="cancel", **act)
    operations.advance(activity=third, verb="postpone", **act)
    later = ActivitySaid(series.unit, "ngay-giup-dan", "Ngày thứ bảy về với dân", fourth.from_on, begins=time(14))
    operations.change_from(scope=cast.product, activity=fourth, said=later, today=TODAY)
    after = events(secret)
    assert after.keys() == before.keys()
    assert all(after[name]["sequence"] == before[name]["sequence"] + 1 for name in after)
    assert after[uid(first)]["dtstart"].dt == datetime(2026, 12, 6, 7, 30, tzinfo=HANOI)
    assert after[uid(fourth)]["dtstart"].dt == datetime(2027, 1, 16, 14, tzinfo=HANOI)
    assert "DTEND" not in after[uid(fourth)], "no end was said, and none is made up"
    said = {name: (str(one["status"]), str(one["summary"])) for name, one in after.items()}
    assert said[uid(first)] == ("CONFIRMED", "Ngày thứ bảy về với dân")
    assert said[uid(second)] == ("CANCELLED", "Đã hủy: Ngày thứ bảy về với dân")
    assert said[uid(third)] == ("CANCELLED", "Đã hoãn, chưa có ngày mới: Ngày thứ bảy về với dân")
    assert not after[uid(second)].walk("VALARM")
    operations.advance(activity=third, verb="move", on=date(2027, 1, 9), **act)
    again = events(secret)[uid(third)]
    assert (str(again["status"]), again["dtstart"].dt.date(), again["sequence"]) == ("CONFIRMED", date(2027, 1, 9), 2)


def test_another_pattern_leaves_shared_days_the_same_events_and_calls_the_rest_off(cast: Cast) -> None:
    series = make_saturdays(cast)
    third = series.activities.get(slot_on=date(2027, 1, 2))
    secret = token(cast.lan, str(cast.units["an-phuc"].uuid))
    before = set(events(secret))
    operations.change_from(
        scope=cast.product,
        activity=third,
        said=ActivitySaid(series.unit, "ngay-giup-dan", "Ngày thứ bảy về với dân", third.from_on),
        today=TODAY,
        recurrence=Recurrence("weeks", weekday=5, weeks=(1,)),
    )
    after = events(secret)
    assert set(after) == before
    off = {one["dtstart"].dt for one in after.values() if one["status"] == "CANCELLED"}
    assert off == {date(2027, 1, 16), date(2027, 2, 20)}


def test_a_day_without_an_hour_lasts_the_day_and_several_days_last_them_all(cast: Cast) -> None:
    day = make_activity(cast, "an-phuc", "lao-dong", date(2026, 12, 1), title="Ra quân")
    several = make_activity(
        cast, "an-phuc", "hoi-nghi-hoc-tap", date(2026, 12, 8), title="Tập huấn", to_on=date(2026, 12, 10)
    )
    timed = make_activity(
        cast,
        "an-phuc",
        "hoi-thi",
        date(2026, 12, 14),
        title="Hội thi",
        to_on=date(2026, 12, 15),
        begins=time(8),
    )
    found = events(token(cast.lan, str(cast.units["an-phuc"].uuid)))
    assert (found[uid(day)]["dtstart"].dt, found[uid(day)]["dtend"].dt) == (date(2026, 12, 1), date(2026, 12, 2))
    assert found[uid(several)]["dtend"].dt == date(2026, 12, 11), "a day ends where the next begins"
    assert found[uid(timed)]["dtend"].dt == datetime(2026, 12, 16, tzinfo=HANOI)


def test_ones_own_calendar_has_what_one_is_expected_at_or_signed_up_for(cast: Cast) -> None:
    people = make_members(cast)
    user = account(cast, "member", people[1])
    secret = token(user)
    meeting = make_activity(cast, on=date(2026, 12, 5), title="Sinh hoạt chi bộ tháng 12")
    make_activity(cast, "an-phuc", on=date(2026, 12, 6), title="Họp của nơi khác")
    help_ = make_activity(cast, kind="lao-dong", on=date(2026, 12, 7), title="Dọn mương")
    assert set(events(secret)) == {uid(meeting)}
    operations.sign_up(scope=cast.product, activity=help_, people=[people[1]], today=TODAY)
    assert set(events(secret)) == {uid(meeting), uid(help_)}
    operations.sign_up(scope=cast.product, activity=help_, people=[people[1]], today=TODAY, is_coming=False)
    assert set(events(secret)) == {uid(meeting)}


def test_a_unit_that_one_may_not_read_gives_nothing(cast: Cast) -> None:
    make_activity(cast, "tan-loi", on=date(2026, 12, 5), title="Của xã bên")
    mine = make_activity(cast, "an-phuc", on=date(2026, 12, 5), title="Của xã mình")
    assert set(events(token(cast.lan, str(cast.units["an-phuc"].uuid)))) == {uid(mine)}


def test_the_desk_shows_what_comes_and_neither_what_was_held_nor_what_is_off(cast: Cast) -> None:
    people = make_members(cast)
    client = Client()
    client.force_login(account(cast, "branch_secretary", people[0]))
    make_activity(cast, on=date(2026, 12, 5), title="Sinh hoạt tháng 12", begins=time(19, 30), place="Nhà văn hóa")
    off = make_activity(cast, on=date(2026, 12, 6), title="Họp đã hủy")
    operations.advance(scope=cast.product, activity=off, verb="cancel", today=TODAY, note="Trùng")
    tick(cast, make_activity(cast, on=TODAY, title="Họp sáng nay"), {people[0]: CAME})
    make_activity(cast, on=date(2026, 11, 1), title="Họp hôm trước")
    text = page(client, reverse("desk:home"))
    assert "Sinh hoạt tháng 12" in text
    assert "05/12/2026, 19:30 · Nhà văn hóa" in text
    for title in ("Họp đã hủy", "Họp sáng nay", "Họp hôm trước"):
        assert title not in text


def test_a_calendar_of_fifty_activities_takes_as_many_queries_as_one_of_five(cast: Cast) -> None:
    people = make_members(cast)
    user = account(cast, "branch_secretary", people[0])
    own, of_unit = token(user), token(user, str(cast.units["cb-dong"].uuid))

    def cost(secret: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            fetched(secret)
        return len(asked)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            make_activity(cast, on=TODAY + timedelta(days=number), title=f"Họp {number}")

    more(1, 6)
    fetched(own)
    fetched(of_unit)
    few = cost(own), cost(of_unit)
    more(6, 51)
    assert (cost(own), cost(of_unit)) == few
    assert len(events(own)) == len(events(of_unit)) == 50


def test_a_stopped_address_says_so_and_is_no_guess_however_often_it_is_asked(cast: Cast) -> None:
    secret = token(cast.lan)
    feed = cast.lan.feeds.get()
    accounts.end_feed(scope=cast.scope(cast.lan), feed=feed, at=timezone.now())
    where = reverse("desk:calendar", args=[secret])
    codes = {Client().get(where).status_code for _ in range(throttle.MOST_MISSES + 5)}
    assert codes == {410}
    other = token(cast.minh)
    assert Client().get(reverse("desk:calendar", args=[other])).status_code == 200

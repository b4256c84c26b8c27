"""Bình Nghĩa, 2019: "Saturday with the people", as the commune plans it, signs up for it, and holds it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import time_machine
import vobject  # type: ignore[import-untyped]
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account, make_feed
from lantoa.activities import operations, queries
from lantoa.activities.models import Activity, Raised
from lantoa.common.periods import Period
from lantoa.indicators import queries as figures
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as rights
from lantoa.organisations.models import Person, Unit
from tests.browsing import page
from tests.cast import Cast
from tests.organisations.rosters import name_of
from tests.systems.places import BEFORE, district, place

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BEGUN = date(2019, 1, 2)
CADRES = 21
HAMLETS, OFFICE = "Ngày thứ bảy với dân: xuống thôn", "Ngày thứ bảy với dân: tại trụ sở"


def committee(cast: Cast) -> tuple[Unit, list[Person]]:
    """The People's Committee of the commune with its cadres, and whoever came to serve there later."""
    above = district(cast, "binh-luc", "Bình Lục", "Hà Nam")
    commune = place(cast, "xa-binh-nghia", "Xã Bình Nghĩa", "commune", above)
    unit = place(cast, "ub-binh-nghia", "Ủy ban nhân dân xã Bình Nghĩa", "peoples_committee", commune)
    people = []
    for number in range(CADRES + 1):
        person = organisations.add_person(scope=cast.product, full_name=name_of(number), unit=unit)
        on = BEFORE if number < CADRES else date(2019, 6, 1)
        organisations.join_unit(scope=cast.product, person=person, unit=unit, kind="cadre", on=on)
        people.append(person)
    return unit, people


@time_machine.travel(datetime(2019, 1, 2, 2, tzinfo=UTC), tick=False)
def test_bn3_two_saturdays_in_the_hamlets_two_at_the_office_with_sign_up_attendance_calendar_and_what_people_raised(
    cast: Cast,
) -> None:
    unit, people = committee(cast)
    user = make_account(username="can-bo-xa", full_name=people[0].full_name, password=None)
    organisations.grant(scope=cast.product, user=user, unit=unit, role="clerk", on=BEFORE, person=people[0])
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    ask = reverse("activities:new_series") + "?loai=ngay-giup-dan"
    for title, weeks, where in ((HAMLETS, ["1", "3"], "Các thôn"), (OFFICE, ["2", "4"], "Trụ sở Ủy ban")):
        given: dict[str, Any] = {"uuid": str(uuid4()), "title": title, "from_on": "1/1/2019", "until": "31/12/2019"}
        given |= {"pattern": "weeks", "weekday": "5", "weeks": weeks, "begins": "7h", "ends": "10h30", "place": where}
        assert client.post(ask, given).status_code == 302
    hamlets = queries.activities().filter(title=HAMLETS).order_by("from_on")
    office = queries.activities().filter(title=OFFICE).order_by("from_on")
    days = {one.from_on for one in (*hamlets, *office)}
    assert (hamlets.count(), office.count(), len(days)) == (24, 24, 48)
    assert {day.weekday() for day in days} == {5}
    every = {(day.year, day.month) for day in days}
    assert all(sum((day.year, day.month) == month for day in days) == 4 for month in every)

    # 100 % of the cadres register: each for the first day in the hamlets, entered by the office on their behalf.
    first, second = hamlets[0], hamlets[1]
    signed = {"people": [str(person.uuid) for person in people[:CADRES]]}
    client.post(reverse("activities:sign_up", args=[first.uuid]), signed)
    assert f"{CADRES} trên {CADRES}" in page(client, reverse("activities:activity", args=[first.uuid]))

    # One falls on a meeting of the district: moved; one lies in the days before Tết: called off.
    act: dict[str, Any] = {"scope": cast.product, "today": BEGUN}
    operations.advance(activity=second, verb="move", note="Trùng hội nghị huyện", on=date(2019, 1, 20), **act)
    off = hamlets.get(from_on=date(2019, 2, 2))
    operations.advance(activity=off, verb="cancel", note="Nghỉ Tết", **act)

    # A calendar program of somebody else reads the very same days, each once, with the one called off.
    made = make_feed(
        scope=rights.scope_for(user, BEGUN), user=user, about=str(unit.uuid), instead_of=None, at=timezone.now()
    )
    answer = Client().get(reverse("desk:calendar", args=[made.token]))
    read = vobject.readOne(answer.content.decode())
    found = {one.uid.value: one for one in read.vevent_list}
    ours = list(queries.activities().filter(unit=unit))
    assert len(read.vevent_list) == len(found) == len(ours) == 48
    for one in ours:
        theirs = found[f"activity-{one.uuid}@localhost"]
        assert theirs.dtstart.value.astimezone(HANOI) == datetime.combine(one.from_on, time(7), HANOI)
        assert theirs.dtend.value - theirs.dtstart.value == timedelta(hours=3, minutes=30)
        assert (theirs.status.value == "CANCELLED") is (one.stage == "cancelled")
        assert theirs.sequence.value == str(one.turn)
    assert found[f"activity-{second.uuid}@localhost"].sequence.value == "1"
    assert found[f"activity-{off.uuid}@localhost"].summary.value == f"Đã hủy: {HAMLETS}"

    held(client, user, first, people)
    shown = page(client, reverse("activities:activity", args=[first.uuid]))
    for words in ("20/20 người phải dự (100%)", "1 người vắng có lý do", "63 khách", "Mương thôn 3 tắc"):
        assert words in shown, words
    # Who came to serve in June stands in no denominator of January.
    view = figures.View(Period.parse("2019-01"))
    commune = rights.unit("xa-binh-nghia", BEGUN).pk
    codes = ("hoat-dong--ngay-giup-dan", "luot-du-trong-dien", "luot-phai-du", "luot-du")
    counted = [figures.figure(figures.indicator(code), commune, view).in_period for code in codes]
    assert [one.point for one in counted if one] == [1, 20, 20, 83]
    july = hamlets.get(from_on=date(2019, 7, 6))
    assert len(queries.expected(queries.kind(july), unit.pk, july.from_on)) == CADRES + 1


def held(client: Client, user: User, first: Activity, people: list[Person]) -> None:
    """Who came is ticked, what people raised is written down and kept for the register of matters."""
    with time_machine.travel(datetime(2019, 1, 5, 5, tzinfo=UTC), tick=False):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        ticks = {"uuid": str(uuid4()), "form": "direct", "guests": "63", f"how_{people[20].uuid}": "vang:Đi công tác"}
        ticks |= {f"came_{person.uuid}": "on" for person in people[:20]}
        assert client.post(reverse("activities:roster", args=[first.uuid]), ticks).status_code == 302
        raised = {"uuid": str(uuid4()), "words": "Mương thôn 3 tắc, nước tràn vào ruộng", "where": "Thôn 3"}
        for _ in range(2):
            assert client.post(reverse("activities:raised", args=[first.uuid]), raised).status_code == 302
    assert Raised.objects.filter(activity=first, is_withdrawn=False).values_list("words", "where").get() == (
        "Mương thôn 3 tắc, nước tràn vào ruộng",
        "Thôn 3",
    )

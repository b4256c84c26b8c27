"""The pages: who came is written down, forms survive what happens in the field, lists do not grow in queries."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.activities import operations, queries
from lantoa.activities.models import Activity, Attendance, Entry, Series, Tally
from lantoa.activities.operations import EntrySaid, PersonSaid
from lantoa.activities.rules.counting import Count
from tests.activities.making import CAME, make_activity, tick, total
from tests.browsing import page, queries_of, signed_in
from tests.cast import Cast
from tests.files.test_photos import with_camera
from tests.pledges.making import account, make_members

pytestmark = pytest.mark.usefixtures("on_todays_morning")


def secretary(cast: Cast, many: int = 3) -> tuple[Client, list[Any]]:
    people = make_members(cast, many)
    client = Client()
    client.force_login(account(cast, "branch_secretary", people[0]))
    return client, people


def address(name: str, one: Any, *more: Any) -> str:
    return reverse(f"activities:{name}", args=[one.uuid, *more])


def test_a_branch_meeting_is_written_down_and_everybody_ticked(cast: Cast) -> None:
    client, people = secretary(cast)
    kinds = page(client, reverse("activities:new"))
    assert "Sinh hoạt chi bộ" in kinds
    asked = reverse("activities:new") + "?loai=sinh-hoat-chi-bo"
    assert "Sinh hoạt chi bộ tháng 11/2026" in page(client, asked)
    given = {"uuid": str(uuid4()), "title": "Sinh hoạt chi bộ tháng 11/2026", "from_on": "5/11/2026", "begins": "19h30"}
    for _ in range(2):
        answer = client.post(asked, given | {"count": "1"})
    one = Activity.objects.get()
    assert answer["Location"] == address("roster", one)
    roster = page(client, address("roster", one))
    assert all(person.full_name in roster for person in people)
    assert "checked" not in roster.split('class="roster"')[1]
    ticks: dict[str, str] = {
        "uuid": str(uuid4()),
        "form": "direct",
        f"came_{people[0].uuid}": "on",
        f"how_{people[1].uuid}": "vang:Ốm đau",
        f"why_{people[1].uuid}": "nằm viện",
    }
    for _ in range(2):
        assert client.post(address("roster", one), ticks).status_code == 302
    assert Tally.objects.get().count == Count(3, 1, 1)
    assert Attendance.objects.get(state="excused").reason == "Ốm đau: nằm viện"
    shown = page(client, address("activity", one))
    assert "1/2 người phải dự (50%)" in shown
    again = page(client, address("roster", one))
    assert again.count("checked") == 1
    assert "nằm viện" in again


def test_all_are_ticked_by_a_button_without_a_script(cast: Cast) -> None:
    client, people = secretary(cast)
    one = make_activity(cast)
    uuid = str(uuid4())
    answer = client.post(address("roster", one), {"uuid": uuid, "form": "online", "guests": "4", "select": "all"})
    text = answer.content.decode()
    assert text.count("checked") == len(people)
    assert uuid in text
    assert 'value="4"' in text
    assert not Tally.objects.exists()


def test_a_kept_form_hears_where_to_go_and_a_lost_session_keeps_it(cast: Cast) -> None:
    client, people = secretary(cast)
    one = make_activity(cast)
    given = {"uuid": str(uuid4()), "form": "direct", f"came_{people[0].uuid}": "on"}
    answer = client.post(address("roster", one), given, headers={"X-Kept": "1"})
    assert (answer.status_code, answer["X-Kept-To"]) == (204, address("activity", one))
    assert "X-Kept-Stays" not in answer
    assert "1 người có mặt" in page(client, answer["X-Kept-To"])
    client.logout()
    answer = client.post(address("roster", one), given, headers={"X-Kept": "1"})
    assert answer["X-Kept-Stays"] == "1"


def test_a_send_of_which_nobody_knew_whether_it_arrived_may_be_corrected(cast: Cast) -> None:
    client, people = secretary(cast)
    one = make_activity(cast)
    lost = str(uuid4())
    client.post(address("roster", one), {"uuid": lost, "form": "direct", f"came_{people[0].uuid}": "on"})
    given = {"uuid": str(uuid4()), "tried": f"{lost} gì-đó", "form": "direct", f"came_{people[1].uuid}": "on"}
    assert client.post(address("roster", one), given).status_code == 302
    assert Attendance.objects.get(state="came").person == people[1]
    answer = client.post(address("roster", one), given | {"uuid": str(uuid4()), "tried": ""})
    assert answer.status_code == 422
    assert "mở lại trang" in answer.content.decode()


def test_bad_input_keeps_what_was_typed(cast: Cast) -> None:
    client, _people = secretary(cast)
    asked = reverse("activities:new") + "?loai=sinh-hoat-chi-bo"
    answer = client.post(asked, {"uuid": "x", "title": "Họp bất thường", "from_on": "31/2/2026", "begins": "25h"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Họp bất thường" in text
    assert "7h30 hoặc 19:30" in text
    one = make_activity(cast)
    answer = client.post(address("total", one), {"uuid": str(uuid4()), "unit": "", "expected": "mười"})
    assert answer.status_code == 422
    for name, given in {"reasoned": {"note": ""}, "raised": {}, "minutes": {"minutes": "MẬT\nx"}, "attach": {}}.items():
        where = address(name, one, "huy") if name == "reasoned" else address(name, one)
        assert client.post(where, given).status_code == 422, name


def test_totals_of_several_units_stand_with_sums_by_kind_of_unit(cast: Cast) -> None:
    one = make_activity(cast, "an-phuc", "hoi-nghi-hoc-tap", title="Học tập nghị quyết")
    lan = signed_in(cast, "lan")
    for code, numbers in {"an-phuc-1": ("100", "60", "27"), "an-phuc": ("40", "39", "0")}.items():
        unit = cast.units[code]
        given = {"uuid": str(uuid4()), "unit": str(unit.uuid), "who": "Cán bộ, đảng viên", "expected": numbers[0]}
        given |= {"direct": numbers[1], "television": numbers[2]}
        assert lan.post(address("total", one), given).status_code == 302
    shown = page(lan, address("activity", one))
    for words in ("87/100 người phải dự (87%)", "39/40 người phải dự (97,5%)", "90%", "Truyền hình"[0:2]):
        assert words in shown
    edit = page(lan, address("total", one), **{"don-vi": str(cast.units["an-phuc"].uuid)})
    assert 'value="39"' in edit
    listed = page(lan, reverse("activities:list"))
    assert "126" in listed
    assert lan.get(reverse("activities:workbook")).status_code == 200


def test_names_minutes_and_files_are_for_the_unit_numbers_for_whoever_reads(cast: Cast) -> None:
    people = make_members(cast)
    one = make_activity(cast)
    tick(cast, one, {people[0]: CAME})
    operations.write_minutes(scope=cast.product, activity=one, text="Đồng chí A phát biểu")
    kept = operations.attach(scope=cast.product, activity=one, role="photo", name="a.jpg", data=with_camera())
    reader = account(cast, "reader", None)
    client = Client()
    client.force_login(reader)
    shown = page(client, address("activity", one))
    assert "1/3 người phải dự" in shown
    assert people[1].full_name not in shown
    assert "phát biểu" not in shown
    assert client.get(address("file", one, kept.uuid)).status_code == 404
    own = Client()
    own.force_login(account(cast, "branch_secretary", people[0]))
    assert people[1].full_name in page(own, address("activity", one))
    answer = own.get(address("file", one, kept.uuid))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")


def test_a_series_is_made_by_words_and_changed_from_one_day_on(cast: Cast) -> None:
    lan = signed_in(cast, "lan")
    asked = reverse("activities:new_series") + "?loai=ngay-giup-dan"
    given: dict[str, Any] = {"uuid": str(uuid4()), "title": "Ngày thứ bảy về với dân", "from_on": "1/12/2026"}
    given |= {"pattern": "weeks", "weekday": "5", "weeks": ["1", "3"], "until": "28/2/2027"}
    assert lan.post(asked, given | {"weeks": []}).status_code == 422
    for _ in range(2):
        assert lan.post(asked, given).status_code == 302
    series = Series.objects.get()
    shown = page(lan, address("series", series))
    assert "thứ bảy tuần 1 và tuần 3 mỗi tháng" in shown
    second = series.activities.order_by("slot_on")[1]
    assert 'name="weeks" value="3"' in page(lan, address("change_from", second))
    change = given | {"begins": "7h", "weeks": ["1", "3"]}
    assert lan.post(address("change_from", second), change).status_code == 302
    assert series.activities.order_by("slot_on").first().begins is None  # type: ignore[union-attr]
    month = page(lan, reverse("activities:calendar"), thang="2026-12")
    assert month.count("Ngày thứ bảy về với dân") == 2
    assert "07:00" in month
    lan.post(address("end_series", series), {"last_on": "31/12/2026", "note": "Sáp nhập"})
    assert series.activities.filter(stage="cancelled").count() == 4


def test_people_sign_up_by_their_own_page(cast: Cast) -> None:
    people = make_members(cast)
    one = make_activity(cast, on=date(2026, 12, 5))
    client = Client()
    client.force_login(account(cast, "member", people[1]))
    assert "Tôi sẽ tham gia" in page(client, address("activity", one))
    client.post(address("sign_up", one))
    assert "Tôi không tham gia được" in page(client, address("activity", one))
    assert list(queries.signed_up(one.pk)) == [people[1].pk]
    client.post(address("sign_up", one), {"people": str(people[2].uuid)})
    assert list(queries.signed_up(one.pk)) == [people[1].pk]


def test_a_contest_is_scored_ranked_and_awarded(cast: Cast) -> None:
    one = make_activity(cast, "an-phuc", "hoi-thi", title="Kể chuyện Bác Hồ", is_held=True)
    lan = signed_in(cast, "lan")
    lan.post(address("set_up", one), {"jurors": "Ông Ba\nBà Tư", "criteria": "Nội dung: 5\nTruyền cảm: 5"})
    for name in ("Em Lài", "Em Sen"):
        lan.post(address("entry", one), {"uuid": str(uuid4()), "by_words": name, "title": f"Chuyện của {name}"})
    sheet = queries.sheet(one)
    for juror in sheet.jurors:
        fields = {
            f"{entry.uuid}_{criterion.uuid}": "4,5" if entry.by_words == "Em Lài" else "4"
            for entry in sheet.entries
            for criterion in sheet.criteria
        }
        assert lan.post(address("scores", one, juror.uuid), fields | {next(iter(fields)): "5,1"}).status_code == 422
        assert lan.post(address("scores", one, juror.uuid), fields).status_code == 302
    first = Entry.objects.get(by_words="Em Lài")
    lan.post(address("award", one), {f"prize_{first.uuid}": "Giải Nhất"})
    shown = page(lan, address("contest", one))
    assert shown.index("Em Lài") < shown.index("Em Sen")
    assert "Giải Nhất" in shown
    assert queries.sheet(one).is_final


def test_pages_take_as_many_queries_for_many_as_for_few(cast: Cast) -> None:
    people = make_members(cast)
    lan = signed_in(cast, "lan")
    for month in range(1, 4):
        tick(cast, make_activity(cast, on=date(2026, month, 5)), {people[0]: CAME})
    listed, calendar = reverse("activities:list"), reverse("activities:calendar") + "?thang=2026-05"
    speakers = reverse("activities:speakers")
    contest = make_activity(cast, "an-phuc", "hoi-thi", title="Thi", is_held=True)
    operations.add_entry(scope=cast.product, activity=contest, said=EntrySaid(by_words="Một"))
    before = [queries_of(lan, where) for where in (listed, calendar, speakers, address("contest", contest))]
    for number in range(4, 30):
        one = make_activity(cast, on=date(2026, 5, number))
        if number % 2:
            tick(cast, one, {people[0]: CAME, people[1]: PersonSaid("excused", reason="Ốm")})
        else:
            total(cast, one, "cb-dong", Count(None, direct=4))
        operations.add_entry(scope=cast.product, activity=contest, said=EntrySaid(by_words=f"Bài {number}"))
    after = [queries_of(lan, where) for where in (listed, calendar, speakers, address("contest", contest))]
    assert after == before


def test_the_roster_takes_as_many_queries_for_forty_as_for_three(cast: Cast) -> None:
    client, _people = secretary(cast)
    one = make_activity(cast)
    few = queries_of(client, address("roster", one))
    make_members(cast, 37, at=3)
    assert queries_of(client, address("roster", one)) == few

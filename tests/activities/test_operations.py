"""What is written down of activities: stages, names and totals, series, what belongs to them."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest

from lantoa.activities import operations, queries
from lantoa.activities.models import Activity, Attendance, SignUp, Tally
from lantoa.activities.operations import ActivitySaid, PersonSaid, UnableToChangeActivity
from lantoa.activities.rules.counting import Count
from lantoa.activities.rules.recurrence import Recurrence
from lantoa.common.periods import Period
from lantoa.history.models import Event
from lantoa.indicators import queries as figures
from lantoa.organisations import operations as organisations
from tests.activities.making import CAME, make_activity, tick, total
from tests.cast import TODAY, Cast
from tests.files.test_photos import with_camera
from tests.pledges.making import account, acting, make_members

SICK = PersonSaid("excused", reason="Ốm đau")
SATURDAYS = Recurrence("weeks", weekday=5, weeks=(1, 3))


def figure(code: str, unit: int, year: int = 2026) -> Any:
    found = figures.figure(figures.indicator(code), unit, figures.View(Period.year(year))).in_period
    return None if found is None else found.point


def test_the_same_form_twice_makes_one_activity(cast: Cast) -> None:
    uuid = uuid4()
    assert make_activity(cast, uuid=uuid) == make_activity(cast, uuid=uuid)
    assert Activity.objects.count() == 1


def test_a_secretary_writes_down_their_own_branch_only(cast: Cast) -> None:
    people = make_members(cast)
    secretary = acting(account(cast, "branch_secretary", people[0]))
    one = make_activity(cast, scope=secretary)
    tick(cast, one, {people[0]: CAME}, scope=secretary)
    with pytest.raises(UnableToChangeActivity):
        make_activity(cast, "du-an-phuc", scope=secretary)
    member = acting(account(cast, "member", people[1]))
    with pytest.raises(UnableToChangeActivity):
        tick(cast, one, {people[0]: CAME}, scope=member)


def test_what_was_not_held_yet_cannot_be_counted(cast: Cast) -> None:
    make_members(cast)
    one = make_activity(cast, on=date(2026, 12, 5))
    with pytest.raises(UnableToChangeActivity, match="chưa đến"):
        tick(cast, one, {})
    operations.advance(scope=cast.product, activity=one, verb="cancel", today=TODAY, note="Trùng hội nghị của xã")
    with pytest.raises(UnableToChangeActivity, match="hủy"):
        operations.advance(scope=cast.product, activity=one, verb="hold", today=TODAY)


def test_a_verb_that_needs_a_reason_asks_for_it_and_the_steps_keep_it(cast: Cast) -> None:
    one = make_activity(cast, on=date(2026, 12, 5))
    with pytest.raises(UnableToChangeActivity, match="lý do"):
        operations.advance(scope=cast.product, activity=one, verb="postpone", today=TODAY)
    operations.advance(scope=cast.product, activity=one, verb="postpone", today=TODAY, note="Bão số 9")
    moved = operations.advance(
        scope=cast.product, activity=one, verb="move", today=TODAY, note="Hết bão", on=date(2026, 12, 12)
    )
    assert (moved.stage, moved.from_on, moved.to_on) == ("planned", date(2026, 12, 12), date(2026, 12, 12))
    steps = list(one.steps.order_by("pk").values_list("verb", "on", "note"))
    assert steps[-2:] == [("postpone", date(2026, 12, 5), "Bão số 9"), ("move", date(2026, 12, 12), "Hết bão")]


def test_names_are_counted_once_and_the_denominator_stays_what_it_was_on_that_day(cast: Cast) -> None:
    people = make_members(cast, 5)
    one = make_activity(cast)
    sending = uuid4()
    said = {people[0]: CAME, people[1]: CAME, people[2]: PersonSaid("came", "online"), people[3]: SICK}
    first = tick(cast, one, said, sending=sending)
    assert tick(cast, one, {}, sending=sending) == first
    assert first.count == Count(5, 1, 2, 1)
    assert first.count.absent == 1
    organisations.join_unit(
        scope=cast.product,
        person=organisations.add_person(scope=cast.product, full_name="Đến sau", unit=cast.units["cb-dong"]),
        unit=cast.units["cb-dong"],
        on=date(2026, 11, 20),
    )
    assert Tally.objects.get().expected == 5
    assert Event.objects.filter(record=one.uuid, verb="count").count() == 1
    one.refresh_from_db()
    assert one.stage == "held"


def test_who_counted_in_the_meantime_is_not_overwritten(cast: Cast) -> None:
    people = make_members(cast)
    one = make_activity(cast)
    first = tick(cast, one, {people[0]: CAME})
    with pytest.raises(UnableToChangeActivity, match="mở lại trang"):
        tick(cast, one, {people[1]: CAME})
    tick(cast, one, {people[1]: CAME}, before=[first.sending])
    assert Attendance.objects.get(activity=one, state="came").person == people[1]


def test_a_unit_is_never_counted_by_name_and_by_total(cast: Cast) -> None:
    people = make_members(cast)
    one = make_activity(cast)
    tick(cast, one, {people[0]: CAME})
    with pytest.raises(UnableToChangeActivity, match="tính hai lần"):
        total(cast, one, "cb-dong", Count(10, 0, 9))
    other = make_activity(cast, on=date(2026, 10, 5))
    total(cast, other, "cb-dong", Count(10, 0, 9))
    with pytest.raises(UnableToChangeActivity, match="tổng số"):
        tick(cast, other, {people[0]: CAME})


def test_totals_are_of_the_unit_or_below_and_no_more_come_than_should(cast: Cast) -> None:
    one = make_activity(cast, "an-phuc", "hoi-nghi-hoc-tap", title="Học tập nghị quyết")
    total(cast, one, "an-phuc-1", Count(100, 4, 60, 20, 5, 3), "Đảng viên thôn Đông")
    with pytest.raises(UnableToChangeActivity, match="bên dưới"):
        total(cast, one, "tan-loi", Count(10, 0, 9))
    with pytest.raises(UnableToChangeActivity, match="số khách"):
        total(cast, one, "an-phuc", Count(10, 2, 9))
    assert (figure("luot-du", cast.units["an-phuc"].pk), figure("luot-phai-du", cast.units["vn"].pk)) == (88, 96)


def test_facts_follow_what_is_corrected_and_go_when_it_was_not_held(cast: Cast) -> None:
    people = make_members(cast, 4)
    unit = cast.units["cb-dong"].pk
    one = make_activity(cast)
    first = tick(cast, one, dict.fromkeys(people, CAME), guests=2)
    assert (figure("hoat-dong", unit), figure("luot-du", unit), figure("luot-du-trong-dien", unit)) == (1, 6, 4)
    assert figure("hoat-dong--sinh-hoat-chi-bo", unit) == 1
    tick(cast, one, {people[0]: CAME, people[1]: SICK}, before=[first.sending])
    assert (figure("luot-du", unit), figure("luot-phai-du", unit)) == (1, 3)
    assert (figure("luot-du--truc-tiep", unit), figure("luot-vang-co-ly-do", unit)) == (1, 1)
    facts = {fact.indicator.code for fact in figures.facts_of_source("activity", [one.uuid])}
    assert "luot-du--khach" not in facts
    operations.advance(scope=cast.product, activity=one, verb="reopen", today=TODAY, note="Ghi nhầm tháng")
    assert not figures.facts_of_source("activity", [one.uuid]).exists()
    operations.advance(scope=cast.product, activity=one, verb="hold", today=TODAY)
    assert figure("luot-du", unit) == 1


def test_a_count_is_taken_back_with_a_reason_and_its_numbers_stay_in_the_history(cast: Cast) -> None:
    people = make_members(cast)
    one = make_activity(cast)
    tick(cast, one, {people[0]: CAME})
    unit = cast.units["cb-dong"]
    with pytest.raises(UnableToChangeActivity, match="lý do"):
        operations.withdraw_total(scope=cast.product, activity=one, unit=unit, why=" ")
    operations.withdraw_total(scope=cast.product, activity=one, unit=unit, why="Ghi nhầm buổi")
    assert not Attendance.objects.exists()
    event = Event.objects.get(record=one.uuid, verb="withdraw_count")
    assert event.payload.data["direct"] == 1
    total(cast, one, "cb-dong", Count(3, 0, 2))


def test_self_criticism_takes_no_content_at_all(cast: Cast) -> None:
    people = make_members(cast)
    one = make_activity(cast, kind="kiem-diem", title="Kiểm điểm năm 2026", about="lời", led_by="Bí thư Chi bộ")
    assert (one.about, one.led_by) == ("", "Bí thư Chi bộ")
    tick(cast, one, {people[0]: CAME})
    with pytest.raises(UnableToChangeActivity, match="không ghi nội dung"):
        operations.write_minutes(scope=cast.product, activity=one, text="ai nói gì")
    with pytest.raises(UnableToChangeActivity, match="không ghi nội dung"):
        operations.attach(scope=cast.product, activity=one, role="minutes", name="a.txt", data=b"x")


def test_a_photo_is_kept_without_what_the_camera_wrote_and_a_secret_file_is_not(cast: Cast) -> None:
    one = make_activity(cast)
    kept = operations.attach(scope=cast.product, activity=one, role="photo", name="a.jpg", data=with_camera())
    assert kept.file.media_type == "image/jpeg"
    with pytest.raises(UnableToChangeActivity, match="độ mật"):
        operations.attach(
            scope=cast.product, activity=one, role="minutes", name="a.txt", data="MẬT\nBiên bản họp".encode()
        )
    with pytest.raises(UnableToChangeActivity, match="rỗng"):
        operations.attach(scope=cast.product, activity=one, role="minutes", name="a.txt", data=b" ")


def test_a_series_makes_its_days_and_this_one_or_all_that_follow_are_changed(cast: Cast) -> None:
    said = ActivitySaid(
        cast.units["an-phuc"], "ngay-giup-dan", "Ngày thứ bảy về với dân", date(2026, 11, 1), begins=time(7, 30)
    )
    uuid = uuid4()
    given: dict[str, Any] = {"scope": cast.product, "said": said, "recurrence": SATURDAYS, "today": TODAY}
    series = operations.start_series(**given, to_on=date(2027, 1, 31), uuid=uuid)
    assert operations.start_series(**given, uuid=uuid) == series
    rows = list(series.activities.order_by("slot_on"))
    assert [row.slot_on for row in rows] == [
        date(2026, 11, 7),
        date(2026, 11, 21),
        date(2026, 12, 5),
        date(2026, 12, 19),
        date(2027, 1, 2),
        date(2027, 1, 16),
    ]
    # One is moved by itself, one cancelled; then the hour changes from the third on.
    operations.advance(
        scope=cast.product, activity=rows[3], verb="move", today=TODAY, note="Bận họp", on=date(2026, 12, 20)
    )
    operations.advance(scope=cast.product, activity=rows[4], verb="cancel", today=TODAY, note="Nghỉ Tết dương lịch")
    later = ActivitySaid(said.unit, said.kind, said.title, rows[2].from_on, begins=time(14))
    assert operations.change_from(scope=cast.product, activity=rows[2], said=later, today=TODAY) == 2
    hours = dict(series.activities.values_list("slot_on", "begins"))
    assert hours[date(2026, 11, 7)] == hours[date(2026, 12, 19)] == time(7, 30)
    assert hours[date(2026, 12, 5)] == hours[date(2027, 1, 16)] == time(14)


def test_another_rule_from_a_day_on_keeps_the_days_that_both_have_and_cancels_the_rest(cast: Cast) -> None:
    said = ActivitySaid(cast.units["an-phuc"], "ngay-giup-dan", "Ngày thứ bảy về với dân", date(2026, 11, 1))
    series = operations.start_series(
        scope=cast.product, said=said, recurrence=SATURDAYS, today=TODAY, to_on=date(2027, 1, 31)
    )
    third = series.activities.get(slot_on=date(2026, 12, 5))
    anew = Recurrence("weeks", weekday=5, weeks=(1,))
    operations.change_from(
        scope=cast.product,
        activity=third,
        said=ActivitySaid(said.unit, said.kind, said.title, third.from_on),
        today=TODAY,
        recurrence=anew,
    )
    third.refresh_from_db()
    assert third.series is not None
    assert (third.series.continues, third.stage) == (series, "planned")
    stages = dict(Activity.objects.values_list("slot_on", "stage"))
    assert stages[date(2026, 12, 19)] == stages[date(2027, 1, 16)] == "cancelled"
    assert stages[date(2027, 1, 2)] == "planned"
    assert Activity.objects.count() == 6
    series.refresh_from_db()
    assert series.to_on == date(2026, 12, 4)
    assert (
        operations.end_series(
            scope=cast.product, series=third.series, last_on=date(2026, 12, 31), why="Sáp nhập", today=TODAY
        )
        == 1
    )


def test_a_day_that_was_cancelled_by_itself_does_not_come_back_with_another_rule(cast: Cast) -> None:
    said = ActivitySaid(cast.units["an-phuc"], "ngay-giup-dan", "Ngày thứ bảy về với dân", date(2026, 11, 1))
    end = date(2027, 1, 31)
    series = operations.start_series(scope=cast.product, said=said, recurrence=SATURDAYS, today=TODAY, to_on=end)
    new_year = series.activities.get(slot_on=date(2027, 1, 2))
    operations.advance(scope=cast.product, activity=new_year, verb="cancel", today=TODAY, note="Nghỉ Tết dương lịch")
    third = series.activities.get(slot_on=date(2026, 12, 5))
    anew = ActivitySaid(said.unit, said.kind, said.title, third.from_on)
    first_ones = Recurrence("weeks", weekday=5, weeks=(1,))
    operations.change_from(scope=cast.product, activity=third, said=anew, today=TODAY, recurrence=first_ones)
    assert list(Activity.objects.filter(slot_on=date(2027, 1, 2)).values_list("stage", flat=True)) == ["cancelled"]


def test_a_weekly_series_is_made_longer_year_after_year(cast: Cast) -> None:
    said = ActivitySaid(cast.units["cb-dong"], "sinh-hoat-chi-bo", "Giao ban tuần", TODAY)
    series = operations.start_series(
        scope=cast.product, said=said, recurrence=Recurrence("weekly", weekday=0), today=TODAY
    )
    days = [date(2027 + year, 11, 1) for year in range(5)]
    made = [operations.extend_series(scope=cast.product, series=series, today=day) for day in days]
    assert all(45 <= one <= 60 for one in made), made


def test_a_series_without_an_end_is_made_longer_by_a_press(cast: Cast) -> None:
    said = ActivitySaid(cast.units["cb-dong"], "sinh-hoat-chi-bo", "Sinh hoạt chi bộ", TODAY)
    monthly = Recurrence("monthly", day=5)
    series = operations.start_series(scope=cast.product, said=said, recurrence=monthly, today=TODAY)
    assert series.activities.count() == 12
    assert operations.extend_series(scope=cast.product, series=series, today=date(2027, 11, 1)) == 12
    assert series.activities.values("slot_on").distinct().count() == 24


def test_people_sign_themselves_up_and_their_secretary_for_others(cast: Cast) -> None:
    people = make_members(cast)
    one = make_activity(cast, on=date(2026, 12, 5))
    member = acting(account(cast, "member", people[1]))
    secretary = acting(account(cast, "branch_secretary", people[0]))
    assert operations.sign_up(scope=member, activity=one, people=[people[1]], today=TODAY) == 1
    assert operations.sign_up(scope=member, activity=one, people=[people[1]], today=TODAY) == 0
    with pytest.raises(UnableToChangeActivity):
        operations.sign_up(scope=member, activity=one, people=[people[2]], today=TODAY)
    operations.sign_up(scope=secretary, activity=one, people=[people[2]], today=TODAY)
    assert dict(SignUp.objects.values_list("person", "is_on_behalf")) == {people[1].pk: False, people[2].pk: True}
    operations.sign_up(scope=member, activity=one, people=[people[1]], today=TODAY, is_coming=False)
    assert list(queries.signed_up(one.pk)) == [people[2].pk]


def test_what_people_raised_is_kept_where_people_raise_things(cast: Cast) -> None:
    one = make_activity(cast, "an-phuc", "gap-go-nhan-dan", title="Đối thoại với dân")
    uuid = uuid4()
    for _ in range(2):
        made = operations.raise_matter(
            scope=cast.product, activity=one, words="Cống thoát nước xóm 3 bị tắc", uuid=uuid
        )
    assert one.raised.get() == made
    with pytest.raises(UnableToChangeActivity):
        operations.raise_matter(scope=cast.product, activity=make_activity(cast), words="x")
    assert "Cống" not in str(Event.objects.filter(record=one.uuid, verb="raise").get().payload.data)


def test_a_persons_erasure_leaves_numbers_only(cast: Cast) -> None:
    people = make_members(cast)
    one = make_activity(cast)
    tick(cast, one, {people[0]: CAME, people[1]: SICK})
    assert operations.forget(scope=cast.product, people=[people[1]], about=uuid4()) == 1
    row = Attendance.objects.get(person=people[1])
    assert (row.state, "Ốm" in row.reason) == ("excused", False)
    assert Tally.objects.get().excused == 1

"""Deadlines begin, are extended, stop, and follow the calendar."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.common.scopes import Identity, Scope
from lantoa.history.queries import of_record
from lantoa.regulations import operations, queries, wording
from lantoa.regulations.models import CalendarChange, CalendarDay, Deadline, DeadlineMove
from lantoa.regulations.operations import (
    UnableToChangeCalendar,
    UnableToExtendDeadline,
    UnableToRegulate,
    UnableToStartDeadline,
    UnableToStopDeadline,
)
from tests.effort import examples
from tests.regulations.making import ADMIN, CLERK, day_off, plan, started, text

pytestmark = pytest.mark.django_db
NOV_20 = date(2026, 11, 20)


def begin(scope: Scope = CLERK, **said: object) -> Deadline:
    sample = {
        "source": Identity("request", uuid4()),
        "code": "privacy-requests",
        "key": "withdraw",
        "started_on": NOV_20,
        "label": "Rút lại sự đồng ý",
        "unit_id": 1,
    }
    return operations.start_deadline(scope=scope, **sample | said)  # type: ignore[arg-type]


def test_a_deadline_knows_the_version_of_its_rule_and_is_counted_from_the_next_day() -> None:
    one = begin()
    assert (one.days, one.counting, one.due_on) == (15, "calendar", date(2026, 12, 5))
    assert one.regulation == queries.on("privacy-requests", NOV_20)
    assert [act.verb for act in of_record("deadline", one.uuid)] == ["start"]
    assert begin(code="response-default", key="reply", started_on=date(2026, 11, 25)).due_on == date(2026, 12, 7)


def test_the_same_limit_of_the_same_record_runs_once() -> None:
    source = Identity("request", uuid4())
    one = begin(source=source)
    assert begin(source=source) == one
    with pytest.raises(UnableToStartDeadline, match="đang chạy từ 20/11/2026"):
        begin(source=source, started_on=date(2026, 11, 21))
    operations.stop_deadline(scope=CLERK, deadline=one, on=NOV_20, why="Người gửi rút yêu cầu")
    assert begin(source=source, started_on=date(2026, 11, 21)) != one
    assert [found.started_on.day for found in queries.of_source(source)] == [20, 21]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"unit_id": 99}, "không được ghi thời hạn"),
        ({"unit_id": None}, "không được ghi thời hạn"),
        ({"code": "none"}, "Chưa có quy định “none”"),
        ({"key": "nothing"}, "không có thời hạn"),
        ({"code": "privacy-breach", "key": "notify"}, "không có thời hạn tính theo ngày"),
        ({"started_on": date(2025, 12, 31)}, "có hiệu lực vào ngày 31/12/2025"),
        ({"started_on": date(2035, 12, 31), "key": "acknowledge"}, "lịch nghỉ lễ năm 2036"),
    ],
)
def test_what_cannot_be_counted_or_reached_is_refused(said: dict[str, object], words: str) -> None:
    with pytest.raises(UnableToStartDeadline, match=words):
        begin(**said)
    assert not Deadline.objects.exists()


def test_reading_alone_starts_nothing() -> None:
    with pytest.raises(UnableToStartDeadline):
        begin(Scope(None, "Người xem", reach={"read": None}))


def test_a_deadline_is_extended_as_often_and_as_long_as_its_rule_allows() -> None:
    one = begin()
    for days, why, on, words in [
        (16, "x", NOV_20, "từ 1 đến 15 ngày"),
        (0, "x", NOV_20, "từ 1 đến 15 ngày"),
        (5, " ", NOV_20, "lý do"),
        (5, "x", date(2026, 12, 6), "đã hết từ ngày 05/12/2026"),
    ]:
        with pytest.raises(UnableToExtendDeadline, match=words):
            operations.extend_deadline(scope=CLERK, deadline=one, days=days, why=why, on=on)
    more = operations.extend_deadline(scope=CLERK, deadline=one, days=10, why="Phải xác minh", on=date(2026, 12, 4))
    assert more.due_on == date(2026, 12, 15)
    with pytest.raises(UnableToExtendDeadline, match="chỉ cho gia hạn 1 lần"):
        operations.extend_deadline(scope=CLERK, deadline=one, days=1, why="Nữa", on=date(2026, 12, 4))
    with pytest.raises(UnableToExtendDeadline, match="không cho gia hạn"):
        operations.extend_deadline(scope=CLERK, deadline=begin(key="delete"), days=1, why="x", on=NOV_20)
    with pytest.raises(UnableToExtendDeadline, match="không được ghi"):
        operations.extend_deadline(scope=Scope(None, "Khác", reach={}), deadline=one, days=1, why="x", on=NOV_20)
    assert [act.verb for act in of_record("deadline", one.uuid)] == ["start", "extend"]


def test_a_deadline_stops_once_with_a_reason() -> None:
    one = begin()
    with pytest.raises(UnableToStopDeadline, match="vì sao"):
        operations.stop_deadline(scope=CLERK, deadline=one, on=NOV_20, why="")
    with pytest.raises(UnableToStopDeadline, match="20/11/2026"):
        operations.stop_deadline(scope=CLERK, deadline=one, on=date(2026, 11, 1), why="Xong")
    operations.stop_deadline(scope=CLERK, deadline=one, on=date(2026, 11, 30), why="Đã trả lời")
    with pytest.raises(UnableToStopDeadline, match="đã dừng"):
        operations.stop_deadline(scope=CLERK, deadline=one, on=date(2026, 11, 30), why="Lại")
    assert one in queries.running({1}, date(2026, 11, 29))
    assert one not in queries.running({1}, date(2026, 11, 30))


def test_lists_hold_what_runs_in_the_units_and_what_is_over() -> None:
    first, second, other = begin(key="acknowledge"), begin(), begin(unit_id=2)
    nowhere = begin(Scope(None, "Lan Tỏa", reach={"confirm": None}), unit_id=None)
    assert list(queries.running({1}, NOV_20)) == [first, second]
    assert set(queries.running(None, NOV_20)) == {first, second, other, nowhere}
    assert list(queries.overdue({1}, date(2026, 11, 26))) == [first]
    assert not queries.overdue({1}, date(2026, 11, 25)).exists()
    assert queries.of_sources("request", [other.source_uuid]) == {other.source_uuid: [other]}


def test_a_day_off_is_looked_at_first_and_then_moves_what_runs() -> None:
    one, later = started(NOV_20), started(date(2026, 12, 1))
    done = started(NOV_20)
    operations.stop_deadline(scope=CLERK, deadline=done, on=NOV_20, why="Xong")
    change = plan(day_off(date(2026, 11, 23)), day_off(date(2026, 11, 25)))
    seen = operations.preview_calendar(scope=ADMIN, plan=change)
    assert [(move.deadline, move.from_on, move.to_on) for move in seen.moves] == [
        (one, date(2026, 11, 25), date(2026, 11, 27))
    ]
    one.refresh_from_db()
    assert one.due_on == date(2026, 11, 25), "looking changes nothing"
    moves = operations.change_calendar(scope=ADMIN, plan=change)
    assert [(move.from_on, move.to_on) for move in moves] == [(date(2026, 11, 25), date(2026, 11, 27))]
    one.refresh_from_db()
    assert one.due_on == date(2026, 11, 27)
    assert Deadline.objects.get(pk=later.pk).due_on == later.due_on
    assert Deadline.objects.get(pk=done.pk).due_on == done.due_on
    kept = queries.moves_of(Identity(one.source_kind, one.source_uuid)).get()
    assert (kept.from_on, kept.to_on, kept.change.why) == (date(2026, 11, 25), date(2026, 11, 27), change.why)
    assert list(queries.moves_since(0)) == [kept]
    assert not queries.moves_since(kept.pk).exists()
    assert [act.verb for act in of_record("deadline", one.uuid)] == ["start", "move"]
    made = queries.change(change.uuid)
    assert made is not None
    assert (len(made.added), made.who) == (2, "Quản trị")


def test_the_same_change_sent_twice_is_made_once() -> None:
    started(NOV_20)
    change = plan(day_off(date(2026, 11, 23)))
    first = operations.change_calendar(scope=ADMIN, plan=change)
    again = operations.change_calendar(scope=ADMIN, plan=change)
    assert [(move.deadline, move.to_on) for move in again] == [(move.deadline, move.to_on) for move in first]
    assert DeadlineMove.objects.count() == 1
    assert CalendarDay.objects.filter(day=date(2026, 11, 23)).count() == 1


def test_taking_a_day_out_moves_back_and_keeps_who_took_it() -> None:
    one = started(NOV_20)
    operations.change_calendar(scope=ADMIN, plan=plan(remove=(date(2026, 11, 24),), why="Không nghỉ ngày này"))
    one.refresh_from_db()
    assert one.due_on == date(2026, 11, 24)
    gone = CalendarDay.objects.get(day=date(2026, 11, 24))
    assert gone.removed_by is not None
    assert gone.removed_by.why == "Không nghỉ ngày này"
    operations.change_calendar(scope=ADMIN, plan=plan(day_off(date(2026, 11, 24), "Ngày Văn hóa Việt Nam")))
    one.refresh_from_db()
    assert one.due_on == date(2026, 11, 25)
    assert queries.moves_of(Identity(one.source_kind, one.source_uuid)).count() == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (plan(why="  "), "lý do"),
        (plan(), "Chưa có ngày nào"),
        (plan(day_off(date(2026, 11, 24))), "đã có trong lịch"),
        (plan(day_off(date(2026, 11, 23)), day_off(date(2026, 11, 23))), "đã có trong lịch"),
        (plan(day_off(date(2026, 11, 23), "")), "tên và nguồn"),
        (plan(day_off(date(2026, 11, 23), kind="made_up")), "vốn là ngày làm việc"),
        (plan(day_off(date(2026, 11, 28), kind="swapped")), "vốn là ngày nghỉ hằng tuần"),
        (plan(day_off(date(2026, 11, 23), kind="party")), "loại ngày"),
        (plan(day_off(date(1980, 1, 1))), "từ năm 1995"),
        (plan(remove=(date(2026, 11, 23),)), "không có trong danh sách"),
        (plan(remove=(date(2027, 1, 1),)), "bắt đầu từ ngày ấy"),
    ],
)
def test_a_day_that_cannot_be_so_is_refused(change: operations.Plan, words: str) -> None:
    before = CalendarChange.objects.count()
    for act in (operations.preview_calendar, operations.change_calendar):
        with pytest.raises(UnableToChangeCalendar, match=words):
            act(scope=ADMIN, plan=change)
    assert CalendarChange.objects.count() == before


def test_only_the_administrator_changes_the_calendar() -> None:
    for act in (operations.preview_calendar, operations.change_calendar):
        with pytest.raises(UnableToRegulate):
            act(scope=CLERK, plan=plan(day_off(date(2026, 11, 23))))


def test_a_change_that_would_lead_beyond_the_known_years_changes_nothing() -> None:
    one = started(date(2035, 12, 26))
    assert one.due_on == date(2035, 12, 28)
    change = plan(*(day_off(date(2035, 12, day)) for day in (27, 28, 31)))
    with pytest.raises(UnableToChangeCalendar, match="năm 2036"):
        operations.change_calendar(scope=ADMIN, plan=change)
    one.refresh_from_db()
    assert one.due_on == date(2035, 12, 28)
    assert not CalendarDay.objects.filter(day=date(2035, 12, 27)).exists()


def test_what_happened_to_the_calendar_cannot_be_rewritten() -> None:
    started(NOV_20)
    operations.change_calendar(scope=ADMIN, plan=plan(day_off(date(2026, 11, 23))))
    for rows in (CalendarChange.objects.all(), DeadlineMove.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(at="2020-01-01T00:00Z")
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)  # type: ignore[attr-defined]


_CHANGES = st.lists(
    st.tuples(st.dates(date(2026, 11, 16), date(2027, 3, 1)), st.booleans()),
    min_size=1,
    max_size=6,
    unique_by=lambda o: o[0],
)
_STARTS = st.lists(
    st.tuples(
        st.dates(date(2026, 11, 1), date(2027, 2, 20)),
        st.sampled_from(
            [("privacy-requests", "acknowledge"), ("privacy-requests", "delete"), ("response-default", "reply")]
        ),
    ),
    min_size=1,
    max_size=5,
)


@settings(deadline=None, max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_STARTS, _CHANGES)
def test_after_any_change_every_deadline_ends_where_counting_anew_ends(
    starts: list[tuple[date, tuple[str, str]]], changes: list[tuple[date, bool]]
) -> None:
    with transaction.atomic():
        for day, (code, key) in starts:
            started(day, code=code, key=key)
        calendar = queries.calendar()
        for day, makes_up in changes:
            if (day.month, day.day) == (1, 1):
                continue
            known = day in calendar.special
            kind = "made_up" if makes_up and calendar.is_weekly_off(day) else "holiday"
            act = plan(remove=(day,)) if known else plan(day_off(day, kind=kind))
            operations.change_calendar(scope=ADMIN, plan=act)
        calendar = queries.calendar()
        for one in Deadline.objects.all():
            assert one.due_on == queries.due(one, calendar)
            moves = list(one.moves.order_by("pk"))
            assert all(a.to_on == b.from_on for a, b in pairwise(moves))
            assert not moves or moves[-1].to_on == one.due_on
        transaction.set_rollback(True)


def test_the_working_is_told_as_a_sentence() -> None:
    one = begin(Scope(None, "x", reach={"confirm": None}), key="acknowledge", started_on=date(2026, 2, 12))
    with translation.override("vi"):
        assert wording.explained(queries.working(one, queries.calendar())) == (
            "nhận ngày 12/02/2026; 2 ngày làm việc, tính từ 13/02; nghỉ 16–20/02 (Tết Nguyên đán); hết hạn 23/02/2026"
        )
        rolled = begin(code="response-default", key="reply", started_on=date(2026, 4, 15))
        assert wording.explained(queries.working(rolled, queries.calendar())) == (
            "nhận ngày 15/04/2026; 10 ngày, tính từ 16/04; nghỉ hằng tuần 25/04; nghỉ 26/04 (Ngày Giỗ Tổ Hùng Vương); "
            "nghỉ 27/04 (Ngày Giỗ Tổ Hùng Vương); hết hạn 28/04/2026"
        )


def test_a_correction_of_its_rule_leaves_a_running_deadline_as_it_was_started() -> None:
    one = begin(key="delete")
    rule = queries.on("privacy-requests", NOV_20)
    operations.correct(scope=ADMIN, rule=rule, text=text({"delete": {"days": 1, "counting": "calendar"}}), why="Sửa")
    operations.change_calendar(scope=ADMIN, plan=plan(day_off(date(2026, 11, 23))))
    one.refresh_from_db()
    assert one.due_on == NOV_20 + timedelta(days=20)


def test_looking_for_moves_takes_as_many_queries_for_50_deadlines_as_for_5() -> None:
    def number() -> int:
        change = plan(day_off(date(2026, 11, 23)))
        with CaptureQueriesContext(connection) as seen:
            operations.preview_calendar(scope=ADMIN, plan=change)
        return len(seen)

    for _ in range(5):
        started(NOV_20)
    few = number()
    for _ in range(45):
        started(NOV_20)
    assert number() == few


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer anyway")
def test_a_deadline_that_starts_while_the_calendar_changes_is_not_left_behind() -> None:
    operations.load()
    change = plan(day_off(date(2026, 11, 23)))
    begun = threading.Event()

    def start() -> None:
        begun.set()
        started(NOV_20)
        connection.close()

    with transaction.atomic():
        operations.change_calendar(scope=ADMIN, plan=change)
        thread = threading.Thread(target=start)
        thread.start()
        begun.wait(5)
        thread.join(0.5)
        assert thread.is_alive(), "it waits for the change to end"
    thread.join(10)
    assert Deadline.objects.get().due_on == date(2026, 11, 26)

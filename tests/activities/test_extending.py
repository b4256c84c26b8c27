"""What comes round again without an end: its days are made some months ahead, exactly once, by the worker."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine

from lantoa.activities import operations, tasks
from lantoa.activities.models import Activity, Series
from lantoa.activities.operations import ActivitySaid
from lantoa.activities.operations.extending import LEAST_AHEAD
from lantoa.activities.rules.recurrence import Recurrence
from lantoa.history.models import Event
from lantoa.organisations import operations as organisations
from lantoa.organisations.operations import Order
from tests.cast import TODAY, Cast
from tests.plans.making import make_theme

MONTHLY = Recurrence("monthly", day=5)
LATER = date(2027, 8, 1)


def make(cast: Cast, unit: str = "cb-dong", **more: Any) -> Series:
    to_on = more.pop("to_on", None)
    said = ActivitySaid(cast.units[unit], "sinh-hoat-chi-bo", "Sinh hoạt chi bộ", TODAY, **more)
    return operations.start_series(scope=cast.product, said=said, recurrence=MONTHLY, today=TODAY, to_on=to_on)


def slots(series: Series) -> list[date]:
    return list(series.activities.order_by("slot_on").values_list("slot_on", flat=True))


def test_the_worker_makes_a_series_longer_once_however_often_it_runs(cast: Cast) -> None:
    series = make(cast, begins=time(19, 30), themes=[make_theme(cast, "cb-dong", year="2026..2030")])
    assert operations.extend_all(today=TODAY) == 0, "a year lies ahead"
    assert slots(series)[-1] == date(2027, 11, 5)
    with time_machine.travel(LATER):
        tasks.extend()
        tasks.extend()
    assert operations.extend_all(today=LATER) == 0
    series.refresh_from_db()
    assert series.made_until_on == LATER + timedelta(days=366)
    # Every month once, without a gap where the first stretch ended.
    months = [(day.year, day.month) for day in slots(series)]
    assert months == [(2026, 12), *((2027, month) for month in range(1, 13)), *((2028, month) for month in range(1, 8))]
    newest = series.activities.order_by("-slot_on")[0]
    assert (newest.begins, newest.themes.count(), newest.steps.count()) == (time(19, 30), 1, 1)
    (event,) = Event.objects.filter(record=series.uuid, verb="extend_series")
    assert event.payload.actor_name == "Lịch định kỳ"


def test_a_series_grows_to_its_end_and_no_further(cast: Cast) -> None:
    series = make(cast, to_on=date(2028, 2, 10))
    assert operations.extend_all(today=LATER) == 1
    assert slots(series)[-1] == date(2028, 2, 5)
    assert operations.extend_all(today=date(2028, 2, 1)) == 0
    series.refresh_from_db()
    assert series.made_until_on == date(2028, 2, 10)


def test_what_was_ended_or_whose_unit_is_gone_is_left_alone(cast: Cast) -> None:
    ended, gone = make(cast), make(cast, "an-phuc-1")
    operations.end_series(scope=cast.product, series=ended, last_on=date(2027, 1, 31), why="Sáp nhập", today=TODAY)
    order = Order("Nghị quyết sắp xếp thôn", date(2027, 3, 1))
    organisations.dissolve(scope=cast.product, order=order, unit=cast.units["an-phuc-1"])
    before = Activity.objects.count()
    assert operations.extend_all(today=LATER) == 0
    assert Activity.objects.count() == before
    gone.refresh_from_db()
    assert gone.made_until_on < LATER + LEAST_AHEAD


def test_a_last_day_that_was_called_off_by_itself_is_no_pattern_for_those_to_come(cast: Cast) -> None:
    series = make(cast)
    last = series.activities.order_by("-slot_on")[0]
    operations.change(
        scope=cast.product,
        activity=last,
        said=ActivitySaid(series.unit, "sinh-hoat-chi-bo", "Buổi cuối năm", last.from_on),
        today=TODAY,
    )
    operations.advance(scope=cast.product, activity=last, verb="cancel", today=TODAY, note="Nghỉ lễ")
    operations.extend_all(today=LATER)
    titles = set(series.activities.filter(slot_on__gt=last.slot_on).values_list("title", flat=True))
    assert titles == {"Sinh hoạt chi bộ"}
    assert slots(series).count(last.slot_on) == 1


def test_of_very_many_some_are_left_for_the_next_run(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantoa.activities.operations.extending.AT_ONCE", 2)
    for _ in range(3):
        make(cast)
    assert operations.extend_all(today=LATER) == 2
    assert operations.extend_all(today=LATER) == 1
    assert operations.extend_all(today=LATER) == 0

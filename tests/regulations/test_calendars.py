"""Working days and days of the calendar, against counting by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.regulations import calendars, limits
from lantoa.regulations.calendars import Calendar, Special, UnknownDay, Week
from lantoa.regulations.official_days import official_days

YEARS = range(2020, 2031)
WEEK = (Week(date(1999, 10, 2), date.max, frozenset({5, 6})),)
OFFICIAL = Calendar(
    frozenset(YEARS), WEEK, {one.day: Special(one.kind, one.name) for year in YEARS for one in official_days(year)}
)
DAYS = st.dates(date(2020, 1, 1), date(2029, 12, 31))


@st.composite
def calendars_(draw: st.DrawFn) -> Calendar:
    """The official calendar, or one with random days off and days made up around Tết 2026."""
    days = draw(st.dictionaries(st.dates(date(2026, 1, 2), date(2026, 4, 30)), st.sampled_from(calendars.KINDS)))
    special = {day: Special(kind, kind) for day, kind in days.items()}
    return OFFICIAL.with_days(special) if draw(st.booleans()) else OFFICIAL


def by_hand(calendar: Calendar, from_on: date, days: int) -> date:
    """The first day by which so many working days lie behind ``from_on``: every day is looked at by itself."""
    for ahead in range(4000):
        last = from_on + timedelta(days=ahead)
        worked = 0
        for at in range(1, ahead + 1):
            day = from_on + timedelta(days=at)
            special = calendar.special.get(day)
            worked += special.kind == "made_up" if special else day.weekday() < 5
        if worked == days:
            return last
    raise AssertionError


@given(calendars_(), st.one_of(st.dates(date(2026, 1, 1), date(2026, 3, 15)), DAYS), st.integers(0, 25))
def test_working_days_are_those_that_one_counts_by_hand(calendar: Calendar, from_on: date, days: int) -> None:
    assert calendars.add_working_days(calendar, from_on, days) == by_hand(calendar, from_on, days)


@given(calendars_(), DAYS, st.integers(1, 40))
def test_the_last_of_some_working_days_is_worked_on(calendar: Calendar, from_on: date, days: int) -> None:
    last = calendars.add_working_days(calendar, from_on, days)
    assert calendar.is_working(last)
    assert sum(calendar.is_working(day) for day in calendars.days_between(from_on + calendars.DAY, last)) == days


@given(calendars_(), DAYS, st.integers(0, 200))
def test_days_of_the_calendar_roll_to_the_next_working_day_only_where_they_shall(
    calendar: Calendar, from_on: date, days: int
) -> None:
    plain = calendars.add_calendar_days(calendar, from_on, days, rolls=False)
    rolled = calendars.add_calendar_days(calendar, from_on, days, rolls=True)
    assert plain == from_on + timedelta(days=days)
    assert rolled >= plain
    assert calendar.is_working(rolled)
    assert not any(calendar.is_working(plain + timedelta(days=at)) for at in range((rolled - plain).days))


@given(calendars_(), DAYS, st.integers(0, 60), st.sampled_from(limits.COUNTINGS), st.booleans())
def test_the_day_by_day_account_ends_on_the_last_day_and_counts_every_number_once(
    calendar: Calendar, from_on: date, days: int, counting: str, rolls: bool
) -> None:
    last = limits.due_on(calendar, from_on, days=days, counting=counting, rolls=rolls)
    told = limits.day_by_day(calendar, from_on, days=days, counting=counting, rolls=rolls)
    assert [one.number for one in told if one.number is not None] == list(range(1, days + 1))
    assert [one.on for one in told] == list(calendars.days_between(from_on + calendars.DAY, last))
    # The day on which a limit lands after rolling is no day of the count.
    skipped = {one.on for one in told if one.number is None} - ({last} if rolls else set())
    assert all(not calendar.is_working(day) for day in skipped)
    for stretch in limits.stretches(told, counting):
        assert stretch.first <= stretch.last <= last


def test_over_tet_2026_ten_working_days_last_three_weeks() -> None:
    assert calendars.add_working_days(OFFICIAL, date(2026, 2, 12), 10) == date(2026, 3, 5)
    told = limits.day_by_day(OFFICIAL, date(2026, 2, 12), days=10, counting="working", rolls=False)
    assert limits.stretches(told, "working") == [
        limits.Stretch(date(2026, 2, 16), date(2026, 2, 20), "holiday", "Tết Nguyên đán")
    ]


def test_a_saturday_that_is_made_up_counts_as_a_working_day() -> None:
    assert OFFICIAL.is_working(date(2026, 8, 22))
    assert not OFFICIAL.is_working(date(2026, 8, 31))
    assert calendars.add_working_days(OFFICIAL, date(2026, 8, 21), 1) == date(2026, 8, 22)


def test_beyond_the_known_years_nothing_is_counted() -> None:
    with pytest.raises(UnknownDay):
        calendars.add_working_days(OFFICIAL, date(2030, 12, 30), 5)
    stray = OFFICIAL.with_days({date(2031, 3, 1): Special("made_up", "Làm bù")})
    with pytest.raises(UnknownDay):
        stray.is_working(date(2031, 3, 3))


@given(st.sets(st.dates(date(2027, 1, 1), date(2027, 12, 1)), max_size=12))
def test_each_holiday_on_a_weekend_is_compensated_once_on_a_working_day_after_it(holidays: set[date]) -> None:
    bare = Calendar(frozenset({2027}), WEEK, {})
    calendar = bare.with_days({day: Special("holiday", "Lễ") for day in holidays | {date(2027, 1, 1)}})
    found = calendars.compensations(calendar, holidays)
    assert set(found) == {day for day in holidays if day.weekday() >= 5}
    assert len(set(found.values())) == len(found)
    for holiday, off in found.items():
        assert off > holiday
        assert calendar.is_working(off)
        between = calendars.days_between(holiday + calendars.DAY, off - calendars.DAY)
        assert not [day for day in between if calendar.is_working(day) and day not in found.values()]


@pytest.mark.parametrize("year", range(2021, 2031))
def test_compensation_of_single_holidays_agrees_with_the_package(year: int) -> None:
    """Tết and the national day have rules of their own, so the holidays that stand alone are compared."""
    days = official_days(year)
    alone = {one.day for one in days if one.kind == "holiday" and "Tết Nguyên" not in one.name}
    weekend = {day for day in alone if day.weekday() >= 5 and day.month != 9}
    off = {one.day: Special(one.kind, one.name) for one in days if one.kind != "compensatory"}
    calendar = Calendar(frozenset({year}), WEEK, off)
    stated = {one.day for one in days if one.kind == "compensatory" and "Tết N" not in one.name and one.day.month != 9}
    assert set(calendars.compensations(calendar, weekend).values()) == stated


@pytest.mark.parametrize("year", range(1995, 2100, 8))
def test_every_year_of_the_package_begins_with_its_new_years_day(year: int) -> None:
    days = official_days(year)
    assert calendars.known_years(one.day for one in days) == {year}
    assert len({one.day for one in days}) == len(days)
    assert all(one.day.weekday() >= 5 for one in days if one.kind == "made_up")
    assert all(one.day.weekday() < 5 for one in days if one.kind in ("compensatory", "swapped"))


def test_what_the_year_has_not_decided_yet_stands_as_unconfirmed() -> None:
    standing = {one.day: one.standing for one in official_days(2029)}
    assert standing[date(2029, 2, 13)] == "unconfirmed"
    assert standing[date(2029, 5, 1)] == "secondary"

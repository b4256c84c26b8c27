"""Counts on any date, and the years for which practices are registered."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.scopes import Scope
from lantoa.history.models import Event
from lantoa.practices import operations, queries, rules
from lantoa.practices.models import Practice, PracticeStage, PracticeYear, Replication
from lantoa.practices.operations import Beginning, Origin
from tests.cast import TODAY, Cast
from tests.practices.making import make_practice

READER = Scope(None, "Người đọc", reach={"read": None})
FIRST, DAYS = date(2018, 1, 1), 5 * 365


def on(number: int) -> date:
    return FIRST + timedelta(days=number)


@given(st.lists(st.integers(0, DAYS), min_size=1, max_size=6).map(sorted), st.integers(0, DAYS))
def test_the_stage_on_a_day_is_what_a_walk_through_the_days_would_find(turns: list[int], asked: int) -> None:
    names = ["registered", *(["running", "ended"] * 3)][: len(turns)]
    spans: list[rules.Span] = [
        (stage, on(begins), rules.last_day(on(begins), on(after)))
        for stage, (begins, after) in zip(names, pairwise(turns), strict=False)
    ]
    spans.append((names[-1], on(turns[-1]), None))
    walked = [stage for stage, turn in zip(names, turns, strict=True) if turn <= asked]
    assert rules.stage_on(spans, on(asked)) == (walked[-1] if walked else rules.NOTHING)


def lives(cast: Cast) -> None:
    """Practices that begin, end, resume, are pilots, and change twice on one day."""
    courses = [
        [],
        [("start", 40)],
        [("start", 0), ("end", 400)],
        [("start", 500), ("end", 900), ("resume", 1300)],
        [("end", 700)],
        [("start", 100), ("choose_as_pilot", 200), ("close_pilot", 800), ("end", 1000)],
        [("start", 300), ("end", 300), ("choose_as_pilot", 300), ("close_pilot", 300)],
    ]
    for number, course in enumerate(courses):
        begun = number * 200
        practice = make_practice(cast, name=f"Số {number}", on=on(begun))
        for verb, later in course:
            operations.advance(scope=cast.product, practice=practice, verb=verb, on=on(begun + later), note="Hết hạn")


def taking_up(cast: Cast) -> None:
    """Some of them came from elsewhere: one by an order, one from two places, one by mistake."""
    begun = {one.name: one for one in queries.register()}
    origins = [("Số 2", 450), ("Số 3", 700), ("Số 3", 650), ("Số 5", 1100), ("Số 6", 1600)]
    made = [
        operations.record_origin(
            scope=cast.product,
            origin=Origin(source_words=f"Mô hình {number}, xã Nơi Xa"),
            taker=cast.units["an-phuc"],
            beginning=Beginning(on(later), practice=begun[name]),
            today=TODAY,
        )
        for number, (name, later) in enumerate(origins)
    ]
    operations.answer(scope=cast.product, replication=made[3], verb="cancel", note="Ghi nhầm", today=TODAY)


def taken_up(practice: Practice) -> list[date]:
    """The days on which it began to carry out what came from elsewhere, as the steps say."""
    begun = Replication.objects.filter(practice=practice)
    return [one.steps.get(verb="record").on for one in begun if not one.steps.filter(verb="cancel").exists()]


def spans(practice: Practice, track: str) -> list[rules.Span]:
    rows = PracticeStage.objects.filter(practice=practice, track=track).order_by("from_on", "pk")
    return list(rows.values_list("stage", "from_on", "to_on"))


def test_counts_on_the_days_of_five_years_are_what_the_dated_stages_say(cast: Cast) -> None:
    lives(cast)
    taking_up(cast)
    courses = [(spans(one, "life"), spans(one, "pilot"), taken_up(one)) for one in queries.register()]
    turns = {begins for life, pilot, _ in courses for _, begins, _ in (*life, *pilot)}
    turns |= {day for _, _, taken in courses for day in taken}
    # Counts change only where a stage turns, on the day before or after; a grid of the rest is asked besides.
    asked = {day + timedelta(days=gap) for day in turns for gap in (-1, 0, 1)} | {on(n) for n in range(0, DAYS, 30)}
    since = date(2019, 6, 1)
    for day in sorted(asked):
        each = [rules.states_on(life, pilot, day, since, taken) for life, pilot, taken in courses]
        brute = {state: sum(state in held for held in each) for state in rules.STATES}
        found = queries.counts(queries.register(), day, since)
        assert found == brute, day
        assert found["effective"] == found["carried"] + found["new"]


def test_every_count_opens_a_list_of_as_many(cast: Cast) -> None:
    lives(cast)
    day, since = date(2020, 5, 1), date(2019, 1, 1)
    for state, many in queries.counts(queries.register(), day, since).items():
        assert queries.in_state(queries.register(), state, day, since).count() == many


def test_counts_take_one_query_however_many_practices(cast: Cast) -> None:
    lives(cast)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.counts(queries.register(), TODAY, date(2021, 1, 1))
    assert len(asked) == 1


def test_a_practice_is_new_in_the_year_it_is_registered_and_kept_in_later_ones(cast: Cast) -> None:
    one, two = make_practice(cast), make_practice(cast, name="Hai")
    assert operations.keep(scope=cast.product, practices=[one, two], year=2023, on=date(2023, 1, 10)) == 2
    assert operations.keep(scope=cast.product, practices=[one], year=2023, on=date(2023, 1, 11)) == 0
    years = [(row.year, row.kind) for row in queries.practice_years(one)]
    assert years == [(2023, "kept"), (2022, "new")]
    assert queries.registered_for(queries.register(), 2023) == {"new": 0, "kept": 2}
    assert queries.registered_for(queries.register(), 2022) == {"new": 2, "kept": 0}
    assert Event.objects.filter(kind="practice", verb="keep", record=one.uuid).count() == 1


def test_what_ended_or_began_in_the_year_itself_is_not_kept_and_then_none_is(cast: Cast) -> None:
    one, ended = make_practice(cast), make_practice(cast, name="Hai")
    operations.advance(scope=cast.product, practice=ended, verb="end", on=date(2022, 9, 1), note="Hết hạn đăng ký")
    with pytest.raises(operations.UnableToChangePractice, match="Hai"):
        operations.keep(scope=cast.product, practices=[one, ended], year=2023, on=date(2023, 1, 10))
    assert not PracticeYear.objects.filter(kind="kept").exists()
    with pytest.raises(operations.UnableToChangePractice, match="2021"):
        operations.keep(scope=cast.product, practices=[one], year=2021, on=date(2023, 1, 10))
    with pytest.raises(operations.UnableToChangePractice, match="2024"):
        operations.keep(scope=cast.product, practices=[one], year=2030, on=date(2023, 1, 10))


def test_whoever_may_not_confirm_for_a_unit_keeps_nothing_of_it(cast: Cast) -> None:
    one = make_practice(cast)
    with pytest.raises(operations.UnableToChangePractice):
        operations.keep(scope=READER, practices=[one], year=2023, on=date(2023, 1, 10))


def test_ending_says_why(cast: Cast) -> None:
    one = make_practice(cast)
    with pytest.raises(operations.UnableToChangePractice, match="lý do"):
        operations.advance(scope=cast.product, practice=one, verb="end", on=date(2022, 9, 1))


def test_the_database_knows_one_year_once(cast: Cast) -> None:
    one = make_practice(cast)
    for year in (2022, 2025):
        with pytest.raises(IntegrityError), transaction.atomic():
            PracticeYear.objects.create(practice=one, year=year, kind="new", registered_on=TODAY)

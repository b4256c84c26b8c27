"""`lantoa doctor` finds numbers that do not fit names, stages without steps, a ledger that says otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from lantoa.activities import checks
from lantoa.activities.models import Activity, ActivityStep, Attendance, Tally
from lantoa.activities.operations import PersonSaid
from lantoa.activities.rules.counting import Count
from lantoa.common.checks import Look
from tests.activities.making import CAME, make_activity, make_series, tick, total
from tests.cast import Cast
from tests.pledges.making import make_members

ALL = (checks.counts, checks.stages, checks.posted)


def found(check: Any) -> list[str]:
    return [one.what for one in check.run(Look(timezone.now()))]


@pytest.fixture
def one(cast: Cast) -> Activity:
    """A meeting that was held and counted by name, beside others of every kind of count."""
    people = make_members(cast, 4)
    make_series(cast, "an-phuc")
    total(cast, make_activity(cast, "an-phuc", "lao-dong", title="Ra quân"), "an-phuc", Count(None, direct=40))
    made = make_activity(cast)
    tick(cast, made, {people[0]: CAME, people[1]: PersonSaid("excused", reason="Ốm đau")}, guests=2)
    made.refresh_from_db()
    return made


def test_what_is_whole_breaks_nothing(one: Activity) -> None:
    assert one.stage == "held"
    assert [found(check) for check in ALL] == [[], [], []]


def test_a_row_of_names_too_few_is_found(one: Activity) -> None:
    Attendance.objects.filter(activity=one, state="absent").first().delete()  # type: ignore[union-attr]
    assert found(checks.counts) == ["Số người dự không khớp với danh sách điểm danh."]


def test_names_without_a_number_are_found(one: Activity) -> None:
    Tally.objects.filter(activity=one).delete()
    assert found(checks.counts) == ["Có danh sách điểm danh mà không có số người dự."]
    assert found(checks.posted) == ["Sổ số liệu không khớp với hoạt động."]


def test_a_stage_that_no_step_says_is_found(one: Activity) -> None:
    ActivityStep.objects.filter(activity=one, verb="hold").delete()
    assert found(checks.stages) == ["Tình trạng của hoạt động không khớp với bước cuối."]


def test_a_number_that_the_ledger_does_not_have_is_found(one: Activity) -> None:
    Tally.objects.filter(activity=one).update(guests=3)
    assert found(checks.posted) == ["Sổ số liệu không khớp với hoạt động."]

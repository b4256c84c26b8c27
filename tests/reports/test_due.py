"""The periods that reports are about, when their figures are closed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.periods import Period
from lantoa.reports.rules import due


def test_state_reports_are_closed_from_the_fifteenth_to_the_fourteenth() -> None:
    found = {
        one.named.code: one.days for one in due.stretches_of(["month", "quarter", "half", "nine", "year"], 2026, 15)
    }
    assert found["2026-01"] == Period(date(2025, 12, 15), date(2026, 1, 14))
    assert found["2026-Q1"] == Period(date(2025, 12, 15), date(2026, 3, 14))
    assert found["2026-H1"] == Period(date(2025, 12, 15), date(2026, 6, 14))
    assert found["2026-M9"] == Period(date(2025, 12, 15), date(2026, 9, 14))
    assert found["2026"] == Period(date(2025, 12, 15), date(2026, 12, 14))


@given(st.integers(1950, 2100), st.sampled_from([1, 15, 21]), st.sampled_from(sorted(due.CADENCES)))
def test_periods_of_one_cadence_follow_one_another_without_a_gap(year: int, first_day: int, cadence: str) -> None:
    found = due.stretches_of([cadence], year, first_day) + due.stretches_of([cadence], year + 1, first_day)
    assert [one.named for one in found] == sorted(one.named for one in found)
    if cadence in ("month", "quarter", "year"):
        for before, after in pairwise(found):
            assert before.days.to_on + timedelta(days=1) == after.days.from_on


def test_a_report_is_late_from_the_day_after_it_is_due() -> None:
    day = date(2026, 10, 12)
    assert [due.days_late(day, day + timedelta(days=n)) for n in (-5, 0, 1, 45)] == [0, 0, 1, 45]

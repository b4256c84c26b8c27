"""Numbers of papers: per kind through a committee's term, or from the beginning of each year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.regulations import queries as regulations
from lantoa.reports import numbering
from lantoa.reports.letterhead import numbered

TERM = {"restarts": "nhiệm kỳ cấp ủy", "starts_at": 1, "padded_to": 2}
YEAR = {"restarts": "năm", "starts_at": 1, "padded_to": 2}
CONGRESSES = (date(2020, 8, 12), date(2025, 7, 9))


@pytest.mark.parametrize(
    ("on", "begins"),
    [
        (date(2025, 7, 9), date(2020, 8, 13)),  # on the day of the congress itself: still the old term
        (date(2025, 7, 10), date(2025, 7, 10)),
        (date(2026, 12, 31), date(2025, 7, 10)),
        (date(2019, 1, 1), date.min),
    ],
)
def test_a_party_series_runs_through_the_term(on: date, begins: date) -> None:
    assert numbering.begins_on(TERM, on, CONGRESSES) == begins


def test_a_state_series_begins_with_the_year() -> None:
    assert numbering.begins_on(YEAR, date(2026, 5, 2), CONGRESSES) == date(2026, 1, 1)


@given(st.lists(st.integers(1, 9999)))
def test_no_number_is_given_twice(taken: list[int]) -> None:
    number = numbering.next_number(TERM, taken)
    assert number not in taken
    assert number == 1 or number - 1 in taken


@pytest.mark.django_db
@pytest.mark.parametrize("is_party", [True, False])
def test_the_rules_of_the_day_number_papers(is_party: bool) -> None:
    rule = regulations.on(numbering.RULES[is_party], date(2026, 11, 23)).value
    first = numbering.next_number(rule, [])
    blank, filled = ("Số      -BC/ĐU", "Số 01-BC/ĐU") if is_party else ("Số:      /BC-UBND", "Số: 01/BC-UBND")
    assert numbered(blank, first, padded_to=rule["padded_to"]) == filled

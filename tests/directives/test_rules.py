"""Numbers of papers: per kind through a committee's term, or from the beginning of each year."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.directives import queries
from lantoa.directives.rules import numbers as rules
from lantoa.directives.rules.numbers import BY_TERM, BY_YEAR, Given, Series
from lantoa.regulations import queries as regulations
from lantoa.reports.letterhead import numbered

TERM = {"restarts": "nhiệm kỳ cấp ủy", "starts_at": 1, "padded_to": 2}
YEAR = {"restarts": "năm", "starts_at": 1, "padded_to": 2}
CONGRESSES = (date(2020, 8, 12), date(2025, 7, 9))
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


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
    assert rules.begins_on(TERM, on, CONGRESSES) == begins


def test_a_state_series_begins_with_the_year() -> None:
    assert rules.begins_on(YEAR, date(2026, 5, 2), CONGRESSES) == date(2026, 1, 1)


@given(st.lists(st.integers(1, 9999)))
def test_no_number_is_given_twice(taken: list[int]) -> None:
    number = rules.next_number(TERM, taken)
    assert number not in taken
    assert number == 1 or number - 1 in taken


class Book:
    """A book as the operations keep it, in memory."""

    def __init__(self) -> None:
        self.lines: dict[int, Given] = {}
        self.closed: set[date] = set()

    def take(self, kind: str, on: date) -> Given:
        series = rules.series_of(TERM, on, self.closed)
        taken = [one.number for one in self.lines.values() if (one.kind, one.series) == (kind, series)]
        made = Given(len(self.lines), kind, series, rules.next_number(TERM, taken), on)
        self.lines[made.pk] = made
        return made

    def hold(self, closed: set[date]) -> None:
        """Other congresses, unless two numbers would become equal."""
        moved, twice = rules.moved(self.lines.values(), closed)
        if twice:
            return
        self.closed = closed
        for pk, from_on in moved.items():
            one = self.lines[pk]
            self.lines[pk] = Given(pk, one.kind, Series(BY_TERM, from_on), one.number, one.dated_on)


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("take"), st.sampled_from(["BC", "KH"]), DAYS),
        st.tuples(st.sampled_from(["congress", "withdraw"]), st.just(""), DAYS),
    ),
    max_size=40,
)


@given(ACTS)
def test_after_any_takes_and_congresses_no_number_stands_twice_and_none_goes_back(
    acts: list[tuple[str, str, date]],
) -> None:
    book = Book()
    for verb, kind, on in acts:
        if verb == "take":
            series = rules.series_of(TERM, on, book.closed)
            before = [one.number for one in book.lines.values() if (one.kind, one.series) == (kind, series)]
            assert book.take(kind, on).number > max(before, default=0)
        elif verb == "congress":
            book.hold(book.closed | {on})
        elif book.closed:
            book.hold(book.closed - {min(book.closed, key=lambda day: abs(day - on))})
        places = [(one.kind, one.series, one.number) for one in book.lines.values()]
        assert len(places) == len(set(places))
        for one in book.lines.values():
            assert one.series == rules.series_of(TERM, one.dated_on, book.closed), "it stands where its day belongs"


@given(st.lists(DAYS, min_size=1, unique=True, max_size=6), st.lists(DAYS, max_size=8))
def test_a_congress_more_never_makes_two_numbers_equal(closed: list[date], days: list[date]) -> None:
    book = Book()
    book.hold(set(closed[1:]))
    for on in days:
        book.take("BC", on)
    assert rules.moved(book.lines.values(), closed)[1] == []


def test_without_a_congress_two_terms_become_one_and_their_numbers_may_be_equal() -> None:
    series = defaultdict(lambda: Series(BY_TERM, date.min), {1: Series(BY_TERM, CONGRESSES[0] + timedelta(days=1))})
    book = [Given(pk, "BC", series[pk], 1, day) for pk, day in enumerate((date(2020, 5, 1), date(2021, 5, 1)))]
    _moved, twice = rules.moved(book, [])
    assert [one.pk for one in twice] == [0, 1]


def test_numbers_of_a_year_stay_whatever_congress_closes() -> None:
    one = Given(1, "BC", Series(BY_YEAR, date(2025, 1, 1)), 3, date(2025, 9, 1))
    assert rules.moved([one], CONGRESSES) == ({}, [])


@pytest.mark.django_db
@pytest.mark.parametrize("is_party", [True, False])
def test_the_rules_of_the_day_number_papers(is_party: bool) -> None:
    rule = regulations.on(rules.RULES[is_party], date(2026, 11, 23)).value
    first = rules.next_number(rule, [])
    blank, filled = ("Số      -BC/ĐU", "Số 01-BC/ĐU") if is_party else ("Số:      /BC-UBND", "Số: 01/BC-UBND")
    assert numbered(blank, first, padded_to=rule["padded_to"]) == filled


@pytest.mark.django_db
def test_the_kinds_of_papers_of_the_day_have_their_names() -> None:
    party, state = (queries.kinds(is_party, date(2026, 11, 23)) for is_party in (True, False))
    assert (party["BC"], party["KL"], state["CTr"], state["QyĐ"]) == ("Báo cáo", "Kết luận", "Chương trình", "Quy định")
    assert queries.kinds(is_party=True, on=date(2000, 1, 1)) == {}

"""Who may be the same person, what headings mean, and spans that take one another in: in plain Python."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.organisations import people_wording as wording
from lantoa.organisations import rules
from lantoa.organisations.rules import Known, Span, absorbed, is_likely, likely_pairs, reasons, rosters
from lantoa.vietnamese.text import fold
from tests.cast import TODAY

NAMES = ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa", "Nguyen Thi Hoa", "Nguyễn Thị Hoa", "NGUYỄN THỊ HÒA", "Trần Văn Uỷ")
known = st.builds(
    Known,
    st.integers(1, 40),
    st.sampled_from(NAMES),
    st.sampled_from([None, 1960, 1970]),
    st.frozensets(st.integers(1, 3), max_size=2),
    st.frozensets(st.sampled_from(["Bí thư", "bí thư", "Trưởng ấp"]), max_size=2),
)


@given(known, known)
def test_whoever_looks_like_another_is_looked_like_for_the_same_reasons(one: Known, other: Known) -> None:
    assert reasons(one, other) == reasons(other, one)


@given(st.lists(known, max_size=10, unique_by=lambda one: one.key), st.randoms())
def test_the_pairs_are_exactly_the_likely_ones_in_whatever_order_people_come(
    people: list[Known], shuffled: object
) -> None:
    wanted = {
        (min(one.key, other.key), max(one.key, other.key))
        for one in people
        for other in people
        if one.key != other.key and is_likely(reasons(one, other))
    }
    found = likely_pairs(people)
    assert {(pair.first, pair.second) for pair in found} == wanted
    mixed = people[:]
    shuffled.shuffle(mixed)  # type: ignore[attr-defined]
    assert likely_pairs(mixed) == found


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (Known(1, "Lê Thị Hoà"), Known(2, "Lê Thị Hòa"), {"same_name"}),
        (Known(1, "Lê Thị Hoa"), Known(2, "Lê Thị Hòa"), {"same_letters"}),
        (Known(1, "le thi hoa"), Known(2, "Lê Thị Hòa"), {"same_name"}),
        (Known(1, "Lê Thị Hòa", 1970), Known(2, "Lê Thị Hòa", 1971), set()),
        (Known(1, "Lê Thị Hòa", 1970), Known(2, "Lê Thị Hòa", 1970), {"same_name", "same_birth_year"}),
        (Known(1, "Lê Thị Hòa"), Known(2, "Lê Thị Lan"), set()),
    ],
)
def test_names_are_one_by_their_tones_wherever_these_stand_and_birth_years_part(
    one: Known, other: Known, why: set[str]
) -> None:
    assert reasons(one, other) == why


def test_a_name_alone_is_never_enough_to_ask() -> None:
    assert likely_pairs([Known(at, "Nguyễn Văn Hùng") for at in range(50)]) == []


def test_a_thousand_namesakes_make_a_list_that_somebody_can_read() -> None:
    crowd = [Known(at, "Nguyễn Văn Hùng", 1970, frozenset({at % 5})) for at in range(1000)]
    assert len(likely_pairs(crowd)) <= 6 * rules.people.MOST_COMPARED**2


spans = st.builds(
    lambda start, length: Span(date(2000, 1, 1) + timedelta(start), date(2000, 1, 1) + timedelta(start + length)),
    st.integers(0, 60),
    st.integers(0, 20),
)


def days(held: list[Span]) -> list[date]:
    return [one.from_on + timedelta(at) for one in held for at in range((one.to_on - one.from_on).days + 1)]


@given(st.lists(spans, max_size=6), spans)
def test_spans_that_take_another_in_hold_the_days_of_both_and_none_twice(many: list[Span], one: Span) -> None:
    kept: list[Span] = []
    for span in many:
        if not any(span.meet(other) for other in kept):
            kept.append(span)
    grown = absorbed(kept, one)
    if grown is None:
        assert not any(one.meet(span) for span in kept)
        return
    assert sorted(days(grown)) == sorted(set(days(kept)) | set(days([one])))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Họ và tên", "name"),
        ("HỌ TÊN", "name"),
        ("Họ, tên", "name"),
        ("Họ và tên khai sinh", "name"),
        ("Họ và tên đệm", "family"),
        ("Tên", "given"),
        ("Năm sinh", "birth"),
        ("Ngày, tháng, năm sinh", "birth"),
        ("Chức vụ", "title"),
        ("Chức danh, nhiệm vụ", "title"),
        ("Chi bộ", "unit"),
        ("Đơn vị công tác", "unit"),
        ("Từ ngày", "from"),
        ("Đến ngày", "to"),
        ("Trưởng", "head"),
        ("Người đứng đầu", "head"),
        ("Tư cách", "kind"),
        ("STT", ""),
        ("Dân tộc", ""),
        ("Tôn giáo", ""),
        ("Số CCCD", ""),
        ("", ""),
    ],
)
def test_a_heading_is_understood_as_offices_write_it(heading: str, field: str) -> None:
    assert rosters.field_of(heading) == rosters.field_of(heading.upper()) == rosters.field_of(fold(heading)) == field


@given(st.lists(st.sampled_from(["Họ và tên", "Tên", "Họ", "Chi bộ", "Đơn vị", "Chức vụ", "STT", "Năm sinh", "x"])))
def test_no_field_is_proposed_for_two_columns(headings: list[str]) -> None:
    found = rosters.proposed(headings, {})
    said = [name for name in found if name]
    assert len(said) == len(set(said))
    assert len(found) == len(headings)
    assert not ("name" in said and "given" in said)


@given(st.lists(st.text(max_size=30), min_size=7, max_size=7))
def test_whatever_stands_in_a_row_is_read_or_said_to_be_wrong(cells: list[str]) -> None:
    columns = ["name", "birth", "title", "unit", "from", "to", "head"]
    (entry,) = rosters.entries([(1, cells)], columns, TODAY)
    assert entry.wrong or (" " in entry.name and len(entry.name) <= 200)
    assert {one.field for one in entry.wrong} <= set(columns)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("01/07/2025", date(2025, 7, 1), date(2025, 7, 1)),
        ("07/2025", date(2025, 7, 1), date(2025, 7, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("tháng 2 năm 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("nay", None, None),
    ],
)
def test_a_month_or_a_year_begins_with_its_first_day_and_ends_with_its_last(
    typed: str, first: date | None, last: date | None
) -> None:
    rows = [(1, ["Lê Văn An", typed, ""]), (2, ["Lê Văn An", "", typed])]
    one, other = rosters.entries(rows, ["name", "from", "to"], TODAY)
    assert (one.from_on, other.to_on, one.wrong, other.wrong) == (first, last, [], [])


def test_everything_that_the_rules_name_has_words_on_the_screens() -> None:
    assert wording.MEMBERSHIPS.keys() == rules.MEMBERSHIPS.keys()
    assert wording.PURPOSES.keys() == rules.PURPOSES.keys()
    assert wording.BASES.keys() == rules.BASES.keys()
    assert wording.PARTS.keys() == rules.PARTS.keys()
    assert wording.COLUMNS.keys() == {"", *rosters.FIELDS}

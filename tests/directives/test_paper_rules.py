"""What a number and symbol is, what may follow what, and that nothing goes round in a ring."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.directives.rules import papers, sendings
from lantoa.reading.secrecy import stamp_of

LINKS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=14)


@pytest.mark.parametrize(
    ("typed", "number", "kind", "text"),
    [
        ("23-KH/TU", 23, "KH", "23-KH/TU"),
        ("Số: 23 – KH/TU", 23, "KH", "23-KH/TU"),
        ("Số 09-CTr/ĐU", 9, "CTR", "09-CTr/ĐU"),
        ("156/QĐ-UBND", 156, "QĐ", "156/QĐ-UBND"),
        ("30/2020/NĐ-CP", 30, "NĐ", "30/2020/NĐ-CP"),
        ("7/UBND-VX", 7, "UBND", "7/UBND-VX"),
        ("12-QĐ", 12, "QĐ", "12-QĐ"),
    ],
)
def test_a_number_and_symbol_is_read_as_people_type_it(typed: str, number: int, kind: str, text: str) -> None:
    assert papers.code_of(typed) == papers.Code(number, kind, text)


@pytest.mark.parametrize(
    "typed", ["", "KH/TU", "hai ba", "23", "23/", "-KH/TU", "23-KH/TU và 24-KH/TU", "9" * 9 + "-KH/TU"]
)
def test_what_is_no_number_is_told(typed: str) -> None:
    assert papers.code_of(typed) is None


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_number_or_is_not(typed: str) -> None:
    found = papers.code_of(typed)
    assert found is None or papers.code_of(found.text) == found


@given(LINKS)
def test_links_that_are_let_in_never_close_a_ring(wanted: list[tuple[int, int]]) -> None:
    links: list[tuple[int, int]] = []
    for lower, upper in wanted:
        if lower != upper and papers.goes_round(links, lower, [upper]) is None:
            links.append((lower, upper))
    for pk in range(9):
        seen, left = set[int](), {upper for lower, upper in links if lower == pk}
        while left:
            one = left.pop()
            assert one != pk
            if one not in seen:
                seen.add(one)
                left |= {upper for lower, upper in links if lower == one}


def test_a_paper_is_drawn_once_under_the_lowest_that_it_carries_out() -> None:
    assert papers.deepest_of([(2, 1), (3, 1), (3, 2), (4, 3)]) == {2: 1, 3: 2, 4: 3}
    assert papers.deepest_of([(3, 2), (3, 1)]) == {3: 1}


@given(st.lists(st.sampled_from(sorted(sendings.VERBS)), max_size=12))
def test_an_addressee_only_ever_stands_at_a_known_stage(verbs: list[str]) -> None:
    stage = "waiting"
    for verb in verbs:
        stage = sendings.after(stage, verb) or stage
    assert stage in sendings.STAGES


def test_every_verb_but_sending_is_somebodys_and_has_a_row() -> None:
    assert {verb for _, verb in sendings.TABLE} == set(sendings.WHOSE) == set(sendings.VERBS) - {"send"}
    assert {verb for _, verb in papers.TABLE} == set(papers.VERBS)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-40, 40), st.integers(-40, 40))
def test_late_is_counted_to_the_answer_or_to_today(due: date, answered: int, now: int) -> None:
    day, today = due + timedelta(days=answered), due + timedelta(days=now)
    assert sendings.days_late("answered", due, day, today) == max(0, answered)
    assert sendings.days_late("acknowledged", due, None, today) == max(0, now)
    assert sendings.days_late("released", due, None, today) == 0
    assert sendings.days_late("waiting", None, None, today) == 0


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("TỈNH ỦY\nTUYỆT  MẬT\nSố 1", "TUYỆT MẬT"),
        ("| TỐI MẬT |", "TỐI MẬT"),
        ("ĐẢNG ỦY\n  MẬT\n", "MẬT"),
        ("Bảo vệ bí mật nhà nước\nMẬT ONG RỪNG\n", ""),
        ("Phong trào\n" * 900 + "MẬT\n", ""),
    ],
)
def test_a_stamp_of_secrecy_stands_alone_near_the_head(text: str, stamp: str) -> None:
    assert stamp_of(text) == stamp

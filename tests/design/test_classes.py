"""Amounts put into the classes of a map, and round amounts along an axis."""

from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lantoa.design.drawings.classes import scale
from lantoa.design.drawings.ticks import ticks
from lantoa.design.templatetags.writing import money

AMOUNT = st.one_of(
    st.decimals(min_value=-1000, max_value=10**15, places=2), st.integers(0, 10**18).map(Decimal), st.just(Decimal(0))
)
AMOUNTS = st.lists(st.one_of(st.none(), AMOUNT), max_size=70)


@given(AMOUNTS, st.integers(1, 5))
def test_there_are_at_most_as_many_classes_as_asked_for_and_none_is_empty(
    amounts: list[Decimal | None], most: int
) -> None:
    classes = scale(amounts, most)
    used = {classes.level(amount) for amount in amounts} - {None, 0}
    assert used == set(range(1, len(classes.bounds) + 2 if classes.has_amounts else 1))
    assert len(used) <= most


@given(AMOUNTS)
def test_more_never_has_a_lower_class(amounts: list[Decimal | None]) -> None:
    classes = scale(amounts)
    assert all(low < high for low, high in pairwise(classes.bounds))
    ordered = [classes.level(amount) or 0 for amount in sorted(one for one in amounts if one is not None)]
    assert ordered == sorted(ordered)


@given(AMOUNTS, st.randoms())
def test_the_order_of_the_amounts_does_not_matter(amounts: list[Decimal | None], chance: Random) -> None:
    shuffled = list(amounts)
    chance.shuffle(shuffled)
    assert scale(shuffled) == scale(amounts)


@given(AMOUNTS)
def test_missing_has_no_class_and_zero_has_one_of_its_own(amounts: list[Decimal | None]) -> None:
    classes = scale(amounts)
    assert classes.level(None) is None
    assert classes.level(Decimal(0)) == 0
    assert classes.level(Decimal("0.01")) != 0


@given(st.lists(st.integers(1, 10**6), min_size=20, max_size=40, unique=True))
def test_the_classes_are_about_as_large_as_one_another(whole: list[int]) -> None:
    amounts = [Decimal(one) for one in whole]
    classes = scale(amounts)
    sizes = [sum(classes.level(one) == level for one in amounts) for level in range(1, 6)]
    assert max(sizes) - min(sizes) <= 1 + 2 * 2 * (len(amounts) // 20)


@given(st.lists(st.integers(1, 10**6), min_size=5, max_size=40, unique=True))
def test_a_bound_needs_no_more_figures_than_the_amounts_it_parts(whole: list[int]) -> None:
    for bound in scale(map(Decimal, whole)).bounds:
        assert bound == bound.to_integral_value()
        above = min(one for one in whole if one >= bound)
        assert len(str(int(bound)).rstrip("0")) <= len(str(above).rstrip("0"))


def test_bounds_are_round_and_the_legend_says_them_in_words() -> None:
    amounts = [None, *(Decimal(one) * 10**8 for one in (0, 113, 187, 214, 356, 398, 512, 645, 871, 922, 1213))]
    with translation.override("vi"):
        lines = scale(amounts).legend(money)
    assert [(line.level, line.text) for line in lines] == [
        (None, "Chưa có số liệu"),
        (0, "0 đồng"),
        (1, "Dưới 20 tỷ đồng"),
        (2, "Từ 20 đến dưới 38 tỷ đồng"),
        (3, "Từ 38 đến dưới 60 tỷ đồng"),
        (4, "Từ 60 đến dưới 90 tỷ đồng"),
        (5, "Từ 90 tỷ đồng trở lên"),
    ]


def test_a_legend_names_only_what_occurs() -> None:
    with translation.override("vi"):
        assert [line.text for line in scale([]).legend(money)] == []
        assert [line.text for line in scale([Decimal(5)]).legend(money)] == ["Lớn hơn 0"]
        assert [line.text for line in scale([Decimal(-5)]).legend(money)] == ["Từ 0 đồng trở xuống"]


@pytest.mark.parametrize("most", [0, 6])
def test_more_classes_than_there_are_colours_are_refused(most: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        scale([], most)


@given(st.lists(AMOUNT, max_size=20))
def test_an_axis_holds_zero_and_every_amount_and_its_steps_are_equal(amounts: list[Decimal]) -> None:
    marks = ticks(amounts)
    assert marks[0] <= min([Decimal(0), *amounts])
    assert max([Decimal(0), *amounts]) <= marks[-1]
    assert Decimal(0) in marks
    assert 2 <= len(marks) <= 7
    assert len({high - low for low, high in pairwise(marks)}) == 1


def test_an_axis_of_whole_numbers_has_no_halves() -> None:
    assert ticks([Decimal(1)]) == (0, 1)
    assert ticks([Decimal("0.6")]) == (0, Decimal("0.2"), Decimal("0.4"), Decimal("0.6"))
    assert ticks([Decimal(48), Decimal(-3)]) == (-20, 0, 20, 40, 60)

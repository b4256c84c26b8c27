"""The same thing told twice counts once, by a decision that is kept and can be taken back."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from lantoa.common.checks import Look
from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators import checks, operations, queries
from lantoa.indicators.models import Double, Fact
from lantoa.indicators.operations import UnableToDecideDouble
from lantoa.indicators.queries import View
from lantoa.organisations import operations as organisations
from lantoa.organisations.operations import NewUnit, Order
from tests.cast import Cast

TODAY = date(2026, 1, 1)


def tell(cast: Cast, unit: str, quantity: Quantity, period: str = "2024", *, cumulative: bool = False) -> Fact:
    amount = operations.Amount(
        queries.indicator("cau-xay-moi"), cast.units[unit], Period.parse(period), quantity, is_cumulative=cumulative
    )
    kept = operations.state(scope=cast.product, amount=amount)
    return queries.facts_of_source("statement", [kept.uuid]).get()


def figure(cast: Cast, unit: str, period: str = "2024", tree: date | None = None, upto: int | None = None) -> object:
    view = View(Period.parse(period), "place", tree, upto)
    found = queries.figure(queries.indicator("cau-xay-moi"), cast.units[unit].pk, view)
    return found.in_period or found.cumulative


@pytest.mark.parametrize("folded", [False, True])
def test_told_by_commune_and_district_it_counts_once_above_and_stays_the_communes_own(cast: Cast, folded: bool) -> None:
    district = tell(cast, "ben-lau", Quantity.of(7, Exactness.AT_LEAST, "trên"))
    commune = tell(cast, "an-phuc", Quantity.of(3))
    before = queries.head()
    operations.count_once(scope=cast.product, kept=district, other=commune, why="Huyện đã tính cả cầu của xã")
    if folded:
        operations.fold(today=TODAY)
    for tree in (None, TODAY):
        assert figure(cast, "an-phuc", tree=tree) == Quantity.of(3)
        for above in ("ben-lau", "song-trang", "vn"):
            assert figure(cast, above, tree=tree) == Quantity.of(7, Exactness.AT_LEAST, "trên")
    # What was printed before the decision stays.
    assert figure(cast, "vn", upto=before) == Quantity(Quantity.of(10).point, Quantity.of(10).low, None, Exactness.AT_LEAST, "trên")  # fmt: skip  # noqa: E501


def test_two_organisations_of_one_commune_count_once_in_the_commune(cast: Cast) -> None:
    party, women = tell(cast, "du-an-phuc", Quantity.of(2)), tell(cast, "pn-an-phuc", Quantity.of(2))
    double = operations.count_once(scope=cast.product, kept=party, other=women)
    assert double.at == cast.units["an-phuc"]
    assert figure(cast, "an-phuc") == figure(cast, "vn") == Quantity.of(2)
    assert figure(cast, "pn-an-phuc") == Quantity.of(2)


def test_a_period_that_holds_only_one_of_them_shows_it_whole(cast: Cast) -> None:
    year, quarter = tell(cast, "ben-lau", Quantity.of(7)), tell(cast, "an-phuc", Quantity.of(3), "2024-Q1")
    operations.count_once(scope=cast.product, kept=year, other=quarter)
    assert figure(cast, "vn", "2024-Q1") == Quantity.of(3)
    assert figure(cast, "vn", "2024") == Quantity.of(7)


def test_running_totals_are_left_out_too(cast: Cast) -> None:
    district = tell(cast, "ben-lau", Quantity.of(9), "2020..2024", cumulative=True)
    commune = tell(cast, "an-phuc", Quantity.of(4), "2020..2024", cumulative=True)
    operations.count_once(scope=cast.product, kept=district, other=commune)
    assert figure(cast, "vn") == Quantity.of(9)
    assert figure(cast, "an-phuc") == Quantity.of(4)


def test_the_lines_behind_a_figure_mark_what_was_left_out_there(cast: Cast) -> None:
    district, commune = tell(cast, "ben-lau", Quantity.of(7)), tell(cast, "an-phuc", Quantity.of(3))
    operations.count_once(scope=cast.product, kept=district, other=commune)
    how, view = queries.indicator("cau-xay-moi"), View(Period.parse("2024"))
    above = {fact.pk: fact.is_left_out for fact in queries.facts(how, cast.units["vn"].pk, view)}
    assert above == {district.pk: False, commune.pk: True}
    own = {fact.pk: fact.is_left_out for fact in queries.facts(how, cast.units["an-phuc"].pk, view)}
    assert own == {commune.pk: False}


def test_a_decision_is_taken_back_with_a_reason_and_both_count_again(cast: Cast) -> None:
    district, commune = tell(cast, "ben-lau", Quantity.of(7)), tell(cast, "an-phuc", Quantity.of(3))
    double = operations.count_once(scope=cast.product, kept=district, other=commune)
    with pytest.raises(UnableToDecideDouble, match="lý do"):
        operations.undo_double(scope=cast.product, double=double, why=" ")
    operations.undo_double(scope=cast.product, double=double, why="Hai cây cầu khác nhau")
    assert figure(cast, "vn") == Quantity.of(10)
    with pytest.raises(UnableToDecideDouble, match="đã được hủy"):
        operations.undo_double(scope=cast.product, double=double, why="lần nữa")
    operations.tell_apart(scope=cast.product, kept=district, other=commune)
    assert figure(cast, "vn") == Quantity.of(10)
    with pytest.raises(UnableToDecideDouble, match="Đã có quyết định"):
        operations.count_once(scope=cast.product, kept=commune, other=district)


@pytest.mark.parametrize("taken", ["kept", "other"])
def test_when_one_of_them_is_taken_back_the_other_counts_by_itself(cast: Cast, taken: str) -> None:
    both = {"kept": tell(cast, "ben-lau", Quantity.of(7)), "other": tell(cast, "an-phuc", Quantity.of(3))}
    operations.count_once(scope=cast.product, **both)
    operations.reverse(scope=cast.product, fact=both[taken], why="nhầm")
    assert figure(cast, "vn") == Quantity.of(3 if taken == "kept" else 7)
    assert not Double.objects.filter(ended_at=None).exists()


def test_what_cannot_be_the_same_is_refused_and_nothing_is_left_out_twice(cast: Cast) -> None:
    district, commune = tell(cast, "ben-lau", Quantity.of(7)), tell(cast, "an-phuc", Quantity.of(3))
    party, other_year = tell(cast, "du-an-phuc", Quantity.of(3)), tell(cast, "ben-lau", Quantity.of(7), "2023")
    for kept, other, match in ((commune, commune, "khác nhau"), (other_year, commune, "không được cộng")):
        with pytest.raises(UnableToDecideDouble, match=match):
            operations.count_once(scope=cast.product, kept=kept, other=other)
    operations.count_once(scope=cast.product, kept=district, other=commune)
    with pytest.raises(UnableToDecideDouble, match="đã được loại"):
        operations.count_once(scope=cast.product, kept=party, other=commune)
    # The commune's own line still counts in the commune: there another may be left out in its favour.
    operations.count_once(scope=cast.product, kept=commune, other=party)
    assert figure(cast, "an-phuc") == Quantity.of(3)
    assert figure(cast, "vn") == Quantity.of(7)


def test_a_decision_outlives_a_merger_and_doctor_finds_everything_in_order(cast: Cast) -> None:
    district, commune = tell(cast, "ben-lau", Quantity.of(7)), tell(cast, "an-phuc", Quantity.of(3))
    operations.count_once(scope=cast.product, kept=district, other=commune)
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    order = Order("Nghị quyết 01", date(2025, 7, 1))
    organisations.merge(scope=cast.product, order=order, units=both, into=NewUnit("an-tan", "Xã An Tân", "commune"))
    operations.fold(today=TODAY)
    assert figure(cast, "vn", tree=TODAY) == figure(cast, "ben-lau", tree=TODAY) == Quantity.of(7)
    undone = operations.count_once(
        scope=cast.product, kept=district, other=tell(cast, "tan-loi", Quantity.of(1), "2024-05")
    )
    operations.undo_double(scope=cast.product, double=undone, why="nhầm")
    for check in (checks.facts, checks.statements, checks.sources, checks.told, checks.totals):
        assert [one for one in check.run(Look(timezone.now())) if not one.is_remark] == []


def three_details(cast: Cast) -> tuple[Fact, list[Fact]]:
    """What the district told of the year, and what its communes told of parts of it."""
    told = [("an-phuc", 3, "2024-Q1"), ("tan-loi", 4, "2024-Q2"), ("an-phuc", 5, "2024-Q3")]
    return tell(cast, "ben-lau", Quantity.of(20)), [
        tell(cast, unit, Quantity.of(number), days) for unit, number, days in told
    ]


def in_order() -> bool:
    """What `lantoa doctor` says of the ledger."""
    kinds = (checks.facts, checks.statements, checks.sources, checks.told, checks.totals)
    return not [one for kind in kinds for one in kind.run(Look(timezone.now())) if not one.is_remark]


def test_a_total_that_includes_its_details_leaves_all_of_them_out_by_one_act(cast: Cast) -> None:
    total, details = three_details(cast)
    decided = operations.decide_double(scope=cast.product, head=total, others=details, choice="included", why="Đã gồm")
    assert len({one.act for one in decided}) == 1
    assert figure(cast, "vn") == figure(cast, "ben-lau") == Quantity.of(20)
    assert figure(cast, "an-phuc") == Quantity.of(8)
    assert figure(cast, "vn", "2024-Q1") == Quantity.of(3)
    operations.undo_double(scope=cast.product, double=decided[1], why="Huyện báo lại")
    assert figure(cast, "vn") == Quantity.of(32)
    assert {one.ended_why for one in Double.objects.all()} == {"Huyện báo lại"}
    assert in_order()


def test_where_the_details_alone_count_the_total_stays_out_while_one_of_them_stands(cast: Cast) -> None:
    total, details = three_details(cast)
    operations.decide_double(scope=cast.product, head=total, others=details, choice="details")
    expected = [Quantity.of(12), Quantity.of(9), Quantity.of(5), Quantity.of(20)]
    assert figure(cast, "vn") == figure(cast, "ben-lau") == expected[0]
    for detail, then in zip(details, expected[1:], strict=True):
        operations.reverse(scope=cast.product, fact=detail, why="nhầm")
        operations.fold(today=TODAY)
        assert figure(cast, "vn") == then
        assert in_order()
    assert not Double.objects.filter(ended_at=None).exists()


def test_where_the_total_itself_is_taken_back_the_details_count_on(cast: Cast) -> None:
    for choice in ("included", "details"):
        total, details = three_details(cast)
        operations.decide_double(scope=cast.product, head=total, others=details, choice=choice)
        operations.reverse(scope=cast.product, fact=total, why="nhầm")
        assert figure(cast, "vn") == Quantity.of(12)
        assert not Double.objects.filter(ended_at=None).exists()
        for detail in details:
            operations.reverse(scope=cast.product, fact=detail, why="nhầm")
    assert in_order()


def test_a_group_is_decided_whole_or_not_at_all(cast: Cast) -> None:
    total, details = three_details(cast)
    operations.tell_apart(scope=cast.product, kept=total, other=details[1])
    for choice in ("included", "apart", "details"):
        with pytest.raises(UnableToDecideDouble, match="Đã có quyết định"):
            operations.decide_double(scope=cast.product, head=total, others=details, choice=choice)
    with pytest.raises(UnableToDecideDouble, match="Hãy chọn"):
        operations.decide_double(scope=cast.product, head=total, others=[], choice="included")
    with pytest.raises(UnableToDecideDouble, match="Hãy chọn"):
        operations.decide_double(scope=cast.product, head=total, others=details, choice="khác")
    with pytest.raises(UnableToDecideDouble, match="người xác nhận"):
        operations.decide_double(scope=cast.scope(cast.lan), head=total, others=details[:1], choice="included")
    assert Double.objects.count() == 1
    assert figure(cast, "vn") == Quantity.of(32)


def test_the_lower_question_may_be_decided_after_the_upper_one(cast: Cast) -> None:
    province, (district, details) = tell(cast, "song-trang", Quantity.of(30)), three_details(cast)
    operations.decide_double(scope=cast.product, head=province, others=[district], choice="included")
    operations.decide_double(scope=cast.product, head=district, others=details, choice="included")
    assert [figure(cast, unit) for unit in ("vn", "ben-lau", "an-phuc")] == [Quantity.of(n) for n in (30, 20, 8)]
    late = tell(cast, "an-phuc", Quantity.of(1), "2024-12")
    with pytest.raises(UnableToDecideDouble, match="đã được loại"):
        operations.decide_double(scope=cast.product, head=district, others=[late], choice="details")

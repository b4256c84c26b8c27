"""Likely doubles: the database finds what comparing every amount with every other one finds."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from itertools import permutations
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.indicators import operations, queries
from lantoa.indicators.models import Double, Fact
from lantoa.indicators.queries import doubles as finder
from lantoa.indicators.rules import doubles as rules
from lantoa.indicators.rules.doubles import Told
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import UnitAncestry
from tests.cast import Cast

BODIES = ("du-an-phuc", "pn-an-phuc")
DAYS = st.integers(0, 5).flatmap(
    lambda first: st.tuples(st.just(first), st.integers(first, 5)).map(
        lambda pair: tuple(date(2024, 1, 1) + timedelta(days=day) for day in pair)
    )
)


@st.composite
def told(draw: st.DrawFn, seq: int = 0) -> Told:
    first, last = draw(DAYS)
    kind = draw(st.sampled_from(["statement", "outcome", "practice"]))
    line = draw(st.sampled_from(["", "a", "b"])) if kind == "outcome" else ""
    return Told(seq, first, last, kind, draw(st.sampled_from("xyz")), line, draw(st.sampled_from([None, 1, 2])))


@given(told(1), told(2), st.sampled_from([None, 0]))
def test_of_two_amounts_of_one_unit_or_place_at_most_one_is_told_in_the_other(
    one: Told, other: Told, depth: int | None
) -> None:
    assert not (rules.why(one, other, depth) and rules.why(other, one, depth))


@given(told(1), told(2), st.sampled_from([None, 0, 1, 2]))
def test_likely_doubles_come_from_two_records_and_share_days(one: Told, other: Told, depth: int | None) -> None:
    if rules.why(one, other, depth):
        assert (one.kind, one.record) != (other.kind, other.record)
        assert one.from_on <= other.to_on
        assert other.from_on <= one.to_on


@given(told(1), told(2), told(3), st.integers(0, 2), st.integers(0, 2))
def test_a_detail_of_a_detail_is_a_detail(top: Told, middle: Told, low: Told, upper: int, lower: int) -> None:
    if rules.why(top, middle, upper) == rules.why(middle, low, lower) == rules.WITHIN:
        same = (top.kind, top.record) == (low.kind, low.record)
        assert same or rules.why(top, low, upper + lower) == rules.WITHIN


def told_by(fact: Fact) -> Told:
    paper = fact.citation.text.file_id if fact.citation else None
    return Told(fact.pk, fact.from_on, fact.to_on, fact.source_kind, str(fact.source_uuid), fact.source_line, paper)


def depth_of(upper: int, lower: int, day: date) -> int | None:
    rows = UnitAncestry.objects.filter(ancestor=upper, descendant=lower, line="place", from_on__lte=day, to_on__gte=day)
    return rows.values_list("depth", flat=True).first()


def by_hand(cast: Cast) -> set[tuple[int, int, str]]:
    """Every amount compared with every other one."""
    codes = {unit.pk: code for code, unit in cast.units.items()}
    lines = [
        one for one in queries.standing().select_related("indicator") if one.indicator.adds and not one.is_cumulative
    ]
    decisions = list(Double.objects.filter(ended_at=None))
    left_out = {(one.other_id, one.at_id) for one in decisions if one.is_same}
    decided = {frozenset((one.kept_id, one.other_id)) for one in decisions}
    related: dict[tuple[int, int], str] = {}
    for one, other in permutations(lines, 2):
        if one.indicator_id != other.indicator_id:
            continue
        depth, place = depth_of(one.unit_id, other.unit_id, other.to_on), one.unit_id
        if depth is None:
            if {codes[one.unit_id], codes[other.unit_id]} != set(BODIES):
                continue
            place = cast.units["an-phuc"].pk
        if why := rules.why(told_by(one), told_by(other), depth):
            counts = not {(one.pk, one.unit_id), (one.pk, place)} & left_out
            counts &= other.pk not in {fact for fact, _ in left_out}
            related[one.pk, other.pk] = why if counts and frozenset((one.pk, other.pk)) not in decided else "-" + why
    totals = {pair: why for pair, why in related.items() if why.endswith(rules.WITHIN)}
    waits = {
        (top, low)
        for top, middle in totals
        for upper, low in totals
        if upper == middle and not totals[middle, low].startswith("-")
    }
    return {(*pair, why) for pair, why in related.items() if not why.startswith("-") and pair not in waits}


def found() -> set[tuple[int, int, str]]:
    pairs = set()
    for head in finder.likely_doubles(Scope(None, "kiểm thử", reach={"read": None})):
        for other in finder.others_of(head, 1000):
            depth = getattr(other, "depth", None)
            pairs.add((head.pk, other.pk, rules.why(told_by(head), told_by(other), depth)))
    return pairs


def report(cast: Cast, dice: random.Random) -> Fact:
    """An amount as some record may tell it."""
    first = date(2024, 1, 1) + timedelta(days=dice.choice([0, 0, 90, 180]))
    days = Period(first, first + timedelta(days=dice.choice([0, 89, 365])))
    code = dice.choice(["cau-xay-moi", "cau-xay-moi", "cau-xay-moi", "nguon-luc", "ty-le-hoc-tap"])
    where = cast.units[dice.choice(["song-trang", "ben-lau", "an-phuc", "an-phuc-1", "tan-loi", *BODIES])]
    amount = operations.Amount(
        queries.indicator(code), where, days, Quantity.of(dice.randint(1, 9)), dice.random() < 0.1
    )
    kind = dice.choice(["statement", "statement", "outcome", "practice"])
    if kind == "statement":
        stated = operations.state(scope=cast.product, amount=amount)
        return queries.facts_of_source(kind, [stated.uuid]).get()
    record = UUID(int=dice.randint(1, 6)) if kind == "outcome" else uuid4()
    line = dice.choice("ab") if kind == "outcome" else ""
    return operations.post(scope=cast.product, amount=amount, source=operations.Source(kind, record, "thử", line))


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(2 if os.environ.get("LANTOA_DATABASE") else 6))
def test_the_finder_finds_what_comparing_each_with_each_finds(cast: Cast, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(18):
        report(cast, dice)
    assert found() == by_hand(cast)
    for turn in range(6):
        head, other, _ = dice.choice(sorted(found()) or [(0, 0, "")])
        if head:
            pair = Fact.objects.in_bulk([head, other])
            act = dice.choice([operations.count_once, operations.tell_apart])
            act(scope=cast.product, kept=pair[head], other=pair[other])
        lines = list(queries.standing().order_by("pk"))
        if dice.random() < 0.4:
            operations.reverse(scope=cast.product, fact=dice.choice(lines), why="nhầm")
        if dice.random() < 0.3:
            moved, parent = cast.units["tan-loi"], cast.units[dice.choice(["song-trang", "ben-lau"])]
            on = date(2024, 1, 1) + timedelta(days=turn * 50 + 20)
            organisations.move_unit(scope=cast.product, unit=moved, parent=parent, line="place", on=on)
        assert found() == by_hand(cast)

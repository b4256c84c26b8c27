"""Likely doubles: the database finds what comparing every amount with every other one finds."""

from __future__ import annotations

import os
import random
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from itertools import permutations
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lantoa.cli.totals import totals
from lantoa.common.checks import Look
from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.indicators import checks, operations, queries
from lantoa.indicators.models import Double, Fact, LikelyDouble, LikelyHead
from lantoa.indicators.operations import double_search
from lantoa.indicators.queries import doubles as finder
from lantoa.indicators.rules import doubles as rules
from lantoa.indicators.rules.doubles import Told
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import UnitAncestry
from tests.cast import Cast
from tests.indicators.test_totals import Ledger

BODIES = ("du-an-phuc", "pn-an-phuc")
EVERYWHERE = Scope(None, "kiểm thử", reach={"read": None})
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
    for head in finder.likely_doubles(EVERYWHERE):
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


@pytest.mark.parametrize("seed", range(1 if os.environ.get("LANTOA_DATABASE") else 2))
def test_the_finder_finds_what_comparing_each_with_each_finds(cast: Cast, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(18):
        report(cast, dice)
    is_right(cast)
    for turn in range(8):
        if dice.random() < 0.5:
            search(dice)
            is_right(cast)
        head, other, _ = dice.choice(sorted(found()) or [(0, 0, "")])
        if head:
            pair = Fact.objects.in_bulk([head, other])
            choice = dice.choice(["included", "apart", "details"])
            with suppress(operations.UnableToDecideDouble):
                operations.decide_double(scope=cast.product, head=pair[head], others=[pair[other]], choice=choice)
        if dice.random() < 0.3 and (decided := list(Double.objects.filter(ended_at=None).order_by("pk"))):
            operations.undo_double(scope=cast.product, double=dice.choice(decided), why="nhầm")
        for _ in range(dice.choice([0, 0, 1, 3])):
            report(cast, dice)
        lines = list(queries.standing().order_by("pk"))
        if dice.random() < 0.4:
            operations.reverse(scope=cast.product, fact=dice.choice(lines), why="nhầm")
        if dice.random() < 0.3:
            moved, parent = cast.units["tan-loi"], cast.units[dice.choice(["song-trang", "ben-lau"])]
            on = date(2024, 1, 1) + timedelta(days=turn * 50 + 20)
            organisations.move_unit(scope=cast.product, unit=moved, parent=parent, line="place", on=on)
        is_right(cast)


def search(dice: random.Random) -> None:
    """As the worker does: all of it, or until it dies after a step."""
    operations.search_doubles(most=dice.choice([3, 5_000])) if dice.random() < 0.6 else double_search.step(2)


@pytest.mark.parametrize("seed", range(1 if os.environ.get("LANTOA_DATABASE") else 2))
@pytest.mark.django_db
def test_whatever_happens_to_the_tree_the_table_and_the_tail_tell_what_the_lines_tell(seed: int) -> None:
    operations.load_catalogue()
    history = Ledger(seed + 50)
    for _ in range(50):
        history.happen()
        if history.dice.random() < 0.3:
            search(history.dice)
            heads = list(finder.likely_doubles(EVERYWHERE))
            sums = finder.with_sums(heads)
            assert list(checks.doubles.run(Look(timezone.now()))) == []
            point = transaction.savepoint()
            operations.forget_doubles()
            assert heads == list(finder.likely_doubles(EVERYWHERE))
            assert sums == finder.with_sums(heads)
            transaction.savepoint_rollback(point)


def test_of_more_than_a_few_amounts_anew_the_lines_are_asked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(1)
    operations.search_doubles()
    for most in (0, 5, 12):
        monkeypatch.setattr(queries.double_search, "MOST", most)
        for _ in range(6):
            report(cast, dice)
        is_right(cast)


def test_a_search_that_dies_leaves_every_list_right(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(2)
    for _ in range(20):
        report(cast, dice)
    operations.search_doubles()
    for _ in range(6):
        report(cast, dice)

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(QuerySet, "bulk_create", dies)
    with pytest.raises(KeyboardInterrupt):
        operations.search_doubles()
    monkeypatch.undo()
    is_right(cast)
    operations.search_doubles()
    is_right(cast)


def test_searching_twice_finds_nothing_twice_and_rebuilding_finds_the_same(cast: Cast) -> None:
    dice = random.Random(3)
    for _ in range(20):
        report(cast, dice)
    assert operations.search_doubles() > 0
    assert operations.search_doubles() == 0
    kept = set(LikelyDouble.objects.values_list("head", "other", "depth"))
    assert kept
    LikelyDouble.objects.filter(pk=LikelyDouble.objects.order_by("pk").values("pk")[:1]).delete()
    (broken,) = checks.doubles.run(Look(timezone.now()))
    assert "lantoa totals --rebuild" in broken.what
    assert CliRunner().invoke(totals, ["--rebuild"]).exit_code == 0
    assert set(LikelyDouble.objects.values_list("head", "other", "depth")) == kept
    assert set(LikelyHead.objects.values_list("head", flat=True)) == {head for head, _, _ in kept}


def test_likely_doubles_take_as_many_queries_for_many_lines_as_for_few(cast: Cast) -> None:
    dice, counts = random.Random(4), []
    for many in (25, 75):
        operations.search_doubles()
        for _ in range(many):
            report(cast, dice)
        with CaptureQueriesContext(connection) as seen:
            finder.with_sums(list(finder.likely_doubles(EVERYWHERE)))
        counts.append(len(seen))
    # What nothing was found for is not asked further, so the two may differ by a few.
    assert max(counts) <= 32


def is_right(cast: Cast) -> None:
    """The table with what lies beyond it tells what comparing each with each does: heads, counts, single amounts."""
    pairs = by_hand(cast)
    assert found() == pairs
    likely = list(finder.likely_doubles(EVERYWHERE))
    assert {head.pk for head in likely} == {head for head, _, _ in pairs}
    counts = Counter(head for head, _, _ in pairs)
    assert {one.head.pk: one.count for one in finder.with_sums(likely)} == counts
    assert list(checks.doubles.run(Look(timezone.now()))) == []

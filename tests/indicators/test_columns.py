"""Totals from columns are row by row what the database adds up itself: of any ledger, any tree, both maps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lantoa.cli.totals import totals
from lantoa.common.checks import Look
from lantoa.common.quantities import Quantity
from lantoa.indicators import buckets, checks, columns, operations, queries
from lantoa.indicators.models import Fact, Fold, Indicator, Total
from lantoa.indicators.operations import rebuilding
from lantoa.indicators.queries import sums
from lantoa.organisations import operations as organisation
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Counterpart, Unit, UnitAncestry
from lantoa.organisations.operations import NewUnit, Order
from lantoa.organisations.rules import FOREVER, WHOLE, piece
from tests.cast import Cast
from tests.effort import examples
from tests.indicators.test_totals import TODAY, Ledger, in_period, post

np = pytest.importorskip("numpy")
from lantoa.indicators.columns import combining, dealing, kernels, pile, rolling, stored  # noqa: E402
from lantoa.indicators.columns.bucket_days import bucket_numbers  # noqa: E402
from lantoa.indicators.columns.pieces import pieces  # noqa: E402


def from_the_database(fold: Fold) -> list[tuple[Any, ...]]:
    """The reference."""
    units = organisations.ever_above_others(fold.line)
    found = sums.bucketed(fold, sums.signed(fold.upto), units)
    # PostgreSQL's sums are decimals, SQLite's buckets text.
    days = [
        (*row[:4], *(day if isinstance(day, date) else date.fromisoformat(day) for day in row[4:6]), *row[6:])
        for row in found
    ]
    return sorted(((*row[:6], *(None if end is None else int(end) for end in row[6:])) for row in days), key=repr)


def agree(line: str, tree: date | None) -> int:
    fold = Fold(line=line, is_map=tree is not None, tree=tree, cuts=buckets.cuts(), upto=queries.head())
    wanted = from_the_database(fold)
    assert sorted(columns.rows(fold, fold.upto), key=repr) == wanted
    return len(wanted)


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# A history takes seconds: what fails is told as it is, without looking for a shorter one.
@settings(
    max_examples=examples(6),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_columns_of_a_random_history_are_what_the_database_adds_up(db: None, seed: int) -> None:
    with taken_back():
        history = Ledger(seed)
        for _ in range(40):
            history.happen()
        for tree in (None, TODAY, date(2004, 6, 1)):
            agree("place", tree)


DAYS = st.dates(date(2000, 1, 1), date(2003, 12, 31))
SHARES = st.sampled_from([(0, WHOLE), (0, WHOLE // 3), (WHOLE // 3, WHOLE), (0, 1), (7, 999_999_937)])
SPANS = st.sampled_from(
    [
        (date.min, FOREVER),
        (date.min, date(2001, 6, 14)),
        (date(2001, 6, 15), FOREVER),
        (date(2002, 1, 1), date(2002, 12, 31)),
        (date(2002, 3, 1), date(2002, 3, 1)),
    ]
)
# By NumPy alone; by the loops that Numba would compile; by Numba where it is installed.
KERNELS = [None, kernels.PLAIN, kernels.compiled()]
UNITS = 7
# Amounts whose every end is whatever it is: what a wording says of its ends is not taken on trust.
ENDS = st.sampled_from([None, 0, 1, 7, 10**12 + 1, 3])
AMOUNTS = st.tuples(
    st.sampled_from(["exact", "at_least", "just_under", "about", "range"]), st.sampled_from(["", "trên", "khoảng"])
)


@st.composite
def facts(draw: st.DrawFn, units: list[int], indicators: list[int]) -> Fact:
    from_on = draw(DAYS)
    to_on = from_on + timedelta(days=draw(st.sampled_from([0, 0, 1, 13, 30, 364])))
    exactness, said = draw(AMOUNTS)
    low, high = draw(ENDS), draw(ENDS)
    if None not in (low, high) and low > high:  # type: ignore[operator]
        low, high = high, low
    value = None if exactness == "range" else draw(st.sampled_from([low or 0, high or 0, 5, -(10**11) - 7]))
    return Fact(
        indicator_id=draw(st.sampled_from(indicators)),
        unit_id=draw(st.sampled_from(units)),
        from_on=from_on,
        to_on=to_on,
        value=value,
        low=low,
        high=high,
        exactness=exactness,
        said=said,
        is_cumulative=draw(st.integers(0, 9)) == 0,
        source_kind="test",
        source_uuid=uuid4(),
        source_label="thử",
        confirmed_at=timezone.now(),
    )


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_columns_of_whatever_derived_tables_are_what_the_database_adds_up(db: None, data: st.DataObject) -> None:
    """Rows that no tree would give (two ancestors at one depth, parts that overlap) are added up alike too."""
    with taken_back():
        born = date(2000, 1, 1)
        units = [Unit.objects.create(code=f"t{n}", founded_on=born).pk for n in range(UNITS)]
        indicators = list(
            Indicator.objects.filter(code__in=["nguon-luc", "mo-hinh-hoat-dong"]).values_list("pk", flat=True)
        )
        some = st.sampled_from(units)
        above = [
            UnitAncestry(ancestor_id=one, descendant_id=one, line="place", depth=0, from_on=date.min, to_on=FOREVER)
            for one in units
        ]
        for one, other, depth, (start, end) in data.draw(
            st.lists(st.tuples(some, some, st.integers(1, 3), SPANS), min_size=1, max_size=14)
        ):
            above.append(
                UnitAncestry(ancestor_id=one, descendant_id=other, line="place", depth=depth, from_on=start, to_on=end)
            )
        UnitAncestry.objects.bulk_create(above)
        rows = st.lists(
            st.tuples(some, some, SHARES, SPANS, SPANS, st.sampled_from(["", "place", "party"])), max_size=14
        )
        Counterpart.objects.bulk_create(
            Counterpart(
                unit_id=one,
                counterpart_id=other,
                line=line,
                share_from=share[0],
                share_to=share[1],
                fact_from=on[0],
                fact_to=on[1],
                map_from=of[0],
                map_to=of[1],
            )
            for one, other, share, on, of, line in data.draw(rows)
        )
        lines = Fact.objects.bulk_create(data.draw(st.lists(facts(units, indicators), min_size=1, max_size=25)))
        back = data.draw(st.sets(st.sampled_from(lines), max_size=3))
        Fact.objects.bulk_create(
            Fact(
                **{
                    f.attname: getattr(one, f.attname)
                    for f in Fact._meta.concrete_fields
                    if f.name not in ("seq", "uuid", "sign", "reversal_of")
                },
                sign=-1,
                reversal_of=one,
            )
            for one in back
        )
        with pytest.MonkeyPatch.context() as patch:
            # Slabs or the pile for few lines, one after another or all at once: that never shows.
            patch.setattr(rolling, "CELLS_PER_LINE", data.draw(st.sampled_from([0, 1, 3, 32])))
            patch.setattr(rolling, "AT_ONCE", data.draw(st.sampled_from([1, 5, 1 << 19])))
            patch.setattr(pile, "WAITING", data.draw(st.sampled_from([1, 4_000_000])))
            how = data.draw(st.sampled_from(KERNELS))
            patch.setattr(kernels, "compiled", lambda: how)
            patch.setattr(combining, "CODES", data.draw(st.sampled_from([100, 4_000_000])))
            patch.setattr(stored, "AT_ONCE", data.draw(st.sampled_from([1, 5, 100_000])))
            for tree in (None, date(2002, 6, 30), date(2030, 1, 1)):
                agree("place", tree)


@pytest.fixture
def however_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "FROM_LINES", 0)


def doubts() -> list[Any]:
    return list(checks.totals.run(Look(timezone.now())))


def test_a_rebuild_from_columns_leaves_totals_that_hold_and_are_folded_on(cast: Cast, however_small: None) -> None:
    for unit in ("an-phuc", "tan-loi", "an-phuc-1"):
        post(cast, unit, 3)
    operations.fold(today=TODAY)
    assert set(Fold.objects.values_list("upto", "stamp")) == {(queries.head(), 1)}
    assert Total.objects.exists()
    assert doubts() == []
    wrong = post(cast, "an-phuc", 5)
    operations.reverse(scope=cast.product, fact=wrong, why="nhầm")
    operations.fold(today=TODAY)
    assert doubts() == []
    assert in_period(cast, "vn", "2024") == Quantity.of(9)
    assert CliRunner().invoke(totals, ["--rebuild"]).exit_code == 0
    assert doubts() == []


def test_a_tree_that_changes_while_columns_are_added_up_leaves_the_work_to_folding(
    cast: Cast, however_small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for unit in ("an-phuc", "tan-loi"):
        post(cast, unit, 3)
    added = columns.rows

    def meanwhile(fold: Fold, upto: int) -> Any:
        rows = list(added(fold, upto))
        if not Unit.objects.filter(code="an-tan").exists():
            both = [cast.units["an-phuc"], cast.units["tan-loi"]]
            order = Order("Nghị quyết 01", date(2025, 7, 1))
            organisation.merge(scope=cast.product, order=order, units=both, into=NewUnit("an-tan", "Xã", "commune"))
        return iter(rows)

    monkeypatch.setattr(columns, "rows", meanwhile)
    assert not rebuilding.rebuild("place", None)
    assert not Fold.objects.exists()
    operations.fold(today=TODAY)
    assert doubts() == []


def test_what_might_leave_sixty_four_bits_is_left_to_the_database(
    cast: Cast, however_small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dealing, "MOST", 1e15)
    for value in (10**15, 10**14):
        post(cast, "an-phuc", value)
    assert not rebuilding.rebuild("place", None)
    operations.fold(today=TODAY)
    assert in_period(cast, "vn", "2024") == Quantity.of(11 * 10**14)


@given(
    amount=st.integers(-(2**63), 2**63 - 1),
    cuts=st.lists(st.integers(0, WHOLE), min_size=2, max_size=2, unique=True).map(sorted),
)
def test_pieces_of_columns_are_those_of_the_rule(amount: int, cuts: list[int]) -> None:
    def column(number: int) -> Any:
        return np.array([number], np.int64)

    found = pieces(column(amount), column(cuts[0]), column(cuts[1]))
    assert found.tolist() == [piece(amount, cuts[0], cuts[1])]


@settings(deadline=None)
@given(
    days=st.lists(st.dates(date(1, 1, 1), date(2100, 12, 31)), min_size=1, max_size=5),
    cuts=st.sets(st.integers(1, 31), max_size=4).map(lambda s: s | {1}),
)
def test_buckets_of_columns_begin_where_the_database_says(days: list[date], cuts: set[int]) -> None:
    first = min(days).toordinal()
    starts, number = bucket_numbers(first, max(days).toordinal(), tuple(sorted(cuts)))
    for day in days:
        wanted = day.replace(day=max(cut for cut in cuts if cut <= day.day))
        assert date.fromordinal(int(starts[number[day.toordinal() - first]])) == wanted

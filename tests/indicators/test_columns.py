"""Totals from columns are row by row what the database adds up itself: of any ledger, any tree, both maps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.common.quantities import Exactness
from lantoa.indicators import buckets, columns, queries
from lantoa.indicators.models import Fact, Fold, Indicator
from lantoa.indicators.queries import sums
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Counterpart, Unit, UnitAncestry
from lantoa.organisations.rules import FOREVER, WHOLE
from tests.indicators.test_totals import TODAY, Ledger

np = pytest.importorskip("numpy")

from lantoa.indicators.columns import combining, kernels, pile, rolling, stored


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


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
            patch.setattr(kernels, "compiled", lambda how=data.draw(st.sampled_from(KERNELS)): how)
            patch.setattr(combining, "CODES", data.draw(st.sampled_from([100, 4_000_000])))
            patch.setattr(stored, "AT_ONCE", data.draw(st.sampled_from([1, 5, 100_000])))
            for tree in (None, date(2002, 6, 30), date(2030, 1, 1)):
                agree("place", tree)

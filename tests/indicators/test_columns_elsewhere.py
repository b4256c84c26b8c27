"""The same rows from other engines: DuckDB's SQL, and one expression on DuckDB and on a Spark cluster."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.indicators import buckets, queries
from lantoa.indicators.models import Fold
from tests.indicators.test_columns import from_the_database, taken_back
from tests.indicators.test_totals import TODAY, Ledger

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from lantoa.indicators.columns import joins, rebuilding


def written(folder: Path, tree: date | None) -> list[tuple[Any, ...]]:
    fold = Fold(line="place", is_map=tree is not None, tree=tree, cuts=buckets.cuts(), upto=queries.head())
    rebuilding.write_ledger(folder, fold, fold.upto)
    return from_the_database(fold)


def in_order(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=repr)


def tell(seed: int, events: int = 40) -> Ledger:
    history = Ledger(seed)
    for _ in range(events):
        history.happen()
    return history


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_duckdb_finds_the_same_rows_in_the_files(db: None, tmp_path: Path, seed: int) -> None:
    with taken_back():
        tell(seed)
        for tree in (None, TODAY, date(2004, 6, 1)):
            wanted = written(tmp_path, tree)
            assert in_order(joins.by_duckdb(tmp_path)) == wanted


@pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # within ibis
def test_one_expression_finds_the_same_rows_on_duckdb(db: None, tmp_path: Path) -> None:
    pytest.importorskip("ibis")
    tell(5, 60)
    for tree in (None, TODAY):
        wanted = written(tmp_path, tree)
        assert in_order(joins.by_ibis(tmp_path, "duckdb")) == wanted

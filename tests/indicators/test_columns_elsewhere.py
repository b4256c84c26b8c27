"""The same rows from other engines: DuckDB's SQL, and one expression on DuckDB and on a Spark cluster."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The address of a Spark cluster on this machine: a master and two workers, each a process of its own."""
    pyspark = pytest.importorskip("pyspark", reason="Spark is not installed: make setup-scale")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed: Spark needs it")
    home = Path(pyspark.__file__).parent
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, started = f"spark://127.0.0.1:{port}", []
    environment = os.environ | {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
    }
    log = (folder / "spark.log").open("wb")

    def start(what: str, *words: str) -> None:
        command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{what}", "--host", "127.0.0.1", *words]
        started.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))

    def said(text: bytes, times: int) -> None:
        until = time.monotonic() + 60
        while (folder / "spark.log").read_bytes().count(text) < times:
            assert time.monotonic() < until, (folder / "spark.log").read_text()
            time.sleep(0.2)

    try:
        start("master.Master", "--port", str(port), "--webui-port", "0")
        said(b"New state: ALIVE", 1)
        for number in range(2):
            room = ["--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"worker-{number}")]
            start("worker.Worker", address, "--webui-port", "0", *room)
        said(b"Successfully registered with master", 2)
        yield address
    finally:
        for one in reversed(started):
            one.terminate()
            one.wait(30)
        log.close()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # whatever Spark and what it brings along warn of
def test_the_same_expression_finds_the_same_rows_on_a_spark_cluster_by_a_setting_alone(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ibis", reason="ibis is not installed: make setup-scale")
    tell(5, 60)
    with cluster(tmp_path) as address:
        monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        for tree in (None, TODAY):
            folder = tmp_path / str(tree)
            wanted = written(folder, tree)
            assert wanted
            monkeypatch.setenv(joins.ENGINE, "duckdb")
            assert in_order(joins.by_ibis(folder)) == wanted
            monkeypatch.setenv(joins.ENGINE, address)
            assert in_order(joins.by_ibis(folder)) == wanted
        # It was not the driver that did it: both workers ran executors.
        assert len(list(tmp_path.glob("worker-*/app-*/*/stdout"))) >= 2

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
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lantoa.cli.columns import columns
from lantoa.indicators import buckets, queries
from lantoa.indicators.models import Fact, Fold, Indicator
from tests.cast import Cast
from tests.indicators.test_columns import from_the_database, taken_back
from tests.indicators.test_totals import TODAY, Ledger, post

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from lantoa.indicators.columns import files, from_folder


def written(folder: Path, tree: date | None) -> list[tuple[Any, ...]]:
    fold = Fold(line="place", is_map=tree is not None, tree=tree, cuts=buckets.cuts(), upto=queries.head())
    from_folder.write_ledger(folder, "place", tree, fold.upto)
    return from_the_database(fold)


def added(folder: Path, engine: str | None = None) -> list[tuple[Any, ...]]:
    count = from_folder.add_up(folder, folder / "totals.parquet", engine)
    table = files.read_totals(folder / "totals.parquet")
    assert len(table) == count
    return sorted(zip(*(column.to_pylist() for column in table.columns), strict=True), key=repr)


def tell(seed: int, events: int = 40) -> Ledger:
    history = Ledger(seed)
    for _ in range(events):
        history.happen()
    # What was owed or given back is less than nothing; parts of it are rounded towards zero as well.
    last = Fact.objects.latest("seq")
    for code, value in (("nguon-luc", -(10**12) - 7), ("mo-hinh-hoat-dong", -3)):
        for unit in history.units.values():
            copy = {
                name: getattr(last, name) for name in ("source_kind", "source_uuid", "source_label", "confirmed_at")
            }
            day, how = date(2001, 5, 5), Indicator.objects.get(code=code)
            Fact.objects.create(
                indicator=how, unit=unit, from_on=day, to_on=day, value=value, exactness="about", said="khoảng", **copy
            )
    return history


# A history takes seconds: what fails is told as it is, without looking for a shorter one.
@settings(
    max_examples=2,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_slabs_and_duckdb_find_the_same_rows_in_the_files(db: None, tmp_path: Path, seed: int) -> None:
    with taken_back():
        tell(seed)
        for tree in (None, TODAY, date(2004, 6, 1)):
            wanted = written(tmp_path, tree)
            assert added(tmp_path, "slabs") == wanted
            assert added(tmp_path, "duckdb") == wanted


@pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # within ibis
def test_one_expression_finds_the_same_rows_on_duckdb(db: None, tmp_path: Path) -> None:
    pytest.importorskip("ibis")
    tell(5, 60)
    for tree in (None, TODAY):
        wanted = written(tmp_path, tree)
        assert added(tmp_path, "ibis:duckdb") == wanted


def test_a_folder_is_written_and_added_up_by_commands(cast: Cast, tmp_path: Path) -> None:
    post(cast, "an-phuc", 3)
    post(cast, "tan-loi", 4)
    done = CliRunner().invoke(columns, ["write", str(tmp_path / "so"), "--map", "2026-01-01"], catch_exceptions=False)
    assert "2 " in done.output
    out = tmp_path / "cong.parquet"
    done = CliRunner().invoke(columns, ["add", str(tmp_path / "so"), str(out)], catch_exceptions=False)
    rows = files.read_totals(out).to_pylist()
    assert f"{len(rows)} " in done.output
    assert {row["value"] for row in rows if row["unit"] == cast.units["vn"].pk} == {7}


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
            for engine in ("ibis:duckdb", address):
                monkeypatch.setenv(from_folder.ENGINE, engine)
                assert added(folder) == wanted
        # It was not the driver that did it: both workers ran executors.
        assert len(list(tmp_path.glob("worker-*/app-*/*/stdout"))) >= 2

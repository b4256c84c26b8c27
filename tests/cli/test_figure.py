"""`lantoa figure` prints what the figure page shows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from lantoa.cli.figure import figure
from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators import operations, queries
from tests.cast import Cast


@pytest.fixture
def told(cast: Cast) -> None:
    how = queries.indicator("cau-xay-moi")
    quantity = Quantity.of(70, Exactness.AT_LEAST, "hơn")
    for unit, one in (("an-phuc", quantity), ("tan-loi", Quantity.of(2))):
        operations.state(
            scope=cast.product, amount=operations.Amount(how, cast.units[unit], Period.parse("2024-05"), one)
        )


def run(*words: str) -> Any:
    return CliRunner().invoke(figure, ["cau-xay-moi", "--unit", "ben-lau", "--period", "2024", *words])


def test_the_total_with_its_coverage_and_the_address_that_opens_it(told: None, client: Client) -> None:
    found = json.loads(run("--json").output)[0]
    assert found["in_period"] == "hơn 72 cây cầu"
    assert found["ends"] == {"point": "72", "low": "72", "high": None}
    assert found["reported"] == "2/2"
    path = found["url"].removeprefix("http://localhost:8000")
    assert "hơn 72 cây cầu" in client.get(path).content.decode()
    assert "hơn 72 cây cầu" in run().output


@pytest.mark.parametrize(
    ("side", "said"), [("place", "Xã Tân Lợi Thượng"), ("time", "tháng 5 năm 2024"), ("maps", "Xã An Phúc")]
)
def test_the_other_sides(told: None, side: str, said: str) -> None:
    done = run("--by", side)
    assert done.exit_code == 0, done.output
    assert said in done.output
    assert json.loads(run("--by", side, "--json").output)


@pytest.mark.parametrize(
    "wrong",
    [("--period", "2024x"), ("--unit", "khong-co"), ("--tree", "mai"), ("--line", "ngang"), ("--upto", "999999")],
)
def test_what_is_wrong_is_one_sentence(told: None, wrong: tuple[str, str]) -> None:
    done = run(*wrong)
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert wrong[1] in done.output.replace(".", "")

"""The list of rows is whole and honest."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from tests.house.walls import ROOT, house_order
from tests.systems.__main__ import ROWS, listing

SPECIFICATION = ROOT.parent / "shared" / "systems.md"


def test_every_row_names_a_concept_of_the_house() -> None:
    assert {told["concept"] for told in ROWS.values()} <= set(house_order())


def test_a_row_that_works_has_a_test_that_bears_its_name() -> None:
    for row, told in ROWS.items():
        if "test" in told:
            module = import_module(f"tests.systems.{told['test']}")
            assert any(name.startswith(f"test_{row.lower()}") for name in dir(module)), row


def test_the_list_has_every_row_of_the_specification() -> None:
    if not SPECIFICATION.exists():
        pytest.skip("the specification of the five places is not on this machine")
    rows = re.findall(r"^\| ((?:LT|AP|LV|BN|XT)\d) \|", SPECIFICATION.read_text(encoding="utf-8"), re.M)
    assert rows == list(ROWS)


def test_the_list_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert [line.split()[0] for line in listing().splitlines()[:-1]] == list(ROWS)
    with capsys.disabled():
        print(f"\n{listing()}")  # noqa: T201 - the list is to be seen in every run

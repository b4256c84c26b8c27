"""`lantoa regulations list`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from lantoa.cli.main import main

pytestmark = pytest.mark.django_db


def test_the_rules_of_a_day_are_listed_as_json() -> None:
    run = CliRunner().invoke(main, ["regulations", "list", "--on", "2026-05-26", "--json"])
    assert run.exit_code == 0, run.output
    rules = {one["code"]: one for one in json.loads(run.output)}
    assert rules["party-paper-format"]["effective_from"] == "2018-04-03"
    assert rules["privacy-requests"]["value"]["delete"] == {"days": 20, "counting": "calendar"}
    assert rules["privacy-requests"]["standing"] == "secondary"


def test_the_rules_of_a_day_are_listed_as_a_table() -> None:
    run = CliRunner().invoke(main, ["regulations", "list", "--on", "2000-06-01"])
    assert run.exit_code == 0, run.output
    assert "weekly-days-off" in run.output
    assert "Chưa đối chiếu" in run.output.replace("\n", " ")
    assert CliRunner().invoke(main, ["regulations", "list", "--on", "hôm nay"]).exit_code == 2

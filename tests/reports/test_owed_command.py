"""`lantoa owed`."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.utils import timezone

from lantoa.cli.owed import owed
from lantoa.reports import operations
from tests.cast import Cast
from tests.reports.owing import asked, begun


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(owed, words)
    return done.exit_code, done.output


def test_what_a_unit_owes_is_listed_with_its_due_day_and_what_was_sent_is_not(cast: Cast) -> None:
    of = asked(cast, cadences=["quarter"], from_on=date(2026, 1, 1))
    done = begun(cast, of, period="2026-Q1")
    operations.advance(scope=cast.product, report=done, verb="submit", at=timezone.now())
    code, said = run("--unit", "an-phuc", "--on", "2026-10-20")
    assert code == 0
    assert "Báo cáo định kỳ, quý III năm 2026" in said
    assert "12/10/2026" in said
    assert "quý I năm" not in said
    code, said = run("--unit", "Xã An Phúc", "--on", "2026-10-20", "--json")
    found = json.loads(said)
    assert code == 0
    assert [(one["period"], one["due_on"], one["days_late"]) for one in found] == [
        ("2026-Q2", "2026-07-10", 102),
        ("2026-Q3", "2026-10-12", 8),
    ]


@pytest.mark.parametrize("words", [("--unit", "khong-co"), ("--unit", "an-phuc", "--on", "hôm qua"), ("--unit", "Xã")])
def test_a_refusal_is_one_sentence(cast: Cast, words: tuple[str, ...]) -> None:
    code, said = run(*words)
    assert (code, "Traceback" in said) == (1, False)
    assert said.count("\n") == 1

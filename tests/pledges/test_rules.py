"""What may follow what, and how versions differ."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.periods import Period
from lantoa.pledges import rules
from lantoa.pledges.rules import contents


@pytest.mark.parametrize("stage", rules.STAGES)
def test_every_verb_of_a_stage_leads_to_a_known_stage(stage: str) -> None:
    for verb in rules.open_verbs(stage):
        assert rules.after(stage, verb) in rules.STAGES
        assert verb in rules.VERBS
    assert rules.after(stage, "khong-co") is None


def test_what_was_confirmed_is_amended_and_never_written_over() -> None:
    assert "confirmed" not in rules.WRITABLE
    assert rules.after("confirmed", "amend") == "registered"
    assert rules.CONFIRMED < rules.COUNTED


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_hundred_percent_means_everybody(many: int, more: int) -> None:
    of = many + more
    assert (rules.share(many, of) == 100) == (more == 0 and of > 0)
    assert 0 <= rules.share(many, of) <= 100


@pytest.mark.parametrize(
    ("span", "days", "following"),
    [
        ("year", "2026", "2027"),
        ("term", "2026..2030", "2031..2035"),
        ("term", "2025-08-15..2030-08-14", "2030..2035"),
    ],
)
def test_the_period_that_follows(span: str, days: str, following: str) -> None:
    assert rules.next_period(span, Period.parse(days)) == Period.parse(following)


def test_a_deed_is_late_after_its_day_whether_done_or_not() -> None:
    due = date(2026, 6, 30)
    assert not rules.is_late(due, due, date(2026, 12, 1))
    assert rules.is_late(due, date(2026, 7, 1), date(2026, 12, 1))
    assert rules.is_late(due, None, date(2026, 7, 1))
    assert not rules.is_late(due, None, due)


def test_a_measure_is_said_in_vietnamese_figures() -> None:
    assert contents.measure(Decimal("12.00"), "buổi") == "12 buổi"
    assert contents.measure(Decimal("1250.50"), "nghìn đồng") == "1.250,5 nghìn đồng"
    assert contents.measure(Decimal("1200"), "đồng") == "1.200 đồng"
    assert contents.measure(None, "") == ""


def test_versions_differ_by_deeds_added_removed_and_changed() -> None:
    day = date(2026, 12, 31)
    kept, gone = contents.row("a", "Trồng hoa", "", day, ""), contents.row("b", "Dạy học", "", day, "")
    after = [
        contents.row("a", "Trồng hoa", "2 tuyến", date(2026, 6, 30), ""),
        contents.row("c", "Vệ sinh", "", day, ""),
    ]
    changed, added, removed = contents.compare([kept, gone], after)
    assert (changed.how, changed.fields) == (
        "changed",
        (("Chỉ tiêu", "—", "2 tuyến"), ("Thời hạn", "31/12/2026", "30/06/2026")),
    )
    assert (added.how, added.what, removed.how, removed.what) == ("added", "Vệ sinh", "removed", "Dạy học")
    assert contents.compare([kept], [kept]) == []

"""What may follow what between two units, and what counts as alive."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.practices import rules, spreading

BEGUN = date(2024, 1, 31)


@pytest.mark.parametrize("step", sorted(spreading.TABLE))
def test_every_step_leads_to_a_known_stage_by_a_named_verb(step: tuple[str, str]) -> None:
    stage, verb = step
    assert stage in {*spreading.STAGES, rules.NOTHING}
    assert verb in spreading.VERBS
    assert spreading.TABLE[step].after in spreading.STAGES


def test_what_was_declined_or_cancelled_is_over() -> None:
    for stage in ("declined", "cancelled"):
        assert spreading.open_verbs(stage, {spreading.TAKER, spreading.SOURCE, spreading.BEGINNER}, runs=True) == []


def test_an_order_is_not_declined_by_whom_it_binds() -> None:
    assert "decline" not in spreading.open_verbs("ordered", {spreading.TAKER})


def test_only_what_runs_can_be_stopped() -> None:
    assert spreading.open_verbs("started", {spreading.TAKER}, runs=True) == ["stop", "cancel"]
    assert spreading.open_verbs("started", {spreading.TAKER}) == ["cancel"]


def test_three_months_after_the_last_of_january_is_the_last_of_april() -> None:
    assert spreading.due_on(BEGUN, 3) == date(2024, 4, 30)


LIFE: list[rules.Span] = [("running", BEGUN, None)]
ENDED: list[rules.Span] = [("running", BEGUN, date(2024, 3, 1)), ("ended", date(2024, 3, 2), None)]


def test_what_is_not_due_is_no_failure_and_what_nobody_looked_at_never_alive() -> None:
    due = spreading.due_on(BEGUN, 3)
    assert spreading.fate(due, None, LIFE, due - timedelta(days=1)) == "not_due"
    assert spreading.fate(due, None, LIFE, due) == "unchecked"
    assert spreading.fate(due, ("changed", due), LIFE, due) == "alive"
    assert spreading.fate(due, ("stopped", due), LIFE, due) == "stopped"


def test_what_ended_before_its_check_is_stopped_even_if_nobody_looked_or_looked_too_early() -> None:
    due = spreading.due_on(BEGUN, 3)
    assert spreading.fate(due, None, ENDED, due) == "stopped"
    assert spreading.fate(due, ("running", date(2024, 2, 20)), ENDED, due) == "stopped"


@given(st.lists(st.sampled_from(sorted(spreading.FATES)), max_size=40))
def test_the_parts_of_survival_add_up_and_its_share_never_counts_what_is_not_alive(fates: list[str]) -> None:
    found = spreading.survival(12, fates)
    assert found.due + found.not_due == len(fates)
    assert found.alive == fates.count("alive")
    if found.due:
        assert found.share == round(100 * fates.count("alive") / (len(fates) - fates.count("not_due")))
    else:
        assert found.share is None

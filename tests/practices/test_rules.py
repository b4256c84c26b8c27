"""The life of a practice, in plain Python."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.practices import rules

STAGES_OF = {"life": ("registered", "running", "ended"), "pilot": ("pilot",), "public": ("public",)}
ALLOWED = {
    ("life", "", "register"): "registered",
    ("life", "registered", "start"): "running",
    ("life", "registered", "end"): "ended",
    ("life", "running", "end"): "ended",
    ("life", "ended", "resume"): "running",
    ("pilot", "", "choose_as_pilot"): "pilot",
    ("pilot", "pilot", "close_pilot"): "",
    ("public", "", "publish"): "public",
    ("public", "public", "take_off_portal"): "",
}


@pytest.mark.parametrize(
    ("track", "stage", "verb"),
    [(track, stage, verb) for track, own in STAGES_OF.items() for stage, verb in product(("", *own), rules.VERBS)],
)
def test_each_verb_follows_only_where_the_table_says(track: str, stage: str, verb: str) -> None:
    assert rules.after(track, stage, verb) == ALLOWED.get((track, stage, verb))


def test_every_verb_moves_one_track_and_bears_a_name() -> None:
    assert {verb for _, _, verb in rules.TABLE} == set(rules.VERBS)
    assert all(rules.track_of(verb) in rules.TRACKS for verb in rules.VERBS)


def test_every_stage_that_can_be_reached_bears_a_name_and_can_be_left() -> None:
    reached = {stage for stage in rules.TABLE.values() if stage}
    assert reached == set(rules.STAGES)
    assert reached <= {stage for _, stage, _ in rules.TABLE}


Span = tuple[str, date, date | None]


def play(track: str, acts: list[tuple[str, int]]) -> list[Span]:
    """A track's spans after acts that each come so many days after the first possible one; refused acts fall away."""
    spans: list[Span] = []
    on = date(2022, 1, 1)
    for verb, later in acts:
        stage = spans[-1][0] if spans and spans[-1][2] is None else rules.NOTHING
        reached = rules.after(track, stage, verb)
        if reached is None:
            continue
        if spans:
            on = rules.earliest(spans[-1][1], spans[-1][2]) + timedelta(days=later)
            if spans[-1][2] is None:
                spans[-1] = (spans[-1][0], spans[-1][1], rules.last_day(spans[-1][1], on))
        if reached:
            spans.append((reached, on, None))
    return spans


@given(
    st.sampled_from(sorted(rules.TRACKS)),
    st.lists(st.tuples(st.sampled_from(sorted(rules.VERBS)), st.integers(0, 400)), max_size=30),
)
def test_stages_of_a_track_never_overlap_and_days_never_go_back(track: str, acts: list[tuple[str, int]]) -> None:
    spans = play(track, acts)
    for _, began, ended in spans:
        assert ended is None or ended >= began
    for (_, began, ended), (_, next_began, _) in pairwise(spans):
        assert ended is not None
        assert began <= next_began
        # Two changes on one day: the former stage keeps that single day.
        assert ended < next_began or began == ended == next_began


@given(st.sampled_from(["", *STAGES_OF["life"]]), st.sampled_from(["", "pilot"]), st.sampled_from(["", "public"]))
def test_the_open_verbs_are_those_that_would_not_be_refused(life: str, pilot: str, public: str) -> None:
    now = {"life": life, "pilot": pilot, "public": public}
    opened = rules.open_verbs({track: stage for track, stage in now.items() if stage})
    allowed = {
        verb for verb in rules.VERBS if rules.after(rules.track_of(verb), now[rules.track_of(verb)], verb) is not None
    }
    assert set(opened) == allowed

"""Spans and ancestors in plain Python."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.scopes import VERBS
from lantoa.indicators.forms import LINES
from lantoa.organisations.rules import LINES as KNOWN_LINES
from lantoa.organisations.rules import ROLES, Ancestor, Span, ancestors
from lantoa.organisations.wording import LINE_NAMES, ROLE_MEANINGS, ROLE_NAMES, VERB_NAMES

spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.dates(), st.dates())


@given(spans, spans, st.dates())
def test_two_spans_meet_on_the_days_that_both_hold(one: Span, other: Span, day: date) -> None:
    both = one.meet(other)
    holds = one.from_on <= day <= one.to_on and other.from_on <= day <= other.to_on
    assert holds == (both is not None and both.from_on <= day <= both.to_on)


def test_a_unit_stands_above_itself_at_no_steps_on_every_day() -> None:
    assert ancestors(1, [], {}) == [Ancestor(1, 0, Span(date.min))]


def test_one_parent_after_another_under_the_same_grandparent_is_one_span() -> None:
    change = date(2020, 1, 1)
    links = [(2, Span(date(2000, 1, 1), change - timedelta(days=1))), (3, Span(change))]
    above = {up: [Ancestor(up, 0, Span(date.min)), Ancestor(9, 1, Span(date.min))] for up in (2, 3)}
    assert Ancestor(9, 2, Span(date(2000, 1, 1))) in ancestors(1, links, above)


def test_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="under itself"):
        ancestors(1, [(2, Span(date.min))], {2: [Ancestor(1, 1, Span(date.min))]})


def test_every_role_and_every_line_has_a_name() -> None:
    assert ROLE_NAMES.keys() == ROLE_MEANINGS.keys() == ROLES.keys()
    assert tuple(VERB_NAMES) == VERBS
    assert dict(LINES).keys() == LINE_NAMES.keys() == KNOWN_LINES.keys()

"""The way of a delivery, in plain Python."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.scopes import Scope, everything
from lantoa.notices import rules, wording
from lantoa.notices.rules import Recipient, ReminderStage

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
VERBS = st.sampled_from(sorted({verb for table in rules.TABLES.values() for _stage, verb in table}))
STAGES = [
    ReminderStage("before-7", -7, "Còn 7 ngày"),
    ReminderStage("day", 0, "Hôm nay"),
    ReminderStage("late", 3, "Quá"),
]


@given(st.sampled_from(rules.CHANNELS), st.lists(VERBS, max_size=12))
def test_no_chain_of_verbs_sends_an_email_again_unless_a_person_says_so(channel: str, verbs: list[str]) -> None:
    stage, may_have_it = "waiting", False
    for verb in verbs:
        new = rules.after(channel, stage, verb)
        if new is None:
            continue
        assert new in rules.STAGES
        assert (channel, new) in wording.STAGES
        if verb in ("fail", "refuse", "send_again"):
            may_have_it = False  # the server said no, or a person takes it upon themselves
        if verb == "hand_over":
            assert not may_have_it
            may_have_it = True
        stage = new


@given(st.integers(1, 500), st.timedeltas(timedelta(0), timedelta(days=4)))
def test_a_failed_message_is_tried_later_until_it_would_come_too_late(failures: int, waited: timedelta) -> None:
    when = rules.next_try(failures, NOW, NOW + waited)
    if when is None:
        assert NOW + waited + rules.PACES[-1] > NOW + rules.TOO_LATE_AFTER
    else:
        assert NOW + waited < when <= NOW + rules.TOO_LATE_AFTER


@pytest.mark.parametrize(
    ("link", "is_own"),
    [
        *(("", True), ("/mo-hinh/", True), ("/a?b=c#d", True), ("//x.example/", False)),
        *(("https://x.example", False), ("/\\x.example", False), ("/a b", False), ("/a\nb", False)),
        ("javascript:1", False),
    ],
)
def test_links_lead_into_this_site_only(link: str, is_own: bool) -> None:
    assert rules.is_own_path(link) is is_own


@pytest.mark.parametrize(
    ("recipient", "ways"),
    [
        (Recipient(user=7), ["in_product", "email", "zalo_text"]),
        (Recipient(address="a@b.example"), ["email", "zalo_text"]),
        (Recipient(name="Chi bộ thôn Đông"), ["zalo_text"]),
    ],
)
def test_each_recipient_is_reached_by_what_they_have(recipient: Recipient, ways: list[str]) -> None:
    assert recipient.ways(rules.CHANNELS) == ways


def test_an_address_is_the_same_recipient_however_it_is_capitalised() -> None:
    assert Recipient(address="Lan@Xa.example").key == Recipient(address="lan@xa.example").key


def test_reading_alone_does_not_let_anyone_write_for_a_unit() -> None:
    assert not rules.may_send_for(Scope(1, "", reach={"read": None}), 5)
    assert rules.may_send_for(Scope(1, "", reach={"read": None, "report": frozenset({5})}), 5)
    assert not rules.may_send_for(Scope(1, "", reach={"report": frozenset({5})}), None)
    assert rules.may_send_for(everything("thử"), None)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-20, 20))
def test_only_stages_that_are_still_true_are_said(due_on: date, before: int) -> None:
    today = due_on + timedelta(days=before)
    said = rules.days_to_come(STAGES, due_on, today)
    assert [day for _, day in said] == sorted(day for _, day in said)
    assert {stage.days for stage, _ in said} == {stage.days for stage in STAGES if stage.days >= before}
    assert all(day == due_on + timedelta(days=stage.days) for stage, day in said)

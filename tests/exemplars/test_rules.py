"""What may follow what, and what makes a basis."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lantoa.exemplars import rules
from lantoa.exemplars.rules import Covered


def test_an_exemplar_is_confirmed_before_it_is_published_and_can_always_be_withdrawn() -> None:
    assert rules.after("proposed", "publish") is None
    assert rules.after("proposed", "confirm") == "confirmed"
    assert rules.after("confirmed", "publish") == "published"
    assert rules.after("withdrawn", "publish") is None
    assert {stage for stage in rules.STAGES if rules.after(stage, "withdraw")} == set(rules.STAGES) - {"withdrawn"}


@given(
    st.lists(st.sampled_from(["confirm", "publish", "add_basis", "take_off", "withdraw", "propose_again"]), max_size=12)
)
def test_whatever_is_done_nothing_is_published_that_was_not_confirmed_since_it_was_proposed(verbs: list[str]) -> None:
    stage, confirmed = "proposed", False
    for verb in verbs:
        following = rules.after(stage, verb)
        if following is None:
            continue
        confirmed = verb == "confirm" or (confirmed and verb not in ("withdraw", "propose_again"))
        stage = following
        assert stage != "published" or confirmed


@given(st.lists(st.builds(Covered, st.booleans(), st.booleans()), max_size=6))
def test_what_is_shown_is_what_some_basis_covers_and_nothing_without_one(bases: list[Covered]) -> None:
    found = rules.shown(bases)
    assert (found is None) == (not bases)
    if found:
        assert found.story == any(one.story for one in bases)
        assert found.photo == any(one.photo for one in bases)


def test_a_child_is_shown_only_on_a_parents_written_consent_and_the_childs_own() -> None:
    said = {"is_minor": True, "by_parent": True, "child_agreed": True, "has_giver": True}
    assert rules.lacking("consent", **said) == ""
    assert rules.lacking("decision", **said) == "parent"
    assert rules.lacking("consent", **(said | {"by_parent": False})) == "parent"
    assert rules.lacking("consent", **(said | {"has_giver": False})) == "parent"
    assert rules.lacking("consent", **(said | {"child_agreed": False})) == "child"
    for kind in rules.BASES:
        assert rules.lacking(kind, is_minor=False, by_parent=False, child_agreed=False, has_giver=False) == ""


def test_in_the_year_of_the_birthday_nobody_knows_whether_it_is_still_a_child() -> None:
    assert rules.may_be_child(2010, 2026, 16)
    assert not rules.may_be_child(2009, 2026, 16)
    assert not rules.may_be_child(None, 2026, 16)

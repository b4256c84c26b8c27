"""Everything adds up to the đồng."""

from __future__ import annotations

from decimal import Decimal

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.quantities import Exactness, Quantity, total
from lantoa.contributions import rules, wording
from lantoa.contributions.rules import Line, account, care, sums

EXACTNESSES = [Exactness.EXACT, Exactness.AT_LEAST, Exactness.JUST_UNDER, Exactness.ABOUT]
amounts = st.integers(1, 10**12)
exact = st.builds(
    Line,
    st.just("money"),
    amounts.map(Quantity.of),
    st.just("đồng"),
    st.booleans(),
    st.booleans(),
)
lines = st.builds(
    Line,
    st.sampled_from(sorted(rules.KINDS)),
    st.builds(Quantity.of, amounts, st.sampled_from(EXACTNESSES)),
    st.sampled_from(["đồng", "m²", "bao", "viên"]),
    st.booleans(),
    st.booleans(),
)
spent = st.lists(st.integers(1, 10**12), max_size=4)


@given(st.lists(exact, max_size=6), spent)
def test_received_is_spent_and_left_to_the_dong(some: list[Line], out: list[int]) -> None:
    found = account(some, out)
    come = sum(int(one.quantity.point or 0) for one in some if one.is_received and not one.is_joint)
    assert found.spent == sum(out)
    if found.left is not None:
        assert found.left == Quantity.of(come - sum(out))
    elif found.joint is None:
        assert found.over == sum(out) - come > 0


@given(st.lists(lines, max_size=6))
def test_given_is_received_and_awaited_and_units_never_mix(some: list[Line]) -> None:
    found = sums(some)
    assert len({(one.kind, one.unit) for one in found}) == len(found)
    for one in found:
        assert total(part for part in (one.received, one.awaited) if part is not None) is not None
        points = [part.point for part in (one.received, one.awaited) if part is not None]
        assert sum((point for point in points if point is not None), Decimal(0)) == one.given.point
    assert sum((one.given.point or 0 for one in found), Decimal(0)) == sum(one.quantity.point or 0 for one in some)


@given(st.lists(exact, max_size=4), st.lists(lines, max_size=6), spent)
def test_joint_money_never_enters_what_is_left(some: list[Line], more: list[Line], out: list[int]) -> None:
    alone = [one for one in some if not one.is_joint]
    joint = [Line(one.kind, one.quantity, one.unit, one.is_received, True) for one in more]
    one, other = account(alone, out), account(alone + joint, out)
    assert one.received == other.received
    assert one.left == other.left


def test_more_than_52_billion_less_50_stays_more_than_2() -> None:
    line = Line("money", Quantity.of(52 * 10**9, Exactness.AT_LEAST, "trên"), "đồng", True)
    assert account([line], [50 * 10**9]).left == Quantity.of(2 * 10**9, Exactness.AT_LEAST, "trên")
    assert account([line], [53 * 10**9]).left is None


@given(st.sampled_from(sorted(rules.STAGES)), st.booleans())
def test_every_open_verb_leads_somewhere(stage: str, is_public: bool) -> None:
    for verb in rules.open_verbs(stage, is_public=is_public):
        assert rules.after(stage, verb) in rules.STAGES or (is_public, verb) in rules.SHOWING


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["money", "visit"]), st.integers(1, 10**9)), max_size=12))
def test_a_household_counts_once_a_year_and_its_money_every_time(rows: list[tuple[int, str, int]]) -> None:
    lines = [care.Given(to, "household", kind, Decimal(much) if kind == "money" else None) for to, kind, much in rows]
    found = care.year_of(lines)
    assert found.get("household", 0) == len({to for to, _, _ in rows})
    assert found.get("money", 0) == sum(much for _, kind, much in rows if kind == "money")
    assert ("money" in found) == any(kind == "money" for _, kind, _ in rows)


@given(st.sampled_from(sorted(rules.STAGES)), st.sampled_from(["gift", "spending", "work"]))
def test_the_verbs_that_are_told_do_open_a_drive_again(stage: str, what: str) -> None:
    for verb in rules.opens_again(stage, what):
        assert what not in rules.WRITABLE[stage]
        assert verb in rules.open_verbs(stage, is_public=False)
        stage = rules.TABLE[stage, verb]
    assert what in rules.WRITABLE[stage]


def test_what_the_refusal_calls_a_verb_is_what_its_button_says() -> None:
    with translation.override("vi"):
        assert {verb: str(wording.VERBS[verb]) for verb in rules.REOPENING.values()} == {
            verb: rules.VERBS[verb] for verb in rules.REOPENING.values()
        }

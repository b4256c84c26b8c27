"""Targets of a plan: given on approval, shared out below with the sum said, read beside the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.operations import Amount, UnableToSetTarget
from lantoa.organisations import operations as organisations
from lantoa.plans import operations, queries
from lantoa.plans.models import PlanTarget
from lantoa.plans.operations import UnableToChangePlan
from lantoa.plans.pages.targets import target_lines
from lantoa.plans.rules import sharing
from tests.cast import TODAY, Cast
from tests.organisations.asking import make_person
from tests.plans.making import advance, approved, make_plan, make_target, make_task, target_said

YEAR = Period.year(2026)


def standing(cast: Cast, unit: str) -> list[str]:
    found = figures.targets_of([cast.units[unit].pk], YEAR)
    return [one.wording for some in found.values() for one in some]


def shared(cast: Cast, target: PlanTarget, **parts: int) -> str:
    wanted = {cast.units[code.replace("_", "-")]: Quantity.of(number) for code, number in parts.items()}
    return operations.share_target(scope=cast.product, target=target, parts=wanted)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([60, 58], "cộng 118/120 cây cầu, còn thiếu 2"),
        ([60, 60], "cộng 120/120 cây cầu, vừa đủ"),
        ([60, 65], "cộng 125/120 cây cầu, vượt 5"),
        ([], ""),
    ],
)
def test_the_sum_of_the_parts_is_said_beside_the_whole(parts: list[int], said: str) -> None:
    below = [(Quantity.of(number), "at_least") for number in parts]
    assert sharing.told(below, Quantity.of(120), "at_least", "cây cầu") == said


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20), st.integers(0, 100_000))
def test_what_is_said_of_a_sum_tells_less_equal_and_more_apart(parts: list[int], whole: int) -> None:
    said = sharing.told([(Quantity.of(n), "at_least") for n in parts], Quantity.of(whole), "at_least", "cây")
    word = "vừa đủ" if sum(parts) == whole else "thiếu" if sum(parts) < whole else "vượt"
    assert word in said


def test_a_plan_gives_its_targets_when_it_is_approved_and_not_before(cast: Cast) -> None:
    plan = make_plan(cast)
    target = make_target(cast, plan, "ít nhất 12")
    assert standing(cast, "an-phuc") == []
    plan = approved(cast, plan)
    assert standing(cast, "an-phuc") == ["ít nhất 12 cây cầu"]
    (given_one,) = figures.standing_targets().filter(source_kind="plan", source_uuid=plan.uuid)
    assert given_one.unit_id == target.unit_id

    # Approved once more with nothing changed it stays; changed it replaces what stood; taken out it is taken back.
    advance(cast, plan, "amend", "submit", "approve")
    assert figures.targets().count() == 1
    advance(cast, plan, "amend")
    operations.write_target(scope=cast.product, plan=plan, said=target_said(cast, "15"), target=target)
    assert standing(cast, "an-phuc") == ["ít nhất 12 cây cầu"]
    approved(cast, plan)
    assert standing(cast, "an-phuc") == ["15 cây cầu"]
    advance(cast, plan, "amend")
    operations.remove_target(scope=cast.product, target=target)
    make_task(cast, plan)
    approved(cast, plan)
    assert standing(cast, "an-phuc") == []


def test_whoever_approves_gives_targets_without_entering_anything_in_registers(cast: Cast) -> None:
    plan = make_plan(cast)
    make_target(cast, plan)
    advance(cast, plan, "submit")
    reach = frozenset({cast.units["an-phuc"].pk})
    approver = replace(cast.scope(cast.lan), reach={"read": reach, "approve": reach})
    advance(cast, plan, "approve", scope=approver)
    assert standing(cast, "an-phuc") == ["120 cây cầu"]


def test_units_below_are_given_their_parts_and_the_sum_is_said_never_forced(cast: Cast) -> None:
    plan = make_plan(cast, "ben-lau")
    target = make_target(cast, plan, "120", unit="ben-lau")
    assert shared(cast, target, an_phuc=60, tan_loi=58) == "cộng 118/120 cây cầu, còn thiếu 2"
    # Again with other amounts: one changes, one goes.
    assert shared(cast, target, an_phuc=70) == "cộng 70/120 cây cầu, còn thiếu 50"
    assert shared(cast, target, an_phuc=70, tan_loi=50) == "cộng 120/120 cây cầu, vừa đủ"
    approved(cast, plan)
    assert (standing(cast, "ben-lau"), standing(cast, "an-phuc"), standing(cast, "tan-loi")) == (
        ["120 cây cầu"],
        ["70 cây cầu"],
        ["50 cây cầu"],
    )
    with pytest.raises(UnableToChangePlan):
        shared(cast, target, an_phuc=1)
    advance(cast, plan, "amend")
    for wrong in ("ben_lau", "song_trang"):
        with pytest.raises(UnableToChangePlan):
            shared(cast, target, **{wrong: 5})
    operations.remove_target(scope=cast.product, target=target)
    assert not queries.targets_in(plan).exists()


def test_a_target_is_of_a_unit_of_the_plan_in_its_days_and_stands_once(cast: Cast) -> None:
    plan = make_plan(cast)
    make_target(cast, plan)
    for said in ({}, {"unit": "tan-loi"}, {"year": "2030"}):
        with pytest.raises(UnableToChangePlan):
            make_target(cast, plan, "7", **said)
    with pytest.raises(UnableToSetTarget, match="ngược"):
        make_target(cast, plan, "không quá 7", indicator="nguon-luc")


def test_targets_are_shown_planned_achieved_and_expected_from_the_ledger(cast: Cast) -> None:
    head = make_person(cast, "Nguyễn Văn An", "ben-lau")
    plan = make_plan(cast, "ben-lau")
    target = make_target(cast, plan, "20", unit="ben-lau", responsible=head, owner=head)
    shared(cast, target, an_phuc=12, tan_loi=6)
    (draft,) = target_lines(plan, TODAY)
    assert draft.line is None
    approved(cast, plan)
    amount = Amount(figures.indicator("cau-xay-moi"), cast.units["an-phuc"], Period.months(2026, 1, 9), Quantity.of(9))
    ledger.state(scope=cast.product, amount=amount)
    (row,) = target_lines(plan, TODAY)
    assert row.line
    assert (row.target.wording, row.line.done, row.responsible) == ("20 cây cầu", "9 cây cầu", "Nguyễn Văn An")
    assert row.line.progress.achieved.share == Quantity.of(Decimal(45))
    assert row.line.forecast.startswith("ước")
    assert row.said == "cộng 18/20 cây cầu, còn thiếu 2"
    assert [(part.unit_name, part.done, part.share) for part in row.parts] == [
        ("Xã An Phúc", "9 cây cầu", "75%"),
        ("Xã Tân Lợi Thượng", "", ""),
    ]


def test_the_page_of_a_target_leads_to_the_plan_that_gives_it(cast: Cast) -> None:
    plan = make_plan(cast)
    make_target(cast, plan)
    approved(cast, plan)
    (given_one,) = figures.standing_targets().filter(source_uuid=plan.uuid)
    client = Client()
    client.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("indicators:target", args=[given_one.uuid])).content.decode()
    assert reverse("plans:plan", args=[plan.uuid]) in page


def test_the_parts_are_given_in_one_form_that_says_their_sum(cast: Cast) -> None:
    plan = make_plan(cast, "ben-lau")
    target = make_target(cast, plan, "120", unit="ben-lau")
    organisations.grant(
        scope=cast.product, user=cast.minh, unit=cast.units["ben-lau"], role="clerk", on=date(2020, 1, 1)
    )
    client = Client()
    client.force_login(cast.minh, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["acting_grant"] = cast.minh.grants.get(unit=cast.units["ben-lau"]).pk
    session.save()
    where = reverse("plans:share", args=[target.uuid])
    said = {f"amount_{cast.units[code].uuid}": words for code, words in (("an-phuc", "60"), ("tan-loi", "58"))}
    asked = client.post(where, said | {"check": "1"})
    assert "Cộng 118/120 cây cầu, còn thiếu 2" in asked.content.decode()
    assert not target.parts.exists()
    wrong = client.post(where, said | {f"amount_{cast.units['an-phuc'].uuid}": "nhiều", "save": "1"})
    assert wrong.status_code == 422
    assert "nhiều" in wrong.content.decode()
    assert client.post(where, said | {"save": "1"}).status_code == 302
    assert target.parts.count() == 2
    form = {
        "uuid": "7f1d3f9c-6a0f-4c7e-9a58-0a3ce9a5d002",
        "indicator": "duong-hoa",
        "amount": "từ 6 đến 7",
        "direction": "at_least",
        "period": "2026",
        "unit": str(cast.units["ben-lau"].uuid),
    }
    new = reverse("plans:new_target", args=[plan.uuid])
    assert client.post(new, form | {"amount": "abc"}).status_code == 422
    assert client.post(new, form).status_code == 302
    assert client.post(reverse("plans:remove_target", args=[target.uuid])).status_code == 302
    assert [one.indicator.code for one in queries.targets_in(plan)] == ["duong-hoa"]


def test_reading_targets_asks_as_many_questions_for_thirty_as_for_three(cast: Cast) -> None:
    plan = make_plan(cast, "ben-lau")
    kinds = [one.code for one in figures.catalogue() if one.over_places == "sum"][:30]

    def give(codes: list[str]) -> None:
        for code in codes:
            shared(cast, make_target(cast, plan, "20", unit="ben-lau", indicator=code), an_phuc=12, tan_loi=6)

    def asked() -> int:
        approved(cast, plan)
        with CaptureQueriesContext(connection) as seen:
            target_lines(plan, TODAY)
        advance(cast, plan, "amend")
        return len(seen)

    give(kinds[:3])
    few = asked()
    give(kinds[3:])
    assert asked() == few


def test_what_a_version_says_of_targets_is_compared(cast: Cast) -> None:
    plan = make_plan(cast)
    target = make_target(cast, plan, "10")
    approved(cast, plan)
    advance(cast, plan, "amend")
    said = target_said(cast, "15", group="I. Nông thôn mới")
    operations.write_target(scope=cast.product, plan=plan, said=said, target=target)
    plan = approved(cast, plan)
    old, new = (queries.version(plan, number) for number in (1, 2))
    assert old
    assert new
    assert [row["wording"] for row in old.content["targets"]] == ["10 cây cầu"]
    assert [row["wording"] for row in new.content["targets"]] == ["15 cây cầu"]
    assert plan.to_on == date(2026, 12, 31)

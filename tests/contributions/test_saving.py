"""Savings and rotating groups: rounds and totals, nobody's account."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.contributions import queries, rules
from lantoa.contributions.models import Round, Savers
from lantoa.contributions.operations import UnableToKeepContribution, saving
from lantoa.history.models import Event
from lantoa.indicators import queries as figures
from tests.cast import TODAY, Cast
from tests.contributions.making import START, make_round, make_savers


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), max_size=8))
def test_a_group_never_pays_out_what_it_does_not_hold(rows: list[tuple[int, int]]) -> None:
    held = [sum(came - went for came, went in rows[: at + 1]) for at in range(len(rows))]
    assert rules.runs_short(rows) == any(one < 0 for one in held)


def test_rounds_add_up_to_the_dong(cast: Cast) -> None:
    group = make_savers(cast)
    make_round(cast, group, 3_000_000, 0, members=90)
    make_round(cast, group, 2_500_001, 5_000_000, members=92)
    one = queries.savers_one(group.uuid)
    assert one is not None
    assert (one.held_rounds, one.most, one.came, one.went, one.held) == (2, 92, 5_500_001, 5_000_000, 500_001)  # type: ignore[attr-defined]
    assert Event.objects.filter(kind="savers").count() == 3


def test_what_was_paid_in_is_in_the_figures_until_its_round_is_withdrawn(cast: Cast) -> None:
    group = make_savers(cast)
    make_round(cast, group, 3_000_000, 0)
    second = make_round(cast, group, 500_000, 1_000_000)
    make_round(cast, group, 0, 1_000_000)
    saved, view = figures.indicator("tien-tiet-kiem"), figures.View(Period.year(START.year))
    assert figures.figure(saved, cast.units["vn"].pk, view).in_period == Quantity.of(3_500_000)
    assert figures.facts_of_source("savers", [group.uuid]).count() == 2
    saving.withdraw_round(scope=cast.product, held=second, why="ghi nhầm", today=TODAY)
    assert figures.figure(saved, cast.units["an-phuc"].pk, view).in_period == Quantity.of(3_000_000)
    assert queries.savers_among([group.uuid]) == {group.uuid}


def test_what_cannot_be_is_refused(cast: Cast) -> None:
    group = make_savers(cast)
    for more in ({"paid_out": 5}, {"paid_in": 0}, {"members": 0}, {"on": date(2027, 1, 1)}, {"on": date(2025, 1, 1)}):
        said: dict[str, Any] = {"on": START, "members": 9, "paid_in": 0, "paid_out": 0} | more
        with pytest.raises(UnableToKeepContribution):
            saving.hold(scope=cast.product, group=group, today=TODAY, **said)
    with pytest.raises(UnableToKeepContribution, match="không được"):
        make_round(cast, group, 5, 0, scope=cast.scope(cast.minh))
    assert not Round.objects.exists()


def test_a_round_is_withdrawn_with_a_reason_unless_others_rest_on_it(cast: Cast) -> None:
    group = make_savers(cast)
    first, second = make_round(cast, group, 100, 0), make_round(cast, group, 0, 60)
    with pytest.raises(UnableToKeepContribution, match="vượt"):
        saving.withdraw_round(scope=cast.product, held=first, why="ghi nhầm", today=TODAY)
    saving.withdraw_round(scope=cast.product, held=second, why="ghi nhầm", today=TODAY)
    with pytest.raises(UnableToKeepContribution, match="trước đó"):
        saving.withdraw_round(scope=cast.product, held=second, why="ghi nhầm", today=TODAY)
    assert queries.savers(None).get().held == 100  # type: ignore[attr-defined]


@pytest.fixture
def lan(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_group_and_its_rounds_are_written_on_pages(cast: Cast, lan: Client) -> None:
    unit = str(cast.units["an-phuc"].uuid)
    said = {"uuid": str(uuid4()), "name": "Tổ 1", "kind": "insurance", "unit": unit, "from_on": "5/1/2026"}
    address = reverse("contributions:new_savers")
    assert lan.post(address, said | {"from_on": "5/1/2099"}).status_code == 422
    lan.post(address, said)
    group = Savers.objects.get()
    address = reverse("contributions:savers", args=[group.uuid])
    row = {"uuid": str(uuid4()), "on": "6/1/2026", "members": "12", "paid_in": "1,2 triệu", "paid_out": ""}
    lan.post(address, row)
    lan.post(address, row)
    assert lan.post(address, row | {"uuid": str(uuid4()), "paid_out": "9 tỷ"}).status_code == 422
    assert lan.post(address, {"on": "x"}).status_code == 422
    assert "1.200.000 đồng" in lan.get(address).content.decode()
    entry = reverse("contributions:withdraw_round", args=[group.uuid, Round.objects.get().uuid])
    assert lan.post(entry, {"why": ""}).status_code == 422
    lan.post(entry, {"why": "ghi nhầm"})
    assert "ghi nhầm" in lan.get(address).content.decode()


@pytest.mark.parametrize("name", ["savers_list", "savers"])
def test_a_page_asks_as_many_questions_for_50_rows_as_for_5(cast: Cast, lan: Client, name: str) -> None:
    group = make_savers(cast)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            lan.get(reverse(f"contributions:{name}", args=[group.uuid] if name == "savers" else []))
        return len(asked)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            make_round(cast, make_savers(cast, f"Tổ {number}"), 5, 0)
            make_round(cast, group, 5, 0)

    more(0, 5)
    few = cost()
    more(5, 50)
    assert cost() == few

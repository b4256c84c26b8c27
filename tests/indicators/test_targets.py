"""Giving targets, replacing and withdrawing them; how far they are reached, on a real database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lantoa.common.checks import Look
from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.common.scopes import Identity
from lantoa.history import queries as history
from lantoa.indicators import checks, operations, queries
from lantoa.indicators.models import Fact, Indicator, Target
from lantoa.indicators.operations import Amount, Goal, UnableToPost, UnableToSetTarget
from lantoa.indicators.queries import Progress, View
from lantoa.indicators.rules.achievement import Pace, Standing
from lantoa.indicators.rules.forecasts import Basis, Forecast, Why
from lantoa.organisations import operations as organisations
from lantoa.organisations.operations import NewUnit, Order
from tests.cast import Cast

YEAR = Period.year(2026)
TODAY = date(2026, 11, 23)
BRIDGES = "cau-xay-moi"


def goal(cast: Cast, unit: str = "an-phuc", number: int | Quantity = 12, **more: Any) -> Goal:
    code, period = more.pop("code", BRIDGES), more.pop("period", YEAR)
    quantity = Quantity.of(number) if isinstance(number, int) else number
    amount = Amount(queries.indicator(code), cast.units[unit], period, quantity, more.pop("is_cumulative", False))
    return Goal(amount, **more)


def give(cast: Cast, *args: Any, why: str = "", **more: Any) -> Target:
    return operations.set_target(scope=cast.product, goal=goal(cast, *args, **more), why=why)


def report(cast: Cast, number: int | Quantity, period: str, unit: str = "an-phuc", code: str = BRIDGES) -> None:
    quantity = Quantity.of(number) if isinstance(number, int) else number
    amount = Amount(queries.indicator(code), cast.units[unit], Period.parse(period), quantity)
    operations.state(scope=cast.product, amount=amount)


def progress(cast: Cast, target: Target, today: date = TODAY, **view: Any) -> Progress:
    (found,) = queries.progress([target], target.unit, View(target.period, **view), today)
    return found


# Giving


def test_a_target_is_given_with_its_paper_and_its_history_and_enters_no_ledger(cast: Cast) -> None:
    source = Identity("plan", uuid4())
    target = give(cast, stands_in="Kế hoạch số 09-KH/ĐU", source=source)
    assert (target.wording, target.stands, target.direction) == ("12 cây cầu", True, "at_least")
    assert (target.source_kind, target.source_uuid) == (source.kind, source.uuid)
    (event,) = history.of_record("target", target.uuid)
    assert (event.verb, event.payload.data["stands_in"]) == ("set", "Kế hoạch số 09-KH/ĐU")
    assert not Fact.objects.exists()


def test_targets_of_units_below_never_add_into_that_of_the_unit_above(cast: Cast) -> None:
    for unit in ("an-phuc", "tan-loi"):
        give(cast, unit)
    assert queries.targets_of([cast.units["ben-lau"].pk], YEAR) == {}
    own = give(cast, "ben-lau", 20)
    assert queries.targets_of([cast.units["ben-lau"].pk], YEAR) == {(own.indicator_id, own.unit_id): [own]}


@pytest.mark.parametrize("unit", ["tan-loi", "ben-lau"])
def test_nobody_gives_a_target_to_a_unit_outside_their_scope(cast: Cast, unit: str) -> None:
    lan = cast.scope(cast.lan)
    goals = [goal(cast, "an-phuc"), goal(cast, unit)]
    with pytest.raises(UnableToSetTarget, match="không được giao"):
        operations.set_targets(scope=lan, goals=goals)
    # All or none.
    assert not Target.objects.exists()
    theirs = give(cast, unit)
    with pytest.raises(UnableToSetTarget, match="không được giao"):
        operations.withdraw_target(scope=lan, target=theirs, why="thử")
    operations.set_target(scope=lan, goal=goal(cast, "an-phuc-1"))


def test_a_new_target_replaces_the_old_with_the_reason_and_both_stay(cast: Cast) -> None:
    old = give(cast)
    with pytest.raises(UnableToSetTarget, match="lý do điều chỉnh"):
        give(cast, number=15)
    new = give(cast, number=15, why="Tỉnh giao thêm")
    old.refresh_from_db()
    assert (old.ended_as, old.ended_why, old.stands) == ("replaced", "Tỉnh giao thêm", False)
    assert new.replaces == old
    assert [event.verb for event in history.of_record("target", old.uuid)] == ["set", "replace"]
    assert list(queries.standing_targets()) == [new]
    assert queries.targets_before(new) == [old]


def test_the_same_target_again_changes_nothing(cast: Cast) -> None:
    key = uuid4()
    first = give(cast, uuid=key)
    assert give(cast, uuid=key, number=99) == first
    assert give(cast) == first
    assert Target.objects.count() == 1


def test_a_target_is_withdrawn_once_with_a_reason_and_a_new_one_may_follow(cast: Cast) -> None:
    target = give(cast)
    with pytest.raises(UnableToSetTarget, match="lý do"):
        operations.withdraw_target(scope=cast.product, target=target, why=" ")
    operations.withdraw_target(scope=cast.product, target=target, why="giao nhầm")
    with pytest.raises(UnableToSetTarget, match="trước đó"):
        operations.withdraw_target(scope=cast.product, target=target, why="lần nữa")
    assert queries.targets_of([target.unit_id], YEAR) == {}
    assert give(cast, number=3).replaces is None


def test_a_target_of_the_period_and_a_running_one_stand_side_by_side(cast: Cast) -> None:
    give(cast)
    give(cast, is_cumulative=True)
    ((_, found),) = queries.targets_of([cast.units["an-phuc"].pk], YEAR).items()
    assert [one.is_cumulative for one in found] == [False, True]


@pytest.mark.parametrize(
    "changes",
    [
        {"number": Quantity.of(3, Exactness.JUST_UNDER, "không quá")},
        {"number": Quantity.of(3, Exactness.AT_LEAST, "ít nhất"), "direction": "at_most"},
        {"direction": "sideways"},
        {"number": -1},
    ],
)
def test_a_target_that_contradicts_itself_is_refused(cast: Cast, changes: dict[str, Any]) -> None:
    with pytest.raises(UnableToSetTarget):
        give(cast, **changes)


def test_an_amount_finer_than_the_indicator_is_refused(cast: Cast) -> None:
    with pytest.raises(UnableToPost):
        give(cast, number=Quantity.of(Decimal("1.5")))


def test_the_database_lets_one_target_of_each_stand(cast: Cast) -> None:
    target = give(cast)
    columns = {name: getattr(target, name) for name in ("indicator", "unit", "from_on", "to_on", "value", "exactness")}
    with pytest.raises(IntegrityError, match=r"one_standing_target_of_each|UNIQUE"), transaction.atomic():
        Target.objects.create(**columns, set_at=timezone.now())
    for wrong in ({"ended_at": timezone.now()}, {"direction": "sideways"}, {"value": -1}, {"source_kind": "plan"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Target.objects.filter(pk=target.pk).update(**wrong)


# How far it is reached


def test_a_figure_stands_beside_its_target_and_the_time_gone_by(cast: Cast) -> None:
    target = give(cast, "ben-lau", 12)
    report(cast, 10, "2026-01-01..2026-11-15")
    found = progress(cast, target)
    assert (found.done, found.achieved.standing, found.pace) == (Quantity.of(10), Standing.NOT_REACHED, Pace.BEHIND)
    assert found.achieved.share == Quantity.of(Decimal("83.3"))
    report(cast, 2, "2026-11", "tan-loi")
    assert progress(cast, target).achieved.standing is Standing.REACHED


def test_missing_is_neither_zero_nor_behind(cast: Cast) -> None:
    found = progress(cast, give(cast))
    assert (found.achieved.standing, found.achieved.share, found.pace) == (Standing.MISSING, None, None)
    assert found.forecast is Why.MISSING


def test_a_running_target_is_beside_the_running_total(cast: Cast) -> None:
    target = give(cast, is_cumulative=True, number=9)
    how = queries.indicator(BRIDGES)
    amount = Amount(how, cast.units["an-phuc"], Period(date(2025, 7, 1), date(2026, 11, 15)), Quantity.of(9), True)
    operations.state(scope=cast.product, amount=amount)
    report(cast, 2, "2026-05")
    found = progress(cast, target)
    assert (found.done, found.achieved.standing, found.forecast) == (Quantity.of(9), Standing.REACHED, Why.RUNNING)


def test_what_does_not_add_over_time_has_no_pace_and_no_forecast(cast: Cast) -> None:
    target = give(cast, code="mo-hinh-hoat-dong", number=5)
    report(cast, 3, "2026-05", code="mo-hinh-hoat-dong")
    found = progress(cast, target)
    assert (found.pace, found.forecast) == (None, Why.NOT_ADDED)


# What it will come to


def foreseen(found: Progress) -> tuple[Decimal, Basis]:
    assert isinstance(found.forecast, Forecast)
    return found.forecast.amount, found.forecast.basis


def test_months_told_so_far_go_on_at_their_even_pace(cast: Cast) -> None:
    target = give(cast)
    for month in range(1, 10):
        report(cast, 2, f"2026-{month:02}")
    assert foreseen(progress(cast, target)) == (24, Basis.EVEN)
    # A report that closes the month early tells the month; what reaches its first days does not.
    report(cast, 2, "2026-10-01..2026-10-14")
    assert foreseen(progress(cast, target)) == (24, Basis.EVEN)


def test_where_last_year_is_known_the_year_takes_its_shape(cast: Cast) -> None:
    target = give(cast)
    report(cast, 2, "2025-Q1")
    report(cast, 3, "2025-08")
    report(cast, 15, "2025-12")
    report(cast, 4, "2026-Q1")
    report(cast, 6, "2026-09-01..2026-09-30")
    assert foreseen(progress(cast, target)) == (40, Basis.LAST_YEAR)


def test_a_year_before_that_was_not_told_to_its_end_has_no_shape(cast: Cast) -> None:
    target = give(cast)
    report(cast, 2, "2025-Q1")
    report(cast, 9, "2026-M9")
    assert foreseen(progress(cast, target)) == (12, Basis.EVEN)


def test_a_merged_units_year_before_is_that_of_those_it_came_from(cast: Cast) -> None:
    report(cast, 2, "2025-M9", "an-phuc")
    report(cast, 2, "2025-Q4", "tan-loi")
    order = Order("Nghị quyết 01", date(2025, 12, 31))
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    organisations.merge(scope=cast.product, order=order, units=both, into=NewUnit("an-tan", "Xã An Tân", "commune"))
    cast.units["an-tan"] = Target._meta.get_field("unit").related_model.objects.get(code="an-tan")
    report(cast, 6, "2026-M9", "an-tan")
    assert foreseen(progress(cast, give(cast, "an-tan"))) == (12, Basis.LAST_YEAR)


@pytest.mark.parametrize(
    ("told", "today", "why"),
    [
        ("2026-01", date(2026, 3, 1), Why.EARLY),
        ("2026", TODAY, Why.TOLD_TO_END),
        ("2026-01-01..2026-11-15", date(2027, 1, 2), Why.OVER),
        ("2026-H1", TODAY, Why.OLD),
    ],
)
def test_where_nothing_can_be_foreseen_the_reason_is_told(cast: Cast, told: str, today: date, why: Why) -> None:
    target = give(cast)
    report(cast, 5, told)
    assert progress(cast, target, today).forecast is why


def test_odd_days_have_no_months_to_go_by(cast: Cast) -> None:
    target = give(cast, period=Period.parse("2026-01-05..2026-12-20"))
    report(cast, 5, "2026-Q2")
    assert progress(cast, target).forecast is Why.ODD_DAYS


def standing(unit: int) -> list[Target]:
    return [one for some in queries.targets_of([unit], YEAR).values() for one in some]


def count_of(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        ask()
    return len(seen)


def test_many_targets_take_as_many_queries_as_few(cast: Cast) -> None:
    adding = [one for one in Indicator.objects.filter(whole=None) if one.adds]
    for one in adding:
        for told in ("2025-M9", "2025-Q4", "2026-M9"):
            report(cast, 3, told, code=one.code)
    unit = cast.units["an-phuc"]

    def ask() -> list[Progress]:
        return queries.progress(standing(unit.pk), unit, View(YEAR), TODAY)

    for one in adding[:2]:
        give(cast, code=one.code, number=9)
    few = count_of(ask)
    for one in adding[2:]:
        give(cast, code=one.code, number=9)
    assert count_of(ask) == few
    assert len(ask()) == len(adding) > 20
    assert {foreseen(one) for one in ask()} == {(6, Basis.LAST_YEAR)}


def test_however_differently_amounts_come_in_the_queries_stay_the_same(cast: Cast) -> None:
    adding = [one for one in Indicator.objects.filter(whole=None) if one.adds][:22]
    unit, counts = cast.units["an-phuc"], []
    for at, one in enumerate(adding):
        month = at % 11 + 1
        for told in (f"2025-{month:02}", "2025-12", f"2026-{month:02}"):
            report(cast, 3, told, code=one.code)
        give(cast, code=one.code, number=9)
        if month in (1, 11):
            counts.append(count_of(lambda: queries.progress(standing(unit.pk), unit, View(YEAR), TODAY)))
    assert len(set(counts)) == 1 < len(counts)


# Checking


def test_doctor_finds_a_target_that_was_changed_behind_its_back(cast: Cast) -> None:
    give(cast)
    changed = give(cast, number=15, why="thêm")
    assert list(checks.targets.run(Look(timezone.now()))) == []
    Target.objects.filter(pk=changed.pk).update(value=F("value") + 1, low=F("low") + 1, high=F("high") + 1)
    (found,) = checks.targets.run(Look(timezone.now()))
    assert "khác với điều nhật ký ghi" in found.what


def test_doctor_misses_the_act_behind_a_target_and_the_successor_of_a_replaced_one(cast: Cast) -> None:
    target = give(cast)
    columns = {name: getattr(target, name) for name in ("indicator", "unit", "value", "exactness")}
    Target.objects.create(**columns, from_on=YEAR.from_on, to_on=date(2026, 6, 30), set_at=timezone.now())
    Target.objects.filter(pk=target.pk).update(ended_at=timezone.now(), ended_as="replaced", ended_why="?")
    said = {found.what for found in checks.targets.run(Look(timezone.now()))}
    assert said == {
        "Kế hoạch này không có trong nhật ký.",
        "Không có kế hoạch nào thay cho kế hoạch đã điều chỉnh này.",
    }

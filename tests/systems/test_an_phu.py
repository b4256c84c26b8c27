"""An Phú, 2011–2014."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import time_machine
from django.test import Client

from lantoa.accounts.operations import make_account
from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Indicator
from lantoa.indicators.rules import write_quantity
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Unit
from lantoa.pledges import operations as pledges
from lantoa.pledges import queries as coverage
from lantoa.pledges.operations import DeedSaid
from lantoa.practices import operations, queries
from lantoa.practices.models import Practice
from lantoa.practices.operations import Registration, Result
from tests.cast import Cast
from tests.systems.branches import acting, branch
from tests.systems.places import REFORM, district, place, reorganise

FOUR_YEARS = Period.parse("2011..2014")
NEARLY_A_BILLION = Quantity.of(10**9, Exactness.JUST_UNDER, "gần")
OVER_860_MILLION = Quantity.of(860 * 10**6, Exactness.AT_LEAST, "trên")


def state_both(cast: Cast, an_phu: Unit) -> Indicator:
    """348 in four years and 70 in the last of them, reported for the district."""
    commended = figures.indicator("khen-tap-the-ca-nhan")
    for period, count, is_cumulative in ((FOUR_YEARS, 348, True), (Period.year(2014), 70, False)):
        amount = ledger.Amount(commended, an_phu, period, Quantity.of(count), is_cumulative)
        ledger.state(scope=cast.product, amount=amount, about="tập thể, cá nhân được biểu dương, khen thưởng")
    return commended


def raise_both(cast: Cast, quoc_thai: Unit, phu_huu: Unit) -> tuple[Indicator, list[Practice]]:
    """A joint amount of two practices of one commune, and an amount of a practice of another."""
    practices = [
        operations.register(
            scope=cast.product,
            registration=Registration(name=name, kind="collective", owner_unit=unit, registered_on=date(2012, 1, 1)),
        )
        for name, unit in (
            ("hiến đất làm lộ giao thông nông thôn", quoc_thai),
            ("đường ra cánh đồng", quoc_thai),
            ("gây quỹ cất nhà cho đảng viên khó khăn", phu_huu),
        )
    ]
    raised = figures.indicator("nguon-luc")
    for sharing, unit, quantity, about in (
        (practices[:2], quoc_thai, NEARLY_A_BILLION, "làm lộ và đường ra cánh đồng"),
        (practices[2:], phu_huu, OVER_860_MILLION, "cất mới, sửa chữa nhà"),
    ):
        amount = ledger.Amount(raised, unit, FOUR_YEARS, quantity)
        operations.add_outcome(scope=cast.product, result=Result(sharing, amount, about))
    return raised, practices


def test_ap3_four_years_and_one_year_stand_side_by_side_and_are_never_added(cast: Cast) -> None:
    an_phu = district(cast, "an-phu", "An Phú", "An Giang")
    commended = state_both(cast, an_phu)
    for period in (Period.year(2014), FOUR_YEARS):
        found = figures.figure(commended, an_phu.pk, figures.View(period))
        assert (found.in_period, found.cumulative, found.since) == (Quantity.of(70), Quantity.of(348), date(2011, 1, 1))
    # No split is invented: neither groups alone nor people alone have a figure.
    for code in ("khen-tap-the", "khen-ca-nhan"):
        assert not figures.figure(figures.indicator(code), an_phu.pk, figures.View(FOUR_YEARS)).any
    assert not figures.figure(commended, an_phu.pk, figures.View(Period.year(2013))).any


def test_ap4_a_joint_amount_stays_joint(cast: Cast) -> None:
    an_phu = district(cast, "an-phu", "An Phú", "An Giang")
    quoc_thai, phu_huu = (
        place(cast, f"xa-{n}", name, "commune", an_phu) for n, name in enumerate(("Quốc Thái", "Phú Hữu"))
    )
    raised, (roads, fields, _) = raise_both(cast, quoc_thai, phu_huu)

    view = figures.View(FOUR_YEARS)
    assert figures.figure(raised, quoc_thai.pk, view).in_period == NEARLY_A_BILLION
    for practice in (roads, fields):
        (shared,) = queries.outcomes_of([practice.pk])
        assert {one.name for one in shared.practices.all()} == {roads.name, fields.name}
        assert shared.wording == "gần 1 tỷ đồng"
    # Over the district it counts once: nearly 1 billion and over 860 million are about 1.86 billion.
    whole = figures.figure(raised, an_phu.pk, view).in_period
    assert write_quantity(whole, "đồng") == "khoảng 1,86 tỷ đồng"


def test_ap3_and_ap4_read_the_same_on_both_maps_after_the_district_is_gone(cast: Cast) -> None:
    an_phu = district(cast, "an-phu", "An Phú", "An Giang")
    communes = [place(cast, f"ap-{n}", f"Xã An Phú {n}", "commune", an_phu) for n in range(4)]
    commended = state_both(cast, an_phu)
    raised, practices = raise_both(cast, communes[0], communes[2])
    old = an_phu.parents.get(line="place").parent
    province, (first, second) = reorganise(cast, an_phu, into={"ap-moi-1": communes[:2], "ap-moi-2": communes[2:]})

    # The district's own two figures stay apart; on today's map they stand at the lowest unit that holds all of it.
    for view, holding in (
        (figures.View(FOUR_YEARS), (an_phu, old, cast.units["vn"])),
        (figures.View(FOUR_YEARS, tree=REFORM), (province, cast.units["vn"])),
    ):
        for unit in holding:
            found = figures.figure(commended, unit.pk, view)
            assert (found.in_period, found.cumulative) == (Quantity.of(70), Quantity.of(348))
            whole = figures.figure(raised, unit.pk, view).in_period
            assert write_quantity(whole, "đồng") == "khoảng 1,86 tỷ đồng"
    now = figures.View(FOUR_YEARS, tree=REFORM)
    assert not any(figures.figure(commended, one.pk, now).any for one in (an_phu, old, first, second))
    # What communes reported stands at the commune that took each over, joint and with its bound.
    assert figures.figure(raised, first.pk, now).in_period == NEARLY_A_BILLION
    assert figures.figure(raised, second.pk, now).in_period == OVER_860_MILLION
    assert figures.facts(raised, first.pk, now).count() == 1
    for practice in practices[:2]:
        (shared,) = queries.outcomes_of([practice.pk])
        assert {one.name for one in shared.practices.all()} == {one.name for one in practices[:2]}


def test_ap2_all_cadres_and_members_have_registered_as_of_a_day_with_who_counts_said(
    cast: Cast, client: Client
) -> None:
    an_phu = district(cast, "an-phu", "An Phú", "An Giang")
    commune = place(cast, "xa-quoc-thai", "Xã Quốc Thái", "commune", an_phu)
    branches = [branch(cast, commune, f"cb-ap-{n}", 12, at=n * 20) for n in range(3)]
    days = {"cb-ap-0": date(2014, 1, 20), "cb-ap-1": date(2014, 2, 10), "cb-ap-2": date(2014, 3, 5)}
    for unit, people in branches:
        day = days[unit.code]
        with time_machine.travel(datetime(day.year, day.month, day.day, 2, tzinfo=UTC), tick=False):
            secretary = acting(cast, "branch_secretary", unit, people[0], day)
            pledges.register_many(
                scope=secretary,
                unit=unit,
                people=people,
                deeds=[DeedSaid("Góp công bắc cầu, làm đường nông thôn", date(2014, 12, 31), Decimal(5), "ngày công")],
                days=Period.year(2014),
                today=day,
                sending=uuid4(),
            )
    for day, registered, percent in (
        (date(2014, 1, 31), 12, 33),
        (date(2014, 2, 28), 24, 66),
        (date(2014, 3, 31), 36, 100),
        (date(2013, 12, 31), 0, 0),
    ):
        found = coverage.counts([an_phu.pk], "place", day)[an_phu.pk]
        assert (found.registered, found.should, found.percent) == (registered, 36, percent)

    # The page names numerator, denominator, and who counts; what lies above the branch is counts alone.
    user = make_account(username="huyen", full_name="Người của huyện", password=None)
    organisations.grant(scope=cast.product, user=user, unit=an_phu, role="reader", on=date(2001, 1, 1))
    client.force_login(user)
    page = client.get(f"/dang-ky/ty-le/?unit={an_phu.uuid}&ngay=28/02/2014").content.decode()
    for words in ("24/36", "66%", "Thành viên (đảng viên, đoàn viên, hội viên)", "Mỗi người tính một lần"):
        assert words in page
    assert branches[0][1][0].full_name not in page

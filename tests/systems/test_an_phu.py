"""An Phú, 2011–2014."""

from __future__ import annotations

from datetime import date

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.rules import write_quantity
from lantoa.practices import operations, queries
from lantoa.practices.operations import Registration, Result
from tests.cast import Cast
from tests.systems.places import AFTER, district, place, reorganised

FOUR_YEARS = Period.parse("2011..2014")


def test_ap3_four_years_and_one_year_stand_side_by_side_and_are_never_added(cast: Cast) -> None:
    an_phu = district(cast, "an-phu", "An Phú", "An Giang")
    commended = figures.indicator("khen-tap-the-ca-nhan")
    for period, count, is_cumulative in ((FOUR_YEARS, 348, True), (Period.year(2014), 70, False)):
        amount = ledger.Amount(commended, an_phu, period, Quantity.of(count), is_cumulative)
        ledger.state(scope=cast.product, amount=amount, about="tập thể, cá nhân được biểu dương, khen thưởng")

    for period in (Period.year(2014), FOUR_YEARS):
        found = figures.figure(commended, an_phu.pk, figures.View(period))
        assert (found.in_period, found.cumulative, found.since) == (Quantity.of(70), Quantity.of(348), date(2011, 1, 1))
    # No split is invented: neither groups alone nor people alone have a figure.
    for code in ("khen-tap-the", "khen-ca-nhan"):
        assert not figures.figure(figures.indicator(code), an_phu.pk, figures.View(FOUR_YEARS)).any
    assert not figures.figure(commended, an_phu.pk, figures.View(Period.year(2013))).any

    # The district ended in 2025: as it was, all stands; today its figures are the new province's, undivided.
    communes = [place(cast, f"xa-{n}", f"Xã {n}", "commune", an_phu) for n in range(2)]
    new = reorganised(cast, an_phu, communes, "An Giang")
    as_it_was, today = figures.View(FOUR_YEARS), figures.View(FOUR_YEARS, "place", AFTER)
    for unit, view in ((an_phu, as_it_was), (new["province"], today), (cast.units["vn"], today)):
        found = figures.figure(commended, unit.pk, view)
        assert (found.in_period, found.cumulative) == (Quantity.of(70), Quantity.of(348))
    for unit, view in ((an_phu, today), (new["one"], today), (new["two"], today), (new["province"], as_it_was)):
        assert not figures.figure(commended, unit.pk, view).any


def test_ap4_a_joint_amount_stays_joint(cast: Cast) -> None:
    an_phu = district(cast, "an-phu", "An Phú", "An Giang")
    quoc_thai, phu_huu = (
        place(cast, f"xa-{n}", name, "commune", an_phu) for n, name in enumerate(("Quốc Thái", "Phú Hữu"))
    )
    roads, fields, houses = (
        operations.register(
            scope=cast.product,
            registration=Registration(name=name, kind="collective", owner_unit=unit, registered_on=date(2012, 1, 1)),
        )
        for name, unit in (
            ("hiến đất làm lộ giao thông nông thôn", quoc_thai),
            ("đường ra cánh đồng", quoc_thai),
            ("gây quỹ cất nhà cho đảng viên khó khăn", phu_huu),
        )
    )
    raised = figures.indicator("nguon-luc")
    nearly_a_billion = Quantity.of(10**9, Exactness.JUST_UNDER, "gần")
    over_860_million = Quantity.of(860 * 10**6, Exactness.AT_LEAST, "trên")
    for practices, unit, quantity, about in (
        ([roads, fields], quoc_thai, nearly_a_billion, "làm lộ và đường ra cánh đồng"),
        ([houses], phu_huu, over_860_million, "cất mới, sửa chữa nhà"),
    ):
        amount = ledger.Amount(raised, unit, FOUR_YEARS, quantity)
        operations.add_outcome(scope=cast.product, result=Result(practices, amount, about))

    view = figures.View(FOUR_YEARS)
    assert figures.figure(raised, quoc_thai.pk, view).in_period == nearly_a_billion
    for practice in (roads, fields):
        (shared,) = queries.outcomes_of([practice.pk])
        assert {one.name for one in shared.practices.all()} == {roads.name, fields.name}
        assert shared.wording == "gần 1 tỷ đồng"
    # Over the district it counts once: nearly 1 billion and over 860 million are about 1.86 billion.
    whole = figures.figure(raised, an_phu.pk, view).in_period
    assert write_quantity(whole, "đồng") == "khoảng 1,86 tỷ đồng"

    # The communes merged in 2025: each amount goes on whole, bounds and all, where its commune went.
    new = reorganised(cast, an_phu, [quoc_thai, phu_huu], "An Giang")
    today = figures.View(FOUR_YEARS, "place", AFTER)
    assert figures.figure(raised, new["one"].pk, today).in_period == nearly_a_billion
    assert figures.figure(raised, new["two"].pk, today).in_period == over_860_million
    assert figures.figure(raised, new["province"].pk, today).in_period == whole
    assert figures.figure(raised, an_phu.pk, view).in_period == whole

"""Lai Vung, 2016–2020."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.rules import write_quantity
from lantoa.organisations import queries as organisations
from lantoa.practices import operations, queries
from lantoa.practices.operations import Registration, Result
from tests.cast import Cast
from tests.systems.places import AFTER, district, place, reorganised

AT_LEAST, JUST_UNDER = Exactness.AT_LEAST, Exactness.JUST_UNDER
OUTCOMES = {
    "nguon-luc": (Quantity.of(52 * 10**9, AT_LEAST, "trên"), "trên 52 tỷ đồng"),
    "cau-xay-moi": (Quantity.of(70, AT_LEAST, "hơn"), "hơn 70 cây cầu"),
    "duong-lam-moi": (Quantity.of(21, JUST_UNDER, "gần"), "gần 21 km"),
    "duong-thap-sang": (Quantity.of(Decimal("22.7"), AT_LEAST, "trên"), "trên 22,7 km"),
    "dat-hien": (Quantity.of(2208, AT_LEAST, "trên"), "trên 2.208 m²"),
    "ngay-cong": (Quantity.of(40_000, AT_LEAST, "hơn"), "hơn 40.000 ngày công"),
}


def test_lv4_practice_district_province_and_country_agree_on_six_bounded_outcomes(cast: Cast) -> None:
    lai_vung = district(cast, "lai-vung", "Lai Vung", "Đồng Tháp")
    said = Registration(
        name="Huy động sức dân xây dựng cầu, đường nông thôn",
        kind="collective",
        owner_unit=lai_vung,
        registered_on=date(2016, 6, 1),
    )
    practice = operations.register(scope=cast.product, registration=said)
    period = Period.parse("2016-06-01..2020-08-06")
    for code, (quantity, _) in OUTCOMES.items():
        amount = ledger.Amount(figures.indicator(code), lai_vung, period, quantity)
        operations.add_outcome(scope=cast.product, result=Result([practice], amount))

    outcomes = {one.indicator.code: one for one in queries.outcomes_of([practice.pk])}
    view = figures.View(Period.parse("2016..2020"))
    units = [organisations.unit(code, date(2020, 1, 1)).pk for code in ("lai-vung", "tinh-lai-vung", "vn")]
    for code, (quantity, wording) in OUTCOMES.items():
        indicator = figures.indicator(code)
        assert outcomes[code].wording == wording
        own = figures.figure_of_facts(list(figures.facts_of_source("outcome", [outcomes[code].uuid])))
        assert own.in_period == quantity
        for unit in units:
            found = figures.figure(indicator, unit, view).in_period
            assert found == quantity
            assert write_quantity(found, indicator.unit) == wording

    # The district ended in 2025: as it was, nothing changes; on the new map the new province says the same.
    communes = [place(cast, f"xa-{n}", f"Xã {n}", "commune", lai_vung) for n in range(2)]
    new = reorganised(cast, lai_vung, communes, "Đồng Tháp")
    today = figures.View(view.period, "place", AFTER)
    for code, (quantity, _) in OUTCOMES.items():
        indicator = figures.indicator(code)
        assert all(figures.figure(indicator, unit, view).in_period == quantity for unit in units)
        for unit in (new["province"].pk, cast.units["vn"].pk):
            assert figures.figure(indicator, unit, today).in_period == quantity
        assert not figures.figure(indicator, lai_vung.pk, today).any
    (on_the_map,) = queries.under(queries.register(), new["province"].pk, "place", AFTER)
    assert on_the_map == practice
    assert not queries.under(queries.register(), new["one"].pk, "place", AFTER)

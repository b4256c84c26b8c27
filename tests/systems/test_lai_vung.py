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
from lantoa.organisations.models import Unit
from lantoa.practices import operations, queries
from lantoa.practices.operations import Registration, Result
from lantoa.practices.queries import WeighedOutcome
from tests.cast import Cast
from tests.systems.places import REFORM, district, place, reorganise

PERIOD = Period.parse("2016-06-01..2020-08-06")
AT_LEAST, JUST_UNDER = Exactness.AT_LEAST, Exactness.JUST_UNDER
OUTCOMES = {
    "nguon-luc": (Quantity.of(52 * 10**9, AT_LEAST, "trên"), "trên 52 tỷ đồng"),
    "cau-xay-moi": (Quantity.of(70, AT_LEAST, "hơn"), "hơn 70 cây cầu"),
    "duong-lam-moi": (Quantity.of(21, JUST_UNDER, "gần"), "gần 21 km"),
    "duong-thap-sang": (Quantity.of(Decimal("22.7"), AT_LEAST, "trên"), "trên 22,7 km"),
    "dat-hien": (Quantity.of(2208, AT_LEAST, "trên"), "trên 2.208 m²"),
    "ngay-cong": (Quantity.of(40_000, AT_LEAST, "hơn"), "hơn 40.000 ngày công"),
}


def posted(cast: Cast, lai_vung: Unit) -> dict[str, WeighedOutcome]:
    """The practice of the district with its six outcomes, by indicator."""
    said = Registration(
        name="Huy động sức dân xây dựng cầu, đường nông thôn",
        kind="collective",
        owner_unit=lai_vung,
        registered_on=date(2016, 6, 1),
    )
    practice = operations.register(scope=cast.product, registration=said)
    for code, (quantity, _) in OUTCOMES.items():
        amount = ledger.Amount(figures.indicator(code), lai_vung, PERIOD, quantity)
        operations.add_outcome(scope=cast.product, result=Result([practice], amount))
    return {one.indicator.code: one for one in queries.outcomes_of([practice.pk])}


def test_lv4_practice_district_province_and_country_agree_on_six_bounded_outcomes(cast: Cast) -> None:
    lai_vung = district(cast, "lai-vung", "Lai Vung", "Đồng Tháp")
    outcomes = posted(cast, lai_vung)
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


def test_lv4_the_six_outcomes_read_the_same_as_it_was_and_stand_at_the_new_province_on_todays_map(cast: Cast) -> None:
    lai_vung = district(cast, "lai-vung", "Lai Vung", "Đồng Tháp")
    communes = [place(cast, f"lv-{n}", f"Xã Lai Vung {n}", "commune", lai_vung) for n in range(4)]
    outcomes = posted(cast, lai_vung)
    old = lai_vung.parents.get(line="place").parent
    province, new = reorganise(cast, lai_vung, into={"lv-moi-1": communes[:2], "lv-moi-2": communes[2:]})
    then, now = figures.View(Period.parse("2016..2020")), figures.View(Period.parse("2016..2020"), tree=REFORM)
    for code, (quantity, wording) in OUTCOMES.items():
        indicator = figures.indicator(code)
        assert outcomes[code].wording == wording
        for view, holding in ((then, (lai_vung, old, cast.units["vn"])), (now, (province, cast.units["vn"]))):
            for unit in holding:
                found = figures.figure(indicator, unit.pk, view).in_period
                assert found == quantity
                assert write_quantity(found, indicator.unit) == wording
        assert not any(figures.figure(indicator, one.pk, now).any for one in (lai_vung, old, *new))
        assert not any(figures.figure(indicator, one.pk, then).any for one in (province, *new))
    register = queries.register()
    for tree, units in ((None, (lai_vung, old)), (REFORM, (province,))):
        assert all(queries.under(register, one.pk, "place", tree).count() == 1 for one in units)
    assert not any(queries.under(register, one.pk, "place", REFORM).exists() for one in (lai_vung, old, *new))

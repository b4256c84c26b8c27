"""The figures of rows AP3, LV3, LV4 and XT1: exact to the last one, from the lines and from totals alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Fact, Indicator, Total
from lantoa.indicators.rules import write_quantity
from lantoa.organisations.models import Unit
from tests.cast import Cast
from tests.systems.places import REFORM, district, place, reorganise
from tests.systems.test_an_phu import FOUR_YEARS, state_both
from tests.systems.test_lai_vung import OUTCOMES, PERIOD, posted

TERM = Period.parse("2016..2020")


def state(cast: Cast, how: Indicator, unit: Unit, period: Period, quantity: Quantity) -> None:
    ledger.state(scope=cast.product, amount=ledger.Amount(how, unit, period, quantity))


@pytest.fixture(params=["from the lines", "from totals"])
def fold(request: pytest.FixtureRequest) -> object:
    """Folds both maps, or leaves every figure to be added up from the lines."""

    def folded() -> None:
        if request.param == "from totals":
            for today in (date(2024, 1, 1), REFORM):
                ledger.fold(today=today)
            assert Total.objects.exists()

    return folded


def test_ap3_the_two_counts_stay_apart(cast: Cast, fold: object) -> None:
    an_phu = district(cast, "an-phu", "An Phú", "An Giang")
    commended = state_both(cast, an_phu)
    fold()  # type: ignore[operator]
    found = figures.figure(commended, cast.units["vn"].pk, figures.View(FOUR_YEARS))
    assert (found.in_period, found.cumulative) == (Quantity.of(70), Quantity.of(348))


def test_lv3_each_level_has_its_own_counts_and_no_total_is_invented(cast: Cast, fold: object) -> None:
    lai_vung = district(cast, "lai-vung", "Lai Vung", "Đồng Tháp")
    said = {"khen-tap-the": {"cấp tỉnh": 4, "cấp huyện": 20}, "khen-ca-nhan": {"cấp tỉnh": 4, "cấp huyện": 49}}
    levels = {
        (code, level): ledger.define_part(
            whole=figures.indicator(code), code=f"cap-{n}", name=f"{code} {level}", part=level
        )
        for code, counts in said.items()
        for n, level in enumerate(counts)
    }
    for (code, level), how in levels.items():
        state(cast, how, lai_vung, PERIOD, Quantity.of(said[code][level]))
    fold()  # type: ignore[operator]
    for (code, level), how in levels.items():
        for unit in (lai_vung, cast.units["vn"]):
            found = figures.figure(how, unit.pk, figures.View(TERM))
            assert found.in_period == Quantity.of(said[code][level]), (code, level)
    for code in said:
        assert not figures.figure(figures.indicator(code), lai_vung.pk, figures.View(TERM)).any


def test_lv4_the_six_bounded_outcomes_agree_at_every_level_on_both_maps(cast: Cast, fold: object) -> None:
    lai_vung = district(cast, "lai-vung", "Lai Vung", "Đồng Tháp")
    communes = [place(cast, f"lv-{n}", f"Xã Lai Vung {n}", "commune", lai_vung) for n in range(4)]
    posted(cast, lai_vung)
    old = lai_vung.parents.get(line="place").parent
    province, _new = reorganise(cast, lai_vung, into={"lv-moi-1": communes[:2], "lv-moi-2": communes[2:]})
    fold()  # type: ignore[operator]
    for tree, units in ((None, (lai_vung, old)), (REFORM, (province, cast.units["vn"]))):
        for code, (quantity, wording) in OUTCOMES.items():
            how = figures.indicator(code)
            for unit in units:
                found = figures.figure(how, unit.pk, figures.View(TERM, tree=tree)).in_period
                assert (found, write_quantity(found, how.unit)) == (quantity, wording)


def test_xt1_rates_of_attendance_are_never_added_nor_averaged(cast: Cast, fold: object) -> None:
    xuan_truong = district(cast, "xuan-truong", "Xuân Trường", "Nam Định")
    grassroots, agencies = (
        place(cast, f"xt-{n}", name, "commune", xuan_truong) for n, name in enumerate(("Cơ sở", "Cơ quan"))
    )
    how, year = figures.indicator("ty-le-hoc-tap"), Period.year(2022)
    state(cast, how, grassroots, year, Quantity.between(85, 90))
    state(cast, how, agencies, year, Quantity.of(Decimal("98.5")))
    fold()  # type: ignore[operator]
    view = figures.View(year)
    said = [write_quantity(figures.figure(how, unit.pk, view).in_period, "%") for unit in (grassroots, agencies)]
    assert said == ["từ 85 đến 90%", "98,5%"]
    assert not figures.figure(how, xuan_truong.pk, view).any
    assert figures.facts(how, xuan_truong.pk, view).count() == Fact.objects.count() == 2

"""The real texts that the project was given, from the file to the figures."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators import queries as figures
from lantoa.indicators.rules import write_quantity
from lantoa.intake import operations, queries
from lantoa.organisations import operations as organisations
from lantoa.practices import queries as practices
from tests.cast import LONG_AGO, Cast
from tests.intake.writing import accept_everything, finding, take

TEXTS = Path(__file__).parents[3] / "shared" / "reading" / "dev"
pytestmark = pytest.mark.skipif(not TEXTS.is_dir(), reason="the real texts lie beside the checkout, not in it")
NAMES = sorted(path.name for path in TEXTS.glob("*.txt")) if TEXTS.is_dir() else ["absent"]
AT_LEAST, JUST_UNDER = Exactness.AT_LEAST, Exactness.JUST_UNDER
SIX = {
    "nguon-luc": (Quantity.of(52 * 10**9, AT_LEAST, "trên"), "trên 52 tỷ đồng"),
    "cau-xay-moi": (Quantity.of(70, AT_LEAST, "hơn"), "hơn 70 cây cầu"),
    "duong-lam-moi": (Quantity.of(21, JUST_UNDER, "gần"), "gần 21 km"),
    "duong-thap-sang": (Quantity.of(Decimal("22.7"), AT_LEAST, "trên"), "trên 22,7 km"),
    "dat-hien": (Quantity.of(2208, AT_LEAST, "trên"), "trên 2.208 m²"),
    "ngay-cong": (Quantity.of(40_000, AT_LEAST, "hơn"), "hơn 40.000 ngày công"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_real_text_goes_from_the_file_to_the_figures_without_an_error(cast: Cast, name: str) -> None:
    paper = take(cast, (TEXTS / name).read_bytes(), name=name, unit="ben-lau", period=Period.year(2020))
    assert queries.stage_of(paper) == "review"
    accept_everything(cast, paper)
    counts = queries.counts(paper)
    assert counts["accepted"] + counts["joined"] + counts["new"] == counts["all"] > 0
    for left in queries.heads(paper).filter(stage="new"):
        operations.reject(scope=cast.product, finding=left, why="không ghi vào sổ")
    operations.close(scope=cast.product, paper=paper)


def test_lai_vungs_six_figures_agree_on_practice_district_and_country(cast: Cast) -> None:
    lai_vung = organisations.found_unit(
        scope=cast.product,
        code="lai-vung",
        name="Huyện Lai Vung",
        unit_class="district",
        on=LONG_AGO,
        parents={"place": cast.units["song-trang"]},
    )
    cast.units["lai-vung"] = lai_vung
    period = Period.parse("2016-01-01..2020-08-06")
    paper = take(cast, (TEXTS / "seed2.txt").read_bytes(), name="seed2.txt", unit="lai-vung", period=period)
    accept_everything(cast, paper)
    record = finding(paper, "model").record
    practice = record and practices.practice(record)
    assert practice
    outcomes = {one.indicator.code: one for one in practices.outcomes_of([practice.pk])}
    assert set(outcomes) == set(SIX)
    for code, (quantity, wording) in SIX.items():
        indicator = figures.indicator(code)
        assert (outcomes[code].quantity, outcomes[code].wording) == (quantity, wording)
        own = figures.figure_of_facts(list(figures.facts_of_source("outcome", [outcomes[code].uuid])))
        assert own.cumulative == quantity
        for unit in ("lai-vung", "song-trang", "vn"):
            found = figures.figure(indicator, cast.units[unit].pk, figures.View(Period.parse("2016..2020"))).cumulative
            assert found == quantity, (code, unit)
            assert write_quantity(found, indicator.unit) == wording

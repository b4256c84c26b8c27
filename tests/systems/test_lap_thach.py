"""Lập Thạch, 2022."""

from __future__ import annotations

from datetime import date
from itertools import cycle

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import queries as figures
from lantoa.practices import operations, queries
from lantoa.practices.operations import Registration
from tests.cast import Cast
from tests.systems.places import AFTER, district, place, reorganised

YEAR = figures.View(Period.year(2022))
SHARES = {"Quang Sơn": (12, 4), "Bàn Giản": (10, 6), "Đồng Ích": (8, 5)}


def test_lt7_thirty_and_fifteen_practices_are_read_by_unit_field_and_year(cast: Cast) -> None:
    lap_thach = district(cast, "lap-thach", "Lập Thạch", "Vĩnh Phúc")
    communes = {name: place(cast, f"xa-{n}", f"Xã {name}", "commune", lap_thach) for n, name in enumerate(SHARES)}
    fields = cycle(queries.fields())
    chosen: dict[str, int] = {}
    for name, counts in SHARES.items():
        for kind, count in zip(("collective", "individual"), counts, strict=True):
            for n in range(count):
                field = next(fields)
                chosen[f"{kind}--{field.code}"] = chosen.get(f"{kind}--{field.code}", 0) + 1
                said = Registration(
                    name=f"Mô hình {n} {kind} của {name}",
                    kind=kind,
                    owner_unit=communes[name],
                    registered_on=date(2022, 1 + n % 12, 15),
                    fields=[field],
                )
                practice = operations.register(scope=cast.product, registration=said)
                operations.advance(scope=cast.product, practice=practice, verb="choose_as_pilot", on=said.registered_on)

    collective, individual = (figures.indicator(code) for code in operations.COUNTED.values())
    for unit in (lap_thach, cast.units["vn"]):
        assert figures.figure(collective, unit.pk, YEAR).in_period == Quantity.of(30)
        assert figures.figure(individual, unit.pk, YEAR).in_period == Quantity.of(15)
    by_unit = figures.figures([collective, individual], [one.pk for one in communes.values()], YEAR)
    for name, (groups, people) in SHARES.items():
        assert by_unit[collective.pk, communes[name].pk].in_period == Quantity.of(groups)
        assert by_unit[individual.pk, communes[name].pk].in_period == Quantity.of(people)
    for key, count in chosen.items():
        kind, field_code = key.split("--")
        part = figures.indicator(f"{operations.COUNTED[kind]}--{field_code}")
        assert figures.figure(part, lap_thach.pk, YEAR).in_period == Quantity.of(count)
    assert not figures.figure(collective, lap_thach.pk, figures.View(Period.year(2021))).any
    assert queries.register().filter(is_pilot=True).count() == 45

    new = reorganised(cast, lap_thach, list(communes.values()), "Phú Thọ")
    today = figures.View(YEAR.period, "place", AFTER)
    for indicator, whole, parts in ((collective, 30, (20, 10)), (individual, 15, (9, 6))):
        assert figures.figure(indicator, lap_thach.pk, YEAR).in_period == Quantity.of(whole)
        assert figures.figure(indicator, new["province"].pk, today).in_period == Quantity.of(whole)
        for code, part in zip(("one", "two"), parts, strict=True):
            assert figures.figure(indicator, new[code].pk, today).in_period == Quantity.of(part)
            listed = queries.under(queries.register(), new[code].pk, "place", AFTER)
            assert queries.by_kind(listed)[indicator_kind(indicator.code)] == part


def indicator_kind(code: str) -> str:
    return next(kind for kind, counted in operations.COUNTED.items() if counted == code)

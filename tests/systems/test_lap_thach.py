"""Lập Thạch, 2022."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import cycle
from uuid import uuid4

import time_machine

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import queries as figures
from lantoa.organisations.models import Unit
from lantoa.pledges import operations as pledges
from lantoa.pledges import queries as coverage
from lantoa.pledges.operations import DeedSaid, PledgeSaid
from lantoa.practices import operations, queries
from lantoa.practices.operations import Registration
from tests.cast import Cast
from tests.systems.branches import acting, branch
from tests.systems.places import REFORM, district, place, reorganise

YEAR = figures.View(Period.year(2022))
SHARES = {"Quang Sơn": (12, 4), "Bàn Giản": (10, 6), "Đồng Ích": (8, 5)}


def register_all(cast: Cast, communes: dict[str, Unit]) -> dict[str, int]:
    """30 collective and 15 individual pilots, each in a field; gives how many of each kind lie in each field."""
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
    return chosen


def test_lt7_thirty_and_fifteen_practices_are_read_by_unit_field_and_year(cast: Cast) -> None:
    lap_thach = district(cast, "lap-thach", "Lập Thạch", "Vĩnh Phúc")
    communes = {name: place(cast, f"xa-{n}", f"Xã {name}", "commune", lap_thach) for n, name in enumerate(SHARES)}
    chosen = register_all(cast, communes)

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


def test_lt7_the_same_practices_stand_under_the_new_communes_and_province_on_todays_map(cast: Cast) -> None:
    lap_thach = district(cast, "lap-thach", "Lập Thạch", "Vĩnh Phúc")
    communes = {name: place(cast, f"xa-{n}", f"Xã {name}", "commune", lap_thach) for n, name in enumerate(SHARES)}
    other = place(cast, "xa-khac", "Xã Khác", "commune", lap_thach)
    chosen = register_all(cast, communes)
    old = lap_thach.parents.get(line="place").parent
    into = {
        "lt-moi-1": [communes["Quang Sơn"], communes["Bàn Giản"]],
        "lt-moi-2": [communes["Đồng Ích"], other],
    }
    province, (first, second) = reorganise(cast, lap_thach, into=into)

    kinds = [figures.indicator(code) for code in operations.COUNTED.values()]
    now = figures.View(Period.year(2022), tree=REFORM)
    for view, tree, wanted in (
        (YEAR, None, {lap_thach: (30, 15), old: (30, 15), **{communes[name]: SHARES[name] for name in SHARES}}),
        (now, REFORM, {first: (22, 10), second: (8, 5), province: (30, 15), cast.units["vn"]: (30, 15)}),
    ):
        for unit, counts in wanted.items():
            assert [figures.figure(how, unit.pk, view).in_period for how in kinds] == [Quantity.of(n) for n in counts]
            listed = queries.by_kind(queries.under(queries.register(), unit.pk, "place", tree))
            assert (listed["collective"], listed["individual"]) == counts
    for key, count in chosen.items():
        kind, field_code = key.split("--")
        part = figures.indicator(f"{operations.COUNTED[kind]}--{field_code}")
        assert figures.figure(part, province.pk, now).in_period == Quantity.of(count)
    assert not any(figures.figure(how, one.pk, now).any for how in kinds for one in (lap_thach, old))


@time_machine.travel(datetime(2022, 3, 1, 2, tzinfo=UTC), tick=False)
def test_lt3_cadres_and_members_heads_first_pledge_for_the_term_and_for_the_year(cast: Cast) -> None:
    lap_thach = district(cast, "lap-thach", "Lập Thạch", "Vĩnh Phúc")
    commune = place(cast, "xa-quang-son", "Xã Quang Sơn", "commune", lap_thach)
    unit, people = branch(cast, commune, "cb-thon-1", 10)
    day, term = date(2022, 3, 1), Period.parse("2020..2025")
    secretary = acting(cast, "branch_secretary", unit, people[0], day)

    own = DeedSaid("Mỗi tháng một ngày xuống thôn giải quyết việc của dân", date(2022, 12, 31), Decimal(12), "ngày")
    said = PledgeSaid(unit, Period.year(2022), [own], people[0])
    first, _ = pledges.register(scope=secretary, said=said, today=day)
    assert first.is_head
    shared = [DeedSaid("Nhận giúp một hộ nghèo thoát nghèo", date(2025, 6, 30), Decimal(1), "hộ")]
    done = pledges.register_many(
        scope=secretary, unit=unit, people=people, deeds=shared, days=term, span="term", today=day, sending=uuid4()
    )
    assert done.made == 10
    year = [DeedSaid("Hiến đất, góp công làm đường thôn", date(2022, 10, 30), Decimal(3), "ngày công")]
    pledges.register_many(
        scope=secretary,
        unit=unit,
        people=people[1:8],
        deeds=year,
        days=Period.year(2022),
        today=day,
        sending=uuid4(),
        is_confirmed=True,
    )
    for span, registered in (("year", 8), ("term", 10)):
        counts = coverage.counts([unit.pk, lap_thach.pk], "place", day, span)
        for found in counts.values():
            assert (found.registered, found.should) == (registered, 10)
            assert (found.heads_registered, found.heads) == (1, 1)
    heads = [one.full_name for one in coverage.covered(unit.pk, "place", day, "year", None) if one.is_head]
    assert heads == [people[0].full_name]

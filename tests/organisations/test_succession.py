"""Changes of the tree: whole or not at all, by a paper, taken back by a counter-change; amounts are never lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.history.queries import of_record
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.organisations import operations, queries
from lantoa.organisations.models import Change, Grant, Unit, UnitAncestry, UnitName, UnitParent
from lantoa.organisations.models.succession import Counterpart
from lantoa.organisations.operations import Heir, NewUnit, Order, UnableToChangeUnits
from tests.cast import TODAY, Cast

DAY = date(2025, 7, 1)
EVE = date(2025, 6, 30)
ORDER = Order("Nghị quyết 01-NQ/HĐND, ngày 16/6/2025 của HĐND tỉnh Sông Trăng", DAY)
NEW = NewUnit("an-tan", "Xã An Tân", "commune")


def report(cast: Cast, unit: Unit, amount: int, period: str = "2024", code: str = "cau-xay-moi") -> None:
    said = ledger.Amount(figures.indicator(code), unit, Period.parse(period), Quantity.of(amount))
    ledger.state(scope=cast.product, amount=said)


def figure(unit: Unit, tree: date | None, period: str = "2024", code: str = "cau-xay-moi") -> int | None:
    view = figures.View(Period.parse(period), "place", tree)
    found = figures.figure(figures.indicator(code), unit.pk, view).in_period
    return None if found is None else int(found.point or 0)


def merged(cast: Cast, **named: Any) -> Unit:
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    operations.merge(scope=cast.product, order=ORDER, units=both, into=NEW, **named)
    return Unit.objects.get(code="an-tan")


def another(cast: Cast, code: str, name: str, unit_class: str, above: str) -> Unit:
    parents = {"place": cast.units[above]}
    return operations.found_unit(
        scope=cast.product, code=code, name=name, unit_class=unit_class, on=EVE, parents=parents
    )


def everything_stored() -> dict[str, set[tuple[Any, ...]]]:
    tables = (UnitName, UnitParent, UnitAncestry, Counterpart, Grant)
    return {
        **{table.__name__: {row[1:] for row in table.objects.values_list()} for table in tables[2:4]},
        **{table.__name__: set(table.objects.values_list()) for table in (UnitName, UnitParent, Grant)},
        "Unit": set(Unit.objects.values_list("code", "dissolved_on")),
    }


def test_three_bridges_and_five_bridges_are_eight_after_a_merge_and_stay_three_and_five_as_it_was(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 3)
    report(cast, cast.units["tan-loi"], 5)
    new = merged(cast)
    assert [figure(cast.units[code], None) for code in ("an-phuc", "tan-loi", "ben-lau", "vn")] == [3, 5, 8, 8]
    assert [figure(cast.units[code], EVE) for code in ("an-phuc", "tan-loi", "ben-lau", "vn")] == [3, 5, 8, 8]
    assert figure(new, DAY) == figure(cast.units["ben-lau"], DAY) == 8
    assert figure(new, None) is None
    assert figure(cast.units["an-phuc"], DAY) is None


def test_what_is_reported_after_a_merge_counts_on_the_old_map_at_the_unit_that_held_both(cast: Cast) -> None:
    new = merged(cast)
    report(cast, new, 4, "2026")
    assert figure(new, None, "2026") == figure(new, TODAY, "2026") == 4
    assert figure(cast.units["an-phuc"], EVE, "2026") is None
    assert figure(cast.units["ben-lau"], EVE, "2026") == 4


def test_units_below_bodies_and_rights_go_along_and_the_former_ones_end_the_day_before(cast: Cast) -> None:
    new = merged(cast, carry_rights=True)
    assert {one.code for one in queries.children(new.pk, "place", DAY)} == {"an-phuc-1", "du-an-phuc", "pn-an-phuc"}
    assert {one.code for one in queries.children(cast.units["ben-lau"].pk, "place", DAY)} == {"an-tan", "hu-ben-lau"}
    assert [one.code for one in queries.path_up(new.pk, "place", DAY)] == ["vn", "song-trang", "ben-lau", "an-tan"]
    gone = Unit.objects.get(code="an-phuc")
    assert gone.dissolved_on == DAY
    assert gone.names.get().to_on == EVE
    assert queries.scope_for(cast.lan, EVE).home_unit_id == gone.pk
    assert queries.scope_for(cast.lan, DAY).home_unit_id == new.pk


def test_rights_in_a_unit_that_ends_end_with_it_where_nobody_carries_them_over(cast: Cast) -> None:
    merged(cast)
    assert queries.scope_for(cast.lan, EVE).reach
    assert not queries.scope_for(cast.lan, DAY).reach


def test_a_unit_may_go_on_and_take_another_in(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 3)
    report(cast, cast.units["tan-loi"], 5)
    operations.merge(scope=cast.product, order=ORDER, units=[cast.units["tan-loi"]], into=cast.units["an-phuc"])
    report(cast, cast.units["an-phuc"], 2, "2026")
    assert figure(cast.units["an-phuc"], None) == 3
    assert figure(cast.units["an-phuc"], DAY) == 8
    assert figure(cast.units["an-phuc"], DAY, "2026") == 2
    assert figure(cast.units["an-phuc"], EVE, "2026") is None
    assert figure(cast.units["ben-lau"], EVE, "2026") == 2
    assert Unit.objects.get(code="an-phuc").dissolved_on is None


def test_the_shares_of_a_split_add_up_to_the_dong(cast: Cast) -> None:
    amount = 1_000_000_000_001
    report(cast, cast.units["an-phuc"], amount, code="nguon-luc")
    heirs = [
        Heir(NewUnit(f"phan-{at}", f"Xã Phần {at}", "commune"), weight, children)
        for at, (weight, children) in enumerate(((3200, [cast.units["an-phuc-1"]]), (1800, []), (1337, [])))
    ]
    with pytest.raises(UnableToChangeUnits, match="Đảng ủy xã An Phúc"):
        operations.split(scope=cast.product, order=ORDER, unit=cast.units["an-phuc"], into=heirs)
    assert not Unit.objects.filter(code__startswith="phan-").exists()
    heirs[1] = Heir(heirs[1].unit, 1800, [cast.units["du-an-phuc"], cast.units["pn-an-phuc"]])
    operations.split(scope=cast.product, order=ORDER, unit=cast.units["an-phuc"], into=heirs)
    new = [Unit.objects.get(code=f"phan-{at}") for at in range(3)]
    parts = [figure(one, DAY, code="nguon-luc") or 0 for one in new]
    assert sum(parts) == amount == figure(cast.units["ben-lau"], DAY, code="nguon-luc")
    for part, weight in zip(parts, (3200, 1800, 1337), strict=True):
        # Within the rounding of billionths.
        assert abs(part - amount * weight // 6337) <= amount // 10**9 + 1
    assert figure(cast.units["an-phuc"], None, code="nguon-luc") == amount
    assert figure(cast.units["an-phuc"], EVE, code="nguon-luc") == amount


def test_what_may_not_be_divided_counts_at_the_lowest_unit_that_holds_all_successors(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 7)
    children = [cast.units[code] for code in ("an-phuc-1", "du-an-phuc", "pn-an-phuc")]
    heirs = [
        Heir(NewUnit("dong", "Xã Đông", "commune"), children=children),
        Heir(NewUnit("tay", "Xã Tây", "commune")),
    ]
    operations.split(scope=cast.product, order=ORDER, unit=cast.units["an-phuc"], into=heirs)
    assert [figure(Unit.objects.get(code=code), DAY) for code in ("dong", "tay")] == [None, None]
    assert figure(cast.units["ben-lau"], DAY) == 7
    # One of the heirs moves to another province: now only the country holds both.
    elsewhere = operations.found_unit(
        scope=cast.product,
        code="khac",
        name="Tỉnh Khác",
        unit_class="province",
        on=EVE,
        parents={"place": cast.units["vn"]},
    )
    later = DAY + timedelta(days=100)
    order = Order("Nghị quyết khác", later)
    operations.move(scope=cast.product, order=order, unit=Unit.objects.get(code="tay"), parent=elsewhere, line="place")
    assert figure(cast.units["ben-lau"], DAY) == 7
    assert [figure(cast.units[code], later) for code in ("ben-lau", "song-trang", "vn")] == [None, None, 7]


def test_a_dissolved_unit_counts_at_its_place_and_those_below_go_up_a_step(cast: Cast) -> None:
    report(cast, cast.units["ben-lau"], 9)
    report(cast, cast.units["an-phuc"], 1)
    operations.dissolve(scope=cast.product, order=ORDER, unit=cast.units["ben-lau"])
    province = cast.units["song-trang"]
    assert {one.code for one in queries.children(province.pk, "place", DAY)} == {"an-phuc", "tan-loi", "hu-ben-lau"}
    assert figure(cast.units["ben-lau"], None) == 10
    assert figure(province, DAY) == 10
    with pytest.raises(UnableToChangeUnits, match="cao nhất"):
        operations.dissolve(scope=cast.product, order=ORDER, unit=cast.units["vn"])


def test_an_amount_for_days_after_its_unit_has_ended_is_not_lost(cast: Cast) -> None:
    new = merged(cast)
    report(cast, cast.units["an-phuc"], 6, "2025")
    assert (
        figure(cast.units["vn"], None, "2025")
        == figure(cast.units["vn"], TODAY, "2025")
        == figure(new, TODAY, "2025")
        == 6
    )


@pytest.mark.parametrize("kind", ["merge", "split", "dissolve", "rename", "move", "found"])
def test_a_counter_change_leaves_everything_as_if_the_change_had_never_been(cast: Cast, kind: str) -> None:
    units = cast.units
    report(cast, units["an-phuc"], 3)
    before = everything_stored()
    children = [units[code] for code in ("an-phuc-1", "du-an-phuc", "pn-an-phuc")]
    scope = cast.product
    if kind == "merge":
        both = [units["an-phuc"], units["tan-loi"]]
        change = operations.merge(scope=scope, order=ORDER, units=both, into=NEW, carry_rights=True)
    elif kind == "split":
        heirs = [Heir(NEW, 2, children), Heir(NewUnit("tay", "Xã Tây", "commune"), 1)]
        change = operations.split(scope=scope, order=ORDER, unit=units["an-phuc"], into=heirs)
    elif kind == "dissolve":
        change = operations.dissolve(scope=scope, order=ORDER, unit=units["ben-lau"])
    elif kind == "rename":
        change = operations.rename(scope=scope, order=ORDER, unit=units["an-phuc"], name="Phường An Phúc")
    elif kind == "move":
        order = ORDER
        change = operations.move(
            scope=scope, order=order, unit=units["an-phuc"], parent=units["song-trang"], line="place"
        )
    else:
        new = NewUnit("an-tan", "Xã An Tân", "commune", {"place": units["ben-lau"]})
        change = operations.found(scope=scope, order=ORDER, new=new)
    assert everything_stored() != before
    back = operations.annul(scope=scope, change=change, paper="Nghị quyết 02-NQ/HĐND hủy Nghị quyết 01")
    after = everything_stored()
    founded = {row for row in after["Unit"] if row[0] in ("an-tan", "tay")}
    assert {row for row in after["Unit"] if row not in founded} == before["Unit"]
    # A unit founded by mistake keeps its number and stands on no day.
    assert all(day == DAY for _, day in founded)
    never = set(Unit.objects.filter(code__in=[code for code, _ in founded]).values_list("pk", flat=True))
    for table in ("UnitParent", "Grant"):
        assert after[table] == before[table], table
    assert {row for row in after["UnitAncestry"] if row[1] not in never} == before["UnitAncestry"]
    assert {row for row in after["Counterpart"] if row[0] not in never} == before["Counterpart"]
    assert (back.kind, back.annuls, Change.objects.count()) == ("annulled", change, 2)
    assert figure(units["vn"], DAY) == 3
    with pytest.raises(UnableToChangeUnits, match="đã được hủy"):
        operations.annul(scope=scope, change=change, paper="lần nữa")


def test_a_change_that_others_build_on_is_not_annulled(cast: Cast) -> None:
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    change = operations.merge(scope=cast.product, order=ORDER, units=both, into=NEW)
    new = Unit.objects.get(code="an-tan")
    later = operations.rename(scope=cast.product, order=Order("Khác", TODAY), unit=new, name="Phường An Tân")
    with pytest.raises(UnableToChangeUnits, match="mới nhất"):
        operations.annul(scope=cast.product, change=change, paper="Hủy")
    operations.annul(scope=cast.product, change=later, paper="Hủy")
    report(cast, new, 1, "2026")
    with pytest.raises(UnableToChangeUnits, match="hồ sơ hoặc số liệu"):
        operations.annul(scope=cast.product, change=change, paper="Hủy")


def test_a_change_is_whole_or_not_at_all_needs_a_paper_and_a_manager_and_is_told_to_the_history(cast: Cast) -> None:
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    before = everything_stored()
    with pytest.raises(UnableToChangeUnits, match="văn bản"):
        operations.merge(scope=cast.product, order=Order(" ", DAY), units=both, into=NEW)
    with pytest.raises(UnableToChangeUnits, match="không được thay đổi"):
        operations.merge(scope=cast.scope(cast.dung), order=ORDER, units=both, into=NEW)
    with pytest.raises(UnableToChangeUnits, match="ít nhất hai"):
        operations.merge(scope=cast.product, order=ORDER, units=both[:1], into=NEW)
    with pytest.raises(UnableToChangeUnits, match="tên"):
        operations.merge(scope=cast.product, order=ORDER, units=both, into=NewUnit("x", "  ", "commune"))
    assert everything_stored() == before
    merged(cast)
    assert [event.verb for event in of_record("unit", cast.units["an-phuc"].uuid)] == ["found", "merged"]
    with pytest.raises(UnableToChangeUnits, match="đã kết thúc"):
        operations.merge(scope=cast.product, order=ORDER, units=both, into=NewUnit("y", "Xã Y", "commune"))


def test_a_merge_of_merged_units_is_followed_to_the_end(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 3)
    new = merged(cast)
    third = operations.found_unit(
        scope=cast.product,
        code="ba",
        name="Xã Ba",
        unit_class="commune",
        on=EVE,
        parents={"place": cast.units["ben-lau"]},
    )
    report(cast, third, 4)
    order = Order("Nghị quyết sau", TODAY)
    operations.merge(scope=cast.product, order=order, units=[new, third], into=NewUnit("cuoi", "Xã Cuối", "commune"))
    last = Unit.objects.get(code="cuoi")
    assert [figure(last, TODAY), figure(new, DAY), figure(third, DAY), figure(new, TODAY)] == [7, 3, 4, None]
    assert [one.name for one in queries.find("an phuc", TODAY, only_standing=True)] == [
        "Đảng ủy xã An Phúc",
        "Hội Liên hiệp Phụ nữ xã An Phúc",
    ]
    assert "Xã An Phúc" in [one.name for one in queries.find("an phuc", TODAY)]


def test_the_officers_of_the_successor_reach_the_records_of_the_former_units(cast: Cast) -> None:
    new = merged(cast, carry_rights=True)
    former = {cast.units["an-phuc"].pk, cast.units["tan-loi"].pk}
    scope = queries.scope_for(cast.lan, DAY)
    assert former | {new.pk} <= (scope.units("confirm") or set())
    assert former <= (queries.scope_for(cast.dung, DAY).units("read") or set())


def test_whoever_took_over_a_part_may_read_the_whole_but_not_change_it(cast: Cast) -> None:
    children = [cast.units[code] for code in ("an-phuc-1", "du-an-phuc", "pn-an-phuc")]
    heirs = [Heir(NEW, 3, children), Heir(NewUnit("tay", "Xã Tây", "commune"), 1)]
    operations.split(scope=cast.product, order=ORDER, unit=cast.units["an-phuc"], into=heirs)
    operations.grant(scope=cast.product, user=cast.lan, unit=Unit.objects.get(code="tay"), role="clerk", on=DAY)
    scope = queries.scope_for(cast.lan, DAY)
    former = cast.units["an-phuc"].pk
    assert (scope.may("read", former), scope.may("confirm", former)) == (True, False)
    assert queries.scope_for(cast.dung, DAY).may("confirm", former)


def test_bodies_of_one_kind_merge_with_their_units_by_the_same_paper(cast: Cast) -> None:
    other = operations.found_unit(
        scope=cast.product,
        code="du-tan-loi",
        name="Đảng ủy xã Tân Lợi Thượng",
        unit_class="party_committee",
        on=EVE,
        parents={"place": cast.units["tan-loi"], "party": cast.units["hu-ben-lau"]},
    )
    report(cast, other, 5)
    report(cast, cast.units["du-an-phuc"], 3)
    new = merged(cast, with_bodies=True)
    below = {one.name for one in queries.children(new.pk, "place", DAY)}
    assert below == {"Thôn Đông", "Đảng ủy xã An Tân", "Hội Liên hiệp Phụ nữ xã An Phúc"}
    committee = Unit.objects.get(code="dang-uy-xa-an-tan")
    assert [one.code for one in queries.path_up(committee.pk, "party", DAY)] == ["hu-ben-lau", committee.code]
    assert [one.code for one in queries.children(committee.pk, "party", DAY)] == ["cb-dong"]
    assert figure(committee, DAY) == figure(new, DAY) == 8
    change = Change.objects.get()
    assert change.successions.count() == 4
    operations.annul(scope=cast.product, change=change, paper="Hủy")
    assert figure(cast.units["du-an-phuc"], DAY) == 3


def test_the_bodies_of_the_unit_that_goes_on_take_the_others_in(cast: Cast) -> None:
    parents = {"place": cast.units["tan-loi"], "party": cast.units["hu-ben-lau"]}
    name, kind = "Đảng ủy xã Tân Lợi Thượng", "party_committee"
    operations.found_unit(scope=cast.product, code="du2", name=name, unit_class=kind, on=EVE, parents=parents)
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    operations.merge(scope=cast.product, order=ORDER, units=both, into=cast.units["an-phuc"], with_bodies=True)
    bodies = {one.code for one in queries.children(cast.units["an-phuc"].pk, "place", DAY)}
    assert bodies == {"an-phuc-1", "du-an-phuc", "pn-an-phuc"}


def test_changes_of_one_day_build_on_one_another_and_come_off_in_the_other_order(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 3)
    report(cast, cast.units["ben-lau"], 4)
    before = everything_stored()["UnitParent"]
    elsewhere = another(cast, "ben-canh", "Tỉnh Bên Cạnh", "province", "vn")
    both = [cast.units["song-trang"], elsewhere]
    one = operations.merge(scope=cast.product, order=ORDER, units=both, into=NewUnit("moi", "Tỉnh Mới", "province"))
    children = [cast.units[code] for code in ("an-phuc", "tan-loi", "hu-ben-lau")]
    heirs = [Heir(NewUnit("dong", "Xã Đông", "commune"), None, children[:1]), Heir(NEW, None, children[1:])]
    two = operations.split(scope=cast.product, order=ORDER, unit=cast.units["ben-lau"], into=heirs)
    assert [figure(Unit.objects.get(code=code), DAY) for code in ("moi", "dong", "an-tan")] == [7, 3, None]
    assert figure(cast.units["song-trang"], None) == 7
    with pytest.raises(UnableToChangeUnits, match="mới nhất"):
        operations.annul(scope=cast.product, change=one, paper="Hủy")
    operations.annul(scope=cast.product, change=two, paper="Hủy")
    operations.annul(scope=cast.product, change=one, paper="Hủy")
    after = everything_stored()["UnitParent"]
    assert {row[1:] for row in after if row[1] != elsewhere.pk} == {row[1:] for row in before}
    assert figure(cast.units["song-trang"], DAY) == 7

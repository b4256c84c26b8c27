"""Units through time: renaming, moving, and an ancestry that always equals climbing by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.common.scopes import everything
from lantoa.history.queries import of_record
from lantoa.organisations import operations, queries
from lantoa.organisations.models import Unit, UnitAncestry, UnitName, UnitParent
from lantoa.organisations.operations import UnableToChangeUnits
from tests.cast import LONG_AGO, TODAY, Cast
from tests.effort import examples

PRODUCT = everything("kiểm thử")
BIRTH = date(2000, 1, 1)


def test_a_renamed_unit_keeps_its_former_name_until_the_day_before(cast: Cast) -> None:
    unit = cast.units["tan-loi"]
    operations.rename_unit(scope=PRODUCT, unit=unit, name="Xã Tân Lợi", on=date(2025, 7, 1))
    assert queries.names_on([unit.pk], date(2025, 6, 30)) == {unit.pk: "Xã Tân Lợi Thượng"}
    assert queries.names_on([unit.pk], date(2025, 7, 1)) == {unit.pk: "Xã Tân Lợi"}
    moments = [(unit.pk, date(2025, 6, 30)), (unit.pk, date(2025, 7, 1)), (unit.pk, date(1900, 1, 1))]
    assert list(queries.names_at(moments).values()).count("Xã Tân Lợi") == 1
    assert queries.names_at(moments)[moments[2]] == "Xã Tân Lợi Thượng"
    assert [span.name for span in queries.name_spans(unit)] == ["Xã Tân Lợi", "Xã Tân Lợi Thượng"]
    assert [event.verb for event in of_record("unit", unit.uuid)] == ["found", "rename"]


def test_a_name_never_begins_before_the_one_that_it_follows(cast: Cast) -> None:
    for on in (LONG_AGO, LONG_AGO - timedelta(days=1)):
        with pytest.raises(UnableToChangeUnits, match="01/01/1990"):
            operations.rename_unit(scope=PRODUCT, unit=cast.units["tan-loi"], name="Xã Khác", on=on)
    first = UnitName.objects.filter(unit=cast.units["tan-loi"]).values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitName.objects.create(**{**first, "id": None, "from_on": TODAY})


def test_a_unit_that_moves_takes_those_below_with_it_from_that_day(cast: Cast) -> None:
    other = operations.found_unit(
        scope=PRODUCT,
        code="h2",
        name="Huyện Hai",
        unit_class="district",
        on=LONG_AGO,
        parents={"place": cast.units["song-trang"]},
    )
    operations.move_unit(scope=PRODUCT, unit=cast.units["an-phuc"], parent=other, line="place", on=date(2023, 1, 1))
    village, district = cast.units["an-phuc-1"].pk, cast.units["ben-lau"].pk
    assert village in queries.subtree(district, "place", date(2022, 12, 31))
    assert village not in queries.subtree(district, "place", date(2023, 1, 1))
    assert village in queries.subtree(other.pk, "place", date(2023, 1, 1))
    assert [one.name for one in queries.path_up(village, "place", TODAY)][-3:] == [
        "Huyện Hai",
        "Xã An Phúc",
        "Thôn Đông",
    ]
    during = queries.children_during(district, "place", date(2022, 1, 1), date(2023, 12, 31))
    assert cast.units["an-phuc"].pk in [one.pk for one in during]


@pytest.mark.parametrize("below", ["an-phuc", "an-phuc-1", "cb-dong"])
def test_no_unit_is_put_under_one_of_its_own(cast: Cast, below: str) -> None:
    rows = set(UnitAncestry.objects.values_list("ancestor", "descendant", "depth"))
    with pytest.raises(UnableToChangeUnits, match="trực thuộc"):
        operations.move_unit(
            scope=PRODUCT, unit=cast.units["ben-lau"], parent=cast.units[below], line="place", on=date(2024, 1, 1)
        )
    assert set(UnitAncestry.objects.values_list("ancestor", "descendant", "depth")) == rows
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitParent.objects.create(
            unit=cast.units["vn"], parent=cast.units["vn"], line="place", from_on=date(2024, 1, 1)
        )


def test_the_lines_of_one_body_never_mix(cast: Cast) -> None:
    committee, branch = cast.units["hu-ben-lau"].pk, cast.units["cb-dong"].pk
    assert branch in queries.subtree(committee, "party", TODAY)
    assert branch not in queries.subtree(committee, "place", TODAY)
    above = queries.parents_on(branch, TODAY)
    assert {line: one.name for line, one in above.items()} == {"place": "Thôn Đông", "party": "Đảng ủy xã An Phúc"}
    assert queries.place_of(cast.units["du-an-phuc"], TODAY).name == "Xã An Phúc"


def test_only_a_manager_changes_units_people_and_rights(cast: Cast) -> None:
    clerk, unit = cast.scope(cast.lan), cast.units["an-phuc"]
    with pytest.raises(UnableToChangeUnits):
        operations.rename_unit(scope=clerk, unit=unit, name="Xã Khác", on=TODAY)
    with pytest.raises(UnableToChangeUnits):
        operations.move_unit(scope=clerk, unit=unit, parent=cast.units["vn"], line="place", on=TODAY)
    with pytest.raises(UnableToChangeUnits):
        operations.grant(scope=clerk, user=cast.minh, unit=unit, role="clerk", on=TODAY)
    with pytest.raises(UnableToChangeUnits):
        operations.found_unit(scope=clerk, code="x", name="X", unit_class="village", on=TODAY, parents={"place": unit})


def test_a_code_is_taken_once_and_a_role_must_be_known(cast: Cast) -> None:
    with pytest.raises(UnableToChangeUnits, match="an-phuc"):
        operations.found_unit(scope=PRODUCT, code="an-phuc", name="X", unit_class="village", on=TODAY)
    with pytest.raises(UnableToChangeUnits, match="trùm"):
        operations.grant(scope=PRODUCT, user=cast.lan, unit=cast.units["vn"], role="trùm", on=TODAY)


def test_a_person_holds_posts_between_days(cast: Cast) -> None:
    unit = cast.units["an-phuc"]
    with pytest.raises(UnableToChangeUnits):
        operations.add_person(scope=PRODUCT, full_name="  ")
    hanh = operations.add_person(scope=PRODUCT, full_name="Nguyễn Thị Hạnh")
    operations.appoint(
        scope=PRODUCT, person=hanh, unit=unit, title="Phó Chủ tịch", on=date(2016, 1, 1), to_on=date(2020, 12, 31)
    )
    operations.appoint(scope=PRODUCT, person=hanh, unit=unit, title="Chủ tịch", on=date(2021, 1, 1), is_head=True)
    assert [post.title for post in queries.posts_in(unit.pk, date(2020, 12, 31))] == ["Phó Chủ tịch"]
    assert [post.title for post in queries.posts_on(hanh.pk, TODAY)] == ["Chủ tịch"]
    assert list(queries.find_people("nguyen thi hanh")) == [hanh]


# --- the ancestry against a plain model -----------------------------------------------------------------------------

Links = dict[int, list[tuple[int, date, date]]]
edits = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 3000)).filter(lambda e: e[0] != e[1]),
    min_size=1,
    max_size=8,
)


def climbed(links: Links, unit: int, day: date) -> list[int]:
    """Who stands above a unit on a day, by following one parent after another."""
    found = [unit]
    while True:
        up = [parent for parent, start, end in links[found[-1]] if start <= day <= end]
        if not up:
            return found
        if up[0] in found:
            raise RecursionError("circle")
        found.append(up[0])


def moved(links: Links, unit: int, parent: int, on: date) -> Links | None:
    """The links after a move, or None where the move begins before the last or closes a circle on some day."""
    new = {one: spans[:] for one, spans in links.items()}
    if new[unit]:
        last, start, _ = new[unit][-1]
        if on <= start:
            return None
        new[unit][-1] = (last, start, on - timedelta(days=1))
    new[unit].append((parent, on, date.max))
    try:
        for day in {start for spans in new.values() for _, start, _ in spans}:
            for one in new:
                climbed(new, one, day)
    except RecursionError:
        return None
    return new


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=edits)
def test_the_ancestry_equals_climbing_by_hand_after_any_edits(db: None, edits: list[tuple[int, int, int]]) -> None:
    with transaction.atomic():
        operations.load_classes()
        units: list[Unit] = [
            operations.found_unit(scope=PRODUCT, code=f"u{at}", name=f"Xã {at}", unit_class="commune", on=BIRTH)
            for at in range(6)
        ]
        links: Links = {at: [] for at in range(6)}
        for child, parent, days in edits:
            on = BIRTH + timedelta(days=days)
            wanted = moved(links, child, parent, on)
            move = {"unit": units[child], "parent": units[parent], "line": "place", "on": on}
            if wanted is None:
                with pytest.raises(UnableToChangeUnits):
                    operations.move_unit(scope=PRODUCT, **move)  # type: ignore[arg-type]
            else:
                operations.move_unit(scope=PRODUCT, **move)  # type: ignore[arg-type]
                links = wanted
        number = {unit.pk: at for at, unit in enumerate(units)}
        days_ = {start + timedelta(days=step) for spans in links.values() for _, start, _ in spans for step in (-1, 0)}
        for day in {BIRTH, TODAY, *days_}:
            for at, unit in enumerate(units):
                rows = UnitAncestry.objects.filter(descendant=unit, line="place", from_on__lte=day, to_on__gte=day)
                stored = [number[up] for up in rows.order_by("depth").values_list("ancestor", flat=True)]
                assert stored == climbed(links, at, day)
        transaction.set_rollback(True)

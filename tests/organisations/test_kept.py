"""What a process has worked out of the tree is never older than the tree."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lantoa.organisations import operations, queries
from lantoa.organisations.operations import Order
from lantoa.organisations.queries.kept import tree_stamp
from tests.cast import TODAY, Cast


@pytest.fixture(autouse=True)
def remembering(settings: Any) -> None:
    settings.TREE_KEPT = True


def test_the_same_question_is_asked_once_while_the_tree_stays(cast: Cast) -> None:
    top = cast.units["an-phuc"].pk
    first = queries.reach(top, "place", TODAY)
    with CaptureQueriesContext(connection) as asked:
        assert queries.reach(top, "place", TODAY) is first
    assert len(asked) == 1


def test_a_change_is_seen_at_once_and_so_is_that_it_was_taken_back(cast: Cast) -> None:
    top, before = cast.units["an-phuc"].pk, tree_stamp()
    known = queries.reach(top, "place", TODAY).any
    with transaction.atomic():
        new = operations.found_unit(
            scope=cast.product,
            code="to-moi",
            name="Tổ mới",
            unit_class="village",
            on=date(2021, 1, 1),
            parents={"place": cast.units["an-phuc"]},
        )
        assert queries.reach(top, "place", TODAY).any == known | {new.pk}
        assert queries.branches(top, "place", TODAY)[new.pk] == new.pk
        transaction.set_rollback(True)
    assert tree_stamp() == before
    assert queries.reach(top, "place", TODAY).any == known


def test_every_kind_of_change_gives_the_tree_another_name(cast: Cast) -> None:
    place, scope, stamps = cast.units, cast.product, [tree_stamp()]

    def note() -> None:
        stamps.append(tree_stamp())
        assert len(set(stamps)) == len(stamps)

    def order(year: int) -> Order:
        return Order(f"0{year - 2020}/QĐ", date(year, 1, 1))

    new = operations.NewUnit("thon-tam", "Thôn Tạm", "village", {"place": place["an-phuc"]})
    operations.found(scope=scope, order=order(2021), new=new)
    note()
    unit = queries.unit("thon-tam", TODAY)
    operations.move(scope=scope, order=order(2022), unit=unit, parent=place["ben-lau"], line="place")
    note()
    ended = operations.dissolve(scope=scope, order=order(2023), unit=unit)
    note()
    operations.annul(scope=scope, change=ended, paper="09/QĐ")
    note()
    operations.move_unit(scope=scope, unit=unit, line="place", parent=place["an-phuc"], on=date(2024, 1, 1))
    note()


def test_branches_name_the_unit_directly_below_through_which_each_stands(cast: Cast) -> None:
    place = cast.units
    found = queries.branches(place["song-trang"].pk, "place", TODAY)
    assert found[place["an-phuc-1"].pk] == found[place["ben-lau"].pk] == place["ben-lau"].pk
    assert place["song-trang"].pk not in found

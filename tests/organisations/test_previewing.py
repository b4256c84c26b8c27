"""The preview of a change says all that it does, and does nothing."""

from __future__ import annotations

from datetime import date

import pytest

from lantoa.organisations import operations
from lantoa.organisations.models import Change, Unit
from lantoa.organisations.operations import UnableToChangeUnits
from lantoa.organisations.operations.previewing import Changed, Ended, Moved
from tests.cast import Cast
from tests.organisations.test_succession import DAY, NEW, ORDER, everything_stored, report

BRIDGES = "Cầu nông thôn xây mới"


def merging(cast: Cast, **named: bool) -> Change:
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    return operations.merge(scope=cast.product, order=ORDER, units=both, into=NEW, **named)


def test_a_preview_says_what_moves_who_loses_which_right_and_which_figures_change(cast: Cast) -> None:
    report(cast, cast.units["an-phuc"], 3)
    report(cast, cast.units["tan-loi"], 5)
    person = operations.add_person(scope=cast.product, full_name="Trần Văn Bảy")
    operations.appoint(
        scope=cast.product, person=person, unit=cast.units["tan-loi"], title="Chủ tịch", on=date(2020, 1, 1)
    )
    before = everything_stored()
    told = operations.preview(act=lambda: merging(cast, carry_rights=True), on=DAY)
    assert everything_stored() == before
    assert not Change.objects.exists()
    assert not Unit.objects.filter(code="an-tan").exists()
    assert told.founded == ["Xã An Tân"]
    assert told.ended == ["Xã An Phúc", "Xã Tân Lợi Thượng"]
    assert Moved("Thôn Đông", "Địa bàn", "Xã An Phúc", "Xã An Tân") in told.moved
    assert Ended("Trần Thị Lan", "clerk", "Xã An Phúc", "Xã An Tân") in told.rights
    assert told.posts == [Ended("Trần Văn Bảy", "Chủ tịch", "Xã Tân Lợi Thượng")]
    assert told.successions == [("Xã An Phúc", "Xã An Tân", None), ("Xã Tân Lợi Thượng", "Xã An Tân", None)]
    bridges = [one for one in told.figures if one.what == BRIDGES]
    assert Changed("Xã An Tân", BRIDGES, "", "8 cây cầu") in bridges
    assert Changed("Xã An Phúc", BRIDGES, "3 cây cầu", "") in bridges
    assert not [one for one in bridges if one.unit == "Huyện Bến Lau"]
    assert told.history_changes == []


def test_the_same_effect_has_the_same_digest_and_another_has_another(cast: Cast) -> None:
    one = operations.preview(act=lambda: merging(cast), on=DAY)
    again = operations.preview(act=lambda: merging(cast), on=DAY)
    carried = operations.preview(act=lambda: merging(cast, carry_rights=True), on=DAY)
    assert one.digest == again.digest != carried.digest


def test_a_refusal_comes_through_and_leaves_nothing(cast: Cast) -> None:
    before = everything_stored()
    with pytest.raises(UnableToChangeUnits, match="cao nhất"):
        operations.preview(
            act=lambda: operations.dissolve(scope=cast.product, order=ORDER, unit=cast.units["vn"]), on=DAY
        )
    assert everything_stored() == before

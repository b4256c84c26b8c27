"""Finding units and people, and what each role may do where."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.accounts.operations import make_account
from lantoa.common.scopes import VERBS
from lantoa.organisations import operations, queries
from lantoa.organisations.rules import GIVEN, ROLES
from lantoa.practices import queries as practices
from lantoa.practices.operations import Registration, register
from tests.cast import LONG_AGO, TODAY, Cast


def names(found: object) -> list[str]:
    return [one.name for one in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", GIVEN)
def test_a_role_has_its_verbs_on_its_unit_and_as_far_below_as_it_reaches(cast: Cast, role: str) -> None:
    user = make_account(username="thu", full_name="Người Thử", password=None)
    unit, term = cast.units["an-phuc"], date(2030, 12, 31)
    operations.grant(scope=cast.product, user=user, unit=unit, role=role, on=LONG_AGO, to_on=term)
    scope = queries.scope_for(user, TODAY)
    assert (scope.role, scope.home_unit_id) == (role, cast.units["an-phuc"].pk)
    below = {"an-phuc-1", "du-an-phuc", "cb-dong", "pn-an-phuc"} if ROLES[role].reaches_below else set()
    inside = {"an-phuc", *below}
    for verb in VERBS:
        allowed = {code for code, unit in cast.units.items() if scope.may(verb, unit.pk)}
        assert allowed == (inside if verb in ROLES[role].verbs else set())


def test_a_role_on_the_party_line_reaches_only_the_bodies_of_that_line(cast: Cast) -> None:
    user = make_account(username="thu", full_name="Người Thử", password=None)
    given = operations.grant(
        scope=cast.product, user=user, unit=cast.units["hu-ben-lau"], role="reader", on=LONG_AGO, line="party"
    )
    scope = queries.scope_for(user, TODAY, grant=given.pk)
    allowed = {code for code, unit in cast.units.items() if scope.may("read", unit.pk)}
    assert allowed == {"hu-ben-lau", "du-an-phuc", "cb-dong"}


def test_without_a_grant_that_holds_today_an_account_may_do_nothing(cast: Cast) -> None:
    user = make_account(username="thu", full_name="Người Thử", password=None)
    assert queries.scope_for(user, TODAY).reach == {}
    operations.grant(scope=cast.product, user=user, unit=cast.units["vn"], role="clerk", on=date(2030, 1, 1))
    assert queries.scope_for(user, TODAY).reach == {}
    assert queries.scope_for(user, date(2030, 1, 1)).reach != {}


def test_the_grant_of_another_account_is_never_taken(cast: Cast) -> None:
    theirs = queries.grants_of(cast.dung, TODAY).get()
    assert queries.scope_for(cast.lan, TODAY, grant=theirs.pk) == cast.scope(cast.lan)


@pytest.mark.parametrize("who", ["lan", "minh", "dung"])
def test_lists_show_what_permission_allows_one_by_one(cast: Cast, who: str) -> None:
    for unit in cast.units.values():
        said = Registration(name="Mô hình", kind="collective", owner_unit=unit, registered_on=date(2022, 1, 1))
        register(scope=cast.product, registration=said)
    scope = cast.scope(getattr(cast, who))
    listed = {one.owner_unit_id for one in practices.of_units(practices.register(), scope.units("read"))}
    assert listed == {unit.pk for unit in cast.units.values() if scope.may("read", unit.pk)}
    found = {one.pk for one in queries.find("a", TODAY, within=scope.units("read"))}
    assert found == {one.pk for one in queries.find("a", TODAY) if scope.may("read", one.pk)}


def test_a_unit_is_found_by_any_name_that_it_ever_bore_with_or_without_marks(cast: Cast) -> None:
    unit = cast.units["tan-loi"]
    operations.rename_unit(scope=cast.product, unit=unit, name="Xã Hòa Bình", on=date(2025, 7, 1))
    for words in ("Tân Lợi Thượng", "tan loi thuong", "TÂN  LỢI", "Hoà Bình", "hoa binh"):
        assert names(queries.find(words, TODAY)) == ["Xã Hòa Bình"], words
    assert queries.former_names([unit.pk], "tan loi", TODAY) == {unit.pk: "Xã Tân Lợi Thượng"}
    assert queries.former_names([unit.pk], "hoa binh", TODAY) == {}


def test_the_very_name_comes_before_names_that_hold_it(cast: Cast) -> None:
    assert names(queries.find("xã an phúc", TODAY))[0] == "Xã An Phúc"
    assert len(names(queries.find("xã an phúc", TODAY))) == 3


@pytest.mark.parametrize("words", ["%", "_", "'", "\\", "*"])
def test_signs_of_the_search_language_are_only_signs(cast: Cast, words: str) -> None:
    assert names(queries.find(words, TODAY)) == []


def test_a_unit_is_called_by_code_or_number_and_nothing_else(cast: Cast) -> None:
    unit = cast.units["an-phuc"]
    assert queries.unit("an-phuc", TODAY).pk == queries.unit(str(unit.uuid), TODAY).pk == unit.pk
    for wrong in ("khong-co", "", "-" * 36, "a-b-c-d-" + "x" * 28):
        with pytest.raises(queries.UnableToFindUnit):
            queries.unit(wrong, TODAY)


def test_paths_and_counts_take_as_many_queries_for_all_units_as_for_one(cast: Cast) -> None:
    ids = [unit.pk for unit in cast.units.values()]

    def number(units: list[int]) -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.paths(units, "place", TODAY)
            queries.count_below(units, "place", TODAY)
            queries.names_at((unit, TODAY) for unit in units)
        return len(seen)

    assert number(ids) == number(ids[-1:])
    village, district = cast.units["an-phuc-1"].pk, cast.units["ben-lau"].pk
    assert queries.paths([village], "place", TODAY) == {village: "Xã An Phúc, Huyện Bến Lau, Tỉnh Sông Trăng"}
    assert queries.count_below(ids, "place", TODAY)[district] == 3

"""Giving rights, their terms and their ends; lending a part of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account
from lantoa.common.scopes import VERBS, Scope
from lantoa.history.queries import of_record
from lantoa.organisations import operations, queries
from lantoa.organisations.models import Delegation, Grant, Unit
from lantoa.organisations.operations import UnableToChangeRights, UnableToChangeUnits, UnableToDelegate
from lantoa.organisations.rules import GIVEN, ROLES, may_give, verbs_of
from lantoa.practices import operations as practices
from lantoa.practices import queries as register
from tests.cast import LONG_AGO, TODAY, Cast
from tests.practices.making import make_practice

LAST = date(2030, 6, 30)
NEXT_DAY, TOMORROW = LAST + timedelta(days=1), TODAY + timedelta(days=1)


def account(name: str) -> User:
    return make_account(username=name, full_name=f"Người {name.title()}", password=None)


def give(cast: Cast, user: User, role: str, unit: str = "an-phuc", **parts: Any) -> Grant:
    said = {"scope": cast.product, "on": LONG_AGO, "to_on": LAST} | parts
    return operations.grant(user=user, unit=cast.units[unit], role=role, **said)


@pytest.fixture
def head(cast: Cast) -> Grant:
    """The head of An Phúc until 30/06/2030."""
    return give(cast, account("hoa"), "head")


def lend(cast: Cast, grant: Grant, to: User, **parts: Any) -> Delegation:
    said = {
        "scope": cast.scope(grant.user),
        "unit": grant.unit,
        "verbs": ["read", "approve"],
        "from_on": TODAY,
        "to_on": TODAY + timedelta(days=9),
        "why": "Giấy ủy quyền số 3",
        "today": TODAY,
    } | parts
    return operations.delegate(grant=grant, to_user=to, **said)


# --- the table of roles ---------------------------------------------------------------------------------------------


def test_every_verb_of_every_role_is_a_verb_and_only_what_a_role_has_may_be_delegated() -> None:
    for role in ROLES.values():
        assert role.verbs <= set(VERBS)
        assert role.delegable <= role.verbs
        assert role.gives | role.gives_below <= set(GIVEN)
        assert not role.delegable & {"manage", "accounts", "inspect"}


def test_the_system_administrator_sees_no_content_and_a_citizen_has_no_account() -> None:
    assert not verbs_of("system_admin") & {"read", "take_in", "confirm", "report", "approve", "inspect", "manage"}
    assert "citizen" not in GIVEN
    assert verbs_of("citizen") == verbs_of("không có") == frozenset()


@given(giver=st.sampled_from([*ROLES, "", "system"]), role=st.sampled_from([*ROLES, "x"]), at_home=st.booleans())
def test_nobody_but_the_host_gives_what_runs_the_installation_and_no_role_grows_by_itself(
    giver: str, role: str, at_home: bool
) -> None:
    if may_give(giver, role, at_home=at_home):
        assert role in GIVEN
        assert giver in ("system", "manager")
        assert role != "system_admin" or giver == "system"
        assert role != "manager" or giver == "system" or not at_home


# --- the term -------------------------------------------------------------------------------------------------------


def test_a_right_holds_to_the_end_of_its_last_day_and_gives_nothing_from_the_next(cast: Cast, head: Grant) -> None:
    for day, holds in ((LONG_AGO - timedelta(days=1), False), (LONG_AGO, True), (LAST, True), (NEXT_DAY, False)):
        assert queries.scope_for(head.user, day).may("approve", head.unit_id) is holds, day
    assert queries.scope_for(head.user, NEXT_DAY).reach == {}


def test_a_role_held_for_a_term_asks_for_its_last_day(cast: Cast) -> None:
    with pytest.raises(UnableToChangeRights, match="nhiệm kỳ"):
        give(cast, account("hoa"), "head", to_on=None)
    with pytest.raises(UnableToChangeRights, match="Ngày cuối"):
        give(cast, account("hai"), "clerk", to_on=LONG_AGO - timedelta(days=1))
    assert give(cast, account("ba"), "clerk", to_on=None).to_on is None


def test_a_right_on_a_unit_that_is_dissolved_gives_nothing_from_that_day(cast: Cast, head: Grant) -> None:
    Unit.objects.filter(pk=head.unit_id).update(dissolved_on=TODAY)
    assert queries.scope_for(head.user, TODAY - timedelta(days=1)).reach
    assert queries.scope_for(head.user, TODAY).reach == {}
    gone = Unit.objects.get(pk=head.unit_id)
    with pytest.raises(UnableToChangeRights, match="đã kết thúc"):
        operations.grant(scope=cast.product, user=cast.minh, unit=gone, role="clerk", on=TODAY)


def test_an_ended_right_gives_nothing_from_that_very_day_even_its_first(cast: Cast, head: Grant) -> None:
    operations.end_grant(scope=cast.product, grant=head, on=TOMORROW, why="chuyển công tác")
    assert queries.scope_for(head.user, TODAY).reach
    assert queries.scope_for(head.user, TOMORROW).reach == {}
    first = give(cast, account("nam"), "clerk", on=TODAY)
    operations.end_grant(scope=cast.product, grant=first, on=TODAY, why="giao nhầm")
    assert queries.scope_for(first.user, TODAY).reach == {}
    again = give(cast, first.user, "clerk", on=TODAY)
    assert queries.scope_for(again.user, TODAY).reach
    assert [event.verb for event in of_record("grant", head.uuid)] == ["grant", "end"]
    assert of_record("grant", head.uuid)[1].payload.data["why"] == "chuyển công tác"


@pytest.mark.parametrize(
    ("on", "why", "said"),
    [(TODAY, " ", "lý do"), (LONG_AGO - timedelta(days=1), "x", "từ 01/01/1990"), (NEXT_DAY, "x", "đã hết hạn")],
)
def test_a_right_is_ended_with_a_reason_within_its_days(cast: Cast, head: Grant, on: date, why: str, said: str) -> None:
    with pytest.raises(UnableToChangeRights, match=said):
        operations.end_grant(scope=cast.product, grant=head, on=on, why=why)
    operations.end_grant(scope=cast.product, grant=head, on=TODAY, why="x")
    with pytest.raises(UnableToChangeRights, match="đã kết thúc từ"):
        operations.end_grant(scope=cast.product, grant=head, on=TODAY, why="x")


def test_a_term_is_made_longer_or_shorter_and_history_keeps_both_days(cast: Cast, head: Grant) -> None:
    longer = date(2035, 6, 30)
    operations.change_term(scope=cast.product, grant=head, to_on=longer, why="tái cử", today=TODAY)
    assert queries.scope_for(head.user, NEXT_DAY).reach
    data = of_record("grant", head.uuid)[1].payload.data
    assert (data["before"], data["to_on"], data["why"]) == ("2030-06-30", "2035-06-30", "tái cử")
    for wrong, said in ((None, "nhiệm kỳ"), (TODAY - timedelta(days=1), "từ hôm nay")):
        with pytest.raises(UnableToChangeRights, match=said):
            operations.change_term(scope=cast.product, grant=head, to_on=wrong, why="x", today=TODAY)
    with pytest.raises(UnableToChangeRights, match="hết hạn"):
        operations.change_term(scope=cast.product, grant=head, to_on=date(2040, 1, 1), why="x", today=date(2036, 1, 1))
    with pytest.raises(UnableToChangeRights, match="lý do"):
        operations.change_term(scope=cast.product, grant=head, to_on=LAST, why="", today=TODAY)


def test_the_same_right_is_not_given_twice_for_one_day(cast: Cast, head: Grant) -> None:
    with pytest.raises(UnableToChangeRights, match="đã có vai trò này"):
        give(cast, head.user, "head", on=LAST, to_on=date(2040, 1, 1))
    give(cast, head.user, "head", on=NEXT_DAY, to_on=date(2035, 1, 1))
    with pytest.raises(UnableToChangeRights, match="đã có vai trò này"):
        operations.change_term(scope=cast.product, grant=head, to_on=NEXT_DAY, why="x", today=TODAY)


# --- who gives ------------------------------------------------------------------------------------------------------


@pytest.fixture
def manager(cast: Cast) -> Scope:
    """Who manages the district."""
    user = account("quan")
    give(cast, user, "manager", "ben-lau", to_on=None)
    return cast.scope(user)


@pytest.mark.parametrize("role", GIVEN)
def test_a_manager_gives_every_role_of_content_within_reach_and_managers_only_below(
    cast: Cast, manager: Scope, role: str
) -> None:
    for unit, wanted in (("an-phuc", role != "system_admin"), ("ben-lau", role not in ("system_admin", "manager"))):
        to = account(f"{role}.{unit}")
        if wanted:
            assert give(cast, to, role, unit, scope=manager).role == role
        else:
            with pytest.raises(UnableToChangeRights, match="không được giao"):
                give(cast, to, role, unit, scope=manager)
    with pytest.raises(UnableToChangeUnits):
        give(cast, cast.minh, role, "song-trang", scope=manager)


@pytest.mark.parametrize("role", GIVEN)
def test_no_other_role_gives_rights(cast: Cast, role: str) -> None:
    user = account("ai")
    give(cast, user, role, "ben-lau")
    if role != "manager":
        with pytest.raises(UnableToChangeUnits):
            give(cast, cast.minh, "reader", "an-phuc", scope=cast.scope(user))


def test_nobody_gives_a_role_to_themselves_or_touches_their_own_but_they_may_lay_it_down(
    cast: Cast, manager: Scope
) -> None:
    me = User.objects.get(pk=manager.actor_id)
    with pytest.raises(UnableToChangeRights, match="chính mình"):
        give(cast, me, "clerk", scope=manager)
    own = Grant.objects.get(user=me)
    with pytest.raises(UnableToChangeRights, match="chính mình"):
        operations.change_term(scope=manager, grant=own, to_on=LAST, why="x", today=TODAY)
    other = give(cast, account("nua"), "manager", "ben-lau", to_on=None)
    with pytest.raises(UnableToChangeRights, match="không được giao"):
        operations.end_grant(scope=manager, grant=other, on=TODAY, why="x")
    operations.end_grant(scope=manager, grant=own, on=TODAY, why="thôi việc")


def test_a_line_that_leads_out_of_the_givers_reach_is_refused(cast: Cast) -> None:
    """The district's committee has branches elsewhere: its Party line reaches further than the district's place."""
    operations.found_unit(
        scope=cast.product,
        code="cb-xa",
        name="Chi bộ ở nơi khác",
        unit_class="party_branch",
        on=LONG_AGO,
        parents={"place": cast.units["song-trang"], "party": cast.units["hu-ben-lau"]},
    )
    user = account("quan")
    give(cast, user, "manager", "ben-lau", to_on=None)
    with pytest.raises(UnableToChangeRights, match="ngoài phạm vi"):
        give(cast, cast.minh, "reader", "hu-ben-lau", scope=cast.scope(user), line="party")
    assert give(cast, cast.minh, "reader", "hu-ben-lau", scope=cast.scope(user), line="place")
    assert give(cast, cast.minh, "reader", "du-an-phuc", scope=cast.scope(user), line="party")
    with pytest.raises(UnableToChangeRights, match="tuyến"):
        give(cast, cast.minh, "reader", line="đường")


# --- lending --------------------------------------------------------------------------------------------------------


def test_who_was_lent_a_right_has_just_those_verbs_there_in_those_days(cast: Cast, head: Grant) -> None:
    an = account("an")
    lent = lend(cast, head, an, unit=cast.units["an-phuc-1"])
    scope = queries.scope_for(an, TODAY)
    assert set(scope.reach) == {"read", "approve"}
    assert {code for code, unit in cast.units.items() if scope.may("approve", unit.pk)} == {"an-phuc-1", "cb-dong"}
    assert (scope.role, scope.delegated_by, scope.delegation) == ("head", "Người Hoa", lent.uuid)
    for day, holds in ((TODAY - timedelta(days=1), False), (lent.to_on, True), (lent.to_on + timedelta(days=1), False)):
        assert bool(queries.scope_for(an, day).reach) is holds
    assert [event.verb for event in of_record("delegation", lent.uuid)] == ["delegate"]


def test_one_acts_in_ones_own_role_until_one_chooses_the_lent_one(cast: Cast, head: Grant) -> None:
    lent = lend(cast, head, cast.minh)
    assert cast.scope(cast.minh).delegation is None
    chosen = queries.scope_for(cast.minh, TODAY, delegation=lent.pk)
    assert (chosen.role, chosen.home_unit_id, chosen.delegation) == ("head", head.unit_id, lent.uuid)
    assert queries.scope_for(cast.lan, TODAY, delegation=lent.pk) == cast.scope(cast.lan)


def test_history_names_both_and_the_role_stays_a_code(cast: Cast, head: Grant) -> None:
    an = account("an")
    lent = lend(cast, head, an)
    practice = make_practice(cast)
    practices.advance(scope=queries.scope_for(an, TODAY), practice=practice, verb="choose_as_pilot", on=TODAY)
    event = of_record("practice", practice.uuid).last()
    assert event is not None
    assert (event.role, event.payload.actor_name) == ("head", "Người An")
    assert event.payload.data["delegated_by"] == "Người Hoa"
    assert event.payload.data["delegation"] == str(lent.uuid)


def test_what_was_lent_cannot_be_lent_on(cast: Cast, head: Grant) -> None:
    an, ba = account("an"), account("ba")
    lent = lend(cast, head, an)
    by_an = queries.scope_for(an, TODAY, delegation=lent.pk)
    with pytest.raises(UnableToDelegate, match="Chỉ người giữ vai trò"):
        lend(cast, head, ba, scope=by_an)
    own = give(cast, an, "clerk")
    acting_for_hoa = queries.scope_for(an, TODAY, delegation=lent.pk)
    with pytest.raises(UnableToDelegate, match="không được ủy quyền lại"):
        lend(cast, own, ba, scope=acting_for_hoa, verbs=["read"])


@pytest.mark.parametrize("role", [code for code in GIVEN if not ROLES[code].delegable])
def test_some_roles_are_not_lent_at_all(cast: Cast, role: str) -> None:
    grant = give(cast, account("hoa"), role)
    with pytest.raises(UnableToDelegate, match="không được ủy quyền"):
        lend(cast, grant, cast.minh, verbs=["read"])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"verbs": []}, "ít nhất một việc"),
        ({"verbs": ["read", "manage"]}, "ít nhất một việc"),
        ({"why": " "}, "lý do"),
        ({"from_on": TODAY - timedelta(days=1)}, "lùi ngày"),
        ({"to_on": TODAY - timedelta(days=1)}, "trước ngày đầu"),
        ({"to_on": NEXT_DAY}, "30/06/2030"),
    ],
)
def test_a_delegation_is_a_part_of_the_right_for_stated_days_with_a_reason(
    cast: Cast, head: Grant, wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(UnableToDelegate, match=said):
        lend(cast, head, cast.minh, **wrong)


def test_a_delegation_goes_to_another_open_account_within_the_right_once(cast: Cast, head: Grant) -> None:
    with pytest.raises(UnableToDelegate, match="trong phạm vi"):
        lend(cast, head, cast.minh, unit=cast.units["tan-loi"])
    with pytest.raises(UnableToDelegate, match="tài khoản khác"):
        lend(cast, head, head.user)
    closed = account("dong")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    with pytest.raises(UnableToDelegate, match="tài khoản khác"):
        lend(cast, head, User.objects.get(pk=closed.pk))
    lend(cast, head, cast.minh)
    with pytest.raises(UnableToDelegate, match="Đã ủy quyền"):
        lend(cast, head, cast.minh)
    with pytest.raises(UnableToDelegate, match="không còn hiệu lực"):
        lend(cast, head, cast.lan, today=NEXT_DAY, from_on=NEXT_DAY, to_on=NEXT_DAY)


def test_a_delegation_ends_with_the_right_or_by_a_word(cast: Cast, head: Grant) -> None:
    an = account("an")
    lent = lend(cast, head, an)
    with pytest.raises(UnableToDelegate, match="Chỉ người đã ủy quyền"):
        operations.end_delegation(scope=queries.scope_for(an, TODAY), delegation=lent, on=TODAY, why="x")
    with pytest.raises(UnableToDelegate, match="lý do"):
        operations.end_delegation(scope=cast.scope(head.user), delegation=lent, on=TODAY, why="")
    operations.end_delegation(scope=cast.scope(head.user), delegation=lent, on=TODAY, why="đã về")
    assert queries.scope_for(an, TODAY).reach == {}
    with pytest.raises(UnableToDelegate, match="đã kết thúc"):
        operations.end_delegation(scope=cast.product, delegation=lent, on=TODAY, why="x")
    lend(cast, head, an)
    assert queries.scope_for(an, TODAY).reach
    operations.end_grant(scope=cast.product, grant=head, on=TODAY, why="nghỉ hưu")
    assert queries.scope_for(an, TODAY).reach == {}


def test_a_unit_that_left_the_lenders_reach_is_no_longer_lent(cast: Cast, head: Grant) -> None:
    an = account("an")
    lend(cast, head, an, unit=cast.units["an-phuc-1"])
    village, elsewhere = cast.units["an-phuc-1"], cast.units["tan-loi"]
    operations.move_unit(scope=cast.product, unit=village, parent=elsewhere, line="place", on=TODAY)
    assert queries.scope_for(an, TODAY).reach == {}


# --- what is asked --------------------------------------------------------------------------------------------------


def test_an_approver_decides_on_pilots_and_publicity_but_keeps_no_register(cast: Cast) -> None:
    user = account("duyet")
    give(cast, user, "approver", "ben-lau", to_on=None)
    scope, practice = cast.scope(user), make_practice(cast)
    for verb in ("choose_as_pilot", "publish"):
        practices.advance(scope=scope, practice=practice, verb=verb, on=TODAY)
    found = register.practice(practice.uuid)
    assert found is not None
    assert found.is_pilot
    assert found.is_public
    for refused in ("start", "end"):
        with pytest.raises(practices.UnableToChangePractice):
            practices.advance(scope=scope, practice=practice, verb=refused, on=TODAY)
    with pytest.raises(practices.UnableToChangePractice):
        practices.withdraw(scope=scope, practice=practice, why="x")


def test_an_inspector_sees_the_rights_below_and_their_history_and_changes_nothing(cast: Cast) -> None:
    user = account("tra")
    give(cast, user, "inspector", "ben-lau", to_on=None)
    scope = cast.scope(user)
    listed = queries.rights(scope.units("inspect"), TODAY)
    assert {one.user.username for one in listed} == {"lan", "minh", "tra"}
    (lan,) = (one for one in listed if one.user == cast.lan)
    assert queries.given_by([lan])[lan.uuid].payload.actor_name == "kiểm thử"
    assert set(scope.reach) == {"read", "inspect"}


def test_the_scope_of_a_province_takes_as_many_questions_as_that_of_a_village(cast: Cast) -> None:
    def asked(unit: str) -> int:
        user = account(f"doc.{unit}")
        give(cast, user, "reader", unit)
        with CaptureQueriesContext(connection) as seen:
            cast.scope(user)
        return len(seen)

    assert asked("vn") == asked("an-phuc-1")


@pytest.mark.parametrize(("few", "way"), [(100, "ids"), (3, "left out"), (0, "tree")])
def test_a_list_within_reach_asks_in_the_way_that_costs_least(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, few: int, way: str
) -> None:
    monkeypatch.setattr("lantoa.organisations.queries.tree.FEW", few)
    units = cast.scope(cast.dung).units("read") or frozenset()
    sql, parameters = register.of_units(register.register(), units).query.sql_with_params()
    assert ("organisations_unitancestry" in sql) == (way == "tree")
    assert (set(parameters) >= set(units)) == (way == "ids")
    assert {one.pk for one in Unit.objects.filter(pk__in=units)} == set(units)

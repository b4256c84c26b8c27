"""Registered of those who should register, as of any day, at every level."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.common.periods import Period
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as rights
from lantoa.organisations.models import Membership
from lantoa.pledges import operations, queries
from lantoa.pledges.queries import Count
from tests.cast import LONG_AGO, TODAY, Cast
from tests.pledges.making import account, acting, deed, make_members, make_pledge

pytestmark = pytest.mark.usefixtures("on_todays_morning")
MARCH, JUNE = date(2026, 3, 10), date(2026, 6, 10)


def of(cast: Cast, unit: str, day: date = TODAY, line: str = "place", span: str = "year") -> Count:
    pk = cast.units[unit].pk
    return queries.counts([pk], line, day, span)[pk]


def test_a_numerator_and_a_denominator_at_every_level_each_person_once(cast: Cast) -> None:
    people = make_members(cast, 5)
    cadres = make_members(cast, 2, "an-phuc", kind="cadre", at=10)
    make_members(cast, 1, "an-phuc", kind="collaborator", at=20)
    # A member of the branch who is a cadre of the commune too counts once, and needs one pledge.
    organisations.join_unit(scope=cast.product, person=people[1], unit=cast.units["an-phuc"], on=LONG_AGO, kind="cadre")
    make_pledge(cast, people[0], today=MARCH)
    make_pledge(cast, people[1], today=MARCH, verbs=["confirm"])
    make_pledge(cast, cadres[0], "an-phuc", today=JUNE, verbs=["return"])
    make_pledge(cast, None, today=JUNE)

    branch, commune = of(cast, "cb-dong"), of(cast, "an-phuc")
    assert (branch.registered, branch.should, branch.percent, branch.confirmed) == (2, 5, 40, 1)
    assert (branch.heads_registered, branch.heads) == (1, 1)
    assert (branch.units_registered, branch.units) == (1, 1)
    assert (commune.registered, commune.should) == (2, 7)
    assert (commune.units_registered, commune.units) == (1, 2)
    assert of(cast, "song-trang") == of(cast, "vn") == commune
    assert of(cast, "du-an-phuc", line="party") == branch
    assert of(cast, "tan-loi") == Count()
    assert of(cast, "cb-dong", span="term").registered == 0


def test_the_same_day_always_gives_the_same_coverage(cast: Cast) -> None:
    people = make_members(cast, 3)
    one = make_pledge(cast, people[0], today=MARCH)
    operations.advance(scope=cast.product, pledge=one, verb="return", today=JUNE, note="Ghi rõ việc")
    operations.advance(scope=cast.product, pledge=one, verb="register", today=JUNE + timedelta(days=2))
    other = make_pledge(cast, people[1], today=MARCH)
    operations.advance(scope=cast.product, pledge=other, verb="drop", today=JUNE, note="chuyển đi")
    Membership.objects.filter(person=people[1]).update(to_on=JUNE)

    wanted = {
        MARCH - timedelta(days=1): (0, 3),
        MARCH: (2, 3),
        JUNE - timedelta(days=1): (2, 3),
        JUNE: (0, 3),
        JUNE + timedelta(days=1): (0, 2),
        JUNE + timedelta(days=2): (1, 2),
        date(2027, 1, 1): (0, 2),
    }
    for day, counts in wanted.items():
        found = of(cast, "cb-dong", day)
        assert (found.registered, found.should) == counts, day


def test_that_commitments_were_filed_is_a_second_count(cast: Cast) -> None:
    people = make_members(cast, 3)
    said = {"unit": cast.units["cb-dong"], "people": people[:2], "year": 2026, "today": TODAY}
    operations.file_commitments(scope=cast.product, on=JUNE, **said)  # type: ignore[arg-type]
    assert (of(cast, "cb-dong").filed, of(cast, "cb-dong").registered) == (2, 0)
    assert of(cast, "cb-dong", MARCH).filed == 0
    assert of(cast, "cb-dong", date(2027, 2, 1)).filed == 0


def test_as_many_queries_for_one_unit_as_for_all(cast: Cast) -> None:
    make_members(cast, 3)
    make_members(cast, 3, "tan-loi", at=50)

    def asked(*codes: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as ran:
            queries.counts([cast.units[code].pk for code in codes], "place", TODAY)
        return len(ran)

    assert asked("vn") == asked(*cast.units) == 3


def test_both_lists_name_people_only_where_one_sees_inside(cast: Cast) -> None:
    people = make_members(cast, 3)
    make_pledge(cast, people[0])
    top = cast.units["an-phuc"].pk
    found = queries.covered(top, "place", TODAY, "year", queries.inside(cast.scope(cast.lan)))
    assert [(one.full_name, one.has, one.is_head) for one in found if one.has] == [(people[0].full_name, True, True)]
    assert {one.pk for one in found if not one.has} == {people[1].pk, people[2].pk}
    reader = acting(account(cast, "reader", None, "an-phuc"))
    assert not queries.covered(top, "place", TODAY, "year", queries.inside(reader)).exists()
    secretary = acting(account(cast, "branch_secretary", people[0]))
    assert queries.covered(top, "place", TODAY, "year", queries.inside(secretary)).count() == 3


def test_who_stands_behind_a_role(cast: Cast) -> None:
    member = make_members(cast)[1]
    own = acting(account(cast, "member", member))
    assert rights.person_acting(own, TODAY) == member.pk
    assert rights.person_acting(cast.scope(cast.lan), TODAY) is None
    assert rights.person_acting(cast.product, TODAY) is None
    one, other = make_pledge(cast, member), make_pledge(cast, make_members(cast, 1, at=30)[0])
    assert list(queries.seen_by(own, TODAY)) == [one]
    assert set(queries.seen_by(cast.scope(cast.lan), TODAY)) == {one, other}
    assert not queries.seen_by(cast.scope(cast.minh), TODAY).exists()


def test_a_term_covers_all_of_its_years(cast: Cast) -> None:
    member = make_members(cast)[1]
    days = Period.parse("2025..2030")
    make_pledge(cast, member, days=days, span="term", deeds=[deed(due_on=date(2030, 5, 1))], today=MARCH)
    assert of(cast, "cb-dong", span="term").registered == 1
    assert of(cast, "cb-dong", date(2029, 2, 1), span="term").registered == 1
    assert of(cast, "cb-dong", date(2029, 2, 1)).registered == 0

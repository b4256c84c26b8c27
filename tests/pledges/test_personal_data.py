"""What a person undertakes is theirs: shown to them, erased when they ask, hidden when they ask."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from lantoa.common.checks import Look
from lantoa.organisations.models import Grant, Restriction
from lantoa.organisations.operations import personal_data as acts
from lantoa.organisations.queries.personal_data import Subject, units_of
from lantoa.pledges import checks, operations, personal_data, queries
from lantoa.pledges.models import CommitmentFiled, Deed, Pledge, PledgeStep, Progress
from tests.cast import TODAY, Cast
from tests.organisations.asking import ask, make_person
from tests.pledges.making import TEXT, deed, make_members, make_pledge

pytestmark = pytest.mark.usefixtures("on_todays_morning")


def test_everything_is_held_up_and_erased(cast: Cast) -> None:
    people = make_members(cast)
    member = people[1]
    one = make_pledge(cast, member, verbs=["confirm"])
    make_pledge(cast, people[2], deeds=[deed(f"Cùng {member.full_name} trồng hoa")])
    (mine,) = queries.deeds_of([one])[one.pk]
    operations.add_progress(scope=cast.product, deed=mine, words="đã giúp", on=TODAY, today=TODAY)
    operations.amend(scope=cast.product, pledge=one, deeds=[deed("Việc khác")], why="ốm", today=TODAY)
    operations.file_commitments(
        scope=cast.product, unit=cast.units["cb-dong"], people=[member], year=2026, on=TODAY, today=TODAY
    )
    subject = Subject(member, (member.full_name,), cast.product, TODAY)
    held = {section.code: section for section in personal_data.held(subject)}
    assert {item.cells[0] for item in held["pledges"].items} == {"Việc khác", TEXT}
    assert [len(held[code].items) for code in ("pledges_progress", "commitments", "pledges_named")] == [1, 1, 1]
    assert units_of([member.pk])[member.pk] == {cast.units["cb-dong"].pk}

    personal_data.erase(subject=subject, chosen=["pledges"], about=uuid4(), why="yêu cầu")
    assert not Deed.objects.filter(pledge__person=member, what__in=[TEXT, "Việc khác"]).exists()
    assert not Progress.objects.filter(words="đã giúp").exists()
    assert not CommitmentFiled.objects.exists()
    assert Pledge.objects.filter(person=member).count() == 1
    for check in (checks.stages, checks.deeds):
        assert list(check.run(Look(timezone.now()))) == []


def test_who_is_hidden_is_in_no_list(cast: Cast) -> None:
    member = make_members(cast)[1]
    one = make_pledge(cast, member)
    asked = ask(cast, member, "restrict", unit="cb-dong")
    Restriction.objects.create(person=member, request=asked, full_name=member.full_name, from_on=TODAY)
    acts.hide(person=member)
    assert queries.pledge(one.uuid) is None
    assert queries.counts([cast.units["cb-dong"].pk], "place", TODAY)[cast.units["cb-dong"].pk].should == 2


def test_what_somebody_did_with_pledges_of_others_stays_without_the_name(cast: Cast) -> None:
    keeper, lan = make_person(cast, cast.lan.full_name), cast.scope(cast.lan)
    Grant.objects.filter(user=cast.lan).update(person=keeper)
    one = make_pledge(cast, make_members(cast)[1])
    operations.advance(scope=lan, pledge=one, verb="confirm", today=TODAY)
    subject = Subject(keeper, (keeper.full_name,), cast.product, TODAY)
    held = {section.code: section for section in personal_data.held(subject)}
    assert [item.cells[1:] for item in held["pledge_acts"].items] == [("Xác nhận", "2026")]
    personal_data.erase(subject=subject, chosen=["pledge_acts"], about=uuid4(), why="yêu cầu")
    assert not PledgeStep.objects.filter(actor_name=cast.lan.full_name).exists()
    assert Pledge.objects.get(pk=one.pk).stage == "confirmed"

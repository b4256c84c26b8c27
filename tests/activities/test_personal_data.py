"""What is held of a person by activities: shown to them, erased when they ask; numbers stay."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from lantoa.activities import checks, operations, personal_data
from lantoa.activities.models import ActivityStep, Attendance, Entry, SignUp, Tally
from lantoa.activities.operations import EntrySaid, PersonSaid, SpeakerSaid
from lantoa.activities.rules.counting import Count
from lantoa.common.checks import Look
from lantoa.organisations.models import Grant
from lantoa.organisations.queries.personal_data import Subject, units_of
from lantoa.organisations.rules.personal_data import ERASED_NAME
from tests.activities.making import CAME, make_activity, tick, total
from tests.cast import TODAY, Cast
from tests.organisations.asking import make_person
from tests.pledges.making import make_members

pytestmark = pytest.mark.usefixtures("on_todays_morning")


def test_everything_is_held_up_and_what_may_go_is_erased(cast: Cast) -> None:
    people = make_members(cast)
    member = people[1]
    held_ = make_activity(cast)
    tick(cast, held_, {people[0]: CAME, member: PersonSaid("excused", reason="Ốm đau: nằm viện")})
    coming = make_activity(cast, on=date(2026, 12, 5))
    operations.sign_up(scope=cast.product, activity=coming, people=[member], today=TODAY)
    speaker = SpeakerSaid(cast.units["cb-dong"], TODAY, member)
    operations.name_speaker(scope=cast.product, said=speaker)
    contest = make_activity(cast, "an-phuc", "hoi-thi", title="Thi kể chuyện")
    named = EntrySaid(by_words=f"Tổ của {member.full_name}")
    operations.add_entry(scope=cast.product, activity=contest, said=named)
    own = EntrySaid(by_words=member.full_name, person=member)
    operations.add_entry(scope=cast.product, activity=contest, said=own)
    make_activity(cast, on=date(2026, 12, 6), title="Họp khác", led_by=member.full_name)

    subject = Subject(member, (member.full_name,), cast.product, TODAY)
    found = {section.code: section for section in personal_data.held(subject)}
    assert found["attendance"].items[0].cells[2:4] == ("Vắng có lý do", "Ốm đau: nằm viện")
    assert [len(found[code].items) for code in ("attendance", "sign_ups", "speakers")] == [1, 1, 1]
    assert {item.cells[0] for item in found["activities_named"].items} == {"Họp khác", named.by_words}
    assert units_of([member.pk])[member.pk] >= {cast.units["cb-dong"].pk}

    personal_data.erase(subject=subject, chosen=["attendance", "sign_ups"], about=uuid4(), why="yêu cầu")
    assert "nằm viện" not in Attendance.objects.get(person=member).reason
    assert not SignUp.objects.filter(person=member).exists()
    assert member.full_name not in Entry.objects.get(person=member).by_words
    assert Tally.objects.get(activity=held_).count == Count(3, 1, 1)
    for check in (checks.counts, checks.stages, checks.posted):
        assert list(check.run(Look(timezone.now()))) == []


def test_what_somebody_did_stays_without_the_name(cast: Cast) -> None:
    keeper, lan = make_person(cast, cast.lan.full_name), cast.scope(cast.lan)
    Grant.objects.filter(user=cast.lan).update(person=keeper)
    one = make_activity(cast, "an-phuc", "lao-dong", scope=lan, title="Ra quân", is_held=True)
    said = operations.TotalSaid(cast.units["an-phuc"], Count(None, direct=40))
    operations.record_total(scope=lan, activity=one, said=said, sending=uuid4(), today=TODAY)
    assert ActivityStep.objects.filter(activity=one).order_by("pk").values_list("role", flat=True)[0] == "clerk"
    subject = Subject(keeper, (keeper.full_name,), cast.product, TODAY)
    found = {section.code: section for section in personal_data.held(subject)}
    acts = [item.cells[1:] for item in found["activity_acts"].items]
    assert sorted(acts) == [("Ghi nhận đã tổ chức", "Ra quân"), ("Ghi số người dự", "Ra quân"), ("Lên lịch", "Ra quân")]
    personal_data.erase(subject=subject, chosen=["activity_acts"], about=uuid4(), why="yêu cầu")
    assert set(ActivityStep.objects.filter(activity=one).values_list("actor_name", flat=True)) == {ERASED_NAME}
    assert Tally.objects.get(activity=one).counted_by_name == ERASED_NAME
    assert not personal_data.held(subject)[-1].items
    total(cast, make_activity(cast, "an-phuc", "lao-dong", title="Khác"), "an-phuc", Count(None, direct=4))
    assert Tally.objects.exclude(counted_by_name=ERASED_NAME).count() == 1

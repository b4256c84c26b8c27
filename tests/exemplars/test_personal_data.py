"""What is held of people as exemplars is shown to them, erased and hidden when they ask."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from lantoa.common.checks import Look
from lantoa.exemplars import checks, operations, personal_data, queries
from lantoa.exemplars.models import Exemplar
from lantoa.organisations.models import Person
from lantoa.organisations.queries.personal_data import Subject, units_of
from tests.cast import TODAY, Cast
from tests.exemplars.making import NAME, STORY, confirm, make_exemplar, publish, shown
from tests.organisations.asking import make_person

pytestmark = pytest.mark.usefixtures("on_todays_morning")


def of(cast: Cast, person: Person) -> Subject:
    return Subject(person, (person.full_name,), cast.product, TODAY)


def test_everything_is_held_up_and_erased(cast: Cast) -> None:
    person = make_person(cast, NAME, "tan-loi")
    own = make_exemplar(cast, person=person, photo=True)
    confirm(cast, own)
    publish(cast, own, covers_photo=True)
    make_exemplar(cast, "Tổ 3", kind="group", story=f"Cùng {NAME} làm lộ")
    make_exemplar(cast)
    child = make_exemplar(cast, "Bé Sa", is_minor=True)
    confirm(cast, child)
    publish(cast, child, given_by=f"{NAME}, mẹ", is_by_parent=True, child_agreed=True)
    subject = of(cast, person)
    held = {section.code: section for section in personal_data.held(subject)}
    assert [item.cells[1] for item in held["exemplars"].items] == [STORY]
    assert len(held["exemplars_named"].items) == 3
    assert not held["exemplars_named"].is_sure
    assert cast.units["an-phuc"].pk in units_of([person.pk])[person.pk]

    personal_data.erase(subject=subject, chosen=["exemplars"], about=uuid4(), why="yêu cầu")
    assert (shown(own).person, shown(own).story, shown(own).stage) == (None, "", "withdrawn")
    assert not queries.public().filter(pk=own.pk).exists()
    # A name alone erases nobody else.
    assert Exemplar.objects.filter(name=NAME).exists()
    assert list(checks.stages.run(Look(timezone.now()))) == []


def test_who_asks_that_their_data_be_not_used_is_shown_no_more(cast: Cast) -> None:
    person = make_person(cast, NAME)
    own = make_exemplar(cast, person=person)
    confirm(cast, own)
    publish(cast, own)
    personal_data.hide(subject=of(cast, person), on=TODAY)
    assert (shown(own).stage, shown(own).is_public) == ("withdrawn", False)
    personal_data.hide(subject=of(cast, person), on=TODAY)


def test_what_somebody_did_with_exemplars_stays_without_the_name(cast: Cast) -> None:
    from lantoa.organisations.models import Grant

    keeper, lan = make_person(cast, cast.lan.full_name), cast.scope(cast.lan)
    Grant.objects.filter(user=cast.lan).update(person=keeper)
    one = make_exemplar(cast)
    operations.advance(scope=lan, exemplar=one, verb="confirm", today=TODAY)
    subject = of(cast, keeper)
    (acts,) = [part for part in personal_data.held(subject) if part.code == "exemplar_acts"]
    assert [item.cells[1] for item in acts.items] == ["Đơn vị xác nhận"]
    personal_data.erase(subject=subject, chosen=["exemplar_acts"], about=uuid4(), why="yêu cầu")
    assert cast.lan.full_name not in {step.actor_name for step in queries.steps_of(one)}


def test_the_doctor_names_an_exemplar_that_was_moved_by_hand(cast: Cast) -> None:
    one = make_exemplar(cast)
    Exemplar.objects.filter(pk=one.pk).update(stage="published")
    told = [found.what for found in checks.stages.run(Look(timezone.now()))]
    assert told == ["Điển hình không đứng ở bước cuối của nó.", "Điển hình công khai mà không có căn cứ nào."]

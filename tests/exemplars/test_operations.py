"""Proposing, confirming, publishing on a basis, amending, withdrawing, forgetting."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from lantoa.exemplars import operations, queries
from lantoa.exemplars.models import Basis, Exemplar, FormerText
from lantoa.exemplars.operations import Said, UnableToChangeExemplar
from lantoa.files import queries as files
from lantoa.history.models import Payload
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as people
from tests.cast import TODAY, Cast
from tests.exemplars.making import (
    GIVEN,
    NAME,
    STORY,
    confirm,
    decision,
    make_exemplar,
    make_person,
    make_photo,
    publish,
    shown,
)


def test_nothing_is_public_before_the_unit_confirmed_it_and_there_is_a_basis(cast: Cast) -> None:
    one = make_exemplar(cast)
    with pytest.raises(UnableToChangeExemplar, match="mới đề xuất"):
        publish(cast, one)
    confirm(cast, one)
    assert not queries.public().exists()
    publish(cast, one)
    assert [found.called for found in queries.public()] == [NAME]
    assert [step.verb for step in queries.steps_of(one)] == ["publish", "confirm", "propose"]


def test_the_same_uuid_proposes_once(cast: Cast) -> None:
    uuid = uuid4()
    assert make_exemplar(cast, uuid=uuid).pk == make_exemplar(cast, uuid=uuid).pk


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": " "}, "tên người"),
        ({"kind": "x"}, "cá nhân, nhóm"),
        ({"headline": ""}, "tóm tắt"),
        ({"story": " "}, "tóm tắt"),
        ({"from_year": 1900}, "1945"),
        ({"from_year": 2027}, "2026"),
        ({"to_year": 2023}, "Năm kết thúc"),
    ],
)
def test_what_says_nothing_is_refused(cast: Cast, more: dict[str, Any], words: str) -> None:
    with pytest.raises(UnableToChangeExemplar, match=words):
        make_exemplar(cast, **more)


def test_a_unit_is_called_as_it_is_and_a_group_as_it_was_typed(cast: Cast) -> None:
    assert make_exemplar(cast, "bỏ", kind="unit").called == "Xã An Phúc"
    assert make_exemplar(cast, "Tổ phụ nữ thôn Đông", kind="group").called == "Tổ phụ nữ thôn Đông"


def test_a_basis_without_what_makes_it_one_is_refused(cast: Cast) -> None:
    one, group = make_exemplar(cast), make_exemplar(cast, "Tổ 3", kind="group")
    for each in (one, group):
        confirm(cast, each)
    for said, words in (
        ({"taken_by": " "}, "ai đã nhận"),
        ({"kind": "word"}, "chọn căn cứ"),
    ):
        with pytest.raises(UnableToChangeExemplar, match=words):
            operations.publish(
                scope=cast.product,
                exemplar=one,
                basis=operations.BasisSaid(**({"kind": "consent", "given_on": GIVEN} | said)),
                today=TODAY,
            )
    with pytest.raises(UnableToChangeExemplar, match="thay mặt"):
        publish(cast, group, given_by="")
    with pytest.raises(UnableToChangeExemplar, match="tương lai"):
        operations.publish(
            scope=cast.product,
            exemplar=one,
            basis=operations.BasisSaid("consent", TODAY.replace(year=2027), taken_by="Lan"),
            today=TODAY,
        )
    for part in ("number", "issuer", "commends"):
        with pytest.raises(UnableToChangeExemplar, match="số, cơ quan"):
            operations.publish(scope=cast.product, exemplar=one, basis=decision(**{part: ""}), today=TODAY)
    assert not Basis.objects.exists()


def test_a_decision_handed_down_publishes_and_joins_what_is_public_already(cast: Cast) -> None:
    one = make_exemplar(cast)
    confirm(cast, one)
    operations.publish(scope=cast.product, exemplar=one, basis=decision(covers_story=False), today=TODAY)
    assert (shown(one).is_public, shown(one).shows_story) == (True, False)
    publish(cast, one)
    assert shown(one).shows_story
    assert [step.verb for step in queries.steps_of(one)][:2] == ["add_basis", "publish"]


def test_a_child_needs_a_parent_and_its_own_word(cast: Cast) -> None:
    one = make_exemplar(cast, is_minor=True)
    confirm(cast, one)
    with pytest.raises(UnableToChangeExemplar, match="cha, mẹ"):
        operations.publish(scope=cast.product, exemplar=one, basis=decision(), today=TODAY)
    with pytest.raises(UnableToChangeExemplar, match="cha, mẹ"):
        publish(cast, one, given_by=NAME)
    with pytest.raises(UnableToChangeExemplar, match="hỏi ý kiến"):
        publish(cast, one, given_by="Bà Tư", is_by_parent=True)
    publish(cast, one, given_by="Bà Tư", is_by_parent=True, child_agreed=True)
    assert shown(one).is_public


def test_who_may_be_a_child_by_the_register_counts_as_one(cast: Cast) -> None:
    person = make_person(cast)
    organisations.correct_person(
        scope=cast.product, person=person, full_name=NAME, birth_year=2012, why="Giấy khai sinh", today=TODAY
    )
    person.refresh_from_db()
    one = make_exemplar(cast, person=person)
    confirm(cast, one)
    with pytest.raises(UnableToChangeExemplar, match="cha, mẹ"):
        operations.publish(scope=cast.product, exemplar=one, basis=decision(), today=TODAY)


def test_of_a_person_of_the_register_the_basis_is_kept_with_the_person(cast: Cast) -> None:
    person = make_person(cast)
    one = make_exemplar(cast, person=person)
    confirm(cast, one)
    publish(cast, one)
    consent = people.consents_of(person.pk).get()
    assert (consent.purpose, consent.covers_story, consent.covers_photo) == ("publish_exemplar", True, False)
    organisations.withdraw_consent(scope=cast.product, consent=consent, how="Đơn", on=TODAY, today=TODAY)
    assert (shown(one).is_public, shown(one).is_gone) == (False, True)


def test_what_stands_with_the_person_already_can_be_used(cast: Cast) -> None:
    person, other = make_person(cast), make_person(cast, "Lê Văn Tám")
    said = organisations.Basis("publish_exemplar", "consent", {"name", "story"}, GIVEN, evidence="Giấy ký")
    consent = organisations.record_consent(scope=cast.product, person=person, said=said, today=TODAY)
    elsewhere = organisations.record_consent(scope=cast.product, person=other, said=said, today=TODAY)
    one = make_exemplar(cast, person=person)
    confirm(cast, one)
    with pytest.raises(UnableToChangeExemplar, match="không cho nêu gương"):
        operations.publish(scope=cast.product, exemplar=one, basis=elsewhere, today=TODAY)
    assert [uuid for uuid, _ in queries.open_consents(one)] == [str(consent.uuid)]
    operations.publish(scope=cast.product, exemplar=one, basis=consent, today=TODAY)
    assert shown(one).is_public
    assert queries.open_consents(one) == []


def test_taking_the_consent_back_withdraws_it_with_the_person_too(cast: Cast) -> None:
    person = make_person(cast)
    one = make_exemplar(cast, person=person)
    confirm(cast, one)
    publish(cast, one)
    operations.withdraw(scope=cast.product, exemplar=one, reason="consent", today=TODAY)
    assert people.consents_of(person.pk).get().withdrawn_on == TODAY
    operations.advance(scope=cast.product, exemplar=one, verb="propose_again", today=TODAY)
    confirm(cast, one)
    assert not shown(one).is_public
    assert not queries.standing_bases().exists()


def test_a_reason_is_asked_for_and_one_that_is_not_listed_is_told(cast: Cast) -> None:
    one = make_exemplar(cast)
    for reason, note in (("", "x"), ("other", " ")):
        with pytest.raises(UnableToChangeExemplar, match="lý do"):
            operations.withdraw(scope=cast.product, exemplar=one, reason=reason, today=TODAY, note=note)
    operations.withdraw(scope=cast.product, exemplar=one, reason="untrue", today=TODAY)
    with pytest.raises(UnableToChangeExemplar, match="đã gỡ"):
        operations.withdraw(scope=cast.product, exemplar=one, reason="untrue", today=TODAY)


def test_taken_off_for_a_while_it_keeps_its_bases(cast: Cast) -> None:
    one = make_exemplar(cast, public=True)
    operations.advance(scope=cast.product, exemplar=one, verb="take_off", today=TODAY)
    assert (shown(one).is_public, queries.standing_bases().count()) == (False, 1)
    with pytest.raises(UnableToChangeExemplar, match="việc nào"):
        operations.advance(scope=cast.product, exemplar=one, verb="publish", today=TODAY)


def told(cast: Cast, **more: Any) -> Said:
    said = {"headline": "Hiến đất, vận động làm lộ", "story": "Bà hiến 85 m² đất.", "from_year": 2024} | more
    return Said("person", cast.units["an-phuc"], name=NAME, **said)


def test_amending_keeps_the_former_text_and_asks_whoever_consented(cast: Cast) -> None:
    one = make_exemplar(cast, public=True)
    by: dict[str, Any] = {"scope": cast.product, "exemplar": one, "today": TODAY}
    with pytest.raises(UnableToChangeExemplar, match="hỏi lại"):
        operations.amend(**by, said=told(cast), why="Số liệu đo lại")
    with pytest.raises(UnableToChangeExemplar, match="lý do sửa"):
        operations.amend(**by, said=told(cast), why=" ", is_agreed=True)
    operations.amend(**by, said=told(cast), why="Số liệu đo lại", is_agreed=True)
    former = FormerText.objects.get()
    assert (former.number, former.story, former.why) == (1, STORY, "Số liệu đo lại")
    assert (shown(one).story, shown(one).amended_on, shown(one).is_public) == ("Bà hiến 85 m² đất.", TODAY, True)
    operations.amend(**by, said=told(cast, from_year=2023), why="Năm")
    assert FormerText.objects.count() == 1
    with pytest.raises(UnableToChangeExemplar, match="chưa đủ tuổi"):
        operations.amend(**by, said=told(cast, is_minor=True), why="Mới biết")


def test_history_never_says_who_it_is_or_what_is_told(cast: Cast) -> None:
    one = make_exemplar(cast, public=True, photo=True, known_as="Chi hội trưởng", results="450 m lộ")
    operations.amend(
        scope=cast.product, exemplar=one, said=told(cast), why="Bà Mận báo lại", today=TODAY, is_agreed=True
    )
    operations.withdraw(scope=cast.product, exemplar=one, reason="consent", today=TODAY, note="Bà Mận gọi điện")
    rows = list(Payload.objects.filter(event__kind="exemplar").select_related("event"))
    assert {row.event.verb for row in rows} == {"propose", "confirm", "publish", "amend", "withdraw"}
    text = json.dumps([row.data for row in rows], ensure_ascii=False)
    for word in ("Mận", "đất", "lộ", "Chi hội"):
        assert word not in text


def test_what_tells_of_it_is_taken_out_for_good_with_the_bytes_of_the_picture(cast: Cast) -> None:
    one = make_exemplar(cast, public=True, photo=True)
    other = make_exemplar(cast, "Người khác", photo=True)
    with pytest.raises(UnableToChangeExemplar, match="Hãy gỡ"):
        operations.forget(scope=cast.product, exemplar=one, today=TODAY)
    own = make_photo(cast, "red")
    path = files.path_of(own.sha256)
    said = told(cast, photo=own, photo_says="Ảnh khác")
    operations.amend(scope=cast.product, exemplar=one, said=said, why="x", today=TODAY, is_agreed=True)
    operations.withdraw(scope=cast.product, exemplar=one, reason="consent", today=TODAY, note="Bà Mận gọi")
    operations.forget(scope=cast.product, exemplar=one, today=TODAY)
    kept = Exemplar.objects.get(pk=one.pk)
    words = [kept.name, kept.folded, kept.headline, kept.story, *FormerText.objects.values_list("story", flat=True)]
    assert set(words) == {""}
    assert {step.note for step in queries.steps_of(one)} == {""}
    assert (kept.photo, kept.stage, shown(one).called) == (None, "withdrawn", "")
    assert queries.steps_of(one)[0].verb == "forget"
    # The first picture tells of somebody else too; the second told of nobody else.
    assert files.bytes_of(shown(other).photo)  # type: ignore[arg-type]
    own.refresh_from_db()
    assert own.media_type == "text/plain"
    assert files.path_of(own.sha256) != path
    operations.forget(scope=cast.product, exemplar=one, today=TODAY)
    with pytest.raises(UnableToChangeExemplar, match="đã được xóa"):
        operations.advance(scope=cast.product, exemplar=one, verb="propose_again", today=TODAY)


def test_only_who_keeps_the_unit_changes_its_exemplars(cast: Cast) -> None:
    one = make_exemplar(cast)
    minh, lan = cast.scope(cast.minh), cast.scope(cast.lan)
    for act in (
        lambda scope: operations.propose(scope=scope, said=told(cast), today=TODAY),
        lambda scope: operations.amend(scope=scope, exemplar=one, said=told(cast), why="x", today=TODAY),
        lambda scope: operations.advance(scope=scope, exemplar=one, verb="confirm", today=TODAY),
        lambda scope: operations.publish(scope=scope, exemplar=one, basis=decision(), today=TODAY),
        lambda scope: operations.withdraw(scope=scope, exemplar=one, reason="untrue", today=TODAY),
        lambda scope: operations.forget(scope=scope, exemplar=one, today=TODAY),
    ):
        with pytest.raises(UnableToChangeExemplar, match="không được làm việc này"):
            act(minh)
        act(lan)
    assert shown(one).forgotten_on == TODAY

"""People, posts, memberships, joining and consents: scope, history, and taking back exactly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.common.scopes import Scope
from lantoa.history.queries import of_record
from lantoa.organisations import operations, queries
from lantoa.organisations.models import Consent, Grant, Membership, Person, Post, Unit
from lantoa.organisations.operations import Basis, UnableToChangePeople, UnableToChangeUnits, UnableToRecordConsent
from tests.cast import LONG_AGO, TODAY, Cast
from tests.effort import examples
from tests.practices.making import make_practice

Y2020, Y2023 = date(2020, 1, 1), date(2023, 1, 1)


def somebody(cast: Cast, name: str = "Nguyễn Thị Hạnh", unit: str = "an-phuc", **more: Any) -> Person:
    one = operations.add_person(scope=cast.product, full_name=name, unit=cast.units[unit], **more)
    operations.join_unit(scope=cast.product, person=one, unit=cast.units[unit], on=Y2020)
    return one


def manager(cast: Cast, *codes: str) -> Scope:
    near = frozenset(cast.units[code].pk for code in codes)
    return Scope(cast.lan.pk, "Quản lý", "manager", reach={"read": near, "manage": near})


def test_a_corrected_name_keeps_its_former_spelling_in_the_history(cast: Cast) -> None:
    one = somebody(cast, "Nguyễn Thị Hanh")
    act = {"person": one, "birth_year": 1970, "today": TODAY}
    for wrong in ({"full_name": " ", "why": "x"}, {"full_name": "A B", "why": " "}):
        with pytest.raises(UnableToChangePeople):
            operations.correct_person(scope=cast.product, **act, **wrong)
    with pytest.raises(UnableToChangePeople, match="Năm sinh"):
        operations.correct_person(scope=cast.product, **act | {"birth_year": 1850, "full_name": "A B", "why": "x"})
    operations.correct_person(scope=cast.product, full_name="Nguyễn Thị  Hạnh", why="Ghi thiếu dấu", **act)
    assert (one.full_name, one.birth_year, one.folded) == ("Nguyễn Thị Hạnh", 1970, "nguyen thi hanh")
    event = of_record("person", one.uuid).last()
    assert event is not None
    assert event.payload.data["before"]["full_name"] == "Nguyễn Thị Hanh"
    assert list(queries.find_people("nguyen thi hanh")) == [one]


def test_posts_and_memberships_begin_and_end_with_history(cast: Cast) -> None:
    one, unit = somebody(cast), cast.units["an-phuc"]
    post = operations.appoint(scope=cast.product, person=one, unit=unit, title="Chủ tịch", on=Y2020)
    operations.mark_head(scope=cast.product, post=post, is_head=True)
    operations.end_post(scope=cast.product, post=post, last_on=Y2023, why="Nghỉ hưu")
    member = one.memberships.get()
    operations.leave_unit(scope=cast.product, membership=member, last_on=Y2023)
    post.refresh_from_db()
    assert (post.is_head, post.to_on) == (True, Y2023)
    assert not queries.posts_in(unit.pk, Y2023 + timedelta(1)).exists()
    assert not queries.memberships_in(unit.pk, Y2023 + timedelta(1)).exists()
    assert queries.memberships_in(unit.pk, Y2023).get() == member
    verbs = [event.verb for event in of_record("person", one.uuid)]
    assert verbs == ["add", "join_unit", "appoint", "mark_head", "end_post", "leave_unit"]


def test_a_span_never_ends_before_it_begins_nor_stands_twice_on_a_day(cast: Cast) -> None:
    one, unit = somebody(cast), cast.units["an-phuc"]
    post = operations.appoint(scope=cast.product, person=one, unit=unit, title="Chủ tịch", on=Y2020)
    eve = Y2020 - timedelta(1)
    acts: list[Callable[[], Any]] = [
        lambda: operations.end_post(scope=cast.product, post=post, last_on=eve),
        lambda: operations.leave_unit(scope=cast.product, membership=one.memberships.get(), last_on=eve),
        lambda: operations.join_unit(scope=cast.product, person=one, unit=unit, on=Y2023),
        lambda: operations.join_unit(scope=cast.product, person=one, unit=unit, on=Y2023, kind="lạ"),
        lambda: operations.join_unit(scope=cast.product, person=one, unit=unit, on=Y2023, to_on=Y2020),
        lambda: operations.appoint(scope=cast.product, person=one, unit=unit, title="CHỦ TỊCH", on=Y2023),
        lambda: operations.appoint(scope=cast.product, person=one, unit=unit, title=" ", on=Y2023),
    ]
    for act in acts:
        with pytest.raises(UnableToChangePeople):
            act()
    row = Membership.objects.filter(person=one).values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(**row | {"id": None, "from_on": Y2023})
    operations.join_unit(scope=cast.product, person=one, unit=unit, on=Y2023, kind="cadre")
    assert one.memberships.count() == 2


def test_only_a_manager_of_the_unit_changes_who_holds_what(cast: Cast) -> None:
    one, unit = somebody(cast), cast.units["an-phuc"]
    post = operations.appoint(scope=cast.product, person=one, unit=unit, title="Chủ tịch", on=Y2020)
    for scope in (cast.scope(cast.lan), manager(cast, "tan-loi")):
        acts: list[Callable[[], Any]] = [
            lambda s=scope: operations.appoint(scope=s, person=one, unit=unit, title="Phó", on=Y2020),  # type: ignore[misc]
            lambda s=scope: operations.end_post(scope=s, post=post, last_on=TODAY),  # type: ignore[misc]
            lambda s=scope: operations.mark_head(scope=s, post=post, is_head=True),  # type: ignore[misc]
            lambda s=scope: operations.join_unit(scope=s, person=one, unit=unit, on=TODAY, kind="cadre"),  # type: ignore[misc]
            lambda s=scope: operations.leave_unit(scope=s, membership=one.memberships.get(), last_on=TODAY),  # type: ignore[misc]
            lambda s=scope: operations.correct_person(  # type: ignore[misc]
                scope=s, person=one, full_name="A B", birth_year=None, why="x", today=TODAY
            ),
        ]
        for act in acts:
            with pytest.raises(UnableToChangeUnits):
                act()
    operations.end_post(scope=manager(cast, "an-phuc"), post=post, last_on=TODAY)


def test_members_follow_their_unit_into_the_one_that_takes_over_and_back(cast: Cast) -> None:
    parties = [cast.units["cb-dong"]]
    other = operations.found_unit(
        scope=cast.product,
        code="cb-tay",
        name="Chi bộ thôn Tây",
        unit_class="party_branch",
        on=LONG_AGO,
        parents={"place": cast.units["an-phuc-1"], "party": cast.units["du-an-phuc"]},
    )
    one, both = somebody(cast, unit="cb-dong"), somebody(cast, "Lê Văn Hai", unit="cb-dong")
    operations.join_unit(scope=cast.product, person=both, unit=other, on=Y2020)
    before = list(Membership.objects.order_by("pk").values())
    order = operations.Order("Quyết định số 1-QĐ/ĐU", date(2026, 1, 1))
    change = operations.merge(scope=cast.product, units=parties, into=other, order=order)
    assert {row.person_id for row in queries.memberships_in(other.pk, TODAY)} == {one.pk, both.pk}
    assert not queries.memberships_in(cast.units["cb-dong"].pk, TODAY).exists()
    operations.annul(scope=cast.product, change=change, paper="Quyết định số 2-QĐ/ĐU")
    assert list(Membership.objects.order_by("pk").values()) == before


# --- joining --------------------------------------------------------------------------------------------------------


def references(*people: Person) -> dict[str, list[dict[str, Any]]]:
    return {
        model.__name__: list(model.objects.order_by("pk").values())  # type: ignore[attr-defined]
        for model in (Person, Membership, Post, Grant, Consent)
    }


def test_joining_moves_everything_and_shows_only_the_one_who_is_kept(cast: Cast) -> None:
    kept, joined = somebody(cast, birth_year=1970), somebody(cast, unit="tan-loi")
    operations.appoint(scope=cast.product, person=joined, unit=cast.units["tan-loi"], title="Bí thư", on=Y2020)
    said = Basis("publish_exemplar", "consent", {"name"}, Y2020, evidence="Giấy")
    operations.record_consent(scope=cast.product, person=joined, said=said, today=TODAY)
    operations.grant(
        scope=cast.product, user=cast.minh, unit=cast.units["tan-loi"], role="reader", on=Y2020, person=joined
    )
    practice = make_practice(cast, kind="individual", person="Người Làm Mô Hình")
    owner = practice.owner_person
    assert owner is not None
    preview = operations.preview_join(scope=cast.product, kept=kept, joined=joined)
    assert preview.total == 4
    assert joined.joined_into_id is None
    operations.join_people(scope=cast.product, kept=kept, joined=joined)
    operations.join_people(scope=cast.product, kept=kept, joined=owner)
    practice.refresh_from_db()
    assert practice.owner_person_id == kept.pk
    for model in (Membership, Post, Consent, Grant):
        assert not model.objects.filter(person=joined).exists(), model  # type: ignore[attr-defined]
    assert not queries.people().filter(pk__in=[joined.pk, owner.pk]).exists()
    assert Person.objects.filter(pk=joined.pk).exists()
    assert queries.person(joined.uuid, cast.product) == kept
    assert [event.verb for event in of_record("person", joined.uuid)][-1] == "joined_into"
    for again in ((kept, joined), (joined, kept), (kept, kept)):
        with pytest.raises(UnableToChangePeople):
            operations.join_people(scope=cast.product, kept=again[0], joined=again[1])
    joined.refresh_from_db()
    with pytest.raises(UnableToChangePeople):
        operations.appoint(scope=cast.product, person=joined, unit=cast.units["tan-loi"], title="Bí thư", on=Y2020)


def test_joining_takes_every_unit_of_both_and_never_two_birth_years(cast: Cast) -> None:
    one, other = somebody(cast), somebody(cast, unit="tan-loi")
    for codes in (["an-phuc"], ["tan-loi"]):
        with pytest.raises(UnableToChangePeople, match="ngoài phạm vi"):
            operations.join_people(scope=manager(cast, *codes), kept=one, joined=other)
        with pytest.raises(UnableToChangePeople):
            operations.tell_apart(scope=manager(cast, *codes), one=one, other=other)
    born = somebody(cast, birth_year=1960)
    with pytest.raises(UnableToChangePeople, match="khác năm sinh"):
        operations.join_people(scope=cast.product, kept=somebody(cast, birth_year=1970), joined=born)
    done = operations.join_people(scope=manager(cast, "an-phuc", "tan-loi"), kept=one, joined=other)
    with pytest.raises(UnableToChangePeople):
        operations.undo_join(scope=manager(cast, "an-phuc"), join=done)


def test_a_joining_is_undone_once_and_not_after_something_else_has_changed(cast: Cast) -> None:
    kept, joined = somebody(cast), somebody(cast, unit="tan-loi")
    first = operations.join_people(scope=cast.product, kept=kept, joined=joined)
    operations.undo_join(scope=cast.product, join=first)
    with pytest.raises(UnableToChangePeople, match="đã được hoàn tác"):
        operations.undo_join(scope=cast.product, join=first)
    second = operations.join_people(scope=cast.product, kept=kept, joined=joined)
    operations.appoint(scope=cast.product, person=kept, unit=cast.units["an-phuc"], title="Bí thư", on=Y2020)
    assert not operations.can_undo(second)
    with pytest.raises(UnableToChangePeople, match="không hoàn tác được"):
        operations.undo_join(scope=cast.product, join=second)


spans = st.lists(
    st.tuples(
        st.sampled_from(["an-phuc", "tan-loi"]),
        st.sampled_from(["member", "cadre", "Bí thư", "Phó Bí thư"]),
        st.integers(0, 2000),
        st.one_of(st.none(), st.integers(0, 900)),
        st.booleans(),
    ),
    max_size=6,
)


def hold(cast: Cast, person: Person, held: list[tuple[str, str, int, int | None, bool]]) -> None:
    for code, what, start, length, is_head in held:
        on = Y2020 + timedelta(start)
        until = None if length is None else on + timedelta(length)
        unit: Unit = cast.units[code]
        act: dict[str, Any] = {"scope": cast.product, "person": person, "unit": unit, "on": on, "to_on": until}
        try:
            if what in ("member", "cadre"):
                operations.join_unit(**act, kind=what)
            else:
                operations.appoint(**act, title=what, is_head=is_head)
        except UnableToChangePeople:
            continue


def days_held(*people: Person) -> set[tuple[str, int, str, date]]:
    """On which of some telling days who of these belonged where as what."""
    found = set()
    for day in (Y2020 + timedelta(at) for at in range(0, 3000, 37)):
        for model, what in ((Membership, "kind"), (Post, "folded")):
            for row in model.objects.filter(queries.naming.holding(day), person__in=people):  # type: ignore[attr-defined]
                found.add((model.__name__, row.unit_id, getattr(row, what), day))
    return found


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=spans, second=spans)
def test_joining_keeps_every_day_and_undoing_restores_every_row(cast: Cast, first: Any, second: Any) -> None:
    with transaction.atomic():
        kept, joined = (operations.add_person(scope=cast.product, full_name="Lê Văn Tám") for _ in range(2))
        hold(cast, kept, first)
        hold(cast, joined, second)
        before, held = references(kept, joined), days_held(kept, joined)
        done = operations.join_people(scope=cast.product, kept=kept, joined=joined)
        assert days_held(kept) == held
        operations.undo_join(scope=cast.product, join=done)
        assert references(kept, joined) == before
        transaction.set_rollback(True)


def test_likely_pairs_are_offered_until_somebody_says_that_they_are_two(cast: Cast) -> None:
    one, other = somebody(cast, "Lê Thị Hoà"), somebody(cast, "Lê Thị Hòa")
    somebody(cast, "Lê Thị Hòa", unit="tan-loi")
    (pair,) = queries.likely_people(cast.product)
    assert (pair.first, pair.second) == (one.pk, other.pk)
    assert queries.likely_people(manager(cast, "tan-loi")) == []
    operations.tell_apart(scope=cast.product, one=other, other=one)
    operations.tell_apart(scope=cast.product, one=one, other=other)
    assert queries.likely_people(cast.product) == []
    assert [event.verb for event in of_record("person", one.uuid)].count("tell_apart") == 1


# --- consents -------------------------------------------------------------------------------------------------------


def test_silence_is_no_consent_and_a_withdrawal_counts_from_its_own_day(cast: Cast) -> None:
    one = somebody(cast)
    assert queries.may_publish(one, "publish_exemplar", TODAY) is None
    said = Basis("publish_exemplar", "consent", {"name", "story"}, Y2023, evidence="Giấy ký ngày 01/01/2023")
    given = operations.record_consent(scope=cast.product, person=one, said=said, today=TODAY)
    assert queries.may_publish(one, "publish_exemplar", TODAY) == given
    assert queries.may_publish(one, "publish_exemplar", Y2023 - timedelta(1)) is None
    assert queries.may_publish(one, "publish_practice", TODAY) is None
    assert queries.may_publish(one, "publish_exemplar", TODAY, part="photo") is None
    assert queries.publishable([one.pk], "publish_exemplar", TODAY) == {one.pk}
    operations.withdraw_consent(scope=cast.product, consent=given, how="Đơn", on=TODAY, today=TODAY)
    assert queries.may_publish(one, "publish_exemplar", TODAY) is None
    assert queries.publishable([one.pk], "publish_exemplar", TODAY) == set()
    assert queries.may_publish(one, "publish_exemplar", TODAY - timedelta(1)) == given
    given.refresh_from_db()
    with pytest.raises(UnableToRecordConsent, match="đã được rút"):
        operations.withdraw_consent(scope=cast.product, consent=given, how="Đơn", on=TODAY, today=TODAY)
    assert [event.verb for event in of_record("person", one.uuid)][-2:] == ["consent", "withdraw_consent"]


def test_who_asked_that_their_data_rest_is_not_published_whatever_was_consented(cast: Cast) -> None:
    one = somebody(cast)
    said = Basis("publish_exemplar", "decision", {"name"}, Y2023, decision="Quyết định số 5-QĐ/TU")
    operations.record_consent(scope=cast.product, person=one, said=said, today=TODAY)
    assert queries.may_publish(one, "publish_exemplar", TODAY) is not None
    Person.objects.filter(pk=one.pk).update(is_restricted=True)
    one.refresh_from_db()
    assert queries.may_publish(one, "publish_exemplar", TODAY) is None
    assert queries.publishable([one.pk], "publish_exemplar", TODAY) == set()


@pytest.mark.parametrize(
    "wrong",
    [
        Basis("lạ", "consent", {"name"}, Y2023, evidence="Giấy"),
        Basis("publish_exemplar", "lạ", {"name"}, Y2023, evidence="Giấy"),
        Basis("publish_exemplar", "consent", set(), Y2023, evidence="Giấy"),
        Basis("publish_exemplar", "consent", {"lạ"}, Y2023, evidence="Giấy"),
        Basis("publish_exemplar", "consent", {"name"}, Y2023, evidence="  "),
        Basis("publish_exemplar", "decision", {"name"}, Y2023, evidence="Giấy"),
        Basis("publish_exemplar", "consent", {"name"}, TODAY + timedelta(1), evidence="Giấy"),
    ],
)
def test_a_consent_without_what_makes_it_one_is_refused(cast: Cast, wrong: Basis) -> None:
    with pytest.raises(UnableToRecordConsent):
        operations.record_consent(scope=cast.product, person=somebody(cast), said=wrong, today=TODAY)
    assert not Consent.objects.exists()


def test_clerks_of_the_unit_record_consents_and_others_do_not(cast: Cast) -> None:
    one = somebody(cast)
    said = Basis("publish_exemplar", "consent", {"name"}, Y2023, evidence="Giấy")
    given = operations.record_consent(scope=cast.scope(cast.lan), person=one, said=said, today=TODAY)
    with pytest.raises(UnableToRecordConsent):
        operations.record_consent(scope=cast.scope(cast.minh), person=one, said=said, today=TODAY)
    with pytest.raises(UnableToRecordConsent):
        operations.withdraw_consent(scope=cast.scope(cast.minh), consent=given, how="Đơn", on=TODAY, today=TODAY)
    for how, on in ((" ", TODAY), ("Đơn", TODAY + timedelta(1)), ("Đơn", Y2020)):
        with pytest.raises(UnableToRecordConsent):
            operations.withdraw_consent(scope=cast.product, consent=given, how=how, on=on, today=TODAY)

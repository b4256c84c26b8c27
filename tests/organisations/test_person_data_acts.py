"""Each act on a person's data done whole: the copy, the correction, hiding, erasing."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account
from lantoa.common.checks import Look
from lantoa.common.scopes import Scope
from lantoa.history import checks, verifying
from lantoa.history import operations as history
from lantoa.history.models import Event, Payload
from lantoa.notices.models import Delivery, Notice
from lantoa.notices.rules import Recipient
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries
from lantoa.organisations.models import Consent, Person, PersonRequest, Restriction
from lantoa.organisations.operations import person_requests as operations
from lantoa.organisations.operations.person_requests import How, UnableToHandleRequest
from lantoa.organisations.queries import personal_data
from lantoa.organisations.rules import personal_data as rules
from lantoa.practices import operations as practices
from lantoa.practices import queries as register
from lantoa.practices.operations import UnableToChangePractice
from tests.cast import LONG_AGO, TODAY, Cast, secured
from tests.effort import examples
from tests.intake.writing import take
from tests.notices.making import tell
from tests.organisations.asking import ask, consent, make_named_practice, make_person, managing
from tests.practices.making import make_practice

WHY = How("Theo đơn ngày 20/11/2026")


def shown(person: Person) -> list[str]:
    """Where the name shows: everyone's list, search, the posts of the unit."""
    places = {
        "people": queries.people().filter(pk=person.pk).exists(),
        "search": queries.find_people("Nguyễn Thị Mơ").exists(),
        "posts": any(post.person_id == person.pk for post in queries.posts_in(post_unit(person), TODAY)),
    }
    return [place for place, is_there in places.items() if is_there]


def post_unit(person: Person) -> int:
    return person.posts.get().unit_id


def everywhere() -> str:
    """All that the history says, and all that the people's tables say."""
    payloads = Payload.objects.values_list("actor_name", "data")
    said = [json.dumps(row, ensure_ascii=False) for row in payloads]
    said += Person.objects.values_list("full_name", flat=True)
    said += User.objects.values_list("full_name", flat=True)
    said += Restriction.objects.values_list("full_name", flat=True)
    said += [f"{one.note} {one.outcome}" for one in PersonRequest.objects.all()]
    return "\n".join(said)


def test_a_copy_holds_what_is_held_with_purpose_and_source_and_who_saw_it(cast: Cast) -> None:
    person = make_person(cast)
    make_named_practice(cast, person)
    take(cast, "Bà Nguyễn Thị Mơ hiến 300 m2 đất. Nguyễn Thị Mơ được khen.")
    one = ask(cast, person, "export")

    def copied(*chosen: str) -> tuple[dict[str, dict[str, object]], str]:
        zipped = ZipFile(BytesIO(operations.copy(scope=cast.product, request=one, chosen=chosen, on=TODAY)))
        book = CalamineWorkbook.from_filelike(BytesIO(zipped.read("du-lieu.xlsx"))).get_sheet_by_index(0).to_python()
        data = json.loads(zipped.read("du-lieu.json"))
        assert data["person"] == "Nguyễn Thị Mơ"
        return {part["code"]: part for part in data["sections"]}, str(book)

    sections, book = copied()
    assert set(sections) == {"person", "posts", "requests", "history", "practices"}
    assert all(part["purpose"] and part["source"] and part["is_sure"] for part in sections.values())
    assert sections["posts"]["rows"] == [
        {"Chức vụ": "Trưởng thôn", "Đơn vị": "Xã An Phúc", "Từ ngày": "01/01/1990", "Đến ngày": "—"}
    ]
    for part in ("Trưởng thôn", "Vườn rau bà Mơ", "Nguyễn Thị Mơ"):
        assert part in book
    assert "copy" in Event.objects.filter(record=one.uuid).values_list("verb", flat=True)
    with_papers, book = copied("papers")
    assert with_papers["papers"]["is_sure"] is False
    assert with_papers["papers"]["rows"][0]["Số lần nhắc"] == "2"
    # Making the copy was itself written down, and stands in the next.
    assert len(with_papers["history"]["rows"]) == len(sections["history"]["rows"]) + 1


def test_a_copy_is_made_only_for_who_asked_for_one(cast: Cast) -> None:
    one = ask(cast, make_person(cast), "restrict")
    with pytest.raises(UnableToHandleRequest, match="bản sao"):
        operations.copy(scope=cast.product, request=one, chosen=(), on=TODAY)


def test_a_corrected_name_stands_here_and_on_the_account(cast: Cast) -> None:
    person = make_person(cast)
    user = make_account(username="mo", full_name="Nguyễn Thị Mơ", password=None)
    organisations.grant(
        scope=cast.product, user=user, unit=cast.units["an-phuc"], role="reader", on=LONG_AGO, person=person
    )
    for name in ("", "  ", "Nguyễn Thị Mơ"):
        one = ask(cast, person, "correct")
        with pytest.raises(UnableToHandleRequest, match=r"(Họ|họ) và tên đúng"):
            operations.carry_out(scope=cast.product, request=one, how=How("đơn", name), on=TODAY)
        operations.refuse(scope=cast.product, request=one, why="thử", on=TODAY)
    one = ask(cast, person, "correct")
    operations.carry_out(scope=cast.product, request=one, how=How("Theo giấy khai sinh", " Nguyễn Thị  Mở "), on=TODAY)
    person.refresh_from_db()
    user.refresh_from_db()
    assert (person.full_name, user.full_name) == ("Nguyễn Thị Mở", "Nguyễn Thị Mở")
    assert list(queries.find_people("nguyen thi mo")) == [person]
    assert personal_data.names_of(person) == ("Nguyễn Thị Mở", "Nguyễn Thị Mơ")


def test_a_restricted_person_shows_nowhere_until_the_restriction_is_lifted(cast: Cast) -> None:
    person = make_person(cast)
    practice = make_named_practice(cast, person, public=True)
    assert shown(person) == ["people", "search", "posts"]
    one = ask(cast, person, "restrict")
    operations.carry_out(scope=managing(cast), request=one, how=WHY, on=TODAY)
    person.refresh_from_db()
    assert shown(person) == []
    assert "Nguyễn Thị Mơ" not in [one.full_name for one in Person.objects.all()]
    assert personal_data.name_of(person) == "Nguyễn Thị Mơ"
    assert not register.public().exists()
    with pytest.raises(UnableToChangePractice, match="hạn chế"):
        practices.advance(scope=cast.product, practice=practice, verb="publish", on=TODAY)
    found = personal_data.find_to_ask(cast.product, "thi mo")
    assert [(each.person, each.full_name) for each in found] == [(person, "Nguyễn Thị Mơ")]
    again = ask(cast, person, "restrict")
    with pytest.raises(UnableToHandleRequest, match="đang được hạn chế"):
        operations.carry_out(scope=cast.product, request=again, how=WHY, on=TODAY)
    with pytest.raises(UnableToHandleRequest, match="lý do"):
        operations.lift(scope=cast.product, restriction=one.restriction, why=" ", on=TODAY)
    operations.lift(scope=cast.product, restriction=one.restriction, why="Theo đơn xin bỏ", on=TODAY)
    assert shown(person) == ["people", "search", "posts"]
    assert Restriction.objects.get().full_name == ""
    practices.advance(scope=cast.product, practice=practice, verb="publish", on=TODAY)
    with pytest.raises(UnableToHandleRequest, match="trước đó"):
        operations.lift(scope=cast.product, restriction=one.restriction, why="lại", on=TODAY)


def test_consents_taken_back_end_publication_and_leave_the_name_in_the_registers(cast: Cast) -> None:
    person = make_person(cast)
    practice = make_named_practice(cast, person, public=True)
    other = make_practice(cast, public=True)
    one = ask(cast, person, "withdraw")
    operations.carry_out(scope=managing(cast), request=one, how=WHY, on=TODAY)
    assert shown(person) == ["people", "search", "posts"]
    assert [each.pk for each in register.public()] == [other.pk]
    assert Consent.objects.get().withdrawn_on == TODAY
    with pytest.raises(UnableToChangePractice, match="Chưa có căn cứ"):
        practices.advance(scope=cast.product, practice=practice, verb="publish", on=TODAY)
    assert "take_off_portal" in Event.objects.filter(record=practice.uuid).values_list("verb", flat=True)
    again = ask(cast, person, "withdraw")
    operations.carry_out(scope=cast.product, request=again, how=WHY, on=TODAY)
    again.refresh_from_db()
    assert "Không có sự đồng ý nào" in again.outcome


def test_what_was_published_on_a_decision_stays_when_consents_are_taken_back(cast: Cast) -> None:
    person = make_person(cast)
    practice = make_named_practice(cast, person, public=True)
    consent(cast, person, basis="decision")
    one = ask(cast, person, "withdraw")
    operations.carry_out(scope=cast.product, request=one, how=WHY, on=TODAY)
    assert [each.pk for each in register.public()] == [practice.pk]
    one.refresh_from_db()
    assert "theo quyết định" in one.outcome


def test_rows_that_turned_out_to_be_one_person_are_shown_and_erased_together(cast: Cast) -> None:
    person, twin = make_person(cast), make_person(cast, "Nguyễn Thị Mơ (Út)", unit="an-phuc-1")
    organisations.join_people(scope=cast.product, kept=person, joined=twin)
    organisations.join_unit(scope=cast.product, person=person, unit=cast.units["cb-dong"], on=LONG_AGO)
    consent(cast, person)
    organisations.correct_person(
        scope=cast.product, person=person, full_name="Nguyễn Thị Mơ", birth_year=1970, why="theo giấy", today=TODAY
    )
    one = ask(cast, person, "erase")
    found = {part.code: part for part in personal_data.held(personal_data.subject(person, cast.product, TODAY))}
    assert set(personal_data.names_of(person)) == {"Nguyễn Thị Mơ", "Nguyễn Thị Mơ (Út)"}
    person.refresh_from_db()
    assert (found["memberships"].items[0].cells[0], found["memberships"].fate) == ("Chi bộ thôn Đông", "erased")
    assert found["consents"].fate == "kept"
    how = How("đơn", chosen=["person", "memberships", "history"])
    operations.carry_out(scope=cast.product, request=one, how=how, on=TODAY)
    assert "Nguyễn Thị Mơ" not in everywhere()
    assert not person.memberships.exists()
    assert set(Person.objects.values_list("birth_year", flat=True)) == {None}
    assert "1970" not in everywhere()
    assert verifying.first_broken() is None


def test_a_name_corrected_while_hidden_stays_hidden_and_shows_corrected_later(cast: Cast) -> None:
    person = make_person(cast)
    one = ask(cast, person, "restrict")
    operations.carry_out(scope=cast.product, request=one, how=WHY, on=TODAY)
    wish = ask(cast, person, "correct")
    operations.carry_out(scope=cast.product, request=wish, how=How("đơn", "Nguyễn Thị Mở"), on=TODAY)
    assert shown(person) == []
    operations.lift(scope=cast.product, restriction=one.restriction, why="xin bỏ", on=TODAY)
    person.refresh_from_db()
    assert person.full_name == "Nguyễn Thị Mở"


def test_erasing_blanks_the_person_and_keeps_what_law_obliges_saying_so(cast: Cast) -> None:
    person = make_person(cast)
    practice = make_named_practice(cast, person)
    user = make_account(username="mo", full_name="Nguyễn Thị Mơ", password=None, email="mo@example.vn")
    organisations.grant(
        scope=cast.product, user=user, unit=cast.units["an-phuc"], role="reader", on=LONG_AGO, person=person
    )
    secured(user)
    own = Scope(user.pk, user.full_name)
    history.record(scope=own, verb="read", kind="thing", uuid=practice.uuid, data={"why": "bà Nguyễn Thị Mơ xem"})
    take(cast, "Bà Nguyễn Thị Mơ hiến 300 m2 đất.")
    history.seal()
    one = ask(cast, person, "erase")
    with pytest.raises(UnableToHandleRequest, match="ít nhất một"):
        operations.carry_out(scope=cast.product, request=one, how=How("đơn"), on=TODAY)
    for code in ("posts", "account", "papers", "xyz"):
        with pytest.raises(UnableToHandleRequest, match="đã thay đổi"):
            operations.carry_out(scope=cast.product, request=one, how=How("đơn", chosen=[code]), on=TODAY)
    user.grants.update(to_on=date(2026, 1, 1))
    how = How("Theo đơn của Nguyễn Thị Mơ", chosen=["person", "account", "history", "mentions"])
    operations.carry_out(scope=cast.product, request=one, how=how, on=TODAY)
    history.seal()
    assert "Nguyễn Thị Mơ" not in everywhere()
    assert not User.objects.filter(email="mo@example.vn").exists()
    user.refresh_from_db()
    assert (user.is_active, user.has_usable_password(), user.username) == (False, False, f"da-xoa-{user.pk}")
    assert not Authenticator.objects.filter(user=user).exists()
    assert user.sessions_ended == 1
    assert shown(person) == []
    found = register.practice(practice.uuid)
    assert found is not None
    assert found.owner_person is not None
    assert found.owner_person.full_name == rules.ERASED_NAME
    one.refresh_from_db()
    for words in (
        "Đã xóa: Thông tin về người",
        "Còn giữ: Chức vụ (1): Chức vụ trong cơ quan",
        "Văn bản có nhắc họ tên (1)",
    ):
        assert words in one.outcome
    assert verifying.first_broken() is None
    assert list(checks.chain.run(Look(timezone.now()))) == []


def test_whom_notices_were_sent_to_is_erased_and_the_notices_stay(cast: Cast) -> None:
    person = make_person(cast)
    user = make_account(username="mo", full_name="Nguyễn Thị Mơ", password=None)
    organisations.grant(
        scope=cast.product, user=user, unit=cast.units["an-phuc"], role="reader", on=LONG_AGO, person=person
    )
    outside = Recipient(address="mo@example.vn", name="Nguyễn Thị Mơ")
    tell(cast, user, outside)
    Delivery.objects.filter(channel="email").update(settled_at=timezone.now())
    one = ask(cast, person, "erase")
    how = How("đơn", chosen=["notices", "notices_named"])
    operations.carry_out(scope=cast.product, request=one, how=how, on=TODAY)
    left = Delivery.objects.all()
    assert left.filter(user=user).count() == 2
    assert not [each for each in left if "mo@" in f"{each.recipient} {each.address}" or each.name]
    assert Notice.objects.get().subject == "Gửi báo cáo quý IV"


def test_what_only_bears_the_same_name_is_erased_only_where_it_was_chosen(cast: Cast) -> None:
    person, namesake = make_person(cast), make_person(cast, unit="tan-loi")
    one = ask(cast, person, "erase")
    operations.carry_out(scope=cast.product, request=one, how=How("đơn", chosen=["person", "history"]), on=TODAY)
    namesake.refresh_from_db()
    assert namesake.full_name == "Nguyễn Thị Mơ"
    told = Payload.objects.get(event__record=namesake.uuid, event__verb="add")
    assert told.data["full_name"] == "Nguyễn Thị Mơ"
    assert verifying.first_broken() is None


def test_the_history_elsewhere_is_offered_to_who_manages_everything_and_blanked_when_chosen(cast: Cast) -> None:
    person = make_person(cast)
    unit = cast.units["an-phuc"]
    said = {"note": "Nguyễn Thị Mơ đề nghị; Nguyễn Thị Mơi thì không"}
    history.record(scope=cast.product, verb="note", kind="unit", uuid=unit.uuid, data=said)
    here = managing(cast)
    seen = {
        scope.actor_name: next(
            one for one in personal_data.held(personal_data.subject(person, scope, TODAY)) if one.code == "mentions"
        )
        for scope in (here, cast.product)
    }
    few, all_ = seen[here.actor_name], seen[cast.product.actor_name]
    assert (few.fate, few.items[0].cells) == ("by_hand", ("—", "—", "1 việc", "—"))
    assert (all_.fate, len(all_.items), all_.is_sure) == ("erased", 1, False)
    local = ask(cast, person, "erase", scope=here)
    with pytest.raises(UnableToHandleRequest, match="đã thay đổi"):
        operations.carry_out(scope=here, request=local, how=How("đơn", chosen=["mentions"]), on=TODAY)
    operations.refuse(scope=here, request=local, why="chuyển lên tỉnh", on=TODAY)
    one = ask(cast, person, "erase")
    operations.carry_out(scope=cast.product, request=one, how=How("đơn", chosen=["mentions"]), on=TODAY)
    told = Payload.objects.get(event__record=unit.uuid, event__verb="note")
    assert told.data == {"note": f"{history.BLANK} đề nghị; Nguyễn Thị Mơi thì không"}
    assert verifying.first_broken() is None


NAMES = st.sampled_from(["Nguyễn Thị Mơ", "Lò Văn Ó", "Y Bhăm", "Trần Thị Lan", "Lan", "Nguyễn Thị Mơ Hồng"])


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=NAMES,
    others=st.lists(NAMES, max_size=3),
    acts=st.lists(st.sampled_from(["appoint", "correct", "restrict", "seal", "note", "again"]), max_size=6),
    chosen=st.sets(st.sampled_from(["person", "history"]), min_size=1),
)
@example(name="Nguyễn Thị Mơ", others=[], acts=["again", "note", "correct"], chosen={"person", "history"})
def test_the_chain_stays_valid_whoever_is_erased_after_whatever_happened(
    cast: Cast, name: str, others: list[str], acts: list[str], chosen: set[str]
) -> None:
    with transaction.atomic():
        person = make_person(cast, name)
        namesakes = [make_person(cast, other) for other in others]
        names = {name}
        for act in acts:
            if act == "appoint":
                unit, title = cast.units["an-phuc-1"], f"Ủy viên {person.posts.count()}"
                organisations.appoint(scope=cast.product, person=person, unit=unit, title=title, on=LONG_AGO)
            elif act == "seal":
                history.seal(most=7)
            elif act == "note":
                # Nobody writes a name that nobody knows any more.
                now = personal_data.name_of(person)
                data = {"who": [now, {"also": f"{now} và {' '.join(others)}"}]}
                history.record(scope=cast.product, verb="note", kind="person", uuid=person.uuid, data=data)
            elif act == "restrict" and not personal_data.is_restricted(person.pk):
                done(cast, person, "restrict", WHY)
            elif act == "correct":
                new = f"{name} {len(names)}"
                names.add(new)
                done(cast, person, "correct", How("đơn", new))
            elif act == "again":
                done(cast, person, "erase", How("đơn", chosen=["history"]))
            person.refresh_from_db()
        done(cast, person, "erase", How("đơn", chosen=chosen))
        assert verifying.first_broken() is None
        history.seal()
        assert verifying.first_broken() is None
        person.refresh_from_db()
        if "person" in chosen:
            assert personal_data.name_of(person) == rules.ERASED_NAME
        if "history" in chosen:
            told = json.dumps(
                list(Payload.objects.filter(event__record=person.uuid).values_list("data", flat=True)),
                ensure_ascii=False,
            )
            assert not [one for one in names if f'"{one}"' in told]
        kept = Person.objects.filter(pk__in=[each.pk for each in namesakes]).order_by("pk")
        assert [one.full_name for one in kept] == others
        transaction.set_rollback(True)


def done(cast: Cast, person: Person, kind: str, how: How) -> None:
    operations.carry_out(scope=cast.product, request=ask(cast, person, kind), how=how, on=TODAY)

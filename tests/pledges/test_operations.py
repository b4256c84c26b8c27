"""Pledges are made, confirmed, amended, assessed, closed and carried over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lantoa.common.checks import Look
from lantoa.common.periods import Period
from lantoa.history import queries as history
from lantoa.notices.models import Notice
from lantoa.plans import queries as plans
from lantoa.pledges import checks, operations, queries
from lantoa.pledges.models import CommitmentFiled, Deed, Pledge, Progress
from lantoa.pledges.operations import Assessment, PledgeSaid, UnableToChangePledge
from tests.cast import TODAY, Cast
from tests.files.test_photos import with_camera
from tests.plans.making import make_theme
from tests.pledges.making import LAST, TEXT, YEAR, account, acting, deed, make_members, make_pledge

pytestmark = pytest.mark.usefixtures("on_todays_morning")


def test_a_member_registers_and_the_branch_confirms(cast: Cast) -> None:
    head, member, _ = make_members(cast)
    theme = make_theme(cast, "an-phuc")
    assert theme in plans.themes_for(cast.units["cb-dong"].pk, TODAY)
    own = acting(account(cast, "member", member))
    secretary = acting(account(cast, "branch_secretary", head))
    said = deed(amount=Decimal(12), counted_in="hộ", theme=theme)
    one = make_pledge(cast, member, scope=own, deeds=[said, deed("Không để rác trước nhà")])

    assert (one.stage, one.origin, one.is_head) == ("registered", "own", False)
    assert [each.what for each in queries.deeds_of([one])[one.pk]] == [TEXT, "Không để rác trước nhà"]
    with pytest.raises(UnableToChangePledge, match="trả lời thay mặt"):
        operations.advance(scope=own, pledge=one, verb="confirm", today=TODAY)
    operations.advance(scope=secretary, pledge=one, verb="return", today=TODAY, note="Ghi rõ hộ nào")
    operations.change(scope=own, pledge=one, deeds=[said], today=TODAY)
    operations.advance(scope=own, pledge=one, verb="register", today=TODAY)
    one = operations.advance(scope=secretary, pledge=one, verb="confirm", today=TODAY)

    assert one.stage == "confirmed"
    assert [step.verb for step in queries.steps_of(one)] == ["confirm", "register", "return", "register", "write"]
    verbs = [event.verb for event in history.of_record("pledge", one.uuid)]
    assert verbs == ["register", "return", "change", "register", "confirm"]
    said_to_all = str([event.payload.data for event in history.of_record("pledge", one.uuid)])
    assert TEXT not in said_to_all


def test_nobody_registers_for_another_but_who_answers_for_the_unit(cast: Cast) -> None:
    head, member, other = make_members(cast)
    own = acting(account(cast, "member", member))
    for whose in (other, None):
        with pytest.raises(UnableToChangePledge, match="của chính mình"):
            make_pledge(cast, whose, scope=own)
    with pytest.raises(UnableToChangePledge):
        make_pledge(cast, member, scope=cast.scope(cast.minh))
    secretary = acting(account(cast, "branch_secretary", head))
    assert make_pledge(cast, head, scope=secretary).is_head
    assert make_pledge(cast, other, scope=secretary).origin == "unit"
    assert make_pledge(cast, None, scope=secretary).person is None
    stranger = make_members(cast, 1, "an-phuc", at=9)[0]
    with pytest.raises(UnableToChangePledge, match="không thuộc đơn vị"):
        make_pledge(cast, stranger, scope=secretary)


def test_a_pledge_has_at_least_one_whole_deed_within_its_period(cast: Cast) -> None:
    member = make_members(cast)[1]
    for deeds, words in (
        ([], "ít nhất một việc"),
        ([deed("  ")], "hãy ghi việc"),
        ([deed(due_on=date(2027, 1, 1))], "thời hạn phải từ 01/01/2026 đến 31/12/2026"),
        ([deed(amount=Decimal(3))], "đơn vị tính"),
        ([deed(amount=Decimal(0), counted_in="buổi")], "lớn hơn 0"),
        ([deed()] * 13, "nhiều nhất 12 việc"),
    ):
        said = PledgeSaid(cast.units["cb-dong"], YEAR, deeds, member)
        with pytest.raises(UnableToChangePledge, match=words):
            operations.register(scope=cast.product, said=said, today=TODAY)
    with pytest.raises(UnableToChangePledge, match="01/01"):
        make_pledge(cast, member, days=Period.parse("2026-Q1"))
    assert not Pledge.objects.exists()


def test_one_pledge_a_person_and_period_and_the_same_form_twice_makes_one(cast: Cast) -> None:
    member, uuid = make_members(cast)[1], uuid4()
    said = PledgeSaid(cast.units["cb-dong"], YEAR, [deed()], member)
    one, is_new = operations.register(scope=cast.product, said=said, today=TODAY, uuid=uuid)
    assert is_new
    assert operations.register(scope=cast.product, said=said, today=TODAY, uuid=uuid) == (one, False)
    with pytest.raises(UnableToChangePledge, match="đã có bản đăng ký năm 2026"):
        operations.register(scope=cast.product, said=said, today=TODAY)
    term = Period.parse("2026..2030")
    assert make_pledge(cast, member, days=term, span="term", deeds=[deed(due_on=date(2030, 6, 1))]).span == "term"
    operations.advance(scope=cast.product, pledge=one, verb="drop", today=TODAY, note="Chuyển đi nơi khác")
    assert operations.register(scope=cast.product, said=said, today=TODAY)[1]
    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.filter(pk=one.pk).update(stage="registered")


def test_after_confirmation_only_an_amendment_which_keeps_the_former_text(cast: Cast) -> None:
    member = make_members(cast)[1]
    one = make_pledge(cast, member, deeds=[deed(), deed("Trồng hoa")], verbs=["confirm"])
    first, second = queries.deeds_of([one])[one.pk]
    with pytest.raises(UnableToChangePledge, match="bản điều chỉnh"):
        operations.change(scope=cast.product, pledge=one, deeds=[deed()], today=TODAY)
    same = [deed(uuid=first.uuid), deed("Trồng hoa", uuid=second.uuid)]
    with pytest.raises(UnableToChangePledge, match="Chưa có gì khác"):
        operations.amend(scope=cast.product, pledge=one, deeds=same, why="thử", today=TODAY)
    with pytest.raises(UnableToChangePledge, match="lý do"):
        operations.amend(scope=cast.product, pledge=one, deeds=[deed("Khác")], why=" ", today=TODAY)
    operations.amend(
        scope=cast.product, pledge=one, deeds=[deed("Việc đã sửa", uuid=first.uuid)], why="ốm", today=TODAY
    )

    one.refresh_from_db()
    (kept,) = queries.versions_of(one)
    assert (one.stage, one.version, kept.number, kept.why) == ("registered", 2, 1, "ốm")
    assert [row["what"] for row in kept.deeds] == [TEXT, "Trồng hoa"]
    assert [each.what for each in queries.deeds_of([one])[one.pk]] == ["Việc đã sửa"]
    assert [each.is_struck for each in queries.deeds_of([one], struck=True)[one.pk]] == [False, True]


def test_progress_with_proof_self_assessment_and_conclusion(cast: Cast) -> None:
    head, member, _ = make_members(cast)
    own, secretary = acting(account(cast, "member", member)), acting(account(cast, "branch_secretary", head))
    due = date(2026, 11, 30)
    one = make_pledge(cast, member, scope=own, deeds=[deed(due_on=due), deed("Trồng hoa")])
    operations.advance(scope=secretary, pledge=one, verb="confirm", today=TODAY)
    first, second = queries.deeds_of([one])[one.pk]
    uuid = uuid4()
    for _again in range(2):
        made = operations.add_progress(
            scope=own,
            deed=first,
            words="Đã giúp hộ bà Tư",
            on=date(2026, 11, 20),
            today=TODAY,
            photo=("a.jpg", with_camera()),
            is_done=True,
            uuid=uuid,
        )
    assert Progress.objects.count() == 1
    assert made.photo is not None
    first.refresh_from_db()
    assert first.done_on == date(2026, 11, 20)
    with pytest.raises(UnableToChangePledge, match="sau hôm nay"):
        operations.add_progress(scope=own, deed=second, words="x", on=date(2026, 12, 1), today=TODAY)

    with pytest.raises(UnableToChangePledge, match="Việc 2"):
        operations.assess(scope=own, pledge=one, said={first.uuid: Assessment("done")}, today=TODAY)
    said = {first.uuid: Assessment("done", "Giúp 12 hộ"), second.uuid: Assessment("partly")}
    operations.assess(scope=own, pledge=one, said=said, today=TODAY)
    operations.advance(scope=secretary, pledge=one, verb="reassess", today=TODAY, note="Ghi rõ việc 2")
    one = operations.assess(scope=own, pledge=one, said=said, today=TODAY)
    with pytest.raises(UnableToChangePledge, match="trả lời thay mặt"):
        operations.close(scope=own, pledge=one, result="fulfilled", today=TODAY)
    one = operations.close(scope=secretary, pledge=one, result="partly", today=TODAY)
    assert (one.stage, one.result) == ("closed", "partly")
    for check in (checks.stages, checks.deeds):
        assert list(check.run(Look(timezone.now()))) == []


def test_what_is_not_done_goes_on_next_year_as_a_pledge_that_points_back(cast: Cast) -> None:
    member = make_members(cast)[1]
    one = make_pledge(cast, member, deeds=[deed(), deed("Trồng hoa")], verbs=["confirm"])
    first, _ = queries.deeds_of([one])[one.pk]
    operations.add_progress(scope=cast.product, deed=first, words="xong", on=TODAY, today=TODAY, is_done=True)
    following = operations.carry_over(scope=cast.product, pledge=one, today=TODAY)
    one.refresh_from_db()
    assert (one.stage, following.stage, following.carried_from) == ("carried_over", "draft", one)
    assert (following.from_on, following.to_on) == (date(2027, 1, 1), date(2027, 12, 31))
    assert [each.what for each in queries.deeds_of([following])[following.pk]] == ["Trồng hoa"]
    with pytest.raises(UnableToChangePledge, match="chuyển kỳ sau"):
        operations.carry_over(scope=cast.product, pledge=one, today=TODAY)


def test_one_text_becomes_the_pledges_of_many_once(cast: Cast) -> None:
    people = make_members(cast, 20)
    secretary = acting(account(cast, "branch_secretary", people[0]))
    make_pledge(cast, people[3], scope=secretary)
    said = {"unit": cast.units["cb-dong"], "people": people, "deeds": [deed()], "days": YEAR, "today": TODAY}
    sending = uuid4()
    done = operations.register_many(scope=secretary, sending=sending, is_confirmed=True, **said)  # type: ignore[arg-type]
    assert (done.made, done.had) == (19, (people[3].full_name,))
    again = operations.register_many(scope=secretary, sending=sending, **said)  # type: ignore[arg-type]
    assert (again.made, again.had) == (0, (people[3].full_name,))
    made = Pledge.objects.exclude(person=people[3])
    assert (made.count(), Deed.objects.count()) == (19, 20)
    assert {one.stage for one in made} == {"confirmed"}
    assert made.get(person=people[0]).is_head
    assert [event.verb for event in history.of_record("pledge", made[0].uuid)] == ["register"]
    operations.amend(scope=secretary, pledge=made[0], deeds=[deed("Riêng tôi")], why="việc nhà", today=TODAY)
    assert Deed.objects.filter(what=TEXT, is_struck=False).count() == 19
    for check in (checks.stages, checks.deeds):
        assert list(check.run(Look(timezone.now()))) == []
    assert TEXT in queries.texts_used(cast.units["cb-dong"].pk)


def test_of_many_with_a_stranger_nothing_is_written(cast: Cast) -> None:
    people = [*make_members(cast, 2), *make_members(cast, 1, "an-phuc", at=9)]
    with pytest.raises(UnableToChangePledge, match="Không thuộc đơn vị này"):
        operations.register_many(
            scope=cast.product,
            unit=cast.units["cb-dong"],
            people=people,
            deeds=[deed()],
            days=YEAR,
            today=TODAY,
            sending=uuid4(),
        )
    assert not Pledge.objects.exists()


def waiting() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(cause__startswith="pledge-due", deliveries__settled_at__isnull=True)
    return sorted(set(rows.values_list("link", "deliveries__recipient")))


def test_people_are_reminded_of_a_due_day_and_no_more_when_it_is_done(cast: Cast) -> None:
    head, member, other = make_members(cast)
    own, keeper = account(cast, "member", member), account(cast, "branch_secretary", head)
    one = make_pledge(cast, member)
    assert {recipient for _, recipient in waiting()} == {f"user:{own.pk}"}
    make_pledge(cast, other)
    assert {recipient for _, recipient in waiting()} == {f"user:{own.pk}", f"user:{keeper.pk}"}
    (mine,) = queries.deeds_of([one])[one.pk]
    operations.add_progress(scope=cast.product, deed=mine, words="xong", on=TODAY, today=TODAY, is_done=True)
    assert {recipient for _, recipient in waiting()} == {f"user:{keeper.pk}"}
    assert Notice.objects.filter(subject__startswith="Còn 7 ngày").exists()
    assert LAST.isoformat()[:4] == "2026"


def test_that_a_commitment_was_filed_is_noted_and_nothing_else(cast: Cast) -> None:
    people = make_members(cast)
    said = {"unit": cast.units["cb-dong"], "people": people, "year": 2026, "on": TODAY, "today": TODAY}
    assert operations.file_commitments(scope=cast.product, **said) == 3  # type: ignore[arg-type]
    assert operations.file_commitments(scope=cast.product, **said) == 0  # type: ignore[arg-type]
    texts = [field.name for field in CommitmentFiled._meta.concrete_fields if field.get_internal_type() == "TextField"]
    assert texts == []

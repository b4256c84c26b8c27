"""A paper goes to those below; each answers as it may; whoever asked sees and reminds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.directives import operations, queries
from lantoa.directives.models import Addressee, Copy
from lantoa.directives.operations import Call, OwnPaper, UnableToAnswer, UnableToSend
from lantoa.notices.models import Delivery, Notice
from lantoa.organisations import operations as organisations
from lantoa.organisations.queries import scope_for
from tests.cast import TODAY, Cast
from tests.directives.scene import asked, central, issued, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_todays_morning")]
LONG = timedelta(minutes=1)


def _at(hour: int = 9, day: date = TODAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())


def test_it_goes_to_those_that_were_called_and_says_what_each_is_to_do(cast: Cast) -> None:
    plan = sent(cast)
    rows = {one.unit.code: one.expects for one in Addressee.objects.filter(directive=plan).select_related("unit")}
    assert rows == {"an-phuc": "paper", "tan-loi": "paper", "cb-dong": "done"}
    with pytest.raises(UnableToSend, match="đều đã được gửi"):
        operations.send(
            scope=cast.product,
            directive=plan,
            sender=cast.units["song-trang"],
            call=Call("below", classes=("commune",)),
            today=TODAY,
        )
    _again, many = operations.send(
        scope=cast.product, directive=plan, sender=cast.units["song-trang"], call=Call("below"), today=TODAY
    )
    assert many == 5


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (Call("below", due_on=date(2026, 1, 1)), "hôm nay"),
        (Call("below", classes=("school",)), "Không có đơn vị"),
        (Call("anywhere"), "chọn gửi"),
        (Call("below", line="nowhere"), "chọn gửi"),
    ],
)
def test_a_call_that_reaches_nobody_is_refused(cast: Cast, call: Call, words: str) -> None:
    plan = issued(cast.product, cast.units["song-trang"])
    with pytest.raises(UnableToSend, match=words):
        operations.send(scope=cast.product, directive=plan, sender=cast.units["song-trang"], call=call, today=TODAY)


def test_nobody_sends_to_units_that_do_not_stand_below(cast: Cast) -> None:
    lan = cast.scope(cast.lan)
    own = issued(lan, cast.units["an-phuc"], code="3/KH-UBND")
    beside = Call("chosen", units=[cast.units["tan-loi"].pk, cast.units["song-trang"].pk])
    with pytest.raises(UnableToSend, match="Không có đơn vị"):
        operations.send(scope=lan, directive=own, sender=cast.units["an-phuc"], call=beside, today=TODAY)
    with pytest.raises(UnableToSend, match="thay mặt"):
        operations.send(scope=lan, directive=own, sender=cast.units["song-trang"], call=Call("below"), today=TODAY)


def test_a_commune_answers_with_its_own_paper(cast: Cast) -> None:
    plan, lan = sent(cast), cast.scope(cast.lan)
    one = asked(plan, cast.units["an-phuc"])
    with pytest.raises(UnableToAnswer, match="bằng văn bản"):
        operations.answer_done(scope=lan, addressee=one, done_on=TODAY, today=TODAY)
    own = OwnPaper("11/KH-UBND", "Triển khai Kế hoạch 23-KH/TU", date(2026, 3, 20))
    done = operations.answer_new_paper(scope=lan, addressee=one, own=own, today=TODAY)
    assert (done.stage, done.answer, done.paper and done.paper.code) == ("answered", "paper", "11/KH-UBND")
    assert done.paper is not None
    assert [up.pk for up in queries.uppers_of([done.paper])[done.paper.pk]] == [plan.pk]
    assert Copy.objects.filter(directive=plan, unit=cast.units["an-phuc"]).exists()
    taken = operations.take_back(scope=lan, addressee=done, why="Nhầm văn bản")
    assert (taken.stage, taken.answer, taken.paper) == ("acknowledged", "", None)
    again = operations.answer_paper(scope=lan, addressee=taken, paper=done.paper, today=TODAY)
    assert again.stage == "answered"
    assert [step.verb for step in queries.steps_of_addressee(again)] == ["answer", "take_back", "answer"]


def test_a_paper_that_is_entered_later_answers_by_itself(cast: Cast) -> None:
    plan, lan = sent(cast), cast.scope(cast.lan)
    own = issued(lan, cast.units["an-phuc"], code="12/KH-UBND", on=date(2026, 4, 1), carries_out=(plan,))
    one = asked(plan, cast.units["an-phuc"])
    assert (one.stage, one.paper_id) == ("answered", own.pk)


def test_a_branch_ticks_by_the_secretary_alone(cast: Cast) -> None:
    plan = sent(cast)
    one = asked(plan, cast.units["cb-dong"])
    secretary = _secretary(cast)
    operations.acknowledge(scope=secretary, addressee=one, today=TODAY)
    for wrong in (TODAY + timedelta(days=1), date(2026, 3, 1)):
        with pytest.raises(UnableToAnswer, match="Ngày triển khai"):
            operations.answer_done(scope=secretary, addressee=one, done_on=wrong, today=TODAY)
    done = operations.answer_done(
        scope=secretary, addressee=one, done_on=date(2026, 11, 5), today=TODAY, note="Sinh hoạt tháng 11"
    )
    assert (done.answer, done.done_on, done.note) == ("done", date(2026, 11, 5), "Sinh hoạt tháng 11")
    with pytest.raises(UnableToAnswer, match="thay mặt"):
        operations.answer_reason(
            scope=secretary, addressee=asked(plan, cast.units["an-phuc"]), why="Không", today=TODAY
        )


def _secretary(cast: Cast) -> Scope:
    from lantoa.accounts.operations import make_account

    user = make_account(username="sau", full_name="Võ Văn Sáu", password="một-mật-khẩu-dài")
    organisations.grant(
        scope=cast.product,
        user=user,
        unit=cast.units["cb-dong"],
        role="branch_secretary",
        on=date(2025, 1, 1),
        to_on=date(2030, 1, 1),
    )
    return scope_for(user, TODAY)


def test_whoever_asked_returns_an_answer_and_releases_a_unit(cast: Cast) -> None:
    plan, dung, minh = sent(cast), cast.scope(cast.dung), cast.scope(cast.minh)
    one = asked(plan, cast.units["tan-loi"])
    with pytest.raises(UnableToSend, match="Chưa xem"):
        operations.return_answer(scope=dung, addressee=one, why="Thiếu")
    operations.answer_reason(scope=minh, addressee=one, why="Xã đang sáp nhập", today=TODAY)
    with pytest.raises(UnableToSend, match="lý do"):
        operations.return_answer(scope=dung, addressee=one, why=" ")
    with pytest.raises(UnableToSend, match="đã gửi"):
        operations.return_answer(scope=minh, addressee=one, why="Thiếu")
    back = operations.return_answer(scope=dung, addressee=one, why="Chưa nêu thời gian")
    assert (back.stage, back.answer) == ("returned", "reason")
    gone = operations.release(scope=dung, addressee=back, why="Đơn vị giải thể")
    assert gone.stage == "released"
    new = operations.ask_again(scope=dung, addressee=gone, due_on=date(2026, 12, 20), today=TODAY)
    assert (new.stage, new.answer, new.due_on) == ("waiting", "", date(2026, 12, 20))


def test_the_board_adds_up_at_every_level(cast: Cast) -> None:
    plan = sent(cast, due_on=date(2026, 11, 23))
    operations.answer_reason(
        scope=cast.scope(cast.minh), addressee=asked(plan, cast.units["tan-loi"]), why="Không có", today=TODAY
    )
    later = TODAY + timedelta(days=3)
    (district,) = queries.board(plan, cast.units["song-trang"].pk, "place", later).rows
    assert (district.unit.code, district.count.everyone, district.count.answered, district.count.late) == (
        "ben-lau", 3, 1, 2,
    )  # fmt: skip
    communes = queries.board(plan, cast.units["ben-lau"].pk, "place", later).rows
    assert {(one.unit.code, one.count.everyone, one.is_sent, one.is_group) for one in communes} == {
        ("an-phuc", 2, True, True),
        ("tan-loi", 1, True, False),
    }
    assert queries.counts_of([plan], later)[plan.pk] == district.count


def test_it_is_told_and_reminded_of_once_each(cast: Cast) -> None:
    plan = sent(cast, due_on=date(2026, 11, 30))
    for _ in range(2):
        operations.tell_sent(at=_at(), within=LONG)
        operations.remind_stages(at=_at(), within=LONG)
    keys = sorted(Notice.objects.values_list("key", flat=True))
    assert [key.split(":")[0] for key in keys] == ["directive-due"] * 2 + ["directive-sent"] * 2
    assert operations.remind_stages(at=_at(), within=LONG) == 0
    assert Delivery.objects.filter(user=cast.lan, channel="in_product").count() == 2
    operations.answer_reason(
        scope=cast.scope(cast.lan), addressee=asked(plan, cast.units["an-phuc"]), why="Không có", today=TODAY
    )
    # Whoever answered is not reminded any more, and what was unread needs no answer.
    eve = date(2026, 11, 29)
    assert operations.remind_stages(at=_at(9, eve), within=LONG) == 2
    assert not Delivery.objects.filter(user=cast.lan, settled_at__isnull=True).exists()


def test_nobody_is_reminded_before_the_hour(cast: Cast) -> None:
    sent(cast, due_on=date(2026, 11, 30))
    assert operations.remind_stages(at=_at(6), within=LONG) == 0


def test_one_press_reminds_each_that_has_not_answered_once_a_day(cast: Cast) -> None:
    plan, dung = sent(cast), cast.scope(cast.dung)
    person = organisations.add_person(scope=cast.product, full_name="Đỗ Thị Bảy", unit=cast.units["cb-dong"])
    organisations.appoint(
        scope=cast.product,
        person=person,
        unit=cast.units["cb-dong"],
        title="Bí thư chi bộ",
        is_head=True,
        on=date(2025, 1, 1),
    )
    for _ in range(2):
        done = operations.remind_late(scope=dung, directive=plan, at=_at())
        assert (done.units, done.unreached) == (3, ())
    assert not Notice.objects.exists()  # the background tells them, however many they are
    assert [operations.do_chores(at=_at(), within=LONG) for _ in range(2)] == [3, 0]
    operations.remind_late(scope=dung, directive=plan, at=_at())
    assert operations.do_chores(at=_at(), within=LONG) == 0
    assert Notice.objects.count() == 3
    assert set(Delivery.objects.values_list("channel", "name")) == {
        ("in_product", ""), ("email", ""), ("zalo_text", "Đỗ Thị Bảy (Bí thư chi bộ)"),
    }  # fmt: skip
    with pytest.raises(UnableToSend, match="Chỉ đơn vị"):
        operations.remind_late(scope=cast.scope(cast.lan), directive=plan, at=_at())


def test_who_answers_before_the_background_comes_to_it_is_not_reminded(cast: Cast) -> None:
    plan = sent(cast)
    operations.remind_late(scope=cast.scope(cast.dung), directive=plan, at=_at(), only=[cast.units["an-phuc"].pk])
    operations.answer_reason(
        scope=cast.scope(cast.lan), addressee=asked(plan, cast.units["an-phuc"]), why="Không có", today=TODAY
    )
    operations.do_chores(at=_at(), within=LONG)
    assert not Notice.objects.exists()
    assert not Addressee.objects.exclude(chore="").exists()


def test_a_paper_that_is_withdrawn_takes_back_what_reminded_of_it(cast: Cast) -> None:
    plan = sent(cast)
    operations.tell_sent(at=_at(), within=LONG)
    assert Delivery.objects.filter(settled_at__isnull=True).exists()
    operations.withdraw(scope=cast.scope(cast.dung), directive=plan, on=TODAY, why="Ban hành nhầm")
    assert operations.do_chores(at=_at(), within=LONG) == 3
    assert not Delivery.objects.filter(settled_at__isnull=True, read_at__isnull=True).exists()


def test_the_chain_is_seen_from_every_paper_and_opens_as_far_as_one_may(cast: Cast) -> None:
    plan, lan = sent(cast), cast.scope(cast.lan)
    own = issued(lan, cast.units["an-phuc"], code="12/KH-UBND", on=date(2026, 4, 1), carries_out=(plan,))
    chain = queries.chain_of(own, lan)
    (top,) = chain.roots
    assert (top.paper.code, top.is_open) == ("05-CT/TW", False)
    assert [one.paper.pk for one in top.below] == [plan.pk]
    assert [one.paper.pk for one in top.below[0].below] == [own.pk]
    assert top.below[0].is_open
    down = queries.chain_of(central(cast), cast.scope(cast.dung))
    assert [one.paper.code for one in down.roots[0].below[0].below] == ["12/KH-UBND"]
    assert set(queries.visible(cast.scope(cast.minh))) == {plan}


def test_one_paper_opens_for_the_same_people_as_the_list(cast: Cast) -> None:
    plan, above = sent(cast), central(cast)
    own = issued(cast.scope(cast.lan), cast.units["an-phuc"], code="12/KH-UBND", on=date(2026, 4, 1))
    for user in (cast.lan, cast.minh, cast.dung):
        scope = cast.scope(user)
        listed = set(queries.visible(scope))
        for one in (plan, above, own):
            assert (queries.opened(one.uuid, scope) is not None) == (one in listed)

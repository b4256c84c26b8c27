"""Making, withdrawing, reminding and reading notices."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from lantoa.common.scopes import Identity, Scope
from lantoa.history.models import Event
from lantoa.notices import operations, queries
from lantoa.notices.models import Delivery, Notice, Step
from lantoa.notices.rules import Message, Recipient
from tests.cast import Cast
from tests.notices.making import NOW, message, tell

pytestmark = pytest.mark.django_db


def recipients(notice: Notice) -> set[tuple[str, str]]:
    return set(notice.deliveries.values_list("channel", "recipient"))


def test_a_notice_reaches_each_by_every_channel_once_however_often_it_is_made(cast: Cast) -> None:
    outside = Recipient(address="Chi.Bo@xa.example", name="Chi bộ thôn Đông")
    first = tell(cast, cast.minh, cast.minh, outside)
    again = tell(cast, cast.minh, cast.dung, message=message(cast, "Lời khác"))
    assert again == first
    assert again.subject == "Gửi báo cáo quý IV"
    minh, dung = f"user:{cast.minh.pk}", f"user:{cast.dung.pk}"
    assert recipients(first) == {
        *(("in_product", one) for one in (minh, dung)),
        *(("email", one) for one in (minh, dung, "mail:chi.bo@xa.example")),
    }
    assert list(Event.objects.filter(kind="notice").values_list("verb", "record")) == [("notify", first.uuid)] * 2
    tell(cast, cast.minh, cast.dung, outside)
    assert Event.objects.filter(kind="notice").count() == 2


def test_nobody_gets_anything_when_the_cause_does_not_come_about(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("lantoa.notices.operations.making.enqueue", asked.append)
    with django_capture_on_commit_callbacks(execute=True), suppress(ZeroDivisionError), transaction.atomic():
        tell(cast, cast.minh)
        raise ZeroDivisionError
    assert (Notice.objects.count(), asked) == (0, [])
    with django_capture_on_commit_callbacks(execute=True):
        tell(cast, cast.minh)
    assert asked == ["lantoa.notices.tasks.send_due"]


def test_the_worker_is_not_woken_for_what_is_due_later_or_needs_no_post(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        tell(cast, cast.minh, due_at=NOW + timedelta(days=1))
        tell(cast, Recipient(name="Nhóm Zalo chi bộ"), key="zalo", channels=["zalo_text"])
    assert not callbacks


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"subject": " \n "}, "Hãy ghi thông báo về việc gì"),
        ({"link": "https://nơi-khác.example"}, "Lan Tỏa"),
        ({"unit": "tan-loi"}, "thay cho đơn vị ấy"),
    ],
)
def test_messages_that_cannot_go_are_refused(cast: Cast, parts: dict[str, Any], words: str) -> None:
    with pytest.raises(operations.UnableToNotify, match=words):
        tell(cast, cast.minh, message=message(cast, **parts))


@pytest.mark.parametrize("to", [Recipient(address="không phải thư"), Recipient()])
def test_recipients_whom_nothing_reaches_are_refused(cast: Cast, to: Recipient) -> None:
    with pytest.raises(operations.UnableToNotify):
        tell(cast, to)
    with pytest.raises(operations.UnableToNotify):
        tell(cast)


def test_a_bare_name_is_reached_by_a_text_that_somebody_passes_on(cast: Cast) -> None:
    notice = tell(cast, Recipient(name="Nhóm Zalo"), cast.minh)
    assert {("zalo_text", "name:Nhóm Zalo"), ("in_product", f"user:{cast.minh.pk}")} <= set(recipients(notice))
    assert ("zalo_text", f"user:{cast.minh.pk}") not in recipients(notice)


def test_no_role_adds_people_to_another_units_notice(cast: Cast) -> None:
    notice = tell(cast, cast.dung)
    with pytest.raises(operations.UnableToNotify):
        tell(cast, cast.minh, by=cast.minh, message=message(cast, unit="tan-loi"))
    assert ("email", f"user:{cast.minh.pk}") not in recipients(notice)


def test_a_long_subject_is_one_line_cut_at_a_word(cast: Cast) -> None:
    notice = tell(cast, cast.minh, message=message(cast, "Mô hình\n" + "rất dài " * 60))
    assert len(notice.subject) <= 200
    assert notice.subject.startswith("Mô hình rất dài")
    assert notice.subject.endswith(("rất…", "dài…"))


def test_what_is_scheduled_is_shown_from_its_moment_on(cast: Cast) -> None:
    due = NOW + timedelta(hours=5)
    parts: dict[str, Any] = {"scope": cast.scope(cast.lan), "at": NOW, "key": "hẹn", "message": message(cast)}
    operations.schedule(due_at=due, to=[Recipient(user=cast.minh.pk)], **parts)
    assert not queries.for_user(cast.minh.pk, due - timedelta(seconds=1))
    assert queries.unread_count(cast.minh.pk, due) == 1
    with pytest.raises(operations.UnableToNotify, match="chưa qua"):
        operations.schedule(due_at=NOW, to=[Recipient(user=cast.minh.pk)], **parts)


def test_a_withdrawn_notice_is_never_sent_nor_shown(cast: Cast) -> None:
    tell(cast, cast.minh, key="họp", due_at=NOW + timedelta(hours=1))
    assert queries.notice("khác") is None
    notice = queries.notice("họp")
    assert notice
    assert operations.withdraw(scope=cast.scope(cast.lan), at=NOW, notice=notice, why="đã gửi") == 2
    assert operations.withdraw(scope=cast.scope(cast.lan), at=NOW, notice=notice) == 0
    later = NOW + timedelta(hours=2)
    assert not queries.for_user(cast.minh.pk, later)
    assert not queries.waiting(later)
    assert list(Event.objects.filter(kind="notice").values_list("verb", flat=True)) == ["notify", "withdraw"]


def test_what_was_shown_and_then_withdrawn_stays_to_be_seen_and_asks_for_nothing(cast: Cast) -> None:
    notice = tell(cast, cast.minh)
    operations.withdraw(scope=cast.scope(cast.lan), at=NOW + timedelta(hours=1), notice=notice)
    later = NOW + timedelta(hours=2)
    assert queries.unread_count(cast.minh.pk, later) == 0
    assert [one.is_unread for one in queries.for_user(cast.minh.pk, later)] == [False]


def test_only_the_sender_or_whoever_writes_for_the_unit_withdraws(cast: Cast) -> None:
    notice = tell(cast, cast.minh)
    with pytest.raises(operations.UnableToWithdraw):
        operations.withdraw(scope=cast.scope(cast.minh), at=NOW, notice=notice)
    assert operations.withdraw(scope=cast.scope(cast.dung), at=NOW, notice=notice) == 2


def test_a_notice_is_read_by_whom_it_is_for_and_the_first_time_stands(cast: Cast) -> None:
    notice = tell(cast, cast.minh)
    shown = queries.for_user(cast.minh.pk, NOW).get()
    mail = Delivery.objects.get(notice=notice, channel="email")
    for other in (cast.scope(cast.lan), Scope(None, "ai đó")):
        with pytest.raises(operations.UnableToMarkRead):
            operations.mark_read(scope=other, at=NOW, delivery=shown)
    operations.mark_read(scope=cast.scope(cast.minh), at=NOW, delivery=mail)
    operations.mark_read(scope=cast.scope(cast.minh), at=NOW + timedelta(days=1), delivery=shown)
    shown.refresh_from_db()
    assert shown.read_at == NOW
    assert queries.unread_count(cast.minh.pk, NOW) == 0


def test_all_is_marked_read_for_one_person_only_and_nothing_that_is_still_to_come(cast: Cast) -> None:
    for number in range(3):
        tell(cast, cast.minh, cast.dung, key=f"{number}")
    tell(cast, cast.minh, key="mai", due_at=NOW + timedelta(days=1))
    assert operations.mark_all_read(scope=cast.scope(cast.minh), at=NOW) == 3
    assert operations.mark_all_read(scope=Scope(None, "ai đó"), at=NOW) == 0
    assert queries.unread_count(cast.dung.pk, NOW) == 3
    assert queries.unread_count(cast.minh.pk, NOW + timedelta(days=2)) == 1


def test_the_database_refuses_to_change_a_step(cast: Cast) -> None:
    notice = tell(cast, cast.minh)
    operations.withdraw(scope=cast.scope(cast.lan), at=NOW, notice=notice)
    for act in (lambda: Step.objects.update(note="khác"), lambda: Step.objects.all()._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "fax"},
        {"channel": "in_product", "user": None},
        {"channel": "email", "user": None, "address": ""},
        {"channel": "zalo_text", "read_at": NOW},
        {"claimed_at": NOW},
    ],
)
def test_the_database_refuses_deliveries_that_make_no_sense(cast: Cast, wrong: dict[str, Any]) -> None:
    notice = tell(cast, cast.dung)
    right = {"channel": "email", "recipient": "x", "user": cast.minh, "due_at": NOW, "try_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(notice=notice, **(right | wrong))
    Delivery.objects.create(notice=notice, **right)


# Reminders of due days

CAUSE = Identity("pledge", uuid4())


def remind(cast: Cast, due_on: date, *to: Any, at: Any = NOW) -> list[Notice]:
    return operations.remind(
        scope=cast.scope(cast.lan),
        at=at,
        cause=CAUSE,
        due_on=due_on,
        message=message(cast, kind="reminder"),
        to=[Recipient(user=one.pk) for one in to],
    )


def coming(user: Any) -> list[tuple[str, date]]:
    """What will be shown to a person, by its day, if nothing changes."""
    shown = queries.for_user(user.pk, NOW + timedelta(days=60), unread_only=True).order_by("due_at")
    return [(one.notice.subject.split(":")[0], timezone.localdate(one.due_at)) for one in shown]


def test_a_due_day_is_reminded_of_once_per_stage(cast: Cast) -> None:
    for _ in range(3):
        remind(cast, date(2026, 12, 25), cast.minh)
    assert coming(cast.minh) == [
        ("Còn 7 ngày", date(2026, 12, 18)),
        ("Ngày mai là hạn cuối", date(2026, 12, 24)),
        ("Hôm nay là hạn cuối", date(2026, 12, 25)),
        ("Đã quá hạn 3 ngày", date(2026, 12, 28)),
    ]
    first = Notice.objects.order_by("due_at").first()
    assert first
    assert timezone.localtime(first.due_at).strftime("%H:%M") == "07:30"
    assert first.text.endswith("Hạn: 25/12/2026.")
    assert Delivery.objects.filter(channel="email").count() == 4


def test_stages_whose_day_has_passed_are_left_out(cast: Cast) -> None:
    remind(cast, date(2026, 11, 24), cast.minh)
    assert [words for words, _ in coming(cast.minh)] == [
        "Ngày mai là hạn cuối",
        "Hôm nay là hạn cuối",
        "Đã quá hạn 3 ngày",
    ]


def test_a_due_day_that_moves_takes_its_reminders_along_and_back_again(cast: Cast) -> None:
    remind(cast, date(2026, 12, 10), cast.minh)
    remind(cast, date(2026, 12, 20), cast.minh)
    assert {day for _, day in coming(cast.minh)} == {date(2026, 12, day) for day in (13, 19, 20, 23)}
    remind(cast, date(2026, 12, 10), cast.minh)
    assert {day for _, day in coming(cast.minh)} == {date(2026, 12, day) for day in (3, 9, 10, 13)}
    assert queries.waiting(NOW + timedelta(days=60)).count() == 4


def test_whoever_takes_a_post_over_is_reminded_instead(cast: Cast) -> None:
    remind(cast, date(2026, 12, 10), cast.minh)
    remind(cast, date(2026, 12, 10), cast.dung)
    assert coming(cast.minh) == []
    assert len(coming(cast.dung)) == 4


def test_what_was_done_in_time_is_not_reminded_of(cast: Cast) -> None:
    remind(cast, date(2026, 12, 10), cast.minh)
    assert operations.stop_reminding(scope=cast.scope(cast.lan), at=NOW, cause=CAUSE, why="đã gửi") == 8
    assert coming(cast.minh) == []
    assert operations.stop_reminding(scope=cast.scope(cast.lan), at=NOW, cause=Identity("pledge", uuid4())) == 0


def test_a_bare_message_of_the_product_needs_no_unit(cast: Cast) -> None:
    said = Message("message", "Bản mới đã chạy", "")
    parts: dict[str, Any] = {"at": NOW, "key": "bản mới", "message": said, "to": [Recipient(user=cast.lan.pk)]}
    assert operations.notify(scope=cast.product, **parts).made_by is None
    with pytest.raises(operations.UnableToNotify):
        operations.notify(scope=cast.scope(cast.lan), **parts)

"""Sending e-mail: to a mail server of our own, with a worker that may die at any step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core import mail as outbox
from pytest_django import Settings

from lantoa.accounts.models import User
from lantoa.notices import mail, operations, queries, rules
from lantoa.notices.models import Delivery, Notice
from lantoa.notices.operations import sending
from lantoa.notices.rules import Recipient
from tests.cast import Cast
from tests.notices.making import NOW, mail_of, send, tell
from tests.notices.sink import Sink, settings_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def sink(settings: Settings, cast: Cast) -> Iterator[Sink]:
    """A mail server; everybody has an address."""
    for user in (cast.lan, cast.minh, cast.dung):
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@xa.example")
    with Sink() as found:
        for name, value in settings_for(found).items():
            setattr(settings, name, value)
        yield found


def steps(notice: Notice) -> list[str]:
    return list(mail_of(notice).steps.order_by("number").values_list("verb", flat=True))


def test_an_email_says_what_the_notice_says_under_a_name_that_stays(cast: Cast, sink: Sink) -> None:
    notice = tell(cast, cast.minh)
    assert not send()
    text = message_from_bytes(sink.texts[0], policy=policy.default)
    assert text["Subject"] == "Gửi báo cáo quý IV"
    assert text["To"] == "minh@xa.example"
    assert text["Message-ID"] == mail.message_id(mail_of(notice))
    body = text.get_content()  # type: ignore[attr-defined]
    assert "Kính nhờ đồng chí gửi trước ngày 25." in body
    assert f"http://localhost:8000/thong-bao/{mail_of(notice).uuid}/" in body
    assert "xin đừng trả lời" in body
    assert steps(notice) == ["hand_over", "accept"]


def test_an_address_outside_gets_the_link_itself(cast: Cast, sink: Sink) -> None:
    tell(cast, Recipient(address="chi.bo@xa.example"))
    send()
    assert "http://localhost:8000/ban-lam-viec/" in sink.texts[0].decode()


class Killed(BaseException):
    """As a SIGKILL, at a place of our choosing; the process that comes after finds only what was committed."""


def dies(*_: Any, **__: Any) -> None:
    raise Killed


def after(act: Callable[..., None]) -> Callable[..., None]:
    def done_then_dies(*given: Any, **named: Any) -> None:
        act(*given, **named)
        raise Killed

    return done_then_dies


def dies_noting(verb: str) -> Callable[..., None]:
    noted = sending._note

    def note(pk: int, said: str, *rest: Any) -> None:
        if said == verb:
            raise Killed
        noted(pk, said, *rest)

    return note


@pytest.mark.parametrize(
    ("place", "instead", "taken", "stage"),
    [
        ("lantoa.notices.mail.Postbox.send", dies, 1, "accepted"),
        ("lantoa.notices.operations.sending._hand_over", dies, 1, "accepted"),
        ("lantoa.notices.operations.sending._hand_over", after(sending._hand_over), 0, "uncertain"),
        ("lantoa.notices.operations.sending._note", dies_noting("accept"), 1, "uncertain"),
        ("lantoa.notices.operations.sending._note", after(sending._note), 1, "accepted"),
    ],
    ids=["claimed", "the text is out", "the dot is out or not", "answered", "noted"],
)
def test_wherever_a_worker_dies_nothing_is_sent_twice(
    cast: Cast,
    sink: Sink,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    instead: Callable[..., None],
    taken: int,
    stage: str,
) -> None:
    notice = tell(cast, cast.minh)
    with monkeypatch.context() as patched:
        patched.setattr(place, instead)
        with pytest.raises(Killed):
            send()
    send(minutes=1)  # the dead one's lease still runs
    assert mail_of(notice).stage != "uncertain"
    send(minutes=5)
    send(minutes=10)
    assert mail_of(notice).stage == stage
    assert list(sink.counts().values()) == [1] * taken


def test_a_server_that_hangs_up_instead_of_answering_leaves_it_uncertain(cast: Cast, sink: Sink) -> None:
    notice = tell(cast, cast.minh)
    sink.hangs_up = True
    send()
    sink.hangs_up = False
    send(minutes=10)
    assert mail_of(notice).stage == "uncertain"
    assert len(sink.accepted) == 1


def test_the_sender_says_that_it_arrived_or_sends_it_again_under_the_same_name(cast: Cast, sink: Sink) -> None:
    one, other = tell(cast, cast.minh, key="1"), tell(cast, cast.minh, key="2")
    sink.hangs_up = True
    send()
    send()
    sink.hangs_up = False
    scope = cast.scope(cast.lan)
    operations.mark_arrived(scope=scope, at=NOW, delivery=mail_of(one))
    operations.send_again(scope=scope, at=NOW, delivery=mail_of(other))
    send()
    assert (mail_of(one).stage, mail_of(other).stage) == ("accepted", "accepted")
    assert sink.counts() == {mail.message_id(mail_of(one)): 1, mail.message_id(mail_of(other)): 2}
    with pytest.raises(operations.UnableToSettle):
        operations.send_again(scope=scope, at=NOW, delivery=mail_of(one))
    with pytest.raises(operations.UnableToWithdraw):
        operations.send_again(scope=cast.scope(cast.minh), at=NOW, delivery=mail_of(one))


def test_a_slow_worker_whose_answer_comes_late_is_believed(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = tell(cast, cast.minh)
    noted = sending._note

    def slowly(pk: int, verb: str, *rest: Any) -> None:
        if verb == "accept":
            monkeypatch.setattr(sending, "_note", noted)
            send(minutes=10)  # another worker comes by and doubts
            assert mail_of(notice).stage == "uncertain"
        noted(pk, verb, *rest)

    monkeypatch.setattr(sending, "_note", slowly)
    send()
    assert mail_of(notice).stage == "accepted"
    assert steps(notice) == ["hand_over", "doubt", "accept"]
    assert len(sink.accepted) == 1


@pytest.mark.parametrize(
    ("meanwhile", "stage", "taken"), [("withdrawn", "withdrawn", 0), ("claimed", "waiting", 0), ("sent", "accepted", 1)]
)
def test_what_is_no_longer_ours_stops_before_the_dot(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch, meanwhile: str, stage: str, taken: int
) -> None:
    notice = tell(cast, cast.minh)
    real = sending._hand_over

    def late(*given: Any) -> None:
        monkeypatch.setattr(sending, "_hand_over", real)
        if meanwhile == "withdrawn":
            operations.withdraw(scope=cast.scope(cast.lan), at=NOW, notice=notice)
        elif meanwhile == "claimed":
            later = NOW + timedelta(minutes=10)
            assert sending.claim(pk=mail_of(notice).pk, worker="other", at=later, lease=rules.LEASE)
        else:
            send(minutes=10)
        real(*given)

    monkeypatch.setattr(sending, "_hand_over", late)
    send()
    assert mail_of(notice).stage == stage
    assert len(sink.accepted) == taken


def test_an_address_that_is_refused_is_not_tried_again_and_leaves_the_others_alone(cast: Cast, sink: Sink) -> None:
    sink.refusing = {"minh": "550 <minh@xa.example>: no such user"}
    notice, other = tell(cast, cast.minh), tell(cast, cast.dung, key="khác")
    send()
    send(minutes=60)
    assert (mail_of(notice).stage, mail_of(other).stage) == ("refused", "accepted")
    assert mail_of(notice).stage_note == "550 …: no such user"
    assert steps(notice) == ["refuse"]


@pytest.mark.parametrize("where", ["recipient", "text"])
def test_a_server_that_says_later_is_asked_again_at_a_slowing_pace_until_it_is_too_late(
    cast: Cast, sink: Sink, where: str
) -> None:
    if where == "text":
        sink.answer_to_dot = "451 later"
    else:
        sink.refusing = {"minh": "450 busy"}
    notice = tell(cast, cast.minh)
    send()
    assert (mail_of(notice).stage, mail_of(notice).try_at) == ("waiting", NOW + rules.PACES[0])
    send()
    assert steps(notice).count("fail") == 1
    for minutes in range(0, 60 * 50, 10):
        send(minutes=minutes)
    assert mail_of(notice).stage == "refused"
    assert 20 < steps(notice).count("fail") < 30
    assert sink.accepted == []


def test_what_failed_once_arrives_once(cast: Cast, sink: Sink) -> None:
    sink.answer_to_dot = "451 later"
    notice = tell(cast, cast.minh)
    send()
    sink.answer_to_dot = ""
    send(minutes=2)
    assert mail_of(notice).stage == "accepted"
    assert len(sink.accepted) == 1


def test_a_server_that_is_down_costs_no_message_a_try(cast: Cast, sink: Sink, caplog: Any, settings: Settings) -> None:
    first, second = tell(cast, cast.minh, key="1"), tell(cast, cast.dung, key="2")
    there, settings.EMAIL_PORT = sink.port, 1
    assert not send()
    assert "cannot be used" in caplog.text
    assert (steps(first), steps(second), queries.free(NOW, rules.LEASE).count()) == ([], [], 2)
    settings.EMAIL_PORT = there
    send(minutes=1)
    assert len(sink.accepted) == 2


@pytest.mark.parametrize("why", ["no_mail", "no_address", "inactive", "too_late"])
def test_what_cannot_or_should_not_go_out_says_why(cast: Cast, sink: Sink, settings: Settings, why: str) -> None:
    notice = tell(cast, cast.minh)
    if why == "no_mail":
        settings.EMAIL_IS_SET_UP = False
    elif why == "no_address":
        User.objects.filter(pk=cast.minh.pk).update(email="")
    elif why == "inactive":
        User.objects.filter(pk=cast.minh.pk).update(is_active=False)
    send(minutes=60 * 24 * 3 if why == "too_late" else 0)
    assert (mail_of(notice).stage, mail_of(notice).stage_note) == ("dropped", why)
    assert sink.accepted == []


def test_many_are_sent_for_as_long_as_a_worker_has_and_the_rest_next_time(cast: Cast, sink: Sink) -> None:
    for number in range(5):
        tell(cast, cast.minh, key=f"{number}")
    moments = iter(NOW + timedelta(seconds=one) for one in range(1000))
    assert operations.send_due(clock=lambda: next(moments), within=timedelta(seconds=9))
    assert 0 < len(sink.accepted) < 5
    send(minutes=1)
    assert len(sink.accepted) == 5


def test_other_backends_of_django_serve_too(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_IS_SET_UP = True
    User.objects.filter(pk=cast.minh.pk).update(email="minh@xa.example")
    notice = tell(cast, cast.minh)
    send()
    assert [one.subject for one in outbox.outbox] == ["Gửi báo cáo quý IV"]
    assert mail_of(notice).stage == "accepted"


def test_only_one_worker_gets_a_claim(cast: Cast) -> None:
    notice = tell(cast, cast.minh)
    pk, lease = Delivery.objects.get(notice=notice, channel="email").pk, rules.LEASE
    assert sending.claim(pk=pk, worker="a", at=NOW, lease=lease)
    assert not sending.claim(pk=pk, worker="b", at=NOW + lease, lease=lease)
    assert sending.claim(pk=pk, worker="b", at=NOW + lease + timedelta(seconds=1), lease=lease)

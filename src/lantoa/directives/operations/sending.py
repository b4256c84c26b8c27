"""Sending a paper to units, asking more of them, releasing some, returning an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.directives import queries
from lantoa.directives.models import Addressee, Directive, Sending
from lantoa.directives.operations.moving import NO_ANSWER, UnableToSend, held, move
from lantoa.directives.rules import papers, sendings
from lantoa.history.operations import record
from lantoa.notices.queue import enqueue
from lantoa.organisations.models import Unit
from lantoa.organisations.rules import LINES
from lantoa.vietnamese.text import clean

TELL = "lantoa.directives.tasks.tell_sent"
# More are told in several goes; all the units of the country are fewer.
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Call:
    """To whom a paper goes and what they are asked.

    ``of``: "direct" (units directly below the sender on ``line``), "below" (all of them) or "chosen" (``units``, by
    id); ``classes`` narrows the first two to those classes of units. ``expects`` is "paper", "done", or "by_class":
    branches and villages tick, others issue a paper.
    """

    of: str
    line: str = "place"
    classes: Collection[str] = ()
    units: Collection[int] = field(default_factory=tuple)
    expects: str = "by_class"
    asks: str = ""
    due_on: date | None = None


@transaction.atomic
def send(
    *, scope: Scope, directive: Directive, sender: Unit, call: Call, today: date, uuid: UUID | None = None
) -> tuple[Sending, int]:
    """Sends a paper to units below and asks them to carry it out; gives the sending and to how many it went.

    Whoever was sent it before is left out. Their people are told in the background, once each.
    """
    if not scope.may("report", sender.pk):
        raise UnableToSend("Tài khoản này không được gửi văn bản thay mặt đơn vị này.")
    if uuid and (known := Sending.objects.filter(uuid=uuid).first()):
        return known, known.addressees.count()
    # The paper's row is the gate: two sends at once would name the same unit twice.
    one = Directive.objects.select_for_update().get(pk=directive.pk)
    if one.stage != "issued":
        raise UnableToSend(f"Văn bản “{_stage(one)}” nên không gửi đi được.")
    if call.due_on and call.due_on < today:
        raise UnableToSend("Hạn trả lời không thể trước hôm nay.")
    if call.line not in LINES or call.of not in ("direct", "below", "chosen"):
        raise UnableToSend("Hãy chọn gửi cho những đơn vị nào.")
    chosen = queries.units_called(sender.pk, call, today)
    known_units = set(Addressee.objects.filter(directive=one).values_list("unit_id", flat=True))
    new = [unit for unit in chosen if unit.pk not in known_units]
    if not new:
        raise UnableToSend(
            "Các đơn vị này đều đã được gửi văn bản này."
            if chosen
            else "Không có đơn vị nào bên dưới khớp lựa chọn. Hãy chọn lại tuyến hoặc loại đơn vị."
        )
    if len(new) > MOST:
        raise UnableToSend(f"Mỗi lần gửi được nhiều nhất {MOST} đơn vị. Hãy chọn hẹp lại.")
    sending = Sending.objects.create(
        uuid=uuid or uuid4(),
        directive=one,
        sender=sender,
        line=call.line,
        whom={"of": call.of, "classes": sorted(call.classes)},
        asks=clean(call.asks).strip()[:1000],
        due_on=call.due_on,
        sent_on=today,
        sent_by_id=scope.actor_id,
        sent_at=timezone.now(),
    )
    Addressee.objects.bulk_create(
        (
            Addressee(
                sending=sending,
                directive=one,
                unit_id=unit.pk,
                expects=sendings.expected_of(unit.class_code, call.expects),
                due_on=call.due_on,
            )
            for unit in new
        ),
        batch_size=500,
    )
    data: dict[str, Any] = {"sending": str(sending.uuid), "sender": sender.code, "whom": sending.whom}
    data |= {"units": len(new), "due_on": call.due_on, "asks": sending.asks}
    record(scope=scope, verb="send", kind="directive", uuid=one.uuid, data=data)
    transaction.on_commit(partial(enqueue, TELL, sending.pk))
    return sending, len(new)


@transaction.atomic
def return_answer(*, scope: Scope, addressee: Addressee, why: str) -> Addressee:
    """The one who asked is not content with an answer and says why; the answer stays to be seen in the steps."""
    one = _asked_by(scope, addressee)
    return move(scope, one, "return", why=why)


@transaction.atomic
def release(*, scope: Scope, addressee: Addressee, why: str) -> Addressee:
    """A unit need not carry the paper out any more."""
    return move(scope, _asked_by(scope, addressee), "release", why=why)


@transaction.atomic
def ask_again(*, scope: Scope, addressee: Addressee, due_on: date | None, today: date) -> Addressee:
    """A unit that was released is asked again, by another day perhaps."""
    if due_on and due_on < today:
        raise UnableToSend("Hạn trả lời không thể trước hôm nay.")
    one = _asked_by(scope, addressee)
    if one.directive.stage != "issued":
        raise UnableToSend(f"Văn bản “{_stage(one.directive)}” nên không yêu cầu thực hiện được.")
    return move(scope, one, "ask_again", **NO_ANSWER | {"due_on": due_on})


def _stage(one: Directive) -> str:
    return papers.STAGES[one.stage].lower()


def _asked_by(scope: Scope, addressee: Addressee) -> Addressee:
    one = held(addressee)
    if not scope.may("report", one.sending.sender_id):
        raise UnableToSend("Chỉ đơn vị đã gửi văn bản mới làm được việc này.")
    return one

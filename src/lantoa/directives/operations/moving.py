"""How an addressee moves from stage to stage, each step noted. What sending, answering and papers have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Identity, Scope
from lantoa.directives.models import Addressee, AddresseeStep, Copy, Directive
from lantoa.directives.rules import sendings
from lantoa.history.operations import acted, record, record_many
from lantoa.notices.operations import stop_reminding
from lantoa.notices.queue import enqueue
from lantoa.vietnamese.text import clean

CAUSE = "directive_addressee"
DO_CHORES = "lantoa.directives.tasks.do_chores"
NO_ANSWER: dict[str, Any] = {
    "answer": "",
    "paper": None,
    "done_on": None,
    "note": "",
    "photo": None,
    "answered_on": None,
}


class UnableToAnswer(Unable):
    """The unit cannot answer so, or this person may not answer for it."""


class UnableToSend(Unable):
    """The paper cannot be sent so, or not by this person, or not to these."""


def held(addressee: Addressee) -> Addressee:
    """The addressee as it stands, locked until the transaction ends."""
    rows = Addressee.objects.select_related("sending", "directive", "unit").select_for_update(of=("self",))
    return rows.get(pk=addressee.pk)


def move(scope: Scope, one: Addressee, verb: str, *, why: str = "", **columns: Any) -> Addressee:
    """Uses a verb on a locked addressee and notes it; UnableToAnswer or UnableToSend where it may not follow."""
    refusal = UnableToSend if sendings.WHOSE[verb] == "sender" else UnableToAnswer
    after = sendings.after(one.stage, verb)
    if after is None:
        raise refusal(
            f"Đơn vị này đang ở bước “{sendings.STAGES[one.stage]}” nên không thể “{sendings.VERBS[verb].lower()}”."
        )
    if verb in sendings.WITH_REASON and not why.strip():
        raise refusal("Hãy ghi rõ lý do.")
    one.stage = after
    for name, value in columns.items():
        setattr(one, name, value)
    one.save(update_fields=["stage", *columns])
    _note(scope, one, verb, why)
    data = {"directive": one.directive.code, "unit": one.unit.code, "note": clean(why).strip()}
    data |= {"answer": one.answer} if verb == "answer" else {}
    record(scope=scope, verb=verb, kind="directive_addressee", uuid=one.uuid, data=data)
    if after not in sendings.OPEN:
        stop_reminding(scope=scope, at=timezone.now(), cause=Identity(CAUSE, one.uuid), why="done")
    return one


def received(one: Addressee, on: date) -> None:
    """The paper is in the unit's own book."""
    Copy.objects.get_or_create(directive_id=one.directive_id, unit_id=one.unit_id, defaults={"received_on": on})


def answer_with(*, scope: Scope, paper: Directive, uppers: Sequence[Directive], on: date) -> None:
    """The unit that issued a paper answers with it whatever it was sent and the paper carries out."""
    if not uppers or paper.issuer_id is None or not scope.may("answer", paper.issuer_id):
        return
    waiting = Addressee.objects.filter(unit=paper.issuer_id, directive__in=uppers, stage__in=sendings.OPEN)
    for one in waiting.order_by("pk"):
        received(one, on)
        move(scope, held(one), "answer", **NO_ANSWER | {"answer": "paper", "paper": paper, "answered_on": on})


def release_all(*, scope: Scope, directive: Directive, why: str) -> int:
    """Nobody who has not answered a paper is asked any more; gives how many that were. What reminded them is taken back
    in the background."""
    waiting = Addressee.objects.select_for_update().filter(directive=directive, stage__in=sendings.OPEN)
    rows = list(waiting.order_by("pk"))
    Addressee.objects.filter(pk__in=[one.pk for one in rows]).update(stage="released", chore="settle")
    for one in rows:
        one.stage = "released"
    AddresseeStep.objects.bulk_create((_stepped(scope, one, "release", why) for one in rows), batch_size=500)
    acts = [(one.uuid, {"note": clean(why).strip()}) for one in rows]
    record_many(scope=scope, verb="release", kind="directive_addressee", acts=acts)
    if rows:
        transaction.on_commit(partial(enqueue, DO_CHORES, directive.pk))
    return len(rows)


def _note(scope: Scope, one: Addressee, verb: str, note: str) -> None:
    _stepped(scope, one, verb, note).save(force_insert=True)


def _stepped(scope: Scope, one: Addressee, verb: str, note: str) -> AddresseeStep:
    return AddresseeStep(
        addressee=one,
        verb=verb,
        stage=one.stage,
        note=clean(note).strip(),
        **acted(scope, timezone.now()),
    )

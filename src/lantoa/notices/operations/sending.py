"""Sending e-mail, exactly once each (docs/decisions/0007-notices-once-each.md tells the protocol).

A claim lets one worker in; "hand_over" is committed when only the last dot of the message is missing; the server's
answer is committed after it. Whatever stops between two of these moments, the next worker knows which.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from lantoa.notices import mail, queries, rules
from lantoa.notices.models import Delivery
from lantoa.notices.operations.steps import locked, step

BATCH = 20
Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


def send_due(*, clock: Clock, within: timedelta, lease: timedelta = rules.LEASE) -> bool:
    """Sends what is due, for about so long; gives whether some is left that could go out now.

    Any number of workers may do it at once.
    """
    worker, post, end = uuid4().hex, mail.Postbox(), clock() + within
    try:
        while some := list(queries.free(clock(), lease).values_list("pk", flat=True)[:BATCH]):
            mine = 0
            for pk in some:
                if clock() >= end:
                    return True
                if claim(pk=pk, worker=worker, at=clock(), lease=lease):
                    mine += 1
                    _deliver(pk, worker, post, clock)
            if not mine:
                return False  # other workers have them all in hands
        return False
    except mail.Closed as error:
        log.warning("The mail server cannot be used now: %s", error)
        return False
    finally:
        post.close()


@transaction.atomic
def claim(*, pk: int, worker: str, at: datetime, lease: timedelta) -> bool:
    """Takes a delivery into a worker's hands unless a living one holds it."""
    return bool(queries.free(at, lease).filter(pk=pk).order_by().update(claimed_at=at, claimed_by=worker))


def _deliver(pk: int, worker: str, post: mail.Postbox, clock: Clock) -> None:
    delivery = queries.with_stage(Delivery.objects.filter(pk=pk)).select_related("notice", "user").get()
    if delivery.stage == "handed_over":
        # Its worker died between the last dot and noting the answer. Sent again it might arrive twice.
        _note(pk, "doubt", clock(), "no_answer")
        return
    address = delivery.user.email if delivery.user else delivery.address
    if why := _hindrance(delivery, address, clock()):
        _note(pk, "drop", clock(), why)
        return
    try:
        post.send(mail.written(delivery, address), partial(_hand_over, pk, worker, clock))
    except mail.NoLonger:
        return
    except mail.Closed:
        _let_go(pk, worker)
        raise
    except mail.Unsure as error:
        _note(pk, "doubt", clock(), str(error))
    except mail.NotAccepted as error:
        _not_accepted(pk, clock(), str(error), for_good=error.for_good)
    else:
        _note(pk, "accept", clock())


def _hindrance(delivery: Delivery, address: str, at: datetime) -> str:
    """Why this e-mail should not go out, or ""."""
    if not settings.EMAIL_IS_SET_UP:
        return "no_mail"
    if delivery.user and not delivery.user.is_active:
        return "inactive"
    if not address:
        return "no_address"
    return "too_late" if rules.is_too_late(delivery.due_at, at) else ""


@transaction.atomic
def _hand_over(pk: int, worker: str, clock: Clock) -> None:
    """Notes that the next moment the server may have it. NoLonger when the claim was lost or the notice withdrawn."""
    delivery, _stage = locked(pk)
    if delivery.claimed_by != worker or step(delivery, "hand_over", at=clock()) is None:
        raise mail.NoLonger


@transaction.atomic
def _let_go(pk: int, worker: str) -> None:
    """Gives back a delivery that could not even be tried."""
    Delivery.objects.filter(pk=pk, claimed_by=worker).update(claimed_at=None, claimed_by="")


@transaction.atomic
def _not_accepted(pk: int, at: datetime, why: str, *, for_good: bool) -> None:
    delivery, _stage = locked(pk)
    tried = delivery.steps.filter(verb="fail", at__gte=delivery.due_at).count() + 1
    again = None if for_good else rules.next_try(tried, delivery.due_at, at)
    step(delivery, "fail" if again else "refuse", at=at, note=why, try_at=again)


@transaction.atomic
def _note(pk: int, verb: str, at: datetime, note: str = "") -> None:
    delivery, _stage = locked(pk)
    step(delivery, verb, at=at, note=note)

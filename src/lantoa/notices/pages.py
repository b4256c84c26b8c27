"""What the pages of notices show, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from lantoa.notices import queries, rules, wording
from lantoa.notices.addressees import Addressee
from lantoa.notices.models import Notice
from lantoa.notices.queries import StagedDelivery
from lantoa.notices.wording import Words
from lantoa.organisations.wording import ROLE_NAMES


@dataclass(frozen=True, slots=True)
class Tally:
    """How many deliveries of one channel stand at a stage, in words."""

    channel: Words
    words: Words
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class SentRow:
    """One notice in the list of those sent."""

    notice: Notice
    tallies: list[Tally]
    is_planned: bool


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One delivery as its sender sees it: to whom, where it stands and what can be done."""

    delivery: StagedDelivery
    to: str
    channel: Words
    words: Words
    kind: str
    at: datetime | None
    why: Words
    verbs: list[str]


@dataclass(frozen=True, slots=True)
class TickRow:
    """Somebody who may be told, with the check mark."""

    key: str
    name: str
    words: str
    is_ticked: bool


def tick_rows(people: Iterable[Addressee], ticked: Collection[str] | None) -> list[TickRow]:
    """The rows of check marks; all are ticked where nobody has chosen yet (None)."""
    return [
        TickRow(
            one.key,
            one.name,
            "; ".join(f"{ROLE_NAMES.get(role, role)}, {unit}" for role, unit in one.parts),
            ticked is None or one.key in ticked,
        )
        for one in people
    ]


def sent_rows(notices: Iterable[Notice], at: datetime) -> list[SentRow]:
    """The rows of the list; one query for all of them."""
    some = list(notices)
    counted = queries.tallies(some)
    return [SentRow(one, _tallies(counted.get(one.pk, {})), one.due_at > at) for one in some]


def _tallies(counts: dict[tuple[str, str], int]) -> list[Tally]:
    shown = dict(counts)
    if read := shown.get(("in_product", "read")):
        # Whoever opened it is counted apart from those who have not.
        shown["in_product", "waiting"] = shown.get(("in_product", "waiting"), 0) - read
    return [
        Tally(wording.CHANNELS[channel], words, kind, number)
        for (channel, stage), (words, kind) in wording.STAGES.items()
        if (number := shown.get((channel, stage), 0)) > 0
    ]


def delivery_rows(deliveries: Iterable[StagedDelivery]) -> list[DeliveryRow]:
    """The deliveries of one notice. Nothing is offered to be sent again where no e-mail goes out at all."""
    offered = [verb for verb in ("arrive", "send_again", "pass_on") if settings.EMAIL_IS_SET_UP or verb != "send_again"]
    return [_row(one, offered) for one in deliveries]


def _row(one: StagedDelivery, offered: list[str]) -> DeliveryRow:
    stage = "read" if one.read_at and one.stage == "waiting" else one.stage
    words, kind = wording.said(one.channel, stage)
    return DeliveryRow(
        delivery=one,
        to=one.user.full_name if one.user else one.name or one.address,
        channel=wording.CHANNELS[one.channel],
        words=words,
        kind=kind,
        at=one.read_at or one.stage_at,
        why=wording.reason(one.stage_note) if one.stage in rules.NEEDS_A_LOOK else "",
        verbs=[verb for verb in offered if rules.after(one.channel, one.stage, verb)],
    )


def zalo_text(notice: Notice) -> str:
    """What is pasted into Zalo: subject, text and the address of the place in full."""
    address = f"{settings.PUBLIC_URL}{notice.link}" if notice.link else ""
    return "\n\n".join(part for part in (notice.subject, notice.text, address) if part)

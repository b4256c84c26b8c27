"""Telling people that deadlines of their unit moved because the working calendar changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lantoa.notices.models import Notice
from lantoa.notices.operations.changing_rights import LOOK_BACK, TELLER
from lantoa.notices.operations.making import notify
from lantoa.notices.rules import Message, Recipient
from lantoa.organisations import queries as organisations
from lantoa.regulations import queries as regulations
from lantoa.regulations.models import CalendarChange, DeadlineMove

KIND = "deadline"
# Who keeps the deadlines of a unit in view.
ROLES = ("clerk", "head")
MOST_LISTED = 10
MOST_OF_A_LABEL = 100


def tell_moves(*, at: datetime) -> int:
    """Tells the clerks and the head of a unit which of its running deadlines an act on the calendar moved; gives how
    many people were told now. One notice per act and person, however many deadlines; done again, it adds nothing.
    """
    moves = list(regulations.moves_made_since(at - LOOK_BACK))
    if not moves:
        return 0
    units = {move.deadline.unit_id for move in moves if move.deadline.unit_id is not None}
    holders: dict[int, set[int]] = {}
    for grant in organisations.grants_in(units, timezone.localdate(at)):
        if grant.role in ROLES:
            holders.setdefault(grant.unit_id, set()).add(grant.user_id)
    told: dict[tuple[int, int], list[DeadlineMove]] = {}
    for move in moves:
        for user in sorted(holders.get(move.deadline.unit_id or 0, ())):
            told.setdefault((move.change_id, user), []).append(move)
    keys = {both: _key(some[0].change, both[1]) for both, some in told.items()}
    known = set(Notice.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    fresh = [(both, some) for both, some in told.items() if keys[both] not in known]
    for (_change, user), some in fresh:
        _tell(some, user, at)
    return len(fresh)


def _key(change: CalendarChange, user: int) -> str:
    return f"moves-{change.uuid}:{user}"


@transaction.atomic
def _tell(moves: list[DeadlineMove], user: int, at: datetime) -> None:
    change = moves[0].change
    if len(moves) == 1:
        subject = f"Thời hạn {_said(moves[0])}"
        text = f"Do lịch nghỉ thay đổi: {change.why}."
    else:
        subject = f"{len(moves)} thời hạn của đơn vị dời ngày, do lịch nghỉ thay đổi"
        text = f"Lịch nghỉ thay đổi: {change.why}.\n{_listed(moves)}"
    message = Message(KIND, subject, text, reverse("regulations:calendar_change", args=[change.uuid]))
    notify(scope=TELLER, at=at, key=_key(change, user), message=message, to=[Recipient(user=user)])


def _listed(moves: Iterable[DeadlineMove]) -> str:
    lines = [_said(move) for move in moves]
    more = len(lines) - MOST_LISTED
    return "\n".join(lines[:MOST_LISTED] + ([f"và {more} thời hạn khác."] if more > 0 else []))


def _said(move: DeadlineMove) -> str:
    label = move.deadline.label
    if len(label) > MOST_OF_A_LABEL:
        label = f"{label[:MOST_OF_A_LABEL].rstrip()}…"
    return f"“{label}” dời từ {move.from_on:%d/%m/%Y} sang {move.to_on:%d/%m/%Y}"

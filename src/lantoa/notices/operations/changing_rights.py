"""Telling people that a change of the tree ended their roles, and what they have now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from lantoa.common.scopes import everything
from lantoa.notices.models import Notice
from lantoa.notices.operations.making import notify
from lantoa.notices.rules import Message, Recipient
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Change, Grant
from lantoa.organisations.queries import Moved
from lantoa.organisations.wording import ROLE_NAMES

KIND = "rights"
TELLER = everything("Lan Tỏa")
# Whoever looks once a minute misses nothing in a week that the worker was down.
LOOK_BACK = timedelta(days=7)
# What took effect longer ago is the past being written down: nobody waits to hear of it.
TOO_OLD_AFTER = timedelta(days=30)


def tell_changes(*, at: datetime) -> int:
    """Tells each holder of a role that a recent change ended, or whose role came back with its annulment; gives how
    many people were told now. Done again, or by two workers, each hears it once. A change that was annulled before
    anybody heard of it is not told.
    """
    recent = organisations.changes_since(at - LOOK_BACK, timezone.localdate(at) - TOO_OLD_AFTER)
    changes = list(recent)
    # What an annulment undid says whom it concerns.
    told_of = {one.pk: one.annuls or one for one in changes}
    moved = organisations.grants_ended_by(told_of.values())
    holders = {change: {grant.user_id for grant in both.ended} for change, both in moved.items()}
    asked = {_key(told_of[one.pk], user) for one in changes for user in holders.get(told_of[one.pk].pk, ())}
    asked |= {_key(one, user) for one in changes for user in holders.get(told_of[one.pk].pk, ())}
    known = set(Notice.objects.filter(key__in=asked).values_list("key", flat=True)) if asked else set()
    number = 0
    for one in changes:
        source = told_of[one.pk]
        for user in sorted(holders.get(source.pk, ())):
            was_told = _key(source, user) in known
            if _key(one, user) in known or (one.annuls_id and not was_told) or hasattr(one, "annulled_by"):
                continue
            _tell(one, moved[source.pk], user, at)
            number += 1
    return number


def _key(change: Change, user: int) -> str:
    return f"change-{change.uuid}:{user}"


@transaction.atomic
def _tell(change: Change, moved: Moved, user: int, at: datetime) -> None:
    ended = [grant for grant in moved.ended if grant.user_id == user]
    given = [grant for grant in moved.given if grant.user_id == user]
    day = (change.annuls or change).effective_on
    # What the person has besides: all that they may act in on the day, whatever this change did to it.
    now = list(organisations.grants_of(ended[0].user, max(day, timezone.localdate(at))))
    names = organisations.names_on([one.unit_id for one in (*ended, *given, *now)], day)
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = _said(change, ended, now, names)
    message = Message(KIND, subject, text, reverse("organisations:changed", args=[change.uuid]))
    notify(scope=TELLER, at=at, key=_key(change, user), message=message, to=[Recipient(user=user)])


def _said(change: Change, ended: list[Grant], now: list[Grant], names: Mapping[int, str]) -> tuple[str, str]:
    former = _roles(ended, names)
    if change.annuls:
        subject = f"Vai trò của đồng chí tại {names[ended[0].unit_id]} được giữ nguyên"
        text = (
            f"Thay đổi theo {change.annuls.paper}, có hiệu lực từ ngày {change.annuls.effective_on:%d/%m/%Y}, "
            f"đã bị hủy theo {change.paper}."
        )
    else:
        subject = f"Vai trò của đồng chí tại {names[ended[0].unit_id]} thay đổi từ ngày {change.effective_on:%d/%m/%Y}"
        text = f"Theo {change.paper}, từ ngày {change.effective_on:%d/%m/%Y} đồng chí không còn giữ: {former}."
    if now:
        return subject, f"{text}\nVai trò của đồng chí từ ngày ấy: {_roles(now, names)}."
    ask = "Nếu vẫn cần làm việc trên Lan Tỏa, hãy liên hệ người quản lý đơn vị để được cấp vai trò mới."
    return subject, f"{text}\nĐồng chí chưa có vai trò nào khác từ ngày ấy. {ask}"


def _roles(grants: Iterable[Grant], names: Mapping[int, str]) -> str:
    said = [f"{ROLE_NAMES.get(one.role, one.role)}, {names[one.unit_id]}" for one in grants]
    return "; ".join(dict.fromkeys(said))

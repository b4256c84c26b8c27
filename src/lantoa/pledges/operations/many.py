"""One text for many people at once, and a list from paper: all of it or nothing, and never anything twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.files.models import StoredFile
from lantoa.history.operations import acted, record_many
from lantoa.organisations.models import Person, Unit
from lantoa.pledges import queries
from lantoa.pledges.models import Deed, Pledge, PledgeStep
from lantoa.pledges.operations.moving import KIND, UnableToChangePledge, check, gate
from lantoa.pledges.operations.telling import arrange
from lantoa.pledges.operations.writing import DeedSaid, check_period, checked
from lantoa.pledges.queries.people import heads

MOST = 500
Line = tuple[Person, Sequence[DeedSaid]]


@dataclass(frozen=True, slots=True)
class Registered:
    """How many pledges were made, and the names of those who had one of that period already."""

    made: int
    had: tuple[str, ...] = ()


@transaction.atomic
def register_many(
    *,
    scope: Scope,
    unit: Unit,
    people: Sequence[Person],
    deeds: Sequence[DeedSaid],
    days: Period,
    today: date,
    sending: UUID,
    span: str = "year",
    is_confirmed: bool = False,
    paper: StoredFile | None = None,
) -> Registered:
    """One text becomes the pledge of each of these people, to be corrected alone afterwards.

    ``is_confirmed``: the branch agreed to all of them at once. ``paper``: the photo of their signed list.
    The same ``sending`` again makes nothing.
    """
    wanted = checked(deeds, days)
    lines = [(one, wanted) for one in people]
    said: dict[str, Any] = {"days": days, "span": span, "is_confirmed": is_confirmed, "paper": paper, "today": today}
    return register_listed(scope=scope, unit=unit, lines=lines, sending=sending, **said)


@transaction.atomic
def register_listed(
    *,
    scope: Scope,
    unit: Unit,
    lines: Sequence[Line],
    days: Period,
    today: date,
    sending: UUID,
    span: str = "year",
    is_confirmed: bool = False,
    paper: StoredFile | None = None,
) -> Registered:
    """The pledges of several people, each with deeds of their own; ``paper`` is the photo of the list."""
    check(scope, unit.pk, None, today, own=False)
    check_period(span, days)
    if not lines:
        raise UnableToChangePledge("Hãy chọn ít nhất một người.")
    if len(lines) > MOST:
        raise UnableToChangePledge(f"Mỗi lần đăng ký được nhiều nhất {MOST} người.")
    gate(unit.pk)
    own = {one.pk for one in queries.belongs(unit.pk, today)}
    if strangers := [one.full_name for one, _ in lines if one.pk not in own]:
        raise UnableToChangePledge(f"Không thuộc đơn vị này: {', '.join(strangers[:5])}. Hãy chọn lại.")
    if len({one.pk for one, _ in lines}) < len(lines):
        raise UnableToChangePledge("Có người được ghi hai lần. Hãy gộp các việc của người đó.")
    rows = Pledge.objects.filter(unit=unit, person__isnull=False, span=span, from_on=days.from_on)
    has = dict(rows.exclude(stage="dropped").values_list("person_id", "uuid"))
    heading = heads(unit.pk, today)
    # Pressed again after a pledge was dropped: it was made once and is not made anew by the same sending.
    once = {uuid5(sending, str(one.uuid)): one.pk for one, _ in lines}
    has |= {once[uuid]: uuid for uuid in Pledge.objects.filter(uuid__in=once).values_list("uuid", flat=True)}
    new = [(one, checked(deeds, days)) for one, deeds in lines if one.pk not in has]
    # Sent twice: what the first send made is no news.
    had = [one.full_name for one, _ in lines if one.pk in has and has[one.pk] != uuid5(sending, str(one.uuid))]
    made = Pledge.objects.bulk_create(
        Pledge(
            uuid=uuid5(sending, str(one.uuid)),
            unit=unit,
            person=one,
            span=span,
            from_on=days.from_on,
            to_on=days.to_on,
            is_head=one.pk in heading,
            stage="confirmed" if is_confirmed else "registered",
            origin="paper" if paper else "unit",
            paper=paper,
            made_by_id=scope.actor_id,
            made_at=timezone.now(),
        )
        for one, _ in new
    )
    Deed.objects.bulk_create(
        Deed(
            pledge=pledge,
            position=at,
            what=said.what,
            amount=said.amount,
            counted_in=said.counted_in,
            due_on=said.due_on,
            theme=said.theme,
        )
        for pledge, (_, deeds) in zip(made, new, strict=True)
        for at, said in enumerate(deeds)
    )
    _step(scope, made, "register", stage="registered", on=today, until=today if is_confirmed else None)
    if is_confirmed:
        _step(scope, made, "confirm", stage="confirmed", on=today, until=None)
    data = {"unit": unit.code, "from_on": days.from_on, "to_on": days.to_on, "is_confirmed": is_confirmed}
    data |= {"sending": str(sending)}
    record_many(scope=scope, verb="register", kind=KIND, acts=((one.uuid, data) for one in made))
    arrange(unit=unit, days={said.due_on for _, deeds in new for said in deeds}, at=timezone.now())
    return Registered(len(made), tuple(had))


def _step(scope: Scope, made: Sequence[Pledge], verb: str, *, stage: str, on: date, until: date | None) -> None:
    who = acted(scope, timezone.now())
    PledgeStep.objects.bulk_create(
        PledgeStep(pledge=one, verb=verb, stage=stage, from_on=on, until_on=until, **who) for one in made
    )

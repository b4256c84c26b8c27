"""What was done of a pledge, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.files.operations import keep_photo
from lantoa.history.operations import record
from lantoa.pledges import queries, rules
from lantoa.pledges.models import Deed, Pledge, Progress
from lantoa.pledges.operations.moving import KIND, UnableToChangePledge, check, enter, gate, held, next_stage
from lantoa.pledges.operations.telling import arrange
from lantoa.vietnamese.text import clean


@dataclass(frozen=True, slots=True)
class Assessment:
    """How one deed went ("done", "partly", "not"), in a few words."""

    outcome: str
    told: str = ""


@transaction.atomic
def add_progress(
    *,
    scope: Scope,
    deed: Deed,
    words: str,
    on: date,
    today: date,
    photo: tuple[str, bytes] | None = None,
    is_done: bool = False,
    uuid: UUID | None = None,
) -> Progress:
    """What was done of a deed, with a photo (name, bytes) that shows it; ``is_done``: it is finished with that day."""
    one = held(deed.pledge)
    check(scope, one.unit_id, one.person_id, today, own=True)
    if uuid and (known := Progress.objects.filter(uuid=uuid).first()):
        return known
    if one.stage not in rules.OPEN or deed.is_struck:
        raise UnableToChangePledge("Bản đăng ký này đã kết thúc hoặc chưa gửi nên không ghi tiến độ được.")
    said = clean(words).strip()[:600]
    if not said:
        raise UnableToChangePledge("Hãy ghi đã làm được gì.")
    if on > today:
        raise UnableToChangePledge("Ngày làm không thể sau hôm nay.")
    kept = keep_photo(scope=scope, name=photo[0], data=photo[1]) if photo else None
    made = Progress.objects.create(
        uuid=uuid or uuid4(),
        deed=deed,
        on=on,
        words=said,
        photo=kept,
        made_by_id=scope.actor_id,
        made_at=timezone.now(),
    )
    if is_done:
        Deed.objects.filter(pk=deed.pk).update(done_on=on)
    data = {"deed": str(deed.uuid), "on": on, "is_done": is_done, "has_photo": kept is not None}
    record(scope=scope, verb="progress", kind=KIND, uuid=one.uuid, data=data)
    arrange(unit=one.unit, days={deed.due_on}, at=timezone.now())
    return made


@transaction.atomic
def assess(*, scope: Scope, pledge: Pledge, said: Mapping[UUID, Assessment], today: date) -> Pledge:
    """Whoever undertook it says how each deed went; what is done and bore no day yet was done by today."""
    one = held(pledge)
    check(scope, one.unit_id, one.person_id, today, own=True)
    stage = next_stage(one, "assess")
    deeds = queries.deeds_of([one])[one.pk]
    for number, deed in enumerate(deeds, start=1):
        how = said.get(deed.uuid)
        if how is None or how.outcome not in rules.DONE:
            raise UnableToChangePledge(f"Việc {number}: hãy chọn đã làm xong, làm được một phần hay chưa làm được.")
        done_on = (deed.done_on or today) if how.outcome == "done" else None
        told = clean(how.told).strip()[:600]
        Deed.objects.filter(pk=deed.pk).update(outcome=how.outcome, told=told, done_on=done_on)
    enter(scope, one, "assess", stage, today=today)
    outcomes = [said[deed.uuid].outcome for deed in deeds]
    record(scope=scope, verb="assess", kind=KIND, uuid=one.uuid, data={"outcomes": outcomes, "on": today})
    arrange(unit=one.unit, days={deed.due_on for deed in deeds}, at=timezone.now())
    return one


@transaction.atomic
def close(*, scope: Scope, pledge: Pledge, result: str, today: date, note: str = "") -> Pledge:
    """The branch says how a pledge ended: fulfilled, partly, not."""
    one = held(pledge)
    check(scope, one.unit_id, one.person_id, today, own=False)
    stage = next_stage(one, "close")
    if result not in rules.RESULTS:
        raise UnableToChangePledge("Hãy chọn hoàn thành, hoàn thành một phần hay không hoàn thành.")
    one.result = result
    enter(scope, one, "close", stage, today=today, note=clean(note).strip()[:1000])
    record(scope=scope, verb="close", kind=KIND, uuid=one.uuid, data={"result": result, "on": today})
    return one


@transaction.atomic
def carry_over(*, scope: Scope, pledge: Pledge, today: date) -> Pledge:
    """What is not done goes on in the period that follows: a new pledge, a draft that points back; gives it."""
    gate(pledge.unit_id)
    one = held(pledge)
    check(scope, one.unit_id, one.person_id, today, own=False)
    stage = next_stage(one, "carry_over")
    left = [deed for deed in queries.deeds_of([one])[one.pk] if deed.done_on is None]
    if not left:
        raise UnableToChangePledge("Mọi việc đã làm xong; hãy kết luận bản đăng ký thay cho chuyển kỳ sau.")
    days = rules.next_period(one.span, Period(one.from_on, one.to_on))
    same = Pledge.objects.filter(unit=one.unit, person=one.person, span=one.span, from_on=days.from_on)
    if same.exclude(stage="dropped").exists():
        raise UnableToChangePledge(f"Đã có bản đăng ký {days.label()}. Hãy ghi việc chưa xong vào bản đó.")
    following = Pledge.objects.create(
        unit=one.unit,
        person=one.person,
        span=one.span,
        from_on=days.from_on,
        to_on=days.to_on,
        is_head=one.is_head,
        carried_from=one,
        origin="unit" if one.person_id else "own",
        made_by_id=scope.actor_id,
        made_at=timezone.now(),
    )
    Deed.objects.bulk_create(
        Deed(
            pledge=following,
            position=at,
            what=deed.what,
            amount=deed.amount,
            counted_in=deed.counted_in,
            due_on=days.to_on,
        )
        for at, deed in enumerate(left)
    )
    enter(scope, following, "write", "draft", today=today)
    enter(scope, one, "carry_over", stage, today=today)
    data = {"into": str(following.uuid), "deeds": len(left), "on": today}
    record(scope=scope, verb="carry_over", kind=KIND, uuid=one.uuid, data=data)
    arrange(unit=one.unit, days={deed.due_on for deed in left}, at=timezone.now())
    return following

"""A pledge goes from stage to stage by verbs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.history.operations import acted, record
from lantoa.organisations.models import Unit
from lantoa.pledges import queries, rules
from lantoa.pledges.models import Pledge, PledgeStep
from lantoa.pledges.operations.telling import arrange
from lantoa.vietnamese.text import clean

KIND = "pledge"


class UnableToChangePledge(Unable):
    """The pledge cannot be written or moved so, or not by this person."""


def gate(unit: int) -> None:
    """One after another for each unit: two sends of one form would both hear that it does not stand yet."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit)


def check(scope: Scope, unit: int, person: int | None, today: date, *, own: bool) -> None:
    """UnableToChangePledge unless the scope answers for the unit; ``own``: whoever undertakes it may too."""
    if queries.may_keep(scope, unit) or (own and queries.is_own(scope, person, today)):
        return
    raise UnableToChangePledge(
        "Tài khoản này chỉ được đăng ký và cập nhật việc của chính mình."
        if own
        else "Việc này do người trả lời thay mặt đơn vị thực hiện (bí thư chi bộ, cán bộ văn phòng)."
    )


def held(pledge: Pledge) -> Pledge:
    """The pledge, locked."""
    return Pledge.objects.select_for_update(of=("self",)).select_related("unit", "person").get(pk=pledge.pk)


def next_stage(one: Pledge, verb: str) -> str:
    """The stage that the verb leads to; UnableToChangePledge where it may not follow."""
    stage = rules.after(one.stage, verb)
    if stage is None:
        now = rules.STAGES[one.stage].lower()
        raise UnableToChangePledge(f"Không thể “{rules.VERBS.get(verb, verb).lower()}” khi bản đăng ký {now}.")
    return stage


def reason(verb: str, note: str) -> str:
    """The words that go with a verb; some verbs take them."""
    said = clean(note).strip()[:1000]
    if verb in rules.WITH_REASON and not said:
        raise UnableToChangePledge("Hãy ghi góp ý." if verb == "return" else "Hãy ghi lý do.")
    return said


def enter(scope: Scope, one: Pledge, verb: str, stage: str, *, today: date, note: str = "") -> None:
    """Writes that the pledge stands at a stage from today on."""
    now = one.steps.filter(until_on__isnull=True).first()
    on = max(today, now.from_on) if now else today
    if now:
        PledgeStep.objects.filter(pk=now.pk).update(until_on=on)
    PledgeStep.objects.create(pledge=one, verb=verb, stage=stage, from_on=on, note=note, **acted(scope, timezone.now()))
    one.stage = stage
    one.save(update_fields=["stage", "result"])


@transaction.atomic
def advance(*, scope: Scope, pledge: Pledge, verb: str, today: date, note: str = "") -> Pledge:
    """Sends a pledge, confirms it, returns it with remarks, asks to assess it anew, or drops it with a reason."""
    one = held(pledge)
    if verb not in ("register", "confirm", "return", "reassess", "drop"):
        raise UnableToChangePledge("Không có việc nào như vậy.")
    check(scope, one.unit_id, one.person_id, today, own=verb in rules.OWN or (verb == "drop" and _is_sketch(one)))
    stage, said = next_stage(one, verb), reason(verb, note)
    deeds = queries.deeds_of([one])[one.pk]
    if verb == "register" and not deeds:
        raise UnableToChangePledge("Hãy ghi ít nhất một việc sẽ làm.")
    enter(scope, one, verb, stage, today=today, note=said)
    record(scope=scope, verb=verb, kind=KIND, uuid=one.uuid, data={"unit": one.unit.code, "on": today})
    arrange(unit=one.unit, days={deed.due_on for deed in deeds}, at=timezone.now())
    return one


def _is_sketch(one: Pledge) -> bool:
    """Nobody has confirmed it yet, so whoever wrote it may take it back."""
    return one.stage in rules.WRITABLE


@transaction.atomic
def confirm_all(*, scope: Scope, unit: Unit, pledges: Collection[Pledge], today: date) -> int:
    """The branch confirms several at once; gives how many. Those that wait no more are passed over."""
    check(scope, unit.pk, None, today, own=False)
    rows = Pledge.objects.select_for_update(of=("self",)).filter(
        pk__in=[one.pk for one in pledges], unit=unit, stage="registered"
    )
    some = list(rows.order_by("pk"))
    for one in some:
        enter(scope, one, "confirm", "confirmed", today=today)
        record(scope=scope, verb="confirm", kind=KIND, uuid=one.uuid, data={"unit": unit.code, "on": today})
    return len(some)

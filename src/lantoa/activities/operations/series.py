"""What comes round again: its days are made ahead as rows, so that each keeps who came and what happened to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lantoa.activities import rules
from lantoa.activities.models import Activity, ActivityStep, Series
from lantoa.activities.operations.moving import KIND, UnableToChangeActivity, check, enter, gate, locked
from lantoa.activities.operations.writing import ActivitySaid, checked
from lantoa.activities.rules.recurrence import Recurrence, days
from lantoa.common.scopes import Scope
from lantoa.history.operations import acted, record, record_many
from lantoa.plans.models import Theme
from lantoa.practices.models import Practice
from lantoa.vietnamese.text import clean

# How far the days are made ahead.
AHEAD = timedelta(days=366)
# What the days of a series have in common, and a change "from this one on" gives to all that follow.
SHARED = ("kind", "title", "folded", "begins", "ends", "place", "about", "led_by", "speaker", "speaker_name")


@transaction.atomic
def start_series(
    *,
    scope: Scope,
    said: ActivitySaid,
    recurrence: Recurrence,
    today: date,
    to_on: date | None = None,
    uuid: UUID | None = None,
) -> Series:
    """A series from the day of ``said`` on. The same ``uuid`` again gives the one that stands."""
    gate(said.unit.pk)
    if uuid and (known := Series.objects.filter(uuid=uuid).first()):
        check(scope, known.unit_id)
        return known
    check(scope, said.unit.pk)
    one = _start(said, recurrence, to_on, today, uuid)
    made = make_days(scope, one, checked(said), list(said.themes), list(said.practices), after=None)
    if not made:
        raise UnableToChangeActivity("Trong những ngày đã ghi không có ngày nào theo lịch này. Hãy xem lại.")
    data = {"unit": said.unit.code, "rule": one.rule, "from_on": one.from_on, "to_on": one.to_on, "made": made}
    record(scope=scope, verb="start_series", kind="activity_series", uuid=one.uuid, data=data)
    return one


def _start(said: ActivitySaid, recurrence: Recurrence, to_on: date | None, today: date, uuid: UUID | None) -> Series:
    if to_on and to_on < said.from_on:
        raise UnableToChangeActivity("Ngày kết thúc phải sau ngày bắt đầu.")
    horizon = max(said.from_on, today) + AHEAD
    return Series.objects.create(
        uuid=uuid or uuid4(),
        unit=said.unit,
        rule=recurrence.rule,
        from_on=said.from_on,
        to_on=to_on,
        made_until_on=min(horizon, to_on) if to_on else horizon,
        made_at=timezone.now(),
    )


def make_days(
    scope: Scope,
    one: Series,
    columns: dict[str, Any],
    themes: list[Theme],
    practices: list[Practice],
    *,
    after: date | None,
) -> int:
    """Makes the days of a series that are not made yet, up to ``made_until_on``; gives how many."""
    begins = one.from_on if after is None else max(one.from_on, after + timedelta(days=1))
    coming = days(one.rule, begins, one.made_until_on, begun=one.from_on)
    # What was cancelled, moved or held by itself before the pattern changed is not made anew.
    known = set(Activity.objects.filter(series__in=[one.pk, one.continues_id]).values_list("slot_on", flat=True))
    wanted = [day for day in coming if day not in known and (after is None or day > after)]
    at = timezone.now()
    made = Activity.objects.bulk_create(
        Activity(
            **(columns | {"from_on": day, "to_on": day}),
            uuid=uuid5(one.uuid, day.isoformat()),
            unit=one.unit,
            series=one,
            slot_on=day,
            made_by_id=scope.actor_id,
            made_at=at,
        )
        for day in wanted
    )
    step = {"verb": "plan", "stage": "planned"} | acted(scope, at)
    ActivityStep.objects.bulk_create(ActivityStep(activity=each, on=each.from_on, **step) for each in made)
    for theme in themes:
        theme.activities.add(*made)
    for practice in practices:
        practice.activities.add(*made)
    data = {"unit": one.unit.code, "kind": columns["kind"], "title": columns["title"]}
    acts = ((each.uuid, data | {"on": each.from_on}) for each in made)
    record_many(scope=scope, verb="plan", kind=KIND, acts=acts)
    return len(made)


@transaction.atomic
def change_from(
    *, scope: Scope, activity: Activity, said: ActivitySaid, today: date, recurrence: Recurrence | None = None
) -> int:
    """Changes this one and all that follow in its series; gives how many.

    What was held, moved, postponed or cancelled by itself keeps what it says. With another ``recurrence`` the series
    goes on as a new one from this day: days that it no longer has are cancelled, and say so.
    """
    gate(activity.unit_id)
    this = locked(activity)
    check(scope, this.unit_id)
    if this.series is None or this.slot_on is None:
        raise UnableToChangeActivity("Hoạt động này không thuộc lịch định kỳ nào.")
    old = Series.objects.select_for_update(of=("self",)).select_related("unit").get(pk=this.series.pk)
    columns = {name: value for name, value in checked(said).items() if name in SHARED}
    following = list(old.activities.filter(slot_on__gte=this.slot_on, stage="planned").order_by("slot_on"))
    own = [each for each in following if each.from_on == each.slot_on]
    Activity.objects.filter(pk__in=[each.pk for each in own]).update(**columns, turn=F("turn") + 1)
    for each in own:
        each.turn += 1
        each.themes.set(said.themes)
        each.practices.set(said.practices)
    if recurrence and recurrence.rule != old.rule:
        _split(
            scope=scope,
            old=old,
            from_on=this.slot_on,
            own=own,
            said=said,
            recurrence=recurrence,
            today=today,
        )
    data = {"title": columns["title"], "from": this.slot_on}
    record_many(scope=scope, verb="change", kind=KIND, acts=((each.uuid, data) for each in own))
    return len(own)


def _split(
    *,
    scope: Scope,
    old: Series,
    from_on: date,
    own: list[Activity],
    said: ActivitySaid,
    recurrence: Recurrence,
    today: date,
) -> None:
    """The old series ends before a day, a new one goes on from it; days that both have move over with all they hold."""
    begun = replace(said, from_on=from_on, to_on=None)
    new = _start(begun, recurrence, old.to_on, today, None)
    new.continues = old
    new.save(update_fields=["continues"])
    kept = set(days(new.rule, from_on, new.made_until_on, begun=from_on))
    for each in own:
        if each.slot_on in kept:
            Activity.objects.filter(pk=each.pk).update(series=new)
        else:
            _cancel(scope, each, f"Lịch đổi thành {recurrence.words}")
    old.to_on = max(from_on - timedelta(days=1), old.from_on)
    old.made_until_on = min(old.made_until_on, old.to_on)
    old.save(update_fields=["to_on", "made_until_on"])
    make_days(scope, new, checked(begun), list(said.themes), list(said.practices), after=None)
    data = {"rule": new.rule, "from_on": from_on, "continues": str(old.uuid)}
    record(scope=scope, verb="start_series", kind="activity_series", uuid=new.uuid, data=data)


def _cancel(scope: Scope, one: Activity, why: str) -> None:
    enter(scope, one, "cancel", "cancelled", why)
    record(scope=scope, verb="cancel", kind=KIND, uuid=one.uuid, data={"on": one.from_on, "why": why})


@transaction.atomic
def end_series(*, scope: Scope, series: Series, last_on: date, why: str, today: date) -> int:
    """The series is over after a day: what is still planned later is cancelled; gives how many."""
    one = Series.objects.select_for_update(of=("self",)).select_related("unit").get(pk=series.pk)
    check(scope, one.unit_id)
    said = clean(why).strip()[:500]
    if not said:
        raise UnableToChangeActivity("Hãy ghi lý do.")
    if last_on < one.from_on:
        raise UnableToChangeActivity(f"Ngày cuối phải từ {one.from_on:%d/%m/%Y} trở đi.")
    if one.to_on and last_on > one.to_on:
        raise UnableToChangeActivity(f"Lịch này đã kết thúc ngày {one.to_on:%d/%m/%Y}.")
    rest = list(one.activities.filter(from_on__gt=last_on, stage__in=("planned", "postponed")).order_by("from_on"))
    for each in rest:
        if rules.after(each.stage, "cancel"):
            _cancel(scope, each, said)
    one.to_on, one.made_until_on = last_on, min(one.made_until_on, last_on)
    one.save(update_fields=["to_on", "made_until_on"])
    record(
        scope=scope, verb="end_series", kind="activity_series", uuid=one.uuid, data={"last_on": last_on, "why": said}
    )
    return len(rest)

"""A series is made longer: by a press, and by the worker before its days run out."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from lantoa.activities.models import Activity, Series
from lantoa.activities.operations.moving import UnableToChangeActivity, check
from lantoa.activities.operations.series import AHEAD, SHARED, make_days
from lantoa.common.scopes import Scope, everything
from lantoa.history.operations import record
from lantoa.organisations import queries as organisations

# The worker makes a series longer once fewer days than these lie ahead.
LEAST_AHEAD = timedelta(days=183)
# So many series at one go, so that the worker turns to other work in between.
AT_ONCE = 50
PLANNER = everything("Lịch định kỳ")


@transaction.atomic
def extend_series(*, scope: Scope, series: Series, today: date) -> int:
    """Makes the days of a further year, as the last of its days is; gives how many are new."""
    one = Series.objects.select_for_update(of=("self",)).select_related("unit").get(pk=series.pk)
    check(scope, one.unit_id)
    if one.to_on and one.made_until_on >= one.to_on:
        raise UnableToChangeActivity("Lịch này đã có đủ các ngày cho đến ngày kết thúc.")
    return _extend(scope, one, max(one.made_until_on, today) + AHEAD)


def extend_all(*, today: date) -> int:
    """Makes every series longer of which few days lie ahead, as the worker does; gives how many.

    Done again it finds nothing left to do. A series of a unit that stands no more is left as it is.
    """
    some = _running_out(today).order_by("made_until_on", "pk").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_extend_one(pk, today) for pk in list(some))


def _running_out(today: date) -> QuerySet[Series]:
    standing = organisations.standing(today).values("pk")
    more = Q(to_on__isnull=True) | Q(to_on__gt=F("made_until_on"), to_on__gte=today)
    with_days = Activity.objects.filter(series__isnull=False).values("series")
    return Series.objects.filter(more, made_until_on__lt=today + LEAST_AHEAD, unit__in=standing, pk__in=with_days)


@transaction.atomic
def _extend_one(pk: int, today: date) -> bool:
    # Another worker, or somebody by a press, may have been here meanwhile: it is looked at again behind the lock.
    found = _running_out(today).select_for_update(of=("self",)).select_related("unit").filter(pk=pk).first()
    if found is None:
        return False
    _extend(PLANNER, found, today + AHEAD)
    return True


def _extend(scope: Scope, one: Series, until: date) -> int:
    """Makes the days up to one, as the last of its days is; gives how many are new."""
    days_ = one.activities.order_by("-slot_on")
    # One that was moved or called off by itself says nothing of those to come.
    last = days_.filter(stage__in=("planned", "held"), from_on=F("slot_on")).first() or days_.first()
    newest = days_.values_list("slot_on", flat=True).first()
    if last is None:
        raise UnableToChangeActivity("Lịch này không còn ngày nào để làm mẫu cho các ngày sau.")
    one.made_until_on = min(until, one.to_on) if one.to_on else until
    one.save(update_fields=["made_until_on"])
    columns = {name: getattr(last, name) for name in SHARED}
    themes = [theme for theme in last.themes.all() if not theme.ended_as]
    made = make_days(scope, one, columns, themes, list(last.practices.all()), after=newest)
    record(scope=scope, verb="extend_series", kind="activity_series", uuid=one.uuid, data={"made": made})
    return made

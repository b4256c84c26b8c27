"""Activities, their kinds, what stands on their agenda, and what their counts add to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from lantoa.activities.models import Activity, Series, Tally, Topic
from lantoa.activities.rules import Kind, kind_of
from lantoa.activities.rules.counting import Count
from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import UnitAncestry
from lantoa.plans import queries as plans
from lantoa.plans.models import Theme
from lantoa.plans.queries import AgendaItem
from lantoa.practices.models import Practice
from lantoa.regulations import queries as regulations
from lantoa.vietnamese.text import fold

KINDS = "activity-kinds"
ATTENDANCE = "activity-attendance"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; empty parts narrow nothing."""

    unit: int | None = None
    takes_in_below: bool = True
    kind: str = ""
    stage: str = ""
    theme: Theme | None = None
    practice: Practice | None = None
    from_on: date | None = None
    to_on: date | None = None
    text: str = ""


def kinds(day: date) -> dict[str, Kind]:
    """The kinds of activities by code, as the rule of a day has them; one query."""
    return {row["code"]: kind_of(row) for row in regulations.on(KINDS, day).value["activities"]}


def kind(one: Activity) -> Kind:
    """The kind of an activity, as the rule of its day has it; by the bare code where the rule knows it no more."""
    return kinds(one.from_on).get(one.kind) or Kind(one.kind, one.kind, content=False)


def excused_leave(day: date) -> bool:
    """Whether the excused leave the denominator of a rate, by the rule of a day."""
    return bool(regulations.on(ATTENDANCE, day).value.get("excused_leave_the_base", True))


def reasons(day: date) -> list[str]:
    """For what people are excused, by the rule of a day."""
    return [str(one) for one in regulations.on(ATTENDANCE, day).value.get("reasons", [])]


def activities() -> QuerySet[Activity]:
    """Every activity with what a page shows of it joined, the latest first."""
    found = Activity.objects.select_related("unit", "series", "speaker__person")
    return found.order_by("-from_on", "-begins", "-pk")


def activity(uuid: UUID) -> Activity | None:
    """One activity."""
    return activities().filter(uuid=uuid).first()


def series(uuid: UUID) -> Series | None:
    """One series."""
    return Series.objects.select_related("unit", "continues").filter(uuid=uuid).first()


def activities_among(uuids: Collection[UUID]) -> set[UUID]:
    """Those of these that are activities."""
    return set(Activity.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))


def readable(scope: Scope) -> QuerySet[Activity]:
    """The activities that the scope may read."""
    reach = scope.units("read")
    return activities() if reach is None else activities().filter(unit__in=reach)


def narrowed(found: QuerySet[Activity], wanted: Wanted) -> QuerySet[Activity]:
    """The activities that fit; days overlap."""
    if wanted.unit is not None:
        below = UnitAncestry.objects.filter(ancestor=wanted.unit).values("descendant")
        own = Q(unit=wanted.unit)
        found = found.filter(own | Q(unit__in=below)) if wanted.takes_in_below else found.filter(own)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.stage:
        found = found.filter(stage=wanted.stage)
    if wanted.theme is not None:
        found = found.filter(themes=wanted.theme)
    if wanted.practice is not None:
        found = found.filter(practices=wanted.practice)
    if wanted.from_on:
        found = found.filter(to_on__gte=wanted.from_on)
    if wanted.to_on:
        found = found.filter(from_on__lte=wanted.to_on)
    if folded := fold(wanted.text).strip():
        found = found.filter(folded__contains=folded)
    return found


def years_of(found: QuerySet[Activity], today: date) -> list[int]:
    """The years in which these are held, and this one, the latest first."""
    dates = found.order_by().dates("from_on", "year")
    return sorted({one.year for one in dates} | {today.year}, reverse=True)


def counts_of(some: Iterable[int]) -> dict[int, list[Tally]]:
    """What was counted at each activity, by unit; one query."""
    found: dict[int, list[Tally]] = {pk: [] for pk in some}
    for row in Tally.objects.filter(activity__in=found).select_related("unit").order_by("unit__code", "pk"):
        found[row.activity_id].append(row)
    return found


def sums(found: QuerySet[Activity], day: date) -> list[tuple[str, list[Count]]]:
    """The counts of what was held among these, by the class that their units have on a day: what sums and rates are
    made of. Two queries."""
    held = found.filter(stage="held").order_by().values("pk")
    rows = list(Tally.objects.filter(activity__in=held).order_by("pk"))
    units = organisations.named(day).filter(pk__in={row.unit_id for row in rows})
    classes = {one.pk: (one.rank, one.class_name) for one in units}
    by: dict[tuple[int, str], list[Count]] = {}
    for row in rows:
        by.setdefault(classes[row.unit_id], []).append(row.count)
    return [(name, by[rank, name]) for rank, name in sorted(by)]


def agenda_of(one: Activity, kind_: Kind) -> list[AgendaItem]:
    """What approved plans put on this meeting: what is due on its day, not treated at another meeting of the unit, and
    not to be taken on by one that comes before it."""
    if not kind_.topics or one.stage in ("cancelled", "postponed"):
        return []
    due = plans.agenda_for(one.unit_id, one.from_on, one.to_on, "meeting")
    if not due:
        return []
    first = min(item.from_on for item in due)
    others = Activity.objects.filter(unit=one.unit_id).exclude(pk=one.pk)
    treated = set(
        Topic.objects.filter(activity__in=others, task__in=[item.task_uuid for item in due]).values_list(
            "task", "words"
        )
    )
    with_topics = [code for code, known in kinds(one.from_on).items() if known.topics]
    before = list(
        others.filter(stage="planned", kind__in=with_topics, from_on__gte=first, from_on__lt=one.from_on).values_list(
            "from_on", flat=True
        )
    )
    own = set(Topic.objects.filter(activity=one).values_list("task", "words"))
    return [
        item
        for item in due
        if (item.task_uuid, item.words) in own
        or (
            (item.task_uuid, item.words) not in treated and not any(item.from_on <= day <= item.to_on for day in before)
        )
    ]

"""Which reports are owed, by whom, when: from the types in force and the tree of that day. None is made beforehand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from lantoa.common.periods import Period
from lantoa.indicators import buckets
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.regulations import queries as regulations
from lantoa.regulations.calendars import Calendar, UnknownDay
from lantoa.regulations.limits import due_on
from lantoa.reports.models import Received, Report, ReportType
from lantoa.reports.rules import due, papers
from lantoa.reports.rules.due import Stretch

# A report is shown as owed from so many days before its figures close.
AHEAD = timedelta(days=45)
# What was owed longer ago and never sent is no longer asked after.
BEHIND = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that a unit owes, or has sent; ``received`` when it came as a file from outside."""

    type: ReportType
    unit: NamedUnit
    stretch: Stretch
    due_on: date
    report: Report | None
    received: Received | None = None

    @property
    def is_sent(self) -> bool:
        """Whether whoever asked for it has it."""
        return self.received is not None or (self.report is not None and self.report.stage in papers.SENT)

    @property
    def stage(self) -> str:
        """Where it stands: of papers.STAGES, "received" for a file, empty while nobody began it."""
        if self.report and (self.report.stage in papers.SENT or not self.received):
            return self.report.stage
        return "received" if self.received else ""

    def late(self, today: date) -> int:
        """How many days late; 0 for what is sent."""
        return 0 if self.is_sent else due.days_late(self.due_on, today)


def types() -> QuerySet[ReportType]:
    """Every report type, with what a page shows of it joined."""
    return ReportType.objects.select_related("asker", "outline", "made_by")


def types_on(day: date) -> QuerySet[ReportType]:
    """Those in force on a day."""
    return types().filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day).order_by("name", "pk")


def types_of(unit: int, day: date) -> list[ReportType]:
    """The types by which a unit owes reports on a day: its own, and those of the units directly above it."""
    asks = Q(asker=unit, reporters="own")
    for asker, line in organisations.directly_above(unit, day):
        asks |= Q(asker=asker, line=line, reporters="below")
    return list(types_on(day).filter(asks))


def stretches(one: ReportType, years: Iterable[int]) -> list[Stretch]:
    """The periods that a type asks about that end in these years, from the day on which it began to ask."""
    first_day = _first_day(one)
    if one.named_from and one.named_to:
        found = [due.stretch(Period(one.named_from, one.named_to), first_day)]
    else:
        found = [each for year in years for each in due.stretches_of(one.cadences, year, first_day)]
    return [
        each for each in found if each.days.to_on >= one.from_on and (not one.to_on or each.days.to_on <= one.to_on)
    ]


def _first_day(one: ReportType) -> int:
    return max(buckets.cuts()) if one.closing == "state" else 1


def due_of(one: ReportType, stretch: Stretch, calendar: Calendar | None = None) -> date:
    """The day on which a report is due; by days of the calendar where the working calendar ends before."""
    days, last = one.due_days, stretch.days.to_on
    try:
        return due_on(calendar or regulations.calendar(), last, days=days, counting=one.counting, rolls=True)
    except (UnknownDay, OverflowError):
        return last + timedelta(days=days)


def owed_by(unit: NamedUnit, today: date, *, until: date | None = None) -> list[Owed]:
    """What a unit owes around a day, sent or not, the soonest due first; with ``until`` all whose figures close by
    then, as far as is asked for today. Five queries."""
    last = until or today + AHEAD
    calendar, own = regulations.calendar(), types_of(unit.pk, today)
    known = {_key(one): one for one in Report.objects.filter(unit=unit.pk, type__in=own)}
    files = {_key(one): one for one in _received().filter(unit=unit.pk, type__in=own)}
    found = []
    for one in own:
        for each in stretches(one, range(today.year - 1, max(today.year, last.year if until else 0) + 1)):
            key = one.pk, each.named.from_on, each.named.to_on
            if each.days.to_on <= last and each.days.to_on + BEHIND >= today:
                day = known[key].due_on if key in known else due_of(one, each, calendar)
                found.append(Owed(one, unit, each, day, known.get(key), files.get(key)))
    return sorted(found, key=lambda owed: (owed.due_on, owed.type.name))


def _key(one: Report | Received) -> tuple[int, date, date]:
    return one.type_id, one.named_from, one.named_to


def board(one: ReportType, stretch: Stretch) -> list[Owed]:
    """Every unit that owes a report of a type about a period, as the tree stood on the last of its days."""
    ((_stretch, _due_on, rows),) = boards(one, [stretch])
    return rows


def boards(one: ReportType, some: Sequence[Stretch]) -> list[tuple[Stretch, date, list[Owed]]]:
    """The same of several periods, each with the day on which its reports are due; one query for each, and four."""
    ends = {
        "named_from__in": {each.named.from_on for each in some},
        "named_to__in": {each.named.to_on for each in some},
    }
    known = {(*_key(report), report.unit_id): report for report in one.reports.filter(**ends)}
    files = {(*_key(file), file.unit_id): file for file in _received().filter(type=one, **ends)}
    calendar = regulations.calendar() if some else None
    found = []
    for each in some:
        key, day = (one.pk, each.named.from_on, each.named.to_on), due_of(one, each, calendar)
        rows = [
            Owed(one, unit, each, day, known.get((*key, unit.pk)), files.get((*key, unit.pk)))
            for unit in reporters(one, each.days.to_on)
        ]
        found.append((each, day, rows))
    return found


def reporters(one: ReportType, day: date) -> list[NamedUnit]:
    """The units that owe reports of a type on a day, in Vietnamese order."""
    if one.reporters == "own":
        return [organisations.unit(str(one.asker.uuid), day)]
    below = organisations.children(one.asker_id, one.line, day)
    return [unit for unit in below if one.line != "place" or unit.is_place]


def _received() -> QuerySet[Received]:
    return Received.objects.filter(ended_at__isnull=True).select_related("file").order_by("received_at")


def stretch_of(one: ReportType, code: str) -> Stretch | None:
    """The period of a type with that code ("2026-Q1"); None where it asks for none such."""
    try:
        named = Period.parse(code[:40])
    except ValueError:
        return None
    return next((each for each in stretches(one, (named.to_on.year,)) if each.named == named), None)


def type_(uuid: UUID) -> ReportType | None:
    """One report type."""
    return types().filter(uuid=uuid).first()


def late(rows: Collection[Owed], today: date) -> list[Owed]:
    """Those that are due and not sent."""
    return [one for one in rows if one.late(today)]

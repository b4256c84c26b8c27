"""What each concept has to be done by a day. A new concept adds one function here and its words to ``wording``.

Every function takes what is wanted and gives entries, in as many queries however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.urls import reverse

from lantoa.activities import queries as activities
from lantoa.activities.queries import CalendarEntry
from lantoa.common.periods import Period
from lantoa.contributions.queries import care
from lantoa.desk.due.entries import Entry, Wanted
from lantoa.desk.due.wording import OFF, many_cared, many_deeds
from lantoa.directives import queries as directives
from lantoa.plans import queries as plans
from lantoa.pledges import queries as pledges
from lantoa.practices import queries as practices
from lantoa.practices.spread_wording import STAGES as SPREAD_STAGES
from lantoa.practices.spread_wording import after_months
from lantoa.reports import queries as reports
from lantoa.reports.pages.wording import STAGES

# Of each: a calendar of more would help nobody.
MOST = 500

Source = Callable[[Wanted], Iterator[Entry]]


def reports_to_send(wanted: Wanted) -> Iterator[Entry]:
    """The reports that the unit owes and has not sent."""
    unit = wanted.unit
    if unit is None or not wanted.scope.may("report", unit.pk):
        return
    owed = reports.owed_by(unit, wanted.today, until=wanted.days.to_on)
    for one in [one for one in owed if not one.is_sent][:MOST]:
        path = reverse("reports:paper", args=[one.report.uuid]) if one.report else reverse("reports:owed")
        # One that nobody has begun is no record yet, and is called the same when it has become one.
        called = uuid5(NAMESPACE_URL, f"{one.type.uuid}/{unit.uuid}/{one.stretch.named.code}")
        title, stage = f"{one.type.name}, {one.stretch.named.label()}", str(STAGES.get(one.stage, ""))
        yield Entry("report", called, title, path, one.due_on, note=stage)


def papers_to_answer(wanted: Wanted) -> Iterator[Entry]:
    """The papers that the unit, or a body whose papers its office keeps, was sent and has not answered."""
    if wanted.unit is None:
        return
    own = directives.own_units(wanted.unit.pk, wanted.today)
    mine = [one.pk for one in own if wanted.scope.may("answer", one.pk)]
    for one in directives.asked_of(mine)[:MOST]:
        title = f"{one.directive.code}: {one.directive.abstract}"
        yield Entry("paper", one.uuid, title, reverse("directives:answer", args=[one.uuid]), one.due_on)


def tasks(wanted: Wanted) -> Iterator[Entry]:
    """The tasks that approved plans gave the unit or the people."""
    unit = wanted.unit.pk if wanted.unit and wanted.scope.may("read", wanted.unit.pk) else None
    if unit is None and not wanted.people:
        return
    for one in plans.tasks_left(wanted.days, unit=unit, people=wanted.people)[:MOST]:
        yield Entry("task", one.uuid, one.name, reverse("plans:task", args=[one.uuid]), one.due_on, note=one.plan.name)


def deeds(wanted: Wanted) -> Iterator[Entry]:
    """What the people, or the unit itself, undertook to do."""
    unit = _inside(wanted)
    if unit is None and not wanted.people:
        return
    for one in pledges.deeds_left(wanted.days, unit=unit, people=wanted.people)[:MOST]:
        yield Entry("deed", one.uuid, one.what, reverse("pledges:pledge", args=[one.pledge.uuid]), one.due_on)


def deeds_of_members(wanted: Wanted) -> Iterator[Entry]:
    """How many deeds the people of the unit have still to do: their number, never whose."""
    if (unit := _inside(wanted)) is None or wanted.unit is None:
        return
    for day, many in pledges.many_left(unit, wanted.days)[:MOST]:
        called = uuid5(NAMESPACE_URL, f"{wanted.unit.uuid}/deeds/{day}")
        path = f"{reverse('pledges:list')}?unit={wanted.unit.uuid}&year={day.year}"
        yield Entry("deeds", called, many_deeds(many), path, day)


def held(wanted: Wanted) -> Iterator[Entry]:
    """What the unit holds, and at what the people are expected or have signed up; what was called off says so."""
    unit = wanted.unit.pk if wanted.unit and wanted.scope.may("read", wanted.unit.pk) else None
    days = (wanted.days.from_on, wanted.days.to_on)
    found = activities.calendar_of_unit(unit, *days) if unit is not None else []
    found += activities.calendar_of_people(wanted.people, *days) if wanted.people else []
    # Of very many the latest: days are made ahead for a year, so that those to come are among them.
    for one in sorted(found, key=lambda each: each.from_on)[-MOST:]:
        yield Entry(
            "activity",
            one.uuid,
            one.title,
            one.address,
            from_at=one.starts_at,
            to_at=_end_of(one),
            days=None if one.starts_at else Period(one.from_on, one.to_on),
            note=str(OFF.get(one.stage, "")),
            place=one.place,
            is_off=one.stage in OFF,
            is_done=one.stage == "held",
            turn=one.turn,
        )


def _end_of(one: CalendarEntry) -> datetime | None:
    """When it ends; one of several days of which no hour is known goes on to the end of the last."""
    if one.starts_at is None or one.ends_at is not None or one.to_on == one.from_on:
        return one.ends_at
    return datetime.combine(one.to_on + timedelta(days=1), time(), one.starts_at.tzinfo)


def practices_to_check(wanted: Wanted) -> Iterator[Entry]:
    """What the unit took up from elsewhere and has to look at again, so many months after it began."""
    if wanted.unit is None or not wanted.scope.may("confirm", wanted.unit.pk):
        return
    for mark in practices.checks_due([wanted.unit.pk], wanted.today, wanted.days.to_on)[:MOST]:
        one = mark.replication
        assert one.practice is not None
        called = uuid5(one.uuid, str(mark.months))
        path = reverse("practices:replication", args=[one.uuid])
        yield Entry("spread_check", called, one.practice.name, path, mark.due_on, note=after_months(mark.months))


def practices_to_answer(wanted: Wanted) -> Iterator[Entry]:
    """What the unit was given, offered or asked for and has neither answered nor begun; no day is set for it."""
    if wanted.unit is None or not wanted.scope.may("confirm", wanted.unit.pk):
        return
    for one in practices.waiting_for([wanted.unit.pk])[:MOST]:
        title = one.source.name if one.source else one.source_words
        path = reverse("practices:replication", args=[one.uuid])
        yield Entry("spread", one.uuid, title, path, note=str(SPREAD_STAGES[one.stage]))


def pilots_to_review(wanted: Wanted) -> Iterator[Entry]:
    """The unit's pilots whose registered year ends: to be reviewed, then closed or kept on."""
    if wanted.unit is None or not wanted.scope.may("confirm", wanted.unit.pk):
        return
    own = practices.of_units(practices.register(), frozenset({wanted.unit.pk}))
    for one, day in practices.pilots_to_review(own, wanted.days.to_on)[:MOST]:
        path = reverse("practices:practice", args=[one.uuid])
        yield Entry("pilot", one.uuid, one.name, path, day)


def care_to_review(wanted: Wanted) -> Iterator[Entry]:
    """How many whom the unit or the people look after are to be looked at again, by day: numbers, never who.

    Calendars leave the house, and to read a name is an act that is written down.
    """
    if wanted.unit is None and not wanted.people:
        return
    unit, people = wanted.unit, sorted(wanted.people)
    found = care.reviews_due(wanted.scope, wanted.days, unit=unit.pk if unit else None, people=people)
    for one in found[:MOST]:
        called = uuid5(NAMESPACE_URL, f"{unit.uuid if unit else people}/care/{one.on}")
        path = f"{reverse('contributions:care_names')}?{care.REVIEWED}={one.on}"
        yield Entry("care", called, many_cared(one.households, one.pupils), path, one.on)


def _inside(wanted: Wanted) -> int | None:
    unit = wanted.unit
    return unit.pk if unit is not None and pledges.may_see_inside(wanted.scope, unit.pk) else None


SOURCES: tuple[Source, ...] = (
    reports_to_send,
    papers_to_answer,
    tasks,
    deeds,
    deeds_of_members,
    held,
    practices_to_check,
    practices_to_answer,
    pilots_to_review,
    care_to_review,
)


def gather(wanted: Wanted) -> list[Entry]:
    """Everything that is wanted, once each, by day; what has none comes last."""
    found = {(one.kind, one.uuid): one for source in SOURCES for one in source(wanted)}
    inside = [one for one in found.values() if one.day is None or wanted.days.from_on <= one.day <= wanted.days.to_on]
    return sorted(inside, key=lambda one: (one.day is None, one.day or wanted.today, one.kind, one.title))

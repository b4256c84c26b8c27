"""Entries as a calendar file (iCalendar, RFC 5545), which calendar programs subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event
from icalendar.prop import vDuration

from lantoa.desk.due.entries import Entry
from lantoa.desk.due.wording import BY_NAME, KINDS

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
# So often a program is asked to look again.
LOOK_AGAIN = timedelta(hours=4)
# What lasts a day begins at midnight: nine in the morning of the day before.
REMIND_BEFORE, REMIND_BEFORE_HOURS = timedelta(hours=15), timedelta(hours=2)


def write(name: str, entries: Iterable[Entry], *, today: date, site: str) -> bytes:
    """The calendar of that name; the same entries give the same bytes all day long. ``site`` is the public address."""
    made = Calendar()
    made.add("prodid", "-//Lan Toa//vi")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", HERE.key)
    made.add("refresh-interval", vDuration(LOOK_AGAIN), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(LOOK_AGAIN))
    for one in entries:
        if one.day is not None:
            made.add_component(_event(one, today, site))
    made.add_missing_timezones(first_date=today - timedelta(days=400), last_date=today + timedelta(days=800))
    written: bytes = made.to_ical()
    return written


def _event(one: Entry, today: date, site: str) -> Event:
    event, address = Event(), f"{site}{one.path}"
    event.add("uid", f"{one.kind}-{one.uuid}@{urlsplit(site).hostname}")
    event.add("dtstamp", datetime.combine(today, time(), tzinfo=HERE).astimezone(UTC))
    event.add("summary", _summary(one))
    if one.turn is not None:
        event.add("sequence", one.turn)
    event.add("description", "\n".join(filter(None, (one.note, address))))
    event.add("url", address)
    event.add("categories", [str(KINDS[one.kind])])
    if one.place:
        event.add("location", one.place)
    if one.from_at is not None:
        event.add("dtstart", one.from_at.astimezone(HERE))
        if one.to_at is not None:
            event.add("dtend", one.to_at.astimezone(HERE))
    elif one.days is not None:
        event.add("dtstart", one.days.from_on)
        event.add("dtend", one.days.to_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")  # no hour is known, and nobody is busy all day
    elif one.on is not None:
        event.add("dtstart", one.on)
        event.add("dtend", one.on + timedelta(days=1))  # the first day that it takes no more
        event.add("transp", "TRANSPARENT")  # a due day keeps nobody busy
    event.add("status", "CANCELLED" if one.is_off else "CONFIRMED")
    if not one.is_off:
        event.add_component(_alarm(one))
    return event


def _summary(one: Entry) -> str:
    """What the calendar says; many programs strike nothing through, so what is off says it in words."""
    if one.kind not in BY_NAME:
        return f"{KINDS[one.kind]}: {one.title}"
    return f"{one.note}: {one.title}" if one.is_off else one.title


def _alarm(one: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.title)
    alarm.add("trigger", -(REMIND_BEFORE_HOURS if one.from_at else REMIND_BEFORE))
    return alarm

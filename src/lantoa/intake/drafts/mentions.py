"""What is only kept with its paper: papers, units, people, activities and days that it names."""

from __future__ import annotations

from lantoa.intake.drafts.amounts import Draft
from lantoa.intake.drafts.known import Known, match_unit
from lantoa.reading import findings as read
from lantoa.vietnamese.text import clean, fold


def document(item: read.Document) -> Draft:
    """A paper from elsewhere, by its number where it has one."""
    name = f"{item.type} {item.number}" if item.number and item.type else clean(item.surface)
    return Draft(_named(name) | {"issuer": item.issuer or "", "date": item.date or ""})


def unit(item: read.Unit, known: Known) -> Draft:
    """A unit: the one that bears this very name, or likely ones, or only its name."""
    made = Draft(_named(item.resolved or item.surface))
    match = match_unit(item.resolved or item.surface, known)
    if match:
        made.follow(match[0].lesson, item.surface, match[0].name)
        record = {"kind": "unit", "uuid": match[0].uuid, "name": match[0].name}
        made.draft["match" if match[1] else "likely"] = record if match[1] else [record]
    return made


def person(item: read.Person, known: Known) -> Draft:
    """A person: joined by itself never, offered where the register has one of that name."""
    made = Draft(_named(item.surface) | {"role": item.role or ""})
    if people := known.people.get(fold(item.surface)):
        made.draft["likely"] = [{"kind": "person", "uuid": one.uuid, "name": one.name} for one in people]
    return made


def activity(item: read.Activity) -> Draft:
    """Something done, with how often as written."""
    return Draft(_named(item.surface) | {"type": item.type, "frequency": item.frequency or ""})


def day(item: read.Date) -> Draft:
    """A day or a period, in the date notation."""
    return Draft(_named(item.surface) | {"value": item.value})


def _named(name: str) -> dict[str, object]:
    return {"register": "mention", "name": " ".join(clean(name).split())[:400]}

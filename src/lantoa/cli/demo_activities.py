"""Activities of the demonstration: a year of branch meetings, Saturdays in the hamlets, a contest, talks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol
from uuid import NAMESPACE_URL, uuid5

from lantoa.activities import operations, queries
from lantoa.activities.models import Activity, Speaker
from lantoa.activities.operations import ActivitySaid, EntrySaid, PersonSaid, SpeakerSaid, TotalSaid
from lantoa.activities.rules.counting import Count
from lantoa.activities.rules.recurrence import Recurrence
from lantoa.common.scopes import everything
from lantoa.organisations.models import Person, Unit
from lantoa.plans.models import Theme
from lantoa.practices.models import Practice

PRODUCT = everything("bản trình diễn")
CAME = PersonSaid("came", "direct")


class Loaded(Protocol):
    """What the province has founded so far."""

    plan: dict[str, Any]
    units: dict[str, Unit]
    people: dict[str, Person]
    today: date


def load(province: Loaded) -> int:
    """Plans, holds and counts what demo.toml says, in its order; gives how many activities there are."""
    speakers = {row["key"]: _speaker(province, row) for row in province.plan.get("speakers", ())}
    for row in province.plan.get("series", ()):
        _series(province, row)
    for row in province.plan.get("activities", ()):
        said = _said(province, row, speakers)
        one, _new = operations.plan(scope=PRODUCT, said=said, today=province.today)
        _held(province, one, row)
    return queries.activities().count()


def _speaker(province: Loaded, row: Mapping[str, Any]) -> Speaker:
    said = SpeakerSaid(
        province.units[row["unit"]],
        row["from_on"],
        province.people[row["person"]],
        role=row.get("role", "reporter"),
        level=row.get("level", "commune"),
    )
    return operations.name_speaker(scope=PRODUCT, said=said)


def _said(province: Loaded, row: Mapping[str, Any], speakers: Mapping[str, Speaker]) -> ActivitySaid:
    return ActivitySaid(
        unit=province.units[row["unit"]],
        kind=row["kind"],
        title=row["title"],
        from_on=row["on"],
        to_on=row.get("to_on"),
        begins=row.get("begins"),
        place=row.get("place", ""),
        about=row.get("about", ""),
        led_by=row.get("led_by", ""),
        speaker=speakers.get(row.get("speaker", "")),
        themes=list(Theme.objects.filter(name__in=row.get("themes", ()))),
        practices=list(Practice.objects.filter(name__in=row.get("practices", ()))),
    )


def _series(province: Loaded, row: Mapping[str, Any]) -> None:
    """A series whose days up to ``counted_to`` were held; ``away``: who was not there on which, in turn."""
    recurrence = Recurrence(row["pattern"], row.get("weekday", 0), tuple(row.get("weeks", ())), row.get("day", 1))
    said = _said(province, row, {})
    series = operations.start_series(
        scope=PRODUCT, said=said, recurrence=recurrence, today=province.today, to_on=row.get("to_on")
    )
    held = list(series.activities.filter(slot_on__lte=row["counted_to"]).order_by("slot_on"))
    for at, one in enumerate(held):
        if "totals" in row:
            direct, expected = row["totals"][at % len(row["totals"])]
            _total(province, one, {"unit": row["unit"], "expected": expected, "direct": direct} | row["counts"])
        else:
            _names(province, one, row["away"][at % len(row["away"])])
        for words in row.get("raised", ())[at : at + 1]:
            operations.raise_matter(scope=PRODUCT, activity=one, words=words)
    if why := row.get("moved"):
        coming = series.activities.filter(stage="planned").order_by("slot_on").first()
        assert coming is not None
        on = coming.from_on + timedelta(days=1)
        operations.advance(scope=PRODUCT, activity=coming, verb="move", today=province.today, note=why, on=on)


def _held(province: Loaded, one: Activity, row: Mapping[str, Any]) -> None:
    """What came of an activity that lies behind."""
    if row["on"] > province.today:
        return
    if "away" in row:
        _names(province, one, row["away"])
    for each in row.get("totals", ()):
        _total(province, one, each)
    if not {"away", "totals"} & row.keys():
        operations.advance(scope=PRODUCT, activity=one, verb="hold", today=province.today)
    if minutes := row.get("minutes"):
        operations.write_minutes(scope=PRODUCT, activity=one, text=minutes)
    for words in row.get("raised", ()):
        operations.raise_matter(scope=PRODUCT, activity=one, words=words)
    for piece in row.get("pieces", ()):
        operations.add_piece(scope=PRODUCT, activity=one, today=province.today, **piece)
    if contest := row.get("contest"):
        _contest(province, one, contest)


def _names(province: Loaded, one: Activity, away: Mapping[str, str]) -> None:
    """Everybody came but those who are named: with a reason, or "" for absent; "online" for by another way."""
    said = {}
    for row in queries.roster(one, queries.kind(one)):
        how = away.get(row.person.full_name)
        if how == "online":
            said[row.person.uuid] = PersonSaid("came", "online")
        elif how:
            said[row.person.uuid] = PersonSaid("excused", reason=how)
        elif how is None:
            said[row.person.uuid] = CAME
    sending = uuid5(NAMESPACE_URL, f"{one.uuid}")
    operations.record_names(scope=PRODUCT, activity=one, said=said, sending=sending, today=province.today)


def _total(province: Loaded, one: Activity, row: Mapping[str, Any]) -> None:
    names = ("excused", "direct", "online", "television", "video", "guests")
    count = Count(row.get("expected"), **{name: row[name] for name in names if name in row})
    said = TotalSaid(province.units[row["unit"]], count, row.get("who", ""))
    sending = uuid5(NAMESPACE_URL, f"{one.uuid} {row['unit']}")
    operations.record_total(scope=PRODUCT, activity=one, said=said, sending=sending, today=province.today)


def _contest(province: Loaded, one: Activity, row: Mapping[str, Any]) -> None:
    criteria = [(name, Decimal(most)) for name, most in row["criteria"]]
    operations.set_up_contest(scope=PRODUCT, activity=one, jurors=row["jurors"], criteria=criteria)
    entries = []
    for each in row["entries"]:
        said = EntrySaid(each["title"], each["by"], unit=province.units[each["unit"]])
        entries.append(operations.add_entry(scope=PRODUCT, activity=one, said=said))
    sheet = queries.sheet(one)
    for at, juror in enumerate(sheet.jurors):
        scores = {
            (entry.uuid, criterion.uuid): Decimal(points)
            for entry, each in zip(entries, row["entries"], strict=True)
            for criterion, points in zip(sheet.criteria, each["scores"][at], strict=True)
        }
        operations.give_scores(scope=PRODUCT, activity=one, juror=juror, scores=dict(scores))
    prizes = {entry.uuid: each.get("prize", "") for entry, each in zip(entries, row["entries"], strict=True)}
    operations.award(scope=PRODUCT, activity=one, prizes=prizes)

"""What writing a list of people would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from lantoa.common.scopes import Scope
from lantoa.organisations import rules
from lantoa.organisations.models import Membership, Person, Post, RosterColumns, RosterDraft, Unit, UnitName
from lantoa.organisations.queries.naming import names_on
from lantoa.organisations.queries.people import managed_by
from lantoa.organisations.rules import matching, rosters
from lantoa.vietnamese.text import fold

AT_ONCE = 500
Value = TypeVar("Value", int, str)
Who = tuple[str, int]
Key = tuple[Who, int, str]
WRONG, LIKELY, FRESH, MORE, THERE, SKIPPED = "wrong", "likely", "new", "more", "there", "skipped"


@dataclass(frozen=True, slots=True)
class Offer:
    """Someone whom a row may be, as a page offers them: the value of the choice, who it is, why."""

    value: str
    name: str
    birth_year: int | None
    told: str
    why: tuple[str, ...]


@dataclass(slots=True)
class Planned:
    """One row: what it says, what would become of it, and who it may be. ``who`` is ("person", id) or ("new", row)."""

    entry: rosters.Entry
    unit_id: int | None
    state: str = WRONG
    who: Who | None = None
    membership: rules.Span | None = None
    kind: str = ""
    post: rules.Span | None = None
    birth_year: int | None = None
    offers: list[Offer] = field(default_factory=list)
    namesakes: int = 0
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole list. ``problem`` keeps it from being read at all."""

    rows: list[Planned]
    problem: str = ""

    def of(self, *states: str) -> list[Planned]:
        """The rows in one of these states."""
        return [row for row in self.rows if row.state in states]

    @property
    def wrong(self) -> list[rosters.Wrong]:
        """Everything that is wrong, cell by cell."""
        return [one for row in self.rows for one in row.entry.wrong]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is wrong and nothing waits for a choice."""
        return not self.problem and not self.of(WRONG, LIKELY)


def roster_drafts(scope: Scope) -> QuerySet[RosterDraft]:
    """The lists of units that the scope manages, the latest first."""
    drafts = RosterDraft.objects.select_related("unit", "made_by").order_by("-made_at", "-pk")
    units = scope.units("manage")
    return drafts if units is None else drafts.filter(unit__in=units)


def roster_draft(uuid: UUID, scope: Scope) -> RosterDraft | None:
    """One of them."""
    return roster_drafts(scope).filter(uuid=uuid).first()


def known_columns(unit: Unit) -> dict[str, str]:
    """What the headings of a unit's lists mean, as a person corrected it last."""
    found = RosterColumns.objects.filter(unit=unit).first()
    return dict(found.fields) if found else {}


def plan(draft: RosterDraft, scope: Scope, today: date) -> Plan:
    """What writing the list would do now."""
    if problem := rosters.missing(draft.columns):
        return Plan([], problem)
    entries = rosters.entries(((row, cells) for row, cells in draft.lines), draft.columns, today)
    units = units_named({entry.unit for entry in entries if entry.unit}, draft.unit, scope, today)
    rows = [_placed(entry, draft, units) for entry in entries]
    sound = [row for row in rows if not row.entry.wrong]
    people = _namesakes({fold(row.entry.name) for row in sound}, scope)
    spans = _Spans(people)
    known = {
        pk: rules.Known(pk, one.full_name, one.birth_year, frozenset(spans.units(pk)), frozenset(spans.titles(pk)))
        for pk, one in people.items()
    }
    asked = [_as_known(row) for row in sound]
    found = matching.matches(asked, known.values())
    who = matching.settled(found, _choices(draft, scope), {f"row:{row.entry.row}": row.entry.row for row in rows})
    told = _told(people, spans, {one.key for match in found.values() for one in match.likely if not one.is_row}, today)
    for row in sound:
        match = found[row.entry.row]
        row.namesakes, row.choice = match.namesakes, str(draft.choices.get(str(row.entry.row), ""))
        row.offers = [_offer(one, people, told, {other.entry.row: other for other in sound}) for one in match.likely]
        _decide(row, who.get(row.entry.row), spans, draft, people)
    return Plan(rows)


def _placed(entry: rosters.Entry, draft: RosterDraft, units: Mapping[str, int | str]) -> Planned:
    unit: int | str = units[fold(entry.unit)] if entry.unit else draft.unit_id
    if isinstance(unit, str):
        entry.wrong.append(rosters.Wrong(entry.row, "unit", unit))
        return Planned(entry, None)
    begins = entry.from_on or draft.from_on
    if entry.to_on and entry.to_on < begins and not entry.from_on:
        entry.wrong.append(rosters.Wrong(entry.row, "from", "Có ngày kết thúc thì phải có ngày bắt đầu."))
    return Planned(entry, unit, kind=entry.kind or draft.kind)


def _as_known(row: Planned) -> rules.Known:
    entry = row.entry
    titles = frozenset({entry.title}) if entry.title else frozenset()
    units = frozenset() if row.unit_id is None else frozenset({row.unit_id})
    return rules.Known(entry.row, entry.name, entry.birth_year, units, titles)


def _choices(draft: RosterDraft, scope: Scope) -> dict[int, str | int]:
    """What was chosen by row, persons as ids; where nothing was, what became of the row when this file came before."""
    last = (
        RosterDraft.objects.filter(sha256=draft.sha256, unit=draft.unit, written_at__isnull=False)
        .exclude(pk=draft.pk)
        .order_by("-written_at", "-pk")
        .first()
    )
    said: dict[str, str] = {}
    if last:
        said |= {row: value for row, value in last.choices.items() if value == matching.SKIP} | last.made
    said |= draft.choices
    named = {value for value in said.values() if len(value) == 36}
    ids: dict[str, int] = {}
    for part in _parts(named):
        for uuid, pk, kept in Person.objects.filter(uuid__in=part).values_list("uuid", "pk", "joined_into"):
            ids[str(uuid)] = kept or pk
    if said and scope.units("manage") is not None:
        mine = {
            pk
            for part in _parts(ids.values())
            for pk in managed_by(scope).filter(pk__in=part).values_list("pk", flat=True)
        }
        ids = {uuid: pk for uuid, pk in ids.items() if pk in mine}
    return {int(row): ids.get(value, value) for row, value in said.items() if value in ids or len(value) != 36}


def units_named(names: Collection[str], home: Unit | None, scope: Scope, today: date) -> dict[str, int | str]:
    """The unit of each name or code (folded), or a sentence why there is none; former names count too."""
    wanted = {fold(name): name for name in names}
    reach = scope.units("manage")
    found: dict[str, dict[int, int]] = {key: {} for key in wanted}
    gone: set[str] = set()
    for part in _parts(wanted):
        units = Unit.objects.filter(code__in=part).values_list("code", "pk", "dissolved_on")
        named = UnitName.objects.filter(folded__in=part).values_list("folded", "unit_id", "unit__dissolved_on", "to_on")
        rows = [(code, pk, dissolved, 0) for code, pk, dissolved in units]
        rows += [(key, pk, dissolved, 2 if to_on else 1) for key, pk, dissolved, to_on in named]
        for key, pk, dissolved, worth in rows:
            if reach is not None and pk not in reach:
                continue
            if dissolved and dissolved <= today:
                gone.add(key)
            else:
                found[key][pk] = min(worth, found[key].get(pk, worth))
    return {key: _the_one(wanted[key], ranked, home, key in gone) for key, ranked in found.items()}


def _the_one(name: str, ranked: Mapping[int, int], home: Unit | None, is_gone: bool) -> int | str:
    """A code before a name of today before a former one; the unit of the list itself before others of its name."""
    if not ranked:
        if is_gone:
            return f"Đơn vị “{name[:80]}” đã kết thúc; hãy ghi đơn vị tiếp nhận."
        return f"Không có đơn vị nào tên hoặc mã “{name[:80]}” trong phạm vi quản lý."
    best = min(ranked.values())
    units = [pk for pk, worth in ranked.items() if worth == best]
    if home is not None and home.pk in units:
        return home.pk
    if len(units) > 1:
        return f"Có {len(units)} đơn vị tên “{name[:80]}”; hãy ghi mã đơn vị."
    return units[0]


def _namesakes(names: Collection[str], scope: Scope) -> dict[int, Person]:
    return {one.pk: one for part in _parts(names) for one in managed_by(scope).filter(folded__in=part)}


class _Spans:
    """The memberships and posts that people have, and those that earlier rows of the list would make."""

    def __init__(self, people: Collection[int]) -> None:
        """Reads both tables, a part of the people at a time."""
        self.memberships: dict[Key, list[rules.Span]] = {}
        self.posts: dict[Key, list[rules.Span]] = {}
        self.held: dict[int, list[tuple[int, str, str]]] = {pk: [] for pk in people}
        for part in _parts(people):
            for member in Membership.objects.filter(person__in=part):
                self._keep(self.memberships, member, member.kind, "")
            for post in Post.objects.filter(person__in=part):
                self._keep(self.posts, post, post.folded, post.title)

    def _keep(
        self,
        table: dict[Key, list[rules.Span]],
        row: Membership | Post,
        key: str,
        title: str,
    ) -> None:
        table.setdefault((("person", row.person_id), row.unit_id, key), []).append(_span(row.from_on, row.to_on))
        self.held[row.person_id].append((row.unit_id, key, title))

    def units(self, person: int) -> set[int]:
        """The units of someone."""
        return {unit for unit, _, _ in self.held[person]}

    def titles(self, person: int) -> set[str]:
        """The titles of someone."""
        return {title for _, _, title in self.held[person] if title}

    @staticmethod
    def add(
        table: dict[Key, list[rules.Span]],
        key: Key,
        span: rules.Span,
    ) -> bool:
        """Keeps a span unless one of the same already shares a day with it; tells whether it is new."""
        spans = table.setdefault(key, [])
        if any(span.meet(one) for one in spans):
            return False
        spans.append(span)
        return True


def _decide(row: Planned, who: Who | None, spans: _Spans, draft: RosterDraft, people: Mapping[int, Person]) -> None:
    entry, unit = row.entry, row.unit_id
    if who is None or unit is None:
        row.state = LIKELY
        return
    if who[0] == matching.SKIP:
        row.state = SKIPPED
        return
    row.who = who
    span = _span(entry.from_on or draft.from_on, entry.to_on)
    if spans.add(spans.memberships, (who, unit, row.kind), span):
        row.membership = span
    if entry.title and spans.add(spans.posts, (who, unit, fold(entry.title)[:200]), span):
        row.post = span
    if who == (matching.NEW, entry.row):
        row.state = FRESH
        return
    known = people.get(who[1]) if who[0] == "person" else None
    if known is not None and known.birth_year is None:
        row.birth_year = entry.birth_year
    row.state = MORE if row.membership or row.post or row.birth_year else THERE


def _offer(
    one: matching.Candidate, people: Mapping[int, Person], told: Mapping[int, str], rows: Mapping[int, Planned]
) -> Offer:
    why = tuple(sorted(one.why))
    if one.is_row:
        entry = rows[one.key].entry
        return Offer(f"row:{one.key}", entry.name, entry.birth_year, f"dòng {one.key} của danh sách này", why)
    person = people[one.key]
    return Offer(str(person.uuid), person.full_name, person.birth_year, told.get(one.key, ""), why)


def _told(people: Mapping[int, Person], spans: _Spans, wanted: Iterable[int], today: date) -> dict[int, str]:
    """What tells each of these people apart: a title with its unit, else a unit."""
    held = {pk: sorted(spans.held[pk], key=lambda one: not one[2]) for pk in wanted if spans.held[pk]}
    names = names_on({spans_[0][0] for spans_ in held.values()}, today)
    return {pk: ", ".join(part for part in (one[0][2], names.get(one[0][0], "")) if part) for pk, one in held.items()}


def _span(from_on: date, to_on: date | None) -> rules.Span:
    return rules.Span(from_on, to_on or rules.FOREVER)


def _parts(values: Iterable[Value]) -> Iterable[list[Value]]:
    rows = list(values)
    return (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE))

"""Gathers what the registers know, for drafting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from lantoa.common.periods import Period
from lantoa.directives import queries as directives
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Fact
from lantoa.indicators.rules import unscaled
from lantoa.intake import learned, queries
from lantoa.intake.drafts import Drafted, Known, KnownIndicator, KnownPaper, KnownPerson, KnownUnit, Setting
from lantoa.intake.drafts.amounts import as_text
from lantoa.intake.drafts.commendations import INDICATORS
from lantoa.intake.drafts.directives import own_number
from lantoa.intake.drafts.goals import is_aim
from lantoa.intake.drafts.practices import name_of
from lantoa.intake.drafts.taught import Meaning, Taught
from lantoa.intake.learned import Lessons
from lantoa.intake.models import Paper
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.organisations.rules import LINES
from lantoa.pledges import queries as pledges
from lantoa.practices import queries as practices
from lantoa.practices.models import Practice
from lantoa.reading import headings
from lantoa.reading.findings import Finding, Reading
from lantoa.reading.lexicons import Lexicons
from lantoa.vietnamese.text import fold

MOST_LIKELY = 3


def setting_of(paper: Paper) -> Setting:
    """For whom and when the paper's figures count."""
    about = organisations.named(paper.to_on).get(pk=paper.about_unit_id)
    return Setting(KnownUnit(about.code, str(about.uuid), about.name), Period(paper.from_on, paper.to_on))


def lessons_of(paper: Paper) -> Lessons:
    """What is used in reading a paper, by the tree of the day on which it came in."""
    return learned.lessons_for(paper, timezone.localdate(paper.taken_in_at))


def lexicons_of(paper: Paper) -> Lexicons:
    """The reader's word lists as they are for a paper."""
    return lexicons_with(lessons_of(paper))


def lexicons_with(lessons: Lessons) -> Lexicons:
    """The reader's word lists with what was learned: heads of columns, and groups by their names."""
    lexicons = headings.taught(learned.of_sort(lessons, "heading"))
    return lexicons.with_units({words: _kind(words) for words in learned.of_sort(lessons, "group")})


def lessons_in(reading: Reading, lessons: Lessons) -> Callable[[Finding], set[int]]:
    """Tells of a finding by which lessons the reader itself came to it: the name of a group, the heads of a table."""
    groups = {one.key: pk for pk, (one, _) in lessons.items() if one.sort == "group"}
    heads = {one.key: pk for pk, (one, _) in lessons.items() if one.sort == "heading"}
    here = {fold(one.words) for one in headings.headings(reading.text)} if heads else set()
    used = {pk for key, pk in heads.items() if key in here}

    def found(item: Finding) -> set[int]:
        if item.rule == "own units":
            return {pk for pk in (groups.get(fold(item.surface)),) if pk}
        return used if item.rule == "row of a table" else set()

    return found


def _kind(group: str) -> str:
    """What sort of group it is, by its first words."""
    words = group.lower().split()
    return "câu lạc bộ" if words[:3] == ["câu", "lạc", "bộ"] or words[0] == "clb" else words[0]


def known_for(paper: Paper, reading: Reading, lessons: Lessons) -> Known:
    """Units under and above the paper's unit, people it names, indicators, fields, likely practices, and what was
    learned.
    """
    about, day, days = paper.about_unit_id, paper.to_on, (paper.from_on, paper.to_on)
    # A paper of former years names the units of those years, though one reports for the unit that took them over.
    tops = organisations.stood_for(about, *days) | {about}
    own = {about}.union(*(organisations.subtree_during(tops, line, *days) for line in LINES))
    above = {one.pk for top in tops for line in LINES for one in organisations.path_up(top, line, day)} - own
    units = organisations.named(day).filter(pk__in=own | above).order_by("rank", "pk")
    codes = {one.pk: one.code for one in units if one.pk in own}
    names = organisations.names_during(codes, *days)
    people: dict[str, list[KnownPerson]] = defaultdict(list)
    spoken = {fold(one.surface) for one in reading.people} | {fold(m.owner) for m in reading.models if m.owner}
    for person in organisations.people().filter(folded__in=spoken):
        posts = [codes[post.unit_id] for post in organisations.posts_on(person.pk, day) if post.unit_id in codes]
        people[person.folded].append(KnownPerson(str(person.uuid), person.full_name, posts[0] if posts else ""))
    return Known(
        units=[
            KnownUnit(one.code, str(one.uuid), name, one.pk in above, _lived(one, paper))
            for one in units
            for name in dict.fromkeys([one.name, *names.get(one.pk, ())])
        ],
        people=people,
        members=_members(reading, codes, day),
        indicators=[
            KnownIndicator(one.code, one.name, one.unit, one.decimals, one.heard_as) for one in figures.catalogue()
        ],
        fields=[(one.code, one.heard_as) for one in practices.fields()],
        issuers=issuers_for(paper) if own_number(reading) else (),
        papers=papers_of(paper, {one.number for one in reading.documents if one.number}) if own_number(reading) else {},
        taught=_taught(lessons),
        taught_practices=_practices(lessons),
        likely={name: likely_practices(name, about, own) for name in {fold(name_of(one)) for one in reading.models}},
    )


def _members(reading: Reading, codes: Mapping[int, str], day: date) -> dict[str, list[KnownPerson]]:
    """Who of the paper's units, by name, undertakes something in it; two queries."""
    named = {fold(one.who) for one in reading.pledges if one.is_person}
    found: dict[str, list[KnownPerson]] = defaultdict(list)
    for person, unit in pledges.belonging(codes, named, day) if named else ():
        found[person.folded].append(KnownPerson(str(person.uuid), person.full_name, codes[unit]))
    return found


def issuers_for(paper: Paper) -> list[KnownUnit]:
    """The units that may have issued a paper or what it names, on the day on which it came in: above and below."""
    day, own = timezone.localdate(paper.taken_in_at), {paper.unit_id, paper.about_unit_id}
    below = {pk for line in LINES for pk in organisations.subtree_during(own, line, day, day)}
    likely: list[NamedUnit] = directives.likely_issuers(own, day)
    likely += organisations.named(day).filter(pk__in=below - {one.pk for one in likely}).order_by("rank", "pk")
    return [KnownUnit(one.code, str(one.uuid), one.name) for one in likely]


def papers_of(paper: Paper, codes: Collection[str]) -> dict[str, list[KnownPaper]]:
    """The papers of any book with these numbers, by the folded number."""
    found = directives.known_by_codes(codes)
    books = [one.pk for one in directives.own_units(paper.unit_id, timezone.localdate(paper.taken_in_at))]
    ours = directives.in_books_among(found, books) if found else set()
    known: dict[str, list[KnownPaper]] = defaultdict(list)
    for one in found:
        known[one.code_key].append(
            KnownPaper(
                str(one.uuid),
                one.code,
                one.issuer.code if one.issuer else "",
                one.issuer_name,
                one.dated_on.isoformat(),
                one.abstract,
                one.pk in ours,
            )
        )
    return known


def _taught(lessons: Lessons) -> Taught:
    by_sort: dict[str, dict[str, Meaning]] = defaultdict(dict)
    wrong: dict[tuple[str, str], Meaning] = {}
    for one, times in lessons.values():
        if one.sort == "wrong":
            wrong[one.kind, one.key] = Meaning(str(times), str(one.uuid))
        else:
            by_sort[one.sort][one.key] = Meaning(one.target, str(one.uuid))
    return Taught(by_sort["unit"], by_sort["practice"], by_sort["indicator"], wrong)


def _practices(lessons: Lessons) -> dict[str, dict[str, str]]:
    """The practices that lessons point to and that still stand, by UUID, as JSON values."""
    uuids = [UUID(one.target) for one, _ in lessons.values() if one.sort == "practice"]
    return {str(one.uuid): _practice(one) for one in practices.register().filter(uuid__in=uuids)} if uuids else {}


def _practice(one: Practice) -> dict[str, str]:
    return {"kind": "practice", "uuid": str(one.uuid), "name": one.name, "unit": one.owner_unit.code}


def _lived(unit: NamedUnit, paper: Paper) -> bool:
    """Whether the unit stood on any of the days that a paper is about."""
    ended = unit.dissolved_on
    return unit.founded_on <= paper.to_on and (ended is None or ended > paper.from_on)


def likely_practices(name: str, unit: int, own: Collection[int]) -> list[dict[str, str]]:
    """Registered practices that a name may be, as JSON values: the paper's own units', and published ones."""
    found = [
        one for one in practices.likely_same(name, unit, most=MOST_LIKELY) if one.is_public or one.owner_unit_id in own
    ]
    return [_practice(one) for one in found]


def mark_doubles(drafted: list[Drafted]) -> None:
    """Notes on each draft the figures of the ledger that say the same already: it may be one thing told twice."""
    numbers = [one for one in drafted if _may_double(one)]
    codes = {one.draft.get("indicator") or "" for one in numbers} | set(INDICATORS.values())
    standing: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
    for fact in queries.standing_facts(codes, {one.draft["unit"] for one in numbers}):
        point = unscaled(fact.value if fact.value is not None else fact.low, fact.indicator.decimals)
        standing[fact.indicator.code, fact.unit.code, as_text(point) if point is not None else None].append(fact)
    for one in numbers:
        period = Period.parse(f"{one.draft['from_on']}..{one.draft['to_on']}")
        same = [f for key in _keys(one.draft) for f in standing.get(key, ()) if f.period.overlaps(period)]
        if same:
            one.draft["likely"] = [_as_record(fact) for fact in same[:MOST_LIKELY]]
            why = f"Sổ đã có số này: “{same[0].source_label}”, {same[0].period.label()}. Nếu là một, hãy ghép vào."
            one.doubts.append({"code": "likely", "why": why})


def _may_double(one: Drafted) -> bool:
    return one.draft["register"] in ("amount", "commendation") and one.same_as is None and not is_aim(one.draft)


def _keys(draft: dict[str, Any]) -> list[tuple[Any, ...]]:
    if draft["register"] == "amount":
        return [(draft["indicator"], draft["unit"], draft["point"] or draft["low"])]
    return [(code, draft["unit"], draft[part]) for part, code in INDICATORS.items() if draft[part]]


def _as_record(fact: Fact) -> dict[str, str]:
    name = f"{fact.wording}, {fact.period.label()} ({fact.source_label})"
    return {"kind": fact.source_kind, "uuid": str(fact.source_uuid), "name": name[:300]}

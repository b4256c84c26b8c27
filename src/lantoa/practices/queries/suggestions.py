"""Ways worth copying: practices elsewhere that carry on and have something behind them, the likest units first."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet

from lantoa.common.scopes import Scope
from lantoa.indicators import queries as ledger
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit, UnitAncestry, UnitName
from lantoa.practices import spreading
from lantoa.practices.models import Field, Outcome, Practice, PracticeStage, Replication, ReplicationCheck
from lantoa.practices.queries.practices import StandingPractice, register
from lantoa.practices.queries.replications import knowable
from lantoa.vietnamese.text import fold

COMMUNE = 3
# Of what scores best so many are looked at closely: some of them may not be shown to everybody.
LOOKED_AT = 40
# Of how many class and likeness are asked, and with how many own names each is compared.
WEIGHED, MOST_NAMES = 200, 40
# Words of names that tell nothing.
COMMON = frozenset(
    [
        "mo",
        "hinh",
        "cua",
        "va",
        "cac",
        "cho",
        "trong",
        "o",
        "tai",
        "ve",
        "den",
        "theo",
        "xa",
        "thon",
        "ap",
        "khu",
        "pho",
        "doi",
        "nguoi",
        "dan",
    ]
)
# What each reason weighs. Our own judgement; the page says the reasons, never the number.
WEIGHTS = {"field": 4.0, "problem": 3.0, "district": 2.5, "alike": 2.0, "class": 2.0, "survived": 2.0, "kind": 1.0}
WEIGHTS |= {"province": 1.0, "outcome": 0.5}


# Weight and id (both negative, for sorting), owner, name, whether in one of the own fields.
_Rough = tuple[float, int, int, str, bool]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A practice and why it is worth a look: codes of WEIGHTS with what they are about."""

    practice: StandingPractice
    reasons: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Own:
    """What is known of the unit for which is looked."""

    units: frozenset[int]
    kind: str
    place_class: str
    fields: frozenset[int]
    names: Mapping[str, frozenset[str]]
    district: frozenset[int]
    province: frozenset[int]


def suggestions(
    unit: Unit, scope: Scope, today: date, *, text: str = "", field_code: str = "", most: int = 50
) -> list[Suggestion]:
    """Practices of other places that run now and have an outcome or a survival behind them, with the reasons.

    ``text`` says a problem in words, ``field_code`` a field; without them the fields of the unit's own practices count.
    As many queries however many practices there are. Population is not known to the product, so it is no reason.
    """
    own = _own(unit, today, field_code)
    survived = _survived(today)
    had = Replication.objects.filter(taker_unit__in=own.units, stage__in=("started", *spreading.OPEN))
    known = set(had.values_list("source_id", flat=True))
    asked = {word for word in fold(text).split() if word not in COMMON}
    rough: list[_Rough] = []
    for pk, folded, owner, is_field in _backed(own, today, only_fields=bool(field_code)):
        if pk in known or owner in own.units:
            continue
        met = asked.intersection(folded.split()) if asked else asked
        if asked and not met:
            continue
        weight = WEIGHTS["survived" if pk in survived else "outcome"] + WEIGHTS["problem"] * len(met)
        weight += WEIGHTS["field"] if is_field else 0
        weight += WEIGHTS["district"] if owner in own.district else WEIGHTS["province"] if owner in own.province else 0
        rough.append((-weight, -pk, owner, folded, bool(is_field)))
    # Reasons in words, class and likeness are asked of the best alone.
    finer = _weighed(heapq.nsmallest(WEIGHED, rough), survived, own, today)[:LOOKED_AT]
    found = {one.pk: one for one in knowable(register(), scope).filter(pk__in=[pk for pk, _, _ in finer])}
    with_result = _with_result(found) | survived
    made = []
    for pk, codes, like in finer:
        if (one := found.get(pk)) is None or pk not in with_result:
            continue
        reasons = {code: _about(code, one, own) for code in sorted(codes, key=lambda code: -WEIGHTS[code])}
        if asked:
            reasons["problem"] = text.strip()
        if like:
            reasons["alike"] = like
        made.append(Suggestion(one, reasons))
    return made[:most]


def _backed(own: _Own, today: date, *, only_fields: bool) -> Iterable[tuple[int, str, int, int]]:
    """Practices that run and have something behind them: id, folded name, owner, whether in one of the own fields."""
    links, outcomes = Practice.fields.through.objects, Outcome.practices.through.objects
    running = PracticeStage.objects.filter(track="life", stage="running", to_on__isnull=True)
    alive = _alive(today)
    found = Practice.objects.filter(
        # Of a unit that has ended nobody answers; its heirs register what they carry on.
        Q(owner_unit__dissolved_on__isnull=True) | Q(owner_unit__dissolved_on__gt=today),
        Exists(running.filter(practice=OuterRef("pk"))),
        Exists(outcomes.filter(practice=OuterRef("pk")))
        | Q(pk__in=alive.values("replication__source"))
        | Q(pk__in=alive.values("replication__practice")),
    )
    # A number, since SQLite has no truth values and turning thousands of them into one takes longer than asking.
    in_field = Exists(links.filter(practice=OuterRef("pk"), field__in=own.fields), output_field=IntegerField())
    found = found.annotate(is_field=in_field)
    if only_fields:
        found = found.filter(Exists(links.filter(practice=OuterRef("pk"), field__in=own.fields)))
    return found.values_list("pk", "folded", "owner_unit_id", "is_field")


def _plain_codes(own: _Own, owner: int, *, is_field: bool, is_survived: bool) -> set[str]:
    """The reasons that ids alone tell."""
    codes = {"survived"} if is_survived else {"outcome"}
    if is_field:
        codes.add("field")
    if owner in own.district:
        codes.add("district")
    elif owner in own.province:
        codes.add("province")
    return codes


def _weighed(
    best: Sequence[_Rough], survived: Collection[int], own: _Own, today: date
) -> list[tuple[int, set[str], str]]:
    """The best with the reasons that classes and names add, the weightiest first: id, reasons, the own practice whose
    name is like."""
    owners = {owner for _, _, owner, _, _ in best}
    kinds = _kinds(owners)
    places = _classes_of_communes(owners, today)
    names = [set(folded.split()) - COMMON for _, _, _, folded, _ in best]
    rare = Counter(word for words in names for word in words)
    rows = []
    for (weight, pk, owner, _, is_field), words in zip(best, names, strict=True):
        codes = _plain_codes(own, owner, is_field=is_field, is_survived=-pk in survived)
        more = set(codes)
        if own.place_class and places.get(owner) == own.place_class:
            more.add("class")
        if own.kind != own.place_class and kinds.get(owner) == own.kind:
            more.add("kind")
        alike, which = _alike(words, own.names, rare, len(best))
        added = sum(WEIGHTS[code] for code in more - codes) + alike
        rows.append((weight - added, pk, more, which))
    rows.sort(key=lambda row: row[:2])
    return [(-pk, codes, which) for _, pk, codes, which in rows]


def _with_result(practices: Collection[int]) -> set[int]:
    """Those of them that have a result which stands: one that was withdrawn is nothing behind a practice."""
    rows = Outcome.practices.through.objects.filter(practice__in=practices)
    pairs = list(rows.values_list("practice_id", "outcome__uuid"))
    posted = ledger.facts_of_source("outcome", {uuid for _, uuid in pairs}).values_list("source_uuid", flat=True)
    standing = set(posted)
    return {practice for practice, uuid in pairs if uuid in standing}


def _about(code: str, one: StandingPractice, own: _Own) -> str:
    if code == "field":
        return ", ".join(held.name.lower() for held in one.fields.all() if held.pk in own.fields)
    return {"class": own.place_class, "kind": own.kind}.get(code, "")


def _alike(
    words: set[str], names: Mapping[str, frozenset[str]], rare: Mapping[str, int], many: int
) -> tuple[float, str]:
    """How much of a name stands in the name of an own practice, rare words counting most, and which one that is."""
    best, which = 0.0, ""
    for name, theirs in names.items():
        shared = words & theirs
        if len(shared) < 2:
            continue
        alike = sum(1 - rare.get(word, 0) / (many + 1) for word in shared) / max(1, len(words | theirs))
        if alike > best:
            best, which = alike, name
    return (WEIGHTS["alike"] * best, which) if best >= 0.3 else (0.0, "")


def _survived(today: date) -> set[int]:
    """Those that were found alive at a check after coming from elsewhere, and those that they came from."""
    pairs = _alive(today).values_list("replication__source", "replication__practice")
    return {pk for pair in pairs for pk in pair if pk is not None}


def _alive(today: date) -> QuerySet[ReplicationCheck]:
    return ReplicationCheck.objects.filter(state__in=spreading.ALIVE, replication__stage="started", on__lte=today)


def _own(unit: Unit, today: date, field_code: str) -> _Own:
    place = organisations.place_of(unit, today)
    path = organisations.path_up(place.pk, "place", today)
    above = {one.rank: one.pk for one in path if one.pk != place.pk}
    mine = {unit.pk}
    for former in organisations.stood_for(place.pk, date.min, today):
        mine |= _under(former, today)
    practices = Practice.objects.filter(owner_unit__in=mine)
    if field_code:
        fields = Field.objects.filter(code=field_code)
    else:
        fields = Field.objects.filter(practices__in=practices).distinct()
    newest = practices.order_by("-pk").values_list("name", "folded")[:MOST_NAMES]
    commune = next((one for one in reversed(path) if one.rank == COMMUNE), None)
    kinds = _kinds({unit.pk, commune.pk} if commune else {unit.pk})
    return _Own(
        frozenset(mine),
        kinds.get(unit.pk, ""),
        kinds.get(commune.pk, "") if commune else "",
        frozenset(fields.values_list("pk", flat=True)),
        {name: frozenset(folded.split()) - COMMON for name, folded in newest},
        _under(above.get(2), today),
        _under(above.get(1), today),
    )


def _kinds(units: Collection[int]) -> dict[int, str]:
    """What each unit is: "Xã", "Hội, đoàn thể"."""
    names = UnitName.objects.filter(to_on__isnull=True, unit__in=units)
    return dict(names.values_list("unit_id", "unit_class__name"))


def _classes_of_communes(owners: Collection[int], today: date) -> dict[int, str]:
    """The class of the commune in which each of these units stands."""
    rows = UnitAncestry.objects.filter(
        descendant__in=owners,
        line="place",
        from_on__lte=today,
        to_on__gte=today,
        ancestor__names__to_on__isnull=True,
        ancestor__names__unit_class__rank=COMMUNE,
        ancestor__names__unit_class__is_place=True,
    )
    return dict(rows.values_list("descendant_id", "ancestor__names__unit_class__name"))


def _under(place: int | None, today: date) -> frozenset[int]:
    if place is None:
        return frozenset()
    rows = UnitAncestry.objects.filter(ancestor=place, line="place", from_on__lte=today, to_on__gte=today)
    return frozenset(rows.values_list("descendant_id", flat=True))

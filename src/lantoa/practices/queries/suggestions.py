"""Ways worth copying: practices elsewhere that carry on and have something behind them, the likest units first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit, UnitAncestry, UnitName
from lantoa.practices import spreading
from lantoa.practices.models import Field, Outcome, Practice, PracticeStage, Replication, ReplicationCheck
from lantoa.practices.queries.practices import StandingPractice, outcomes_by_practice, register
from lantoa.practices.queries.replications import knowable
from lantoa.vietnamese.text import fold

COMMUNE = 3
# Of what scores best so many are looked at closely: some of them may not be shown to everybody.
LOOKED_AT = 150
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


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A practice and why it is worth a look: codes of WEIGHTS with what they are about."""

    practice: StandingPractice
    reasons: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Owner:
    """What is asked of units that own practices."""

    kind: Mapping[int, str]
    place_class: Mapping[int, str]
    district: frozenset[int]
    province: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Own:
    """What is known of the unit for which is looked."""

    units: frozenset[int]
    kind: str
    place_class: str
    fields: Mapping[int, frozenset[int]]
    names: Mapping[str, frozenset[str]]


def suggestions(
    unit: Unit, scope: Scope, today: date, *, text: str = "", field_code: str = "", most: int = 50
) -> list[Suggestion]:
    """Practices of other places that run now and have an outcome or a survival behind them, with the reasons.

    ``text`` says a problem in words, ``field_code`` a field; without them the fields of the unit's own practices count.
    As many queries however many practices there are. Population is not known to the product, so it is no reason.
    """
    own, others = _looked_up(unit, today, field_code)
    survived = _survived(today)
    backed = survived | set(Outcome.practices.through.objects.values_list("practice_id", flat=True))
    running = PracticeStage.objects.filter(track="life", stage="running", to_on__isnull=True)
    had = Replication.objects.filter(taker_unit__in=own.units, stage__in=("started", *spreading.OPEN))
    known = set(had.values_list("source_id", flat=True))
    allowed = (backed & set(running.values_list("practice_id", flat=True))) - known
    asked = {word for word in fold(text).split() if word not in COMMON}
    rows = [
        (pk, set(folded.split()) - COMMON, owner)
        for pk, folded, owner in Practice.objects.values_list("pk", "folded", "owner_unit_id")
        if pk in allowed and owner not in own.units
    ]
    rare = Counter(word for _pk, words, _owner in rows for word in words)
    scored = []
    for pk, words, owner in rows:
        if asked and not asked & words:
            continue
        if field_code and not any(pk in practices for practices in own.fields.values()):
            continue
        codes = _codes(pk, owner, own, others)
        codes |= {"survived"} if pk in survived else {"outcome"}
        weight = sum(WEIGHTS[code] for code in codes)
        weight += WEIGHTS["problem"] * len(asked & words) + _alike(words, own.names, rare, len(rows))[0]
        scored.append((-weight, pk, codes, words))
    scored.sort(key=lambda row: row[:2])
    best = scored[:LOOKED_AT]
    shown = knowable(register(), scope).filter(pk__in=[pk for _, pk, _, _ in best])
    found = {one.pk: one for one in shown}
    # A result that was withdrawn is nothing behind it.
    results = outcomes_by_practice(list(found))
    made = []
    for _weight, pk, codes, words in best:
        if (one := found.get(pk)) is None or not (results[pk] or pk in survived):
            continue
        reasons = {code: _about(code, one, own, others) for code in sorted(codes, key=lambda code: -WEIGHTS[code])}
        if asked & words:
            reasons["problem"] = text.strip()
        if like := _alike(words, own.names, rare, len(rows))[1]:
            reasons["alike"] = like
        made.append(Suggestion(one, reasons))
    return made[:most]


def _codes(pk: int, owner: int, own: _Own, others: _Owner) -> set[str]:
    codes = set()
    if any(pk in practices for practices in own.fields.values()):
        codes.add("field")
    if own.place_class and others.place_class.get(owner) == own.place_class:
        codes.add("class")
    if own.kind != own.place_class and others.kind.get(owner) == own.kind:
        codes.add("kind")
    if owner in others.district:
        codes.add("district")
    elif owner in others.province:
        codes.add("province")
    return codes


def _about(code: str, one: StandingPractice, own: _Own, others: _Owner) -> str:
    if code == "field":
        mine = own.fields.keys()
        return ", ".join(held.name.lower() for held in one.fields.all() if held.pk in mine)
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
    alive = ReplicationCheck.objects.filter(state__in=spreading.ALIVE, replication__stage="started", on__lte=today)
    pairs = alive.values_list("replication__source", "replication__practice")
    return {pk for pair in pairs for pk in pair if pk is not None}


def _looked_up(unit: Unit, today: date, field_code: str) -> tuple[_Own, _Owner]:
    place = organisations.place_of(unit, today)
    path = organisations.path_up(place.pk, "place", today)
    above = {one.rank: one.pk for one in path if one.pk != place.pk}
    mine = _under(place.pk, today) | {unit.pk}
    names = dict(UnitName.objects.filter(to_on__isnull=True).values_list("unit_id", "unit_class__name"))
    practices = Practice.objects.filter(owner_unit__in=mine)
    if field_code:
        wanted = Field.objects.filter(code=field_code)
    else:
        wanted = Field.objects.filter(practices__in=practices).distinct()
    links = Practice.fields.through.objects.filter(field__in=wanted.values("pk")).values_list("field_id", "practice_id")
    fields: dict[int, set[int]] = {}
    for one, practice in links:
        fields.setdefault(one, set()).add(practice)
    titles = {
        name: frozenset(set(folded.split()) - COMMON) for name, folded in practices.values_list("name", "folded")[:200]
    }
    commune = next((one for one in reversed(path) if one.rank == COMMUNE), None)
    own = _Own(
        frozenset(mine),
        names.get(unit.pk, ""),
        names.get(commune.pk, "") if commune else "",
        {one: frozenset(held) for one, held in fields.items()},
        titles,
    )
    return own, _Owner(
        names,
        _classes_of_communes(names, today),
        _under(above.get(2), today),
        _under(above.get(1), today),
    )


def _classes_of_communes(names: Mapping[int, str], today: date) -> dict[int, str]:
    """The class of the commune in which each owner of a practice stands."""
    owners = Practice.objects.values("owner_unit")
    communes = UnitName.objects.filter(to_on__isnull=True, unit_class__rank=COMMUNE, unit_class__is_place=True)
    rows = UnitAncestry.objects.filter(
        Q(descendant__in=owners),
        line="place",
        ancestor__in=communes.values("unit"),
        from_on__lte=today,
        to_on__gte=today,
    )
    return {unit: names.get(above, "") for unit, above in rows.values_list("descendant_id", "ancestor_id")}


def _under(place: int | None, today: date) -> frozenset[int]:
    if place is None:
        return frozenset()
    rows = UnitAncestry.objects.filter(ancestor=place, line="place", from_on__lte=today, to_on__gte=today)
    return frozenset(rows.values_list("descendant_id", flat=True))

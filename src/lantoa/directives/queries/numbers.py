"""The book of a unit: what was given, what comes next, which congresses divide it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from lantoa.directives.models import Congress, Number
from lantoa.directives.rules import numbers as rules
from lantoa.directives.rules.numbers import Series
from lantoa.organisations import queries as organisations
from lantoa.regulations import queries as regulations


@dataclass(frozen=True, slots=True)
class NextNumber:
    """What comes next of a kind of paper: its abbreviation, its name, the number."""

    kind: str
    name: str
    number: int
    last: int | None


def is_party_body(unit: int, day: date) -> bool:
    """Whether a unit stands on the Party's line on the day: it is led there, or leads. It numbers as the Party does."""
    on_line = organisations.path_up(unit, "party", day)
    return len(on_line) > 1 or organisations.below(unit, "party", day).filter(depth__gt=0).exists()


def numbering(is_party: bool, on: date) -> Mapping[str, Any]:
    """The rule by which papers of a day are numbered; the usual one where none is known for the day."""
    return _value(rules.RULES[is_party], on) or rules.USUAL[is_party]


def kinds(is_party: bool, on: date) -> dict[str, str]:
    """The kinds of papers of a day, by abbreviation ("BC") their names ("Báo cáo"); none where no rule is known."""
    return {one["code"]: one["kind"] for one in _value(rules.KINDS[is_party], on).get("kinds", [])}


def _value(code: str, on: date) -> Mapping[str, Any]:
    try:
        value: dict[str, Any] = regulations.on(code, on).value
    except regulations.UnableToFindRegulation:
        return {}
    return value


def congresses(unit: int) -> QuerySet[Congress]:
    """The congresses of a unit that stand, the latest first."""
    found = Congress.objects.filter(unit=unit, withdrawn_at__isnull=True)
    return found.select_related("recorded_by").order_by("-closed_on")


def congress(uuid: UUID) -> Congress | None:
    """One congress."""
    return Congress.objects.filter(uuid=uuid).first()


def closed(unit: int) -> list[date]:
    """The days on which a unit's congresses closed."""
    return list(Congress.objects.filter(unit=unit, withdrawn_at__isnull=True).values_list("closed_on", flat=True))


def series_on(unit: int, *, is_party: bool, on: date) -> Series:
    """The series that a paper of the day belongs to."""
    return _series(unit, numbering(is_party, on), on)


def _series(unit: int, rule: Mapping[str, Any], on: date) -> Series:
    return rules.series_of(rule, on, closed(unit) if rules.runs(rule) == rules.BY_TERM else ())


def standing(unit: int) -> QuerySet[Number]:
    """The numbers of a unit that were given and not withdrawn."""
    return Number.objects.filter(unit=unit, withdrawn_at__isnull=True)


def in_series(unit: int, kind: str, series: Series) -> QuerySet[Number]:
    """The numbers of one kind in one series."""
    return standing(unit).filter(kind=kind, runs=series.runs, series_from=series.from_on)


def next_number(unit: int, kind: str, *, is_party: bool, on: date) -> int:
    """The number that a paper of the kind and day would get."""
    rule = numbering(is_party, on)
    last = in_series(unit, kind, _series(unit, rule, on)).aggregate(last=Max("number"))["last"]
    return rules.next_number(rule, [] if last is None else [last])


def next_numbers(unit: int, *, is_party: bool, on: date) -> list[NextNumber]:
    """The next number of every kind on a day, those first that were used in the series; a constant number of
    queries."""
    rule = numbering(is_party, on)
    series = _series(unit, rule, on)
    here = standing(unit).filter(runs=series.runs, series_from=series.from_on)
    last: dict[str, int] = dict(here.values_list("kind").annotate(last=Max("number")))
    names = kinds(is_party, on)
    found = [
        NextNumber(kind, names.get(kind, kind), rules.next_number(rule, _known(last, kind)), last.get(kind))
        for kind in [*names, *sorted(last.keys() - names)]
    ]
    return sorted(found, key=lambda one: one.last is None)


def _known(last: Mapping[str, int], kind: str) -> Iterable[int]:
    return [last[kind]] if kind in last else []


def book(unit: int, *, kind: str = "", series: Series | None = None) -> QuerySet[Number]:
    """The numbers of a unit, of one kind or in one series where that is said: the latest series first, in it by kind,
    the highest first. Withdrawn ones too."""
    found = Number.objects.filter(unit=unit).select_related("taken_by")
    if kind:
        found = found.filter(kind=kind)
    if series:
        found = found.filter(runs=series.runs, series_from=series.from_on)
    return found.order_by("-series_from", "runs", "kind", "-number", "-pk")


def series_in(unit: int) -> list[Series]:
    """The series that have numbers, the latest first."""
    found = Number.objects.filter(unit=unit).values_list("runs", "series_from").distinct()
    return sorted((Series(*one) for one in found), key=lambda one: (one.from_on, one.runs), reverse=True)


def given_to(kind: str) -> Iterable[tuple[UUID, int]]:
    """The papers of a kind of record ("report") that have numbers, with these."""
    found = Number.objects.filter(given_kind=kind, given_uuid__isnull=False).values_list("given_uuid", "number")
    return ((uuid, number) for uuid, number in found.iterator() if uuid)


def number(uuid: UUID) -> Number | None:
    """One number."""
    return Number.objects.filter(uuid=uuid).first()


def term_of(series: Series, known: Iterable[Congress]) -> str:
    """What the term of a series is called, by the congresses of its unit; empty for one that no congress opened."""
    opened = series.from_on - timedelta(days=1) if series.from_on != date.min else None
    return next((one.term for one in known if one.closed_on == opened), "")

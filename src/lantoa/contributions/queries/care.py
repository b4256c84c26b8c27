"""Who may read whom by name, what is counted for everybody else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.contributions.models import Cared, CareYear, Help
from lantoa.contributions.rules import care as rules
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Fact
from lantoa.organisations import queries as organisations
from lantoa.regulations import queries as regulations

# Who answers for a unit answers for whom it looks after.
KEEPING = "answer"
# The word in the address of the list of names that narrows it to those whose review falls on a day.
REVIEWED = "xem-lai"


def may_keep(scope: Scope, unit: int) -> bool:
    """Whether the scope keeps the register of a unit: its own officials alone, never who stands above."""
    return unit == scope.home_unit_id and scope.may(KEEPING, unit)


def within_need(scope: Scope, today: date) -> QuerySet[Cared]:
    """Those whom the scope needs to know by name: of its own unit, or looked after by that unit or by the person."""
    some = Q(pk__in=())
    if scope.home_unit_id is not None and scope.may(KEEPING, scope.home_unit_id):
        some |= Q(owner_unit=scope.home_unit_id) | Q(carer_unit=scope.home_unit_id)
    if (person := organisations.person_acting(scope, today)) is not None:
        some |= Q(carer_person=person)
    # Who is looked after now comes first, then what ended last.
    order = (F("to_on").desc(nulls_first=True), "-from_on", "pk")
    return Cared.objects.filter(some).select_related("owner_unit", "carer_person").order_by(*order)


def one(scope: Scope, uuid: UUID, today: date) -> Cared | None:
    """One of those whom the scope needs to know by name."""
    return within_need(scope, today).filter(uuid=uuid).first()


def helps(cared: Cared) -> list[Help]:
    """What was given and done, the latest first."""
    return list(cared.helps.order_by("-on", "-pk"))


def help_of(cared: Cared, uuid: UUID) -> Help | None:
    """One line of help."""
    return cared.helps.filter(uuid=uuid).first()


@dataclass(frozen=True, slots=True)
class ReviewsDue:
    """How many are to be looked at again on a day: never who."""

    on: date
    households: int
    pupils: int


def reviews_due(scope: Scope, days: Period, *, unit: int | None, people: Collection[int]) -> list[ReviewsDue]:
    """The reviews that fall on these days, of whom the unit (where the scope keeps its register) or these people look
    after, by day; one query."""
    some = Q(carer_person__in=people)
    if unit is not None and may_keep(scope, unit):
        some |= Q(owner_unit=unit) | Q(carer_unit=unit)
    found = Cared.objects.filter(some, stage="open", review_on__gte=days.from_on, review_on__lte=days.to_on)
    rows = found.values("review_on").annotate(
        households=Count("pk", filter=Q(kind="household")), pupils=Count("pk", filter=Q(kind="pupil"))
    )
    return [ReviewsDue(row["review_on"], row["households"], row["pupils"]) for row in rows.order_by("review_on")]


@dataclass(frozen=True, slots=True)
class Reasons:
    """The dated rule: why somebody is looked after (code → words, code → kinds), why it ends, after how many months
    it is looked at again."""

    called: dict[str, str]
    kinds: dict[str, frozenset[str]]
    ends: dict[str, str]
    review_months: int


def reasons(day: date) -> Reasons:
    """The rule of a day; one query."""
    value = regulations.on(rules.RULE, day).value
    return Reasons(
        {row["code"]: row["called"] for row in value["care_reasons"]},
        {row["code"]: frozenset(kind for kind in rules.KINDS if row.get(kind)) for row in value["care_reasons"]},
        {row["code"]: row["called"] for row in value["ends"]},
        int(value["review_months"]),
    )


@dataclass(frozen=True, slots=True)
class UnitCount:
    """What anybody above may know of a unit: how many, never who."""

    unit: int
    name: str
    households: int
    pupils: int
    helped: int
    money: int


def counted_units(units: frozenset[int] | None) -> QuerySet[Cared, Any]:
    """The units of these (None: all) that look after anybody, by id, for paging."""
    found = Cared.objects.all() if units is None else Cared.objects.filter(owner_unit__in=units)
    return found.order_by("owner_unit").values_list("owner_unit", flat=True).distinct()


def counts(units: Collection[int], year: int, today: date) -> list[UnitCount]:
    """How many each of these units looks after now, and what was done in the year; three queries."""
    standing = Q(stage="open")
    done = Help.objects.filter(cared=OuterRef("pk"), withdrawn_on=None, on__year=year)
    rows = (
        Cared.objects.filter(owner_unit__in=units)
        .order_by()
        .values("owner_unit")
        .annotate(
            households=Count("pk", filter=standing & Q(kind="household")),
            pupils=Count("pk", filter=standing & Q(kind="pupil")),
            helped=Count("pk", filter=Q(Exists(done))),
        )
    )
    money = Help.objects.filter(cared__owner_unit__in=units, withdrawn_on=None, on__year=year, kind="money")
    sums = dict(
        money.order_by().values("cared__owner_unit").annotate(all=Sum("amount")).values_list("cared__owner_unit", "all")
    )
    names = organisations.names_on(units, today)
    return [
        UnitCount(
            row["owner_unit"],
            names.get(row["owner_unit"], "—"),
            row["households"],
            row["pupils"],
            row["helped"],
            int(sums.get(row["owner_unit"]) or 0),
        )
        for row in sorted(rows, key=lambda row: names.get(row["owner_unit"], ""))
    ]


def public_counts() -> dict[str, int]:
    """How many households and pupils are looked after now: two numbers over everything, all that the public is told."""
    found = Cared.objects.filter(stage="open").aggregate(
        households=Count("pk", filter=Q(kind="household")), pupils=Count("pk", filter=Q(kind="pupil"))
    )
    return {"households": found["households"], "pupils": found["pupils"]}


def lines_of_year(unit: int, year: int) -> list[rules.Given]:
    """Every line of help of a unit and year as it is added up; one query."""
    found = Help.objects.filter(cared__owner_unit=unit, withdrawn_on=None, on__year=year).order_by("pk")
    rows = found.values_list("cared", "cared__kind", "kind", "amount")
    return [rules.Given(to, sort, kind, amount) for to, sort, kind, amount in rows]


def year(uuid: UUID) -> CareYear | None:
    """The totals of a unit and year as they were put into the figures."""
    return CareYear.objects.filter(uuid=uuid).select_related("unit").first()


def years_of(unit: int) -> list[CareYear]:
    """Those of a unit, the latest first."""
    return list(CareYear.objects.filter(unit=unit).order_by("-year"))


def years_among(uuids: Collection[UUID]) -> set[UUID]:
    """Those of these that are totals of a year."""
    return set(CareYear.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))


def posted(found: CareYear) -> QuerySet[Fact]:
    """The facts of a year's totals that stand."""
    return figures.facts_of_source("care_year", [found.uuid])

"""Every question about drives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from lantoa.contributions import rules
from lantoa.contributions.models import Drive, Gift, Round, Savers, Spending, Work
from lantoa.organisations.models import UnitName
from lantoa.practices import queries as practices
from lantoa.vietnamese.text import fold


def drives() -> QuerySet[Drive]:
    """Every drive, the latest first, with ``owner_name`` as it was when the drive began."""
    names = UnitName.objects.filter(unit=OuterRef("owner_unit"), from_on__lte=OuterRef("from_on")).order_by("-from_on")
    return (
        Drive.objects.annotate(owner_name=Subquery(names.values("name")[:1]))
        .select_related("owner_unit")
        .order_by("-from_on", "sort_key", "pk")
    )


def of_units(found: QuerySet[Drive], units: frozenset[int] | None) -> QuerySet[Drive]:
    """Those of these units; None means all."""
    return found if units is None else found.filter(owner_unit__in=units)


def matching(found: QuerySet[Drive], text: str) -> QuerySet[Drive]:
    """Those whose name holds every word, marks and case aside."""
    for word in fold(text).split():
        found = found.filter(folded__contains=word)
    return found


def public() -> QuerySet[Drive]:
    """Those that the public may read about."""
    return drives().filter(is_public=True)


def drive(uuid: UUID) -> Drive | None:
    """One drive."""
    return drives().filter(uuid=uuid).first()


def drives_among(uuids: Collection[UUID]) -> set[UUID]:
    """Those of these that are drives."""
    return set(Drive.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))


def gift(uuid: UUID) -> Gift | None:
    """One gift with its drive."""
    return Gift.objects.filter(uuid=uuid).select_related("drive").first()


def work(uuid: UUID) -> Work | None:
    """One work with its drive and photos."""
    return Work.objects.filter(uuid=uuid).select_related("drive", "before", "after").first()


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that one drive's pages add up: what stands, and what was withdrawn with the reason."""

    gifts: list[Gift]
    joint: list[Gift]
    spendings: list[Spending]
    works: list[Work]
    withdrawn: list[Gift | Spending | Work]
    sums: list[rules.Sum]
    account: rules.Account
    worth: int


def book(found: Drive) -> Book:
    """The book of a drive. Joint gifts stand apart, whole: in each drive that shares them."""
    some = Gift.objects.filter(Q(drive=found) | Q(also_for=found)).distinct().order_by("pk")
    every = list(some.select_related("drive").prefetch_related("also_for"))
    gifts = [one for one in every if not one.withdrawn_on]
    joint = [one for one in gifts if one.also_for.all()]
    shared = {one.pk for one in joint}
    spendings = list(found.spendings.order_by("on", "pk"))
    works = list(found.works.order_by("pk").select_related("before", "after"))
    own = [one for one in gifts if one.pk not in shared]
    lines = [one.line(is_joint=one.pk in shared) for one in gifts]
    spent = [one for one in spendings if not one.withdrawn_on]
    return Book(
        own,
        joint,
        spent,
        [one for one in works if not one.withdrawn_on],
        [
            *(one for one in every if one.withdrawn_on),
            *(one for one in spendings if one.withdrawn_on),
            *(one for one in works if one.withdrawn_on),
        ],
        rules.sums(one.line() for one in own),
        rules.account(lines, (one.amount for one in spent)),
        sum(one.worth or 0 for one in own),
    )


def counted_by_practices(found: Drive) -> set[str]:
    """The indicators that a practice which the drive serves has reported already: they are not counted twice."""
    served = list(found.practices.values_list("pk", flat=True))
    return {one.indicator.code for one in practices.outcomes_of(served) if one.stands} if served else set()


def savers(units: frozenset[int] | None) -> QuerySet[Savers]:
    """Groups of savers of these units (None: all), with their totals: ``held_rounds``, ``most``, ``came``, ``went``,
    ``held``."""
    stands = Q(rounds__withdrawn_on=None)
    found = Savers.objects.all() if units is None else Savers.objects.filter(owner_unit__in=units)
    names = UnitName.objects.filter(unit=OuterRef("owner_unit"), from_on__lte=OuterRef("from_on")).order_by("-from_on")
    return found.annotate(
        owner_name=Subquery(names.values("name")[:1]),
        held_rounds=Count("rounds", filter=stands),
        most=Coalesce(Max("rounds__members", filter=stands), 0),
        came=Coalesce(Sum("rounds__paid_in", filter=stands), 0),
        went=Coalesce(Sum("rounds__paid_out", filter=stands), 0),
        held=F("came") - F("went"),
    ).order_by("sort_key", "pk")


def savers_one(uuid: UUID) -> Savers | None:
    """One group with its totals."""
    return savers(None).filter(uuid=uuid).first()


def savers_among(uuids: Collection[UUID]) -> set[UUID]:
    """Those of these that are groups of savers."""
    return set(Savers.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))


def rounds(group: Savers) -> QuerySet[Round]:
    """The rounds of a group in the order of their days, withdrawn ones too."""
    return group.rounds.order_by("on", "pk")


def round_of(group: Savers, uuid: UUID) -> Round | None:
    """One round of the group."""
    return group.rounds.filter(uuid=uuid).select_related("savers").first()

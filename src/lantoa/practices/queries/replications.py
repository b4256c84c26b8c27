"""What was taken up from where, what is still to be answered, when it is looked at, what still lives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.practices import spreading
from lantoa.practices.models import Practice, PracticeStage, Replication, ReplicationCheck, ReplicationStep
from lantoa.practices.queries.practices import StandingPractice, register
from lantoa.practices.rules import Span
from lantoa.regulations import queries as regulations
from lantoa.regulations.models import Regulation

RULE = "replication-checks"


class _Told(TypedDict):
    life: str | None


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ToldReplication = WithAnnotations[Replication, _Told]
else:
    ToldReplication = Replication


def replications() -> QuerySet[ToldReplication]:
    """All, the newest first, with source, practice and units joined and ``life``, the stage of the practice now."""
    stages = PracticeStage.objects.filter(practice=OuterRef("practice"), track="life", to_on__isnull=True)
    found: QuerySet[ToldReplication] = Replication.objects.annotate(life=Subquery(stages.values("stage")[:1]))
    joined = ("source__owner_unit", "practice__owner_unit", "taker_unit", "begun_by", "directed_by", "directive")
    return found.select_related(*joined).order_by("-begun_on", "-pk")


def replication(uuid: UUID) -> ToldReplication | None:
    """One of them."""
    return replications().filter(uuid=uuid).first()


def within_reach(found: QuerySet[ToldReplication], scope: Scope) -> QuerySet[ToldReplication]:
    """Those that a unit in reach takes up, owns the source of, or began."""
    units = scope.units("read")
    if units is None:
        return found
    near = Q(taker_unit__in=units) | Q(source__owner_unit__in=units) | Q(begun_by__in=units)
    return found.filter(near | Q(directed_by__in=units))


def may_read(scope: Scope, one: Replication) -> bool:
    """Whether the replication concerns a unit in reach."""
    concerned = [one.taker_unit_id, one.begun_by_id, one.directed_by_id]
    owner = one.source.owner_unit_id if one.source else None
    return any(scope.may("read", unit) for unit in (*concerned, owner) if unit is not None)


def may_know(scope: Scope, practice: Practice) -> bool:
    """Whether a practice is public or in reach, or was brought before one of the units in reach."""
    if scope.may("read", practice.owner_unit_id) or register().filter(pk=practice.pk, is_public=True).exists():
        return True
    return within_reach(replications().filter(Q(source=practice) | Q(practice=practice)), scope).exists()


def sides_of(scope: Scope, one: Replication) -> set[str]:
    """The sides for which the role may answer."""
    sides = set()
    if scope.may("confirm", one.taker_unit_id):
        sides.add(spreading.TAKER)
    if one.source and scope.may("confirm", one.source.owner_unit_id):
        sides.add(spreading.SOURCE)
    # A superior gives orders in reporting for those below it; what a unit asks or offers it confirms itself.
    verb = "report" if one.way == "ordered" and one.begun_by_id != one.taker_unit_id else "confirm"
    if scope.may(verb, one.begun_by_id):
        sides.add(spreading.BEGINNER)
    return sides


def is_joined(practice: Practice) -> bool:
    """Whether anything that is open or begun names it as source or as what took up."""
    standing = Replication.objects.filter(stage__in=("started", *spreading.OPEN))
    return standing.filter(Q(source=practice) | Q(practice=practice)).exists()


def origins_of(practice: Practice) -> QuerySet[ToldReplication]:
    """Where a practice came from, as it began."""
    return replications().filter(practice=practice, stage="started")


def steps_of_replication(one: Replication) -> QuerySet[ReplicationStep]:
    """What was done with it, the newest first."""
    return one.steps.order_by("-pk")


def waiting_for(units: Collection[int] | None) -> QuerySet[ToldReplication]:
    """What these units have to answer or to begin; None means all units."""
    found = replications().filter(stage__in=spreading.OPEN)
    if units is None:
        return found
    asked = Q(stage="asked", source__owner_unit__in=units)
    return found.filter(asked | (~Q(stage="asked") & Q(taker_unit__in=units)))


def check_months(started_on: date) -> list[int]:
    """After how many months what began on that day is looked at, by the rule of that day."""
    return _months(regulations.on(RULE, started_on).value)


def early_days(started_on: date) -> int:
    """How many days early a check may be made."""
    return int(regulations.on(RULE, started_on).value.get("early_days", 0))


def _months(value: dict[str, list[int]]) -> list[int]:
    return sorted({int(one) for one in value["months"]})


@dataclass(frozen=True, slots=True)
class Mark:
    """One check of a replication: when it is due, what was found (None: nobody looked yet), how it counts."""

    replication: ToldReplication
    months: int
    due_on: date
    check: ReplicationCheck | None
    fate: str

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to look."""
        return self.check is None and self.fate in ("unchecked", "not_due")


def marks(found: QuerySet[ToldReplication], today: date) -> list[Mark]:
    """Every check of those that began, by due day. Four queries however many."""
    begun = found.filter(stage="started", started_on__isnull=False)
    stages = PracticeStage.objects.filter(track="life").order_by("from_on", "pk")
    rows = begun.prefetch_related("checks", Prefetch("practice__stages", stages, to_attr="lives"))
    versions = _versions()
    made = [mark for one in rows for mark in _marks_of(one, versions, today)]
    return sorted(made, key=lambda mark: (mark.due_on, mark.replication.pk, mark.months))


def _versions() -> list[Regulation]:
    return list(Regulation.objects.filter(code=RULE).order_by("-effective_from"))


def _marks_of(one: ToldReplication, versions: Iterable[Regulation], today: date) -> list[Mark]:
    assert one.started_on is not None
    assert one.practice is not None
    life: list[Span] = [(stage.stage, stage.from_on, stage.to_on) for stage in one.practice.lives]  # type: ignore[attr-defined]
    had = {check.months: check for check in one.checks.all()}
    said = {months: (check.state, check.on) for months, check in had.items()}
    return [
        Mark(one, months, due, had.get(months), fate)
        for months, due, fate in _fates(one.started_on, said, life, versions, today)
    ]


def _fates(
    started_on: date,
    said: Mapping[int, tuple[str, date]],
    life: Sequence[Span],
    versions: Iterable[Regulation],
    today: date,
) -> list[tuple[int, date, str]]:
    """Each check by the rule of the day on which it began: after how many months, due when, which fate."""
    rule = next((rule for rule in versions if _holds(rule, started_on)), None)
    dues = [(months, spreading.due_on(started_on, months)) for months in (_months(rule.value) if rule else ())]
    return [(months, due, spreading.fate(due, said.get(months), life, today)) for months, due in dues]


def _holds(rule: Regulation, day: date) -> bool:
    return rule.effective_from <= day and (rule.effective_to is None or day <= rule.effective_to)


def checks_due(units: Collection[int] | None, today: date, until: date) -> list[Mark]:
    """What these units have to look at by a day, the longest due first: of what is still carried out."""
    found = replications().filter(life="running")
    if units is not None:
        found = found.filter(taker_unit__in=units)
    return [mark for mark in marks(found, today) if mark.is_open and mark.due_on <= until]


def survivals(found: QuerySet[ToldReplication], today: date) -> list[spreading.Survival]:
    """How many of these still lived at each check, the first check first. From plain columns; four
    queries."""
    begun = found.filter(stage="started", started_on__isnull=False).order_by().select_related(None)
    rows = list(begun.values_list("pk", "practice", "started_on"))
    said: dict[int, dict[int, tuple[str, date]]] = {}
    checks = ReplicationCheck.objects.filter(replication__in=begun.values("pk"))
    for one, months, state, on in checks.values_list("replication", "months", "state", "on"):
        said.setdefault(one, {})[months] = (state, on)
    lives: dict[int, list[Span]] = {}
    stages = PracticeStage.objects.filter(track="life", practice__in=begun.values("practice"))
    ordered = stages.order_by("from_on", "pk")
    for taken, stage, from_on, to_on in ordered.values_list("practice", "stage", "from_on", "to_on"):
        lives.setdefault(taken, []).append((stage, from_on, to_on))
    versions, fates = _versions(), dict[int, list[str]]()
    for one, practice, started_on in rows:
        assert started_on is not None
        for months, _due, fate in _fates(started_on, said.get(one, {}), lives.get(practice or 0, []), versions, today):
            fates.setdefault(months, []).append(fate)
    return _survivals(fates)


def _survivals(fates: Mapping[int, list[str]]) -> list[spreading.Survival]:
    return [spreading.survival(months, fates[months]) for months in sorted(fates)]


def survived(practices: Collection[int], today: date) -> dict[int, int]:
    """Of each of these practices, by id, at how many checks what was taken up from it was found alive."""
    counted: dict[int, int] = {}
    alive = ReplicationCheck.objects.filter(
        state__in=spreading.ALIVE, replication__source__in=practices, replication__stage="started", on__lte=today
    )
    for source in alive.values_list("replication__source", flat=True):
        if source is not None:
            counted[source] = counted.get(source, 0) + 1
    return counted


def names_of_units(found: Iterable[Replication], today: date) -> dict[int, str]:
    """The names of every unit that these concern, in one query."""
    asked: set[int] = set()
    for one in found:
        asked |= {one.taker_unit_id, one.begun_by_id}
        asked |= {unit for unit in (one.directed_by_id, one.source.owner_unit_id if one.source else None) if unit}
        asked |= {one.practice.owner_unit_id} if one.practice else set()
    return organisations.names_on(asked, today)


def own_practices(units: Collection[int] | None) -> QuerySet[StandingPractice]:
    """The practices of these units that are not ended, for choosing which one took something up."""
    found = register().exclude(life="ended")
    return found if units is None else found.filter(owner_unit__in=units)


def knowable(found: QuerySet[StandingPractice], scope: Scope) -> QuerySet[StandingPractice]:
    """Those that are public or in reach."""
    units = scope.units("read")
    return found if units is None else found.filter(Q(is_public=True) | Q(owner_unit__in=units))

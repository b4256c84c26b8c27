"""Tasks: of a plan, of people, due when; what they put on meetings and inspection programmes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Person, Post, Unit, UnitAncestry
from lantoa.organisations.queries.naming import holding
from lantoa.plans.models import Agenda, Plan, PlanVersion, Task, Theme
from lantoa.plans.rules.plans import OVER


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """What an approved plan puts on the meetings or the inspection programme of a unit, and the task behind it."""

    kind: str
    words: str
    from_on: date
    to_on: date
    unit_name: str
    task_uuid: UUID
    task_name: str
    plan_uuid: UUID
    plan_name: str

    @property
    def label(self) -> str:
        """Its days as a paper says them."""
        return Period(self.from_on, self.to_on).label()


def tasks() -> QuerySet[Task]:
    """Every task with what a page shows of it joined, in the order of its plan; those taken out left out."""
    found = Task.objects.filter(is_removed=False).select_related("plan__unit", "unit", "responsible")
    return found.prefetch_related(
        Prefetch("assigned", Person.objects.order_by("sort_key", "pk")),
        Prefetch("themes", Theme.objects.order_by("from_on", "sort_key", "pk")),
        Prefetch("agenda", Agenda.objects.select_related("unit").order_by("from_on", "pk")),
    ).order_by("plan", "position", "pk")


def tasks_of(plan: Plan) -> QuerySet[Task]:
    """The tasks of the copy that is worked on, in their order."""
    return tasks().filter(plan=plan)


def task(uuid: UUID) -> Task | None:
    """One task."""
    return tasks().filter(uuid=uuid).first()


def tasks_serving(themes: Collection[int], scope: Scope, day: date) -> QuerySet[Task]:
    """The tasks of approved plans that serve any of these themes, as far as the scope may read their plans."""
    found = tasks().filter(themes__in=themes, since__isnull=False).distinct()
    reach = scope.units("read")
    if reach is not None:
        up = UnitAncestry.objects.filter(descendant=scope.home_unit_id or 0, from_on__lte=day, to_on__gte=day)
        found = found.filter(Q(plan__unit__in=reach) | Q(plan__unit__in=up.values("ancestor")))
    return found.order_by("due_on", "plan", "position", "pk")


def tasks_due(unit: int, from_on: date, to_on: date) -> QuerySet[Task]:
    """What is due in a unit in some days: the tasks of its own plans, and those that plans above give it."""
    own = Q(plan__unit=unit) | Q(unit=unit, since__isnull=False)
    found = tasks().filter(own, due_on__range=(from_on, to_on)).exclude(stage="dropped")
    return found.order_by("due_on", "plan", "position", "pk")


def tasks_left(days: Period, *, unit: int | None = None, people: Collection[int] = ()) -> QuerySet[Task]:
    """What is still to be done in some days, the soonest due first: what approved plans gave a unit, or people."""
    given = Q(unit=unit) | Q(responsible__in=people) | Q(pk__in=Task.objects.filter(assigned__in=people).values("pk"))
    found = Task.objects.filter(given, is_removed=False, since__isnull=False, due_on__range=(days.from_on, days.to_on))
    found = found.exclude(stage__in=OVER).exclude(plan__stage="closed").select_related("plan")
    return found.order_by("due_on", "plan", "position", "pk")


def counts_of_tasks(plans: Collection[int], today: date) -> dict[int, tuple[int, int, int]]:
    """How many tasks each plan has, how many are done, how many late; dropped ones left out. One query."""
    rows = Task.objects.filter(plan__in=plans, is_removed=False).exclude(stage="dropped").order_by().values("plan")
    late = Q(due_on__lt=today) & ~Q(stage="done")
    counted = rows.annotate(all=Count("pk"), done=Count("pk", Q(stage="done")), late=Count("pk", late))
    return {row["plan"]: (row["all"], row["done"], row["late"]) for row in counted}


def agenda_for(unit: int, from_on: date, to_on: date, kind: str) -> list[AgendaItem]:
    """What is to come up at a unit's meetings ("meeting") or on its inspection programme ("inspection") in these days.

    Only what stands in the version in force of an approved plan, of tasks that were not dropped: neither a draft nor
    an amendment that nobody has approved yet. Three queries, however many plans.
    """
    up = UnitAncestry.objects.filter(descendant=unit, from_on__lte=to_on, to_on__gte=from_on)
    above = up.values("ancestor")
    codes = dict(Unit.objects.filter(pk__in=above).values_list("code", "pk"))
    newest = PlanVersion.objects.filter(plan=OuterRef("plan")).order_by("-revision").values("pk")[:1]
    # A plan speaks of its own unit and of those below it, so what reaches a unit stands in its own plans or above.
    versions = (
        PlanVersion.objects.filter(pk=Subquery(newest), plan__unit__in=above)
        .filter(plan__to_on__gte=from_on, plan__from_on__lte=to_on)
        .exclude(plan__stage="closed")
        .select_related("plan")
        .order_by("plan__from_on", "plan__pk")
    )
    found = [
        _item(one, row, item)
        for one in versions
        for row in one.content["tasks"]
        for item in row["agenda"]
        if item["kind"] == kind
        and item["from_on"] <= to_on.isoformat()
        and item["to_on"] >= from_on.isoformat()
        and item["unit_code"] in codes
        and (item["below"] or codes[item["unit_code"]] == unit)
    ]
    dropped = set(
        Task.objects.filter(uuid__in={one.task_uuid for one in found}, stage="dropped").values_list("uuid", flat=True)
    )
    return sorted(
        (one for one in found if one.task_uuid not in dropped), key=lambda one: (one.from_on, one.to_on, one.words)
    )


def _item(version: PlanVersion, row: dict[str, object], item: dict[str, str]) -> AgendaItem:
    return AgendaItem(
        item["kind"],
        item["words"],
        date.fromisoformat(item["from_on"]),
        date.fromisoformat(item["to_on"]),
        item["unit"],
        UUID(str(row["uuid"])),
        str(row["name"]),
        version.plan.uuid,
        version.plan.name,
    )


def people_in(units: Collection[int], day: date) -> QuerySet[Post]:
    """Who holds a post in any of these units on a day, the heads first: whom a task may be given to; one query."""
    shown = organisations.people().order_by().values("pk")
    held = Post.objects.filter(holding(day), unit__in=units, person__in=shown)
    return held.select_related("person").order_by("-is_head", "person__sort_key", "pk")


def near_units(unit: int, day: date) -> QuerySet[Unit]:
    """A unit and those directly below it on any line: who may be given a task or a part of a target."""
    below = UnitAncestry.objects.filter(ancestor=unit, depth__lte=1, from_on__lte=day, to_on__gte=day)
    return Unit.objects.filter(pk__in=below.values("descendant"))

"""Plans: which there are, what they say, who may read them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.directives import queries as directives
from lantoa.directives.models import Directive
from lantoa.directives.queries import ListedDirective
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Person, Unit, UnitAncestry
from lantoa.organisations.rules.personal_data import ERASED_NAME
from lantoa.plans.models import Plan, PlanPaper, PlanStep, PlanTarget, PlanVersion, Theme
from lantoa.plans.queries.tasks import tasks_of
from lantoa.plans.rules.contents import Content
from lantoa.plans.rules.plans import WRITABLE


def plans() -> QuerySet[Plan]:
    """Every plan with what a list shows of it joined, the latest days first."""
    return Plan.objects.select_related("unit", "parent", "made_by").order_by("-from_on", "-to_on", "sort_key", "pk")


def plan(uuid: UUID) -> Plan | None:
    """One plan."""
    return plans().filter(uuid=uuid).first()


def plans_for(unit: int, days: Period) -> QuerySet[Plan]:
    """A unit's own plans of some days, and those approved of every unit above it on any line."""
    up = UnitAncestry.objects.filter(descendant=unit, from_on__lte=days.to_on, to_on__gte=days.from_on)
    found = plans().filter(from_on__lte=days.to_on, to_on__gte=days.from_on)
    return found.filter(Q(unit=unit) | Q(unit__in=up.values("ancestor"), revision__gt=0))


def plans_below(unit: int, days: Period, scope: Scope) -> QuerySet[Plan]:
    """The plans of the units below one, as far as the scope may read them."""
    under = UnitAncestry.objects.filter(
        ancestor=unit, depth__gt=0, from_on__lte=days.to_on, to_on__gte=days.from_on
    ).values("descendant")
    found = plans().filter(from_on__lte=days.to_on, to_on__gte=days.from_on, unit__in=under)
    reach = scope.units("read")
    return found if reach is None else found.filter(unit__in=reach)


def years_of_plans(unit: int | None) -> list[int]:
    """The years that plans of a unit or of one above it take in (None: any), the latest first."""
    found = Plan.objects.all()
    if unit is not None:
        found = found.filter(unit__in=UnitAncestry.objects.filter(descendant=unit).values("ancestor"))
    spans = found.order_by().values_list("from_on", "to_on").distinct()
    return sorted({year for first, last in spans for year in range(first.year, last.year + 1)}, reverse=True)


def may_read(one: Plan, scope: Scope, today: date) -> bool:
    """Whether a scope may read a plan: who reads its unit; what is approved also whoever works in a unit below."""
    if scope.may("read", one.unit_id):
        return True
    if not one.revision or "read" not in scope.reach or scope.home_unit_id is None:
        return False
    last = max(one.to_on, today)
    up = UnitAncestry.objects.filter(descendant=scope.home_unit_id, ancestor=one.unit_id)
    return up.filter(from_on__lte=last, to_on__gte=one.from_on).exists()


def plans_with(theme: Theme, scope: Scope, day: date) -> QuerySet[Plan]:
    """The plans in which a theme stands, as far as the scope may read them."""
    return _readable(plans().filter(themes=theme), scope, day)


def _readable(found: QuerySet[Plan], scope: Scope, day: date) -> QuerySet[Plan]:
    reach = scope.units("read")
    if reach is None:
        return found
    up = UnitAncestry.objects.filter(descendant=scope.home_unit_id or 0, from_on__lte=day, to_on__gte=day)
    return found.filter(Q(unit__in=reach) | Q(unit__in=up.values("ancestor"), revision__gt=0))


def may_be_written(scope: Scope) -> QuerySet[Plan]:
    """The plans whose text the scope may write now: drafts, what was returned, what is being amended."""
    found, reach = plans().filter(stage__in=WRITABLE), scope.units("confirm")
    return found if reach is None else found.filter(unit__in=reach)


def may_be_parent(unit: int, days: Period, *, own: Plan | None = None) -> QuerySet[Plan]:
    """The plans that one of these days may carry out: those that take in the days, of the unit or of one above it."""
    found = plans_for(unit, days).filter(from_on__lte=days.to_on, to_on__gte=days.from_on)
    return found.exclude(pk=own.pk) if own else found


def paper_words(one: Directive) -> str:
    """A paper as a plan names it: "09-KH/ĐU ngày 12/12/2025 (Đảng ủy xã An Phúc)"."""
    return f"{one.code} ngày {one.dated_on:%d/%m/%Y} ({one.issuer_name})"


def papers_of(one: Plan) -> QuerySet[Directive]:
    """The papers of the book on which a plan rests, the latest first."""
    return directives.papers().filter(pk__in=PlanPaper.objects.filter(plan=one).values("paper"))


def papers_offered(unit: Unit, today: date) -> QuerySet[ListedDirective]:
    """The papers in force in the books of a unit's place and its bodies, the latest first."""
    books = directives.own_units(organisations.place_of(unit, today).pk, today)
    return directives.in_books_of([unit.pk, *(one.pk for one in books)]).filter(stage="issued")


def plans_resting_on(paper: Directive, scope: Scope, day: date) -> QuerySet[Plan]:
    """The plans that rest on a paper, as far as the scope may read them."""
    return _readable(plans().filter(papers=paper), scope, day)


def steps_of_plan(one: Plan) -> QuerySet[PlanStep]:
    """What happened to a plan, the newest first."""
    return one.steps.select_related("version").order_by("-pk")


def versions_of(one: Plan) -> QuerySet[PlanVersion]:
    """What was approved of a plan, the newest first."""
    return one.versions.order_by("-revision")


def version(one: Plan, revision: int) -> PlanVersion | None:
    """One version."""
    return one.versions.filter(revision=revision).first()


def targets_in(one: Plan) -> QuerySet[PlanTarget]:
    """The targets of the copy that is worked on, in their order."""
    found = one.targets.filter(is_removed=False)
    return found.select_related("indicator", "unit", "owner", "responsible", "parent", "plan").order_by(
        "position", "pk"
    )


def target_in(uuid: UUID) -> PlanTarget | None:
    """One target of a plan, not one that was taken out."""
    found = PlanTarget.objects.filter(uuid=uuid, is_removed=False)
    return found.select_related("indicator", "unit", "owner", "responsible", "parent", "plan__unit").first()


def content_of(one: Plan) -> Content:
    """What the copy that is worked on says, as a plain value; a constant number of queries."""
    tasks = list(tasks_of(one))
    targets = list(targets_in(one))
    units = {row.unit_id for row in tasks} | {row.unit_id for row in targets}
    units |= {item.unit_id for row in tasks for item in row.agenda.all()}
    names = organisations.names_on(units | {one.unit_id}, one.to_on)
    return {
        "head": {
            "name": one.name,
            "period": Period(one.from_on, one.to_on).label(),
            "stands_in": one.stands_in,
            **({"papers": papers} if (papers := [paper_words(row) for row in papers_of(one)]) else {}),
            "parent": one.parent.name if one.parent else "",
            "themes": sorted(theme.name for theme in one.themes.all()),
        },
        "tasks": [
            {
                "uuid": str(row.uuid),
                "group": row.group,
                "name": row.name,
                "unit": names[row.unit_id],
                "unit_code": row.unit.code,
                "responsible": str(row.responsible.uuid) if row.responsible else "",
                "assigned": sorted(str(person.uuid) for person in row.assigned.all()),
                "from_on": row.from_on.isoformat() if row.from_on else "",
                "due_on": row.due_on.isoformat(),
                "themes": sorted(theme.name for theme in row.themes.all()),
                "agenda": [
                    {
                        "uuid": str(item.uuid),
                        "kind": item.kind,
                        "words": item.words,
                        "unit": names[item.unit_id],
                        "unit_code": item.unit.code,
                        "below": item.takes_in_below,
                        "period": Period(item.from_on, item.to_on).label(),
                        "from_on": item.from_on.isoformat(),
                        "to_on": item.to_on.isoformat(),
                    }
                    for item in row.agenda.all()
                ],
            }
            for row in tasks
        ],
        "targets": [
            {
                "uuid": str(row.uuid),
                "group": row.group,
                "indicator": row.indicator.name,
                "indicator_code": row.indicator.code,
                "unit": names[row.unit_id],
                "unit_code": row.unit.code,
                "wording": row.wording,
                "period": row.period.label(),
                "is_cumulative": row.is_cumulative,
                "owner": str(row.owner.uuid) if row.owner else "",
                "responsible": str(row.responsible.uuid) if row.responsible else "",
            }
            for row in targets
        ],
    }


def names_of_people(uuids: Collection[str]) -> dict[str, str]:
    """The names of people by number, of those who may still be named; one query."""
    known = {UUID(one) for one in uuids}
    rows = Person.objects.filter(uuid__in=known).exclude(full_name=ERASED_NAME) if known else Person.objects.none()
    return {str(one.uuid): one.full_name for one in rows}

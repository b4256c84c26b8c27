"""How many practices stood how on a day, and for which years they were registered."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from lantoa.practices import rules
from lantoa.practices.models import PilotTerm, Practice, PracticeStage, PracticeYear, Replication
from lantoa.practices.queries.practices import StandingPractice


def counts(practices: QuerySet[StandingPractice], day: date, since: date) -> dict[str, int]:
    """How many of these are in each of ``rules.STATES`` on a day; every state is named. One query.

    Of those in effect, what was registered on ``since`` or later is new, the rest is carried over.
    """
    # Over the bare table: annotations that join would count a practice once for each row.
    some = Practice.objects.filter(pk__in=practices.order_by().values("pk"))
    asked = {state: Count("pk", filter=_holds(state, since)) for state in rules.STATES}
    return {state: many or 0 for state, many in _on(some, day).aggregate(**asked).items()}


def in_state(practices: QuerySet[StandingPractice], state: str, day: date, since: date) -> QuerySet[StandingPractice]:
    """Those in one of ``rules.STATES`` on a day, as ``counts`` counts them."""
    held = _on(Practice.objects.all(), day).filter(_holds(state, since))
    return practices.filter(pk__in=held.values("pk"))


def _on(practices: QuerySet[Practice], day: date) -> QuerySet[Practice]:
    stages = PracticeStage.objects.filter(practice=OuterRef("pk"))
    held = stages.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day).order_by("-from_on", "-pk")
    first = stages.filter(track="life").order_by("from_on", "pk")
    return practices.annotate(
        life_then=Coalesce(Subquery(held.filter(track="life").values("stage")[:1]), Value(rules.NOTHING)),
        pilot_then=Exists(held.filter(track="pilot")),
        replicated_then=Exists(
            Replication.objects.filter(practice=OuterRef("pk"), stage="started", started_on__lte=day)
        ),
        first_on=Subquery(first.values("from_on")[:1]),
    )


def _holds(state: str, since: date) -> Q:
    running = Q(life_then="running")
    return {
        "registered": ~Q(life_then=rules.NOTHING),
        "effective": running,
        "carried": running & Q(first_on__lt=since),
        "new": running & Q(first_on__gte=since),
        "pilot": ~Q(life_then=rules.NOTHING) & Q(pilot_then=True),
        "replicated": running & Q(replicated_then=True),
    }[state]


def keepable(practices: QuerySet[StandingPractice], year: int) -> QuerySet[StandingPractice]:
    """Those that may be kept on for a year: registered before it, not ended, not registered for it yet."""
    has = PracticeYear.objects.filter(practice=OuterRef("pk"), year=year)
    return practices.filter(~Exists(has), registered_on__lt=date(year, 1, 1)).exclude(life="ended")


def practice_years(practice: Practice) -> QuerySet[PracticeYear]:
    """The years for which a practice was registered, the latest first."""
    return practice.years.order_by("-year")


def registered_for(practices: QuerySet[StandingPractice], year: int) -> dict[str, int]:
    """How many of these were registered for a year anew, and to be kept on."""
    rows = PracticeYear.objects.filter(practice__in=practices.order_by().values("pk"), year=year)
    found = {row["kind"]: row["many"] for row in rows.values("kind").annotate(many=Count("pk")).order_by()}
    return {kind: found.get(kind, 0) for kind in rules.YEARS}


def pilots_to_review(practices: QuerySet[StandingPractice], until: date) -> list[tuple[StandingPractice, date]]:
    """Pilots whose time ends by a day, with that last day, the first due first: each is to be reviewed, then closed or
    kept on. It ends on the day that was set, else with the last year for which the practice was registered."""
    last = PracticeYear.objects.filter(practice=OuterRef("pk")).order_by("-year").values("year")[:1]
    term = PilotTerm.objects.filter(stage__practice=OuterRef("pk"), stage__to_on=None)
    # A year later than the day's own cannot have ended by it.
    ends = Q(planned__lte=until) | Q(planned=None, last_year__lte=until.year)
    found = practices.filter(~Exists(term.filter(reviewed_on__isnull=False)), is_pilot=True)
    found = found.annotate(last_year=Subquery(last), planned=Subquery(term.values("planned_to_on")[:1])).filter(ends)
    rows = [(one, one.planned or date(one.last_year, 12, 31)) for one in found]
    return sorted(((one, day) for one, day in rows if day <= until), key=lambda row: (row[1], row[0].pk))

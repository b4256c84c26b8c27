"""What the pages of practices show, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.files.queries import excerpt_of
from lantoa.files.rules import Excerpt
from lantoa.indicators import queries as ledger
from lantoa.indicators.models import Indicator
from lantoa.indicators.pages import openings
from lantoa.indicators.queries import View
from lantoa.indicators.rules import amounts, write_quantity
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit
from lantoa.organisations.queries import NamedUnit
from lantoa.practices import queries, rules, spread_pages, wording
from lantoa.practices.dossier_pages import dossier
from lantoa.practices.forms import AdvanceForm, OutcomeForm, ThemesForm, WithdrawForm
from lantoa.practices.models import Outcome, Practice, Proof
from lantoa.practices.operations import COUNTED
from lantoa.practices.queries import StandingPractice, WeighedOutcome
from lantoa.practices.queries.dossier import proofs_of


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """An outcome as a page shows it. ``others`` are the practices that share it, as far as the visitor may know."""

    outcome: WeighedOutcome
    parts: tuple[str, str, str]
    path: str
    others: list[StandingPractice]
    hidden_others: int = 0
    excerpt: Excerpt | None = None
    why: str = ""
    form: WithdrawForm | None = None
    proofs: list[Proof] = field(default_factory=list)


def outcome_lines(
    practice: Practice, scope: Scope, *, bound: tuple[UUID, WithdrawForm] | None = None
) -> list[OutcomeLine]:
    """The outcomes of one practice for this visitor; withdrawn ones only for those who may read the register."""
    is_open = scope.may("read", practice.owner_unit_id)
    outcomes = list(queries.outcomes_of([practice.pk]))
    if not is_open:
        outcomes = [one for one in outcomes if one.stands and one.indicator.is_public]
    reasons = queries.withdrawals(one for one in outcomes if not one.stands) if is_open else {}
    known = _known(outcomes, scope)
    proofs = proofs_of([one.pk for one in outcomes]) if is_open else {}

    def line(one: WeighedOutcome) -> OutcomeLine:
        sharing = [other.pk for other in one.practices.all() if other.pk != practice.pk]
        others = [known[pk] for pk in sharing if pk in known]
        form = None
        if one.stands and scope.may("confirm", one.unit_id):
            form = bound[1] if bound and bound[0] == one.uuid else WithdrawForm(outcome=one.uuid)
        return OutcomeLine(
            one,
            amounts.in_parts(one.wording),
            reverse("practices:figure", args=[practice.uuid, one.indicator.code]),
            others,
            len(sharing) - len(others),
            excerpt_of(one.citation) if is_open and one.citation else None,
            reasons.get(one.uuid, ""),
            form,
            proofs.get(one.pk, []),
        )

    return [line(one) for one in outcomes]


def _known(outcomes: Iterable[Outcome], scope: Scope) -> dict[int, StandingPractice]:
    """The sharing practices whose names this visitor may know: public ones, and those within reach."""
    sharing = {practice.pk for one in outcomes for practice in one.practices.all()}
    found = queries.register().prefetch_related(None).filter(pk__in=sharing)
    return {one.pk: one for one in found if one.is_public or scope.may("read", one.owner_unit_id)}


def practice_page(practice: StandingPractice, scope: Scope, today: date, **bound: Any) -> dict[str, Any]:
    """Everything that the page of one practice shows. ``bound`` holds forms that came back: ``advance``,
    ``outcome``, ``serving``, and ``withdraw`` with the outcome's UUID."""
    owner = practice.owner_unit
    may_change = scope.may("confirm", owner.pk)
    open_verbs = [verb for verb in queries.open_verbs(practice) if may_advance(scope, practice, verb)]
    advance: AdvanceForm | None = bound.get("advance")
    verbs = []
    if open_verbs:
        above = deciders(practice, today)
        for verb in open_verbs:
            form = AdvanceForm(today=today, deciders=above, verb=verb)
            if advance is not None and advance.data.get("verb") == verb:
                form = advance
            verbs.append((verb, wording.VERBS[verb], wording.MEANINGS.get(verb, ""), form))
    stages = list(queries.stages_of(practice))
    deciding = organisations.names_at((one.decided_by_id, one.from_on) for one in stages if one.decided_by_id)
    outcome = bound.get("outcome") or (OutcomeForm(practice=practice, today=today) if may_change else None)
    serving = bound.get("serving") or (ThemesForm(practice=practice, today=today) if may_change else None)
    returned = (advance, bound.get("outcome"), bound.get("withdrawing"), bound.get("serving"))
    return {
        **spread_pages.for_practice(practice, scope, today),
        "practice": practice,
        "places": queries.places_of([practice], today)[practice.pk],
        "name_today": organisations.names_on([owner.pk], today)[owner.pk],
        "heirs": _heirs(owner, today),
        "years": [(one, wording.YEARS[one.kind]) for one in queries.practice_years(practice)],
        "stages": [(one, deciding.get((one.decided_by_id or 0, one.from_on), "")) for one in stages],
        "excerpt": excerpt_of(practice.citation) if practice.citation else None,
        "entered_for": queries.entered_for(practice),
        "outcomes": outcome_lines(practice, scope, bound=bound.get("withdraw")),
        "verbs": verbs,
        "outcome_form": outcome,
        "themes": list(practice.themes.order_by("from_on", "sort_key", "pk")),
        "themes_form": serving,
        "form": next((form for form in returned if form is not None), None),
        "may_change": may_change,
        "dossier": dossier(practice, scope, today),
        "counted": ledger.figure_path(
            ledger.indicator(COUNTED[practice.kind]), owner, View(Period.year(practice.registered_on.year))
        ),
    }


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many were in a state on a day, with the address of the list of them."""

    name: str
    many: int
    path: str
    is_asked: bool = False


def states_on_day(practices: Any, day: date, since: date, asked: QueryDict) -> list[StateCount]:
    """The counts of practices on a day, each opening its own list with all else that is asked for."""

    def path(state: str) -> str:
        query = asked.copy()
        query.pop("trang", None)
        query["on"], query["since"], query["state"] = f"{day:%d/%m/%Y}", f"{since:%d/%m/%Y}", state
        return f"{reverse('practices:list')}?{query.urlencode()}"

    found = queries.counts(practices, day, since)
    return [
        StateCount(str(wording.STATES[state]), many, path(state), asked.get("state") == state)
        for state, many in found.items()
    ]


def _heirs(owner: Unit, today: date) -> list[NamedUnit]:
    """Who stands today for an owner that ended; nobody for one that stands itself."""
    if owner.dissolved_on is None or owner.dissolved_on > today:
        return []
    heirs = organisations.stood_for(owner.pk, today, today) - {owner.pk}
    return list(organisations.named(today).filter(pk__in=heirs).order_by("rank", "sort_key", "pk"))


def may_advance(scope: Scope, practice: Practice, verb: str) -> bool:
    """Whether the role in use may move the track that a verb moves."""
    return any(scope.may(needed, practice.owner_unit_id) for needed in rules.NEEDED[rules.track_of(verb)])


def deciders(practice: Practice, today: date) -> list[NamedUnit]:
    """Who may have decided: the owner unit and those above it on the lines of Party and place."""
    up = [organisations.path_up(practice.owner_unit_id, line, today) for line in ("party", "place")]
    found = {one.pk: one for path in up for one in reversed(path)}
    return [one for one in found.values() if one.rank or not one.is_place]


def figure_page(practice: StandingPractice, indicator: Indicator, scope: Scope) -> dict[str, Any]:
    """The figure of one indicator narrowed to one practice, with the facts it is made of."""
    facts = list(queries.facts_of(practice, indicator))
    figure = ledger.figure_of_facts(facts)
    shared = {line.outcome.uuid: line for line in outcome_lines(practice, scope) if line.others or line.hidden_others}
    return {
        "practice": practice,
        "indicator": indicator,
        "figure": figure,
        "in_period": amounts.in_parts(write_quantity(figure.in_period, indicator.unit)) if figure.in_period else None,
        "cumulative": amounts.in_parts(write_quantity(figure.cumulative, indicator.unit))
        if figure.cumulative
        else None,
        "facts": [(line, shared.get(line.fact.source_uuid)) for line in openings.lines(facts, scope)],
    }

"""What the page of a practice shows beyond its registration, gathered in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lantoa.common.scopes import Scope
from lantoa.indicators import queries as ledger
from lantoa.indicators.rules import write_quantity
from lantoa.practices import dossier_rules as rules
from lantoa.practices import dossier_wording as wording
from lantoa.practices import queries as practices
from lantoa.practices.models import Goal
from lantoa.practices.queries import StandingPractice
from lantoa.practices.queries import dossier as queries
from lantoa.regulations import queries as regulations


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal beside what was achieved in its days; ``percent`` is None where it cannot be said."""

    goal: Goal
    aimed: str
    achieved: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the checklist, with the names of what is missing."""

    asks: str
    why: str
    missing: list[str]


def dossier(practice: StandingPractice, scope: Scope, today: date) -> dict[str, Any]:
    """The parts that are told, what reviewers would ask, goals, examinations, times as a pilot."""
    detail = queries.detail_of(practice)
    goals = _goals(practice)
    told = {name for name in rules.PARTS if getattr(detail, name)}
    told |= {rules.GOALS} if goals else set()
    told |= {rules.OUTCOMES} if queries.achieved(practice) else set()
    told |= {rules.LESSONS} if practices.lessons().filter(practice=practice).exists() else set()
    asked = rules.checklist(regulations.on(rules.CHECKLIST, today).value["questions"], told)
    keeps = scope.may("confirm", practice.owner_unit_id)
    decides = keeps or scope.may("approve", practice.owner_unit_id)
    terms = list(queries.pilot_terms(practice))
    return {
        "parts": [(name, wording.PARTS[name], getattr(detail, name)) for name in rules.PARTS if name in told],
        "questions": [
            Question(one.asks, one.why, [str(wording.MISSING.get(name, name)) for name in one.missing]) for one in asked
        ],
        "answered": sum(not one.missing for one in asked),
        "goals": goals,
        "examinations": list(queries.examinations_of(practice)),
        "terms": terms,
        "is_overdue": any(one.reviewed_on is None and one.planned_to_on < today for one in terms),
        "may_plan": decides and practice.is_pilot,
        "may_review": decides and bool(terms) and terms[0].reviewed_on is None,
        "keeps": keeps,
        "decides": decides,
    }


def _goals(practice: StandingPractice) -> list[GoalLine]:
    facts = queries.achieved(practice)
    lines = []
    for goal in queries.goals_of(practice):
        unit, days = goal.indicator.unit, goal.period
        own = [
            one
            for one in facts
            if one.indicator_id == goal.indicator_id and days.from_on <= one.from_on and one.to_on <= days.to_on
        ]
        figure = ledger.figure_of_facts(own)
        reached = figure.in_period or figure.cumulative
        exact: tuple[Decimal | None, Decimal | None] = (goal.quantity.point, reached.point if reached else None)
        lines.append(
            GoalLine(
                goal,
                write_quantity(goal.quantity, unit),
                write_quantity(reached, unit) if reached else "",
                rules.reached(*exact),
            )
        )
    return lines

"""What a figure in a report says at this moment: of its period, of the year before, of the plan."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from lantoa.common.periods import Period
from lantoa.indicators.models import Indicator, Target
from lantoa.indicators.rules import achievement, write_quantity
from lantoa.reports.drafting.doubts import doubles_of
from lantoa.reports.gathered import Pair
from lantoa.reports.material import Material, pair_of
from lantoa.reports.rules import Figured
from lantoa.reports.rules.prose import Token


def figured(token: Token, told: Material) -> Figured | None:
    """The figure that a token stands for; None where nothing was reported, or planned, or it is not known."""
    kind = told.kinds.get(token.indicator)
    if kind is None:
        return None
    if token.is_elsewhere:
        return _elsewhere(kind, token, told)
    if token.what == "before":
        return before_of(token.indicator, told).in_period
    if token.what == "doubles":
        return doubles_of(token.indicator, told)
    if token.what in ("plan", "share"):
        planned, share = planned_of(token.indicator, told)
        return planned if token.what == "plan" else share
    pair = pair_of(kind, told.unit, told.found, told.view)
    return pair.cumulative if token.what == "cumulative" else pair.in_period


def _elsewhere(kind: Indicator, token: Token, told: Material) -> Figured | None:
    place = told.elsewhere.get((token.unit, token.period))
    if place is None:
        return None
    pair = pair_of(kind, place.unit, place.found, place.view)
    found = pair.cumulative if token.what == "cumulative" else pair.in_period
    # So that it is never taken for the report's own figure of that indicator.
    return found and replace(found, what=f"{token.what}@{token.unit}@{token.period}")


def before_of(code: str, told: Material) -> Pair:
    """The same days a year earlier; only the amount of the period compares."""
    if told.view_before is None:
        return Pair()
    pair = pair_of(told.kinds.get(code), told.unit, told.before, told.view_before, "before")
    return Pair(pair.in_period)


def planned_of(code: str, told: Material) -> tuple[Figured | None, Figured | None]:
    """What the unit was given to reach in the period, and how much of it is reached."""
    kind = told.kinds[code]
    target = _target(told.targets.get((kind.pk, told.unit.pk), ()))
    if target is None:
        return None, None
    path = plan_path(told, target.period)
    pair = pair_of(kind, told.unit, told.found, told.view)
    done = pair.cumulative if target.is_cumulative else pair.in_period
    plan = Figured(write_quantity(target.quantity, kind.unit), path, target.quantity, kind.unit, code, "plan")
    reached = achievement.achieved(done.quantity if done else None, target.quantity, target.direction).share
    share = Figured(write_quantity(reached, "%"), path, reached, "%", code, "share") if reached else None
    return plan, share


def _target(given: object) -> Target | None:
    """Of a target of the period and one of the running total, that of the period."""
    found = sorted(given, key=lambda one: one.is_cumulative)  # type: ignore[call-overload]
    return found[0] if found else None


def plan_path(told: Material, period: Period) -> str:
    """Where the plan of the unit and period opens."""
    words = {"unit": str(told.unit.uuid), "period": period.code}
    return f"{reverse('indicators:plan')}?{urlencode(words)}"

"""Targets, how far they are reached and forecasts, in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.common.quantities import Quantity
from lantoa.indicators.models import Indicator
from lantoa.indicators.queries import Progress
from lantoa.indicators.rules import write_amount, write_quantity
from lantoa.indicators.rules.achievement import Pace, Standing, as_percent
from lantoa.indicators.rules.forecasts import Basis, Forecast, Why
from lantoa.vietnamese.numbers import write_number

DIRECTIONS = {
    "at_least": gettext_lazy("Reached from this amount upwards"),
    "at_most": gettext_lazy("Not to be exceeded"),
}
# (standing, direction) → words, kind of tag.
_STANDINGS = {
    (Standing.REACHED, "at_least"): (gettext_lazy("Target reached"), "success"),
    (Standing.REACHED, "at_most"): (gettext_lazy("Target kept"), "success"),
    (Standing.NOT_REACHED, "at_least"): (gettext_lazy("Not reached yet"), "warning"),
    (Standing.NOT_REACHED, "at_most"): (gettext_lazy("Target exceeded"), "danger"),
}
_PACES = {
    (Pace.AHEAD, "at_least"): (gettext_lazy("In time"), "success"),
    (Pace.BEHIND, "at_least"): (gettext_lazy("Behind time"), "warning"),
    (Pace.AHEAD, "at_most"): (gettext_lazy("Faster than the time"), "warning"),
    (Pace.BEHIND, "at_most"): (gettext_lazy("Slower than the time"), "success"),
}
_WHY = {
    Why.RUNNING: gettext_lazy("No forecast: a running total is not spread over the months of one period."),
    Why.NOT_ADDED: gettext_lazy("No forecast: amounts of this indicator do not add over time."),
    Why.OVER: gettext_lazy("No forecast: the period is over."),
    Why.MISSING: gettext_lazy("No forecast: there is no figure yet."),
    Why.TOLD_TO_END: gettext_lazy("No forecast: amounts reach the end of the period already."),
    Why.ODD_DAYS: gettext_lazy("No forecast: the period is not made of whole months."),
    Why.NO_NUMBER: gettext_lazy("No forecast: the figure is a range, not one number."),
    Why.OLD: gettext_lazy("No forecast: nothing was reported of the last three months."),
    Why.EARLY: gettext_lazy("No forecast: that needs figures of two months, or of the year before."),
}


def standing(one: Progress) -> tuple[str, str]:
    """Whether a target is reached, in words, with the kind of tag that suits them."""
    if one.achieved.standing is Standing.MISSING:
        return _("No figure yet"), "neutral"
    words, kind = _STANDINGS.get(
        (one.achieved.standing, one.target.direction), (gettext_lazy("Cannot be told"), "neutral")
    )
    return str(words), kind


def why_unknown(one: Progress) -> str:
    """Why it cannot be told whether a target is reached; empty where it can."""
    if one.achieved.standing is not Standing.UNKNOWN:
        return ""
    said = {"figure": write_quantity(one.done, one.target.indicator.unit), "mark": mark(one)}
    return _("The figure “%(figure)s” may lie on either side of %(mark)s.") % said


def mark(one: Progress) -> str:
    """The number that decides, as an amount."""
    return write_quantity(one.mark, one.target.indicator.unit)


def share(one: Progress) -> str:
    """How far the target is reached in percent: "trên 83,3%"; a dash where that cannot be worked out."""
    return write_quantity(one.achieved.share, "%") if one.achieved.share else "–"


def pace(one: Progress) -> tuple[str, str]:
    """How the figure stands to the time gone by; empty words where that says nothing."""
    if one.pace is None or (one.achieved.standing is not Standing.NOT_REACHED and one.target.direction == "at_least"):
        return "", ""
    words, kind = _PACES.get((one.pace, one.target.direction), (gettext_lazy("Cannot be told"), "neutral"))
    return str(words), kind


def passed(one: Progress) -> str:
    """The share of the period's days that have gone by."""
    return _("%(share)s%% of the time has gone by") % {"share": write_number(as_percent(one.passed))}


def forecast(one: Progress) -> str:
    """The forecast, always as an estimate: "ước 120 cây cầu"; empty without one."""
    return _estimate(one.forecast.amount, one.target.indicator) if isinstance(one.forecast, Forecast) else ""


def outlook(one: Progress) -> str:
    """Whether the target will be reached (kept) if the forecast comes true; empty without one."""
    if one.is_foreseen is None:
        return ""
    if one.target.direction == "at_most":
        return _("would be kept") if one.is_foreseen else _("would be exceeded")
    return _("would be reached") if one.is_foreseen else _("would not be reached")


def explained(one: Progress) -> str:
    """In one sentence where the forecast comes from, or why there is none."""
    if isinstance(one.forecast, Why):
        return str(_WHY[one.forecast])
    words = _by_last_year if one.forecast.basis is Basis.LAST_YEAR else _by_even_pace
    sentence = words(one.forecast, one.target.indicator)
    return f"{sentence} {_RAISED}" if one.forecast.is_raised else sentence


_RAISED = gettext_lazy("What is reached already is not undercut.")


def _by_last_year(found: Forecast, how: Indicator) -> str:
    before, whole = _number(found.course.before), _number(found.course.whole_before)
    share_of_it = (before * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    said = _said(found, how) | {
        "before": write_amount(before, how.unit),
        "whole": write_amount(whole, how.unit),
        "share": write_number(share_of_it),
    }
    return (
        _(
            "By the course of the year before: its first %(told)s months brought %(before)s of %(whole)s (%(share)s%%);"
            " this year they brought %(done)s, hence %(estimate)s for the whole period."
        )
        % said
    )


def _by_even_pace(found: Forecast, how: Indicator) -> str:
    return _(
        "By the average so far: the first %(told)s months brought %(done)s; at that pace all %(months)s months"
        " bring %(estimate)s."
    ) % _said(found, how)


def _said(found: Forecast, how: Indicator) -> dict[str, str]:
    course = found.course
    return {
        "told": str(course.told),
        "months": str(course.months),
        "done": write_quantity(course.reached, how.unit),
        "estimate": _estimate(found.amount, how),
    }


def _number(quantity: Quantity | None) -> Decimal:
    return quantity.point if quantity and quantity.point is not None else Decimal(0)


def _estimate(amount: Decimal, how: Indicator) -> str:
    return _("an estimated %(amount)s") % {"amount": write_amount(amount, how.unit)}

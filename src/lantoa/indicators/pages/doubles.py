"""What the pages of likely doubles and of decisions on them show."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity, total
from lantoa.common.scopes import Scope
from lantoa.indicators import queries
from lantoa.indicators.forms.doubles import CHOICES
from lantoa.indicators.models import Double, Fact, Indicator
from lantoa.indicators.pages import acts, openings
from lantoa.indicators.queries import Opened, View
from lantoa.indicators.rules import doubles as rules
from lantoa.indicators.rules import write_quantity
from lantoa.indicators.rules.doubles import Told
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit

# So many are decided at one go; so many are counted for a list before it says "more than".
MOST, COUNTED = 100, 500
REASONS: dict[str, Promise] = {
    rules.WITHIN: _("A detail of a unit or of days within the total"),
    rules.SAME_SOURCE: _("Both came of the same practices"),
    rules.TWICE: _("Two papers tell a figure of the same unit"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the list: an amount, and what may be told in it already, in words."""

    head: Fact
    unit_name: str
    count: int
    sum: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the three decisions, with what the figure is after it."""

    value: str
    label: Promise
    then: str
    is_change: bool


def may_see(scope: Scope, units: Sequence[int]) -> bool:
    """Whether one of these units lies within reach of reading."""
    return any(scope.may("read", unit) for unit in units)


def waiting(scope: Scope, verb: str = "confirm") -> int:
    """How many likely doubles await a decision of this role; COUNTED stands for any more than that."""
    return queries.likely_doubles(scope, verb)[:COUNTED].count() if verb in scope.reach else 0


def behind(one: Opened, scope: Scope) -> dict[str, Any] | None:
    """How many amounts behind a figure may hold others, and where that is decided; None where none is or none is seen.

    Of an official alone, and of a figure as it is now.
    """
    if "read" not in scope.reach or one.view.upto is not None or not one.indicator.adds or one.view.line != "place":
        return None
    heads = queries.likely_doubles(scope, indicator=one.indicator, unit=one.unit.pk, view=one.view)
    found = list(heads.values_list("uuid", flat=True)[:COUNTED])
    if not found:
        return None
    path = reverse("indicators:double", args=found) if len(found) == 1 else list_path(one.indicator, one.unit, one.view)
    return {"count": len(found), "path": path}


def list_path(indicator: Indicator, unit: NamedUnit, view: View) -> str:
    """Where those of an indicator are listed that count for a unit in a view, as they are now."""
    days = {name: f"{day:%d/%m/%Y}" for name, day in (("from_on", view.period.from_on), ("to_on", view.period.to_on))}
    words = {"indicator": indicator.code, "unit": str(unit.uuid), **days}
    return f"{reverse('indicators:doubles')}?{urlencode(words | ({'tree': view.tree} if view.tree else {}))}"


def listed(heads: Sequence[Fact]) -> list[Listed]:
    """The rows of one page of the list, in four queries however many."""
    names = organisations.names_at((head.unit_id, head.to_on) for head in heads)
    return [
        Listed(
            one.head,
            names[one.head.unit_id, one.head.to_on],
            one.count,
            write_quantity(one.sum, one.head.indicator.unit),
        )
        for one in queries.with_sums(heads)
    ]


def filters(scope: Scope, today: date, asked: str = "") -> tuple[list[Indicator], list[NamedUnit]]:
    """The indicators and the units below one's own by which the list may be narrowed, and the unit ``asked`` for (its
    UUID) where the role reads it: an address may name any."""
    added = [one for one in queries.catalogue() if one.adds]
    home = scope.home_unit_id
    units: list[NamedUnit] = list(organisations.children(home, "place", today)) if home else []
    if asked and asked not in {str(one.uuid) for one in units}:
        with suppress(organisations.UnableToFindUnit):
            found = organisations.unit(asked.replace("\0", "")[:80], today)
            units += [found] if str(found.uuid) == asked and scope.may("read", found.pk) else []
    return added, units


def of_likely(head: Fact, scope: Scope) -> dict[str, Any]:
    """An amount beside those that may be told in it, with what each decision comes to."""
    others = queries.others_of(head, MOST + 1)
    shown = others[:MOST]
    up = organisations.path_up(head.unit_id, "place", head.to_on)
    # Two bodies of one place: both count in the place.
    is_beside = any(getattr(other, "depth", None) is None for other in shown)
    at = up[-2] if is_beside and len(up) > 1 else up[-1]
    view = View(Period(*rules.span((fact.from_on, fact.to_on) for fact in (head, *shown))))
    whys = {other.pk: rules.why(told(head), told(other), getattr(other, "depth", None)) for other in shown}
    decided = list(queries.decided_about(head)[:5])
    sum_ = total([other.quantity for other in shown])
    return {
        "head": openings.lines([head], scope)[0],
        "others": [(line, REASONS.get(whys[line.fact.pk], "")) for line in openings.lines(shown, scope)],
        "is_more": len(others) > MOST,
        "most": MOST,
        "sum": write_quantity(sum_, head.indicator.unit),
        "is_over": rules.is_over(sum_, head.quantity),
        "is_total": head.source_kind == "statement",
        "at": at,
        "view": view,
        "figure": queries.figure_path(head.indicator, at, view),
        "now": write_quantity(queries.figure(head.indicator, at.pk, view).in_period, head.indicator.unit),
        "choices": _choices(head, shown, at.pk, view) if shown else [],
        "decided": list(dict.fromkeys(one.act for one in decided)),
        "may_decide": bool(shown) and scope.may("confirm", at.pk),
    }


def _choices(head: Fact, others: Sequence[Fact], at: int, view: View) -> list[Choice]:
    how = head.indicator
    now = queries.figure(how, at, view).in_period
    then: dict[str, Quantity | None] = {
        rules.INCLUDED: queries.counted_without(how, at, view, [other.pk for other in others]),
        rules.APART: now,
    }
    # Left out once already, further above, it cannot be left out again.
    if not queries.acts_of([head.pk]):
        then[rules.DETAILS] = queries.counted_without(how, at, view, [head.pk])
    return [
        Choice(value, label, write_quantity(then[value], how.unit), then[value] != now)
        for value, label in CHOICES
        if value in then
    ]


def told(fact: Fact) -> Told:
    """What the rules ask of an amount."""
    paper = fact.citation.text.file_id if fact.citation else None
    record = str(fact.source_uuid)
    return Told(fact.pk, fact.from_on, fact.to_on, fact.source_kind, record, fact.source_line, paper)


def of_act(act: Sequence[Double], scope: Scope) -> dict[str, Any]:
    """What was decided at one go: what counts, what does not, who decided when and why, and the way back."""
    first = act[0]
    standing = [one for one in act if one.ended_at is None]
    kept, other = ({getattr(one, side).pk: getattr(one, side) for one in act} for side in ("kept", "other"))
    view = View(Period(*rules.span((fact.from_on, fact.to_on) for fact in (*kept.values(), *other.values()))))
    how = first.kept.indicator
    return {
        "indicator": how,
        "first": first,
        "is_details": first.is_same and len(kept) > 1,
        "kept": openings.lines(kept.values(), scope),
        "left": openings.lines(other.values(), scope),
        "at": organisations.unit(str(first.at.uuid), first.kept.to_on),
        "figure": queries.figure_path(how, first.at, view),
        "now": write_quantity(queries.figure(how, first.at_id, view).in_period, how.unit),
        "is_standing": bool(standing),
        "history": acts.told("double", first.act),
        "may_undo": bool(standing) and all(scope.may("confirm", one.at_id) for one in act),
    }

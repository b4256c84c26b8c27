"""The two ways of looking at the tree of units, as pages offer them and say which one is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from lantoa.indicators.queries import View, naming_day
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit


@dataclass(frozen=True, slots=True)
class Choice:
    """One way of looking, with its address."""

    label: str
    path: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Switch:
    """What is shown, in a few words and in a sentence, and where the same opens the other way."""

    label: str
    said: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """That a unit does not stand on the days that are looked at, and where its figures are.

    ``others`` are those that took it over (``is_over``) or that it came from; ``whole`` are those above them at which
    counts what may not be divided. Each is a name with an address.
    """

    is_over: bool
    on: date
    others: list[tuple[str, str]]
    whole: list[tuple[str, str]]


def label(tree: date | None) -> str:
    """A map in a few words."""
    return _("Map of %s") % f"{tree:%d/%m/%Y}" if tree else _("As at the time")


def said(tree: date | None) -> str:
    """The same in a sentence."""
    if tree is None:
        return _("Each unit is counted where it stood at the time.")
    return _("All amounts are brought to the map of units of %s.") % f"{tree:%d/%m/%Y}"


def as_word(tree: date | None) -> str:
    """As addresses have it: "then" or the day."""
    return tree.isoformat() if tree else "then"


def switch(tree: date | None, today: date, path: Callable[[date | None], str]) -> Switch:
    """The ways to look: as it was, on the chosen day's map, on today's. ``path`` gives the address of each."""
    offered = dict.fromkeys([None, tree, today])
    choices = [Choice(_("On today's map") if one == today else label(one), path(one), one == tree) for one in offered]
    return Switch(label(tree), said(tree), choices)


def elsewhere(unit: NamedUnit, view: View, path: Callable[[NamedUnit], str]) -> Elsewhere | None:
    """Where the figures of a unit are that did not stand on the view's days; None for one that did."""
    from_on, to_on = view.days
    ended = unit.dissolved_on
    is_over = ended is not None and ended <= from_on
    if not is_over and (unit.founded_on <= to_on or not unit.is_founding_known):
        return None
    others = organisations.stood_for(unit.pk, from_on, to_on) - {unit.pk}
    heirs = organisations.heirs_of([unit.pk], view.tree, line=view.line).get(unit.pk, []) if view.tree else []

    def linked(ids: Iterable[int]) -> list[tuple[str, str]]:
        units = organisations.named(naming_day(view)).filter(pk__in=set(ids)).order_by("rank", "sort_key", "pk")
        return [(one.name, path(one)) for one in units]

    on = ended if is_over and ended else unit.founded_on
    return Elsewhere(is_over, on, linked(others), linked(set(heirs) - others))


def on_tree(view: View, tree: date | None) -> View:
    """The same view of another map."""
    return replace(view, tree=tree)

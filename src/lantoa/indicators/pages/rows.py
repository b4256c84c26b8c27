"""Figures in lists: of a unit with those below it, of the parts of an indicator, of what counts at the very unit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from lantoa.indicators import queries
from lantoa.indicators.queries import Coverage, Figure, Opened, View
from lantoa.indicators.rules import write_quantity
from lantoa.organisations.queries import LivedUnit, NamedUnit


@dataclass(frozen=True, slots=True)
class Row:
    """A figure in a list: of a place, a part, a period. ``path`` leads to its page; ``unit`` is what it counts in."""

    name: str
    path: str
    figure: Figure
    unit: str
    of: NamedUnit
    note: str = ""
    is_expected: bool = True
    is_exempt: bool = False

    @property
    def in_period(self) -> str:
        """In words, as reports say it; why there is none, in the reader's language."""
        if self.figure.in_period:
            return write_quantity(self.figure.in_period, self.unit)
        return _("not applicable") if self.is_exempt and not self.figure.any else _("no figure yet")

    @property
    def cumulative(self) -> str:
        """In words; empty when nothing cumulative was reported."""
        return write_quantity(self.figure.cumulative, self.unit) if self.figure.cumulative else ""


def row(
    one: Opened,
    figure: Figure | None = None,
    *,
    name: str = "",
    note: str = "",
    is_expected: bool = True,
    is_exempt: bool = False,
) -> Row:
    """The figure that an address names, under the name of its unit unless another is told.

    Where it is not at hand it is asked for, and of a missing one whether it applies to the unit at all.
    """
    if figure is None:
        figure = queries.figure(one.indicator, one.unit.pk, one.view)
        is_exempt = not figure.any and bool(queries.exempt([one.indicator.pk], [one.unit.pk], one.view))
    path, measure = queries.figure_path(one.indicator, one.unit, one.view), one.indicator.unit
    return Row(name or one.unit.name, path, figure, measure, one.unit, note, is_expected, is_exempt)


@dataclass(frozen=True, slots=True)
class Below:
    """A figure and those of the units directly below."""

    whole: Row
    places: list[Row]

    @property
    def covered(self) -> Coverage | None:
        """How many of the units below have a figure, where that says something."""
        expected = [place for place in self.places if place.is_expected]
        spared = sum(place.is_exempt and not place.figure.any for place in expected)
        reported = sum(place.figure.any for place in expected)
        return Coverage(reported, len(expected) - spared, spared).beside(self.whole.figure)


def below(one: Opened) -> Below:
    """A figure and those of the units directly below, as they stood in the view; a constant number of queries.

    Those that did not stand there on its days are listed where something was reported for them, so that nothing that
    counts below is left out.
    """
    view, kind = one.view, one.indicator
    units = queries.below(one.unit.pk, view)
    ids = [unit.pk for unit in units]
    every = [one.unit.pk, *ids]
    whole = queries.figures([kind], every, view)
    found = queries.figures_below([kind], one.unit.pk, ids, view) if view.tree is None else whole
    out, wanted = queries.exempt([kind.pk], every, view), queries.expected(units)

    def place(unit: LivedUnit) -> Row:
        key = kind.pk, unit.pk
        figure = found.get(key, Figure())
        note = note_of(unit, view, moved=whole.get(key, Figure()) != figure)
        is_expected, is_exempt = unit.pk in wanted, key in out
        return row(replace(one, unit=unit), figure, note=note, is_expected=is_expected, is_exempt=is_exempt)

    key = kind.pk, one.unit.pk
    itself = row(one, whole.get(key, Figure()), is_exempt=key in out)
    return Below(itself, [place(unit) for unit in units if unit.lived or (kind.pk, unit.pk) in found])


def note_of(unit: LivedUnit, view: View, *, moved: bool) -> str:
    """What must be known of a unit in a list of those below: that it did not stand then, or not all the time here."""
    if unit.lived:
        return _("only while it belonged here") if moved else ""
    if unit.dissolved_on and unit.dissolved_on <= view.days[0]:
        return _("ended on %s") % f"{unit.dissolved_on:%d/%m/%Y}"
    return _("founded on %s") % f"{unit.founded_on:%d/%m/%Y}"


def parts(one: Opened) -> list[Row]:
    """The figures of the indicator's parts, for the same unit and view."""
    kinds = list(one.indicator.parts.order_by("position", "part", "code"))
    found = queries.figures(kinds, [one.unit.pk], one.view) if kinds else {}
    return [
        row(replace(one, indicator=kind), figure, name=kind.part)
        for kind in kinds
        if (figure := found.get((kind.pk, one.unit.pk)))
    ]


def own(one: Opened) -> list[Row]:
    """What counts at the unit and at none below it, named by why."""
    kinds = {
        False: _("Reported for the unit itself or for former units that it took over")
        if one.view.tree
        else _("Reported for the unit itself"),
        True: _("Not divisible between the units below yet"),
    }
    found = []
    for joint, name in kinds.items():
        figures = queries.figures_at([one.indicator], one.unit.pk, one.view, joint=joint)
        if figure := figures.get(one.indicator.pk):
            less = _("what was told twice is taken off") if not joint and queries.is_less_doubles(one) else ""
            found.append(Row(name, "", figure, one.indicator.unit, one.unit, less))
    return found


def now(one: Opened, then: Figure) -> Row | None:
    """The same figure with everything in the ledger, when the address stops before its end and it has changed."""
    if one.view.upto is None:
        return None
    current = row(replace(one, view=replace(one.view, upto=None)))
    is_same = (then.in_period, then.cumulative) == (current.figure.in_period, current.figure.cumulative)
    return None if is_same else current

"""How the ledger is looked at, and where a figure lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.indicators import rules
from lantoa.indicators.models import Indicator
from lantoa.indicators.queries.ledger import head
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit
from lantoa.organisations.queries import NamedUnit, Way
from lantoa.organisations.rules import LINES
from lantoa.vietnamese.numbers import write_number


class UnableToFindIndicator(Unable):
    """No indicator bears that code."""


class UnableToOpenFigure(Unable):
    """An address names no figure; the message says which part of it is wrong."""


@dataclass(frozen=True, slots=True)
class View:
    """How the ledger is looked at: period, line, tree (None: as it was) and sequence (None: all there is)."""

    period: Period
    line: str = "place"
    tree: date | None = None
    upto: int | None = None

    @property
    def days(self) -> tuple[date, date]:
        """The days whose tree is looked at: that of the map, else those of the period."""
        return (self.tree, self.tree) if self.tree else (self.period.from_on, self.period.to_on)

    @property
    def way(self) -> Way:
        """How facts are looked at: the unit reported for, the fact's last day, the line, the tree."""
        return Way(self.line, self.tree)

    @property
    def inside(self) -> Q:
        """In-period facts lie wholly inside the period; a cumulative one counts where its last day falls."""
        ends = Q(to_on__gte=self.period.from_on, to_on__lte=self.period.to_on)
        return ends & (Q(is_cumulative=True) | Q(from_on__gte=self.period.from_on))

    def has_inside(self, from_on: date, to_on: date, *, is_cumulative: bool) -> bool:
        """The same of one line at hand."""
        period = self.period
        return period.from_on <= to_on <= period.to_on and (is_cumulative or from_on >= period.from_on)


def indicator(code: str) -> Indicator:
    """The indicator of that code; UnableToFindIndicator otherwise."""
    found = Indicator.objects.filter(code=code).select_related("whole").first()
    if found is None:
        raise UnableToFindIndicator(f"Không có chỉ tiêu nào mang mã “{code}”.")
    return found


def catalogue() -> QuerySet[Indicator]:
    """Every whole indicator in the order of the catalogue (parts are reached from their whole)."""
    return Indicator.objects.filter(whole__isnull=True).order_by("position", "code")


def naming_day(view: View) -> date:
    """The day whose names a page of the view shows: of the map, else the period's last."""
    return view.tree or view.period.to_on


def address_of(indicator_: Indicator, unit: Unit, view: View) -> rules.Address:
    """What is printed of a figure so that anyone finds it again."""
    return rules.Address(indicator_.code, str(unit.uuid), view.period.code, view.line, view.tree, view.upto)


def figure_path(indicator_: Indicator, unit: Unit, view: View) -> str:
    """The address of a figure's page within the site. For print, give the view its ``upto=head()``."""
    one = address_of(indicator_, unit, view)
    tree = one.tree.isoformat() if one.tree else "then"
    return reverse("indicators:figure", args=[one.indicator, one.unit, one.period, one.line, tree, one.upto or 0])


def figure_url(indicator_: Indicator, unit: Unit, view: View) -> str:
    """The same for papers and messages: with the name under which the site is known outside."""
    return settings.PUBLIC_URL + figure_path(indicator_, unit, view)


@dataclass(frozen=True, slots=True)
class Opened:
    """What an address names: the indicator, the unit named as then, the view."""

    indicator: Indicator
    unit: NamedUnit
    view: View


def opened(*, indicator_: str, unit: UUID, period: str, line: str, tree: str, upto: int) -> Opened:
    """What an address names, from its parts as printed; UnableToOpenFigure says which part is wrong."""
    try:
        days = Period.parse(period[:40])
    except ValueError:
        raise UnableToOpenFigure(_("“%s” is not a period; 2022, 2022-Q1 or 2016..2020 are.") % period[:40]) from None
    try:
        day = rules.as_date(tree)
    except ValueError:
        raise UnableToOpenFigure(_("“%s” is not a day of the map of units.") % tree[:40]) from None
    if line not in LINES:
        raise UnableToOpenFigure(_("“%s” is not a line of units.") % line[:40])
    # A number above what stands by now names lines that nobody has written.
    if upto and upto > head():
        raise UnableToOpenFigure(_("The ledger has not reached line %s.") % write_number(min(upto, rules.LAST)))
    view = View(days, line, day, upto or None)
    found = Indicator.objects.select_related("whole").filter(code=indicator_).first()
    if found is None:
        raise UnableToOpenFigure(_("No indicator has the code “%s”.") % indicator_[:80])
    try:
        return Opened(found, organisations.unit(str(unit), naming_day(view)), view)
    except organisations.UnableToFindUnit:
        raise UnableToOpenFigure(_("No unit has the number %s.") % unit) from None

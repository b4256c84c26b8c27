"""What the public pages show, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.common.periods import Period
from lantoa.common.scopes import NOBODY
from lantoa.exemplars import queries as exemplars
from lantoa.exemplars.pages import cards as exemplar_cards
from lantoa.indicators import queries as ledger
from lantoa.indicators.queries import View
from lantoa.indicators.rules import amounts, write_quantity
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.portal.choices import COMMUNE, PROVINCE
from lantoa.practices import pages, queries, spread_pages
from lantoa.practices.queries import StandingPractice, WeighedOutcome

NEWEST = 6
LIVING = 6
MOST_EXEMPLARS = 6


@dataclass(frozen=True, slots=True)
class Card:
    """A practice in the gallery. ``highlight`` is its first public result, if it has one."""

    practice: StandingPractice
    where: str
    highlight: WeighedOutcome | None


def cards(practices: Iterable[StandingPractice], day: date) -> list[Card]:
    """Cards of published practices, with where they are on the day's map and one result each."""
    rows = list(practices)
    places = queries.places_of(rows, day)
    outcomes = queries.outcomes_by_practice([one.pk for one in rows])

    def card(one: StandingPractice) -> Card:
        told = (outcome for outcome in outcomes[one.pk] if outcome.indicator.is_public)
        return Card(one, where(one, places[one.pk]), next(told, None))

    return [card(one) for one in rows]


def where(practice: StandingPractice, places: list[NamedUnit]) -> str:
    """Who and where, without naming a person: "Chi hội Phụ nữ ấp 3, Xã An Phúc, Tỉnh Sông Trăng"."""
    near = [one.name for one in reversed(places) if one.rank in (COMMUNE, PROVINCE)]
    parts = [practice.owner_group, practice.owner_name, *near]
    return ", ".join(dict.fromkeys(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class Living:
    """A figure on the home page."""

    label: str
    parts: tuple[str, str, str]
    path: str
    covered: ledger.Coverage | None


def home_page(today: date) -> dict[str, Any]:
    """Living figures, the newest practices, the fields, how many places take part."""
    shown = queries.shown()
    top = _top(today)
    year, figures = _living(top, today) if top else (today.year, [])
    return {
        "top": top,
        "year": year,
        "figures": figures,
        "cards": cards(queries.newest_public(NEWEST), today),
        "fields": queries.fields_with(shown),
        "many": shown.count(),
        "places": queries.places_with(shown, (COMMUNE,), today).count(),
    }


def _top(day: date) -> NamedUnit | None:
    """The country; or its only province, where one hosts for itself."""
    country = organisations.country(day)
    if country is None:
        return None
    provinces = list(organisations.children(country.pk, "place", day)[:2])
    return provinces[0] if len(provinces) == 1 else country


def _living(top: NamedUnit, today: date) -> tuple[int, list[Living]]:
    """The first public figures of this year, or of the last year that has any, on today's map."""
    indicators = [one for one in ledger.catalogue() if one.is_public]
    for year in [one for one in ledger.years_with_facts(top, tree=today) if one <= today.year][:3]:
        view = View(Period.year(year), tree=today)
        found = ledger.figures(indicators, [top.pk], view)
        known = [(one, found[one.pk, top.pk]) for one in indicators if (one.pk, top.pk) in found]
        shown = [(one, figure) for one, figure in known if figure.in_period][:LIVING]
        if not shown:
            continue
        covered = ledger.coverage([one for one, _ in shown], top.pk, view)
        return year, [
            Living(
                one.name,
                amounts.in_parts(write_quantity(figure.in_period, one.unit)),
                ledger.figure_path(one, top, view),
                covered[one.pk].beside(figure) if one.pk in covered else None,
            )
            for one, figure in shown
        ]
    return today.year, []


def practice_page(practice: StandingPractice, today: date) -> dict[str, Any]:
    """The story of one published practice, the same for whoever looks."""
    places = queries.places_of([practice], today)[practice.pk]
    outcomes = pages.outcome_lines(practice, NOBODY)
    place = where(practice, places)
    address = settings.PUBLIC_URL + reverse("portal:practice", args=[practice.uuid])
    said = [f"{line.outcome.indicator.name}: {line.outcome.wording}" for line in outcomes]
    message = "\n".join([f"“{practice.name}”", place, *(f"• {one}" for one in said[:4]), _("Read more: %s") % address])
    description = ". ".join([place, *said[:2]])
    return {
        "practice": practice,
        "where": place,
        "outcomes": outcomes,
        "message": message,
        "address": address,
        "description": f"{description}.",
        "family": spread_pages.public_family(practice),
        "exemplars": exemplar_cards(exemplars.exemplars_of(practice)[:MOST_EXEMPLARS], today),
    }

"""What the pages of exemplars show, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lantoa.common.scopes import Scope
from lantoa.exemplars import queries, rules, wording
from lantoa.exemplars.basis_forms import AdvanceForm
from lantoa.exemplars.queries import ShownExemplar
from lantoa.organisations import queries as organisations


def keeps(scope: Scope, one: ShownExemplar) -> bool:
    """Whether the role in use keeps the exemplars of this unit, so that it may read what is gone."""
    return any(scope.may(verb, one.owner_unit_id) for verb in (*rules.NEEDED["amend"], *rules.NEEDED["withdraw"]))


def may(scope: Scope, one: ShownExemplar, verb: str) -> bool:
    """Whether the role in use may use a verb on it."""
    return any(scope.may(needed, one.owner_unit_id) for needed in rules.NEEDED[verb])


def exemplar_page(one: ShownExemplar, scope: Scope, today: date, *, bound: AdvanceForm | None = None) -> dict[str, Any]:
    """Everything that the page within shows. What is gone is told only to those who keep it or look after people's
    data; ``bound`` is a form that came back."""
    is_keeper = keeps(scope, one)
    is_told = not one.forgotten_on and (is_keeper or not one.is_gone)
    verbs = []
    open_verbs = [] if one.forgotten_on else [verb for verb in rules.open_verbs(one.stage) if may(scope, one, verb)]
    if one.stage == "withdrawn" and not one.forgotten_on and may(scope, one, "forget"):
        open_verbs.append("forget")
    for verb in open_verbs:
        if verb in wording.MEANINGS:
            form = bound if bound is not None and bound.data.get("verb") == verb else AdvanceForm(verb=verb)
            verbs.append((verb, wording.VERBS[verb], wording.MEANINGS[verb], form))
    return {
        "exemplar": one,
        "is_told": is_told,
        "is_keeper": is_keeper,
        "is_baseless": one.stage == "published" and not one.is_public,
        "name_today": organisations.names_on([one.owner_unit_id], today).get(one.owner_unit_id, one.owner_name),
        "practices": list(queries.practices_of(one)) if is_told else [],
        "bases": list(queries.bases_of(one)) if is_keeper else [],
        "steps": list(queries.steps_of(one)),
        "former": list(queries.former_of(one)) if is_keeper and not one.forgotten_on else [],
        "verbs": verbs,
        "form": bound,
        "may_amend": not one.forgotten_on and may(scope, one, "amend"),
        "publishing": next((verb for verb in open_verbs if verb in ("publish", "add_basis")), ""),
    }


@dataclass(frozen=True, slots=True)
class Card:
    """An exemplar as a list for the public shows it, with where it is on the day's map."""

    exemplar: ShownExemplar
    where: str


def cards(rows: Iterable[ShownExemplar], day: date) -> list[Card]:
    """The cards of published exemplars; a whole unit is told apart by what lies above it."""
    found = list(rows)
    above = organisations.paths({one.owner_unit_id for one in found}, "place", day)

    def where(one: ShownExemplar) -> str:
        own = "" if one.kind == "unit" else one.owner_name
        return ", ".join(part for part in (own, above.get(one.owner_unit_id, "")) if part)

    return [Card(one, where(one)) for one in found]


def public_page(one: ShownExemplar, today: date) -> dict[str, Any]:
    """What the public reads of one: the story and the picture only as far as a standing basis covers them."""
    return {
        "exemplar": one,
        "where": cards([one], today)[0].where,
        "decisions": list(queries.decisions_of(one)),
        "practices": list(queries.public_practices_of(one)),
        "description": ". ".join(part for part in (one.called, one.headline if one.shows_story else "") if part),
    }


def years(one: ShownExemplar) -> str:
    """ "2021–2025", "2024", "2024 to now"."""
    if one.to_year is None:
        return _("%d to now") % one.from_year
    return str(one.from_year) if one.to_year == one.from_year else f"{one.from_year}–{one.to_year}"

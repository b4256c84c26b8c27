"""The records that a finding may be joined to: the likely ones, and those found by a name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lantoa.common.periods import day_before
from lantoa.common.scopes import Scope
from lantoa.directives import queries as directives
from lantoa.intake.comparing import Row, compared
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.practices import queries as practices

if TYPE_CHECKING:
    from lantoa.intake.models import Paper
    from lantoa.intake.pages import Card, Review

MOST = 10
MOST_COMPARED = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A record to join: kind and UUID in one text, its name, and what tells it from others."""

    record: str
    name: str
    more: str = ""
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Joining:
    """What the joining panel of a card shows."""

    offers: list[Offer]
    text: str
    can_search: bool


def offers(card: Card, scope: Scope, text: str, review: Review) -> Joining:
    """The likely records first, then those whose name holds the text."""
    draft = card.finding.draft
    found = [Offer(f"{one['kind']}:{one['uuid']}", one["name"]) for one in (card.match and [card.match]) or card.offers]
    if "twice" in draft and (first := review.card(draft["twice"])) and first.finding.record:
        found.append(Offer(f"{first.finding.record_kind}:{first.finding.record}", first.title))
    kind = card.finding.kind
    if kind == "directive":
        found += _directives(text or draft.get("code", ""), scope)
    elif kind == "model":
        found += _practices(text or draft.get("name", ""), scope)
    elif kind == "unit":
        found += units(text or draft.get("name", ""), scope, review.paper)
    elif kind == "person" and text:
        found += [Offer(f"person:{one.uuid}", one.full_name) for one in organisations.find_people(text)[:MOST]]
    unique = {offer.record: offer for offer in reversed(found)}
    beside = compared(card, review, list(reversed(unique))[:MOST_COMPARED])
    offered = [replace(one, rows=beside.get(one.record, [])) for one in reversed(unique.values())]
    return Joining(offered, text, kind in ("directive", "model", "unit", "person"))


def _practices(text: str, scope: Scope) -> list[Offer]:
    found = practices.matching(practices.of_units(practices.register(), scope.units("read")), text)[:MOST]
    return [Offer(f"practice:{one.uuid}", one.name, one.owner_name) for one in found]


def _directives(text: str, scope: Scope) -> list[Offer]:
    found = directives.find_papers(text, scope, most=MOST)
    return [
        Offer(f"directive:{one.uuid}", f"{one.code}, {one.issuer_name}, {one.dated_on:%d/%m/%Y}", one.abstract)
        for one in found
    ]


def units(text: str, scope: Scope, paper: Paper) -> list[Offer]:
    """Those of that name, the ones that stood on the days of the paper first."""
    within = scope.units("read")
    found = list(organisations.find(text, paper.to_on, within=within, since=paper.from_on)[:MOST])
    paths = organisations.paths([one.pk for one in found], "place", paper.to_on)
    return [Offer(f"unit:{one.uuid}", one.name, _more(one, paths.get(one.pk, ""))) for one in found]


def _more(unit: NamedUnit, path: str) -> str:
    """What tells units of one name apart: where they stood, and until when."""
    if unit.dissolved_on is None:
        return path
    until = _("until %s") % f"{day_before(unit.dissolved_on):%d/%m/%Y}"
    return f"{path}, {until}" if path else until

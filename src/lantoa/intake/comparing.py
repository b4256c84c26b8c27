"""A finding beside the record that it may be: field by field, what is the same and what is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from lantoa.common.periods import Period
from lantoa.files.models import Citation
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Measured
from lantoa.intake import wording
from lantoa.intake.drafts.words import sentence
from lantoa.organisations import queries as organisations
from lantoa.practices import queries as practices
from lantoa.vietnamese.text import fold

if TYPE_CHECKING:
    from lantoa.intake.pages import Card, Review

LONGEST = 400  # characters of a sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One field: what the paper says, what the record says; ``same`` is None where one of them says nothing."""

    label: str
    mine: str
    theirs: str
    same: bool | None


def compared(card: Card, review: Review, records: Iterable[str]) -> dict[str, list[Row]]:
    """The rows for each record ("kind:uuid") that has fields to compare. As many queries for ten records as for one."""
    by_kind: dict[str, list[UUID]] = {}
    for record in records:
        kind, _colon, uuid = record.partition(":")
        by_kind.setdefault(kind, []).append(UUID(uuid))
    found: dict[str, dict[str, str]] = {}
    if "practice" in by_kind:
        found |= _practices(by_kind["practice"])
    if {"outcome", "statement"} & by_kind.keys():
        found |= _amounts(by_kind.get("outcome", []), by_kind.get("statement", []))
    if not found:
        return {}
    mine = _mine(card, review)
    return {record: _rows(mine, theirs) for record, theirs in found.items()}


def _labels() -> dict[str, str]:
    return {
        "name": _("Name"),
        "indicator": _("Indicator"),
        "amount": _("How much"),
        "unit": _("Unit"),
        "kind": _("Who carries it out"),
        "fields": _("Fields"),
        "on": _("Day of registration"),
        "period": _("Period"),
        "figures": _("Figures"),
        "sentence": _("Source sentence"),
    }


def _rows(mine: Mapping[str, str], theirs: Mapping[str, str]) -> list[Row]:
    rows = []
    for part, label in _labels().items():
        own, its = mine.get(part, ""), theirs.get(part, "")
        if own or its:
            rows.append(Row(label, own, its, fold(own) == fold(its) if own and its else None))
    return rows


def _mine(card: Card, review: Review) -> dict[str, str]:
    draft, paper = card.finding.draft, review.paper
    code = draft.get("owner_unit") or draft.get("unit") or ""
    unit = organisations.named(paper.to_on).filter(code=code).first()
    said = {"unit": unit.name if unit else "", "sentence": _sentence(card.finding.citation, paper.text)}
    if draft["register"] == "practice":
        names = {one.code: one.name for one in practices.fields()}
        held = [one.title for one in review.cards if card in one.owners]
        said |= {
            "name": draft.get("name", ""),
            "kind": str(wording.PRACTICE_KINDS.get(draft.get("kind", ""), "")),
            "fields": "; ".join(names[code] for code in draft.get("fields", []) if code in names),
            "on": _day(draft.get("registered_on")),
            "figures": "; ".join(held),
        }
    else:
        named = {one.code: one.name for one in figures.catalogue()}
        said |= {
            "indicator": named.get(draft.get("indicator", ""), ""),
            "amount": card.title,
            "period": _period(draft),
        }
    return said


def _practices(uuids: list[UUID]) -> dict[str, dict[str, str]]:
    found = list(practices.register().filter(uuid__in=uuids))
    outcomes = practices.outcomes_by_practice([one.pk for one in found])
    return {
        f"practice:{one.uuid}": {
            "name": one.name,
            "unit": one.owner_name,
            "kind": str(wording.PRACTICE_KINDS.get(one.kind, "")),
            "fields": "; ".join(field.name for field in one.fields.all()),
            "on": f"{one.registered_on:%d/%m/%Y}",
            "figures": "; ".join(outcome.wording for outcome in outcomes[one.pk]),
            "sentence": _cited(one.citation),
        }
        for one in found
    }


def _amounts(outcomes: list[UUID], statements: list[UUID]) -> dict[str, dict[str, str]]:
    """A record by its facts: an amount of money or land is one, a commendation may be two."""
    found: dict[str, dict[str, str]] = {}
    for kind, uuids in (("outcome", outcomes), ("statement", statements)):
        facts = list(figures.facts_of_source(kind, uuids)) if uuids else []
        if not facts:
            continue
        names = organisations.names_on({one.unit_id for one in facts}, max(one.to_on for one in facts))
        for fact in facts:
            found.setdefault(f"{kind}:{fact.source_uuid}", _amount(fact, names[fact.unit_id]))
    return found


def _amount(one: Measured, unit: str) -> dict[str, str]:
    label = one.period.label()
    return {
        "indicator": one.indicator.name,
        "amount": one.wording,
        "unit": unit,
        "period": _("cumulative, %s") % label if one.is_cumulative else label,
        "sentence": _cited(one.citation),
    }


def _sentence(citation: Citation, text: Any) -> str:
    if text is None:
        return ""
    left, right = sentence(text.text, citation.start, citation.end)
    return " ".join(text.text[left:right].split())[:LONGEST]


def _cited(citation: Citation | None) -> str:
    return _sentence(citation, citation.text) if citation else ""


def _day(written: str | None) -> str:
    try:
        return f"{date.fromisoformat(written or ''):%d/%m/%Y}"
    except ValueError:
        return ""


def _period(draft: Mapping[str, Any]) -> str:
    try:
        label = Period(date.fromisoformat(draft["from_on"]), date.fromisoformat(draft["to_on"])).label()
    except (KeyError, TypeError, ValueError):
        return ""
    return _("cumulative, %s") % label if draft.get("is_cumulative") else label

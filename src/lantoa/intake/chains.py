"""What a card says of the paper itself and of the papers that it carries out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lantoa.intake import wording
from lantoa.intake.drafts.directives import state_of


@dataclass(frozen=True, slots=True)
class Cited:
    """A paper that the paper itself carries out: what is known of it, and whether the book has it."""

    code: str
    more: str
    state: str


def words(draft: Mapping[str, Any], units: Mapping[str, str]) -> tuple[str, list[str]]:
    """The title and the lines of its card; ``units`` are names by code."""
    issuer = units.get(draft.get("issuer", ""), "") or draft.get("issuer_name", "")
    head = ", ".join(word for word in (issuer, _day(draft)) if word)
    return _("Into the book: %s") % draft.get("code", ""), [draft.get("abstract", ""), head]


def carried_out(draft: Mapping[str, Any]) -> list[Cited]:
    """The papers that it carries out."""
    return [_cited(one) for one in draft.get("carries_out") or []]


def deed_words(one: Mapping[str, Any]) -> str:
    """A deed of a pledge in a line: "Trồng hoa (20 cây), hạn 30/06/2026"."""
    measure = f" ({one['measure']})" if one.get("measure") else ""
    day = f", hạn {date.fromisoformat(one['due_on']):%d/%m/%Y}" if one.get("due_on") else ""
    return f"{one.get('what', '')}{measure}{day}"


def _cited(one: Mapping[str, Any]) -> Cited:
    more = ", ".join(word for word in (one.get("issuer_name", ""), _day(one)) if word)
    return Cited(one.get("code", ""), more, str(wording.CITED[state_of(one)]))


def _day(draft: Mapping[str, Any]) -> str:
    try:
        return f"ngày {date.fromisoformat(draft.get('dated_on') or ''):%d/%m/%Y}"
    except ValueError:
        return ""

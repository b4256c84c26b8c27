"""What the pages of who is looked after show, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.contributions.models import Cared, Help
from lantoa.contributions.pages import said
from lantoa.contributions.queries import care as queries
from lantoa.contributions.rules import care as rules
from lantoa.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class CaredLine:
    """One row of the list of names: of a pupil the initials; empty where the name is not shown."""

    cared: Cared
    name: str
    why: str
    carer: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class HelpLine:
    """What was given, in words."""

    help: Help
    amount: str


def lines(found: Sequence[Cared], today: date) -> list[CaredLine]:
    """The rows of a page of names; two queries."""
    called = queries.reasons(today).called
    names = organisations.names_on({one.carer_unit_id for one in found if one.carer_unit_id}, today)
    return [
        CaredLine(
            one,
            rules.in_a_list(one.kind, one.name, is_hidden=one.hidden_on is not None),
            called.get(one.reason, one.reason),
            _carer(one, names),
            one.stage == "open" and one.review_on <= today,
        )
        for one in found
    ]


def page(cared: Cared, scope: Scope, today: date) -> dict[str, Any]:
    """One household or pupil, with what was given and done."""
    reasons = queries.reasons(today)
    names = organisations.names_on(
        {cared.owner_unit_id, *([cared.carer_unit_id] if cared.carer_unit_id else [])}, today
    )
    helps = [HelpLine(one, amount(one)) for one in queries.helps(cared)]
    standing = [one.help for one in helps if not one.help.withdrawn_on]
    money = sum(int(one.amount or 0) for one in standing if one.kind == "money")
    return {
        "cared": cared,
        "name": "" if cared.hidden_on else cared.name,
        "owner_name": names.get(cared.owner_unit_id, "—"),
        "why": reasons.called.get(cared.reason, cared.reason),
        "carer": _carer(cared, names),
        "is_due": cared.stage == "open" and cared.review_on <= today,
        "helps": helps,
        "money": said(Quantity.of(money), "đồng") if money else "",
        "visits": sum(one.kind == "visit" for one in standing),
        "steps": [(one, reasons.ends.get(one.because, one.because)) for one in cared.steps.order_by("pk")],
        "keeps": queries.may_keep(scope, cared.owner_unit_id),
    }


def amount(one: Help) -> str:
    """ "500 nghìn đồng", "10 kg gạo"; nothing for a visit."""
    return said(Quantity.of(one.amount), one.counted_in) if one.amount is not None else ""


def _carer(one: Cared, names: dict[int, str]) -> str:
    person = one.carer_person.full_name if one.carer_person else ""
    unit = names.get(one.carer_unit_id, "") if one.carer_unit_id else ""
    return ", ".join(part for part in (person, unit) if part)

"""Lists of rights, as a page and as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lantoa.common import workbooks
from lantoa.history.models import Event
from lantoa.organisations import queries, rules
from lantoa.organisations.models import Delegation
from lantoa.organisations.queries import ListedGrant
from lantoa.organisations.wording import LINE_NAMES, VERB_NAMES, role_name, term


@dataclass(frozen=True, slots=True)
class Row:
    """A right as a list shows it. ``state``: "now", "later" or "over"; ``giver`` is "" where nobody gave it by hand."""

    grant: ListedGrant
    role: str
    line: str
    term: str
    state: str
    giver: str


@dataclass(frozen=True, slots=True)
class Lent:
    """A delegation as a page shows it."""

    delegation: Delegation
    unit: str
    role: str
    verbs: list[str]
    term: str
    state: str


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the history of a right."""

    event: Event
    what: str
    who: str
    why: str


def rows(grants: Iterable[ListedGrant], today: date) -> list[Row]:
    """Rights with who gave them, in one query more."""
    shown = list(grants)
    given = queries.given_by(shown)
    return [
        Row(
            one,
            role_name(one.role),
            str(LINE_NAMES[one.line]),
            term(one.from_on, one.to_on),
            _state(one.from_on, one.to_on, [one.ended_on, one.unit.dissolved_on], today),
            _who(given[one.uuid]) if one.uuid in given else "",
        )
        for one in shown
    ]


def as_workbook(grants: Iterable[ListedGrant], today: date) -> bytes:
    """The whole list as an Excel workbook."""
    columns = [
        (_("Full name"), 28),
        (_("User name"), 20),
        (_("Role"), 28),
        (_("Unit"), 40),
        (_("Line"), 20),
        (_("First day"), 14),
        (_("Last day"), 14),
        (_("State"), 16),
        (_("Decision"), 30),
        (_("Given by"), 28),
    ]
    words = states()
    return workbooks.workbook(
        sheet=_("Rights"),
        title=_("Who holds which right"),
        columns=[workbooks.Column(heading, width) for heading, width in columns],
        rows=(
            (
                row.grant.user.full_name,
                row.grant.user.username,
                row.role,
                row.grant.unit_name,
                row.line,
                row.grant.from_on,
                row.grant.to_on,
                words[row.state],
                row.grant.paper,
                row.giver,
            )
            for row in rows(grants, today)
        ),
        notes=[_("As on %s") % f"{today:%d/%m/%Y}"],
    )


def lent(delegations: Iterable[Delegation], today: date) -> list[Lent]:
    """Delegations with the names of their units, in one query."""
    shown = list(delegations)
    names = queries.names_on([one.unit_id for one in shown], today)
    return [
        Lent(
            one,
            names[one.unit_id],
            role_name(one.grant.role),
            [str(VERB_NAMES[verb]) for verb in VERB_NAMES if verb in one.verbs],
            term(one.from_on, one.to_on),
            _state(one.from_on, one.to_on, [one.ended_on], today),
        )
        for one in shown
    ]


def acts(events: Iterable[Event]) -> list[Act]:
    """The history of a right in words."""
    words = {
        "grant": _("Given"),
        "change_term": _("Term changed"),
        "end": _("Ended before its time"),
    }

    def act(event: Event) -> Act:
        data = event.payload.data if hasattr(event, "payload") else {}
        return Act(event, words.get(event.verb, event.verb), _who(event), data.get("why") or data.get("paper") or "")

    return [act(event) for event in events]


def states() -> dict[str, str]:
    """The states of a right in words."""
    return {"now": _("Valid now"), "later": _("Not yet begun"), "over": _("Over")}


def may_lend(role: str) -> bool:
    """Whether anything of a role may be lent."""
    return bool(rules.ROLES[role].delegable)


def _state(from_on: date, to_on: date | None, ends: Iterable[date | None], today: date) -> str:
    if (to_on and to_on < today) or any(end and end <= today for end in ends):
        return "over"
    return "later" if from_on > today else "now"


def _who(event: Event) -> str:
    # A payload may have been erased; its event stays.
    return event.payload.actor_name if hasattr(event, "payload") else ""

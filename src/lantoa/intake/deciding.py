"""From a request about one finding to a decision, and back to what the page shows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.scopes import Identity
from lantoa.intake import joining, operations, pages, rules
from lantoa.intake.correcting import DraftForm, Offered
from lantoa.intake.drafts import goals
from lantoa.intake.forms import former_units, own_units
from lantoa.intake.queries import FindingNow
from lantoa.intake.undertaking_forms import form_for
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request
from lantoa.plans import queries as plans
from lantoa.pledges.queries import lists
from lantoa.vietnamese.text import fold

MOST_PLANS = 40


@dataclass(slots=True)
class Decided:
    """What came of a decision: the page as it is now, the card, and what to say."""

    review: pages.Review
    number: int
    said: str = ""
    failed: bool = False
    goes_on: bool = True  # to the next open card


# Said when a verb went well; those that keep one on the same card come without going on.
SAID = {
    "accept": lambda: _("Accepted."),
    "join": lambda: _("Joined to the record that stands already."),
    "reject": lambda: _("Rejected: nothing of it enters."),
    "put_off": lambda: _("Put off."),
    "take_up": lambda: _("Open again."),
    "undo": lambda: _("Taken back. The item is open again."),
    "correct": lambda: _("The correction is kept; the item still awaits your word."),
    "set_apart": lambda: _("Now an item of its own."),
}
STAYS = ("take_up", "undo", "correct", "set_apart")


def open_panel(request: Request, review: pages.Review, uuid: UUID | None = None) -> None:
    """Opens the form (?sua=) or the joining (?ghep=) of the card that the address asks for."""
    if not review.may_decide:
        return
    for card in review.cards:
        own = str(card.finding.uuid)
        asked = uuid in (None, card.finding.uuid)
        if asked and request.GET.get("sua") == own and card.is_open:
            card.form = form_of(request, review, card)
        if asked and request.GET.get("ghep") == own and card.is_open:
            card.joining = joining.offers(card, request.scope, request.GET.get("tim", ""), review)


def form_of(request: Request, review: pages.Review, card: pages.Card, data: Any = None) -> DraftForm | None:
    """The form that corrects a card's draft; None for what has nothing to correct."""
    draft = card.finding.draft
    kind = form_for(draft)
    if kind is None:
        return None
    also = [draft.get("unit") or "", draft.get("owner_unit") or ""]
    # A paper of former years is of units that may have ended since.
    days = Period(review.paper.from_on, review.paper.to_on)
    former = former_units(request.scope, "confirm", request.today, lived=days)
    gone = {one.pk for one in former}
    own = own_units(request.scope, "confirm", request.today, also=also)
    offered = Offered(
        [*(one for one in own if one.pk not in gone), *former],
        [(one.number, one.title) for one in review.cards if one.finding.kind == "model" and one.stage != "rejected"],
        operations.issuers_for(review.paper) if draft["register"] == "directive" else (),
        _plans(request, days) if goals.is_aim(draft) else (),
        _people(request, review, draft) if draft["register"] == "pledge" else (),
    )
    return kind(data, draft=draft, offered=offered, number=card.number)


def _plans(request: Request, days: Period) -> list[tuple[str, str]]:
    """The plans that may be written now, for the paper's days or later."""
    found = plans.may_be_written(request.scope).filter(to_on__gte=days.from_on)
    return [(str(one.uuid), one.name) for one in found[:MOST_PLANS]]


def _people(request: Request, review: pages.Review, draft: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Who belongs to the paper's unit or below it: everybody of the name that was read, then the others, as far as
    a list of people holds them."""
    unit = organisations.named(request.today).get(pk=review.paper.about_unit_id)
    days = Period(review.paper.from_on, review.paper.to_on)
    who = draft.get("who") or ""
    read = lists.near(request.scope, unit, request.today, days, [who]).listed if who else []
    chosen = draft.get("person")
    known = {
        one.key: (one.key, one.name, one.units[0])
        for one in [*read, *lists.near(request.scope, unit, request.today, days).listed]
    }
    same = [one for one in known.values() if fold(one[1]) == fold(who)]
    rest = [one for one in known.values() if one not in same]
    return same + [one for one in rest if one[0] == chosen] + [one for one in rest if one[0] != chosen]


def decide(request: Request, finding: FindingNow, review_of: Callable[[], pages.Review]) -> Decided:
    """Does what the button says. A refusal is shown on the card, with what was typed."""
    verb = request.POST.get("verb", "")
    draft = None
    if "edited" in request.POST and verb in ("accept", "correct"):
        review = review_of()
        card = review.card(finding.position)
        form = form_of(request, review, card, request.POST) if card else None
        if card and form is not None:
            if not form.is_valid():
                card.form = form
                return Decided(review, finding.position, failed=True)
            draft = form.draft()
    try:
        _act(request, finding, verb, draft)
    except Unable as error:
        review = review_of()
        if card := review.card(finding.position):
            card.error = str(error)
            card.form = form_of(request, review, card, request.POST) if draft is not None else None
        return Decided(review, finding.position, failed=True)
    return Decided(review_of(), finding.position, SAID[verb](), goes_on=verb not in STAYS)


def _act(request: Request, finding: FindingNow, verb: str, draft: dict[str, Any] | None) -> None:
    scope, why = request.scope, request.POST.get("why", "")
    match verb:
        case "accept":
            operations.accept(scope=scope, finding=finding, draft=draft, today=request.today)
        case "correct" if draft is not None:
            operations.correct(scope=scope, finding=finding, draft=draft)
        case "join":
            record = _record(request.POST.get("record", ""))
            operations.join(scope=scope, finding=finding, record=record, today=request.today)
        case "reject":
            operations.reject(scope=scope, finding=finding, why=why)
        case "put_off":
            operations.put_off(scope=scope, finding=finding, why=why)
        case "take_up":
            operations.take_up(scope=scope, finding=finding)
        case "undo":
            operations.undo(scope=scope, finding=finding, why=why)
        case "set_apart":
            operations.set_apart(scope=scope, finding=finding)
        case _:
            known = ", ".join(rules.finding_verbs(finding.stage))
            raise operations.UnableToDecide(_("There is no such act here. Possible: %s.") % known)


def _record(text: str) -> Identity:
    kind, _colon, uuid = text.partition(":")
    try:
        return Identity(kind, UUID(uuid))
    except ValueError as error:
        raise operations.UnableToJoin(_("Choose the record to join.")) from error

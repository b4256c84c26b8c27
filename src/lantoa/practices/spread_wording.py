"""What the screens call the ways, stages and verbs of spreading.py."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lantoa.practices import spreading

WAYS = {"ordered": _("Ordered from above"), "offered": _("Offered"), "asked": _("Asked to learn")}
# How the unit itself says it of what it has taken up.
WAYS_OF_RECORD = {
    "asked": _("We asked for it or learnt it ourselves"),
    "offered": _("It was offered to us"),
    "ordered": _("It was ordered from above"),
}
STAGES = {
    "ordered": _("Ordered, to be begun"),
    "offered": _("Offered, waits for an answer"),
    "asked": _("Asked for, waits for an answer"),
    "accepted": _("Accepted, to be begun"),
    "declined": _("Declined"),
    "started": _("Has begun"),
    "cancelled": _("Cancelled"),
}
STAGE_TAGS = {"started": "success", "declined": "neutral", "cancelled": "neutral", "accepted": "info"}
VERBS = {
    "order": _("Ordered"),
    "offer": _("Offered"),
    "ask": _("Asked to learn"),
    "record": _("Noted as taken up"),
    "accept": _("Agree"),
    "decline": _("Decline"),
    "start": _("Begin"),
    "cancel": _("Cancel"),
    "stop": _("Stop"),
}
DONE = {
    **VERBS,
    "accept": _("Agreed"),
    "decline": _("Declined"),
    "start": _("Has begun"),
    "cancel": _("Cancelled"),
    "stop": _("Stopped"),
}
MEANINGS = {
    "accept": _("The other side is told and it can begin."),
    "stop": _("The practice ends today with this reason; that it was taken up stays written."),
    "cancel": _("Nothing comes of it; what was written stays with the reason."),
}
CHECKED = {
    "running": _("Still carried out"),
    "changed": _("Carried out in a changed way"),
    "stopped": _("Has stopped"),
}
FATES = {
    "alive": _("Alive"),
    "stopped": _("Stopped"),
    "unchecked": _("Not looked at"),
    "not_due": _("Not due yet"),
}
FATE_TAGS = {"alive": "success", "stopped": "neutral", "unchecked": "warning", "not_due": "info"}
LESSONS = {
    "worked": _("What worked"),
    "hindered": _("What stood in the way"),
    "advice": _("Advice for others"),
}
# Of what has begun, calling off means that it was never so.
MISTAKEN = (
    _("Written by mistake: take it out"),
    _("It counts nowhere any more and the practice stays; what was written stays with the reason."),
)
WITH_REASON = spreading.WITH_REASON


def act(stage: str, verb: str) -> tuple[Any, Any]:
    """What a verb is called at a stage and what it does."""
    if (stage, verb) == ("started", "cancel"):
        return MISTAKEN
    return VERBS[verb], MEANINGS.get(verb, "")


def after_months(number: int) -> str:
    """Which check it is."""
    return ngettext("After %(number)d month", "After %(number)d months", number) % {"number": number}

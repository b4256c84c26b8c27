"""How stages, channels and reasons are said."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Promise | str

CHANNELS: dict[str, Words] = {
    "in_product": _("In Lan Tỏa"),
    "email": _("E-mail"),
    "zalo_text": _("Text for Zalo"),
}
# Channel and stage in words, and the kind of the tag.
STAGES: dict[tuple[str, str], tuple[Words, str]] = {
    ("in_product", "waiting"): (_("Not opened yet"), "info"),
    ("in_product", "read"): (_("Opened"), "success"),
    ("in_product", "withdrawn"): (_("Withdrawn"), "neutral"),
    ("email", "waiting"): (_("Waiting to be sent"), "info"),
    ("email", "handed_over"): (_("Being sent"), "info"),
    ("email", "accepted"): (_("Sent"), "success"),
    ("email", "refused"): (_("Refused by the mail server"), "danger"),
    ("email", "uncertain"): (_("Not sure whether it arrived"), "warning"),
    ("email", "dropped"): (_("Could not be sent"), "warning"),
    ("email", "withdrawn"): (_("Withdrawn"), "neutral"),
    ("zalo_text", "waiting"): (_("To be sent by Zalo"), "info"),
    ("zalo_text", "passed_on"): (_("Sent by Zalo"), "success"),
    ("zalo_text", "withdrawn"): (_("Withdrawn"), "neutral"),
}
REASONS: dict[str, Words] = {
    "no_mail": _("This server is not set up to send e-mail."),
    "no_address": _("The account has no e-mail address."),
    "inactive": _("The account has been closed."),
    "too_late": _("It could not be sent in time, and would come too late now."),
    "no_answer": _("The connection ended just when the mail server was to answer."),
}


def said(channel: str, stage: str) -> tuple[Words, str]:
    """The words and the kind of tag for a stage."""
    return STAGES[channel, stage]


def reason(note: str) -> Words:
    """Why, in words; what the mail server said stays as it said it."""
    return REASONS.get(note, note)

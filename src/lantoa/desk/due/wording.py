"""What the things that are due are called."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

KINDS = {
    "report": _("Send the report"),
    "paper": _("Answer the paper"),
    "task": _("Do the task"),
    "deed": _("Do what was pledged"),
    "deeds": _("Pledges of the unit"),
    "activity": _("Meeting or activity"),
    "spread_check": _("Look at what was taken up"),
    "spread": _("A practice between units"),
    "pilot": _("Review the pilot"),
    "care": _("Look again at who is looked after"),
}
# What is called by its own name, without saying what is to be done with it.
BY_NAME = frozenset({"activity"})
OFF = {"cancelled": _("Called off"), "postponed": _("Postponed, no new day yet")}


def many_deeds(number: int) -> str:
    """How many deeds are due."""
    return ngettext("%(number)s deed to be done", "%(number)s deeds to be done", number) % {"number": number}


def many_cared(households: int, pupils: int) -> str:
    """How many are to be looked at again: "2 hộ, 1 học sinh được giúp đỡ"."""
    parts = []
    if households:
        parts.append(ngettext("%(number)s household", "%(number)s households", households) % {"number": households})
    if pupils:
        parts.append(ngettext("%(number)s pupil", "%(number)s pupils", pupils) % {"number": pupils})
    return gettext("%s looked after") % ", ".join(parts)

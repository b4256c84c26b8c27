"""Roles, verbs and lines as people call them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.organisations.tables import LINE_NAMES

ROLE_NAMES = {
    "clerk": gettext_lazy("Clerk"),
    "head": gettext_lazy("Head of the unit"),
    "approver": gettext_lazy("Approver from above"),
    "adviser": gettext_lazy("Advisory staff"),
    "inspector": gettext_lazy("Inspector"),
    "council": gettext_lazy("Member of the commendation council"),
    "manager": gettext_lazy("Manager of units"),
    "system_admin": gettext_lazy("System administrator"),
    "reader": gettext_lazy("May read only"),
    "branch_secretary": gettext_lazy("Branch secretary"),
    "member": gettext_lazy("Member"),
    "citizen": gettext_lazy("Citizen"),
}
ROLE_MEANINGS = {
    "clerk": gettext_lazy("Takes papers in, checks what was read in them, keeps the registers and writes reports."),
    "head": gettext_lazy("Does all that, and decides on pilots and on what is shown to the public. Held for a term."),
    "approver": gettext_lazy("Decides for the units below on pilots and on what the public sees; enters nothing."),
    "adviser": gettext_lazy("Works for a committee of the district or province: compiles the units below."),
    "inspector": gettext_lazy("Sees everything below, its history and who holds which right; changes nothing."),
    "council": gettext_lazy("Sees practices and their results, to judge them. Held for a term, always in person."),
    "manager": gettext_lazy("Changes units, people and rights; keeps no register. Is named by a unit above."),
    "system_admin": gettext_lazy(
        "Keeps the machine and accounts running: sees no content by being one. Is named on the host."
    ),
    "reader": gettext_lazy("Sees everything of the unit and of all below; changes nothing."),
    "branch_secretary": gettext_lazy(
        "By a personal link: sees the own branch, sends its papers in, answers for it. Held for a term."
    ),
    "member": gettext_lazy("By a personal link: sees the own branch and sends papers in."),
    "citizen": gettext_lazy("Needs no account: sees whatever is public, and nothing else."),
}
VERB_NAMES = {
    "read": gettext_lazy("See"),
    "take_in": gettext_lazy("Take papers in"),
    "answer": gettext_lazy("Answer for the unit"),
    "confirm": gettext_lazy("Confirm into the registers"),
    "report": gettext_lazy("Write reports"),
    "approve": gettext_lazy("Decide for units below"),
    "inspect": gettext_lazy("See who holds which right"),
    "manage": gettext_lazy("Manage units, people and rights"),
    "accounts": gettext_lazy("Invite people, make links"),
    "regulate": gettext_lazy("Keep the dated rules"),
}
__all__ = ["LINE_NAMES", "ROLE_MEANINGS", "ROLE_NAMES", "VERB_NAMES", "role_name", "term"]


def role_name(code: str) -> str:
    """A role as people call it."""
    return str(ROLE_NAMES.get(code, code))


def term(from_on: date, to_on: date | None) -> str:
    """ "từ 01/07/2025 đến 30/06/2030": the days of a right."""
    if to_on is None:
        return _("from %(day)s on") % {"day": f"{from_on:%d/%m/%Y}"}
    return _("%(first)s to %(last)s") % {"first": f"{from_on:%d/%m/%Y}", "last": f"{to_on:%d/%m/%Y}"}

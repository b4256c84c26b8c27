"""What the screens call the kinds, stages, verbs and reasons of rules.py."""

from django.utils.translation import gettext_lazy as _

KINDS = {"person": _("One person"), "group": _("A group or a household"), "unit": _("The whole unit")}
STAGES = {
    "proposed": _("Proposed"),
    "confirmed": _("Confirmed by the unit"),
    "published": _("Published"),
    "withdrawn": _("Taken away"),
}
VERBS = {
    "propose": _("Propose an exemplar"),
    "confirm": _("Confirm for the unit"),
    "publish": _("Publish on a basis"),
    "add_basis": _("Add a basis"),
    "take_off": _("Take off the portal for now"),
    "withdraw": _("Withdraw the exemplar"),
    "propose_again": _("Propose again"),
    "amend": _("Amend what is told"),
    "forget": _("Take everything out for good"),
}
# As a step of the course that was taken.
DONE = {
    "propose": _("Proposed"),
    "confirm": _("Confirmed by the unit"),
    "publish": _("Published"),
    "add_basis": _("A basis was added"),
    "take_off": _("Taken off the portal for now"),
    "withdraw": _("Taken away"),
    "propose_again": _("Proposed again"),
    "amend": _("What is told was amended"),
    "forget": _("Everything was taken out for good"),
}
MEANINGS = {
    "confirm": _("The unit says that this is true and that it stands behind it. Nothing is public yet."),
    "take_off": _("The public page is gone at once. The bases stay, so that it may be published again."),
    "withdraw": _("Gone at once from public pages, lists and searches; its address says that it was taken off."),
    "propose_again": _("It has to be confirmed again, and published on a basis that stands."),
    "forget": _("Name, story, pictures and papers cannot be brought back. That there was one, and the days, stay."),
}
BASES = {"consent": _("A written consent"), "decision": _("A decision that was published")}
REASONS = {
    "consent": _("The person, or the parent or guardian, takes the consent back"),
    "decision": _("The decision was revoked"),
    "untrue": _("It is not true, or not any more"),
    "other": _("Another reason"),
}
TAGS = {"proposed": "info", "confirmed": "success", "published": "lotus", "withdrawn": "neutral"}
ICONS = {"proposed": "file", "confirmed": "check", "published": "eye", "withdrawn": "undo"}
KIND_ICONS = {"person": "person", "group": "people", "unit": "flag"}

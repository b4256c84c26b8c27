"""What the screens call the kinds, reasons, purposes and acts that concern people."""

from django.utils.translation import gettext_lazy as _

MEMBERSHIPS = {"member": _("Member of the unit"), "cadre": _("Cadre"), "collaborator": _("Collaborator")}
REASONS = {
    "same_name": _("same name"),
    "same_letters": _("same name but for the marks"),
    "same_birth_year": _("same birth year"),
    "same_unit": _("same unit"),
    "same_post": _("same post"),
}
PURPOSES = {
    "publish_practice": _("Show a practice on the public portal"),
    "publish_exemplar": _("Praise as an exemplar on the public portal"),
    "publish_contribution": _("Make a contribution public (money, land, workdays)"),
    "publish_post": _("Make a post and how to reach it public"),
}
BASES = {"consent": _("The person's consent"), "decision": _("A published decision")}
PARTS = {
    "name": _("Full name"),
    "photo": _("Pictures"),
    "story": _("Story, achievements"),
    "amount": _("Amount or goods given"),
}
COLUMNS = {
    "": _("(leave out)"),
    "name": _("Full name"),
    "family": _("Family and middle name"),
    "given": _("Given name"),
    "birth": _("Date or year of birth"),
    "title": _("Post held"),
    "unit": _("Unit"),
    "from": _("From the day"),
    "to": _("Until the day"),
    "head": _("Head (x)"),
    "kind": _("Belongs as"),
}
STATES = {
    "new": _("New person"),
    "more": _("Already known, something is added"),
    "there": _("Already there, nothing changes"),
    "skipped": _("Left out"),
    "likely": _("Needs your choice"),
    "wrong": _("Wrong"),
}
STATE_TAGS = {
    "new": "success",
    "more": "info",
    "there": "neutral",
    "skipped": "neutral",
    "likely": "warning",
    "wrong": "danger",
}
ACTS = {
    "add": _("Entered here"),
    "correct": _("Name or birth year corrected"),
    "appoint": _("Post added"),
    "end_post": _("Post ended"),
    "mark_head": _("Marked or unmarked as head"),
    "join_unit": _("Membership added"),
    "leave_unit": _("Membership ended"),
    "import": _("Imported from a list"),
    "join": _("Another entry was joined into this one"),
    "joined_into": _("Joined into another entry"),
    "undo_join": _("Joining undone"),
    "tell_apart": _("Told apart from another person"),
    "consent": _("Basis for publishing recorded"),
    "withdraw_consent": _("Basis for publishing withdrawn"),
}

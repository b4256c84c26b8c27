"""What the screens call kinds, stages and certainty."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Kinds in the order of the page: the paper itself, then what else enters a register, then the rest.
KINDS = {
    "directive": _("The paper itself"),
    "model": _("Practices"),
    "quantity": _("Figures"),
    "commendation": _("Commendations"),
    "pledge": _("Pledges"),
    "document": _("Papers named"),
    "unit": _("Units"),
    "person": _("People"),
    "activity": _("Activities"),
    "date": _("Days and periods"),
}
KIND_ICONS = {
    "directive": "edit",
    "model": "spread",
    "quantity": "chart",
    "commendation": "star",
    "pledge": "check",
    "document": "file",
    "unit": "place",
    "person": "person",
    "activity": "people",
    "date": "calendar",
}
ENTERING = ("directive", "model", "quantity", "commendation", "pledge")
REGISTERS = {
    "directive": _("Enters the book of papers"),
    "practice": _("Enters the register of practices"),
    "amount": _("Enters the ledger of figures"),
    "commendation": _("Enters the ledger of figures"),
    "goal": _("Becomes a target"),
    "pledge": _("Enters the register of pledges"),
    "mention": _("Kept with this paper only"),
}
PAPER_STAGES = {
    "waiting": _("Waiting to be read"),
    "reading": _("Being read"),
    "review": _("Awaits confirmation"),
    "done": _("Done"),
    "unreadable": _("Could not be read"),
    "secret": _("Secret, turned away"),
}
PAPER_TAGS = {
    "waiting": "neutral",
    "reading": "info",
    "review": "warning",
    "done": "success",
    "unreadable": "danger",
    "secret": "danger",
}
ITEM_STAGES = {
    "queued": _("Waits in the batch"),
    "refused": _("Not accepted"),
    "known": _("Was there before"),
    **PAPER_STAGES,
}
ITEM_TAGS = {"queued": "neutral", "refused": "danger", "known": "info", **PAPER_TAGS}
FINDING_STAGES = {
    "new": _("Awaits confirmation"),
    "later": _("Put off"),
    "accepted": _("Accepted"),
    "joined": _("Joined"),
    "rejected": _("Rejected"),
}
FINDING_TAGS = {"new": "neutral", "later": "info", "accepted": "success", "joined": "success", "rejected": "neutral"}
# What was done to an item, as "undo" names it.
DONE = {"accept": _("accepted"), "join": _("joined"), "reject": _("rejected"), "put_off": _("put off")}
CERTAINTY = {"certain": _("Certain"), "look": _("Look at it"), "doubtful": _("Doubtful")}
CERTAINTY_TAGS = {"certain": "success", "look": "warning", "doubtful": "danger"}
# What the book knows of a paper that this one carries out.
CITED = {
    "known": _("in the book already"),
    "new": _("is entered along with it"),
    "thin": _("too little is known, not entered"),
}
PRACTICE_KINDS = {"collective": _("Collective"), "individual": _("Individual")}
LESSON_SORTS = {
    "unit": _("What a unit is called"),
    "practice": _("What a practice is called"),
    "indicator": _("Words for an indicator"),
    "group": _("Groups and clubs"),
    "heading": _("Columns of tables"),
    "wrong": _("Nothing to enter"),
}
LESSON_STAGES = {"on": _("In use"), "off": _("Switched off"), "removed": _("Removed")}

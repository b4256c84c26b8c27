"""What the screens call the spans, stages and verbs of rules/."""

from django.utils.translation import gettext_lazy as _

SPANS = {"year": _("Year"), "term": _("Whole term")}
STAGES = {
    "draft": _("Draft"),
    "registered": _("Waits for confirmation"),
    "returned": _("Returned with remarks"),
    "confirmed": _("Confirmed by the branch"),
    "assessed": _("Self-assessed"),
    "closed": _("Concluded"),
    "carried_over": _("Carried over"),
    "dropped": _("Given up"),
}
TAGS = {
    "draft": "neutral",
    "registered": "warning",
    "returned": "danger",
    "confirmed": "info",
    "assessed": "info",
    "closed": "success",
    "carried_over": "neutral",
    "dropped": "neutral",
}
# What happened, as the list of steps says it.
STEPS = {
    "write": _("wrote the draft"),
    "register": _("sent the registration"),
    "confirm": _("confirmed"),
    "return": _("returned it with remarks"),
    "amend": _("amended it"),
    "assess": _("assessed it"),
    "reassess": _("asked to assess it again"),
    "close": _("concluded"),
    "carry_over": _("carried it over"),
    "drop": _("gave it up"),
}
OUTCOMES = {"done": _("Done"), "partly": _("Partly done"), "not": _("Not done")}
OUTCOME_TAGS = {"done": "success", "partly": "warning", "not": "danger"}
RESULTS = {"fulfilled": _("Fulfilled"), "partly": _("Partly fulfilled"), "not": _("Not fulfilled")}
ORIGINS = {
    "own": _("Registered by themselves"),
    "unit": _("Entered by the unit"),
    "paper": _("Entered on behalf, from a paper list"),
}
HOW = {"added": _("added"), "removed": _("taken out"), "changed": _("changed")}
# What the buttons of the verbs that take a reason say.
ACTS = {
    "return": _("Return with remarks"),
    "reassess": _("Ask to assess it again"),
    "drop": _("Give the pledge up"),
}

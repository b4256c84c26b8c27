"""The words of the rules as people read them, in the language of the page."""

from django.utils.translation import gettext_lazy as _

STAGES = {"issued": _("Still in force"), "replaced": _("Replaced by another"), "withdrawn": _("Withdrawn from force")}
STAGE_TAGS = {"issued": "success", "replaced": "neutral", "withdrawn": "danger"}
WHOSE = {"own": _("This unit"), "above": _("Others")}
OF = [
    ("direct", _("The units directly below")),
    ("below", _("All units below, at every level")),
    ("chosen", _("Only some of the units directly below, ticked here")),
]
EXPECTS = [
    ("by_class", _("By class: branches and villages tick, others issue a paper")),
    ("paper", _("Everybody issues a paper of its own")),
    ("done", _("Everybody only ticks that it is carried out")),
]
EXPECTED = {"paper": _("issue a paper that carries it out"), "done": _("tick that it is carried out")}
ADDRESSEE_STAGES = {
    "waiting": _("Not opened yet"),
    "acknowledged": _("Has received it"),
    "answered": _("Carried out"),
    "returned": _("Answer returned"),
    "released": _("Not asked any more"),
}
ADDRESSEE_TAGS = {
    "waiting": "neutral",
    "acknowledged": "info",
    "answered": "success",
    "returned": "warning",
    "released": "neutral",
}
ANSWERS = {"paper": _("By its own paper"), "done": _("Carried out"), "reason": _("Gives a reason")}
STEPS = {
    "acknowledge": _("received it"),
    "answer": _("answered"),
    "take_back": _("took the answer back"),
    "return": _("returned the answer"),
    "release": _("asks no more"),
    "ask_again": _("asked again"),
    "record": _("entered it in the book"),
    "correct": _("put its head right"),
    "replace": _("replaced it"),
    "withdraw": _("withdrew it"),
    "restore": _("put it in force again"),
}
WANTED_STAGES = [
    ("", _("Everybody")),
    ("left", _("Still to answer")),
    ("late", _("Late")),
    ("answered", _("Carried out")),
    ("returned", _("Answer returned")),
    ("released", _("Not asked any more")),
]

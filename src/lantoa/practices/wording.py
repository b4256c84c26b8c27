"""What the screens call the kinds, stages and verbs of rules.py."""

from django.utils.translation import gettext_lazy as _

KINDS = {"collective": _("Collective"), "individual": _("Individual")}
STAGES = {
    "registered": _("Registered"),
    "running": _("Running"),
    "ended": _("Ended"),
    "pilot": _("Pilot practice"),
    "public": _("Published"),
}
STATES = {
    "registered": _("Registered by then"),
    "effective": _("In effect"),
    "carried": _("Carried over from before"),
    "new": _("New since then"),
    "pilot": _("Pilot practices"),
    "replicated": _("Taken up from elsewhere"),
}
YEARS = {"new": _("Registered anew"), "kept": _("Kept on")}
VERBS = {
    "register": _("Register"),
    "start": _("Start carrying out"),
    "end": _("End"),
    "resume": _("Carry out again"),
    "choose_as_pilot": _("Choose as a pilot"),
    "close_pilot": _("Close the pilot"),
    "publish": _("Publish on the portal"),
    "take_off_portal": _("Take off the portal"),
}
# What each verb does, said before it is used.
MEANINGS = {
    "start": _("From this day on the practice counts as being carried out."),
    "end": _("The practice stays in the register with all its results, as one that has ended."),
    "resume": _("From this day on the practice is carried out once more."),
    "choose_as_pilot": _("Marks it as a pilot from this day on; name the paper that says so."),
    "close_pilot": _("The mark stays in its history, with both days and what the pilot showed."),
    "publish": _(
        "Everyone may read its name, unit, fields and results. A person's name is not shown. What is one person's "
        "takes their consent or a published decision."
    ),
    "take_off_portal": _("Its page disappears from the public site; nothing is deleted."),
}
TAGS = {"registered": "info", "running": "success", "ended": "neutral", "pilot": "lotus", "public": "info"}
ICONS = {"registered": "file", "running": "check", "ended": "clock", "pilot": "star", "public": "eye"}

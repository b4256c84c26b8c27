"""What the screens call the parts, conclusions and verdicts of dossier_rules.py, and what helps to write them."""

from django.utils.translation import gettext_lazy as _

PARTS = {
    "necessity": _("Why it is needed"),
    "aims": _("What it aims at"),
    "measures": _("How it is done"),
    "steps": _("The steps"),
    "means": _("What it takes"),
    "participants": _("Who joins in"),
    "beneficiaries": _("Who benefits"),
    "costs": _("Cost and where it comes from"),
}
HELP = {
    "necessity": _("Which hardship or need of the place it answers."),
    "aims": _("In one or two sentences."),
    "measures": _("The deeds, so that others could do the same."),
    "steps": _("One to a line: what first, what next, by whom."),
    "means": _("People, tools, place, agreements that have to be there."),
    "participants": _("Which people and bodies, how many."),
    "beneficiaries": _("Which people or households, how many, what changes for them."),
    "costs": _("In đồng where it is known; who gives it."),
}
# What else a question of the checklist looks at.
MISSING = PARTS | {
    "goals": _("A goal in numbers"),
    "outcomes": _("A result in numbers"),
    "lessons": _("What was learnt"),
}
CONCLUSIONS = {
    "recognised": _("Recognised"),
    "to_complete": _("To be completed"),
    "not_recognised": _("Not recognised yet"),
}
CONCLUSION_TAGS = {"recognised": "success", "to_complete": "warning", "not_recognised": "neutral"}
VERDICTS = {"spread": _("Spread it to other places"), "go_on": _("Go on as a pilot"), "stop": _("Stop")}
FORMS = {
    "mo-ta": _("Describe the practice"),
    "muc-tieu": _("Set a goal"),
    "tham-dinh": _("Note an examination"),
    "lam-diem": _("Time as a pilot"),
    "danh-gia": _("Review the pilot"),
}

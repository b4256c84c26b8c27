"""The words that pages of reports show for what is stored, in the reader's language."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

CADENCES = [
    ("month", _("Every month")),
    ("quarter", _("Every quarter")),
    ("half", _("Six months")),
    ("nine", _("Nine months")),
    ("year", _("The year")),
]
# The parts of a year that a report may be about (queries.everything.PARTS).
PARTS = [
    ("year", _("The year")),
    ("half", _("Six months")),
    ("nine", _("Nine months")),
    *(
        (f"quarter-{n}", format_lazy("{} {}", _("Quarter"), roman))
        for n, roman in enumerate(("I", "II", "III", "IV"), 1)
    ),
    *((f"month-{n}", format_lazy("{} {}", _("Month"), n)) for n in range(1, 13)),
]
CLOSINGS = [
    ("calendar", _("The days of the calendar")),
    ("state", _("As State reports are closed, from the 15th to the 14th")),
]
COUNTINGS = [("calendar", _("days of the calendar")), ("working", _("working days"))]
LAYOUTS = [
    ("issuer", _("As the unit that writes it")),
    ("party", _("Party paper")),
    ("state", _("State administrative paper")),
]
REPORTERS = [("below", _("The units directly below")), ("own", _("This unit itself"))]
LINES = [
    ("place", _("Places")),
    ("party", _("Party organisations")),
    ("state", _("State bodies")),
    ("front", _("Front and mass organisations")),
]
STAGES = {
    "": _("not begun"),
    "drafting": _("being written"),
    "signed": _("signed off"),
    "submitted": _("sent"),
    "returned": _("returned"),
    "accepted": _("received"),
    "correcting": _("being corrected"),
    "received": _("came as a file"),
}
# How a stage looks as a tag.
TAGS = {
    "": "neutral",
    "drafting": "info",
    "signed": "info",
    "submitted": "success",
    "returned": "warning",
    "accepted": "success",
    "correcting": "warning",
    "received": "success",
}
VERBS = {
    "start": _("Begun"),
    "sign": _("Sign off"),
    "unsign": _("Write again after signing off"),
    "submit": _("Send the report"),
    "return": _("Return"),
    "accept": _("Receive"),
    "correct": _("Correct what was sent"),
}
MAKINGS = {
    "waiting": _("waiting for its turn"),
    "drafting": _("the report is being drafted"),
    "writing": _("the file is being written"),
    "done": _("the file is there"),
    "failed": _("could not be made"),
    "expired": _("not kept any more"),
}

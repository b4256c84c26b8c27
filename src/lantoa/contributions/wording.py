"""What the screens call the kinds, stages and verbs of rules.py."""

from django.utils.translation import gettext_lazy as _

KINDS = {"money": _("Money"), "land": _("Land given"), "workdays": _("Workdays"), "materials": _("Materials")}
WORKS = {
    "road": _("Road"),
    "bridge": _("Bridge"),
    "house": _("House"),
    "lighting": _("Lit road"),
    "fund": _("Fund"),
    "other": _("Other work"),
}
STAGES = {"open": _("Open for gifts"), "closed": _("Closed for gifts"), "settled": _("Accounts settled")}
VERBS = {
    "close": _("Close for gifts"),
    "reopen": _("Open again for gifts"),
    "settle": _("Settle the accounts"),
    "correct": _("Open the settled accounts again"),
    "publish": _("Show to the public"),
    "take_off_portal": _("Take off the portal"),
}
MEANINGS = {
    "close": _("No new gift is written from this day on; what was promised may still come in."),
    "reopen": _("Gifts may be written again."),
    "settle": _("What was received and built goes into the figures; nothing is changed any more."),
    "correct": _("What went into the figures is taken back, with the reason, until the accounts are settled again."),
    "publish": _("Everyone may read the sums, the spending and the works. Only who agreed is named."),
    "take_off_portal": _("The drive disappears from the public site; nothing is deleted."),
}
TAGS = {"open": "success", "closed": "info", "settled": "neutral"}
ICONS = {"open": "people", "closed": "clock", "settled": "check"}
SAVERS = {"insurance": _("Saving for health insurance"), "savings": _("Savings"), "rotating": _("Rotating savings")}
CARED = {"household": _("Household"), "pupil": _("Pupil")}
CARE_STAGES = {"open": _("Looked after"), "out": _("Out of difficulty"), "ended": _("Looked after no more")}
CARE_TAGS = {"open": "info", "out": "success", "ended": "neutral"}
CARE_ICONS = {"open": "people", "out": "check", "ended": "clock"}
HELP = {"money": _("Money"), "goods": _("Goods"), "workdays": _("Workdays"), "visit": _("Visit")}
CARE_VERBS = {
    "begin": _("Taken on"),
    "go_on": _("Goes on being looked after"),
    "overcome": _("Out of difficulty"),
    "end": _("End looking after"),
    "resume": _("Looked after again"),
}
# The verbs of history under which a line of a book was corrected, and what the fields of a line are called.
CORRECTED = ("correct_gift", "correct_spending", "correct_work")
FILES = frozenset({"before", "after", "voucher"})
LINE_FIELDS = {
    "gift_kind": _("What is given"),
    "amount": _("How much is given"),
    "giver": _("Who gives"),
    "givers": _("Number of givers"),
    "worth": _("Worth of the materials, as the giver says"),
    "promised_on": _("Promised on"),
    "received_on": _("Received on"),
    "voucher": _("File of the voucher"),
    "what": _("Spent on"),
    "money": _("Amount of money"),
    "on": _("Day"),
    "paper": _("Voucher"),
    "work_kind": _("Kind of work"),
    "name": _("Name of the work"),
    "place": _("Where"),
    "size": _("How large"),
    "begun_on": _("Begun on"),
    "finished_on": _("Finished on"),
    "cost": _("What it cost in all"),
    "before": _("Photo before"),
    "after": _("Photo after"),
}

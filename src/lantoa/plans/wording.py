"""What the screens call the kinds, stages and verbs of rules/."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "theme": _("Theme"),
    "breakthrough": _("Breakthrough"),
    "campaign": _("Campaign"),
    "task_group": _("Group of tasks"),
}
KIND_TAGS = {"theme": "info", "breakthrough": "lotus", "campaign": "success", "task_group": "neutral"}
KIND_ICONS = {"theme": "flag", "breakthrough": "star", "campaign": "people", "task_group": "check"}
# What was done to a record, by its kind and the verb of the history.
ACTS = {
    "theme": {
        "set": _("Theme set"),
        "change": _("Changed"),
        "end": _("Ended or withdrawn"),
        "take_part": _("Units taking part were changed"),
    },
}

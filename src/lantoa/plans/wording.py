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
PLAN_KINDS = {"term": _("Plan of a term or stage"), "year": _("Plan of a year"), "campaign": _("Plan of a campaign")}
STAGES = {
    "draft": _("Being written"),
    "submitted": _("Awaiting approval"),
    "returned": _("Returned with remarks"),
    "approved": _("Approved"),
    "amending": _("Being amended"),
    "closed": _("Closed for good"),
}
STAGE_TAGS = {
    "draft": "neutral",
    "submitted": "info",
    "returned": "danger",
    "approved": "success",
    "amending": "warning",
    "closed": "neutral",
}
VERBS = {
    "start": _("Begun"),
    "submit": _("Submit for approval"),
    "return": _("Return with remarks"),
    "approve": _("Approve"),
    "amend": _("Amend"),
    "discard": _("Throw the amendment away"),
    "close": _("Close"),
    "reopen": _("Open again"),
}
# What each verb does, said before it is used.
MEANINGS = {
    "submit": _("Nothing can be written while it awaits a word. Whoever approves is told."),
    "return": _("It may be written again. Say what is to be changed."),
    "approve": _("The text is frozen as a version, and the units are given their targets."),
    "amend": _("The version in force stays as it is until the amendment is approved. Say why it is amended."),
    "discard": _(
        "The plan reads again as it was approved. What was changed is named in its course and stays in the history. "
        "Say why."
    ),
    "close": _("Nothing is written in it any more. Say how it ended."),
    "reopen": _("It is in force again. Say why."),
}
TASK_STAGES = {"planned": _("Not begun"), "doing": _("In hand"), "done": _("Done"), "dropped": _("Dropped")}
TASK_TAGS = {"planned": "neutral", "doing": "info", "done": "success", "dropped": "neutral"}
TASK_ICONS = {"planned": "clock", "doing": "edit", "done": "check", "dropped": "x"}
TASK_VERBS = {"begin": _("Begin"), "finish": _("It is done"), "drop": _("Drop it"), "resume": _("Take it up again")}
AGENDAS = {"meeting": _("Topics for meetings"), "inspection": _("Items for the inspection programme")}
HOWS = {"added": _("Added"), "removed": _("Taken out"), "changed": _("Changed")}
WHATS = {"plan": _("The plan"), "task": _("Task"), "target": _("Target of the plan")}
# What was done to a record, by its kind and the verb of the history.
ACTS = {
    "theme": {
        "set": _("Theme set"),
        "change": _("Changed"),
        "end": _("Ended or withdrawn"),
        "take_part": _("Units taking part were changed"),
    },
    "task": {
        "add": _("Entered in the plan"),
        "change": _("Changed"),
        "remove": _("Taken out of the plan"),
        "put_on_agenda": _("Put on an agenda"),
        "take_off_agenda": _("Taken off an agenda"),
        **TASK_VERBS,
    },
}

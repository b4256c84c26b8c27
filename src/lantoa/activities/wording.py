"""What the screens call the stages, verbs, forms of attending and roles of rules/."""

from django.utils.translation import gettext_lazy as _

STAGES = {"planned": _("Planned"), "held": _("Was held"), "postponed": _("Postponed"), "cancelled": _("Called off")}
TAGS = {"planned": "info", "held": "success", "postponed": "warning", "cancelled": "neutral"}
ICONS = {"planned": "calendar", "held": "check", "postponed": "clock", "cancelled": "x"}
# What the buttons of the verbs that take a reason say.
ACTS = {
    "move": _("Move it to another day"),
    "postpone": _("Put it off, the day is open"),
    "cancel": _("Call it off"),
    "reopen": _("It was not held after all"),
    "restore": _("It takes place after all"),
}
STEPS = {
    "plan": _("put it into the calendar"),
    "hold": _("noted that it was held"),
    "move": _("moved it"),
    "postpone": _("put it off"),
    "cancel": _("called it off"),
    "reopen": _("noted that it was not held"),
    "restore": _("took it up again"),
}
BASES = {
    "members": _("Members of the unit"),
    "cadres": _("Cadres of the unit"),
    "households": _("People of the households"),
    "open": _("Open to everybody"),
}
FORMS = {
    "direct": _("In person"),
    "online": _("Online"),
    "television": _("By television"),
    "video": _("By DVD or video"),
}
FILES = {"minutes": _("Minutes"), "material": _("Material"), "photo": _("Photo")}
SPEAKERS = {"reporter": _("Speaker (báo cáo viên)"), "propagandist": _("Oral propagandist (tuyên truyền viên)")}
LEVELS = {"central": _("Central"), "province": _("Province level"), "commune": _("Commune level")}
PATTERNS = {
    "weeks": _("In some weeks of every month"),
    "weekly": _("Every week"),
    "monthly": _("On one day of every month"),
}
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
WEEKS = {1: _("Week 1"), 2: _("Week 2"), 3: _("Week 3"), 4: _("Week 4"), -1: _("The last week")}
# What the addresses call the verbs that take a reason.
SLUGS = {"doi-ngay": "move", "hoan": "postpone", "huy": "cancel", "chua-to-chuc": "reopen", "to-chuc-lai": "restore"}

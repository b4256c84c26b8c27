"""Every change of rules, of the working calendar, and of the deadlines that are counted by both."""

from lantoa.regulations.operations.checking import UnableToRegulate
from lantoa.regulations.operations.days import (
    NewDay,
    Plan,
    Preview,
    UnableToChangeCalendar,
    change_calendar,
    compensations_of,
    is_compensated,
    load_calendar,
    plan_of_official_days,
    preview_calendar,
    swap,
)
from lantoa.regulations.operations.deadlines import (
    UnableToExtendDeadline,
    UnableToStartDeadline,
    UnableToStopDeadline,
    extend_deadline,
    start_deadline,
    stop_deadline,
)
from lantoa.regulations.operations.loading import DATA, decline_offer, load, load_rules, take_offer
from lantoa.regulations.operations.versions import (
    RuleText,
    UnableToChangeRule,
    add_version,
    correct,
    end,
)

__all__ = [
    "DATA",
    "NewDay",
    "Plan",
    "Preview",
    "RuleText",
    "UnableToChangeCalendar",
    "UnableToChangeRule",
    "UnableToExtendDeadline",
    "UnableToRegulate",
    "UnableToStartDeadline",
    "UnableToStopDeadline",
    "add_version",
    "change_calendar",
    "compensations_of",
    "correct",
    "decline_offer",
    "end",
    "extend_deadline",
    "is_compensated",
    "load",
    "load_calendar",
    "load_rules",
    "plan_of_official_days",
    "preview_calendar",
    "start_deadline",
    "stop_deadline",
    "swap",
    "take_offer",
]

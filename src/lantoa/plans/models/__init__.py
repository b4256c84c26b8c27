"""Plans and themes."""

from lantoa.plans.models.plans import Plan, PlanPaper, PlanStep, PlanVersion
from lantoa.plans.models.tasks import Agenda, PlanTarget, Task, TaskStep
from lantoa.plans.models.themes import Participation, Theme

__all__ = [
    "Agenda",
    "Participation",
    "Plan",
    "PlanPaper",
    "PlanStep",
    "PlanTarget",
    "PlanVersion",
    "Task",
    "TaskStep",
    "Theme",
]

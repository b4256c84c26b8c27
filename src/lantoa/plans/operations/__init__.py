"""Every change of plans and themes."""

from lantoa.plans.operations.copying import copy_plan
from lantoa.plans.operations.discarding import UnableToDiscard
from lantoa.plans.operations.forgetting import forget_assignments, forget_plan_acts
from lantoa.plans.operations.importing import (
    Loaded,
    UnableToLoadTasks,
    cells_of_plan,
    examine_tasks,
    load_tasks,
    offered,
)
from lantoa.plans.operations.plans import PlanSaid, UnableToChangePlan, advance_plan, change_plan, start_plan
from lantoa.plans.operations.targets import TargetSaid, remove_target, share_target, sum_said, write_target
from lantoa.plans.operations.tasks import (
    AgendaSaid,
    TaskSaid,
    advance_task,
    may_advance,
    put_on_agenda,
    remove_task,
    take_off_agenda,
    write_task,
)
from lantoa.plans.operations.telling import remind_of_tasks
from lantoa.plans.operations.themes import (
    ThemeSaid,
    UnableToChangeTheme,
    change_theme,
    end_theme,
    set_taking_part,
    set_theme,
)

__all__ = [
    "AgendaSaid",
    "Loaded",
    "PlanSaid",
    "TargetSaid",
    "TaskSaid",
    "ThemeSaid",
    "UnableToChangePlan",
    "UnableToChangeTheme",
    "UnableToDiscard",
    "UnableToLoadTasks",
    "advance_plan",
    "advance_task",
    "cells_of_plan",
    "change_plan",
    "change_theme",
    "copy_plan",
    "end_theme",
    "examine_tasks",
    "forget_assignments",
    "forget_plan_acts",
    "load_tasks",
    "may_advance",
    "offered",
    "put_on_agenda",
    "remind_of_tasks",
    "remove_target",
    "remove_task",
    "set_taking_part",
    "set_theme",
    "share_target",
    "start_plan",
    "sum_said",
    "take_off_agenda",
    "write_target",
    "write_task",
]

"""The verbs of the plan."""

from .goals import (
    CriterionRow,
    InitiativeRow,
    close_goal,
    drop_goal,
    edit_goal,
    take_up_goal,
    write_goal,
)
from .plan import (
    add_focus_area,
    assign_owner,
    close_plan,
    create_plan,
    edit_focus_area,
    edit_plan,
    remove_focus_area,
    stand_under,
    start_plan,
)
from .rows import (
    add_criterion,
    add_initiative,
    edit_criterion,
    edit_initiative,
    move_initiative,
    remove_criterion,
    remove_initiative,
)

__all__ = [
    "CriterionRow",
    "InitiativeRow",
    "add_criterion",
    "add_focus_area",
    "add_initiative",
    "assign_owner",
    "close_goal",
    "close_plan",
    "create_plan",
    "drop_goal",
    "edit_criterion",
    "edit_focus_area",
    "edit_goal",
    "edit_initiative",
    "edit_plan",
    "move_initiative",
    "remove_criterion",
    "remove_focus_area",
    "remove_initiative",
    "stand_under",
    "start_plan",
    "take_up_goal",
    "write_goal",
]

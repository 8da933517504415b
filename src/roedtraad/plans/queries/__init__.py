"""What the pages of the plan show, in a number of queries that does not grow with the rows."""

from .goal import GoalPage, goal_page, thread_line
from .lists import plan_lines
from .plan import PlanFilter, PlanPage, plan_page
from .standing import histories, positions_in_danish_order, statuses_now
from .units import Spread, UnitPage, UnitsPage, spread_of, spreads_of, unit_page, units_below, units_page

__all__ = [
    "GoalPage",
    "PlanFilter",
    "PlanPage",
    "Spread",
    "UnitPage",
    "UnitsPage",
    "goal_page",
    "histories",
    "plan_lines",
    "plan_page",
    "positions_in_danish_order",
    "spread_of",
    "spreads_of",
    "statuses_now",
    "thread_line",
    "unit_page",
    "units_below",
    "units_page",
]

"""What the pages of the plan show, in a number of queries that does not grow with the rows."""

from .dates import dates_of
from .dissemination import CoveragePage, coverage_page
from .goal import GoalPage, goal_page, thread_line
from .lists import plan_lines
from .plan import PlanFilter, PlanPage, plan_page
from .revising import Lives, RevisionPage, lives_of, revision_page
from .standing import histories, positions_in_danish_order, statuses_now
from .table import Matrix, TableRow, matrix_of, table_rows
from .units import (
    Spread,
    UnitPage,
    UnitsPage,
    alive_of_unit,
    goals_waiting_for,
    spread_of,
    unit_page,
    units_page,
)

__all__ = [
    "CoveragePage",
    "GoalPage",
    "Lives",
    "Matrix",
    "PlanFilter",
    "PlanPage",
    "RevisionPage",
    "Spread",
    "TableRow",
    "UnitPage",
    "UnitsPage",
    "alive_of_unit",
    "coverage_page",
    "dates_of",
    "goal_page",
    "goals_waiting_for",
    "histories",
    "lives_of",
    "matrix_of",
    "plan_lines",
    "plan_page",
    "positions_in_danish_order",
    "revision_page",
    "spread_of",
    "statuses_now",
    "table_rows",
    "thread_line",
    "unit_page",
    "units_page",
]

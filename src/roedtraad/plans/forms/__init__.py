"""The forms of the plan: what is typed, in the words of the page."""

from .goals import CloseForm, EndForm, GoalForms
from .plan import FilterForm, FocusAreaForm, PlanForm, chosen_filter
from .units import CommentForm, UnitGoalForm, WordsForm

__all__ = [
    "CloseForm",
    "CommentForm",
    "EndForm",
    "FilterForm",
    "FocusAreaForm",
    "GoalForms",
    "PlanForm",
    "UnitGoalForm",
    "WordsForm",
    "chosen_filter",
]

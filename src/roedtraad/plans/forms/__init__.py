"""The forms of the plan: what is typed, in the words of the page."""

from .goals import CloseForm, EndForm, GoalForms
from .plan import FilterForm, FocusAreaForm, PlanForm, chosen_filter

__all__ = [
    "CloseForm",
    "EndForm",
    "FilterForm",
    "FocusAreaForm",
    "GoalForms",
    "PlanForm",
    "chosen_filter",
]

"""The forms of the plan: what is typed, in the words of the page."""

from .agreements import AgreementForm, SetupForm
from .goals import CloseForm, EndForm, GoalForms
from .plan import FilterForm, FocusAreaForm, PlanForm, chosen_filter
from .units import CommentForm, UnitGoalForm, WordsForm

__all__ = [
    "AgreementForm",
    "CloseForm",
    "CommentForm",
    "EndForm",
    "FilterForm",
    "FocusAreaForm",
    "GoalForms",
    "PlanForm",
    "SetupForm",
    "UnitGoalForm",
    "WordsForm",
    "chosen_filter",
]

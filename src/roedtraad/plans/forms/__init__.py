"""The forms of the plan: what is typed, in the words of the page."""

from .agreements import AgreementForm, SetupForm
from .dates import PlanDateForm
from .dissemination import DiscussionForm, HelpForm
from .follows import CrossForm, DocumentForm, EditDocumentForm, InitiativeForms, YearlyTargetForm
from .goals import CloseForm, EndForm, GoalForms
from .plan import FilterForm, FocusAreaForm, PlanForm, chosen_filter
from .revising import BeginRevisionForm, KeepRestForm, SettleForm
from .table import BringTableForm, table_lines, table_rows_form
from .units import CommentForm, UnitGoalForm, WordsForm

__all__ = [
    "AgreementForm",
    "BeginRevisionForm",
    "BringTableForm",
    "CloseForm",
    "CommentForm",
    "CrossForm",
    "DiscussionForm",
    "DocumentForm",
    "EditDocumentForm",
    "EndForm",
    "FilterForm",
    "FocusAreaForm",
    "GoalForms",
    "HelpForm",
    "InitiativeForms",
    "KeepRestForm",
    "PlanDateForm",
    "PlanForm",
    "SettleForm",
    "SetupForm",
    "UnitGoalForm",
    "WordsForm",
    "YearlyTargetForm",
    "chosen_filter",
    "table_lines",
    "table_rows_form",
]

"""Plans: focus areas under themes, goals that hang on sentences, what is done, and what units agree on."""

from .agreement import Agreement, AgreementGoal, PlanSetup, Signature
from .goal import Criterion, Goal, Remark
from .initiative import Initiative
from .plan import FocusArea, Plan

__all__ = [
    "Agreement",
    "AgreementGoal",
    "Criterion",
    "FocusArea",
    "Goal",
    "Initiative",
    "Plan",
    "PlanSetup",
    "Remark",
    "Signature",
]

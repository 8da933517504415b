"""Plans: focus areas under themes, goals that hang on sentences, what is done, and what units agree on."""

from .agreement import Agreement, AgreementGoal, PlanSetup, Signature
from .dates import PlanDate
from .dissemination import Discussion
from .follows import Crossing, GoverningDocument, YearlyTarget
from .goal import Criterion, Goal, Remark
from .initiative import Initiative, Milestone
from .plan import FocusArea, Plan
from .revising import GoalFate, PlanRevision

__all__ = [
    "Agreement",
    "AgreementGoal",
    "Criterion",
    "Crossing",
    "Discussion",
    "FocusArea",
    "Goal",
    "GoalFate",
    "GoverningDocument",
    "Initiative",
    "Milestone",
    "Plan",
    "PlanDate",
    "PlanRevision",
    "PlanSetup",
    "Remark",
    "Signature",
    "YearlyTarget",
]

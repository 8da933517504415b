"""Plans: focus areas under themes, goals that hang on sentences, criteria and initiatives."""

from .goal import Criterion, Goal, Remark
from .initiative import Initiative
from .plan import FocusArea, Plan

__all__ = ["Criterion", "FocusArea", "Goal", "Initiative", "Plan", "Remark"]

"""What the pages of steering show, each in a number of questions that does not grow with the rows."""

from .agenda import Proposal, proposals
from .meetings import (
    Commitment,
    PointPage,
    SittingPage,
    bodies_of,
    commitments_before,
    meetings_to_steer,
    point_page,
    seats_filled,
    sitting_page,
    word_about,
)
from .reading import GoalLine, Reading, SteeringFilter, Word, read_plan
from .view import Changed, Completion, HeatRow, SteeringPage, UnitBehind, completion_of, steering_page

__all__ = [
    "Changed",
    "Commitment",
    "Completion",
    "GoalLine",
    "HeatRow",
    "PointPage",
    "Proposal",
    "Reading",
    "SittingPage",
    "SteeringFilter",
    "SteeringPage",
    "UnitBehind",
    "Word",
    "bodies_of",
    "commitments_before",
    "completion_of",
    "meetings_to_steer",
    "point_page",
    "proposals",
    "read_plan",
    "seats_filled",
    "sitting_page",
    "steering_page",
    "word_about",
]

"""The pages of steering."""

from .meetings import (
    add_point,
    approve,
    attendance,
    close_meeting,
    document,
    index,
    meeting,
    open_meeting,
    prepare,
)
from .plan import completion, plan
from .points import correct, drop_point, move_point, point

__all__ = [
    "add_point",
    "approve",
    "attendance",
    "close_meeting",
    "completion",
    "correct",
    "document",
    "drop_point",
    "index",
    "meeting",
    "move_point",
    "open_meeting",
    "plan",
    "point",
    "prepare",
]

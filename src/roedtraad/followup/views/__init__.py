"""The pages of follow-up."""

from .reporting import check_in, correct, mine
from .rounds import cycle, freeze, index, move_dates, open_cycle, snapshot

__all__ = ["check_in", "correct", "cycle", "freeze", "index", "mine", "move_dates", "open_cycle", "snapshot"]

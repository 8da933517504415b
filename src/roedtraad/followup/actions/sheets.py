"""The verb of the spreadsheet: all its answers or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roedtraad.core.actions import action
from roedtraad.core.models import User
from roedtraad.followup.models import Cycle
from roedtraad.followup.permissions import may_bring_sheets
from roedtraad.followup.queries import check_ins_for

from .reporting import save_check_in


@action("followup.take_in_sheet", permission=may_bring_sheets)
def take_in_sheet(cycle: Cycle, *, by: User, answers: Mapping[int, tuple[int, dict[str, Any]]]) -> int:
    """Save what a sheet says of each goal as a draft: {goal: (version of what stood when it was looked at, 0 for
    nothing; the answers)}; returns how many. Each is saved by the verb of a single one, with its refusals: whatever
    stands in the way of one stands in the way of all."""
    said = check_ins_for(cycle, answers)
    for goal, (version, answer) in answers.items():
        save_check_in(said[goal], by=by, seen_version=version if said[goal].pk else None, **answer)
    return len(answers)

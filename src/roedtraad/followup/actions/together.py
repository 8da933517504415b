"""The verb of a leader of several houses: one report that counts for the goals of several units, all of it or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.models import User
from roedtraad.core.reasons import ChangedMeanwhile, NotPermitted, Reason, Refused
from roedtraad.followup.models import CheckIn
from roedtraad.followup.permissions import may_draft
from roedtraad.followup.queries import check_ins_for
from roedtraad.followup.together import why_not_together

from .common import refuse
from .reporting import save_check_in


@action("followup.report_for_units", permission=may_draft)
def report_for_units(
    check_in: CheckIn,
    *,
    by: User,
    answers: Mapping[str, Any],
    others: Mapping[int, tuple[int | None, str]],
    seen: int | str | None = None,
) -> CheckIn:
    """Save the same words about a goal and about those of other units under the same goal of the plan.

    `answers`: as `save_check_in` takes them. `others`: {goal: (version that was seen, None where it need not be asked;
    its status where it is another one, else '')}. Each is saved by the verb of a single one, with its refusals; what
    stands in the way of one stands in the way of all, and is told with the name of its unit.
    """
    main = save_check_in(check_in, by=by, seen_version=seen, **answers)
    said = check_ins_for(check_in.cycle, others)
    for goal, (version, status) in others.items():
        other = said.get(goal)
        if other is None:
            continue
        refuse(why_not_together(check_in.goal, other.goal))
        try:
            save_check_in(
                other,
                by=by,
                seen_version=version if other.pk else None,
                **{**answers, "status": status or answers["status"]},
            )
        except NotPermitted:
            raise
        except ChangedMeanwhile:
            raise Refused(_written_meanwhile(other))
        except Refused as refusal:
            raise Refused([_of_unit(other, reason) for reason in refusal.reasons])
    return main


def _written_meanwhile(other: CheckIn) -> Reason:
    return Reason(
        "unit-changed-meanwhile",
        _("%(unit)s: somebody else has written about “%(goal)s” meanwhile.")
        % {"unit": other.goal.unit, "goal": other.goal.title},
        _("Leave the unit out, and look at what stands there first."),
    )


def _of_unit(other: CheckIn, reason: Reason) -> Reason:
    return Reason(
        reason.code,
        _("%(unit)s: %(sentence)s") % {"unit": other.goal.unit, "sentence": reason.sentence},
        reason.way_out,
    )

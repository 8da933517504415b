"""Who keeps indicators, who writes figures, and who may look behind a hidden count; follows from positions."""

from __future__ import annotations

from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

from roedtraad.core.permissions import Permission, is_signed_in, is_system
from roedtraad.organisation.permissions import is_administrator, is_coordinator
from roedtraad.organisation.queries import standing_of
from roedtraad.plans.models import Goal

from .models import Indicator


def indicator_of(thing: Any) -> Indicator | None:
    return thing if isinstance(thing, Indicator) else getattr(thing, "indicator", None)


@rules.predicate
def answers_for_the_indicator(user: Any, thing: Any) -> bool:
    """Holds, or deputises for, the position that owns the indicator: the one who knows what stands behind a figure."""
    indicator = indicator_of(thing)
    return indicator is not None and standing_of(user).answers_for(indicator.owner_id)


@rules.predicate
def answers_for_the_goal(user: Any, thing: Any) -> bool:
    """Holds, or deputises for, the position that owns the goal of a scale; or is named as the goal's deputy."""
    goal = thing if isinstance(thing, Goal) else getattr(thing, "goal", None)
    standing = standing_of(user)
    return goal is not None and (standing.answers_for(goal.owner_id) or standing.answers_for(goal.deputy_id))


may_read_indicators = Permission(
    "indicators.read",
    is_signed_in | is_system,
    _("Only people of this municipality who are signed in see the indicators."),
)
may_keep_indicators = Permission(
    "indicators.keep",
    is_system | is_coordinator,
    _("What is counted, and what it hangs on, is kept by the policy coordinator."),
    _("Tell the policy coordinator what should be changed."),
)
may_judge_connections = Permission(
    "indicators.judge_connections",
    is_system | is_coordinator | answers_for_the_indicator,
    _(
        "What is assumed of an indicator is looked at again by the one who answers for it, or by the policy coordinator."
    ),
    _("The policy coordinator can name another owner."),
)
may_write_figures = Permission(
    "indicators.write_figures",
    is_system | is_coordinator | answers_for_the_indicator,
    _("Figures are written by the one who answers for the indicator, or by the policy coordinator."),
    _("The policy coordinator can name another owner."),
)
may_look_at_small_counts = Permission(
    "indicators.look_at_small_counts",
    answers_for_the_indicator,
    _("Small counts are seen only by the one who answers for the indicator, or the deputy."),
    _("Ask the one who answers for it what can be said without anybody being recognised."),
)
may_hand_over_series = Permission(
    "indicators.hand_over",
    is_system | is_coordinator | is_administrator,
    _("Figures are handed over by the policy coordinator or the local administrator."),
)
may_write_scale = Permission(
    "indicators.write_scale",
    is_system | is_coordinator | answers_for_the_goal,
    _("Scales are written and scored by the one who answers for the goal, or by the policy coordinator."),
    _("The policy coordinator can name a deputy."),
)

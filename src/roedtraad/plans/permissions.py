"""Who may read and keep the plan, and who answers for a unit's own goals; follows from positions."""

from __future__ import annotations

from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

from roedtraad.core.permissions import Permission, is_signed_in, is_system
from roedtraad.organisation.enums import Function
from roedtraad.organisation.leading import leading
from roedtraad.organisation.models import Position, Unit
from roedtraad.organisation.permissions import is_coordinator
from roedtraad.organisation.queries import standing_of

from .models import Goal


def unit_of(thing: Any) -> int | None:
    """The unit that a thing is about: the unit itself, or that of its own goal, agreement or discussion."""
    return thing.pk if isinstance(thing, Unit) else getattr(thing, "unit_id", None)


def answering_position(user: Any, positions: Any) -> Position | None:
    """The first of some positions that the user holds or deputises for."""
    standing = standing_of(user)
    return next((each for each in positions if standing.answers_for(each.pk)), None)


@rules.predicate
def leads_the_unit(user: Any, thing: Any) -> bool:
    """Holds, or deputises for, a position that leads the unit."""
    unit = unit_of(thing)
    return bool(unit and answering_position(user, leading(user).leaders.get(unit, ())))


@rules.predicate
def leads_above(user: Any, thing: Any) -> bool:
    """Is the line manager: holds, or deputises for, a position that leads the nearest unit above."""
    unit = unit_of(thing)
    return bool(unit and answering_position(user, leading(user).managers_of(unit)))


@rules.predicate
def writes_in_the_unit(user: Any, thing: Any) -> bool:
    """Holds a position as writer in the unit."""
    unit = unit_of(thing)
    standing = standing_of(user)
    if not unit or Function.WRITER not in standing.functions:
        return False
    return Position.objects.filter(pk__in=standing.positions, function=Function.WRITER, unit=unit).exists()


@rules.predicate
def answers_for_the_focus_area(user: Any, thing: Any) -> bool:
    """Holds, or deputises for, the position that owns the goal's focus area, or is named as its deputy."""
    area = thing.focus_area if isinstance(thing, Goal) and thing.focus_area_id else None
    if area is None:
        return False
    standing = standing_of(user)
    return standing.answers_for(area.owner_id) or area.deputy_id in standing.positions


may_read_plan = Permission(
    "plans.read", is_signed_in, _("Only people of this municipality who are signed in see the plan.")
)
may_write_plan = Permission(
    "plans.write",
    is_system | is_coordinator,
    _("The plan and its goals are kept by the policy coordinator."),
    _("Tell the policy coordinator what should be changed."),
)
may_end_goal = Permission(
    "plans.end_goal",
    is_system | is_coordinator | leads_above,
    _("A goal is ended by the policy coordinator; a unit's own also by its line manager."),
    _("Tell them why the goal should go."),
)
may_write_unit_goal = Permission(
    "plans.write_unit_goal",
    is_system | is_coordinator | leads_the_unit | writes_in_the_unit,
    _("A unit's goals are written by the one who leads it, or by a writer in it."),
    _("Give your words to the leader of the unit."),
)
may_submit_unit_goal = Permission(
    "plans.submit_unit_goal",
    is_system | leads_the_unit,
    _("A writer may draft; only the one who leads the unit submits its goals."),
    _("Save it, and it is ready for the leader."),
)
may_approve_unit_goal = Permission(
    "plans.approve_unit_goal",
    is_system | leads_above,
    _("A unit's goal is approved by its line manager."),
    _("It waits for the one who leads the unit above."),
)
may_comment_unit_goal = Permission(
    "plans.comment_unit_goal",
    is_system | answers_for_the_focus_area | leads_above | leads_the_unit | is_coordinator,
    _("The focus area's owner comments on a unit's goal, as do those who write and approve it."),
    _("Tell the focus area's owner what you think of it."),
)
may_write_agreement = Permission(
    "plans.write_agreement",
    is_system | is_coordinator | leads_the_unit | leads_above | writes_in_the_unit,
    _("An agreement is written by the two who make it: the leader of the unit and the line manager."),
    _("Give them your words."),
)
may_sign_agreement = Permission(
    "plans.sign_agreement",
    leads_the_unit | leads_above,
    _("An agreement is signed by the one who leads the unit, and by the line manager."),
    _("It waits for the two of them."),
)
may_tell_of_discussions = Permission(
    "plans.tell_of_discussions",
    is_system | is_coordinator | leads_the_unit | leads_above | writes_in_the_unit,
    _("Whom a unit has talked to is told by the one who leads it, a writer in it, or its line manager."),
    _("Tell the leader of the unit."),
)
may_help = Permission(
    "plans.help",
    is_system | is_coordinator | leads_above,
    _("Help is given by the policy coordinator or the unit's line manager."),
    _("Offer it to the unit yourself, and tell the policy coordinator."),
)

"""Where follow-up joins the house: menu, statuses of goals, the thread below a goal, what waits for whom."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roedtraad.core import registries
from roedtraad.core.enums import StatusKey
from roedtraad.core.reasons import Reason
from roedtraad.core.registries import MenuEntry, PlanFact, ToDo
from roedtraad.core.thread import Knot, addresses
from roedtraad.matters.models import Meeting
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Plan

from . import estate
from .actions.rhythm import call_off_coming, carry_rhythm, meeting_changed
from .enums import CycleStage
from .links import MARK, fill_in
from .models import Cycle
from .permissions import may_run_cycles
from .queries import (
    REMINDER,
    CycleLine,
    current_cycle,
    cycle_lines,
    cycles_about,
    histories,
    stage_of,
    statuses_now,
)
from .reminders import needless

SOON_TO_OPEN = datetime.timedelta(days=30)
NAMED = 3  # positions named in a line; the others are counted

registries.menu.add(MenuEntry(30, gettext_lazy("Follow-up"), "followup:index", "/opfoelgning/"))
registries.goal_statuses.add("now", statuses_now)
registries.goal_statuses.add("history", histories)


def status_below(goals: Sequence[int]) -> dict[int, list[Knot]]:
    """The latest signed status below each goal; where nobody has reported, the thread breaks there."""
    now = statuses_now(goals)
    found: dict[int, list[Knot]] = {}
    url, label, nothing = addresses("plans:goal"), _("Status"), _("Not reported on yet")
    words = {key.value: str(key.label) for key in StatusKey}
    for goal in goals:
        said = now.get(goal)
        if said:
            word = words[said.status]
            found[goal] = [Knot("followup.status", goal, label, word, url(goal), said.cycle, said.status)]
        else:
            found[goal] = [Knot("followup.status", goal, label, nothing, url(goal), missing=True)]
    return found


registries.thread_below.add("plans.goal", status_below)


def facts_of(plan: Plan) -> list[PlanFact]:
    """The cycle that runs, or comes next, and how far it is."""
    today = timezone.localdate()
    found = current_cycle(plan.pk)
    if found is None:
        url = reverse("followup:open_cycle", args=[plan.pk])
        return [PlanFact(_("Follow-up"), _("set one up"), url)] if plan.state == PlanState.RUNNING else []
    cycle, signed, goals = found
    url = reverse("followup:cycle", args=[cycle.pk])
    if cycle.is_waiting:
        return [PlanFact(_("Next follow-up waits for a meeting"), cycle.title, url)]
    if cycle.opens > today:
        return [PlanFact(_("Next follow-up opens"), date_format(cycle.opens, "DATE_FORMAT"), url)]
    return [
        PlanFact(_("Follow-up"), cycle.title, url),
        PlanFact(_("signed off"), _("%(done)s of %(all)s") % {"done": signed, "all": goals}),
        PlanFact(_("Frozen after"), date_format(cycle.sign_off, "DATE_FORMAT")),
    ]


registries.plan_facts.add("plan", facts_of)


def waits_for(user: Any) -> list[ToDo]:
    """Check-ins this user has to report; for the coordinator who is missing, and cycles that can be frozen."""
    today = timezone.localdate()
    found = _without_a_meeting(user, today) if may_run_cycles.given(user) else []
    running = [
        each
        for each in cycles_about(today, user)
        if stage_of(each, today) in (CycleStage.OPEN, CycleStage.SIGNING)
    ]
    for line in cycle_lines(running, user, today):
        if line.mine_left:
            found.append(_to_report(line))
        if may_run_cycles.given(user):
            ready = line.is_complete or line.cycle.sign_off < today
            found.append(_to_freeze(line) if ready else _to_remind(line))
    return found


def _without_a_meeting(user: Any, today: datetime.date) -> list[ToDo]:
    """Rounds that would open soon and have no meeting to serve, and those whose meeting is cancelled or has moved."""
    found = []
    for cycle in cycles_about(today, user):
        names = {"cycle": capfirst(cycle.title), "day": date_format(cycle.opens, "DATE_FORMAT")}
        if hasattr(cycle, "snapshot") or cycle.plan.state != PlanState.RUNNING:
            continue
        if cycle.is_waiting and cycle.opens <= today + SOON_TO_OPEN:
            title, why = _("“%(cycle)s” has no meeting to reach"), _("It would open on %(day)s.")
        elif cycle.meeting and cycle.meeting.cancelled:
            title, why = (
                _("The meeting that “%(cycle)s” was to reach is cancelled"),
                _("Choose another meeting, and the dates with it."),
            )
        elif cycle.meeting_has_moved and cycle.opens <= today:
            title, why = (
                _("The meeting that “%(cycle)s” is to reach has moved"),
                _("People have been asked by the old dates. See whether they still hold."),
            )
        else:
            continue
        url = reverse("followup:move_dates", args=[cycle.pk])
        found.append(ToDo(max(cycle.opens, today), title % names, why % names, _("Choose a meeting"), url))
    return found


def _to_report(line: CycleLine) -> ToDo:
    title = ngettext("Tell how one goal is doing", "Tell how %(n)s goals are doing", line.mine_left) % {
        "n": line.mine_left
    }
    return ToDo(
        line.cycle.due,
        title,
        _("%(cycle)s of %(plan)s. Three questions a goal.")
        % {"cycle": capfirst(line.cycle.title), "plan": line.cycle.plan.title},
        _("Report"),
        reverse("followup:mine", args=[line.cycle.pk]),
    )


def _to_remind(line: CycleLine) -> ToDo:
    some, more = line.missing[:NAMED], len(line.missing) - NAMED
    names = ", ".join(some)
    if more > 0:
        names = ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more) % {
            "names": names,
            "n": more,
        }
    missing = _("Missing: %(names)s.") % {"names": names} if names else _("Nobody answers for them yet.")
    left = line.goals - line.signed
    of_what = _("%(cycle)s of %(plan)s.") % {
        "cycle": capfirst(line.cycle.title),
        "plan": line.cycle.plan.title,
    }
    return ToDo(
        line.cycle.due if line.stage == CycleStage.OPEN else line.cycle.sign_off,
        ngettext(
            "%(n)s of %(all)s goals is not signed off", "%(n)s of %(all)s goals are not signed off", left
        )
        % {"n": left, "all": line.goals},
        " ".join((of_what, missing)),
        _("See who is missing"),
        reverse("followup:cycle", args=[line.cycle.pk]),
    )


def _to_freeze(line: CycleLine) -> ToDo:
    reason = (
        _("All goals are signed off.")
        if line.is_complete
        else _("%(done)s of %(all)s goals are signed off.") % {"done": line.signed, "all": line.goals}
    )
    return ToDo(
        line.cycle.sign_off,
        _("Freeze “%(cycle)s”") % {"cycle": line.cycle.title},
        reason,
        _("See the cycle"),
        reverse("followup:cycle", args=[line.cycle.pk]),
    )


registries.to_do.add("followup", waits_for)


def not_while_a_cycle_runs(plan: Plan, by: Any, **_arguments: Any) -> list[Reason]:
    """A plan is not closed while a cycle of it has opened and is unfrozen: what was reported would never be told."""
    cycle = Cycle.objects.filter(plan=plan).open_on(timezone.localdate()).order_by("opens", "pk").first()
    if cycle is None:
        return []
    return [
        Reason(
            "cycle-running",
            _("“%(cycle)s” has not been frozen.") % {"cycle": cycle.title},
            _("Freeze it first."),
            reverse("followup:cycle", args=[cycle.pk]),
        )
    ]


registries.refusals.add("plans.close_plan", not_while_a_cycle_runs)
registries.plan_closed.add("plan", call_off_coming)
registries.plan_carried_on.add("plan", carry_rhythm)


@receiver(post_save, sender=Meeting, dispatch_uid="followup.meeting_changed")
def meeting_saved(instance: Meeting, raw: bool = False, **_news: Any) -> None:
    """Rounds that have not opened follow a meeting that is called, moved or cancelled."""
    if not raw:
        meeting_changed(instance)


registries.mail_marks.add(MARK, fill_in)
registries.mail_unneeded.add(REMINDER, needless)
registries.estates.add("followup", estate.estate_of)
registries.heirs_take.add("matters.meeting.body", estate.follow_the_meeting)
registries.heirs_take.add("followup.beat.body", estate.take_beat)
registries.after_ending.add("organisation", estate.close_links)

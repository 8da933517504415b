"""The rules of follow-up, as sentences."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.reasons import Reason
from roedtraad.core.states import why_not_move
from roedtraad.language.holidays import holiday_name, is_working_day, working_day_on_or_before
from roedtraad.matters.models import Meeting
from roedtraad.plans.enums import GoalState, PlanState
from roedtraad.plans.models import Goal, Plan

from .enums import CHECK_IN_TRANSITIONS, CheckInState, Need
from .models import CheckIn, Cycle, PersonalLink
from .standing import reports_on_any


def _on(day: datetime.date) -> str:
    return date_format(day, "DATE_FORMAT")


def plan_is_closed(plan: Plan) -> Reason:
    return Reason(
        "plan-closed",
        _("“%(plan)s” is closed.") % {"plan": plan.title},
        _("Follow up the plan that runs now."),
        reverse("plans:plan", args=[plan.pk]),
    )


def why_not_follow(plan: Plan) -> list[Reason]:
    """Follow-up is of a plan that runs and has goals."""
    url = reverse("plans:plan", args=[plan.pk])
    if plan.state == PlanState.DRAFT:
        return [
            Reason(
                "plan-not-running",
                _("“%(plan)s” has not been started.") % {"plan": plan.title},
                _("Start the plan first."),
                url,
            )
        ]
    if plan.state == PlanState.CLOSED:
        return [plan_is_closed(plan)]
    if not Goal.objects.filter(plan=plan, state=GoalState.ACTIVE).exists():
        return [
            Reason(
                "no-goals",
                _("“%(plan)s” has no goals to follow up.") % {"plan": plan.title},
                _("Write a goal first."),
                url,
            )
        ]
    return []


def why_not_serve(meeting: Meeting | None, today: datetime.date) -> list[Reason]:
    """A cycle serves a meeting that really takes place."""
    if meeting is None:
        return [
            Reason(
                "no-meeting",
                _("A cycle serves a meeting."),
                _("Choose the meeting at which the status is to be treated."),
            )
        ]
    if meeting.cancelled:
        return [
            Reason(
                "meeting-cancelled",
                _("The meeting on %(day)s is cancelled.") % {"day": _on(meeting.date)},
                _("Choose a meeting that takes place."),
            )
        ]
    if meeting.date <= today:
        return [
            Reason(
                "meeting-over",
                _("The meeting on %(day)s is over.") % {"day": _on(meeting.date)},
                _("Choose a coming meeting."),
            )
        ]
    return []


def why_not_dates(
    period_from: datetime.date,
    period_to: datetime.date,
    opens: datetime.date,
    due: datetime.date,
    sign_off: datetime.date,
    meeting: datetime.date | None,
) -> list[Reason]:
    """A cycle's dates come in order, before its meeting, and none is a day when the municipality is closed."""
    reasons = []
    if period_to < period_from:
        reasons.append(
            Reason("period", _("The period reported on ends before it begins."), _("Swap the two dates."))
        )
    if due < opens:
        reasons.append(
            Reason(
                "due-before-opens", _("Reports would be due before the cycle opens."), _("Open it earlier.")
            )
        )
    if sign_off < due:
        reasons.append(
            Reason(
                "sign-off-before-due",
                _("Sign-off would end before the reports are due."),
                _("Let it end on the same day or later."),
            )
        )
    if meeting and sign_off >= meeting:
        reasons.append(
            Reason(
                "sign-off-after-meeting",
                _("Sign-off would end when the meeting is held."),
                _("Let it end before %(day)s.") % {"day": _on(meeting)},
            )
        )
    for day in dict.fromkeys((due, sign_off)):
        if not is_working_day(day):
            name = holiday_name(day) or date_format(day, "l")
            reasons.append(
                Reason(
                    "closed-day",
                    _("%(day)s is a day when nobody is at work (%(name)s).")
                    % {"day": _on(day), "name": name},
                    _("The working day before is %(before)s.")
                    % {"before": _on(working_day_on_or_before(day))},
                )
            )
    return reasons


def why_not_period(plan: Plan, period_from: datetime.date, period_to: datetime.date) -> list[Reason]:
    """No day is reported on twice. Rounds of a rhythm that have not opened make room."""
    rows = Cycle.objects.filter(plan=plan, period_from__lte=period_to, period_to__gte=period_from)
    has_not_opened = Q(opens__gt=timezone.localdate()) | Q(meeting__isnull=True)
    other = rows.exclude(has_not_opened, beat_year__isnull=False, dates_by_hand=False).first()
    if other is None:
        return []
    return [
        Reason(
            "period-taken",
            _("“%(cycle)s” already reports on %(first)s to %(last)s.")
            % {"cycle": other.title, "first": _on(other.period_from), "last": _on(other.period_to)},
            _("Begin the day after, or use the cycle that is there."),
            reverse("followup:cycle", args=[other.pk]),
        )
    ]


def is_frozen(cycle: Cycle) -> bool:
    return hasattr(cycle, "snapshot")


def why_not_move_dates(cycle: Cycle) -> list[Reason]:
    """A frozen cycle is not opened again: a status may stand on its snapshot."""
    if not is_frozen(cycle):
        return []
    return [
        Reason(
            "cycle-frozen",
            _("“%(cycle)s” is frozen, and is not opened again: a status may stand on it.")
            % {"cycle": cycle.title},
            _("Correct a single answer with a reason, or report in the next cycle."),
            reverse("followup:cycle", args=[cycle.pk]),
        )
    ]


def still_waiting(cycle: Cycle) -> list[Reason]:
    """A cycle serves a meeting that really takes place, and does not open before there is one."""
    if not cycle.is_waiting:
        return []
    return [
        Reason(
            "cycle-waiting",
            _("“%(cycle)s” waits for a meeting to serve.") % {"cycle": cycle.title},
            _("It opens when the meeting is in the calendar."),
            reverse("followup:cycle", args=[cycle.pk]),
        )
    ]


def why_not_report(check_in: CheckIn, today: datetime.date | None = None) -> list[Reason]:
    """Reports are taken from the day a cycle opens until it is frozen, for the goals that are worked on."""
    cycle, goal = check_in.cycle, check_in.goal
    url = reverse("followup:cycle", args=[cycle.pk])
    if check_in.is_signed:
        return [
            Reason(
                "signed",
                _("A signed-off check-in is frozen."),
                _("Write a correction with a reason: both then stand on record."),
            )
        ]
    if is_frozen(cycle):
        return [
            Reason(
                "cycle-frozen",
                _("“%(cycle)s” is frozen.") % {"cycle": cycle.title},
                _("Report in the next cycle."),
                url,
            )
        ]
    if cycle.is_waiting:
        return still_waiting(cycle)
    if cycle.opens > (today or timezone.localdate()):
        return [
            Reason(
                "cycle-coming",
                _("“%(cycle)s” opens on %(day)s.") % {"cycle": cycle.title, "day": _on(cycle.opens)},
                "",
                url,
            )
        ]
    if goal.plan_id != cycle.plan_id:
        return [Reason("other-plan", _("The goal belongs to another plan than the cycle."), "", url)]
    if goal.state != GoalState.ACTIVE:
        return [
            Reason(
                "goal-ended",
                _("“%(goal)s” has been ended, and is no longer reported on.") % {"goal": goal.title},
                "",
                url,
            )
        ]
    return []


def what_is_missing(status: str, need: str, needed: str, awaited_until: datetime.date | None) -> list[Reason]:
    """A check-in that is not 'on track' or 'done' says what is needed: an initiative, a decision, or what is awaited
    and when."""
    if not status:
        return [Reason("no-status", _("The status is not chosen."), _("Choose how it goes with the goal."))]
    if not CheckIn(status=status).asks_for_something:
        return []
    reasons = []
    if need not in (Need.INITIATIVE, Need.DECISION, Need.AWAITED):
        reasons.append(
            Reason(
                "no-need",
                _("A goal that is neither on track nor reached says what is needed."),
                _("Choose an initiative, a decision, or what you are waiting for."),
            )
        )
    elif not needed.strip():
        reasons.append(
            Reason("no-words", _("It is not said what is needed."), _("Write it in one sentence."))
        )
    if need == Need.AWAITED and awaited_until is None:
        reasons.append(
            Reason(
                "no-day", _("It is not said until when you wait."), _("Give the day on which you expect it.")
            )
        )
    return reasons


def missing_in(check_in: CheckIn) -> list[Reason]:
    return what_is_missing(check_in.status, check_in.need, check_in.needed, check_in.awaited_until)


def why_not_open(link: PersonalLink, today: datetime.date | None = None) -> list[Reason]:
    """A personal link opens until the sign-off of its cycle, and ends when the person leaves the position or the
    sign-in is closed."""
    cycle, user = link.cycle, link.user
    mine = reverse("followup:mine", args=[cycle.pk])
    ask = _("Ask the policy coordinator who reports on the goals now.")
    if link.ended_at or not user.is_active or not reports_on_any(user, cycle.plan_id):
        return [
            Reason(
                "link-ended", _("The link in the mail has been closed, and opens nothing any longer."), ask
            )
        ]
    sign_in = _("Sign in to read what was reported.")
    if is_frozen(cycle):
        return [
            Reason(
                "link-frozen",
                _("“%(cycle)s” is finished, and the link went with it.") % {"cycle": cycle.title},
                sign_in,
                mine,
            )
        ]
    if cycle.sign_off < (today or timezone.localdate()):
        return [
            Reason(
                "link-expired",
                _("The link in the mail could be used until %(day)s.") % {"day": _on(cycle.sign_off)},
                _("Sign in, and you can still report until the round is frozen."),
                mine,
            )
        ]
    return []


MOST_ATTACHED = 5  # pieces of evidence: few enough to be looked at


def why_not_attach(check_in: CheckIn) -> list[Reason]:
    """Evidence hangs on a check-in as long as that is written, and is frozen with it."""
    reasons = why_not_report(check_in)
    if not reasons and check_in.pk and check_in.attachments.count() >= MOST_ATTACHED:
        return [
            Reason(
                "attached-enough",
                _("%(n)s files and links hang here already.") % {"n": MOST_ATTACHED},
                _("Take one away, or gather them in one."),
            )
        ]
    return reasons


def why_not_sign_off(check_in: CheckIn, user: Any = None) -> list[Reason]:
    """Signed off is what has a status, and says what is needed where the status asks for it; and once only."""
    if check_in.is_signed:
        return why_not_report(check_in)
    reasons = why_not_move(
        CHECK_IN_TRANSITIONS, check_in.state, CheckInState.SIGNED, dict(CheckInState.choices)
    )
    return reasons or [*why_not_report(check_in), *missing_in(check_in)]


def why_not_correct(check_in: CheckIn, reason: str) -> list[Reason]:
    """A signed-off check-in is frozen; a late correction is a new check-in with a reason."""
    reasons = []
    if not check_in.is_signed:
        reasons.append(Reason("not-signed", _("It has not been signed off."), _("Change it as it is.")))
    elif CheckIn.objects.filter(corrects=check_in).exists():
        reasons.append(Reason("corrected", _("It has been corrected already."), _("Correct the correction.")))
    if not reason.strip():
        reasons.append(
            Reason("reason-missing", _("A correction says why."), _("Write in one sentence what was wrong."))
        )
    return reasons


def why_not_freeze(
    cycle: Cycle, unsigned: Sequence[Goal], reason: str, today: datetime.date | None = None
) -> list[Reason]:
    """What is unreported stays so in the snapshot, and somebody says why it was not waited for."""
    if is_frozen(cycle):
        return [
            Reason(
                "cycle-frozen",
                _("“%(cycle)s” is frozen.") % {"cycle": cycle.title},
                "",
                reverse("followup:cycle", args=[cycle.pk]),
            )
        ]
    if cycle.is_waiting:
        return still_waiting(cycle)
    if cycle.opens > (today or timezone.localdate()):
        return [
            Reason(
                "cycle-coming",
                _("“%(cycle)s” opens on %(day)s.") % {"cycle": cycle.title, "day": _on(cycle.opens)},
            )
        ]
    if unsigned and not reason.strip():
        names = ", ".join(_("“%(goal)s”") % {"goal": goal.title} for goal in unsigned[:3]) + (
            " …" if len(unsigned) > 3 else ""
        )
        return [
            Reason(
                "unsigned",
                ngettext(
                    "%(n)s goal is not signed off: %(names)s.",
                    "%(n)s goals are not signed off: %(names)s.",
                    len(unsigned),
                )
                % {"n": len(unsigned), "names": names},
                _(
                    "Wait for it, or write why you freeze now: it is then on record, and the goals stand as not reported."
                ),
            )
        ]
    return []

"""The verbs of a rhythm: say it, make the rounds of the years to come, let them follow their meetings, take one away."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import timezone

from roedtraad.core.actions import SYSTEM, action
from roedtraad.core.jobs import enqueue
from roedtraad.core.reasons import Refused
from roedtraad.followup.counting import USUAL, Spans
from roedtraad.followup.enums import Outlook, RoundKind
from roedtraad.followup.models import Beat, Cycle, Rhythm
from roedtraad.followup.permissions import may_run_cycles
from roedtraad.followup.rhythm import Coming, in_words, outlook
from roedtraad.followup.rhythm_rules import rhythm_is_there, why_not_drop, why_not_rhythm
from roedtraad.followup.rules import why_not_follow
from roedtraad.followup.words import has_other_days, moved_sentence
from roedtraad.matters.models import Meeting
from roedtraad.organisation.models import Body
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Plan

from .common import Actor, refuse


@dataclass(frozen=True)
class BeatLine:
    """A month of a rhythm as it is said: the first meeting of `body` in it is served."""

    month: int
    body: Body
    kind: str = RoundKind.STATUS
    purpose: str = ""
    spans: Spans = field(default=USUAL)


@action("followup.set_rhythm", permission=may_run_cycles)
def set_rhythm(
    rhythm: Rhythm, *, by: Actor, beats: Sequence[BeatLine], starts: datetime.date | None = None
) -> Rhythm:
    """Say in which months the plan is followed up. `rhythm`: the plan's, or a fresh `Rhythm(plan=plan)`.

    Makes no round: `make_rounds` does. A month that stays keeps its rounds; those of a month that is left out are taken
    away the next time rounds are made, unless they have opened.
    """
    refuse(why_not_rhythm(rhythm.plan, [(each.month, each.spans) for each in beats]))
    if rhythm.pk is None:
        _refuse_second(rhythm)
    rhythm.starts = starts or rhythm.starts or timezone.localdate()
    rhythm.save()
    standing = {beat.month: beat for beat in rhythm.beats.all()}
    said = []
    for line in beats:
        beat = standing.pop(line.month, None) or Beat(rhythm=rhythm, month=line.month)
        beat.body, beat.kind, beat.purpose = line.body, line.kind, line.purpose.strip()
        for name, days in asdict(line.spans).items():
            setattr(beat, name, days)
        beat.save()
        said.append(beat)
    for beat in standing.values():
        beat.delete()
    Rhythm.objects.filter(pk=rhythm.pk).update(words=in_words(said))
    rhythm.words = in_words(said)
    return rhythm


def _refuse_second(rhythm: Rhythm) -> None:
    """Two who say the first rhythm of a plan at once: the second is told, and sees what the first one said."""
    plan = type(rhythm.plan).objects.select_for_update().get(pk=rhythm.plan_id)
    if Rhythm.objects.filter(plan=plan).exists():
        raise Refused(rhythm_is_there(plan))


@action("followup.make_rounds", permission=may_run_cycles)
def make_rounds(rhythm: Rhythm, *, by: Actor) -> list[Coming]:
    """Make the rounds that the rhythm gives through the last year of the plan, and bring those that stand into line.

    Again and again without doubles: what stands already stays, what its meeting has left behind moves, what the rhythm
    no longer has is taken away. What has opened or was set by hand is never touched. Returns what became of each.
    """
    refuse(why_not_follow(rhythm.plan))
    told = outlook(rhythm)
    for one in told:
        if one.outlook == Outlook.GOES and one.cycle is not None:
            drop_round(one.cycle, by=by)
    # Those that stand first: a round made before the one beside it has moved would report on its days.
    for one in told:
        if one.outlook == Outlook.MOVES and one.cycle is not None:
            _move(one, by)
        elif one.outlook == Outlook.NEW:
            plan_round(rhythm, by=by, coming=one)
    today = timezone.localdate()
    if any(one.outlook in (Outlook.NEW, Outlook.MOVES) and one.opens == today for one in told):
        enqueue("followup.remind")
    return told


@action("followup.plan_round", permission=may_run_cycles)
def plan_round(rhythm: Rhythm, *, by: Actor, coming: Coming) -> Cycle:
    """One round of the rhythm, as `rhythm.outlook` has it."""
    cycle = Cycle(plan=rhythm.plan, beat=coming.beat, beat_year=coming.year)
    _take_over(cycle, coming)
    cycle.save()
    return cycle


@action("followup.follow_meeting", permission=may_run_cycles)
def follow_meeting(cycle: Cycle, *, by: Actor, coming: Coming) -> Cycle:
    """A round that has not opened takes the days of its meeting, or of the one that is held instead."""
    refuse(why_not_drop(cycle))
    _take_over(cycle, coming)
    cycle.save()
    return cycle


def _take_over(cycle: Cycle, coming: Coming) -> None:
    """The fields as the rhythm has them. What `outlook` gives as new or moving has all its days."""
    for name in ("title", "meeting", "opens", "due", "sign_off", "period_from", "period_to", "kind"):
        setattr(cycle, name, getattr(coming, name))
    cycle.counted_from = coming.day
    cycle.purpose = coming.beat.purpose if coming.beat else ""


def _move(one: Coming, by: Actor) -> None:
    assert one.cycle is not None
    note = moved_sentence(one.cycle, one) if has_other_days(one.cycle, one) else ""
    follow_meeting(one.cycle, by=by, coming=one, note=note)


@action("followup.drop_round", permission=may_run_cycles)
def drop_round(cycle: Cycle, *, by: Actor) -> None:
    """Take a round away that nobody has been asked for: it has not opened, and nothing is written in it."""
    refuse(why_not_drop(cycle))
    cycle.delete()


def follow(rhythms: Any) -> None:
    """Let the rounds that stand follow their meetings; makes and takes away none."""
    for rhythm in rhythms.filter(plan__state=PlanState.RUNNING).select_related("plan").distinct():
        for one in outlook(rhythm):
            if one.outlook == Outlook.MOVES:
                _move(one, SYSTEM)


def meeting_changed(meeting: Meeting) -> None:
    """A meeting has been called, moved or cancelled: the rounds of rhythms that serve its body follow."""
    follow(Rhythm.objects.filter(beats__body=meeting.body_id))


def call_off_coming(plan: Plan, by: Actor) -> None:
    """With the plan go the rounds that have not opened: nobody has been asked for anything in them."""
    for cycle in Cycle.objects.filter(plan=plan).coming(timezone.localdate()):
        drop_round(cycle, by=by)


def carry_rhythm(plan: Plan, successor: Plan, by: Actor) -> None:
    """The plan that a revision put in another's place is followed up in the same months; its rounds are made at once."""
    rhythm = Rhythm.objects.filter(plan=plan).first()
    if rhythm is None or Rhythm.objects.filter(plan=successor).exists():
        return
    beats = [
        BeatLine(beat.month, beat.body, beat.kind, beat.purpose, beat.spans)
        for beat in rhythm.beats.select_related("body")
    ]
    make_rounds(set_rhythm(Rhythm(plan=successor), by=by, beats=beats), by=by)

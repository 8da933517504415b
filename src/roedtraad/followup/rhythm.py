"""What a rhythm gives: the rounds of every year to come, beside those that stand, and what would become of each.

A month of the rhythm serves the first meeting of its body in that month. A round that has opened, or that somebody has
given other dates, stays as it is; every other follows its meeting. Where no meeting is known yet, the days are counted
back from the middle of the month, and the round waits: it does not open before there is a meeting to serve.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from roedtraad.core.models import ActionLog
from roedtraad.matters.models import Meeting
from roedtraad.plans.models import Plan

from .counting import assumed_day, count_back, squeezed
from .enums import Outlook, RoundKind
from .models import Beat, CheckIn, Cycle, Rhythm

YEARS_WITHOUT_END = 3  # years ahead, for a plan that does not say when it ends
DAY = datetime.timedelta(days=1)
MOVED_LATELY = 10  # sentences on the page of the rounds


@dataclass(frozen=True)
class Coming:
    """A round as the rhythm would have it. `cycle`: the one that stands, None where there is none. `meeting` None: it
    waits for one. `day`: of the meeting, or the one assumed."""

    outlook: Outlook
    title: str
    day: datetime.date
    cycle: Cycle | None = None
    beat: Beat | None = None
    year: int = 0
    meeting: Meeting | None = None
    opens: datetime.date | None = None
    due: datetime.date | None = None
    sign_off: datetime.date | None = None
    period_from: datetime.date | None = None
    period_to: datetime.date | None = None

    @property
    def is_waiting(self) -> bool:
        return self.meeting is None and self.outlook in (Outlook.NEW, Outlook.MOVES, Outlook.SAME)

    @property
    def kind(self) -> str:
        return self.beat.kind if self.beat else (self.cycle.kind if self.cycle else RoundKind.STATUS)

    @property
    def is_adjustment(self) -> bool:
        return self.kind == RoundKind.ADJUSTMENT


def last_year(plan: Plan, today: datetime.date) -> int:
    """The last year that rounds are made for: the plan's last."""
    return plan.ends.year if plan.ends else today.year + YEARS_WITHOUT_END


def title_of(beat: Beat, year: int) -> str:
    """'september 2027'; 'justering, maj 2027'. Kept in the house's language, whoever reads the page."""
    with override(settings.LANGUAGE_CODE):
        month = f"{month_name(beat.month)} {year}"
        return _("adjustment, %(month)s") % {"month": month} if beat.kind == RoundKind.ADJUSTMENT else month


def month_name(month: int) -> str:
    return date_format(datetime.date(2000, month, 1), "F").lower()


def outlook(rhythm: Rhythm, today: datetime.date | None = None) -> list[Coming]:
    """Every round from today on, in order of its opening. Three queries, whatever the number of years."""
    day = today or timezone.localdate()
    beats = list(rhythm.beats.select_related("body"))
    cycles = list(
        Cycle.objects.filter(plan=rhythm.plan_id)
        .with_snapshot()
        .select_related("meeting__body", "snapshot")
        .defer("snapshot__content")
        .annotate(is_written=Exists(CheckIn.objects.filter(cycle=OuterRef("pk"))))
        .order_by("period_to", "pk")
    )
    meetings = _meetings(rhythm, beats, day)
    made = {(each.beat_id, each.beat_year): each for each in cycles if each.beat_id}
    by_hand = {_slot(each.meeting): each for each in cycles if each.beat_year is None and each.meeting}
    found, met = [], set()
    for year in range(day.year, last_year(rhythm.plan, day) + 1):
        for beat in beats:
            cycle = made.get((beat.pk, year)) or by_hand.get((beat.body_id, year, beat.month))
            one = _one(rhythm, beat, year, cycle, meetings.get((beat.body_id, year, beat.month), ()), day)
            if one is not None:
                found.append(one)
                met.add(cycle.pk if cycle else None)
    found += [
        _as_it_stands(each, Outlook.GOES)
        for each in cycles
        if each.beat_year is not None and each.pk not in met and can_go(each, day)
    ]
    going = {one.cycle.pk for one in found if one.cycle and one.outlook == Outlook.GOES}
    return _with_periods(rhythm.plan, found, [each for each in cycles if each.pk not in going])


def can_go(cycle: Any, today: datetime.date) -> bool:
    """Neither opened, nor frozen, nor written in, nor given other dates by somebody: dates decide what dates can."""
    has_opened = cycle.opens <= today and not cycle.is_waiting
    return not (has_opened or hasattr(cycle, "snapshot") or cycle.is_written or cycle.dates_by_hand)


def _meetings(
    rhythm: Rhythm, beats: Iterable[Beat], today: datetime.date
) -> dict[tuple[int, int, int], list[Meeting]]:
    """Meetings to come by (body, year, month), the first first."""
    found: dict[tuple[int, int, int], list[Meeting]] = {}
    rows = Meeting.objects.filter(
        body__in={beat.body_id for beat in beats},
        cancelled=False,
        date__gt=max(today, rhythm.starts - DAY),
        date__lte=datetime.date(last_year(rhythm.plan, today), 12, 31),
    )
    for meeting in rows.select_related("body").order_by("date", "pk"):
        found.setdefault(_slot(meeting), []).append(meeting)
    return found


def _slot(meeting: Meeting) -> tuple[int, int, int]:
    return meeting.body_id, meeting.date.year, meeting.date.month


def _one(
    rhythm: Rhythm,
    beat: Beat,
    year: int,
    cycle: Cycle | None,
    meetings: Sequence[Meeting],
    today: datetime.date,
) -> Coming | None:
    """What the rhythm has to say of a month of a year; None where that is over, or before the rhythm begins."""
    if cycle is not None and cycle.sign_off < today and not cycle.is_waiting:
        return None
    if cycle is not None and not can_go(cycle, today):
        set_by_hand = cycle.dates_by_hand and cycle.opens > today
        return _as_it_stands(cycle, Outlook.BY_HAND if set_by_hand else Outlook.OPENED, beat)
    if cycle is not None and cycle.beat_year is None:
        return _as_it_stands(cycle, Outlook.BY_HAND, beat)
    kept = cycle.meeting if cycle else None
    stands = kept is not None and not kept.cancelled and kept.body_id == beat.body_id
    meeting = kept if stands else next(iter(meetings), None)
    day = meeting.date if meeting else assumed_day(year, beat.month)
    if day <= today or day < rhythm.starts:
        return None
    counted = count_back(day, beat.spans)
    here = Coming(Outlook.NEW, title_of(beat, year), day, cycle, beat, year, meeting)
    if counted.due <= today:
        if meeting:
            return replace(here, outlook=Outlook.LATE)
        # Its meeting is gone so late that the middle of the month is no help: it waits with the days it has.
        return replace(here, opens=cycle.opens, due=cycle.due, sign_off=cycle.sign_off) if cycle else None
    dates = squeezed(counted, today)
    return replace(here, opens=dates.opens, due=dates.due, sign_off=dates.sign_off)


def _as_it_stands(cycle: Cycle, outlook_: Outlook, beat: Beat | None = None) -> Coming:
    day = cycle.meeting.date if cycle.meeting else (cycle.counted_from or cycle.sign_off)
    return Coming(
        outlook_, cycle.title, day, cycle, beat, cycle.beat_year or day.year, cycle.meeting,
        cycle.opens, cycle.due, cycle.sign_off, cycle.period_from, cycle.period_to,
    )  # fmt: skip


def _with_periods(plan: Plan, found: Iterable[Coming], standing: Sequence[Cycle]) -> list[Coming]:
    """Each reports on the days since the one before it, up to the day before it opens. What becomes of a round that
    stands is told by comparing."""
    movable = {one.cycle.pk for one in found if one.cycle and one.outlook == Outlook.NEW}
    fixed = [each for each in standing if each.pk not in movable]
    told: list[Coming] = []
    last: datetime.date | None = None
    for one in sorted(found, key=lambda each: (each.opens or each.day, each.day)):
        if one.outlook != Outlook.NEW or one.opens is None:
            told.append(one)
            continue
        ends = one.opens - DAY
        before = [each.period_to for each in fixed if each.period_from <= ends] + ([last] if last else [])
        begins = max(before) + DAY if before else min(plan.starts or ends.replace(month=1, day=1), ends)
        if begins > ends:
            told.append(replace(one, outlook=Outlook.FULL))
            continue
        last = ends
        placed = replace(one, period_from=begins, period_to=ends)
        told.append(replace(placed, outlook=_compared(placed)))
    return told


def _compared(one: Coming) -> Outlook:
    cycle = one.cycle
    if cycle is None:
        return Outlook.NEW
    stands = (
        cycle.meeting_id, cycle.counted_from, cycle.opens, cycle.due, cycle.sign_off, cycle.period_from,
        cycle.period_to, cycle.title, cycle.kind, cycle.purpose,
    )  # fmt: skip
    would = (
        one.meeting.pk if one.meeting else None, one.day, one.opens, one.due, one.sign_off, one.period_from,
        one.period_to, one.title, one.kind, one.beat.purpose if one.beat else "",
    )  # fmt: skip
    return Outlook.SAME if stands == would else Outlook.MOVES


def in_words(beats: Iterable[Beat]) -> str:
    """'december: Byrådet; maj: Økonomiudvalget (justering)', in the order of the year."""
    with override(settings.LANGUAGE_CODE):
        return "; ".join(
            f"{month_name(beat.month)}: {beat.body}"
            + (f" ({beat.get_kind_display()})" if beat.kind == RoundKind.ADJUSTMENT else "")
            for beat in sorted(beats, key=lambda each: each.month)
        )


def what_moved(plan: Plan) -> list[ActionLog]:
    """The latest rounds of a plan that followed their meetings, each with its sentence (`note`). One query."""
    return list(_moves().filter(thing_id__in=Cycle.objects.filter(plan=plan).values("pk"))[:MOVED_LATELY])


def why_moved(cycle: Cycle) -> str:
    """The sentence that tells why a round of a rhythm has the days it has; '' for one that never moved. One query."""
    return _moves().filter(thing_id=cycle.pk).values_list("note", flat=True).first() or ""


def _moves() -> Any:
    """Those with a sentence: where only the days that are reported on have changed there is none."""
    return (
        ActionLog.objects.filter(thing_type=Cycle._meta.label_lower, verb="followup.follow_meeting")
        .exclude(note="")
        .order_by("-pk")
    )

"""The year wheel: what happens when in a year, as a picture and as a table that says the same.

Follow-ups with their opening, due day and sign-off; the meetings they serve; when a status is before the council; what
is due of the plans; and the year's political targets, which have no day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from roedtraad.followup.models import Cycle, Rhythm
from roedtraad.language import sort_key
from roedtraad.matters.models import Meeting, Routing
from roedtraad.organisation.enums import BodyKind
from roedtraad.plans.enums import DateKind, PlanState
from roedtraad.plans.models import Plan, PlanDate, YearlyTarget
from roedtraad.status.models import StatusReport
from roedtraad.writing.wheel import Mark, Stretch, Wheel

FIRST_YEAR, LAST_YEAR = 1990, 2200  # what an address may ask for
RANK = {"cycle": 0, "meeting": 1, "status": 2, "deadline": 3}


@dataclass(frozen=True)
class Line:
    """A line of the table. `number`: of the follow-up on the picture; `more`: sentences below what it is."""

    first: datetime.date
    last: datetime.date | None
    kind: str
    words: str
    url: str
    more: tuple[str, ...] = ()
    number: str = ""
    waits: bool = False


@dataclass(frozen=True)
class YearPage:
    """`kinds`: what stands on the picture, for its key. `targets`: the year's, by plan."""

    year: int
    wheel: Wheel
    months: list[tuple[str, list[Line]]]
    targets: list[YearlyTarget]
    kinds: frozenset[str] = field(default=frozenset())
    cycles: list[Cycle] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.months and not self.targets


def year_page(year: int, today: datetime.date | None = None) -> YearPage:
    """Everything of a year; five queries, whatever happens in it."""
    day = today or timezone.localdate()
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    cycles = _cycles(first, last)
    numbers = {cycle.pk: str(number) for number, cycle in enumerate(cycles, start=1)}
    served = _served(cycles, first, last)
    statuses = _statuses(first, last)
    deadlines = [*_deadlines(first, last), *_dates(first, last)]
    lines = [
        *(_of_cycle(cycle, numbers[cycle.pk]) for cycle in cycles),
        *(_of_meeting(meeting, those, numbers) for meeting, those in served),
        *statuses,
        *deadlines,
    ]
    lines.sort(key=lambda line: (max(line.first, first), RANK[line.kind], sort_key(line.words)))
    marks = _marks(served, statuses, deadlines)
    return YearPage(
        year,
        _wheel(year, day, cycles, numbers, marks, lines),
        _by_month(lines, first),
        list(YearlyTarget.objects.filter(year=year).select_related("plan", "goal", "decision")),
        frozenset(
            {mark.kind for mark in marks} | {"waiting" if each.is_waiting else "cycle" for each in cycles}
        ),
        cycles,
    )


def _cycles(first: datetime.date, last: datetime.date) -> list[Cycle]:
    rows = Cycle.objects.filter(opens__lte=last, sign_off__gte=first).select_related("plan", "meeting__body")
    return list(rows.order_by("opens", "pk"))


def _served(
    cycles: Iterable[Cycle], first: datetime.date, last: datetime.date
) -> list[tuple[Meeting, list[Cycle]]]:
    """The meetings of the year that follow-ups reach, each with those. Also of rounds that end before the year does."""
    extra = Cycle.objects.filter(meeting__date__gte=first, meeting__date__lte=last, sign_off__lt=first)
    found: dict[int, tuple[Meeting, list[Cycle]]] = {}
    for cycle in [*cycles, *extra.select_related("plan", "meeting__body")]:
        meeting = cycle.meeting
        if meeting and not meeting.cancelled and first <= meeting.date <= last:
            found.setdefault(meeting.pk, (meeting, []))[1].append(cycle)
    return list(found.values())


def _statuses(first: datetime.date, last: datetime.date) -> list[Line]:
    """When a status is before the council."""
    reports = StatusReport.objects.filter(matter__isnull=False)
    rows = Routing.objects.filter(
        matter__in=reports.values("matter"),
        body__kind=BodyKind.COUNCIL,
        meeting__date__gte=first,
        meeting__date__lte=last,
        meeting__cancelled=False,
    ).select_related("matter", "meeting", "body")
    return [
        Line(
            stop.meeting.date,
            None,
            "status",
            _("%(body)s has a status before it") % {"body": stop.body},
            reverse("matters:matter", args=[stop.matter_id]),
            (stop.matter.title,),
        )
        for stop in rows
    ]


def _deadlines(first: datetime.date, last: datetime.date) -> list[Line]:
    """When a plan ends, and what its deadline says."""
    rows = Plan.objects.exclude(state=PlanState.CLOSED).filter(
        Q(ends__gte=first, ends__lte=last) | Q(deadline_latest__gte=first, deadline_latest__lte=last)
    )
    found = []
    for plan in rows:
        url = reverse("plans:plan", args=[plan.pk])
        if plan.ends and first <= plan.ends <= last:
            found.append(Line(plan.ends, None, "deadline", _("%(plan)s ends") % {"plan": plan.title}, url))
        deadline = plan.deadline
        if deadline and deadline.latest and first <= deadline.latest <= last and deadline.latest != plan.ends:
            words = _("%(plan)s is to be done: %(when)s") % {"plan": plan.title, "when": deadline.danish()}
            found.append(Line(deadline.latest, None, "deadline", words, url))
    return found


def _dates(first: datetime.date, last: datetime.date) -> list[Line]:
    """What the plans' own dates say. Once a plan has its rhythm, the rounds stand in place of the follow-ups it named."""
    followed = Exists(Rhythm.objects.filter(plan=OuterRef("plan")))
    rows = PlanDate.objects.exclude(plan__state=PlanState.CLOSED).filter(
        Q(kind=DateKind.MILESTONE) | ~followed, when_latest__gte=first, when_latest__lte=last
    )
    found = []
    for each in rows.select_related("plan", "body").order_by("when_latest", "order", "pk"):
        url = reverse("plans:dates", args=[each.plan_id]) + f"#d{each.pk}"
        more = (each.plan.title, ", ".join(part for part in (each.said, each.before) if part))
        found.append(Line(each.when_latest or last, None, "deadline", str(each), url, more))
    return found


def _of_cycle(cycle: Cycle, number: str) -> Line:
    more = [
        _("Due %(due)s, signed off by %(sign_off)s.")
        % {"due": _said(cycle.due), "sign_off": _said(cycle.sign_off)}
    ]
    if cycle.is_waiting:
        more.append(_("It waits for its meeting; the days are assumed."))
    elif cycle.meeting and cycle.meeting.cancelled:
        more.append(_("Its meeting is cancelled."))
    elif cycle.meeting:
        more.append(
            _("Goes to %(body)s on %(day)s.")
            % {"body": cycle.meeting.body, "day": date_format(cycle.meeting.date, "DATE_FORMAT")}
        )
    if cycle.purpose:
        more.append(_("It is about %(purpose)s.") % {"purpose": cycle.purpose})
    return Line(
        cycle.opens,
        cycle.sign_off,
        "cycle",
        _("Follow-up: %(cycle)s") % {"cycle": cycle.title},
        reverse("followup:cycle", args=[cycle.pk]),
        (cycle.plan.title, " ".join(more)),
        number,
        cycle.is_waiting,
    )


def _of_meeting(meeting: Meeting, cycles: list[Cycle], numbers: dict[int, str]) -> Line:
    return Line(
        meeting.date,
        None,
        "meeting",
        _("%(body)s meets") % {"body": meeting.body},
        reverse("matters:meeting", args=[meeting.pk]),
        (", ".join(capfirst(cycle.title) for cycle in cycles),),
        ", ".join(numbers[cycle.pk] for cycle in cycles if cycle.pk in numbers),
    )


def _marks(
    served: Iterable[tuple[Meeting, list[Cycle]]], statuses: Iterable[Line], deadlines: Iterable[Line]
) -> list[Mark]:
    return [
        *(
            Mark(
                meeting.date,
                str(meeting.body),
                "council" if meeting.body.kind == BodyKind.COUNCIL else "committee",
            )
            for meeting, _cycles in served
        ),
        *(Mark(line.first, line.words, "status") for line in statuses),
        *(Mark(line.first, line.words, "deadline") for line in deadlines),
    ]


def _wheel(
    year: int,
    today: datetime.date,
    cycles: Iterable[Cycle],
    numbers: dict[int, str],
    marks: list[Mark],
    lines: list[Line],
) -> Wheel:
    first = datetime.date(year, 1, 1)
    return Wheel(
        year=year,
        months=[date_format(first.replace(month=n), "M").lower().rstrip(".")[:3] for n in range(1, 13)],
        marks=marks,
        stretches=[
            Stretch(each.opens, each.sign_off, each.title, each.due, numbers[each.pk], each.is_waiting)
            for each in cycles
        ],
        today=today if today.year == year else None,
        today_label=_("today: %(day)s") % {"day": _said(today)} if today.year == year else "",
        title=_("The year wheel %(year)s") % {"year": year},
        facts=[_fact(line) for line in lines],
    )


def _fact(line: Line) -> str:
    when = _said(line.first) + (f" – {_said(line.last)}" if line.last else "")
    number = f"{line.number}. " if line.number and line.kind == "cycle" else ""
    return f"{number}{when}: {' '.join((f'{line.words}.', *(f'{each}' for each in line.more[-1:])))}"


def _by_month(lines: Iterable[Line], first: datetime.date) -> list[tuple[str, list[Line]]]:
    """Lines under the month in which they begin; what began the year before stands under January."""
    found: dict[int, list[Line]] = {}
    for line in lines:
        found.setdefault(max(line.first, first).month, []).append(line)
    return [(date_format(first.replace(month=month), "F"), found[month]) for month in sorted(found)]


def _said(day: datetime.date) -> str:
    return date_format(day, "j. F" if get_language() == "da" else "j F")


def year_headline(page: YearPage, today: datetime.date) -> str:
    """How many follow-ups, and what is next?"""
    number = len(page.cycles)
    if not number:
        return _("%(year)s: no follow-up is planned") % {"year": page.year}
    said = ngettext("%(year)s: %(n)s follow-up", "%(year)s: %(n)s follow-ups", number) % {
        "year": page.year,
        "n": number,
    }
    coming = next((each for each in page.cycles if each.opens > today and not each.is_waiting), None)
    if coming is None:
        return said
    return _("%(said)s, the next opens on %(day)s") % {"said": said, "day": _said(coming.opens)}


def years_about(page: YearPage, today: datetime.date) -> list[tuple[int, bool]]:
    """(year, whether it is shown) of the years one can go to."""
    years: list[Any] = sorted({today.year, *range(page.year - 1, page.year + 3)})
    return [(each, each == page.year) for each in years if FIRST_YEAR <= each <= LAST_YEAR]

"""What the start page shows: what waits, how the goals go, what was decided lately, and the year."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db.models import OuterRef, Subquery, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roedtraad.core import waiting
from roedtraad.core.enums import StatusKey
from roedtraad.core.registries import ToDo
from roedtraad.core.thread import Knot, addresses
from roedtraad.followup.models import Cycle
from roedtraad.followup.queries import cycles_about, latest_word
from roedtraad.language import sort_key
from roedtraad.matters.decisions import task_from
from roedtraad.matters.models import Decision, Meeting
from roedtraad.matters.queries import latest_decisions, meetings_between, task_knot
from roedtraad.organisation.enums import BodyKind
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Goal
from roedtraad.policies.models import PassageText
from roedtraad.writing.wheel import Mark, Stretch, Wheel

A_THEME = 5  # goals shown of each theme; the rest are counted
DECISIONS = 3
# The worst first, so that what is cut off a long list is what goes well.
RANK = {"off": 0, "risk": 1, "unknown": 2, "idle": 3, "": 4, "on": 5, "done": 6}
IN_ORDER = ("on", "done", "risk", "off", "unknown", "idle")


def what_waits(user: Any) -> list[ToDo]:
    """Everything that waits for this user, by date; what has no date comes last."""
    return sorted(
        waiting.what_waits(user),
        key=lambda thing: (thing.when is None, thing.when or datetime.date.max, sort_key(thing.title)),
    )


@dataclass(frozen=True)
class GlanceGoal:
    title: str
    url: str
    status: str


@dataclass(frozen=True)
class GlanceTheme:
    """`goals`: the worst of them; `more`: how many others."""

    title: str
    goals: Sequence[GlanceGoal]
    more: int


@dataclass(frozen=True)
class Glance:
    """All goals of the running plans. `counts`: pairs (status key, number); `unreported`: nobody has said yet."""

    total: int
    counts: list[tuple[str, int]]
    unreported: int
    themes: list[GlanceTheme]
    url: str


def glance() -> Glance:
    """Goals by theme with the latest signed word about each. One query, whatever the number of goals."""
    theme = PassageText.objects.filter(passage=OuterRef("focus_area__theme")).order_by("-revision__pk")
    called = theme.values_list(Coalesce(NullIf("heading", Value("")), "text", output_field=TextField()))
    rows = list(
        Goal.objects.active()
        .of_the_plan()
        .filter(plan__state=PlanState.RUNNING)
        .annotate(
            said=latest_word("status"),
            theme=Subquery(called[:1]),
        )
        .order_by("plan", "focus_area__order", "focus_area", "order", "pk")
        .values_list(
            "pk",
            "title",
            "said",
            "plan",
            "theme",
            "focus_area__theme_name",
            "focus_area__title",
        )
    )
    others = _("Other goals")
    counts: Counter[str] = Counter()
    held: dict[str, list[tuple[int, int, str, str]]] = {}  # of each theme: rank, key, title, status
    for pk, title, said, _plan, theme_text, name, area in rows:
        status = said or ""
        counts[status] += 1
        label = theme_text or name or area or others
        held.setdefault(label, []).append((RANK[status], pk, title, status))
    address = addresses("plans:goal")
    themes = [
        GlanceTheme(
            label,
            [GlanceGoal(title, address(pk), status) for _rank, pk, title, status in _worst(goals)],
            max(0, len(goals) - A_THEME),
        )
        for label, goals in held.items()
    ]
    plans = {row[3] for row in rows}
    url = reverse("plans:plan", args=[plans.pop()]) if len(plans) == 1 else reverse("plans:index")
    return Glance(
        len(rows),
        [(key, counts[key]) for key in (StatusKey(each).value for each in IN_ORDER) if counts[key]],
        counts[""],
        themes,
        url,
    )


def _worst(goals: Sequence[tuple[int, int, str, str]]) -> list[tuple[int, int, str, str]]:
    """The worst of a theme, as many as are shown, in the plan's order where they are as bad."""
    return sorted(goals, key=itemgetter(0))[:A_THEME]


def latest_threads(may_give: bool = False) -> list[list[Knot]]:
    """The latest decisions, each with the tasks it led to, or with the break where nobody has one. One query.

    `may_give`: whether the reader may give a task to somebody; the break then leads to where that is done.
    """
    return [
        [_head(decision), *([task_knot(task) for task in tasks] or _break(decision, may_give))]
        for decision, tasks in latest_decisions(DECISIONS)
    ]


def _head(decision: Decision) -> Knot:
    return Knot(
        "matters.decision",
        decision.pk,
        f"{decision.body}, {date_format(decision.date, 'DATE_FORMAT')}",
        Truncator(task_from(decision.subject).rstrip(".")).chars(130),
        url=reverse("matters:matter", args=[decision.matter_id]) + f"#beslutning-{decision.pk}",
        note=decision.get_result_display() if not decision.demands_task else "",
    )


def _break(decision: Decision, may_give: bool) -> list[Knot]:
    if not decision.demands_task:
        return []
    words = _("Nobody has the task yet.")
    url = ""
    if may_give:
        words = _("Nobody has been given the task. Give it to somebody.")
        url = reverse("matters:add_task", args=[decision.pk])
    return [Knot("matters.task", 0, _("The thread is broken here"), words, url=url, missing=True)]


@dataclass(frozen=True)
class YearLine:
    """A line of the list beside the wheel: when, what, where it leads."""

    first: datetime.date
    last: datetime.date | None
    words: str
    url: str


@dataclass(frozen=True)
class Year:
    wheel: Wheel
    coming: list[YearLine]
    kinds: frozenset[str]


def year(today: datetime.date, user: Any = None) -> Year:
    """The year of `today` as a wheel, and what comes as a list. Two queries; one where `user` has been told what waits."""
    first, last = datetime.date(today.year, 1, 1), datetime.date(today.year, 12, 31)
    meetings = meetings_between(first, last)
    cycles = [each for each in cycles_about(today, user) if each.opens <= last and each.sign_off >= first]
    coming = _coming(meetings, cycles, today)
    day = date_format(today, "j. F" if _is_danish() else "j F")
    wheel = Wheel(
        year=today.year,
        months=[
            date_format(first.replace(month=month), "M").lower().rstrip(".")[:3] for month in range(1, 13)
        ],
        marks=[Mark(meeting.date, str(meeting.body), _kind(meeting)) for meeting in meetings],
        stretches=[Stretch(cycle.opens, cycle.sign_off, cycle.title, cycle.due) for cycle in cycles],
        today=today,
        today_label=_("today: %(day)s") % {"day": day},
        title=_("The year wheel %(year)s") % {"year": today.year},
        facts=[
            _("Today is %(day)s.") % {"day": day},
            *(f"{_when(line)}: {line.words}." for line in coming[:8]),
        ],
    )
    kinds = frozenset({_kind(meeting) for meeting in meetings} | ({"cycle"} if cycles else set()))
    return Year(wheel, coming, kinds)


def _coming(meetings: Sequence[Meeting], cycles: Sequence[Cycle], today: datetime.date) -> list[YearLine]:
    lines = [
        YearLine(
            meeting.date, None, _("%(body)s meets") % {"body": meeting.body}, reverse("matters:meetings")
        )
        for meeting in meetings
        if meeting.date >= today
    ]
    for cycle in cycles:
        if cycle.sign_off >= today:
            words = _("Follow-up: %(cycle)s") % {"cycle": cycle.title}
            lines.append(
                YearLine(cycle.opens, cycle.sign_off, words, reverse("followup:cycle", args=[cycle.pk]))
            )
    return sorted(lines, key=lambda line: (max(line.first, today), line.words))[:8]


def _when(line: YearLine) -> str:
    form = "j. F" if _is_danish() else "j F"
    said = date_format(line.first, form)
    return f"{said} – {date_format(line.last, form)}" if line.last else said


def _kind(meeting: Meeting) -> Any:
    return "council" if meeting.body.kind == BodyKind.COUNCIL else "committee"


def _is_danish() -> bool:
    return get_language() == "da"

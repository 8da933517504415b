"""What has been reported, by whom, and what is missing; bulk, so that pages do not slow with the rows."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from roedtraad.core.among import among
from roedtraad.core.enums import MessageState
from roedtraad.core.models import OutboxMessage
from roedtraad.core.registries import CyclePoint, GoalStatus, HeadLine, check_in_heads
from roedtraad.language import sort_key
from roedtraad.organisation.enums import Function
from roedtraad.organisation.models import Holding
from roedtraad.plans.enums import GoalState
from roedtraad.plans.models import FocusArea, Goal

from .enums import CheckInState, CycleStage
from .models import CheckIn, Cycle, Reminder, Snapshot
from .standing import reported_by, reporter

SHOWN_CYCLES = 5  # in small multiples
PER_PAGE = 50
REMINDER = "followup.reminder"  # the purpose of our mails in the outbox


def stage_of(cycle: Cycle, today: datetime.date) -> CycleStage:
    """Where a cycle is today."""
    if hasattr(cycle, "snapshot"):
        return CycleStage.FROZEN
    if cycle.opens > today or cycle.is_waiting:
        return CycleStage.COMING
    return CycleStage.SIGNING if cycle.due < today else CycleStage.OPEN


def goals_of(plan_id: int, *, user: Any = None) -> list[Goal]:
    """The goals of a plan that are worked on, in the plan's order; of a `user`, those that the user reports on."""
    rows = Goal.objects.filter(plan=plan_id, state=GoalState.ACTIVE)
    if user is not None:
        rows = rows.filter(reported_by(user))
    related = ("owner", "deputy", "focus_area__owner", "plan", "unit", "parent")
    goals = list(rows.select_related(*related).order_by("order", "pk"))
    place = {
        pk: number
        for number, pk in enumerate(FocusArea.objects.filter(plan=plan_id).values_list("pk", flat=True))
    }
    return sorted(goals, key=lambda goal: place.get(goal.focus_area_id or 0, len(place)))


def standing_check_ins(cycle: Cycle) -> dict[int, CheckIn]:
    """The check-in that counts for each goal of a cycle: {goal: check-in}."""
    return {each.goal_id: each for each in CheckIn.objects.filter(cycle=cycle).standing()}


def latest_word(column: str = "pk") -> Subquery:
    """The latest signed word about the goal of an outer query, as an expression; the later cycle wins.

    A correction is younger than what it corrects, so it wins too. `column`: of the check-in.
    """
    said = CheckIn.objects.filter(goal=OuterRef("pk")).signed().order_by("-period_to", "-pk")
    return Subquery(said.values(column)[:1])


def statuses_now(goals: Sequence[int]) -> dict[int, GoalStatus]:
    """The latest signed word about each goal. One query; the later cycle wins."""
    keys = list(goals)
    latest = Goal.objects.filter(pk__in=among(keys)).order_by().values_list(latest_word("pk"))
    # The limit, which cuts nothing off, has PostgreSQL look up each goal's word once; else it does so twice.
    latest = latest[: len(keys)]
    rows = CheckIn.objects.filter(pk__in=latest).values_list(
        "goal_id", "status", "cycle__title", "need", "needed"
    )
    return {goal: GoalStatus(status, cycle, need, needed) for goal, status, cycle, need, needed in rows}


def histories(goals: Sequence[int]) -> dict[int, list[CyclePoint]]:
    """The last cycles of each goal's plan with the goal's status in each, '' where it was not reported. One query."""
    keys = list(goals)
    latest = Cycle.objects.latest_of_each_plan(SHOWN_CYCLES, timezone.localdate()).values("pk")
    said = CheckIn.objects.filter(cycle=OuterRef("pk"), goal=OuterRef("plan__goals")).signed().standing()
    words = said.values(word=JSONObject(status="status", needed="needed"))[:1]
    rows = (
        Cycle.objects.filter(pk__in=latest, plan__goals__in=among(keys))
        .order_by("period_to", "pk")
        .values_list("plan__goals", "title", "due", Subquery(words))
    )
    found: dict[int, list[CyclePoint]] = {goal: [] for goal in keys}
    for goal, title, due, word in rows:
        found[goal].append(
            CyclePoint(title, due, word["status"], word["needed"]) if word else CyclePoint(title, due)
        )
    return found


@dataclass(frozen=True)
class ReportLine:
    """A goal in a cycle, with the check-in that counts (None: nothing written yet)."""

    goal: Goal
    check_in: CheckIn | None

    @property
    def state(self) -> str:
        """signed | submitted | draft | '' (nothing written)."""
        return self.check_in.state if self.check_in else ""

    @property
    def is_signed(self) -> bool:
        return self.state == CheckInState.SIGNED


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal in the list of a cycle: only what a list of hundreds needs. `state`: as `ReportLine.state`."""

    goal: int
    title: str
    owner: int | None
    owner_title: str
    is_mine: bool
    state: str

    @property
    def is_signed(self) -> bool:
        return self.state == CheckInState.SIGNED

    @property
    def state_label(self) -> Any:
        return CheckInState(self.state).label if self.state else ""


@dataclass
class OwnerLine:
    """How far one owner is in a cycle. `title` "": goals that nobody answers for. `shown`: those on this page."""

    title: str
    lines: list[GoalLine] = field(default_factory=list)
    shown: list[GoalLine] = field(default_factory=list)

    @property
    def signed(self) -> int:
        return sum(1 for line in self.lines if line.is_signed)

    @property
    def is_done(self) -> bool:
        return self.signed == len(self.lines)


@dataclass(frozen=True)
class CyclePage:
    """Everything the page of a cycle shows. `owners`: those with goals on this `page` of 50."""

    cycle: Cycle
    stage: CycleStage
    lines: list[GoalLine]
    owners: list[OwnerLine]
    page: Page[Any]
    mine: list[GoalLine]
    snapshot: Snapshot | None

    @property
    def signed(self) -> int:
        return sum(1 for line in self.lines if line.is_signed)

    @cached_property
    def unsigned(self) -> list[GoalLine]:
        return [line for line in self.lines if not line.is_signed]

    @property
    def unsigned_more(self) -> int:
        """How many are not named, where the first page's worth of them is."""
        return max(0, len(self.unsigned) - PER_PAGE)


def cycle_page(cycle: Cycle, user: Any, today: datetime.date | None = None, number: Any = 1) -> CyclePage:
    lines = _goal_lines(cycle, user)
    owners: dict[int | None, OwnerLine] = {}
    for line in lines:
        owners.setdefault(line.owner, OwnerLine(line.owner_title)).lines.append(line)
    in_order = [
        owners[key] for key in sorted(owners, key=lambda key: (key is None, sort_key(owners[key].title)))
    ]
    page = Paginator([(owner, line) for owner in in_order for line in owner.lines], PER_PAGE).get_page(number)
    for owner, line in page:
        owner.shown.append(line)
    return CyclePage(
        cycle=cycle,
        stage=stage_of(cycle, today or timezone.localdate()),
        lines=lines,
        owners=[owner for owner in in_order if owner.shown],
        page=page,
        mine=[line for line in lines if line.is_mine],
        snapshot=getattr(cycle, "snapshot", None),
    )


def _goal_lines(cycle: Cycle, user: Any) -> list[GoalLine]:
    """The goals of a cycle's plan that are worked on, in the plan's order, as values. Two queries."""
    said = dict(CheckIn.objects.filter(cycle=cycle).standing().values_list("goal_id", "state"))
    is_mine = reporter(user)
    rows = (
        Goal.objects.filter(plan=cycle.plan_id, state=GoalState.ACTIVE)
        .order_by(F("focus_area__order").asc(nulls_last=True), "focus_area", "order", "pk")
        .values_list("pk", "title", "owner_id", "owner__title", "owner__unit_id", "deputy_id")
    )
    return [
        GoalLine(goal, title, owner, owner_title or "", is_mine(owner, deputy, unit), said.get(goal, ""))
        for goal, title, owner, owner_title, unit, deputy in rows
    ]


def my_lines(cycle: Cycle, user: Any) -> list[ReportLine]:
    """What this user reports on in a cycle, in the plan's order."""
    mine = goals_of(cycle.plan_id, user=user)
    said = CheckIn.objects.filter(cycle=cycle, goal__in=mine).standing() if mine else ()
    by_goal = {each.goal_id: each for each in said}
    return [ReportLine(goal, by_goal.get(goal.pk)) for goal in mine]


@dataclass(frozen=True)
class CycleLine:
    """A cycle in a list: how many goals, how many signed off, how many are mine to report and not signed.

    `missing`: the positions that have not signed off everything, by the Danish alphabet.
    """

    cycle: Cycle
    stage: CycleStage
    goals: int
    signed: int
    mine: int
    mine_left: int
    missing: list[str]

    @property
    def is_complete(self) -> bool:
        return self.signed >= self.goals

    @property
    def behind(self) -> list[str]:
        """Those who are missing after the due day."""
        return self.missing if self.stage == CycleStage.SIGNING else []


def cycles_about(today: datetime.date, user: Any = None) -> list[Cycle]:
    """Cycles of the year, and those that are still open whenever they began, in order; each with plan, meeting and snapshot.

    One query, kept on the user for the rest of the request: both the wheel and what waits ask it.
    """
    kept = getattr(user, "_cycles", None)
    if kept is None or kept[0] != today:
        first, last = datetime.date(today.year, 1, 1), datetime.date(today.year, 12, 31)
        rows = Cycle.objects.filter(
            Q(opens__lte=last, sign_off__gte=first) | Q(opens__lte=today, snapshot__isnull=True)
        )
        found = (
            rows.with_snapshot().select_related("plan", "meeting__body", "snapshot").order_by("opens", "pk")
        )
        kept = (today, list(found))
        if user is not None:
            user._cycles = kept
    return list(kept[1])


def cycle_lines(cycles: Iterable[Cycle], user: Any, today: datetime.date | None = None) -> list[CycleLine]:
    """Cycles with how far they are. One query whatever their number: the goals of all of them, and whether each is signed.

    Of a frozen cycle nothing is counted, as its snapshot tells; nor of one that is coming, as there is nothing yet.
    """
    every = list(cycles)
    day = today or timezone.localdate()
    stages = {cycle.pk: stage_of(cycle, day) for cycle in every}
    running = [pk for pk, stage in stages.items() if stage in (CycleStage.OPEN, CycleStage.SIGNING)]
    said = CheckIn.objects.filter(cycle=OuterRef("pk"), goal=OuterRef("plan__goals")).signed().standing()
    # Named once more: PostgreSQL gathers the rows beforehand, and would gather those of every cycle there has been.
    said = said.filter(cycle__in=running)
    rows = (
        Cycle.objects.filter(pk__in=running, plan__goals__state=GoalState.ACTIVE)
        .order_by()
        .annotate(is_signed=Exists(said))
        .values_list(
            "pk",
            "plan__goals__owner",
            "plan__goals__deputy",
            "plan__goals__owner__unit",
            "plan__goals__owner__title",
            "is_signed",
        )
        .annotate(number=Count("plan__goals"))  # a position's goals at once
    )
    found: dict[int, list[_Goals]] = defaultdict(list)
    is_mine = reporter(user)
    for pk, owner, deputy, unit, title, is_signed, number in rows if running else ():
        found[pk].append(_Goals(number, is_signed, is_mine(owner, deputy, unit), title or ""))
    return [_line(cycle, stages[cycle.pk], found[cycle.pk]) for cycle in every]


class _Goals(NamedTuple):
    """So many goals of a running cycle that one position answers for, all of them signed or none."""

    number: int
    is_signed: bool
    mine: bool
    position: str


def _line(cycle: Cycle, stage: CycleStage, goals: Sequence[_Goals]) -> CycleLine:
    missing = {each.position for each in goals if each.position and not each.is_signed}
    return CycleLine(
        cycle=cycle,
        stage=stage,
        goals=sum(each.number for each in goals),
        signed=sum(each.number for each in goals if each.is_signed),
        mine=sum(each.number for each in goals if each.mine),
        mine_left=sum(each.number for each in goals if each.mine and not each.is_signed),
        missing=sorted(missing, key=sort_key),
    )


def current_cycle(plan: int) -> tuple[Cycle, int, int] | None:
    """The first cycle of a plan that is not frozen, with (goals signed off, goals in all); one query."""
    said = CheckIn.objects.filter(cycle=OuterRef(OuterRef("pk")), goal=OuterRef("pk")).signed().standing()
    goals = Goal.objects.filter(plan=OuterRef("plan"), state=GoalState.ACTIVE).order_by().values("plan")
    counted = JSONObject(signed=Count("pk", filter=Exists(said)), goals=Count("pk"))
    cycle = (
        Cycle.objects.filter(plan=plan, snapshot__isnull=True)
        .annotate(far=Subquery(goals.annotate(found=counted).values("found")))
        .order_by("opens")
        .first()
    )
    if cycle is None:
        return None
    far = cycle.far or {"signed": 0, "goals": 0}
    return cycle, far["signed"], far["goals"]


def last_time(goal: Goal, cycle: Cycle) -> CheckIn | None:
    """What was signed off about the goal before this cycle."""
    return (
        CheckIn.objects.filter(goal=goal, cycle__period_to__lt=cycle.period_from)
        .signed()
        .standing()
        .select_related("cycle")
        .order_by("-cycle__period_to", "-pk")
        .first()
    )


def check_in_for(cycle: Cycle, goal: Goal) -> CheckIn:
    """The check-in that counts for a goal in a cycle; a fresh, unsaved one where nothing is written yet."""
    found = (
        CheckIn.objects.filter(cycle=cycle, goal=goal)
        .standing()
        .select_related("cycle__snapshot", "goal__owner", "goal__plan")
        .defer("cycle__snapshot__content")
        .first()
    )
    return found or CheckIn(cycle=cycle, goal=goal)


def check_ins_for(cycle: Cycle, goals: Iterable[int]) -> dict[int, CheckIn]:
    """As `check_in_for` of many: {goal: the check-in that counts, or a fresh one}; goals of other plans are left out."""
    keys = list(goals)
    rows = Goal.objects.filter(pk__in=keys, plan=cycle.plan_id).select_related("owner__deputy", "plan")
    said = standing_check_ins(cycle)
    found = {}
    for goal in rows:
        check_in = said.get(goal.pk) or CheckIn(cycle=cycle, goal=goal)
        check_in.goal, check_in.cycle = goal, cycle
        found[goal.pk] = check_in
    return found


def prefilled(check_in: CheckIn, last: CheckIn | None) -> CheckIn:
    """A fresh check-in begins with what was said last time; one that is under way keeps its own words."""
    if check_in.pk is None and last is not None:
        check_in.status, check_in.happened = last.status, last.happened
        check_in.need, check_in.needed, check_in.awaited_until = last.need, last.needed, last.awaited_until
    return check_in


def heads_of(goal: Goal) -> list[HeadLine]:
    """What the last answer led to: the latest decision about the goal, and its tasks."""
    found: list[HeadLine] = []
    for provider in check_in_heads.of("plans.goal"):
        found += provider([goal.pk]).get(goal.pk, [])
    return found


def previous_snapshot(cycle: Cycle) -> Snapshot | None:
    """The snapshot of the same plan taken before this one."""
    return (
        Snapshot.objects.filter(cycle__plan=cycle.plan_id, cycle__period_to__lt=cycle.period_from)
        .select_related("cycle")
        .order_by("-cycle__period_to", "-pk")
        .first()
    )


def coordinators() -> list[str]:
    """Who holds a position as policy coordinator today, by name."""
    held = Holding.objects.on(timezone.localdate()).filter(position__function=Function.COORDINATOR)
    return sorted(set(held.values_list("person__name", flat=True)), key=sort_key)


@dataclass(frozen=True)
class MailLine:
    """A mail to somebody who reports, whose fate needs a look. `goals`: how many it asked for."""

    message: OutboxMessage
    goals: int

    @property
    def is_uncertain(self) -> bool:
        return self.message.state == MessageState.UNCERTAIN


def mails_to_look_at() -> list[MailLine]:
    """Reminders of which nobody knows whether they arrived, and those that were refused; two queries."""
    messages = list(
        OutboxMessage.objects.filter(
            purpose=REMINDER, state__in=[MessageState.UNCERTAIN, MessageState.FAILED]
        )
        .select_related("to_user")
        .order_by("-created_at", "-pk")[:PER_PAGE]
    )
    about = dict(Reminder.objects.filter(message__in=messages).values_list("message_id", "about"))
    return [MailLine(message, len(about.get(message.pk, ()))) for message in messages]


def count_of_uncertain_mails() -> int:
    return OutboxMessage.objects.filter(purpose=REMINDER, state=MessageState.UNCERTAIN).count()


def last_words(goals: Sequence[Goal], cycle: Cycle) -> dict[int, CheckIn]:
    """As `last_time` of many goals: {goal: what was signed off before this cycle}. One query."""
    said = (
        CheckIn.objects.filter(goal__in=goals, period_to__lt=cycle.period_from)
        .signed()
        .standing()
        .order_by("period_to", "pk")
    )
    return {each.goal_id: each for each in said}

"""What of the plans changes hands when a unit, a position or a body ends, and how its heirs take it."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, DateTimeField, F, Max, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.among import among
from roedtraad.core.days import long_day
from roedtraad.core.reasons import Reason
from roedtraad.core.registries import Belonging, Ending, Estate, Passing, Remaining

from .actions import handing_over as verbs
from .enums import AgreementState, GoalState, InitiativeState, PlanState
from .models import Agreement, Discussion, FocusArea, Goal, GoverningDocument, Initiative, PlanDate

ALIVE = (GoalState.WRITING, GoalState.SUBMITTED, GoalState.RETURNED, GoalState.ACTIVE)
UNDER_WAY = (InitiativeState.PLANNED, InitiativeState.RUNNING)
NEVER = Cast(Value(None), DateTimeField())  # PostgreSQL must know of what type the nothing is


def estate_of(ending: Ending) -> Estate:
    """Goals, agreements, focus areas, initiatives, documents and dates of plans that are not closed. One query."""
    units, positions = among(ending.units), among(ending.positions)
    goals = Goal.objects.filter(state__in=ALIVE).exclude(plan__state=PlanState.CLOSED)
    areas = FocusArea.objects.exclude(plan__state=PlanState.CLOSED)
    agreements = Agreement.objects.filter(unit__in=units, ends__gte=ending.on)
    initiatives = Initiative.objects.filter(state__in=UNDER_WAY).exclude(
        Q(goal__plan__state=PlanState.CLOSED) | Q(focus_area__plan__state=PlanState.CLOSED)
    )
    documents = GoverningDocument.objects.filter(made_on__isnull=True).exclude(plan__state=PlanState.CLOSED)
    dates = PlanDate.objects.filter(body__in=among(ending.bodies)).exclude(plan__state=PlanState.CLOSED)
    of_plan = goals.exclude(unit__in=units) if ending.units else goals
    rows = _rows(goals.filter(unit__in=units), "goal.unit", "title", extra=F("state")).union(
        _rows(of_plan.filter(owner__in=positions), "goal.owner", "title", F("owner")),
        _rows(goals.filter(deputy__in=positions), "goal.deputy", "title", F("deputy")),
        _rows(areas.filter(owner__in=positions), "focus_area.owner", "title", F("owner"), page=F("plan")),
        _rows(areas.filter(deputy__in=positions), "focus_area.deputy", "title", F("deputy"), page=F("plan")),
        _rows(initiatives.filter(owner__in=positions), "initiative.owner", "title", F("owner")),
        _rows(documents.filter(owner__in=positions), "document.owner", "title", F("owner"), page=F("plan")),
        _rows(dates.exclude(when_latest__lt=ending.on), "date.body", "words", page=F("plan")),
        _rows(
            agreements.annotate(last=Max("signatures__at")), "agreement.unit", "plan__title",
            extra=F("state"), at=F("last"),
        ),
        _rows(Discussion.objects.filter(unit__in=units), "discussion", "plan__title"),
        all=True,
    )  # fmt: skip
    found, signed, talks = [], [], 0
    for kind, pk, title, via, extra, page, at in sorted(rows, key=lambda row: row[1]):
        if kind == "discussion":
            talks += 1
        elif kind == "agreement.unit" and extra == AgreementState.SIGNED:
            signed.append(at)
        else:
            found.append(_belonging(kind, pk, title, via or None, extra, page))
    found.sort(key=lambda each: ORDER.index(each.kind))
    return Estate(
        found,
        [
            Remaining(
                len(signed),
                _(
                    "What both sides have signed stays as it was signed; a new agreement is made for the rest of the period."
                ),
            ),
            Remaining(talks, _("Whom the unit talked with about the policy stays with its name.")),
        ],
        [_signed(timezone.localdate(at)) for at in signed if at],
    )


ORDER = [
    f"plans.{kind}"
    for kind in (
        "goal.unit", "agreement.unit", "goal.owner", "focus_area.owner", "initiative.owner", "document.owner",
        "goal.deputy", "focus_area.deputy", "date.body",
    )
]  # fmt: skip


def _rows(
    rows: Any, kind: str, title: str, via: Any = None, extra: Any = None, page: Any = None, at: Any = NEVER
) -> Any:
    columns = {
        "told_kind": Value(kind, CharField()),
        "told_title": F(title),
        "told_via": Coalesce(via, Value(0)) if via else Value(0),
        "told_extra": extra or Value("", CharField()),
        "told_page": page or F("pk"),
        "told_at": at,
    }
    names = ("told_kind", "pk", "told_title", "told_via", "told_extra", "told_page", "told_at")
    return rows.order_by().annotate(**columns).values_list(*names)


def _belonging(kind: str, pk: int, title: str, via: int | None, state: str, page: int) -> Belonging:
    groups = {
        "goal.unit": _("The unit's own goals"),
        "agreement.unit": _("Agreements that are not signed by both"),
        "goal.owner": _("Goals it answers for"),
        "goal.deputy": _("Goals it stands in for"),
        "focus_area.owner": _("Focus areas it answers for"),
        "focus_area.deputy": _("Focus areas it stands in for"),
        "initiative.owner": _("Initiatives"),
        "document.owner": _("Documents to be made"),
        "date.body": _("Dates of plans to come before it"),
    }
    pages = {
        "goal": "plans:goal", "agreement": "plans:agreement", "focus_area": "plans:plan",
        "initiative": "plans:initiative", "document": "plans:documents", "date": "plans:dates",
    }  # fmt: skip
    thing, _dot, role = kind.partition(".")
    return Belonging(
        f"plans.{kind}",
        pk,
        groups[kind],
        title[:300],
        # What was agreed may end with the unit, for the reason given; a draft has nothing to be told of.
        may_end=role == "deputy"
        or kind == "agreement.unit"
        or (kind == "goal.unit" and state == GoalState.ACTIVE),
        via=via,
        page=pages[thing],
        page_pk=page,
    )


def _signed(day: Any) -> tuple[Any, Reason]:
    return day, Reason(
        "agreement-signed",
        _("It signed an agreement on %(day)s.") % {"day": long_day(day)},
        _("Choose a day after that."),
    )


# --- how heirs take it


def take_units_goal(pk: int, passing: Passing) -> None:
    goal = Goal.objects.get(pk=pk)
    if passing.heir is None:
        verbs.end_with_the_unit(goal, by=passing.by, reason=passing.reason)
    else:
        verbs.hand_goal_over(
            goal, by=passing.by, unit=passing.heir, owner=passing.leader, note=passing.reason
        )


def take_agreement(pk: int, passing: Passing) -> None:
    if passing.heir is not None:
        verbs.hand_agreement_over(
            Agreement.objects.get(pk=pk), by=passing.by, unit=passing.heir, note=passing.reason
        )


def taking(model: Any, role: str) -> Any:
    """Takes a thing's owner or deputy over."""

    def take(pk: int, passing: Passing) -> None:
        thing = model.objects.get(pk=pk)
        verbs.answer_from_now_on(thing, by=passing.by, role=role, position=passing.heir, note=passing.reason)

    return take


def take_date(pk: int, passing: Passing) -> None:
    if passing.heir is not None:
        verbs.bring_before(PlanDate.objects.get(pk=pk), by=passing.by, body=passing.heir, note=passing.reason)


TAKERS = {
    "plans.goal.unit": take_units_goal,
    "plans.agreement.unit": take_agreement,
    "plans.goal.owner": taking(Goal, "owner"),
    "plans.goal.deputy": taking(Goal, "deputy"),
    "plans.focus_area.owner": taking(FocusArea, "owner"),
    "plans.focus_area.deputy": taking(FocusArea, "deputy"),
    "plans.initiative.owner": taking(Initiative, "owner"),
    "plans.document.owner": taking(GoverningDocument, "owner"),
    "plans.date.body": take_date,
}

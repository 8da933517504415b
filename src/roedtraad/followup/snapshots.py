"""What a snapshot freezes: the plan, its goals and what was said about them, in words that need no live row.

Schema 1: municipality, plan, policy (with the edition that counts that day), cycle, taken_at, focus_areas, goals,
figures, previous, sections, incomplete_because. A goal that units work on has `units`: the own goal of each, with
what was said of it; `goals` and `figures` are of the plan's own goals alone. Goals that units have set themselves straight
under a focus area stand in `unit_goals`, with it; the key is there only where such goals are.

Sections are registered by other apps: `evidence` (the figures of the plan's indicators as released to the council, with
all that is needed to draw each chart and say its verdict again; the shape stands in indicators/frozen.py), `decisions`,
`legal_basis`. A snapshot keeps those that there were when it was taken: one from before there were indicators has no
`evidence`, and everything that reads it goes without. So it is with a goal's `attachments`: name, kind, address, size in
bytes and SHA-256 of what hung on its check-in; the files stay with the check-in, which is frozen too. Where a plan asks
in its own words, a goal has `asked`: the questions as they were answered; and a round that is no ordinary status has
`kind` and `purpose` in `cycle`.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any

from roedtraad.core.enums import StatusKey
from roedtraad.core.registries import snapshot_sections
from roedtraad.core.tenancy import current
from roedtraad.organisation.models import Position
from roedtraad.organisation.queries import holders_of
from roedtraad.plans.models import Criterion, FocusArea, Goal, Initiative
from roedtraad.plans.wording import Wording, wording_of

from . import canonical
from .canonical import SCHEMA
from .models import Attachment, CheckIn, Cycle, Snapshot
from .queries import goals_of, previous_snapshot, standing_check_ins


def assemble(cycle: Cycle, taken_at: datetime.datetime, incomplete_because: str = "") -> dict[str, Any]:
    """The content of a cycle's snapshot as plain data. Only what is signed off counts as said."""
    municipality, plan = current(), cycle.plan
    every = goals_of(plan.pk)
    # The plan's own goals are counted; those of units stand beside the goal they are under, never averaged into it.
    goals = [goal for goal in every if goal.unit_id is None]
    units = _units_of(every)
    areas = list(FocusArea.objects.filter(plan=plan).select_related("owner"))
    said = {goal: each for goal, each in standing_check_ins(cycle).items() if each.is_signed}
    wording = wording_of(plan.policy_id)
    holders = _Holders([*every, *areas], said.values())
    criteria, initiatives = (
        _by_goal(Criterion.objects.filter(goal__in=goals)),
        _by_goal(Initiative.objects.filter(goal__in=goals).select_related("owner")),
    )
    before = previous_snapshot(cycle)
    past = before.data if before else None
    statuses = {goal["id"]: goal["status"] for goal in past["goals"]} if past else {}
    attached = _attached(said.values())
    told = [
        _goal(
            goal,
            said.get(goal.pk),
            wording,
            holders,
            criteria.get(goal.pk, []),
            initiatives.get(goal.pk, []),
            statuses,
            attached.get(said[goal.pk].pk, []) if goal.pk in said else [],
        )
        | _beside(units.get(goal.pk, ()), said, holders)
        for goal in goals
    ]
    return {
        "schema": SCHEMA,
        "municipality": {
            "name": municipality.name,
            "slug": municipality.slug,
            "council": municipality.council_name,
        },
        "plan": {"id": plan.pk, "title": plan.title, "starts": _day(plan.starts), "ends": _day(plan.ends)},
        "policy": _policy(plan.policy, wording),
        "cycle": _cycle(cycle),
        "taken_at": taken_at.isoformat(),
        "focus_areas": [
            {
                "id": area.pk,
                "title": area.title,
                "theme": _theme(area, wording),
                "owner": holders.of(area.owner),
            }
            for area in areas
        ],
        "goals": told,
        "figures": figures(told),
        "previous": {"cycle": before.cycle.title, "sha256": before.sha256, "figures": past["figures"]}
        if before and past
        else None,
        "sections": _sections(cycle),
        "incomplete_because": incomplete_because,
    } | _loose(every, said, holders)


def _loose(goals: Iterable[Goal], said: dict[int, CheckIn], holders: _Holders) -> dict[str, Any]:
    """What units said of goals that stand under no goal of the plan, only under a focus area."""
    loose = [goal for goal in goals if goal.unit_id and not goal.parent_id]
    told = [_of_unit(goal, said, holders) | {"focus_area": goal.focus_area_id} for goal in loose]
    return {"unit_goals": told} if told else {}


def _units_of(goals: Iterable[Goal]) -> dict[int, list[Goal]]:
    """Units' goals by the goal of the plan that they stand under."""
    found: dict[int, list[Goal]] = {}
    for goal in goals:
        if goal.parent_id:
            found.setdefault(goal.parent_id, []).append(goal)
    return found


def _beside(goals: Iterable[Goal], said: dict[int, CheckIn], holders: _Holders) -> dict[str, Any]:
    """What units said of their goals under a goal; nothing of a goal that no unit has taken up."""
    told = [_of_unit(goal, said, holders) for goal in goals]
    return {"units": told} if told else {}


def _of_unit(goal: Goal, said: dict[int, CheckIn], holders: _Holders) -> dict[str, Any]:
    word = said.get(goal.pk)
    return {
        "id": goal.pk,
        "unit": goal.unit.name if goal.unit else "",
        "title": goal.title,
        "owner": holders.of(goal.owner),
        "status": word.status if word else "",
        "happened": word.happened if word else "",
        "needed": word.needed if word else "",
    }


def _sections(cycle: Cycle) -> dict[str, Any]:
    names = snapshot_sections.keys()
    return {name: snapshot_sections.of(name)[0](cycle) for name in names}


def figures(goals: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Goals by status; 'unreported' are those about which nothing was signed off."""
    keys = [goal["status"] for goal in goals]
    counts = Counter(keys)
    return {
        "goals": len(keys),
        **{key.value: counts[key.value] for key in StatusKey},
        "unreported": counts[""],
    }


class _Holders:
    """Who holds each position today, looked up once for the whole snapshot."""

    def __init__(self, things: Iterable[Goal | FocusArea], check_ins: Iterable[CheckIn]):
        ids = {thing.owner_id for thing in things if thing.owner_id}
        self._names = {
            pk: ", ".join(holding.person.name for holding in holdings)
            for pk, holdings in holders_of(sorted(ids)).items()
        }
        self.signed_as = dict(
            Position.objects.filter(
                pk__in={each.signed_as_id for each in check_ins if each.signed_as_id}
            ).values_list("pk", "title")
        )

    def of(self, position: Position | None) -> dict[str, str] | None:
        return {"position": position.title, "holder": self._names.get(position.pk, "")} if position else None


def _goal(
    goal: Goal,
    said: CheckIn | None,
    wording: Wording,
    holders: _Holders,
    criteria: list[Criterion],
    initiatives: list[Initiative],
    previous: dict[int, str],
    attachments: list[dict[str, Any]],
) -> dict[str, Any]:
    words = wording[goal.passage_id]
    theme = wording.theme_of(goal.passage_id)
    return {
        "id": goal.pk,
        "title": goal.title,
        "focus_area": goal.focus_area_id,
        "theme": theme.line if theme else (_theme(goal.focus_area, wording) if goal.focus_area else ""),
        "passage": {"id": words.passage, "number": words.number, "text": words.text or words.heading}
        if words
        else None,
        "level": goal.level,
        "owner": holders.of(goal.owner),
        "criteria": [{"kind": each.kind, "text": each.text} for each in criteria],
        "initiatives": [
            {"title": each.title, "state": each.state, "owner": each.owner.title if each.owner else ""}
            for each in initiatives
        ],
        "status": said.status if said else "",
        "previous_status": previous.get(goal.pk, ""),
        "happened": said.happened if said else "",
        "need": said.need if said else "",
        "needed": said.needed if said else "",
        "awaited_until": _day(said.awaited_until) if said else None,
        "signed_by": said.signed_name if said else "",
        "signed_as": holders.signed_as.get(said.signed_as_id, "") if said and said.signed_as_id else "",
        "signed_at": said.signed_at.isoformat() if said and said.signed_at else None,
        "attachments": attachments,
    } | ({"asked": said.asked} if said and said.asked else {})


def _attached(check_ins: Iterable[CheckIn]) -> dict[int, list[dict[str, Any]]]:
    """What hangs on each check-in: {check-in: as in the snapshot}."""
    found: dict[int, list[dict[str, Any]]] = {}
    for each in Attachment.objects.filter(check_in__in=list(check_ins)).defer("content"):
        found.setdefault(each.check_in_id, []).append(
            {
                "name": each.name,
                "kind": each.kind,
                "url": each.url,
                "size": each.size,
                "sha256": each.sha256,
            }
        )
    return found


def _policy(policy: Any, wording: Wording) -> dict[str, Any]:
    edition = wording.revision.edition if wording.revision else None
    return {
        "id": policy.pk,
        "title": policy.title,
        "edition": edition
        and {
            "id": edition.pk,
            "number": edition.number,
            "title": edition.title,
            "valid_from": _day(edition.valid_from),
            "valid_to": _day(edition.valid_to),
            "adopted_on": _day(edition.adopted_on),
            "adopted_body": edition.adopted_body,
        },
    }


def _cycle(cycle: Cycle) -> dict[str, Any]:
    meeting = cycle.meeting
    return {
        "id": cycle.pk,
        "title": cycle.title,
        "period_from": _day(cycle.period_from),
        "period_to": _day(cycle.period_to),
        "due": _day(cycle.due),
        "sign_off": _day(cycle.sign_off),
        "meeting": {"body": meeting.body.name, "date": _day(meeting.date)} if meeting else None,
    } | ({"kind": cycle.kind, "purpose": cycle.purpose} if cycle.is_adjustment or cycle.purpose else {})


def _theme(area: FocusArea, wording: Wording) -> str:
    words = wording[area.theme_id]
    return words.line if words else area.theme_name


def _by_goal(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.goal_id, []).append(row)
    return found


def _day(value: datetime.date | None) -> str | None:
    return value.isoformat() if value else None


def take(cycle: Cycle, taken_at: datetime.datetime, by: str, reason: str) -> Snapshot:
    """Write the snapshot down with its hash."""
    content = canonical.dumps(assemble(cycle, taken_at, reason))
    return Snapshot.objects.create(
        cycle=cycle,
        schema=SCHEMA,
        content=content,
        sha256=canonical.sha256(content),
        taken_at=taken_at,
        taken_by=by[:120],
        reason=reason,
    )

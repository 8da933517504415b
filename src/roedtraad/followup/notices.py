"""Who is told that a cycle is open: those who have something to report, once, in one mail a day."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.urls import reverse
from django.utils import timezone

from roedtraad.core.models import User
from roedtraad.core.outbox import address, write_mail
from roedtraad.organisation.queries import holders_of
from roedtraad.plans.models import Goal

from .models import Cycle, Notice
from .queries import goals_of, standing_check_ins


def tell_owners(day: datetime.date | None = None) -> int:
    """Mail everybody who answers for goals of a cycle that is open and not signed off; returns how many mails.

    One mail lists all of a person's goals in all open cycles; whoever has had one today gets the next tomorrow.
    A position that is vacant is told through its deputy. Safe to call again and again.
    """
    today = day or timezone.localdate()
    had_one = set(Notice.objects.filter(day=today).values_list("user_id", flat=True))
    told = set(Notice.objects.values_list("cycle_id", "user_id").filter(cycle__snapshot__isnull=True))
    waiting: dict[User, dict[Cycle, list[Goal]]] = defaultdict(dict)
    for cycle in (
        Cycle.objects.open_on(today).filter(sign_off__gte=today).select_related("plan", "meeting__body")
    ):
        said = standing_check_ins(cycle)
        unsigned = [
            goal for goal in goals_of(cycle.plan_id) if not (goal.pk in said and said[goal.pk].is_signed)
        ]
        for user, goals in _who_answers(unsigned).items():
            if user.pk not in had_one and (cycle.pk, user.pk) not in told:
                waiting[user][cycle] = goals
    for user, cycles in waiting.items():
        rounds = [
            {
                "cycle": cycle,
                "goals": goals,
                "link": address(reverse("followup:check_in", args=[cycle.pk, goals[0].pk])),
            }
            for cycle, goals in cycles.items()
        ]
        write_mail(
            user,
            "followup/mail/opened.txt",
            {
                "rounds": rounds,
                "goals": sum(len(goals) for goals in cycles.values()),
                "due": min(cycle.due for cycle in cycles),
            },
        )
        Notice.objects.bulk_create(Notice(cycle=cycle, user=user, day=today) for cycle in cycles)
    return len(waiting)


def _who_answers(goals: list[Goal]) -> dict[User, list[Goal]]:
    """Goals by the user who holds the owning position; by the deputy where that is vacant."""
    positions = {
        pk
        for goal in goals
        for pk in (goal.owner_id, goal.deputy_id, goal.owner.deputy_id if goal.owner else None)
        if pk
    }
    holders = holders_of(sorted(positions))

    def users(position: int | None) -> list[User]:
        held = holders.get(position, []) if position else []
        return [
            holding.person.user for holding in held if holding.person.user and holding.person.user.is_active
        ]

    found: dict[User, list[Goal]] = defaultdict(list)
    for goal in goals:
        if goal.owner is None:
            continue
        for user in users(goal.owner_id) or users(goal.deputy_id) or users(goal.owner.deputy_id):
            found[user].append(goal)
    return found

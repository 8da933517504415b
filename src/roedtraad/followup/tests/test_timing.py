"""Time spent is shown in total, never for a person."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.urls import reverse

from conftest import make_user
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import ActionLog
from roedtraad.followup import actions, timing
from roedtraad.followup.models import Cycle
from roedtraad.followup.tests.making import make_cycle, sign
from roedtraad.organisation.enums import Function
from roedtraad.organisation.models import Position
from roedtraad.plans.models import Goal
from roedtraad.plans.tests.making import running_plan


def answered(people: int) -> Cycle:
    """A round in which so many people have signed off a goal each."""
    plan, goals = running_plan(people)
    cycle = make_cycle(plan)
    for number, goal in enumerate(goals):
        user = make_user(cycle.municipality, f"Leder {number}", f"Leder af hus {number}", Function.LEADER)
        Goal.objects.filter(pk=goal.pk).update(owner=Position.objects.get(title=f"Leder af hus {number}"))
        sign(cycle, Goal.objects.get(pk=goal.pk), user)
    return cycle


def frozen(cycle: Cycle) -> Cycle:
    actions.freeze(cycle, by=SYSTEM)
    return Cycle.objects.with_snapshot().get(pk=cycle.pk)


def test_what_each_page_counts_is_added_to_the_rounds_total_and_told_when_it_is_over(
    fjordby, coordinator, signed_in
):
    cycle = answered(5)
    for _page in range(24):
        timing.add(cycle, "600")
    assert timing.told(Cycle.objects.get(pk=cycle.pk)) == ""
    assert timing.told(frozen(cycle)) == "4 timer"
    page = signed_in(coordinator).get(reverse("followup:cycle", args=[cycle.pk])).content.decode()
    assert "Runden kostede 4 timer i alt" in page


def test_time_spent_is_never_told_where_the_total_would_be_a_persons(fjordby, coordinator):
    cycle = answered(4)
    timing.add(cycle, "600")
    assert timing.told(frozen(cycle)) == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, ""),
        (500, "under en halv time"),
        (1800, "en halv time"),
        (3600, "en time"),
        (5400, "1,5 timer"),
        (14000, "4 timer"),
    ],
)
def test_the_total_is_rounded_to_half_hours(fjordby, coordinator, seconds, words):
    cycle = answered(5)
    Cycle.objects.filter(pk=cycle.pk).update(seconds_spent=seconds)
    assert timing.told(frozen(cycle)) == words


@pytest.mark.parametrize("sent", ["", "-5", "1e9", "hej", "99999999999999999999"])
def test_what_no_page_would_send_adds_nothing(fjordby, coordinator, school_chief, sent):
    cycle = make_cycle(running_plan()[0])
    timing.add(cycle, sent)
    assert Cycle.objects.get().seconds_spent == 0


def test_a_page_adds_at_most_ten_minutes_at_a_time(fjordby, coordinator, school_chief):
    timing.add(make_cycle(running_plan()[0]), "86400")
    assert Cycle.objects.get().seconds_spent == timing.MOST_AT_ONCE


def test_time_spent_stands_on_no_row_of_a_persons_and_in_no_record_of_what_was_done(
    fjordby, coordinator, school_chief, signed_in, monkeypatch
):
    monkeypatch.setattr(timing, "MOST_AT_ONCE", timing.MOST)
    spent = 1_417_253_869  # a number that no row's key and no moment's microseconds can be
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    signed_in(school_chief).post(
        reverse("followup:check_in", args=[cycle.pk, goal.pk]),
        {"status": "on", "need": "none", "spent": str(spent)},
    )
    assert Cycle.objects.get().seconds_spent == spent
    assert ActionLog.objects.exists()
    assert not any(str(spent) in str((row.before, row.after, row.note)) for row in ActionLog.objects.all())
    holders = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if "spent" in field.name
    ]
    assert holders == ["followup.Cycle.seconds_spent"]

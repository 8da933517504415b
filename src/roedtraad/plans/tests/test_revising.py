"""At revision each goal is kept, changed, merged or dropped, with a reason; nothing disappears silently."""

from __future__ import annotations

import itertools

import pytest
from django.urls import reverse

from roedtraad.core.actions import SYSTEM
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.plans import actions
from roedtraad.plans.enums import CriterionKind, Fate, GoalState, PlanState
from roedtraad.plans.models import FocusArea, Goal, GoalFate, Plan, PlanRevision
from roedtraad.plans.queries import lives_of, revision_page
from roedtraad.plans.tests.making import make_area, make_goal, make_plan, make_policy, running_plan


@pytest.fixture
def running(fjordby):
    return running_plan(4)


def begin(plan, **more):
    given = {"why": "Perioden slutter.", "title": "Plan 2030–2033"} | more
    return actions.begin_revision(plan, by=SYSTEM, **given)


def settle(goal, revision, fate, **more):
    given = {"reason": "Derfor."} | more
    return actions.settle_goal(goal, by=SYSTEM, revision=revision, fate=fate, **given)


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


def test_a_revision_begins_with_a_reason_and_the_focus_areas_of_the_plan_that_runs(fjordby):
    policy, theme, _promises = make_policy()
    plan = make_plan(policy)
    area = make_area(plan, theme=theme)
    make_goal(plan, focus_area=area)
    actions.start_plan(plan, by=SYSTEM)
    with pytest.raises(Refused) as refused:
        begin(plan, why=" ")
    assert codes(refused) == ["why-missing"]
    revision = begin(plan)
    (again,) = FocusArea.objects.filter(plan=revision.successor)
    assert (again.title, again.theme_id, again.owner_id) == (area.title, theme.pk, area.owner_id)
    assert revision.successor.state == PlanState.DRAFT
    assert not Goal.objects.filter(plan=revision.successor).exists()


def test_only_a_plan_that_runs_is_revised_and_only_once(fjordby, running):
    policy, _theme, _promises = make_policy("En anden")
    with pytest.raises(Refused) as refused:
        begin(make_plan(policy))
    assert codes(refused) == ["plan-not-running"]
    begin(running[0])
    with pytest.raises(Refused) as refused:
        begin(running[0])
    assert codes(refused) == ["revision-begun"]


def test_what_is_kept_goes_on_word_for_word_with_what_stands_about_it(running):
    plan, (goal, *_others) = running
    actions.add_criterion(goal, by=SYSTEM, text="Ingen mangler", kind=CriterionKind.SUCCESS)
    under_way = actions.add_initiative(goal, by=SYSTEM, title="Morgenvagt")
    done = actions.add_initiative(goal, by=SYSTEM, title="Færdig sag")
    actions.move_initiative(done, by=SYSTEM, to="running")
    actions.move_initiative(done, by=SYSTEM, to="done")
    told = settle(goal, begin(plan), Fate.KEPT)
    into = told.into
    assert (into.title, into.passage_id, into.owner_id, into.level) == (
        goal.title, goal.passage_id, goal.owner_id, goal.level,
    )  # fmt: skip
    assert [each.text for each in into.criteria.all()] == ["Ingen mangler"]
    assert [each.title for each in into.initiatives.all()] == [under_way.title]


def test_its_indicators_go_with_it(running):
    from roedtraad.indicators import actions as indicators
    from roedtraad.indicators.models import IndicatorLink
    from roedtraad.indicators.tests.making import make_indicator

    plan, (goal, other, *_rest) = running
    indicators.link(make_indicator(), by=SYSTEM, to=goal, assumption="De følges ad.")
    revision = begin(plan)
    into = settle(goal, revision, Fate.CHANGED).into
    assert IndicatorLink.objects.get(goal=into).assumption == "De følges ad."
    settle(goal, revision, Fate.MERGED, into=settle(other, revision, Fate.KEPT).into)
    assert not IndicatorLink.objects.filter(goal_id=into.pk).exists()
    assert IndicatorLink.objects.filter(goal=goal).exists()


def test_nothing_is_settled_without_a_reason(running):
    plan, (goal, *_others) = running
    revision = begin(plan)
    for fate in Fate:
        with pytest.raises(Refused) as refused:
            settle(goal, revision, fate, reason="  ")
        assert "reason-missing" in codes(refused)
    assert not GoalFate.objects.exists()


def test_a_goal_is_merged_with_one_that_goes_on(running):
    plan, (first, second, *_others) = running
    revision = begin(plan)
    for nowhere in (None, second):
        with pytest.raises(Refused) as refused:
            settle(first, revision, Fate.MERGED, into=nowhere)
        assert codes(refused) == ["merged-into-nothing"]
    into = settle(second, revision, Fate.KEPT).into
    assert settle(first, revision, Fate.MERGED, into=into).into == into
    with pytest.raises(Refused) as refused:
        settle(second, revision, Fate.DROPPED)
    assert codes(refused) == ["others-merged"]


@pytest.mark.parametrize(("first", "then"), list(itertools.product(Fate, Fate)))
def test_a_goal_may_be_settled_anew_until_the_new_plan_begins(running, first, then):
    plan, (goal, other, *_rest) = running
    revision = begin(plan)
    anchor = settle(other, revision, Fate.KEPT).into
    for fate in (first, then):
        settle(goal, revision, fate, into=anchor if fate == Fate.MERGED else None)
    told = GoalFate.objects.get(goal=goal)
    assert told.fate == then
    goes_on = Goal.objects.filter(plan=revision.successor).exclude(pk=anchor.pk).count()
    assert goes_on == (then in (Fate.KEPT, Fate.CHANGED))


def test_a_goal_of_another_plan_is_not_settled_here(running):
    revision = begin(running[0])
    _plan, (stranger,) = running_plan()
    with pytest.raises(Refused) as refused:
        settle(stranger, revision, Fate.KEPT)
    assert "goal-of-another-plan" in codes(refused)


def test_the_rest_is_kept_for_one_reason(running):
    plan, goals = running
    revision = begin(plan)
    settle(goals[0], revision, Fate.DROPPED)
    assert actions.keep_the_rest(revision, by=SYSTEM, reason="De virker.") == 3
    assert not actions.unsettled(revision)
    assert set(revision.fates.values_list("fate", "reason")) == {
        ("dropped", "Derfor."),
        ("kept", "De virker."),
    }


def test_a_revision_does_not_end_before_every_goal_is_settled(running):
    plan, goals = running
    revision = begin(plan)
    settle(goals[0], revision, Fate.KEPT)
    with pytest.raises(Refused) as refused:
        actions.end_revision(revision, by=SYSTEM)
    assert codes(refused) == ["goals-unsettled"]
    assert Plan.objects.get(pk=plan.pk).state == PlanState.RUNNING


def test_when_it_ends_the_new_plan_runs_and_the_old_one_stays_readable_with_what_became_of_it(running):
    plan, (kept, changed, merged, dropped) = running
    revision = begin(plan)
    settle(kept, revision, Fate.KEPT)
    settle(changed, revision, Fate.CHANGED)
    settle(merged, revision, Fate.MERGED, into=GoalFate.objects.get(goal=kept).into)
    settle(dropped, revision, Fate.DROPPED, reason="Det er nået.")
    actions.end_revision(revision, by=SYSTEM)
    old, new = Plan.objects.order_by("pk")
    assert (old.state, old.end_reason, new.state) == (
        PlanState.CLOSED,
        "Perioden slutter.",
        PlanState.RUNNING,
    )
    assert list(Goal.objects.filter(plan=old).order_by("pk").values_list("state", flat=True)) == [
        GoalState.CLOSED, GoalState.CLOSED, GoalState.CLOSED, GoalState.DROPPED,
    ]  # fmt: skip
    assert Goal.objects.get(pk=dropped.pk).end_reason == "Udgået: Det er nået."
    with pytest.raises(Refused) as refused:
        settle(kept, PlanRevision.objects.get(), Fate.DROPPED)
    assert "revision-ended" in codes(refused)


def test_nothing_begins_while_a_cycle_of_the_old_plan_is_open(running):
    from roedtraad.followup.tests.making import make_cycle

    plan, _goals = running
    make_cycle(plan)
    revision = begin(plan)
    actions.keep_the_rest(revision, by=SYSTEM, reason="De virker.")
    with pytest.raises(Refused):
        actions.end_revision(revision, by=SYSTEM)
    assert Plan.objects.get(pk=plan.pk).state == PlanState.RUNNING
    assert PlanRevision.objects.get().is_open


def test_a_revision_of_which_nothing_is_settled_can_be_given_up(running):
    plan, (goal, *_others) = running
    revision = begin(plan)
    actions.give_up_revision(revision, by=SYSTEM)
    assert not PlanRevision.objects.exists()
    assert Plan.objects.count() == 1
    revision = begin(plan)
    settle(goal, revision, Fate.KEPT)
    with pytest.raises(Refused) as refused:
        actions.give_up_revision(revision, by=SYSTEM)
    assert codes(refused) == ["goals-settled"]


def test_a_goal_whose_sentence_is_gone_says_so(fjordby):
    from roedtraad.policies.models import PassageText

    plan, (goal,) = running_plan()
    revision = begin(plan)
    PassageText.objects.filter(passage=goal.passage_id).delete()
    ((_area, (row,)),) = revision_page(revision).groups
    assert row.gone


def test_a_page_tells_what_became_of_every_goal_through_the_plans(running):
    plan, (kept, changed, merged, dropped) = running
    revision = begin(plan)
    into = settle(kept, revision, Fate.KEPT).into
    settle(merged, revision, Fate.MERGED, into=into)
    settle(changed, revision, Fate.CHANGED)
    settle(dropped, revision, Fate.DROPPED)
    make_goal(revision.successor, "Et nyt mål")
    actions.end_revision(revision, by=SYSTEM)
    page = lives_of(plan.policy_id)
    told = [[[station.goal.title for station in stations] for stations in row] for row in page.rows]
    assert told == [
        [["Mål nummer 1", "Mål nummer 3"], ["Mål nummer 1"]],
        [["Mål nummer 2"], ["Mål nummer 2"]],
        [["Mål nummer 4"], []],
        [[], ["Et nyt mål"]],
    ]


def test_the_lives_of_goals_are_shown_fifty_at_a_time(fjordby):
    plan, goals = running_plan(53)
    revision = begin(plan)
    for goal in goals[1:]:
        settle(goal, revision, Fate.KEPT)
    settle(goals[0], revision, Fate.DROPPED)
    first, second = lives_of(plan.policy_id), lives_of(plan.policy_id, "2")
    assert (len(first.rows), len(second.rows)) == (50, 3)
    assert [len(stations) for stations in first.rows[0]] == [1, 0]
    assert [station.goal.title for [station], _new in second.rows] == [each.title for each in goals[50:]]


def test_only_the_coordinator_revises(running, school_chief):
    with pytest.raises(NotPermitted):
        actions.begin_revision(running[0], by=school_chief, why="Nu", title="Ny")


def test_the_pages_lead_from_the_plan_to_the_new_plan_without_scripts(running, coordinator, signed_in):
    plan, (first, second, third, fourth) = running
    client = signed_in(coordinator)
    begin_url = reverse("plans:begin_revision", args=[plan.pk])
    assert begin_url in client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    sent = {
        "why": "Perioden slutter.",
        "title": "Plan 2030–2033",
        "starts": "2030-01-01",
        "ends": "2033-12-31",
    }
    assert client.post(begin_url, {**sent, "title": ""}).status_code == 422
    assert client.post(begin_url, sent).status_code == 302
    revision = PlanRevision.objects.get()
    url = reverse("plans:revision", args=[revision.pk])
    assert "4 mål mangler at blive afgjort" in client.get(url).content.decode()
    answer = client.post(reverse("plans:settle", args=[first.pk]), {"fate": "changed", "reason": "Skarpere"})
    into = GoalFate.objects.get().into
    assert answer["location"] == reverse("plans:edit_goal", args=[into.pk])
    merged = {"fate": "merged", "reason": "Det samme", "into": into.pk}
    client.post(reverse("plans:settle", args=[second.pk]), merged)
    client.post(reverse("plans:settle", args=[third.pk]), {"fate": "dropped", "reason": "Nået"})
    assert (
        client.post(reverse("plans:settle", args=[fourth.pk]), {"fate": "kept", "reason": ""}).status_code
        == 422
    )
    assert client.post(reverse("plans:keep_rest", args=[revision.pk]), {"reason": ""}).status_code == 422
    client.post(reverse("plans:keep_rest", args=[revision.pk]), {"reason": "Virker"})
    html = client.get(url).content.decode()
    assert "Alle mål er afgjort" in html
    answer = client.post(reverse("plans:end_revision", args=[revision.pk]))
    assert answer["location"] == reverse("plans:plan", args=[revision.successor_id])
    assert "udgået" in client.get(reverse("plans:goal", args=[third.pk])).content.decode()
    assert first.title in client.get(reverse("plans:goal", args=[into.pk])).content.decode()
    assert "Plan 2030–2033" in client.get(reverse("plans:lives", args=[plan.policy_id])).content.decode()


def test_the_pages_cost_the_same_for_few_goals_and_for_many(running, coordinator, signed_in, queries_of):
    plan, goals = running
    revision = begin(plan)
    client = signed_in(coordinator)
    pages = [reverse("plans:revision", args=[revision.pk]), reverse("plans:lives", args=[plan.policy_id])]
    few = [queries_of(client, page) for page in pages]
    Goal.objects.bulk_create(
        Goal(
            plan=plan,
            title=f"Mål {n}",
            order=n,
            passage=goals[0].passage,
            owner=goals[0].owner,
            level="general",
        )
        for n in range(10, 120)
    )
    assert [queries_of(client, page) for page in pages] == few
    assert max(few) <= 15

"""The rules of the plan, each a sentence of the domain."""

from __future__ import annotations

import itertools

import pytest
from django.urls import reverse

from roedtraad.core import thread
from roedtraad.core.enums import Level
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import ChangedMeanwhile, NotPermitted, Refused
from roedtraad.core.registries import consequences
from roedtraad.organisation.models import Position
from roedtraad.plans import actions
from roedtraad.plans.enums import (
    GOAL_TRANSITIONS,
    INITIATIVE_TRANSITIONS,
    PLAN_TRANSITIONS,
    GoalState,
    InitiativeState,
    PlanState,
)
from roedtraad.plans.models import Goal, Initiative, Plan
from roedtraad.plans.queries import PlanFilter, plan_page, positions_in_danish_order
from roedtraad.plans.rules import why_not_start
from roedtraad.plans.tests.making import make_area, make_goal, make_plan, make_policy, running_plan
from roedtraad.plans.wording import wording_of
from roedtraad.policies.enums import EditionState, PassageKind
from roedtraad.policies.models import Edition, Passage, PassageText, Revision


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_when_a_plan_starts_each_goal_says_what_it_hangs_on_who_owns_it_and_which_level_it_serves(
    fjordby, coordinator
):
    policy, _theme, _promises = make_policy()
    plan = make_plan(policy)
    make_goal(plan, "Alt på plads")
    bare = make_goal(plan, "Kun ord", on_policy=False, owner=None, level="")
    (reason,) = why_not_start(plan, coordinator)
    assert str(reason.sentence) == (
        "»Kun ord« siger ikke, hvad det hænger på, hvem der er ansvarlig eller "
        "hvilket forebyggelsesniveau det tjener, eller at intet passer."
    )
    assert reason.url == reverse("plans:edit_goal", args=[bare.pk])
    with pytest.raises(Refused) as refused:
        actions.start_plan(plan, by=coordinator)
    assert codes(refused) == ["goal-lacks"]
    assert Plan.objects.get(pk=plan.pk).state == PlanState.DRAFT


def test_that_no_level_applies_is_also_said(fjordby, coordinator):
    policy, _theme, _promises = make_policy()
    plan = make_plan(policy)
    make_goal(plan, level=Level.NONE)
    assert why_not_start(plan, coordinator) == []
    assert actions.start_plan(plan, by=coordinator).state == PlanState.RUNNING


def test_a_plan_without_goals_does_not_start(fjordby, coordinator):
    policy, _theme, _promises = make_policy()
    assert [reason.code for reason in why_not_start(make_plan(policy))] == ["no-goals"]


def test_before_the_start_what_is_missing_is_a_finding_shown_on_the_plan_and_no_refusal(
    fjordby, coordinator, signed_in
):
    policy, _theme, _promises = make_policy()
    plan = make_plan(policy)
    goal = make_goal(plan, "Kun ord", on_policy=False, owner=None, level="")
    page = signed_in(coordinator).get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert "»Kun ord« siger ikke," in page
    assert reverse("plans:edit_goal", args=[goal.pk]) in page
    assert "Ét mangler noget, før planen kan starte." in page


def test_deputies_and_criteria_are_findings_also_when_the_plan_can_start(fjordby, coordinator):
    policy, _theme, _promises = make_policy()
    plan = make_plan(policy)
    make_goal(plan)
    found = plan_page(plan, PlanFilter()).findings
    assert [each.code for each in found] == ["no-deputy", "no-criterion", "no-better-off"]
    assert why_not_start(plan, coordinator) == []


def test_more_than_twenty_goals_is_a_sentence_and_no_refusal(fjordby, coordinator):
    policy, _theme, _promises = make_policy()
    plan = make_plan(policy)
    for number in range(21):
        make_goal(plan, f"Mål {number}")
    assert "many-goals" in [each.code for each in plan_page(plan, PlanFilter()).findings]
    assert actions.start_plan(plan, by=coordinator).state == PlanState.RUNNING


def test_whoever_writes_the_twenty_first_goal_of_a_running_plan_is_told_and_may(
    fjordby, coordinator, reader, signed_in
):
    policy, _theme, _promises = make_policy()
    plan = make_plan(policy)
    for number in range(19):
        make_goal(plan, f"Mål {number}")
    actions.start_plan(plan, by=coordinator)
    client, form = signed_in(coordinator), reverse("plans:new_goal", args=[plan.pk])
    page = reverse("plans:plan", args=[plan.pk])
    assert "Planer med færre end 20" not in client.get(form).content.decode()
    make_goal(plan, "Mål 20")
    assert "Med dette har planen 21 mål." in client.get(form).content.decode()
    assert "Planer med færre end 20" not in client.get(page).content.decode()
    make_goal(plan, "Mål 21")
    assert "Planen har 21 mål." in client.get(page).content.decode()
    assert "Planen har 21 mål." not in signed_in(reader).get(page).content.decode()


def test_a_goal_of_a_running_plan_cannot_lose_its_owner(fjordby, coordinator):
    _plan, (goal,) = running_plan()
    with pytest.raises(Refused) as refused:
        actions.assign_owner(goal, by=coordinator, owner=None)
    assert codes(refused) == ["goal-lacks"]
    assert Goal.objects.get(pk=goal.pk).owner is not None


def test_a_goal_hangs_on_a_sentence_of_the_plans_own_policy(fjordby, coordinator):
    policy, _theme, _promises = make_policy()
    _other, _their_theme, (theirs, _more) = make_policy("En anden politik")
    with pytest.raises(Refused) as refused:
        make_goal(make_plan(policy), passage=theirs)
    assert codes(refused) == ["other-policy"]


@pytest.mark.parametrize("verb", [actions.drop_goal, actions.close_goal])
def test_a_goal_is_ended_with_a_reason_and_nothing_disappears_silently(fjordby, coordinator, verb):
    _plan, (goal,) = running_plan()
    with pytest.raises(Refused) as refused:
        verb(goal, by=coordinator, reason="  ")
    assert codes(refused) == ["reason-missing"]
    verb(goal, by=coordinator, reason="Skolerne er lagt sammen.")
    assert Goal.objects.get(pk=goal.pk).end_reason == "Skolerne er lagt sammen."
    assert ActionLog.objects.filter(verb=f"plans.{verb.__name__}", thing_id=goal.pk).exists()


def test_the_goals_of_a_closed_plan_are_history(fjordby, coordinator):
    plan, (goal,) = running_plan()
    actions.close_plan(plan, by=coordinator, reason="Perioden er slut.")
    with pytest.raises(Refused) as refused:
        make_goal(plan, "Et mål for sent")
    assert codes(refused) == ["plan-closed"]
    with pytest.raises(Refused):
        actions.add_criterion(goal, by=coordinator, text="Et kriterium for sent")


def test_only_the_policy_coordinator_keeps_the_plan(fjordby, reader, school_chief):
    plan, (goal,) = running_plan()
    for user in (reader, school_chief):
        with pytest.raises(NotPermitted):
            actions.drop_goal(goal, by=user, reason="Fordi")
        with pytest.raises(NotPermitted):
            actions.write_goal(plan, by=user, title="Mit mål")


@pytest.mark.parametrize(("now", "to"), list(itertools.product(PlanState, PlanState)))
def test_a_plan_moves_only_as_its_table_says(fjordby, coordinator, now, to):
    plan, _goals = running_plan()
    Plan.objects.filter(pk=plan.pk).update(state=now)
    verbs = {
        PlanState.RUNNING: lambda: actions.start_plan(plan, by=coordinator),
        PlanState.CLOSED: lambda: actions.close_plan(plan, by=coordinator, reason="Slut."),
    }
    if to not in verbs:
        assert all(to not in after for after in PLAN_TRANSITIONS.values())
    elif to in PLAN_TRANSITIONS[now]:
        assert verbs[to]().state == to
    else:
        with pytest.raises(Refused):
            verbs[to]()
        assert Plan.objects.get(pk=plan.pk).state == now


@pytest.mark.parametrize(("now", "to"), list(itertools.product(GoalState, GoalState)))
def test_a_goal_moves_only_as_its_table_says(fjordby, coordinator, now, to):
    _plan, (goal,) = running_plan()
    Goal.objects.filter(pk=goal.pk).update(state=now)
    verbs = {
        GoalState.DROPPED: lambda: actions.drop_goal(goal, by=coordinator, reason="Fordi."),
        GoalState.CLOSED: lambda: actions.close_goal(goal, by=coordinator, reason="Fordi."),
        GoalState.ACTIVE: lambda: actions.take_up_goal(goal, by=coordinator),
    }
    if to not in verbs:
        assert all(to not in after for after in GOAL_TRANSITIONS.values())
    elif to in GOAL_TRANSITIONS[now]:
        assert verbs[to]().state == to
    else:
        with pytest.raises(Refused):
            verbs[to]()
        assert Goal.objects.get(pk=goal.pk).state == now


@pytest.mark.parametrize(("now", "to"), list(itertools.product(InitiativeState, InitiativeState)))
def test_an_initiative_moves_only_as_its_table_says(fjordby, coordinator, now, to):
    _plan, (goal,) = running_plan()
    initiative = actions.add_initiative(goal, by=coordinator, title="Morgencafé")
    Initiative.objects.filter(pk=initiative.pk).update(state=now)
    if to in INITIATIVE_TRANSITIONS[now]:
        assert actions.move_initiative(initiative, by=coordinator, to=to).state == to
    else:
        with pytest.raises(Refused):
            actions.move_initiative(initiative, by=coordinator, to=to)
        assert Initiative.objects.get(pk=initiative.pk).state == now


def test_what_was_begun_is_stopped_and_not_wiped_out(fjordby, coordinator):
    _plan, (goal,) = running_plan()
    initiative = actions.add_initiative(goal, by=coordinator, title="Morgencafé")
    actions.move_initiative(initiative, by=coordinator, to="running")
    with pytest.raises(Refused) as refused:
        actions.remove_initiative(initiative, by=coordinator)
    assert codes(refused) == ["initiative-begun"]


def test_a_criterion_that_was_removed_stands_in_the_record_with_its_words(fjordby, coordinator):
    _plan, (goal,) = running_plan()
    criterion = actions.add_criterion(goal, by=coordinator, text="Ni af ti børn er med")
    key = criterion.pk
    actions.remove_criterion(criterion, by=coordinator)
    entry = ActionLog.objects.get(verb="plans.remove_criterion")
    assert (entry.thing_id, entry.before["text"], entry.after) == (key, "Ni af ti børn er med", {})


def test_a_focus_area_with_goals_is_not_removed(fjordby, coordinator):
    policy, _theme, _promises = make_policy()
    plan = make_plan(policy)
    area = make_area(plan)
    make_goal(plan, focus_area=area)
    with pytest.raises(Refused) as refused:
        actions.remove_focus_area(area, by=coordinator)
    assert codes(refused) == ["focus-area-has-goals"]


def test_who_saves_last_is_told_and_the_first_ones_words_stand(fjordby, coordinator):
    _plan, (goal,) = running_plan()
    seen = goal.version
    values = {"owner": goal.owner, "passage": goal.passage, "level": goal.level}
    actions.edit_goal(goal, by=coordinator, seen_version=seen, title="Den førstes ord", **values)
    with pytest.raises(ChangedMeanwhile) as refused:
        actions.edit_goal(goal, by=coordinator, seen_version=seen, title="Den andens ord", **values)
    assert refused.value.theirs["title"] == "Den førstes ord"
    assert Goal.objects.get(pk=goal.pk).title == "Den førstes ord"


# --- the thread and the picker


def test_a_promise_without_a_goal_breaks_the_thread_and_says_where_to_mend_it(fjordby, coordinator):
    policy, _theme, (promise, other) = make_policy()
    plan = make_plan(policy)
    goal = make_goal(plan, passage=promise, focus_area=make_area(plan))
    knots = thread.below("policies.passage", [promise.pk, other.pk])
    (area,) = knots[promise.pk]
    assert [knot.kind for knot in area.walk()][:2] == ["plans.focus_area", "plans.goal"]
    assert area.below[0].pk == goal.pk
    (missing,) = knots[other.pk]
    assert missing.missing
    assert missing.url == f"{reverse('plans:new_goal', args=[plan.pk])}?passage={other.pk}"


def test_below_a_theme_hang_its_focus_areas_with_the_goals_that_have_no_sentence_of_their_own(fjordby):
    policy, theme, (promise, _other) = make_policy()
    plan = make_plan(policy)
    area = make_area(plan, theme=theme)
    make_goal(plan, "På sætningen", passage=promise, focus_area=area)
    make_goal(plan, "På politikken", focus_area=area)
    (knot,) = thread.below("policies.passage", [theme.pk])[theme.pk]
    assert (knot.pk, [each.title for each in knot.below]) == (area.pk, ["På politikken"])


def test_a_goal_that_was_dropped_holds_no_thread(fjordby, coordinator):
    _plan, (goal,) = running_plan()
    actions.drop_goal(goal, by=coordinator, reason="Fordi.")
    (knot,) = thread.below("policies.passage", [goal.passage_id])[goal.passage_id]
    assert knot.missing


def test_what_would_hang_loose_if_a_sentence_went_is_told(fjordby):
    plan, goals = running_plan(3)
    keys = [goals[0].passage_id]
    (told,) = [each for provider in consequences.of("policies.passage") for each in provider(keys)]
    assert (told.label, told.url) == ("3 mål", reverse("plans:plan", args=[plan.pk]))


def test_a_goal_is_picked_under_sentences_of_the_edition_in_force(fjordby):
    policy, theme, (promise, _other) = make_policy()
    draft = Edition.objects.create(policy=policy, number=3, title="Udkast", state=EditionState.DRAFT)
    revision = Revision.objects.create(edition=draft)
    only_draft = Passage.objects.create(policy=policy, kind=PassageKind.COMMITMENT)
    PassageText.objects.create(revision=revision, passage=only_draft, order=1, text="Kun i udkastet")
    groups = dict(wording_of(policy.pk).choices())
    assert list(groups) == ["Lyst til at lære"]
    picked = dict(groups["Lyst til at lære"])
    assert picked[promise.pk] == "3.1 Børn skal mærke forskel nummer 1"
    assert picked[theme.pk] == "Hele temaet: Lyst til at lære"
    assert only_draft.pk not in picked


def test_positions_stand_in_the_order_of_the_danish_alphabet(fjordby):
    for title in ("Østerleder", "Zonechef", "Aabenraaleder", "Ældrechef", "Børnechef"):
        Position.objects.create(title=title)
    assert [position.title for position in positions_in_danish_order()] == [
        "Børnechef", "Zonechef", "Ældrechef", "Østerleder", "Aabenraaleder",
    ]  # fmt: skip

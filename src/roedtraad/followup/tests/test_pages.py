"""What the pages of follow-up do with what is typed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_user
from roedtraad.core.actions import SYSTEM
from roedtraad.core.registries import HeadLine, check_in_heads, plan_facts, to_do
from roedtraad.followup import actions
from roedtraad.followup.enums import CheckInState
from roedtraad.followup.models import CheckIn, Cycle, Snapshot
from roedtraad.followup.tests.making import make_cycle, make_meeting, report, sign
from roedtraad.organisation.enums import Function
from roedtraad.organisation.models import Position, Unit
from roedtraad.plans import actions as plan_actions
from roedtraad.plans.models import Goal, Plan
from roedtraad.plans.tests.making import make_goal, make_plan, make_policy, running_plan


def answer(**typed) -> dict[str, object]:
    return {
        "status": "on",
        "happened": "",
        "need": "none",
        "needed": "",
        "awaited_until": "",
        "seen_version": 1,
    } | typed


def where(cycle: Cycle, goal: Goal) -> str:
    return reverse("followup:check_in", args=[cycle.pk, goal.pk])


def test_an_owner_reports_goal_by_goal_without_scripts_and_signs_off_at_the_end(
    fjordby, school_chief, signed_in
):
    plan, (first, second) = running_plan(2)
    cycle = make_cycle(plan)
    client = signed_in(school_chief)
    page = client.get(where(cycle, first)).content.decode()
    assert "Mål 1 af 2" in page
    assert "Gem, og gå til mål 2" in page
    response = client.post(
        where(cycle, first),
        answer(status="risk", happened="Vi er i gang", need="decision", needed="To timer mere"),
    )
    assert response["Location"] == where(cycle, second) + "#indhold"
    response = client.post(where(cycle, second), answer(status="done"))
    mine = reverse("followup:mine", args=[cycle.pk])
    assert response["Location"] == mine + "#indhold"
    versions = {f"seen_{each.goal_id}": each.version for each in CheckIn.objects.all()}
    assert "Godkend 2 mål" in client.get(mine).content.decode()
    client.post(mine, versions)
    assert {each.state for each in CheckIn.objects.all()} == {CheckInState.SIGNED}
    assert "Alle dine mål er godkendt. Tak." in client.get(mine).content.decode()


def test_a_round_of_many_goals_is_shown_fifty_at_a_time_open_and_frozen(
    fjordby, coordinator, signed_in, queries_of
):
    plan, _goals = running_plan(60)
    cycle = make_cycle(plan)
    client, url = signed_in(coordinator), reverse("followup:cycle", args=[cycle.pk])
    first, second = (client.get(url, {"page": number}).content.decode() for number in (1, 2))
    assert [each.count("/maal/") for each in (first, second)] == [50, 10]
    assert "0 af 60" in first
    assert "0 af 60" in second
    assert "og 10 mere" in first
    few = make_cycle(running_plan(2)[0])
    assert queries_of(client, url) == queries_of(client, reverse("followup:cycle", args=[few.pk]))
    actions.freeze(cycle, by=coordinator, reason="Mødet ligger fast.")
    first, second = (client.get(url, {"page": number}).content.decode() for number in (1, 2))
    assert [each.count("/maal/") for each in (first, second)] == [50, 10]


def test_a_goal_that_is_signed_off_is_passed_over_on_the_way(fjordby, school_chief, signed_in):
    plan, (first, second, third) = running_plan(3)
    cycle = make_cycle(plan)
    sign(cycle, second, school_chief)
    client = signed_in(school_chief)
    assert "Gem, og gå til mål 3" in client.get(where(cycle, first)).content.decode()
    assert client.post(where(cycle, first), answer())["Location"] == where(cycle, third) + "#indhold"


def test_what_is_missing_is_asked_for_and_the_draft_is_kept(fjordby, school_chief, signed_in):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    response = signed_in(school_chief).post(
        where(cycle, goal), answer(status="off", happened="Det gik skævt")
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Et mål, der hverken følger planen eller er nået, siger, hvad der er brug for." in page
    assert "Det gik skævt" in page
    assert CheckIn.objects.get().happened == "Det gik skævt"
    assert (
        "Godkend"
        not in signed_in(school_chief).get(reverse("followup:mine", args=[cycle.pk])).content.decode()
    )


def test_a_draft_is_saved_while_one_writes_and_the_page_knows_the_new_version(
    fjordby, school_chief, signed_in
):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    client = signed_in(school_chief)
    for number in (1, 2):
        response = client.post(
            where(cycle, goal),
            answer(status="risk", happened=f"Ord {number}"),
            headers={"HX-Request": "true"},
        )
        fragment = response.content.decode()
        assert response.status_code == 200
        assert "Kladden er gemt kl. " in fragment
        assert f'name="seen_version" id="seen" value="{number}"' in fragment
    assert CheckIn.objects.get().happened == "Ord 2"


def test_a_cpr_number_is_stopped_while_one_reports(fjordby, school_chief, signed_in):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    response = signed_in(school_chief).post(
        where(cycle, goal), answer(happened="Barnet 010107-4321 er tilbage i skole")
    )
    assert response.status_code == 422
    assert "010107-****" in response.content.decode()
    assert not CheckIn.objects.exists()


def test_the_writer_and_the_owner_write_at_once_and_the_second_sees_both_texts(
    fjordby, school_chief, signed_in
):
    unit = Unit.objects.create(name="Skole")
    Position.objects.filter(title="Skolechef").update(unit=unit)
    writer = make_user(fjordby, "Rune Aldershvile", "Skolekonsulent", Function.WRITER)
    Position.objects.filter(title="Skolekonsulent").update(unit=unit)
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    report(cycle, goal, writer, happened="Kladde")
    owner = signed_in(school_chief)
    seen = owner.get(where(cycle, goal)).context["version"]
    report(cycle, goal, writer, happened="Penneførerens nye ord")
    response = owner.post(where(cycle, goal), answer(happened="Chefens ord", seen_version=seen))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Rune Aldershvile" in page
    assert "Penneførerens nye ord" in page
    assert "Chefens ord" in page
    assert CheckIn.objects.get().happened == "Penneførerens nye ord"
    again = owner.post(
        where(cycle, goal), answer(happened="Begges ord", seen_version=response.context["version"])
    )
    assert again.status_code == 302
    assert CheckIn.objects.get().happened == "Begges ord"


def test_a_check_in_opens_with_what_the_last_answer_led_to(fjordby, school_chief, signed_in, monkeypatch):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    led_to = HeadLine("Byrådet 27. oktober", "To timer mere om ugen", tasks=("Skemaet lægges om",))
    monkeypatch.setitem(check_in_heads._entries, "plans.goal", [lambda goals: {pk: [led_to] for pk in goals}])
    page = signed_in(school_chief).get(where(cycle, goal)).content.decode()
    assert page.index("Det førte jeres sidste svar til") < page.index("Hvordan går det med målet?")
    assert "To timer mere om ugen" in page
    assert "Skemaet lægges om" in page


def test_a_writer_hands_on_and_does_not_sign(fjordby, school_chief, signed_in):
    unit = Unit.objects.create(name="Skole")
    Position.objects.filter(title="Skolechef").update(unit=unit)
    writer = make_user(fjordby, "Rune Aldershvile", "Skolekonsulent", Function.WRITER)
    Position.objects.filter(title="Skolekonsulent").update(unit=unit)
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    said = report(cycle, goal, writer)
    mine = reverse("followup:mine", args=[cycle.pk])
    client = signed_in(writer)
    assert "Giv ét mål videre" in client.get(mine).content.decode()
    client.post(mine, {f"seen_{goal.pk}": said.version})
    assert CheckIn.objects.get().state == CheckInState.SUBMITTED


def test_who_does_not_answer_for_a_goal_reads_and_cannot_write(fjordby, reader, coordinator, signed_in):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    for user in (reader, coordinator):
        client = signed_in(user)
        assert "<textarea" not in client.get(where(cycle, goal)).content.decode()
        assert client.post(where(cycle, goal), answer()).status_code == 403
    assert not CheckIn.objects.exists()


def test_a_cycle_is_set_up_from_the_meeting_with_dates_that_can_be_moved(fjordby, coordinator, signed_in):
    plan, _goals = running_plan()
    meeting = make_meeting(120)
    client, url = signed_in(coordinator), reverse("followup:open_cycle", args=[plan.pk])
    form = client.get(url, {"meeting": meeting.pk}).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    response = client.post(url, sent)
    cycle = Cycle.objects.get()
    assert response["Location"].endswith(f"/opfoelgning/{cycle.pk}/")
    assert (cycle.due, cycle.meeting) == (sent["due"], meeting)


def test_the_coordinator_freezes_on_the_page_of_the_cycle_and_says_why_if_something_is_missing(
    fjordby, coordinator, signed_in
):
    plan, _goals = running_plan(2)
    cycle = make_cycle(plan)
    client, url = signed_in(coordinator), reverse("followup:freeze", args=[cycle.pk])
    response = client.post(url, {"reason": ""})
    assert response.status_code == 409
    assert "2 mål er ikke godkendt: »Mål nummer 1«, »Mål nummer 2«." in response.content.decode()
    assert client.post(url, {"reason": "Dagsordenen lukker i dag."}).status_code == 302
    page = client.get(reverse("followup:cycle", args=[cycle.pk])).content.decode()
    assert "2 mål fik ingen statusmelding." in page
    assert "Dagsordenen lukker i dag." in page
    assert Snapshot.objects.get().sha256[:12] in page


def test_a_get_freezes_nothing(fjordby, coordinator, signed_in):
    plan, _goals = running_plan()
    cycle = make_cycle(plan)
    assert signed_in(coordinator).get(reverse("followup:freeze", args=[cycle.pk])).status_code == 302
    assert not Snapshot.objects.exists()


def test_the_plan_is_headed_by_what_must_be_done_something_about(
    fjordby, coordinator, school_chief, signed_in
):
    plan, goals = running_plan(3)
    cycle = make_cycle(plan)
    sign(cycle, goals[0], school_chief, "risk", need="decision", needed="Hjælp")
    sign(cycle, goals[1], school_chief, "on")
    client, url = signed_in(coordinator), reverse("plans:plan", args=[plan.pk])
    page = client.get(url).content.decode()
    assert "<h1>3 mål. Ét skal der gøres noget ved.</h1>" in page
    assert f" {cycle.due.year}: i risiko" in page
    narrowed = client.get(url, {"status": "attention"}).context["page"]
    assert [row.goal for group in narrowed.groups for row in group.rows] == [goals[0]]


def test_what_waits_is_told_on_the_start_page(fjordby, coordinator, school_chief, reader):
    plan, goals = running_plan(2)
    cycle = make_cycle(plan)
    (waits,) = to_do.of("followup")
    (mine,) = waits(school_chief)
    assert (str(mine.title), mine.when, mine.url) == (
        "Meld status på 2 mål",
        cycle.due,
        reverse("followup:mine", args=[cycle.pk]),
    )
    assert waits(reader) == []
    (behind,) = waits(coordinator)
    assert (str(behind.title), behind.when) == ("2 af 2 mål mangler at blive godkendt", cycle.due)
    assert behind.reason.endswith("Mangler: Skolechef.")
    for goal in goals:
        sign(cycle, goal, school_chief)
    assert waits(school_chief) == []
    assert [str(each.title) for each in waits(coordinator)] == ["Lås »oktober«"]
    told = [str(fact.value) for facts in plan_facts.of("plan") for fact in facts(plan)]
    assert told[:2] == ["oktober", "2 af 2"]


def test_another_municipalitys_follow_up_is_not_found(
    fjordby, outsider, school_chief, coordinator, signed_in
):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    sign(cycle, goal, school_chief)
    snapshot = actions.freeze(cycle, by=coordinator)
    for url in [
        reverse("followup:cycle", args=[cycle.pk]), reverse("followup:mine", args=[cycle.pk]), where(cycle, goal),
        reverse("followup:snapshot", args=[snapshot.pk]), reverse("followup:move_dates", args=[cycle.pk]),
    ]:  # fmt: skip
        for address in (url, url.replace("/fjordby/", "/nordby/")):
            assert signed_in(outsider).get(address).status_code == 404


def test_a_goal_of_another_plan_is_not_reported_on_here(fjordby, school_chief, signed_in):
    plan, _goals = running_plan()
    cycle = make_cycle(plan)
    policy, _theme, _promises = make_policy("En anden politik")
    other = make_goal(make_plan(policy))
    assert signed_in(school_chief).get(where(cycle, other)).status_code == 404


def bulk_cycle(goals: int) -> tuple[Plan, Cycle]:
    """A running plan with many goals, reported on in earlier cycles and in the one that is open."""
    policy, _theme, promises = make_policy(f"Politik {goals}")
    plan = make_plan(policy)
    make_goal(plan)
    chief = Position.objects.get(title="Skolechef")
    Goal.objects.bulk_create(
        Goal(plan=plan, title=f"Mål {n}", passage=promises[n % 2], owner=chief, level="general", order=n + 2)
        for n in range(goals - 1)
    )
    plan_actions.start_plan(plan, by=SYSTEM)
    year = timezone.localdate().year
    made = [make_cycle(plan, f"år {year - n}", year=year - n) for n in range(5)]
    every = list(Goal.objects.filter(plan=plan))
    CheckIn.objects.bulk_create(
        CheckIn(
            cycle=cycle,
            goal=goal,
            status="risk",
            state="signed",
            needed="Mere tid",
            need="initiative",
            signed_at=timezone.now(),
        )
        for cycle in made[1:]
        for goal in every
    )
    return plan, made[0]


@pytest.mark.parametrize("page", ["index", "cycle", "mine", "check_in", "plan", "goal", "frozen"])
def test_a_page_costs_the_same_number_of_queries_for_2_goals_and_for_200(
    fjordby, coordinator, school_chief, signed_in, queries_of, page
):
    client = signed_in(coordinator if page in ("index", "cycle", "plan", "goal", "frozen") else school_chief)
    costs = []
    for goals in (2, 200):
        plan, cycle = bulk_cycle(goals)
        if page == "frozen":
            actions.freeze(cycle, by=coordinator, reason="Nu.")
        url = {
            "index": lambda: reverse("followup:index"),
            "plan": lambda plan=plan: reverse("plans:plan", args=[plan.pk]),
            "goal": lambda plan=plan: reverse("plans:goal", args=[Goal.objects.filter(plan=plan).first().pk]),
            "mine": lambda cycle=cycle: reverse("followup:mine", args=[cycle.pk]),
            "check_in": lambda plan=plan, cycle=cycle: where(cycle, Goal.objects.filter(plan=plan).first()),
        }.get(page, lambda cycle=cycle: reverse("followup:cycle", args=[cycle.pk]))()
        costs.append(queries_of(client, url))
    assert costs[0] == costs[1]
    assert costs[1] <= 15, costs


def test_a_snapshot_of_200_goals_holds_them_all(fjordby, coordinator):
    _plan, cycle = bulk_cycle(200)
    snapshot = actions.freeze(cycle, by=coordinator, reason="Nu.")
    assert len(snapshot.data["goals"]) == 200


def test_two_who_move_the_dates_of_a_cycle_are_told_even_after_an_error(fjordby, coordinator, signed_in):
    plan, _goals = running_plan()
    cycle = make_cycle(plan)
    url = reverse("followup:move_dates", args=[cycle.pk])
    page = signed_in(coordinator)
    sent = {
        "meeting": cycle.meeting_id,
        "due": "",
        "sign_off": str(cycle.sign_off),
        "seen_version": cycle.version,
    }
    cycle.save()  # somebody else was quicker
    wrong = page.post(url, sent)
    assert wrong.status_code == 422
    assert f'name="seen_version" value="{sent["seen_version"]}"' in wrong.content.decode()
    sent["due"] = str(cycle.due)
    told = page.post(url, sent)
    assert told.status_code == 422
    assert f'name="seen_version" value="{cycle.version}"' in told.content.decode()
    assert page.post(url, sent | {"seen_version": cycle.version}).status_code == 302


def test_a_meeting_that_is_no_number_is_no_fault(fjordby, coordinator, signed_in):
    plan, _goals = running_plan()
    url = reverse("followup:open_cycle", args=[plan.pk])
    for asked in ("9" * 5000, "²", "x"):
        assert signed_in(coordinator).get(url, {"meeting": asked}).status_code == 200

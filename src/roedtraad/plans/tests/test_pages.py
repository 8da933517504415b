"""What the pages of the plan do with what is typed and asked."""

from __future__ import annotations

import pytest
from django.urls import reverse

from roedtraad.core import tenancy
from roedtraad.core.actions import SYSTEM
from roedtraad.core.enums import Level
from roedtraad.organisation.models import Position
from roedtraad.plans import actions
from roedtraad.plans.models import Goal, Plan
from roedtraad.plans.tests.making import make_area, make_goal, make_plan, make_policy, running_plan


def form_of(goal: Goal | None = None, **typed) -> dict[str, object]:
    """What the goal's form sends, with empty rows as the page has them."""
    sent = {
        "title": goal.title if goal else "",
        "description": "",
        "hangs_on": f"p{goal.passage_id}" if goal and goal.passage_id else "",
        "focus_area": "",
        "owner": goal.owner_id if goal else "",
        "deputy": "",
        "level": goal.level if goal else "",
        "due": "",
        "seen_version": goal.version if goal else "",
        "criteria-TOTAL_FORMS": 2,
        "criteria-INITIAL_FORMS": 0,
        "initiatives-TOTAL_FORMS": 2,
        "initiatives-INITIAL_FORMS": 0,
    }
    return sent | typed


def test_a_goal_is_written_without_scripts_with_criteria_initiatives_and_a_date_in_words(
    fjordby, coordinator, signed_in
):
    policy, _theme, (promise, _other) = make_policy()
    plan = make_plan(policy)
    chief = Position.objects.create(title="Skolechef")
    typed = form_of(
        title="Færre børn mangler i timerne", hangs_on=f"p{promise.pk}", owner=chief.pk, level="preventive",
        due="ultimo december 2027",
        **{"criteria-0-text": "Fraværet falder", "criteria-0-kind": "success", "initiatives-1-title": "Morgencafé", "initiatives-1-owner": chief.pk},
    )  # fmt: skip
    response = signed_in(coordinator).post(reverse("plans:new_goal", args=[plan.pk]), typed)
    goal = Goal.objects.get()
    assert response["Location"].endswith(f"/plan/maal/{goal.pk}/")
    assert (goal.passage, goal.owner, goal.level) == (promise, chief, "preventive")
    assert goal.due.iso() == ("2027-12", None)
    assert goal.due.danish() == "ultimo december 2027"
    assert [each.text for each in goal.criteria.all()] == ["Fraværet falder"]
    assert [(each.title, each.owner) for each in goal.initiatives.all()] == [("Morgencafé", chief)]


def test_a_row_that_is_emptied_goes_and_a_row_that_is_changed_stays(fjordby, coordinator, signed_in):
    _plan, (goal,) = running_plan()
    first = actions.add_criterion(goal, by=SYSTEM, text="Går ud")
    second = actions.add_criterion(goal, by=SYSTEM, text="Bliver rettet")
    goal.refresh_from_db()
    typed = form_of(goal, **{
        "criteria-INITIAL_FORMS": 2, "criteria-0-pk": first.pk, "criteria-0-text": "", "criteria-0-kind": "success",
        "criteria-1-pk": second.pk, "criteria-1-text": "Er rettet", "criteria-1-kind": "output",
    })  # fmt: skip
    assert signed_in(coordinator).post(reverse("plans:edit_goal", args=[goal.pk]), typed).status_code == 302
    assert [(each.pk, each.text, each.kind) for each in goal.criteria.all()] == [
        (second.pk, "Er rettet", "output")
    ]


def test_a_running_plan_asks_at_the_field_for_what_each_goal_must_say(fjordby, coordinator, signed_in):
    plan, _goals = running_plan()
    response = signed_in(coordinator).post(
        reverse("plans:new_goal", args=[plan.pk]), form_of(title="Kun ord")
    )
    form = response.context["forms"].goal_form
    assert response.status_code == 422
    assert sorted(form.errors) == ["hangs_on", "level", "owner"]
    assert "Sig, hvilken stilling der er ansvarlig for målet." in response.content.decode()


def test_a_date_that_cannot_be_read_is_answered_with_examples_and_every_word_is_kept(
    fjordby, coordinator, signed_in
):
    policy, _theme, _promises = make_policy()
    plan = make_plan(policy)
    response = signed_in(coordinator).post(
        reverse("plans:new_goal", args=[plan.pk]),
        form_of(title="Mit mål", due="når vi kan", **{"criteria-0-text": "Et kriterium"}),
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "»når vi kan« kan ikke læses som en dato" in page
    assert "ultimo december 2027" in page
    assert 'value="Mit mål"' in page
    assert "Et kriterium" in page
    assert not Goal.objects.exists()


def test_a_cpr_number_is_stopped_with_its_place_and_nothing_is_saved(fjordby, coordinator, signed_in):
    policy, _theme, _promises = make_policy()
    plan = make_plan(policy)
    response = signed_in(coordinator).post(
        reverse("plans:new_goal", args=[plan.pk]),
        form_of(
            title="Mål",
            **{"criteria-1-text": "Første linje\nBarnet 010107-4321 er med", "criteria-1-kind": "success"},
        ),
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "010107-****" in page
    assert not Goal.objects.exists()


def test_two_people_edit_a_goal_and_the_second_sees_both_texts_and_loses_no_word(
    fjordby, coordinator, signed_in
):
    _plan, (goal,) = running_plan()
    client, url = signed_in(coordinator), reverse("plans:edit_goal", args=[goal.pk])
    seen = form_of(goal)
    client.post(url, seen | {"title": "Den førstes titel"})
    mine = seen | {
        "title": "Den andens titel",
        "description": "Mine egne ord",
        "criteria-0-text": "Mit kriterium",
    }
    response = client.post(url, mine)
    page = response.content.decode()
    assert response.status_code == 409
    for words in ("Den førstes titel", "Den andens titel", "Mine egne ord", "Mit kriterium"):
        assert words in page
    goal.refresh_from_db()
    assert goal.title == "Den førstes titel"
    again = client.post(url, mine | {"seen_version": response.context["version"]})
    assert again.status_code == 302
    goal.refresh_from_db()
    assert (goal.title, goal.description) == ("Den andens titel", "Mine egne ord")


def test_a_form_without_the_version_it_saw_is_taken_as_out_of_date(fjordby, coordinator, signed_in):
    _plan, (goal,) = running_plan()
    typed = form_of(goal, title="Uden version")
    del typed["seen_version"]
    assert signed_in(coordinator).post(reverse("plans:edit_goal", args=[goal.pk]), typed).status_code == 409


def test_the_list_is_narrowed_by_addresses_that_can_be_shared(fjordby, coordinator, signed_in):
    policy, _theme, _promises = make_policy()
    plan = make_plan(policy)
    chief = Position.objects.create(title="Familiechef")
    make_goal(plan, "Familier får svar", owner=chief, level=Level.TARGETED)
    make_goal(plan, "Børn er med")
    client, url = signed_in(coordinator), reverse("plans:plan", args=[plan.pk])
    for asked, shown in [
        ({"owner": chief.pk}, ["Familier får svar"]), ({"level": "targeted"}, ["Familier får svar"]), ({"q": "MED"}, ["Børn er med"]),
        ({"status": "attention"}, []), ({"status": "unreported"}, ["Familier får svar", "Børn er med"]),
        ({"status": "<script>", "owner": "x", "level": "9", "page": "zz"}, ["Familier får svar", "Børn er med"]),
    ]:  # fmt: skip
        page = client.get(url, asked).context["page"]
        assert [row.goal.title for group in page.groups for row in group.rows] == shown, asked


def test_the_criteria_of_a_focus_area_stand_with_it_also_where_it_has_no_goals_yet(
    fjordby, coordinator, signed_in
):
    policy, _theme, _promises = make_policy()
    plan = make_plan(policy)
    for area in (make_area(plan, "Med mål"), make_area(plan, "Uden mål")):
        actions.add_criterion(area, by=SYSTEM, text=f"Kriterium for {area.title.lower()}", kind="output")
    make_goal(plan, focus_area=plan.focus_areas.first())
    page = signed_in(coordinator).get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert "Kriterium for med mål" in page
    assert "Kriterium for uden mål" in page


def test_a_focus_area_says_whether_it_faces_the_citizens_or_the_organisation(fjordby, coordinator, signed_in):
    policy, _theme, (promise, _other) = make_policy()
    plan = make_plan(policy)
    area = make_area(plan, "Medbestemmelse", perspective="citizen")
    make_area(plan, "Ledelse", perspective="organisation")  # has no goals yet
    make_goal(plan, passage=promise, focus_area=area)
    shown = signed_in(coordinator).get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert shown.count("borgerrettet") == shown.count("organisationsrettet") == 1


def test_a_reader_sees_the_plan_and_no_buttons_to_change_it(fjordby, reader, signed_in):
    plan, (goal,) = running_plan()
    client = signed_in(reader)
    assert (
        reverse("plans:new_goal", args=[plan.pk])
        not in client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    )
    assert client.get(reverse("plans:edit_goal", args=[goal.pk])).status_code == 403
    assert (
        client.post(reverse("plans:end_goal", args=[goal.pk]), {"how": "drop", "reason": "Fordi"}).status_code
        == 403
    )
    assert client.post(reverse("plans:start", args=[plan.pk])).status_code == 403


def test_another_municipalitys_plan_is_not_found(fjordby, nordby, outsider, coordinator, signed_in):
    plan, (goal,) = running_plan()
    urls = [
        reverse("plans:plan", args=[plan.pk]),
        reverse("plans:goal", args=[goal.pk]),
        reverse("plans:edit_goal", args=[goal.pk]),
    ]
    for url in urls:
        assert signed_in(outsider).get(url).status_code == 404
        assert signed_in(outsider).get(url.replace("/fjordby/", "/nordby/")).status_code == 404


def bulk_plan(goals: int) -> Plan:
    """A plan with many goals in five focus areas, written in bulk."""
    policy, theme, promises = make_policy(f"Politik {goals}", commitments=5)
    plan = make_plan(policy)
    areas = [make_area(plan, f"Område {number}", theme=theme) for number in range(5)]
    chief = Position.objects.get_or_create(title="Skolechef")[0]
    Goal.objects.bulk_create(
        Goal(
            plan=plan,
            title=f"Mål {n}",
            passage=promises[n % 5],
            focus_area=areas[n % 5],
            owner=chief,
            level="general",
            order=n + 1,
        )
        for n in range(goals)
    )
    return plan


@pytest.mark.parametrize("page", ["plans:plan", "plans:new_goal"])
def test_a_page_costs_the_same_number_of_queries_for_2_goals_and_for_2000(
    fjordby, coordinator, signed_in, queries_of, page
):
    client = signed_in(coordinator)
    few = queries_of(client, reverse(page, args=[bulk_plan(2).pk]))
    many = queries_of(client, reverse(page, args=[bulk_plan(2000).pk]))
    assert few == many <= 15


def test_the_list_of_plans_and_the_goal_cost_the_same_whatever_the_number(
    fjordby, coordinator, signed_in, queries_of
):
    client = signed_in(coordinator)
    plan = bulk_plan(2)
    goal = Goal.objects.filter(plan=plan).first()
    few = [
        queries_of(client, reverse("plans:index")),
        queries_of(client, reverse("plans:goal", args=[goal.pk])),
    ]
    for number in range(20):
        actions.add_criterion(goal, by=SYSTEM, text=f"Kriterium {number}")
        actions.add_initiative(goal, by=SYSTEM, title=f"Indsats {number}", owner=goal.owner)
        make_plan(plan.policy, f"Plan {number}")
    assert [
        queries_of(client, reverse("plans:index")),
        queries_of(client, reverse("plans:goal", args=[goal.pk])),
    ] == few
    assert max(few) <= 15


def test_a_plan_of_200_goals_is_shown_50_at_a_time(fjordby, coordinator, signed_in):
    plan = bulk_plan(200)
    client, url = signed_in(coordinator), reverse("plans:plan", args=[plan.pk])
    page = client.get(url, {"page": 4}).context["page"]
    assert sum(len(group.rows) for group in page.groups) == 50


def test_nothing_of_the_plan_is_seen_from_another_municipality(fjordby, nordby):
    running_plan()
    with tenancy.scope(nordby):
        assert not Plan.objects.exists()
        assert not Goal.objects.exists()


def test_another_municipalitys_position_is_an_error_at_the_row_and_never_a_fault(
    fjordby, nordby, coordinator, signed_in
):
    _plan, (goal,) = running_plan()
    with tenancy.scope(nordby):
        theirs = Position.objects.create(title="Skolechef i Nordby")
    url = reverse("plans:edit_goal", args=[goal.pk])
    typed = form_of(goal, **{"initiatives-0-title": "Morgencafé", "initiatives-0-owner": theirs.pk})
    for sent in (typed, form_of(goal, owner=theirs.pk), form_of(goal, deputy="9" * 5000)):
        answer = signed_in(coordinator).post(url, sent)
        assert answer.status_code == 422
        assert "Skolechef i Nordby" not in answer.content.decode()
    assert not goal.initiatives.exists()


def test_a_form_sent_back_with_an_error_still_knows_the_version_it_showed(fjordby, coordinator, signed_in):
    plan, (goal,) = running_plan()
    page = signed_in(coordinator)
    url = reverse("plans:edit_goal", args=[goal.pk])
    wrong = page.post(url, form_of(goal, title=""))
    assert wrong.status_code == 422
    assert f'name="seen_version" value="{goal.version}"' in wrong.content.decode()
    url = reverse("plans:edit_plan", args=[plan.pk])
    wrong = page.post(url, {"title": "", "seen_version": plan.version})
    assert f'name="seen_version" value="{plan.version}"' in wrong.content.decode()

"""The common template in the plan's own words, wherever it is asked; what was signed keeps its words."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse

from roedtraad.core.actions import SYSTEM
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.followup import actions
from roedtraad.followup.models import CheckIn, Template
from roedtraad.followup.questions import questions_of
from roedtraad.followup.sheets import read, written
from roedtraad.followup.tests.making import make_cycle, sign
from roedtraad.plans import actions as plan_actions
from roedtraad.plans.tests.making import running_plan

WORDS = {"status": "Hvor langt er vi?", "happened": "Hvad mærker børnene?", "needed": "Hvad skal andre gøre?"}


def word(plan, by=SYSTEM, **more):
    template = Template.objects.filter(plan=plan).first() or Template(plan=plan)
    return actions.word_questions(template, by=by, **more)


def asks(client, cycle, goal):
    return client.get(reverse("followup:check_in", args=[cycle.pk, goal.pk])).content.decode()


def answer(**more):
    return {"status": "on", "happened": "Det går", "need": "none", "needed": "", "seen_version": 1} | more


def test_the_check_in_asks_in_the_plans_own_words(fjordby, school_chief, signed_in):
    plan, (goal,) = running_plan()
    word(plan, **WORDS)
    page = asks(signed_in(school_chief), make_cycle(plan), goal)
    assert all(words in page for words in WORDS.values())


def test_a_question_that_is_left_out_is_not_asked_and_what_stood_there_stays(
    fjordby, school_chief, signed_in
):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    client = signed_in(school_chief)
    client.post(reverse("followup:check_in", args=[cycle.pk, goal.pk]), answer(happened="Skrevet før"))
    word(plan, asks_happened=False)
    page = asks(client, cycle, goal)
    assert 'name="happened"' not in page
    assert "2. Hvad er der brug for nu?" in page
    client.post(reverse("followup:check_in", args=[cycle.pk, goal.pk]), answer(status="done", happened="x"))
    assert (CheckIn.objects.get().status, CheckIn.objects.get().happened) == ("done", "Skrevet før")


def test_what_is_needed_is_asked_wherever_a_goal_is_neither_on_track_nor_reached(
    fjordby, school_chief, signed_in
):
    plan, (goal,) = running_plan()
    word(plan, asks_needed=False)
    cycle, client = make_cycle(plan), signed_in(school_chief)
    where = reverse("followup:check_in", args=[cycle.pk, goal.pk])
    assert 'name="need"' not in asks(client, cycle, goal)
    response = client.post(where, {"status": "off", "happened": "Skævt", "seen_version": 1})
    assert response.status_code == 422
    assert 'name="need"' in response.content.decode()
    said = answer(status="off", need="decision", needed="To timer mere", seen_version=1)
    assert client.post(where, said).status_code == 302
    assert CheckIn.objects.get().needed == "To timer mere"
    assert client.post(where, {"status": "on", "happened": "Rettet", "seen_version": 2}).status_code == 302


def test_what_is_signed_off_keeps_the_words_it_was_asked_in(fjordby, school_chief, signed_in):
    plan, (goal,) = running_plan()
    word(plan, **WORDS)
    cycle = make_cycle(plan)
    said = sign(cycle, goal, school_chief, happened="Ro")
    word(plan, happened="Et helt andet spørgsmål?")
    assert said.asked == {"status": WORDS["status"], "happened": WORDS["happened"], "need": WORDS["needed"]}
    page = asks(signed_in(school_chief), cycle, goal)
    assert WORDS["happened"] in page
    assert "Et helt andet" not in page
    (told,) = actions.freeze(cycle, by=SYSTEM).data["goals"]
    assert told["asked"]["happened"] == WORDS["happened"]


def test_a_plan_that_asks_in_the_usual_words_freezes_as_before(fjordby, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    sign(cycle, goal, school_chief)
    (told,) = actions.freeze(cycle, by=SYSTEM).data["goals"]
    assert "asked" not in told


def test_a_correction_is_asked_for_in_the_plans_words_and_leaves_none_out(fjordby, school_chief, signed_in):
    plan, (goal,) = running_plan()
    word(plan, **WORDS, asks_happened=False)
    said = sign(make_cycle(plan), goal, school_chief)
    page = signed_in(school_chief).get(reverse("followup:correct", args=[said.pk])).content.decode()
    assert all(words in page for words in WORDS.values())


def headers(data):
    return [cell.value for cell in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0][1]]


def test_the_spreadsheet_goes_out_and_comes_back_in_the_plans_words(fjordby, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    older = written(cycle, school_chief)
    word(plan, **WORDS)
    data = written(cycle, school_chief)
    assert [each for each in headers(data) if each in WORDS.values()] == list(WORDS.values())
    for sheet in (data, older):  # one that was downloaded before is still understood
        (row,) = read(sheet, "mine.xlsx", questions_of(plan.pk))
        assert row.goal == goal.pk
        assert {"status", "happened", "need"} <= row.cells.keys()


def test_a_question_that_is_left_out_has_no_column_and_an_older_sheets_is_passed_over(fjordby, school_chief):
    plan, _goals = running_plan()
    cycle = make_cycle(plan)
    older = written(cycle, school_chief)
    word(plan, asks_happened=False)
    assert "Hvad er der sket siden sidst?" not in headers(written(cycle, school_chief))
    (row,) = read(older, "mine.xlsx", questions_of(plan.pk))
    assert "happened" not in row.cells


def test_the_words_of_a_question_stand_once(fjordby):
    plan, _goals = running_plan()
    for words in ({"status": "Det samme?", "needed": "det  samme?"}, {"status": "Mål"}):
        with pytest.raises(Refused) as caught:
            word(plan, **words)
        assert caught.value.reasons[0].code == "question-twice"
    plan_actions.close_plan(plan, by=SYSTEM, reason="Slut")
    with pytest.raises(Refused, match="lukket"):
        word(plan, **WORDS)


def test_only_the_coordinator_words_the_questions(fjordby, school_chief, coordinator, signed_in):
    plan, _goals = running_plan()
    with pytest.raises(NotPermitted):
        word(plan, by=school_chief, **WORDS)
    where = reverse("followup:template", args=[plan.pk])
    client = signed_in(coordinator)
    assert "3 spørgsmål om hvert mål" in client.get(where).content.decode()
    sent = WORDS | {"asks_needed": "on"}
    assert client.post(where, sent).status_code == 302
    page = client.get(where).content.decode()
    assert "2 spørgsmål om hvert mål" in page
    assert Template.objects.get().asks_happened is False
    stale = client.post(where, sent | {"status": "Nyt?", "seen_version": "0"})
    assert stale.status_code == 422
    assert "har gemt det her, mens du skrev" in stale.content.decode()


def test_a_cpr_number_is_stopped_in_a_question(fjordby, coordinator, signed_in):
    plan, _goals = running_plan()
    where = reverse("followup:template", args=[plan.pk])
    answer_ = signed_in(coordinator).post(where, {"status": "Hvad med 010203-1234?"})
    assert answer_.status_code == 422
    assert not Template.objects.exists()

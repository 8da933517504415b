"""The rules of terms of reference."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from roedtraad.commission import actions, projects, steps
from roedtraad.commission.amounts import plain_amount
from roedtraad.commission.enums import BodyRole, SectionKey, TermsState
from roedtraad.commission.models import (
    Amendment,
    ExternalProject,
    Step,
    TermsBody,
    TermsOfReference,
    TermsSection,
)
from roedtraad.commission.rules import days, plainly
from roedtraad.commission.tests.making import adopt, make_project, make_step, make_terms
from roedtraad.core import tenancy
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.core.registries import consequences, policy_facts, to_do
from roedtraad.language.dates import FuzzyDate
from roedtraad.matters.decisions import record_decision
from roedtraad.matters.models import Matter
from roedtraad.organisation.models import Body
from roedtraad.policies.models import Policy

D = datetime.date
DAY = datetime.timedelta(days=1)


def code_of(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return refusal.value.reasons[0].code


def in_words(day: datetime.date) -> str:
    return f"{day:%d-%m-%Y}"


# --- adopted terms of reference are changed only by an amendment


def every_change(terms: TermsOfReference):
    """Each way of changing terms of reference, as a call that takes the reason."""
    section = actions.write_section(terms, by=SYSTEM, key="purpose", text="Formålet er leg.")
    step = make_step(terms, "Borgermøde")
    other = make_step(terms, "Høring")
    group = actions.set_body(terms, by=SYSTEM, role="project", new_name="Projektgruppen")
    return {
        "describe": lambda **why: actions.describe(terms, by=SYSTEM, title="Et nyt navn", **why),
        "themes": lambda **why: actions.name_themes(terms, by=SYSTEM, names=["Leg"], **why),
        "annexes": lambda **why: actions.list_annexes(terms, by=SYSTEM, annexes=[("1", "Plan")], **why),
        "write_section": lambda **why: actions.write_section(
            terms, by=SYSTEM, key="vision", text="Leg", **why
        ),
        "edit_section": lambda **why: actions.edit_section(
            section, by=SYSTEM, key="purpose", text="Nyt", **why
        ),
        "set_body": lambda **why: actions.set_body(terms, by=SYSTEM, role="working", body=group.body, **why),
        "add_step": lambda **why: steps.add_step(terms, by=SYSTEM, text="Workshop", **why),
        "edit_step": lambda **why: steps.edit_step(step, by=SYSTEM, text="To borgermøder", **why),
        "move_step": lambda **why: steps.move_step(step, by=SYSTEM, after=other, **why),
        "remove_step": lambda **why: steps.remove_step(other, by=SYSTEM, **why),
        "remove_section": lambda **why: actions.remove_section(section, by=SYSTEM, **why),
        "leave_out_body": lambda **why: actions.leave_out_body(group, by=SYSTEM, **why),
    }


def test_adopted_terms_of_reference_are_changed_only_by_an_amendment_with_a_reason_that_is_on_record(fjordby):
    terms = make_terms()
    changes = every_change(terms)
    adopt(terms)
    for name, change in changes.items():
        with pytest.raises(Refused) as refusal:
            change()
        assert code_of(refusal) == "amendment-needs-reason", name
        assert not Amendment.objects.exists(), name
    for name, change in changes.items():
        before = Amendment.objects.count()
        change(amendment=f"Fordi udvalget bad om det ({name}).")
        assert Amendment.objects.count() == before + 1, name
    assert Amendment.objects.filter(reason__endswith="(edit_section).").get().before == "Formålet er leg."


def test_an_amendment_names_who_made_it_and_keeps_both_readings(fjordby, coordinator):
    terms = make_terms()
    step = make_step(terms, "Borgermøde", "marts 2027")
    adopt(terms)
    steps.edit_step(
        step,
        by=coordinator,
        text="Borgermøde",
        when=FuzzyDate.parse("maj 2027"),
        amendment="Salen var optaget.",
    )
    made = Amendment.objects.get()
    assert (made.before, made.after) == ("marts 2027, Borgermøde", "maj 2027, Borgermøde")
    assert (made.by, made.by_name, made.reason) == (coordinator, str(coordinator), "Salen var optaget.")


def test_a_draft_is_changed_without_a_reason(fjordby):
    terms = make_terms()
    for change in every_change(terms).values():
        change()
    assert not Amendment.objects.exists()


def test_saving_adopted_terms_as_they_stand_is_no_amendment(fjordby):
    terms = adopt(make_terms(case_number="26/1"))
    actions.describe(terms, by=SYSTEM, case_number="26/1", themes=[], annexes=[])
    assert not Amendment.objects.exists()


def test_closed_terms_of_reference_are_not_changed_until_they_are_taken_up_again(fjordby):
    terms = make_terms()
    step = make_step(terms)
    actions.close_terms(terms, by=SYSTEM, reason="Politikken er vedtaget.")
    for change in (
        lambda: actions.describe(terms, by=SYSTEM, title="Nyt", amendment="Derfor"),
        lambda: steps.finish_step(step, by=SYSTEM),
        lambda: steps.take_up_step(step, by=SYSTEM),
    ):
        with pytest.raises(Refused) as refusal:
            change()
        assert code_of(refusal) == "terms-closed"
    actions.take_up_terms(terms, by=SYSTEM)
    assert (terms.state, terms.end_reason) == (TermsState.DRAFT, "")
    assert steps.finish_step(step, by=SYSTEM).done_on == timezone.localdate()


def test_terms_that_were_adopted_are_adopted_again_when_they_are_taken_up(fjordby):
    terms = adopt(make_terms())
    actions.close_terms(terms, by=SYSTEM, reason="Færdig")
    assert actions.take_up_terms(terms, by=SYSTEM).state == TermsState.ADOPTED


def test_nothing_is_closed_without_a_word(fjordby):
    with pytest.raises(Refused):
        actions.close_terms(make_terms(), by=SYSTEM, reason="  ")


# --- adoption


@pytest.mark.parametrize(
    ("left_out", "code"),
    [
        ({"adopted_body": " "}, "no-body"),
        ({"evidence": ""}, "no-evidence"),
        ({"adopted_on": None}, "no-date"),
        ({"adopted_on": D(2999, 1, 1)}, "not-yet"),
    ],
)
def test_an_adoption_says_who_when_and_where_it_can_be_seen(fjordby, left_out, code):
    terms = make_terms()
    said = {"adopted_on": D(2026, 3, 3), "adopted_body": "Byrådet", "evidence": "Referat, punkt 4"} | left_out
    with pytest.raises(Refused) as refusal:
        actions.record_adoption(terms, by=SYSTEM, **said)
    assert code_of(refusal) == code
    assert TermsOfReference.objects.get().state == TermsState.DRAFT


def test_a_month_is_enough_where_nobody_knows_the_day(fjordby):
    terms = adopt(make_terms())
    assert (terms.state, terms.adopted_on, terms.adopted_words) == (TermsState.ADOPTED, None, "marts 2026")


def test_a_decision_adopts_only_if_it_approves(fjordby, council):
    terms, matter = make_terms(), Matter.objects.create(title="Kommissorium")

    def decided(result, day):
        return record_decision(
            matter, by=SYSTEM, body=council, date=day, result=result, minutes_reference="Punkt 4"
        )

    with pytest.raises(Refused) as refusal:
        actions.adopt(terms, by=SYSTEM, decision=decided("postponed", D(2026, 2, 3)))
    assert code_of(refusal) == "decision-adopts-nothing"
    actions.adopt(terms, by=SYSTEM, decision=decided("approved", D(2026, 3, 3)))
    assert (terms.adopted_on, terms.adopted_body, terms.matter) == (D(2026, 3, 3), "Byrådet", matter)


# --- steps and their dates


def test_a_step_does_not_end_before_it_begins(fjordby):
    terms = make_terms()
    with pytest.raises(Refused) as refusal:
        make_step(terms, when="maj 2027", until=FuzzyDate.parse("marts 2027"))
    assert code_of(refusal) == "ends-before-it-begins"
    assert "marts 2027" in str(refusal.value)
    step = make_step(terms, when="maj 2027")
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(when_latest=D(2027, 1, 1))


def test_a_stretch_is_as_coarse_as_its_coarsest_end_and_keeps_both_words(fjordby):
    step = make_step(make_terms(), when="12. marts 2027", until=FuzzyDate.parse("ultimo maj 2027"))
    assert (step.when_earliest, step.when_latest) == (D(2027, 3, 12), D(2027, 5, 31))
    assert (step.when.words, step.when.iso()) == ("12. marts 2027 – ultimo maj 2027", ("2027-03", "2027-05"))
    assert step.when_vague


def test_a_step_is_overdue_only_when_the_last_day_that_its_words_may_mean_has_passed(fjordby):
    terms = make_terms()
    ultimo = make_step(terms, "Dialogmøde", "ultimo december 2027")
    make_step(terms, "En dag")
    assert list(Step.objects.overdue(on=D(2027, 12, 31))) == []
    assert list(Step.objects.overdue(on=D(2028, 1, 1))) == [ultimo]
    assert list(Step.objects.ahead(on=D(2027, 12, 31))) == [ultimo]
    steps.finish_step(ultimo, by=SYSTEM, on=timezone.localdate())
    assert list(Step.objects.overdue(on=D(2028, 1, 1))) == []


def test_steps_by_date_stand_by_their_first_day_then_as_the_plan_has_them_and_undated_last(fjordby):
    terms = make_terms()
    for text, when in (
        ("d", ""),
        ("c", "maj 2027"),
        ("b", "2. kvartal 2027"),
        ("a", "marts 2027"),
        ("e", ""),
    ):
        make_step(terms, text, when)
    assert [each.text for each in Step.objects.by_date()] == ["a", "b", "c", "d", "e"]


def test_a_step_is_moved_after_another_or_first(fjordby):
    terms = make_terms()
    a, b, c = (make_step(terms, text) for text in "abc")
    steps.move_step(a, by=SYSTEM, after=b)
    assert [each.text for each in Step.objects.all()] == ["b", "a", "c"]
    steps.move_step(c, by=SYSTEM)
    assert [each.text for each in Step.objects.all()] == ["c", "b", "a"]
    make_step(terms, "d", after=b)
    assert [each.text for each in Step.objects.all()] == ["c", "b", "d", "a"]
    with pytest.raises(Refused) as refusal:
        steps.move_step(a, by=SYSTEM, after=make_step(make_terms("Et andet"), "x"))
    assert code_of(refusal) == "other-terms"


def test_a_step_is_done_once_and_not_before_its_day_has_come(fjordby):
    step = make_step(make_terms())
    with pytest.raises(Refused) as refusal:
        steps.finish_step(step, by=SYSTEM, on=timezone.localdate() + DAY)
    assert code_of(refusal) == "not-yet-done"
    steps.finish_step(step, by=SYSTEM)
    with pytest.raises(Refused) as refusal:
        steps.finish_step(step, by=SYSTEM)
    assert code_of(refusal) == "done-already"
    with pytest.raises(Refused) as refusal:
        steps.remove_step(step, by=SYSTEM)
    assert code_of(refusal) == "step-is-done"


def test_finishing_a_step_of_adopted_terms_is_no_amendment(fjordby):
    terms = make_terms()
    step = make_step(terms)
    adopt(terms)
    steps.finish_step(step, by=SYSTEM)
    assert not Amendment.objects.exists()


def test_a_date_says_plainly_what_its_words_leave_open(fjordby):
    assert plainly(FuzzyDate.parse("ultimo december 2018")) == "21.–31. december 2018"
    assert plainly(FuzzyDate.parse("12. marts 2027")) == ""
    assert plainly(FuzzyDate.parse("marts 2027")) == ""
    assert days(D(2026, 12, 1), D(2027, 2, 28)) == "1. december 2026 – 28. februar 2027"
    assert days(D(2027, 4, 1), D(2027, 5, 31)) == "1. april – 31. maj 2027"


# --- groups


def test_one_group_at_most_carries_the_work_out(fjordby):
    terms = make_terms()
    first = actions.set_body(terms, by=SYSTEM, role="project", new_name="Projektgruppen", acts=True)
    second = actions.set_body(terms, by=SYSTEM, role="working", new_name="Arbejdsgruppen", acts=True)
    first.refresh_from_db()
    assert (first.acts, second.acts) == (False, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        TermsBody.objects.filter(pk=first.pk).update(acts=True)


def test_a_group_is_set_up_with_unfilled_seats_and_keeps_them_when_its_role_changes(fjordby):
    terms = make_terms()
    row = actions.set_body(
        terms,
        by=SYSTEM,
        role="reference",
        new_name="Referencegruppen",
        seats=["En skoleleder", "", " En forælder "],
    )
    assert (row.body.kind, row.role) == ("reference_group", BodyRole.REFERENCE)
    assert [seat.title for seat in row.body.seats.all()] == ["En skoleleder", "En forælder"]
    again = actions.set_body(terms, by=SYSTEM, role="working", body=row.body)
    assert (again.pk, again.role, row.body.seats.count()) == (row.pk, BodyRole.WORKING, 2)
    with pytest.raises(Refused):
        actions.set_body(terms, by=SYSTEM, role="working")


# --- words, periods, ages


def test_an_order_has_a_title_a_section_words_and_a_period_an_order_of_its_own(fjordby):
    policy = Policy.objects.create(title="Fritidspolitik")
    for refused in (
        lambda: actions.create_terms(policy, by=SYSTEM, title=" "),
        lambda: make_step(make_terms(), "  "),
        lambda: actions.write_section(make_terms(), by=SYSTEM, key=SectionKey.VISION, text=" "),
        lambda: make_terms(begins=FuzzyDate.parse("2027"), ends=FuzzyDate.parse("2025")),
        lambda: make_terms(age_from=18, age_to=6),
        lambda: make_project(begins=FuzzyDate.parse("2027"), ends=FuzzyDate.parse("2025")),
        lambda: make_project(partner=""),
    ):
        with pytest.raises(Refused):
            refused()
    assert not TermsSection.objects.exists()
    assert not ExternalProject.objects.exists()


def test_themes_and_annexes_that_stand_keep_their_rows(fjordby):
    terms = make_terms()
    actions.name_themes(terms, by=SYSTEM, names=["Leg", "Læring", "leg ", "Leg"])
    leg = terms.themes.get(name="Leg").pk
    actions.name_themes(terms, by=SYSTEM, names=["Fritid", "Leg"])
    assert [(each.name, each.pk == leg) for each in terms.themes.all()] == [("Fritid", False), ("Leg", True)]
    actions.list_annexes(terms, by=SYSTEM, annexes=[("2", "Strategi"), ("1", "Plan"), ("", " ")])
    assert [(each.number, each.title) for each in terms.annexes.all()] == [("2", "Strategi"), ("1", "Plan")]


# --- external projects


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("1.250.000 kr.", Decimal(1_250_000)),
        ("kr. 800.000,-", Decimal(800_000)),
        ("2,4 mio. kr.", Decimal(2_400_000)),
        ("450 tkr.", Decimal(450_000)),
        ("12.500,50 kroner", Decimal("12500.50")),
        ("op til 500.000 kr.", None),
        ("300.000 kr. årligt", None),
        ("200.000 kr. fra fonden og 100.000 kr. fra kommunen", None),
        ("efter aftale", None),
        ("", None),
    ],
)
def test_a_grant_is_a_number_only_where_its_words_are_plain(words, amount):
    assert plain_amount(words) == amount


def test_a_project_keeps_the_words_of_its_grant_beside_the_number(fjordby):
    project = make_project(grant_words="2,4 mio. kr.")
    assert (project.grant_words, project.grant_amount) == ("2,4 mio. kr.", Decimal(2_400_000))
    projects.edit_external_project(
        project, by=SYSTEM, title="X", partner="Y", grant_words="op til 3 mio. kr."
    )
    assert ExternalProject.objects.get().grant_amount is None


def test_a_project_runs_from_its_first_possible_day_to_its_last(fjordby):
    project = make_project(begins=FuzzyDate.parse("marts 2026"), ends=FuzzyDate.parse("2027"))
    unknown = make_project("Uden datoer")
    assert set(ExternalProject.objects.running(D(2026, 3, 1))) == {project, unknown}
    assert set(ExternalProject.objects.running(D(2026, 2, 28))) == {unknown}
    assert set(ExternalProject.objects.running(D(2028, 1, 1))) == {unknown}


# --- who may, whose it is, and what the house is told


def test_the_coordinator_writes_the_secretary_records_the_adoption_and_a_reader_neither(
    fjordby, coordinator, secretary, reader
):
    terms = make_terms()
    for nobody in (reader, secretary):
        with pytest.raises(NotPermitted):
            actions.describe(terms, by=nobody, title="Nyt")
    actions.describe(terms, by=coordinator, title="Nyt")
    said = {"adopted_on": D(2026, 3, 3), "adopted_body": "Byrådet", "evidence": "Punkt 4"}
    with pytest.raises(NotPermitted):
        actions.record_adoption(terms, by=reader, **said)
    assert actions.record_adoption(terms, by=secretary, **said).state == TermsState.ADOPTED


def test_what_is_done_to_terms_of_reference_is_on_record(fjordby, coordinator):
    terms = make_terms()
    actions.describe(terms, by=coordinator, case_number="26/77")
    entry = ActionLog.objects.filter(verb="commission.describe").get()
    assert (entry.by, entry.after["case_number"]) == (coordinator, "26/77")


def test_nothing_of_another_municipality_shows(fjordby, nordby):
    make_step(make_terms(), when="marts 2020")
    make_project()
    with tenancy.scope(nordby):
        assert not TermsOfReference.objects.exists()
        assert not Step.objects.overdue(on=D(2027, 1, 1)).exists()
        assert not ExternalProject.objects.exists()
    assert tenancy.crossings() == {}


def test_a_policy_says_by_what_it_was_ordered_and_what_would_hang_loose(fjordby):
    terms = make_terms()
    make_project(policy=terms.policy)
    facts = [str(fact.value) for rule in policy_facts.of("policy") for fact in rule(terms.policy_id)]
    assert facts == [terms.title, "Flere på banen"]
    told = [each.kind for rule in consequences.of("policies.policy") for each in rule([terms.policy_id])]
    assert {"commission.terms", "commission.project"} <= set(told)
    body = Body.objects.create(name="Ungerådet")
    make_step(terms, body=body)
    assert [each.kind for rule in consequences.of("organisation.body") for each in rule([body.pk])] == [
        "commission.terms"
    ]


def test_the_start_page_tells_the_coordinator_of_late_steps_once_for_each_order_and_of_the_next_that_is_near(
    fjordby, coordinator, reader
):
    today = timezone.localdate()
    terms = make_terms()
    for days_ago in (3, 5):
        make_step(terms, f"Sent {days_ago}", in_words(today - days_ago * DAY))
    make_step(terms, "Snart", in_words(today + 9 * DAY))
    make_step(terms, "Senere", in_words(today + 12 * DAY))
    make_step(make_terms("Et andet"), "Langt ude", in_words(today + 90 * DAY))
    (waits,) = to_do.of("commission")
    late, near = waits(coordinator)
    assert late.when == today - 5 * DAY
    assert late.title.startswith("2 trin")
    assert (near.title, near.when) == ("Snart", today + 9 * DAY)
    assert waits(reader) == []
    actions.close_terms(terms, by=SYSTEM, reason="Færdig")
    assert waits(coordinator) == []


def test_a_step_that_passed_more_than_a_year_ago_pushes_nothing_of_today_aside(fjordby, coordinator):
    make_step(make_terms(), "Gammelt", in_words(timezone.localdate() - 400 * DAY))
    (waits,) = to_do.of("commission")
    assert [thing.when for thing in waits(coordinator)] == [None]

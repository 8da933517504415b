"""What the pages of terms of reference do with what is typed and asked."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from roedtraad.commission import actions, steps
from roedtraad.commission.models import (
    Amendment,
    ExternalProject,
    Step,
    TermsBody,
    TermsOfReference,
    TermsSection,
)
from roedtraad.commission.tests.making import adopt, make_project, make_step, make_terms
from roedtraad.core.actions import SYSTEM
from roedtraad.language.dates import FuzzyDate, Precision
from roedtraad.matters.decisions import record_decision
from roedtraad.matters.models import Matter
from roedtraad.organisation.models import Body
from roedtraad.policies.models import Policy, PolicyRelation

D = datetime.date
DAY = datetime.timedelta(days=1)


@pytest.fixture
def client(coordinator, signed_in):
    return signed_in(coordinator)


def url(name: str, *keys: int) -> str:
    return reverse(f"commission:{name}", args=keys)


def full_terms(number: int) -> TermsOfReference:
    """Terms of reference with `number` of everything that a page shows."""
    terms = make_terms(f"Kommissorium {number}")
    today = timezone.localdate()
    for n in range(number):
        actions.write_section(terms, by=SYSTEM, key="contents", text=f"Afsnit {n}\n- et punkt\na\tb")
        group = actions.set_body(
            terms, by=SYSTEM, role="working", new_name=f"Gruppe {number}-{n}", seats=["En", "To"]
        )
        make_step(terms, f"Før {n}", f"{today - 9 * DAY:%d-%m-%Y}", body=group.body)
        make_step(terms, f"Siden {n}", f"{today + 9 * DAY:%d-%m-%Y}")
        done = make_step(terms, f"Gjort {n}", body_name="Fællesmøde")
        steps.finish_step(done, by=SYSTEM)
        other = Policy.objects.create(title=f"Anden politik {number}-{n}", is_stub=True)
        PolicyRelation.objects.create(policy=terms.policy, kind="supports", other=other)
    actions.name_themes(terms, by=SYSTEM, names=[f"Tema {n}" for n in range(number)])
    actions.list_annexes(terms, by=SYSTEM, annexes=[(str(n), f"Bilag {n}") for n in range(number)])
    adopt(terms)
    for n in range(number):
        make_step(terms, f"Nyt {n}", amendment="Derfor.")
    return terms


def test_the_pages_cost_the_same_for_two_rows_and_for_twenty(client, queries_of):
    few, many = full_terms(2), full_terms(20)
    assert queries_of(client, url("terms", few.pk)) == queries_of(client, url("terms", many.pk))
    for name, make in (
        ("list", lambda n: make_step(make_terms(f"K{n}"), when="marts 2020")),
        ("projects", lambda n: make_project(f"P{n}")),
    ):
        counts = []
        for rows in (range(2), range(2, 20)):
            for n in rows:
                make(n)
            counts.append(queries_of(client, url(name)))
        assert counts[0] == counts[1], name


def test_the_page_says_what_was_ordered_by_whom_and_what_happens_next(client):
    terms = make_terms(age_from=6, age_to=18)
    actions.write_section(terms, by=SYSTEM, key="purpose", text="Formålet er leg.\n- Første punkt")
    actions.set_body(
        terms, by=SYSTEM, role="project", new_name="Projektgruppen", acts=True, seats=["En pædagog"]
    )
    make_step(terms, "Det er sket", "marts 2020")
    make_step(terms, "Det kommer", "ultimo december 2098", body_name="Ungerådet")
    page = client.get(url("terms", terms.pk)).content.decode()
    assert "Formålet er leg." in page
    assert "<li>Første punkt</li>" in page
    assert "Projektgruppen" in page
    assert "ubesat" in page
    assert "passeret, ikke meldt udført" in page
    assert "21.–31. december 2098" in page
    plan = page[page.index('id="procesplan"') :]
    assert plan.index("Det kommer<small>") < plan.index("Det er sket<small>")
    assert "Der er ikke kommet nogen tekst ud af det endnu" in page


def test_terms_of_reference_are_begun_for_a_new_policy_or_one_that_stands(client):
    made = client.post(
        url("new_terms"),
        {
            "title": "Kommissorium for legepolitikken",
            "new_policy": "Legepolitik",
            "kind": "policy",
            "policy": "",
        },
    )
    terms = TermsOfReference.objects.get()
    assert made["Location"] == url("terms", terms.pk)
    assert (terms.policy.title, terms.policy.is_stub) == ("Legepolitik", True)
    client.post(url("new_terms"), {"title": "Igen", "policy": terms.policy_id, "kind": "policy"})
    assert TermsOfReference.objects.filter(policy=terms.policy).count() == 2
    answer = client.post(url("new_terms"), {"title": "Ingen politik", "kind": "policy"})
    assert answer.status_code == 422
    assert "Vælg den politik" in answer.content.decode()


def test_the_facts_are_written_with_themes_and_annexes_one_a_line(client):
    terms = make_terms()
    sent = {
        "title": terms.title, "begins": "2027", "ends": "ultimo 2030", "themes": "Leg\nLæring\n",
        "annexes": "Bilag 2: Strategi\n1 Tidsplan", "age_from": "0", "age_to": "18", "seen_version": terms.version,
    }  # fmt: skip
    assert client.post(url("edit_facts", terms.pk), sent).status_code == 302
    terms.refresh_from_db()
    assert (terms.begins.iso(), terms.ends.danish(), terms.age_to) == (("2027", None), "ultimo 2030", 18)
    assert [each.name for each in terms.themes.all()] == ["Leg", "Læring"]
    assert [(each.number, each.title) for each in terms.annexes.all()] == [
        ("2", "Strategi"),
        ("1", "Tidsplan"),
    ]


def test_two_people_edit_the_facts_and_the_second_is_told_and_loses_no_word(client):
    terms = make_terms()
    seen = terms.version
    actions.describe(terms, by=SYSTEM, title="Den andens titel")
    answer = client.post(url("edit_facts", terms.pk), {"title": "Min titel", "seen_version": seen})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Min titel" in page
    assert "Den andens titel" in page
    assert TermsOfReference.objects.get().title == "Den andens titel"


def test_a_section_is_written_changed_and_taken_out(client):
    terms = make_terms()
    client.post(url("new_section", terms.pk), {"key": "vision", "heading": "Drømmen", "text": "Leg til alle"})
    section = TermsSection.objects.get()
    sent = {"key": "vision", "heading": "", "text": "Leg hver dag", "seen_version": section.version}
    client.post(url("edit_section", section.pk), sent)
    section.refresh_from_db()
    assert (str(section), section.text) == ("Vision", "Leg hver dag")
    assert client.post(url("remove_section", section.pk), {"csrf": "x"}).status_code == 302
    assert not TermsSection.objects.exists()


def test_a_step_is_written_in_words_and_kept_when_it_is_saved_as_it_stands(client):
    terms = make_terms()
    client.post(
        url("new_step", terms.pk),
        {
            "text": "Dialogmøde",
            "kind": "involvement",
            "when": "ultimo december 2027",
            "body_name": "Elevrådene",
        },
    )
    step = Step.objects.get()
    assert (step.when.iso(), step.body_name, step.kind) == (("2027-12", None), "Elevrådene", "involvement")
    step.when = FuzzyDate(D(2027, 10, 1), D(2027, 11, 30), Precision.MONTH, "Oktober/november", True)
    step.save()
    sent = {
        "text": "Dialogmøder",
        "kind": "involvement",
        "when": "Oktober/november",
        "seen_version": step.version,
    }
    assert client.post(url("edit_step", step.pk), sent).status_code == 302
    step.refresh_from_db()
    assert (step.text, step.when_earliest, step.when_words) == (
        "Dialogmøder",
        D(2027, 10, 1),
        "Oktober/november",
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"when": "når vi kan"}, "kan ikke læses som en dato"),
        ({"when": "maj 2027", "until": "marts 2027"}, "før det begynder"),
        ({"until": "marts 2027"}, "en slutning og ingen begyndelse"),
        ({"when": "maj 2027", "text": "Barnet 010107-4321 er med"}, "010107-****"),
    ],
)
def test_a_step_that_cannot_be_is_answered_with_a_sentence_and_every_word_is_kept(client, typed, said):
    terms = make_terms()
    sent = {"text": "Mit trin", "kind": "milestone"} | typed
    answer = client.post(url("new_step", terms.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert sent["text"] in page
    assert not Step.objects.exists()


def test_a_step_is_moved_with_its_form_marked_as_done_and_taken_up_again(client):
    terms = make_terms()
    first, second = make_step(terms, "Et"), make_step(terms, "To")
    sent = {"text": "Et", "kind": "milestone", "after": second.pk, "seen_version": first.version}
    client.post(url("edit_step", first.pk), sent)
    assert [each.text for each in Step.objects.all()] == ["To", "Et"]
    client.post(url("finish_step", first.pk), {"on": "2026-01-15"})
    first.refresh_from_db()
    assert first.done_on == D(2026, 1, 15)
    client.post(url("take_up_step", first.pk))
    first.refresh_from_db()
    assert first.done_on is None
    assert client.post(url("remove_step", first.pk), {"csrf": "x"}).status_code == 302
    assert Step.objects.get() == second


def test_once_adopted_each_form_asks_why_and_the_reason_stands_on_the_page(client):
    terms = make_terms()
    step = make_step(terms, "Borgermøde", "marts 2027")
    adopt(terms)
    sent = {"text": "Borgermøde", "kind": "milestone", "when": "maj 2027", "seen_version": step.version}
    answer = client.post(url("edit_step", step.pk), sent)
    assert answer.status_code == 422
    assert "ændres kun med en begrundelse" in answer.content.decode()
    client.post(url("edit_step", step.pk), sent | {"amendment": "Salen var optaget i marts."})
    assert Amendment.objects.get().reason == "Salen var optaget i marts."
    page = client.get(url("terms", terms.pk)).content.decode()
    assert "Salen var optaget i marts." in page
    assert "marts 2027, Borgermøde" in page


def test_a_group_is_set_up_with_its_seats_and_another_is_chosen(client):
    terms = make_terms()
    client.post(
        url("new_body", terms.pk),
        {"new_name": "Referencegruppen", "role": "reference", "seats": "En skoleleder\nEn forælder"},
    )
    row = TermsBody.objects.get()
    assert row.body.seats.count() == 2
    youth = Body.objects.create(name="Ungerådet", kind="youth_council")
    client.post(url("new_body", terms.pk), {"body": youth.pk, "role": "other"})
    client.post(url("edit_body", row.pk), {"role": "working", "acts": "on", "seats": "En til"})
    row.refresh_from_db()
    assert (row.role, row.acts, row.body.seats.count()) == ("working", True, 3)
    client.post(url("leave_out_body", row.pk), {"csrf": "x"})
    assert [str(each) for each in TermsBody.objects.all()] == ["Ungerådet"]
    assert Body.objects.filter(name="Referencegruppen").exists()


def test_the_policy_to_be_is_said_to_replace_one_that_nobody_has_brought(client):
    terms = make_terms()
    client.post(url("relate", terms.pk), {"kind": "replaces", "name": "Legepladsplan 2015"})
    relation = PolicyRelation.objects.get()
    assert (relation.policy, relation.kind, relation.other.is_stub) == (terms.policy, "replaces", True)
    assert "Legepladsplan 2015" in client.get(url("terms", terms.pk)).content.decode()


def test_an_adoption_is_recorded_from_the_decision_in_the_matter_or_with_its_evidence(client, council):
    matter = Matter.objects.create(title="Kommissorium til godkendelse")
    decision = record_decision(
        matter, by=SYSTEM, body=council, date=D(2026, 3, 3), result="approved", minutes_reference="Punkt 4"
    )
    first, second = make_terms(matter=matter), make_terms("Et andet")
    client.post(url("record_adoption", first.pk), {"decision": decision.pk})
    first.refresh_from_db()
    assert (first.decision, first.adopted_on) == (decision, D(2026, 3, 3))
    answer = client.post(url("record_adoption", second.pk), {"adopted_body": "Direktionen"})
    assert answer.status_code == 422
    client.post(
        url("record_adoption", second.pk),
        {"adopted_body": "Direktionen", "adopted_on": "december 2018", "evidence": "Referat"},
    )
    second.refresh_from_db()
    assert (second.state, second.adopted_words) == ("adopted", "december 2018")
    assert "Se kommissoriet" in client.get(reverse("matters:matter", args=[matter.pk])).content.decode()


def test_terms_are_closed_with_a_word_and_taken_up_again(client):
    terms = make_terms()
    make_step(terms, when="marts 2020")
    client.post(url("close", terms.pk), {"reason": "Politikken er vedtaget."})
    page = client.get(url("terms", terms.pk)).content.decode()
    assert "Politikken er vedtaget." in page
    assert url("new_step", terms.pk) not in page
    client.post(url("take_up", terms.pk))
    assert TermsOfReference.objects.get().state == "draft"


def test_an_external_project_is_written_and_changed(client):
    client.post(
        url("new_project"),
        {"title": "Flere på banen", "partner": "Kystlandsfonden", "grant_words": "1,2 mio. kr."},
    )
    project = ExternalProject.objects.get()
    assert project.grant_amount == 1_200_000
    sent = {
        "title": "Flere på banen",
        "partner": "Kystlandsfonden",
        "begins": "2. halvår 2027",
        "seen_version": project.version,
    }
    assert client.post(url("edit_project", project.pk), sent).status_code == 302
    project.refresh_from_db()
    assert project.begins.danish() == "2. halvår 2027"
    assert "Kystlandsfonden" in client.get(url("project", project.pk)).content.decode()


def test_the_policys_page_and_the_list_lead_to_what_ordered_it(client):
    terms = make_terms()
    page = client.get(reverse("policies:policy", args=[terms.policy_id])).content.decode()
    assert "Bestilt af" in page
    assert url("terms", terms.pk) in page
    assert url("list") in client.get(reverse("policies:list")).content.decode()


def test_a_reader_sees_everything_and_no_button_that_is_not_the_readers(reader, signed_in):
    terms = make_terms()
    make_step(terms, when="marts 2020")
    page = signed_in(reader).get(url("terms", terms.pk)).content.decode()
    for name in ("edit_facts", "new_step", "new_section", "new_body", "record_adoption", "close", "relate"):
        assert url(name, terms.pk) not in page
    assert "Meld udført" not in page


def test_empty_pages_say_what_belongs_there(client):
    assert "En politik begynder med en bestilling" in client.get(url("list")).content.decode()
    assert "En partner udefra" in client.get(url("projects")).content.decode()


def test_every_page_answers(client):
    terms = make_terms()
    section = actions.write_section(terms, by=SYSTEM, key="vision", text="Leg")
    group = actions.set_body(terms, by=SYSTEM, role="project", new_name="Gruppen")
    step, project = make_step(terms, when="marts 2027"), make_project()
    for name, keys in [
        ("list", []), ("new_terms", []), ("projects", []), ("new_project", []), ("project", [project.pk]),
        ("edit_project", [project.pk]), ("edit_section", [section.pk]), ("remove_section", [section.pk]),
        ("edit_body", [group.pk]), ("leave_out_body", [group.pk]), ("edit_step", [step.pk]), ("finish_step", [step.pk]),
        ("remove_step", [step.pk]),
        *((name, [terms.pk]) for name in "terms edit_facts new_section new_body new_step relate record_adoption close".split()),
    ]:  # fmt: skip
        assert client.get(url(name, *keys)).status_code == 200, name


@pytest.mark.parametrize("name", ["list", "projects", "new_project"])
def test_the_pages_of_terms_and_projects_stand_under_policies_in_the_main_menu(name, client):
    menu = client.get(url(name)).context["menu"]
    assert [entry["url"] for entry in menu if entry["active"]] == [reverse("policies:list")]

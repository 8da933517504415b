"""Agreements: what is written once serves them; both sides sign, and then the words stand."""

from __future__ import annotations

import datetime
import io
import itertools
import zipfile

import pypdfium2
import pytest
from django.urls import reverse

from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.core.tenancy import current
from roedtraad.plans import actions
from roedtraad.plans.agreement_text import document_of
from roedtraad.plans.enums import AGREEMENT_TRANSITIONS, AgreementState
from roedtraad.plans.models import Agreement, Goal
from roedtraad.plans.tests.houses import make_houses
from roedtraad.plans.tests.test_rules import codes

YEAR = {"starts": datetime.date(2027, 1, 1), "ends": datetime.date(2027, 12, 31)}


@pytest.fixture
def houses(fjordby):
    return make_houses(fjordby)


@pytest.fixture
def agreement(houses):
    houses.approved()
    return actions.make_agreement(
        houses.school,
        by=houses.leader,
        plan=houses.plan,
        dialogue="Skolen får en ekstra kontaktlærer.",
        **YEAR,
    )


def text_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def test_an_agreement_takes_in_the_approved_goals_as_they_are_written(houses, agreement):
    houses.write(title="Kun et udkast")
    assert [row.goal.title for row in agreement.taken_in.all()] == [
        "Alle i 8. klasse har en voksen, de taler med hver uge"
    ]
    told = document_of(agreement).to_json()
    assert "Kontaktlærerne taler med hver elev en gang om ugen." in told
    assert "Kun et udkast" not in told


def test_a_goal_that_is_not_approved_is_not_taken_in(houses, agreement):
    draft = houses.write()
    with pytest.raises(Refused) as refused:
        actions.edit_agreement(agreement, by=houses.leader, dialogue="", goals=[draft], **YEAR)
    assert codes(refused) == ["not-an-approved-goal"]


def test_both_sides_sign_and_then_the_words_stand_whatever_is_written_later(houses, agreement, coordinator):
    actions.sign_agreement(agreement, by=houses.leader)
    actions.sign_agreement(agreement, by=houses.manager)
    assert agreement.state == AgreementState.SIGNED
    assert [(each.side, each.position.title, each.name) for each in agreement.signatures.all()] == [
        ("manager", "Skolechef", "Torben Lindegaard"),
        ("unit", "Skoleleder", "Rune Aldershvile"),
    ]
    before = document_of(agreement)
    Goal.objects.of_units().update(title="Noget helt andet")
    assert document_of(Agreement.objects.get(pk=agreement.pk)) == before
    with pytest.raises(Refused) as refused:
        actions.edit_agreement(agreement, by=houses.leader, dialogue="Mere", goals=[], **YEAR)
    assert codes(refused) == ["signed-by-both"]


def test_what_one_side_has_signed_is_written_on_when_the_signature_is_taken_back(houses, agreement):
    actions.sign_agreement(agreement, by=houses.manager)
    goals = [row.goal for row in agreement.taken_in.all()]
    with pytest.raises(Refused) as refused:
        actions.edit_agreement(agreement, by=houses.leader, dialogue="Mere", goals=goals, **YEAR)
    assert codes(refused) == ["signed-by-one"]
    with pytest.raises(Refused) as refused:
        actions.take_back_signature(agreement, by=houses.leader)
    assert str(refused.value.reasons[0].way_out) == "Bed Torben Lindegaard om at tage den tilbage."
    actions.take_back_signature(agreement, by=houses.manager)
    actions.edit_agreement(agreement, by=houses.leader, dialogue="Mere", goals=goals, **YEAR)
    assert agreement.dialogue == "Mere"


def test_a_side_signs_once_and_nobody_signs_for_a_side_that_is_not_theirs(houses, agreement, coordinator):
    actions.sign_agreement(agreement, by=houses.leader)
    with pytest.raises(Refused) as refused:
        actions.sign_agreement(agreement, by=houses.leader)
    assert codes(refused) == ["side-has-signed"]
    with pytest.raises(NotPermitted):
        actions.sign_agreement(agreement, by=coordinator)


def test_one_person_does_not_sign_for_both_sides(houses, agreement):
    houses.school.positions.get().holdings.update(person=houses.centre.positions.get().holdings.get().person)
    houses.manager.__dict__.pop("_standing", None)
    actions.sign_agreement(agreement, by=houses.manager)
    with pytest.raises(Refused) as refused:
        actions.sign_agreement(agreement, by=houses.manager)
    assert codes(refused) == ["same-person"]


def test_an_agreement_without_goals_or_with_one_no_longer_approved_is_not_signed(houses, agreement):
    goal = agreement.taken_in.get().goal
    actions.return_unit_goal(goal, by=houses.manager, text="Skriv om.")
    with pytest.raises(Refused) as refused:
        actions.sign_agreement(agreement, by=houses.leader)
    assert codes(refused) == ["goal-not-approved"]
    actions.edit_agreement(agreement, by=houses.leader, dialogue="", goals=[], **YEAR)
    with pytest.raises(Refused) as refused:
        actions.sign_agreement(agreement, by=houses.leader)
    assert codes(refused) == ["nothing-taken-in"]


def test_a_unit_has_one_agreement_at_a_time(houses, agreement):
    with pytest.raises(Refused) as refused:
        actions.make_agreement(
            houses.school,
            by=houses.leader,
            plan=houses.plan,
            starts=datetime.date(2027, 12, 31),
            ends=datetime.date(2028, 12, 31),
        )
    assert str(refused.value.reasons[0].sentence) == "Vestervang Skole har allerede en for 2027."


@pytest.mark.parametrize(("now", "to"), list(itertools.product(AgreementState, AgreementState)))
def test_an_agreement_moves_only_as_its_table_says(houses, agreement, now, to):
    if now != AgreementState.DRAFT:
        actions.sign_agreement(agreement, by=houses.leader)
    if now == AgreementState.SIGNED:
        actions.sign_agreement(agreement, by=houses.manager)
    verbs = {
        AgreementState.DRAFT: lambda: actions.take_back_signature(agreement, by=houses.leader),
        AgreementState.OFFERED: lambda: actions.sign_agreement(agreement, by=houses.leader),
        AgreementState.SIGNED: lambda: actions.sign_agreement(agreement, by=houses.manager),
    }
    if to in AGREEMENT_TRANSITIONS[now]:
        assert verbs[to]().state == to
    elif (now, to) == (AgreementState.DRAFT, AgreementState.SIGNED):
        assert verbs[to]().state == AgreementState.OFFERED  # the first signature never is the second
    else:
        with pytest.raises(Refused):
            verbs[to]()


def test_the_municipality_calls_it_by_its_own_word(houses, agreement, coordinator, signed_in):
    actions.set_up(current(), by=coordinator, agreement_word="virksomhedsplan")
    assert document_of(agreement).title == "Virksomhedsplan: Vestervang Skole"
    page = signed_in(houses.leader).get(reverse("plans:unit", args=[houses.plan.pk, houses.school.pk]))
    assert "Ny virksomhedsplan" in page.content.decode()


def test_the_agreement_leaves_as_pdf_and_word_with_the_same_words(houses, agreement, signed_in):
    client = signed_in(houses.leader)
    pdf = client.get(reverse("plans:agreement_document", args=[agreement.pk, "pdf"]))
    assert pdf["Content-Disposition"] == 'attachment; filename="aftale-vestervang-skole-2027.pdf"'
    assert "Skolen får en ekstra kontaktlærer." in text_of(pdf.content).replace("\r\n", " ")
    word = client.get(reverse("plans:agreement_document", args=[agreement.pk, "docx"])).content
    xml = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    assert "Skolen får en ekstra kontaktlærer." in xml
    assert client.get(reverse("plans:agreement_document", args=[agreement.pk, "exe"])).status_code == 404


def test_an_agreement_is_made_edited_and_signed_on_its_pages(houses, signed_in):
    goal = houses.approved()
    client = signed_in(houses.leader)
    typed = {"starts": "2027-01-01", "ends": "2027-12-31", "goals": [goal.pk], "dialogue": "Vi talte om tid."}
    made = client.post(reverse("plans:new_agreement", args=[houses.plan.pk, houses.school.pk]), typed)
    agreement = Agreement.objects.get()
    assert made["Location"].endswith(reverse("plans:agreement", args=[agreement.pk]))
    url = reverse("plans:edit_agreement", args=[agreement.pk])
    typed |= {"dialogue": "Vi talte om penge.", "seen_version": agreement.version}
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed | {"dialogue": "For sent"}).status_code == 409
    page = client.get(reverse("plans:agreement", args=[agreement.pk])).content.decode()
    assert "Vi talte om penge." in page
    client.post(reverse("plans:sign_agreement", args=[agreement.pk]))
    signed_in(houses.manager).post(reverse("plans:sign_agreement", args=[agreement.pk]))
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.SIGNED
    assert client.get(reverse("plans:agreement", args=[agreement.pk])).status_code == 200


def test_the_page_of_an_agreement_costs_the_same_for_one_goal_and_for_twenty(
    houses, agreement, signed_in, queries_of
):
    client, url = signed_in(houses.leader), reverse("plans:agreement", args=[agreement.pk])
    few = queries_of(client, url)
    goals = [houses.approved(title=f"Mål {number}") for number in range(20)]
    actions.edit_agreement(agreement, by=houses.leader, dialogue="", goals=goals, **YEAR)
    assert queries_of(client, url) == few <= 15

"""Accepting: one transaction, once, as the person said; and undone until something hangs on it."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from roedtraad.core.reasons import Refused
from roedtraad.intake import actions, lifting
from roedtraad.intake.enums import DocumentState
from roedtraad.intake.landed import landed
from roedtraad.intake.models import Acceptance, Landing
from roedtraad.intake.targets import proposal
from roedtraad.intake.wishes import Wish, first_day, kind_from_words, last_day
from roedtraad.plans import actions as plans
from roedtraad.policies import actions as policies
from roedtraad.policies.enums import EditionState, PassageKind, PolicyKind, RelationKind
from roedtraad.policies.models import Edition, Passage, PassageText, Policy
from roedtraad.policies.queries import latest_texts

D = datetime.date


@pytest.fixture
def client(coordinator, signed_in):
    return signed_in(coordinator)


def accept_form(client, document, **changes):
    given = {"target": "policy", "policy": "", "title": "Leg hele livet", "kind": "policy", "plan_title": ""}
    return client.post(reverse("intake:accept", args=[document.pk]), given | changes)


def test_a_document_lands_as_the_person_said_on_the_form(client, document):
    response = accept_form(
        client,
        document,
        adopted="on",
        adopted_body="Byrådet",
        adopted_on="18. juni 2024",
        valid_from="1-8-2024",
        valid_to="31. december 2028",
        evidence="Referat, punkt 3",
    )
    assert response.status_code == 302
    edition = Edition.objects.get()
    assert edition.state == EditionState.ADOPTED
    assert (edition.adopted_on, edition.valid_from, edition.valid_to) == (
        D(2024, 6, 18),
        D(2024, 8, 1),
        D(2028, 12, 31),
    )
    assert edition.revisions.get().frozen_at
    page = client.get(reverse("intake:review", args=[document.pk])).content.decode()
    assert reverse("policies:edition", args=[edition.pk]) in page


def test_an_edition_of_which_nobody_knows_the_adoption_stays_a_draft(client, document):
    accept_form(client, document)
    assert Edition.objects.get().state == EditionState.DRAFT


def test_a_form_that_is_wrong_says_what_and_keeps_every_word(client, document):
    response = accept_form(
        client,
        document,
        adopted="on",
        adopted_body="Byrådet",
        adopted_on="i fjor",
        valid_from="",
        evidence="Mine ord",
    )
    shown = response.content.decode()
    assert response.status_code == 200
    assert "i fjor" in shown
    assert "Mine ord" in shown
    assert document.acceptances.count() == 0


def test_a_refusal_of_the_policies_leaves_nothing_half_landed(client, document):
    response = accept_form(
        client,
        document,
        kind="child_policy",
        adopted="on",
        adopted_body="Teknik- og Miljøudvalget",
        adopted_on="18-6-2024",
        valid_from="1-8-2024",
    )
    assert "Teknik- og Miljøudvalget" in response.content.decode()
    assert not Policy.objects.exists()
    assert not Edition.objects.exists()
    assert not Landing.objects.exists()
    document.refresh_from_db()
    assert document.state == DocumentState.READ


def test_the_edition_reads_as_the_document_does(document, coordinator):
    actions.accept(document, by=coordinator)
    edition = Edition.objects.get()
    read = [text.heading or text.raw or text.text for text in latest_texts(edition)]
    places = [document_text(document).find(words) for words in read]
    assert -1 not in places
    assert places == sorted(places)
    assert edition.title == "Leg hele livet"
    assert edition.subtitle == "Politik for leg i Fjordby Kommune"


def document_text(document) -> str:
    return "\n".join(block["text"] for block in document.blocks)


def test_what_was_dropped_is_running_text_and_what_was_corrected_stands_corrected(document, coordinator):
    first, second, _third = document.elements.filter(type="commitment")
    actions.edit_element(first, by=coordinator, state="dropped")
    actions.edit_element(
        second, by=coordinator, text="Det vil Fjordby Kommune: Bygge to legepladser i hver bydel"
    )
    theme = document.elements.filter(type="theme").first()
    actions.add_element(
        document, by=coordinator, type="commitment", text="Male asfalten i alle farver", parent_key=theme.key
    )
    actions.accept(document, by=coordinator)
    texts = PassageText.objects.filter(passage__kind=PassageKind.COMMITMENT).order_by("order")
    assert [each.raw or each.text for each in texts][:2] == [
        "Bygge to legepladser i hver bydel",
        "Male asfalten i alle farver",
    ]
    running = PassageText.objects.get(text__contains=first.attributes["raw"])
    assert running.passage.kind == PassageKind.PARAGRAPH


def test_relations_go_to_policies_that_stand_here_and_make_stubs_of_the_others(
    document, coordinator, fjordby
):
    stands = policies.create_policy(fjordby, by=coordinator, title="Bevægelsespolitik")
    relation = document.elements.filter(type="relation").first()
    actions.edit_element(relation, by=coordinator, attributes={"relation": "builds_on"})
    actions.accept(document, by=coordinator)
    policy = Edition.objects.get().policy
    assert policy.relations.get(kind=RelationKind.BUILDS_ON).other == stands
    assert policy.relations.get(kind=RelationKind.REPLACES).other.is_stub


def test_a_stub_is_found_by_its_name_when_its_document_arrives(document, coordinator):
    stub, _made = policies.find_or_make_stub("Politik for leg hele livet", by=coordinator)
    actions.accept(document, by=coordinator)
    assert Edition.objects.get().policy == stub
    stub.refresh_from_db()
    assert not stub.is_stub


def test_a_second_document_of_a_policy_is_a_new_edition_in_which_unchanged_sentences_stay_the_same(
    document, bring, coordinator
):
    from .conftest import POLICY

    actions.accept(document, by=coordinator)
    later = bring(
        coordinator,
        "leg-2028.md",
        POLICY.replace("2024-2028", "2028-2032").replace("Åbne alle skolegårde", "Lukke ingen skolegårde"),
    )
    actions.accept(later, by=coordinator)
    first, second = Edition.objects.order_by("number")
    assert second.policy == first.policy
    before = {text.raw: text.passage_id for text in latest_texts(first) if text.raw}
    after = {text.raw: text.passage_id for text in latest_texts(second) if text.raw}
    same = before.keys() & after.keys()
    assert len(same) == 2
    assert all(before[words] == after[words] for words in same)
    actions.undo(later, by=coordinator)
    assert {text.raw: text.passage_id for text in latest_texts(first) if text.raw} == before


def test_undoing_is_refused_while_a_goal_hangs_on_a_sentence_and_the_refusal_names_it(
    document, coordinator, client
):
    actions.accept(document, by=coordinator)
    edition = Edition.objects.get()
    plan = plans.create_plan(edition.policy, by=coordinator, title="Legeplan")
    plans.write_goal(
        plan,
        by=coordinator,
        title="Flere leger ude",
        passage=Passage.objects.filter(kind="commitment").first(),
    )
    with pytest.raises(Refused) as refused:
        actions.undo(document, by=coordinator)
    assert {reason.code for reason in refused.value.reasons} == {"hangs-on-it"}
    assert refused.value.reasons[0].url
    page = client.get(reverse("intake:review", args=[document.pk])).content.decode()
    assert str(refused.value.reasons[0].sentence) in page
    assert Edition.objects.filter(pk=edition.pk).exists()


def test_undoing_is_refused_when_somebody_has_worked_on_what_came_of_it(document, coordinator):
    wish = proposal(document)
    wish.adopted = False  # a draft: what is adopted, nobody rewrites
    actions.accept(document, by=coordinator, wish=wish)
    text = PassageText.objects.filter(passage__kind="commitment").first()
    policies.rewrite_passage(text, by=coordinator, text="Skrevet om af en, der tænkte sig om")
    with pytest.raises(Refused) as refused:
        actions.undo(document, by=coordinator)
    assert {reason.code for reason in refused.value.reasons} == {"worked-on"}


def test_a_stub_that_another_document_names_too_stays_when_one_is_undone(document, bring, coordinator):
    other = bring(
        coordinator,
        "tid.md",
        "# Tid til børn\n\nPolitik for Fjordby Kommune\n\n## Formål\n\nPolitikken bygger på Bevægelsespolitikken.\n",
    )
    actions.accept(document, by=coordinator)
    actions.accept(other, by=coordinator)
    actions.undo(document, by=coordinator)
    names = set(Policy.objects.values_list("title", flat=True))
    assert "Bevægelsespolitikken" in names
    assert "Legepladsstrategien" not in names
    assert "Leg hele livet" not in names


def test_what_the_new_edition_ended_stands_again_when_the_acceptance_is_undone(
    document, coordinator, fjordby
):
    old = policies.create_policy(fjordby, by=coordinator, title="Legepladsstrategien")
    edition = policies.create_edition(old, by=coordinator, valid_from=D(2020, 1, 1))
    policies.write_passage(edition, by=coordinator, kind=PassageKind.COMMITMENT, text="Vi bygger")
    policies.record_adoption(
        edition, by=coordinator, adopted_on=D(2019, 12, 1), adopted_body="Byrådet", evidence="Referat"
    )
    wish = proposal(document)
    wish.adopted, wish.adopted_body, wish.adopted_on, wish.valid_from = (
        True,
        "Byrådet",
        "2024-06-18",
        "2024-08-01",
    )
    actions.accept(document, by=coordinator, wish=wish)
    edition.refresh_from_db()
    assert edition.repealed_on == D(2024, 8, 1)
    actions.undo(document, by=coordinator)
    edition.refresh_from_db()
    assert (edition.state, edition.repealed_on, edition.replaced_by) == (EditionState.ADOPTED, None, None)


def test_what_has_got_no_place_is_listed_with_why(document, coordinator):
    actions.add_element(document, by=coordinator, type="action", text="Male asfalten")
    actions.accept(document, by=coordinator)
    page = landed(document)
    assert page.missing == 1
    ((_kind, why, rows),) = page.not_placed
    assert str(why)
    assert [each.text for each in rows] == ["Male asfalten"]


def test_after_undoing_the_document_can_be_accepted_again(document, coordinator):
    first = actions.accept(document, by=coordinator)
    actions.undo(document, by=coordinator)
    again = actions.accept(document, by=coordinator)
    assert again != first
    assert Acceptance.objects.filter(undone_at__isnull=True).get() == again
    assert Edition.objects.count() == 1
    actions.undo(document, by=coordinator)
    with pytest.raises(Refused):
        actions.undo(document, by=coordinator)


def test_what_hangs_is_found_from_the_models_themselves(document, coordinator):
    acceptance = actions.accept(document, by=coordinator)
    assert lifting.why_not_undo(acceptance) == []


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Sammenhængende børne- og ungepolitik", PolicyKind.CHILD_POLICY),
        ("Fjordby Kommunes Børne- og Ungepolitik", PolicyKind.CHILD_POLICY),
        ("Beredskab mod overgreb", PolicyKind.CONTINGENCY),
        ("Politik for leg", PolicyKind.POLICY),
    ],
)
def test_the_statutory_policy_is_known_by_the_words_of_its_title(title, kind):
    assert kind_from_words(title, "policy") == kind


def test_a_period_printed_in_years_begins_and_ends_with_them():
    assert (first_day("2024"), last_day("2028")) == (D(2024, 1, 1), D(2028, 12, 31))
    assert (first_day("2024-02"), last_day("2024-02")) == (D(2024, 2, 1), D(2024, 2, 29))
    assert first_day(None) is None


def test_a_plan_must_say_which_policy_it_puts_into_practice(document, coordinator):
    with pytest.raises(Refused) as refused:
        actions.accept(document, by=coordinator, wish=Wish(target="plan", plan_title="Plan"))
    assert {reason.code for reason in refused.value.reasons} == {"no-policy"}

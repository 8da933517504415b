"""Reviewing: each element beside its place, corrected by one or by two people, and no word lost."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from conftest import make_user
from roedtraad.core.reasons import Refused
from roedtraad.intake import actions, queries
from roedtraad.intake.enums import DOUBT, ElementState
from roedtraad.intake.models import Element
from roedtraad.intake.why import RULE_WORDS
from roedtraad.organisation.enums import Function
from roedtraad.reading.rules import RULES


@pytest.fixture
def client(coordinator, signed_in):
    return signed_in(coordinator)


@pytest.fixture
def commitment(document) -> Element:
    return document.elements.filter(type="commitment").first()


def page(client, document, key="") -> str:
    return client.get(
        reverse("intake:review", args=[document.pk]), {"element": key} if key else {}
    ).content.decode()


def save(client, element, **changes):
    given = {
        "type": element.type,
        "text": element.text,
        "parent_key": element.parent_key,
        "seen_version": element.version,
    }
    return client.post(
        reverse("intake:element", args=[element.document_id, element.key]), given | changes, follow=True
    )


def test_every_rule_of_the_reading_is_explained_in_the_review():
    assert {name: str(words) for name, words in RULE_WORDS.items()}.keys() == RULES.keys()


def test_an_element_is_shown_beside_its_place_in_the_source(client, document, commitment):
    shown = page(client, document, commitment.key)
    marked = re.findall(r'<mark class="here[^"]*">(.*?)</mark>', shown, re.DOTALL)
    assert marked == [commitment.attributes["raw"]]
    assert shown.count('aria-current="true"') == 1


def test_the_headline_counts_the_doubts_and_the_first_of_them_is_open(client, document):
    unsure = document.elements.filter(type="relation").last()
    Element.objects.filter(pk=unsure.pk).update(confidence=DOUBT - 0.1)
    review = queries.review(document)
    assert review.doubts == 1
    assert review.current.element.pk == unsure.pk
    save(client, Element.objects.get(pk=unsure.pk), do="see")
    assert queries.review(document).doubts == 0


def test_the_headline_asks_until_everything_is_seen_and_then_says_so(client, document):
    page = reverse("intake:review", args=[document.pk])
    assert '<h1 class="rt-flush">Vi er ikke i tvivl. Er du enig?</h1>' in client.get(page).content.decode()
    client.post(reverse("intake:see_all", args=[document.pk]))
    assert '<h1 class="rt-flush">Alt er set. Nu kan det godkendes.</h1>' in client.get(page).content.decode()


def test_approving_marks_it_as_seen_and_leads_to_the_next(client, document):
    first = document.elements.first()
    response = save(client, first, do="see")
    first.refresh_from_db()
    assert first.state == ElementState.SEEN
    following = document.elements.filter(state=ElementState.UNSEEN).first()
    assert f"element={following.key}" in response.redirect_chain[-1][0]


def test_a_person_corrects_type_text_parent_and_attributes(client, document):
    relation = document.elements.filter(type="relation").first()
    save(client, relation, text="Bevægelsespolitik", a_relation="builds_on")
    relation.refresh_from_db()
    assert (relation.text, relation.attributes["relation"]) == ("Bevægelsespolitik", "builds_on")
    assert relation.original["text"] != relation.text
    theme = document.elements.filter(type="theme").last()
    commitment = document.elements.filter(type="commitment").first()
    save(client, commitment, type="goal", parent_key=theme.key)
    commitment.refresh_from_db()
    assert (commitment.type, commitment.parent_key) == ("goal", theme.key)


def test_an_element_that_was_dropped_stays_to_be_taken_back(client, document, commitment):
    save(client, commitment, do="drop")
    commitment.refresh_from_db()
    assert commitment.state == ElementState.DROPPED
    save(client, commitment, do="keep")
    commitment.refresh_from_db()
    assert commitment.state == ElementState.UNSEEN


def test_what_was_not_found_is_added_after_the_open_element(client, document, commitment):
    client.post(
        reverse("intake:add", args=[document.pk]),
        {
            "after": commitment.key,
            "new-type": "commitment",
            "new-text": "Male asfalten",
            "new-parent_key": commitment.parent_key,
        },
    )
    added = document.elements.get(added=True)
    keys = [row.element.key for row in queries.review(document).rows]
    assert keys.index(added.key) == keys.index(commitment.key) + 1
    assert added.state == ElementState.SEEN


def test_the_last_change_is_undone_and_then_the_one_before(client, document, commitment):
    words = commitment.text
    save(client, commitment, text="Første rettelse")
    commitment.refresh_from_db()
    save(client, commitment, text="Anden rettelse")
    undo = reverse("intake:undo_change", args=[document.pk])
    client.post(undo)
    commitment.refresh_from_db()
    assert commitment.text == "Første rettelse"
    client.post(undo)
    commitment.refresh_from_db()
    assert commitment.text == words
    client.post(undo)  # nothing left, and nothing happens
    commitment.refresh_from_db()
    assert commitment.text == words


def test_when_two_correct_the_same_element_the_second_is_told_and_loses_no_word(
    client, document, commitment, fjordby, signed_in
):
    colleague = signed_in(make_user(fjordby, "Bo Engvang", "Konsulent i børnestaben", Function.COORDINATOR))
    both_saw = commitment.version
    save(colleague, commitment, text="Bos ord")
    response = save(client, commitment, text="Signes ord", seen_version=both_saw)
    shown = response.content.decode()
    commitment.refresh_from_db()
    assert commitment.text == "Bos ord"
    assert "Bo Engvang" in shown
    assert "Bos ord" in shown
    assert "Signes ord</textarea>" in shown
    save(client, commitment, text="Signes ord")  # with the version now shown it is saved
    commitment.refresh_from_db()
    assert commitment.text == "Signes ord"


def test_ones_own_autosave_is_not_somebody_elses_change(client, commitment):
    seen = commitment.version
    save(client, commitment, text="Halvt", seen_version=seen)
    save(client, commitment, text="Helt", seen_version=seen, do="see")
    commitment.refresh_from_db()
    assert (commitment.text, commitment.state) == ("Helt", ElementState.SEEN)


def test_a_cpr_number_typed_in_the_review_is_stopped_and_the_words_stay(client, commitment):
    response = save(client, commitment, text="Spørg\n010112-1238")
    shown = response.content.decode()
    commitment.refresh_from_db()
    assert "1238" not in commitment.text
    assert "010112-****" in shown
    assert "010112-1238</textarea>" in shown


def test_an_element_cannot_stand_under_itself(document, commitment, coordinator):
    theme = document.elements.get(key=commitment.parent_key)
    with pytest.raises(Refused):
        actions.edit_element(theme, by=coordinator, parent_key=commitment.key)
    with pytest.raises(Refused):
        actions.edit_element(commitment, by=coordinator, parent_key="findes ikke")


def test_the_sure_ones_are_marked_as_seen_at_once_and_the_doubts_are_left(client, document):
    unsure = document.elements.first()
    Element.objects.filter(pk=unsure.pk).update(confidence=0.5)
    client.post(reverse("intake:see_all", args=[document.pk]))
    assert list(document.elements.filter(state=ElementState.UNSEEN).values_list("pk", flat=True)) == [
        unsure.pk
    ]


def test_an_accepted_document_is_not_corrected(document, commitment, coordinator):
    actions.accept(document, by=coordinator)
    commitment.refresh_from_db()
    with pytest.raises(Refused):
        actions.edit_element(commitment, by=coordinator, text="For sent")


def test_the_review_costs_the_same_for_10_elements_and_400(client, document, queries_of):
    url = reverse("intake:review", args=[document.pk])
    few = queries_of(client, url)
    Element.objects.bulk_create(
        Element(
            document=document,
            key=f"x{n}",
            order=100 + n,
            type="commitment",
            text=f"Løfte nummer {n}",
            block=3,
            until=3,
        )
        for n in range(400)
    )
    assert queries_of(client, url) == few <= 15
    page = queries.review(document)
    assert (page.stretch.start, page.stretch.end, len(page.rows)) == (1, 50, 51)
    beyond = queries.review(document, chosen=page.stretch.next_key)
    assert (beyond.stretch.start, beyond.stretch.previous_key) == (51, page.rows[0].element.key)
    assert [row.element.key for row in beyond.rows[:2]] == [row.element.key for row in page.rows[-2:]]
    assert "51–100 af " in client.get(url, {"element": page.stretch.next_key}).content.decode()

"""Steps of a review: divided, joined, many at once, saved while one types, and all of it taken back one by one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from conftest import make_user
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import Refused
from roedtraad.intake import actions, queries
from roedtraad.intake.enums import ElementState
from roedtraad.intake.models import Element, Step
from roedtraad.organisation.enums import Function


@pytest.fixture
def client(coordinator, signed_in):
    return signed_in(coordinator)


@pytest.fixture
def colleague(fjordby):
    return make_user(fjordby, "Bo Engvang", "Konsulent i børnestaben", Function.COORDINATOR)


@pytest.fixture
def commitment(document) -> Element:
    return document.elements.filter(type="commitment").first()


def as_it_stands(document):
    return list(
        document.elements.order_by("order", "pk").values_list("key", "type", "text", "parent_key", "state")
    )


def typing(client, element, text, seen=None):
    return client.post(
        reverse("intake:element", args=[element.document_id, element.key]),
        {"type": element.type, "text": text, "parent_key": element.parent_key, "do": "typing",
         "seen_version": seen or element.version},
    )  # fmt: skip


def test_every_kind_of_step_is_on_record_and_taken_back_until_all_stands_as_it_was_read(
    document, commitment, coordinator
):
    before = as_it_stands(document)
    actions.edit_element(commitment, by=coordinator, type="goal")
    actions.split_element(commitment, by=coordinator, at=commitment.text.index("alle skolegårde"))
    actions.see_the_sure(document, by=coordinator)
    keys = list(document.elements.filter(type="theme").values_list("key", flat=True))
    actions.edit_elements(document, by=coordinator, keys=keys, type="focus_area")
    actions.join_elements(document.elements.filter(type="commitment").first(), by=coordinator)
    actions.add_element(document, by=coordinator, type="goal", text="Flere børn leger")
    actions.edit_elements(document, by=coordinator, keys=keys, state=ElementState.DROPPED)
    assert as_it_stands(document) != before
    for _step in range(7):
        assert actions.undo_last_change(document, by=coordinator) is not None
    assert as_it_stands(document) == before
    assert actions.undo_last_change(document, by=coordinator) is None
    done = set(ActionLog.objects.values_list("verb", flat=True))
    assert {
        "intake.edit_element", "intake.split_element", "intake.see_the_sure", "intake.edit_elements",
        "intake.join_elements", "intake.add_element", "intake.undo_change",
    } <= done  # fmt: skip


def test_marking_the_sure_ones_is_one_step_to_take_back(client, document):
    client.post(reverse("intake:see_all", args=[document.pk]))
    assert not document.elements.filter(state=ElementState.UNSEEN).exists()
    page = client.get(reverse("intake:review", args=[document.pk])).content.decode()
    assert "Fortryd at de sikre er set" in page
    client.post(reverse("intake:undo_change", args=[document.pk]))
    assert not document.elements.filter(state=ElementState.SEEN).exists()


def test_an_element_is_divided_where_the_person_says(client, document, commitment):
    at = commitment.text.index("Åbne")
    client.post(reverse("intake:split", args=[document.pk, commitment.key]), {"at": at})
    commitment.refresh_from_db()
    second = document.elements.get(key="added1")
    assert (commitment.text, second.text) == ("Det vil Fjordby Kommune:", "Åbne alle skolegårde om aftenen")
    assert (second.type, second.parent_key, second.block) == (
        "commitment",
        commitment.parent_key,
        commitment.block,
    )
    rows = [row.element.key for row in queries.review(document).rows]
    assert rows.index(second.key) == rows.index(commitment.key) + 1


@pytest.mark.parametrize("at", ["0", "99999", "", "to"])
def test_a_division_with_nothing_on_one_side_is_refused_with_a_sentence(at, client, document, commitment):
    answer = client.post(reverse("intake:split", args=[document.pk, commitment.key]), {"at": at})
    assert "intet på den ene side" in answer.content.decode()
    assert not document.elements.filter(added=True).exists()


def test_two_elements_become_one_and_what_stood_under_the_second_follows(document, coordinator):
    first, second = document.elements.filter(type="theme")
    under = list(document.elements.filter(parent_key=second.key))
    between = document.elements.filter(order__gt=first.order, order__lt=second.order)
    actions.edit_elements(
        document, by=coordinator, keys=[each.key for each in between], state=ElementState.DROPPED
    )
    actions.join_elements(first, by=coordinator)
    first.refresh_from_db()
    assert first.text == "Plads til leg Tid til leg"
    assert document.elements.filter(parent_key=first.key, pk__in=[each.pk for each in under]).count() == len(
        under
    )
    assert document.elements.get(pk=second.pk).state == ElementState.DROPPED


def test_the_last_element_has_none_to_be_joined_with(client, document):
    last = document.elements.order_by("-order").first()
    answer = client.post(reverse("intake:join", args=[document.pk, last.key]))
    assert "intet element efter" in answer.content.decode()


def test_several_are_corrected_at_once_and_what_is_left_open_stays(client, document):
    rows = list(document.elements.filter(type="commitment"))
    parents = {row.parent_key for row in rows}
    client.post(
        reverse("intake:many", args=[document.pk]),
        {"keys": [row.key for row in rows], "many-type": "goal", "many-parent_key": "=", "do": "change"},
    )
    assert document.elements.filter(type="goal").count() == len(rows) == 3
    assert {row.parent_key for row in document.elements.filter(type="goal")} == parents
    client.post(
        reverse("intake:many", args=[document.pk]),
        {"keys": [rows[0].key, rows[1].key], "many-type": "=", "many-parent_key": "-", "do": "change"},
    )
    assert document.elements.filter(type="goal", parent_key="").count() == 2
    client.post(
        reverse("intake:many", args=[document.pk]),
        {"keys": [rows[0].key], "many-type": "action", "many-parent_key": "=", "do": "see"},
    )
    seen = document.elements.get(pk=rows[0].pk)
    assert (seen.type, seen.state) == ("goal", ElementState.SEEN)


def test_nothing_ticked_changes_nothing_and_says_so(client, document):
    before = as_it_stands(document)
    answer = client.post(
        reverse("intake:many", args=[document.pk]), {"many-type": "goal", "many-parent_key": "=", "do": "change"},
        follow=True,
    )  # fmt: skip
    assert "Sæt flueben" in answer.content.decode()
    assert as_it_stands(document) == before


def test_none_of_several_can_be_put_under_itself(document, coordinator):
    theme = document.elements.filter(type="theme").first()
    before = as_it_stands(document)
    with pytest.raises(Refused):
        actions.edit_elements(
            document,
            by=coordinator,
            keys=[each.key for each in document.elements.all()],
            parent_key=theme.key,
        )
    assert as_it_stands(document) == before


def test_words_are_saved_while_one_types_and_taken_back_as_one_step(
    client, document, commitment, coordinator
):
    words, seen = commitment.text, commitment.version
    for text in ("Åbne", "Åbne skole", "Åbne skolegården"):
        answer = typing(client, commitment, text, seen)
        seen = answer.json()["version"]
    commitment.refresh_from_db()
    assert (commitment.text, commitment.version) == ("Åbne skolegården", seen)
    assert Step.objects.count() == 1
    actions.undo_last_change(document, by=coordinator)
    commitment.refresh_from_db()
    assert commitment.text == words


def test_what_is_typed_over_a_colleagues_words_is_not_saved_and_says_who(
    client, document, commitment, colleague
):
    seen = commitment.version
    actions.edit_element(commitment, by=colleague, text="Bos ord")
    answer = typing(client, commitment, "Signes ord", seen)
    assert answer.status_code == 409
    assert "Bo Engvang" in answer.json()["sentence"]
    commitment.refresh_from_db()
    assert commitment.text == "Bos ord"


def test_a_cpr_number_is_not_saved_while_one_types(client, commitment):
    answer = typing(client, commitment, "Spørg 010112-1238")
    assert answer.status_code == 409
    assert "010112-****" in answer.json()["sentence"]
    assert "1238" not in answer.json()["sentence"]
    commitment.refresh_from_db()
    assert "010112" not in commitment.text


def test_each_takes_back_only_what_is_ones_own(document, commitment, coordinator, colleague):
    theme = document.elements.filter(type="theme").first()
    actions.edit_element(commitment, by=coordinator, type="goal")
    actions.edit_element(theme, by=colleague, type="focus_area")
    actions.undo_last_change(document, by=coordinator)
    commitment.refresh_from_db()
    theme.refresh_from_db()
    assert (commitment.type, theme.type) == ("commitment", "focus_area")


def test_what_a_colleague_has_gone_on_from_is_not_taken_back(
    client, document, commitment, coordinator, colleague
):
    actions.edit_element(commitment, by=coordinator, type="goal")
    actions.edit_element(commitment, by=colleague, text="Bos ord")
    answer = client.post(reverse("intake:undo_change", args=[document.pk]), follow=True)
    assert "Bo Engvang har arbejdet videre derfra" in answer.content.decode()
    commitment.refresh_from_db()
    assert (commitment.type, commitment.text) == ("goal", "Bos ord")


def test_an_element_that_somebody_has_hung_something_under_stays_as_no_element(
    document, commitment, coordinator, colleague
):
    made = actions.add_element(document, by=coordinator, type="theme", text="Fri leg")
    actions.edit_element(commitment, by=colleague, parent_key=made.key)
    actions.undo_last_change(document, by=coordinator)
    made.refresh_from_db()
    assert made.state == ElementState.DROPPED


def test_the_other_type_that_is_offered_is_taken_with_one_key(client, document, commitment):
    actions_text = "I 2028 har mindst 9 ud af 10 børn en legeplads tæt på"
    Element.objects.filter(pk=commitment.pk).update(type="goal", text=actions_text)
    commitment.refresh_from_db()
    page = client.get(
        reverse("intake:review", args=[document.pk]), {"element": commitment.key}
    ).content.decode()
    assert "Men den har et tal og et år ligesom et resultatmål." in page
    assert "Det er et resultatmål" in page
    client.post(
        reverse("intake:element", args=[document.pk, commitment.key]),
        {"type": "goal", "text": actions_text, "parent_key": commitment.parent_key, "do": "second", "second": "output_target"},
    )  # fmt: skip
    commitment.refresh_from_db()
    assert (commitment.type, commitment.state) == ("output_target", ElementState.SEEN)


def test_one_steps_from_doubt_to_doubt(document):
    rows = list(document.elements.order_by("order"))
    Element.objects.filter(pk__in=[rows[1].pk, rows[4].pk]).update(confidence=0.5)
    page = queries.review(document, chosen=rows[2].key)
    assert (page.previous_doubt, page.next_doubt) == (rows[1].key, rows[4].key)
    page = queries.review(document, chosen=rows[4].key)
    assert (page.previous_doubt, page.next_doubt) == (rows[1].key, "")


def test_where_the_source_has_lost_something_the_list_says_so(client, document, commitment):
    Element.objects.filter(pk=commitment.pk).update(text="Der er i årene afsat midler til leg")
    page = client.get(reverse("intake:review", args=[document.pk])).content.decode()
    assert "Der er i årene" in page
    assert "mangler i kilden" in page


def test_two_spaces_that_a_person_typed_are_no_hole_in_the_source(document, commitment, coordinator):
    actions.edit_element(commitment, by=coordinator, text="Åbne alle  skolegårde")
    assert commitment.text == "Åbne alle skolegårde"
    Element.objects.filter(pk=commitment.pk).update(text="Der er afsat midler i  til leg")
    actions.edit_element(commitment, by=coordinator, text="Der bliver afsat midler i  til leg")
    assert commitment.text == "Der bliver afsat midler i  til leg"

"""The page of a PDF in the review: the picture, the element's place on it, and who may see it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from roedtraad.core.tenancy import scope
from roedtraad.intake import actions, picture, queries
from roedtraad.intake.enums import ElementState
from roedtraad.intake.models import Element, PageImage


@pytest.fixture
def client(coordinator, signed_in):
    return signed_in(coordinator)


def image(document, page=1, width=800):
    return reverse("intake:page", args=[document.pk, page, width])


def goal(document, words) -> Element:
    return document.elements.get(type="goal", text__startswith=words)


def shown(client, document, **query) -> str:
    return client.get(reverse("intake:review", args=[document.pk]), query).content.decode()


def test_the_page_of_a_pdf_is_a_picture_of_the_width_that_was_asked_for(client, plan_pdf):
    answer = client.get(image(plan_pdf))
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer.headers["Cache-Control"]
    assert Image.open(io.BytesIO(answer.content)).width == 800


def test_a_page_is_drawn_once_and_a_browser_that_has_it_is_not_sent_it_again(client, plan_pdf, monkeypatch):
    first = client.get(image(plan_pdf))
    assert PageImage.objects.count() == 1
    monkeypatch.setattr(picture, "page_image", None)  # drawing once more would fail
    assert client.get(image(plan_pdf)).content == first.content
    again = client.get(image(plan_pdf), headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("page", "width"), [(0, 800), (3, 800), (99999, 800), (1, 801), (1, 200000)])
def test_a_page_or_width_that_is_not_there_is_not_found_and_nothing_is_drawn(page, width, client, plan_pdf):
    assert client.get(image(plan_pdf, page, width)).status_code == 404
    assert not PageImage.objects.exists()


def test_a_document_without_pages_has_no_pictures(client, document):
    assert client.get(image(document)).status_code == 404
    assert queries.review(document).picture is None
    assert "<svg viewBox" not in shown(client, document)


def test_nobody_else_sees_the_picture(plan_pdf, outsider, reader, nordby, signed_in):
    foreign = signed_in(outsider)
    assert foreign.get(image(plan_pdf)).status_code == 404
    with scope(nordby):
        assert foreign.get(image(plan_pdf)).status_code == 404
    assert signed_in(reader).get(image(plan_pdf)).status_code == 403


def test_the_pictures_go_with_the_document_and_after_a_while(client, plan_pdf, coordinator):
    client.get(image(plan_pdf, 1))
    client.get(image(plan_pdf, 2))
    PageImage.objects.filter(page=1).update(drawn_at=timezone.now() - picture.KEPT - timedelta(days=1))
    assert picture.throw_away_old() == 1
    actions.remove(plan_pdf, by=coordinator)
    assert not PageImage.objects.exists()


def test_the_open_element_is_marked_on_its_page_and_what_is_seen_in_the_margin(plan_pdf, coordinator):
    first, last = goal(plan_pdf, "Flere børn"), goal(plan_pdf, "Alle dagtilbud")
    page = queries.review(plan_pdf, chosen=last.key).picture
    assert (page.number, page.total, page.previous, page.next) == (2, 2, 1, 0)
    assert page.mark.here.startswith("M")
    assert page.mark.seen == ""
    actions.edit_element(first, by=coordinator, state=ElementState.SEEN)
    page = queries.review(plan_pdf, chosen=first.key).picture
    assert page.number == 1
    assert page.mark.seen.startswith("M")


def test_the_mark_is_where_the_words_are_printed(plan_pdf):
    """Of the two goals on the page, the one printed further down is marked further down, in what the PDF says is its line."""
    upper, lower = goal(plan_pdf, "Flere børn"), goal(plan_pdf, "I 2028")
    tops = []
    for each in (upper, lower):
        here = queries.review(plan_pdf, chosen=each.key).picture.mark.here
        tops.append(float(here.removeprefix("M").split("L")[0].split()[1]))
        printed = next(block for block in plan_pdf.blocks if block["index"] == each.block)["places"][0]
        assert abs(tops[-1] - printed[2] * 1000) < 5
    assert tops[0] < tops[1]


def test_one_can_turn_the_pages_with_the_element_left_open(client, plan_pdf):
    first = goal(plan_pdf, "Flere børn")
    page = queries.review(plan_pdf, chosen=first.key, page=2)
    assert page.current.element == first
    assert (page.picture.number, page.picture.mark.here, page.sheet.number) == (2, "", 2)
    assert queries.review(plan_pdf, chosen=first.key, page=77).picture.number == 2
    assert "side=2" in shown(client, plan_pdf, element=first.key)


def test_the_picture_says_which_page_it_is_and_its_text_follows_for_who_does_not_see_it(client, plan_pdf):
    page = shown(client, plan_pdf)
    assert 'alt="Side 1 af 2 i legeplan.pdf. Sidens tekst følger efter."' in page
    assert "Børn skal kunne lege, hvor de bor." in page
    assert "style=" not in page


def test_the_text_is_one_switch_away_and_stays_chosen(client, plan_pdf):
    first = goal(plan_pdf, "Flere børn")
    page = shown(client, plan_pdf, element=first.key, som="tekst")
    assert "<img" not in page.split('class="rt-source"')[1].split('class="rt-found"')[0]
    assert '<mark class="here' in page
    answer = client.post(
        reverse("intake:element", args=[plan_pdf.pk, first.key]),
        {"type": first.type, "text": first.text, "parent_key": first.parent_key, "do": "see", "som": "tekst"},
    )
    assert "som=tekst" in answer.headers["Location"]


def test_the_review_of_a_pdf_costs_the_same_for_10_elements_and_400(client, plan_pdf, queries_of):
    url = reverse("intake:review", args=[plan_pdf.pk])
    few = queries_of(client, url)
    Element.objects.bulk_create(
        Element(
            document=plan_pdf,
            key=f"x{n}",
            order=100 + n,
            type="goal",
            text=f"Mål {n}",
            block=n % 8,
            until=n % 8,
        )
        for n in range(400)
    )
    assert queries_of(client, url) == few <= 15

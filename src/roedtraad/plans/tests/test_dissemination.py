"""Who has talked about the policy with whom, help asked and given, and what one takes to a meeting."""

from __future__ import annotations

import datetime
import io

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from pptx import Presentation

from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.organisation.enums import Function
from roedtraad.organisation.models import Position, Unit
from roedtraad.plans import actions
from roedtraad.plans.enums import Company
from roedtraad.plans.handouts import DECKS, deck, poster, told_of
from roedtraad.plans.models import Discussion
from roedtraad.plans.queries import coverage_page
from roedtraad.plans.tests.houses import make_houses
from roedtraad.plans.tests.test_rules import codes

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def houses(fjordby):
    return make_houses(fjordby)


def talked(houses, **more):
    given = {"plan": houses.plan, "on": YESTERDAY, "company": Company.STAFF} | more
    return actions.tell_of_discussion(houses.school, by=houses.leader, **given)


def test_a_discussion_is_told_of_when_it_has_been(houses):
    with pytest.raises(Refused) as refused:
        talked(houses, on=timezone.localdate() + datetime.timedelta(days=1))
    assert codes(refused) == ["not-yet"]


def test_a_unit_asks_for_help_and_it_waits_until_it_is_given(houses, coordinator, reader):
    asked = talked(houses, help_asked="Kan nogen komme på vores personalemøde?")
    assert [each.pk for each in coverage_page(houses.plan).waiting] == [asked.pk]
    with pytest.raises(NotPermitted):
        actions.give_help(asked, by=reader, text="Jeg kom.")
    actions.give_help(asked, by=coordinator, text="Jeg kom den 3.")
    page = coverage_page(houses.plan)
    assert (page.waiting, page.helped[0].helped_by) == ([], "Signe Holmelund")


def test_help_that_was_not_asked_for_is_not_given_here(houses, coordinator):
    with pytest.raises(Refused) as refused:
        actions.give_help(talked(houses), by=coordinator, text="Uopfordret")
    assert codes(refused) == ["nothing-asked"]


def test_the_coverage_shows_every_unit_that_somebody_leads_with_the_latest_day(houses):
    talked(houses, on=YESTERDAY - datetime.timedelta(days=30))
    talked(houses)
    talked(houses, company=Company.PARENTS)
    page = coverage_page(houses.plan)
    assert [(line.unit.name, sorted(line.latest)) for line in page.lines] == [
        ("Skole og Læring", []),
        ("Vestervang Skole", ["parents", "staff"]),
    ]
    assert page.lines[1].latest["staff"] == YESTERDAY
    assert page.covered == 1


def test_the_leader_tells_of_it_and_the_headline_says_how_far_it_has_come(houses, signed_in):
    client = signed_in(houses.leader)
    url = reverse("plans:tell_of_discussion", args=[houses.plan.pk, houses.school.pk])
    typed = {
        "company": "parents",
        "on": YESTERDAY.isoformat(),
        "note": "God aften.",
        "help_asked": "Materiale",
    }
    assert client.post(url, typed).status_code == 302
    page = client.get(reverse("plans:coverage", args=[houses.plan.pk])).content.decode()
    assert "1 af 2 enheder har talt om politikken. 1 venter på hjælp." in page
    assert client.post(url, typed | {"note": "010107-4321 var med"}).status_code == 422


def test_the_poster_is_one_page_however_much_the_unit_has_written(houses):
    for number in range(9):
        houses.approved(
            title=f"Mål nummer {number} " + "med mange ord " * 12, how="Sådan gør vi hver dag. " * 60
        )
    made = poster(told_of(houses.plan, houses.school.pk, houses.school.name))
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 1
    words = document[0].get_textpage().get_text_bounded()
    assert "Det vil vi: Vestervang Skole" in words
    assert "Mål nummer 0" in words


def test_the_slides_say_the_units_own_goals_and_ask_each_meeting_its_own_questions(houses):
    houses.approved()
    told = told_of(houses.plan, houses.school.pk, houses.school.name)
    asked = set()
    for company in DECKS:
        made = deck(told, company)
        titles = [slide.title for slide in made.slides]
        assert titles[0] == "Sammen om barndommen"
        assert "Alle i 8. klasse har en voksen, de taler med hver uge" in titles
        asked.add(made.slides[-1].lines)
    assert len(asked) == len(DECKS)


def test_a_unit_without_goals_takes_the_plans_to_its_meeting(houses):
    told = told_of(houses.plan, houses.school.pk, houses.school.name)
    slides = {slide.title: slide for slide in deck(told, Company.STAFF).slides}
    assert slides["Hvilke af planens mål tager vi op?"].lines == ("Færre børn mangler i timerne",)
    assert len(pypdfium2.PdfDocument(poster(told))) == 1


def test_poster_and_slides_are_fetched_as_files(houses, signed_in):
    houses.approved()
    client = signed_in(houses.leader)
    where = [houses.plan.pk, houses.school.pk]
    pdf = client.get(reverse("plans:handout", args=[*where, "plakat"]))
    assert pdf["Content-Disposition"] == 'attachment; filename="vestervang-skole-plakat.pdf"'
    slides = client.get(reverse("plans:handout", args=[*where, "parents"]))
    assert (
        slides["Content-Disposition"] == 'attachment; filename="vestervang-skole-foraeldrebestyrelsen.pptx"'
    )
    assert len(Presentation(io.BytesIO(slides.content)).slides) == 5
    assert client.get(reverse("plans:handout", args=[*where, "other"])).status_code == 404


def test_the_coverage_costs_the_same_for_two_units_and_for_many(houses, signed_in, queries_of):
    client, url = signed_in(houses.leader), reverse("plans:coverage", args=[houses.plan.pk])
    talked(houses, help_asked="Materiale")
    few = queries_of(client, url)
    for number in range(60):
        school = Unit.objects.create(name=f"Skole {number}", parent=houses.centre)
        Position.objects.create(title="Skoleleder", unit=school, function=Function.LEADER)
    units = list(Unit.objects.all())
    Discussion.objects.bulk_create(
        Discussion(
            plan=houses.plan, unit=units[number % 60], on=YESTERDAY, company="staff", help_asked="Materiale"
        )
        for number in range(2000)
    )
    assert queries_of(client, url) == few <= 15

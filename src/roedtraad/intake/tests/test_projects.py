"""External projects that a document names: offered with a box each, taken in once, and lifted out with the acceptance."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

from roedtraad.commission import projects as commission
from roedtraad.commission.models import ExternalProject
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import Refused
from roedtraad.core.tenancy import crossings, current
from roedtraad.intake import actions, projects
from roedtraad.intake.landed import landed
from roedtraad.intake.models import Landing, SourceDocument
from roedtraad.intake.targets import proposal
from roedtraad.intake.wishes import Wish
from roedtraad.plans.models import Plan
from roedtraad.policies.models import Edition, Policy

SHARES = """# Politik for fritid

Fjordby Kommune

## Tema: Alle med

Klubberne har fået 2,4 mio. kr. fra Egmont Fonden til projektet "Åben Hal" i perioden 2025-2027.
Projektet afrapporteres til fonden hvert år.

Mål med projektet:

- Flere unge kommer i hallen
- Færre unge er alene

Vi indgår i et partnerskab med Region Nordjylland.

## Tema: Ude

I samarbejde med Bikubenfonden inviterer vi alle ud.
"""
OTHER = """# Plan for fritidspolitikken

Fjordby Kommune

## Indsatser

Åben Hal drives videre. Projektet "Åben Hal" er støttet af Egmont Fonden.
"""


@pytest.fixture
def client(coordinator, signed_in):
    return signed_in(coordinator)


@pytest.fixture
def document(bring, coordinator) -> SourceDocument:
    return bring(coordinator, "fritid.md", SHARES)


def address(document) -> str:
    return reverse("intake:accept", args=[document.pk])


def form_of(document, **changes):
    wish = proposal(document)
    return {"target": wish.target, "policy": "", "title": wish.title, "kind": wish.kind,
            "plan_title": wish.plan_title} | changes  # fmt: skip


def test_the_page_offers_each_with_its_place_and_ticks_the_sure_ones(client, document):
    shown = client.get(address(document)).content.decode()
    for words in ("Åben Hal", "Partnerskab med Region Nordjylland", "Bikubenfonden", "2,4 mio. kr.", "2025–2027",
                  "Tema: Alle med", "Klubberne har fået 2,4 mio. kr.", "nogen udefra betaler"):  # fmt: skip
        assert words in shown
    ticked = [each.key for each in projects.named_in(document) if each.sure]
    assert ticked == ["0", "1"]
    for key in ("0", "1"):
        assert f'name="projects" value="{key}" checked' in shown
    assert 'name="projects" value="2">' in shown


def test_a_document_that_names_none_shows_nothing_of_them(
    client, bring, coordinator, django_assert_max_num_queries
):
    document = bring(coordinator, "uden.md", "# Politik\n\nBørn skal lege.\n")
    shown = client.get(address(document)).content.decode()
    assert 'name="projects"' not in shown
    with django_assert_max_num_queries(0):
        assert projects.named_in(document) == []


def test_a_document_that_was_read_before_there_were_any_is_accepted_as_ever(document, coordinator):
    del document.header["projects"]
    document.save()
    actions.accept(document, by=coordinator)
    assert not ExternalProject.objects.exists()


def test_what_is_chosen_becomes_a_project_of_the_policy_with_all_that_is_said_of_it(client, document):
    client.post(address(document), form_of(document, projects=["0", "2"]))
    policy = Edition.objects.get().policy
    hall, outdoors = ExternalProject.objects.order_by("pk")
    assert (hall.title, hall.partner, hall.policy) == ("Åben Hal", "Egmont Fonden", policy)
    assert (hall.grant_words, hall.grant_amount) == ("2,4 mio. kr.", Decimal(2_400_000))
    assert (hall.begins.iso()[0], hall.ends.iso()[0]) == ("2025", "2027")
    assert hall.aims == "1. Flere unge kommer i hallen\n2. Færre unge er alene"
    assert hall.reporting == "Projektet afrapporteres til fonden hvert år."
    assert (outdoors.title, outdoors.partner) == ("Partnerskab med Bikubenfonden", "Bikubenfonden")
    assert ActionLog.objects.filter(verb="commission.add_external_project").count() == 2
    assert crossings() == {}


def test_where_no_box_is_ticked_no_project_is_made(client, document):
    client.post(address(document), form_of(document))
    assert Edition.objects.exists()
    assert not ExternalProject.objects.exists()


def test_a_form_that_is_wrong_keeps_the_boxes_as_they_were(client, document):
    shown = client.post(address(document), form_of(document, title="", projects=["2"])).content.decode()
    assert 'name="projects" value="2" checked' in shown
    assert 'name="projects" value="0" checked' not in shown


def test_a_box_that_the_page_did_not_offer_is_refused(client, document):
    client.post(address(document), form_of(document, projects=["7"]))
    assert not Edition.objects.exists()


def test_accepted_without_a_form_the_sure_ones_are_taken_in(document, coordinator):
    actions.accept(document, by=coordinator)
    assert {each.partner for each in ExternalProject.objects.all()} == {"Egmont Fonden", "Region Nordjylland"}


def test_what_came_of_it_names_them_with_their_pages(client, document, coordinator):
    actions.accept(document, by=coordinator)
    first = ExternalProject.objects.order_by("pk").first()
    came = {str(each.words): each for each in landed(document).came}
    with_pages = [
        each
        for each in came.values()
        if ("Åben Hal", reverse("commission:project", args=[first.pk])) in each.rows
    ]
    assert [each.count for each in with_pages] == [2]
    shown = client.get(reverse("intake:review", args=[document.pk])).content.decode()
    assert reverse("commission:project", args=[first.pk]) in shown


def test_accepting_twice_makes_them_once_and_undoing_takes_them_with_it(document, coordinator):
    first = actions.accept(document, by=coordinator)
    assert actions.accept(document, by=coordinator) == first
    assert ExternalProject.objects.count() == 2
    actions.undo(document, by=coordinator)
    assert not ExternalProject.objects.exists()
    assert not Policy.objects.exists()
    assert not Landing.objects.exists()
    actions.accept(document, by=coordinator)
    assert ExternalProject.objects.count() == 2


def test_a_project_that_stands_here_is_named_and_not_made_again(client, document, coordinator):
    stands = commission.add_external_project(
        current(), by=coordinator, title="åben hal", partner="Egmont Fonden", aims="Vores egne ord"
    )
    assert "findes her allerede" in client.get(address(document)).content.decode()
    actions.accept(document, by=coordinator)
    assert ExternalProject.objects.filter(partner="Egmont Fonden").get() == stands
    stands.refresh_from_db()
    assert stands.aims == "Vores egne ord"
    actions.undo(document, by=coordinator)
    assert list(ExternalProject.objects.all()) == [stands]


def plan_of(bring, coordinator) -> SourceDocument:
    document = bring(coordinator, "plan.md", OTHER)
    policy = Edition.objects.get().policy
    actions.accept(document, by=coordinator, wish=Wish(target="plan", policy=policy.pk, plan_title="Plan"))
    return document


def test_a_second_document_that_names_it_keeps_it_when_the_first_is_lifted_out(document, bring, coordinator):
    """The plan hangs on the policy, which stays with the project; the one that only the first named goes."""
    actions.accept(document, by=coordinator)
    plan = plan_of(bring, coordinator)
    assert ExternalProject.objects.filter(title="Åben Hal").count() == 1
    actions.undo(document, by=coordinator)
    project = ExternalProject.objects.get()
    assert (project.title, project.policy) == ("Åben Hal", Plan.objects.get().policy)
    actions.undo(plan, by=coordinator)
    assert not ExternalProject.objects.exists()


def test_a_project_lets_go_of_a_policy_that_only_the_first_document_made(document, bring, coordinator):
    actions.accept(document, by=coordinator)
    other = bring(coordinator, "andet.md", OTHER.replace("Plan for fritidspolitikken", "Politik for haller"))
    actions.accept(other, by=coordinator)
    actions.undo(document, by=coordinator)
    project = ExternalProject.objects.get()
    assert project.policy is None
    assert [each.title for each in Policy.objects.all()] == ["Politik for haller"]


def test_what_somebody_has_written_on_a_project_is_not_undone(document, coordinator):
    actions.accept(document, by=coordinator)
    project = ExternalProject.objects.order_by("pk").first()
    commission.edit_external_project(
        project, by=coordinator, title=project.title, partner=project.partner, aims="Nyt"
    )
    with pytest.raises(Refused) as refused:
        actions.undo(document, by=coordinator)
    assert {reason.code for reason in refused.value.reasons} == {"worked-on"}
    assert ExternalProject.objects.count() == 2


def test_a_period_that_cannot_be_is_left_out_and_stops_nothing(document, coordinator):
    document.header["projects"][0] |= {"begins": "2027", "ends": "2025"}
    document.save()
    actions.accept(document, by=coordinator)
    project = ExternalProject.objects.order_by("pk").first()
    assert (project.begins, project.ends) == (None, None)


def test_in_an_agenda_only_what_stands_in_an_item_that_is_taken_in_is_ticked(bring, coordinator, client):
    agenda = "\n\n".join(
        f"## {number}. {title}\n\n### Sagsfremstilling\n\nVi har fået 1 mio. kr. fra {fund}.\n\n### Beslutning\n\nGodkendt."
        for number, title, fund in (
            (1, "Status på børn i dagtilbud", "Egmont Fonden"),
            (2, "Ny havnekran", "Realdania"),
        )
    )
    document = bring(
        coordinator,
        "referat.md",
        f"# Referat fra møde i Børneudvalget den 4. maj 2026\n\nFjordby Kommune\n\n{agenda}\n",
    )
    assert len(projects.named_in(document)) == 2
    shown = client.get(address(document)).content.decode()
    assert 'name="projects" value="0" checked' in shown
    assert 'name="projects" value="1" checked' not in shown
    wish = proposal(document)
    wish.body, wish.held = "Børneudvalget", "2026-05-04"
    actions.accept(document, by=coordinator, wish=wish)
    assert [each.partner for each in ExternalProject.objects.all()] == ["Egmont Fonden"]


def test_the_page_costs_the_same_for_2_projects_and_for_20(bring, coordinator, client, queries_of):
    rows = "\n\n".join(f'Vi er med i projektet "Hal {n}" med støtte fra Egmont Fonden.' for n in range(20))
    document = bring(coordinator, "haller.md", f"# Politik for haller\n\nFjordby Kommune\n\n{rows}\n")
    for n in range(20):
        commission.add_external_project(current(), by=coordinator, title=f"Hal {n}", partner="Egmont Fonden")
    found = document.header["projects"]
    counts = []
    for number in (2, 20):
        document.header["projects"] = found[:number]
        document.save()
        assert len(projects.named_in(document)) == number
        counts.append(queries_of(client, address(document)))
    assert counts[0] == counts[1] <= 20


def test_the_partnership_of_a_real_strategy_is_found_with_its_six_aims(shared: Path, coordinator, bring):
    path = next((shared / "seeds").glob("004_*"))
    document = bring(coordinator, path.name, path.read_bytes())
    found = projects.named_in(document)
    assert {each.partner for each in found} == {"Socialstyrelsen"}
    (partnership,) = [each for each in found if each.aims]
    assert partnership.title == "Partnerskab med Socialstyrelsen"
    assert len(partnership.aims) == 6
    assert partnership.aims[0].startswith("Flere socialt udsatte")
    assert partnership.place == "side 7"
    wish = proposal(document)
    wish.projects = [partnership.key]
    actions.accept(document, by=coordinator, wish=wish)
    project = ExternalProject.objects.get()
    assert len(project.aims.splitlines()) == 6
    assert project.policy == Edition.objects.get().policy

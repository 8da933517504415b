"""A status item and minutes become matters: what was put, what was decided, by whom and when; and out again."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from roedtraad.core.reasons import Refused
from roedtraad.core.tenancy import scope
from roedtraad.intake import actions, lifting
from roedtraad.intake.agenda import concept, kle_number, particulars, sections
from roedtraad.intake.bodies import find_body, initials, kind_of
from roedtraad.intake.enums import ElementKind, Target
from roedtraad.intake.items import MOST, items_of, meeting_of
from roedtraad.intake.landed import landed
from roedtraad.intake.models import Landing
from roedtraad.intake.targets import ENTRIES, proposal, target_of
from roedtraad.intake.wishes import Wish
from roedtraad.matters.decisions import add_task
from roedtraad.matters.enums import DecisionResult, RoutingRole
from roedtraad.matters.models import Annex, Decision, Matter, Meeting, Presentation, Recommendation, Routing
from roedtraad.organisation.enums import BodyKind
from roedtraad.organisation.models import Body
from roedtraad.policies.models import MatterSubject, Policy

from .papers import POLICY, STATUS, brought, minutes

D = datetime.date


@pytest.fixture
def status(bring, coordinator):
    return bring(coordinator, "status.md", STATUS)


@pytest.fixture
def protocol(fjordby):
    return brought(minutes())


def counts() -> dict[str, int]:
    models = (
        Matter,
        Decision,
        Recommendation,
        Annex,
        Presentation,
        Routing,
        Meeting,
        Body,
        Policy,
        MatterSubject,
    )
    return {model.__name__: model.objects.count() for model in models}


def test_a_status_item_becomes_a_matter_about_its_policy(status, bring, coordinator):
    policy = bring(coordinator, "politik.md", POLICY)
    actions.accept(policy, by=coordinator)
    actions.accept(status, by=coordinator)
    matter = Matter.objects.get()
    assert (matter.title, matter.case_number, matter.is_open) == (
        "Status på Politik for fritid",
        "24/1187",
        True,
    )
    assert MatterSubject.objects.get(matter=matter).policy.title == "Politik for fritid"
    keys = list(matter.presentation.sections.values_list("key", flat=True))
    assert keys == ["summary", "narrative", "economy"]
    assert "412 børn" in matter.presentation.sections.get(key="narrative").text
    annex = matter.annexes.get()
    assert "Nøgletal for fritid" in annex.title


def test_what_the_body_decided_is_kept_with_votes_minority_and_absent(status, coordinator):
    actions.accept(status, by=coordinator)
    decision = Decision.objects.get()
    assert decision.body.name == "Kultur- og Fritidsudvalget"
    assert decision.body.kind == BodyKind.COMMITTEE
    assert (decision.date, decision.result) == (D(2025, 9, 3), DecisionResult.APPROVED)
    assert decision.recommendation.text.startswith("Fritidschefen indstiller")
    assert decision.votes == "Fem stemte for og to imod."
    assert "flere klubaftener" in decision.minority
    assert decision.absent == "Kim Holst"
    assert "Kultur- og Fritidsudvalget" in decision.minutes_reference
    assert "status.md" in decision.minutes_reference
    assert not decision.demands_task  # it lies behind: nobody is asked to act on it
    assert decision.meeting.date == decision.date
    assert decision.matter.routings.get().role == RoutingRole.DECIDES


def test_what_still_has_to_be_carried_out_asks_for_a_task(protocol, coordinator):
    wish = proposal(protocol)
    wish.demands = True
    actions.accept(protocol, by=coordinator, wish=wish)
    assert all(Decision.objects.values_list("demands_task", flat=True))


def test_a_decision_without_body_or_day_gets_no_place_and_says_what_is_missing(bring, coordinator):
    text = STATUS.replace("## Beslutning i Kultur- og Fritidsudvalget den 03-09-2025", "## Beslutning")
    document = bring(coordinator, "uden.md", text)
    actions.accept(document, by=coordinator)
    assert not Decision.objects.exists()
    left = {
        kind: str(why)
        for kind, why, _rows in landed(document).not_placed
        if kind == ElementKind.DECISION.label
    }
    assert len(left) == 1
    assert "på hvilken dag" in next(iter(left.values())) or "on which day" in next(iter(left.values()))


def test_body_and_day_may_be_said_on_the_form(bring, coordinator):
    text = STATUS.replace("## Beslutning i Kultur- og Fritidsudvalget den 03-09-2025", "## Beslutning")
    document = bring(coordinator, "uden.md", text)
    wish = proposal(document)
    wish.body, wish.held, wish.minutes = "Kultur- og Fritidsudvalget", "2025-09-03", "Referat, punkt 7"
    actions.accept(document, by=coordinator, wish=wish)
    decision = Decision.objects.get()
    assert (decision.date, decision.minutes_reference) == (D(2025, 9, 3), "Referat, punkt 7")


def test_a_day_that_has_not_come_is_no_decision(fjordby, coordinator):
    document = brought(minutes(day="2199-06-04"))
    actions.accept(document, by=coordinator)
    assert Matter.objects.exists()
    assert not Decision.objects.exists()


def test_of_minutes_the_items_about_children_or_a_policy_here_are_taken_in_unasked(protocol, coordinator):
    found = items_of(protocol)
    assert [item.about_children for item in found.rows] == [True, False, False, True]
    actions.accept(protocol, by=coordinator)
    assert sorted(Matter.objects.values_list("case_number", flat=True)) == ["25/3001", "25/3004"]
    assert landed(protocol).not_chosen == 2
    assert not landed(protocol).missing
    with_number = Decision.objects.filter(matter__case_number="25/3004").first()
    assert "punkt 4" in with_number.minutes_reference


def test_an_item_about_a_policy_known_here_is_taken_in_too(protocol, coordinator):
    Policy.objects.create(title="Renovering af vej", is_stub=True)
    assert len(items_of(protocol).default) == 4
    actions.accept(protocol, by=coordinator)
    assert MatterSubject.objects.count() == 2


def test_each_item_keeps_its_points_decisions_annexes_and_openness(protocol, coordinator):
    actions.accept(protocol, by=coordinator)
    matter = Matter.objects.get(case_number="25/3004")
    assert not matter.is_open
    assert [(each.number, each.decisions.get().result) for each in matter.recommendations.all()] == [
        (1, "approved"),
        (2, "approved"),
    ]
    assert [each.title for each in matter.annexes.all()] == ["Tegning af etape 4"]
    assert "ventetiden" in matter.presentation.sections.get(key="narrative").text
    assert Body.objects.filter(name="Børne- og Undervisningsudvalget").count() == 1
    assert Meeting.objects.count() == 1


def test_the_next_body_decides_on_the_same_matter(protocol, coordinator):
    actions.accept(protocol, by=coordinator)
    later = brought(minutes(name="byraad.html", body="Byrådet", day="2025-06-18"))
    actions.accept(later, by=coordinator)
    assert Matter.objects.count() == 2
    matter = Matter.objects.get(case_number="25/3001")
    assert matter.recommendations.count() == 2
    assert set(matter.decisions.values_list("body__name", flat=True)) == {
        "Byrådet",
        "Børne- og Undervisningsudvalget",
    }
    assert Annex.objects.filter(matter=matter).count() == 1
    assert Body.objects.get(name="Byrådet").kind == BodyKind.COUNCIL
    assert [str(each) for each in lifting.why_not_undo(protocol.acceptances.get())]
    before = Decision.objects.count()
    actions.undo(later, by=coordinator)
    assert Decision.objects.count() == before - 4
    assert not lifting.why_not_undo(protocol.acceptances.get())


def test_undoing_minutes_removes_exactly_what_they_made(protocol, status, coordinator):
    before = counts()
    actions.accept(status, by=coordinator)
    with_status = counts()
    actions.accept(protocol, by=coordinator)
    actions.undo(protocol, by=coordinator)
    assert counts() == with_status
    actions.undo(status, by=coordinator)
    assert counts() == before
    assert not Landing.objects.exists()


def test_a_decision_on_which_work_has_begun_is_not_undone(status, coordinator):
    actions.accept(status, by=coordinator)
    add_task(Decision.objects.get(), by=coordinator, text="Åbne to haller mere")
    with pytest.raises(Refused):
        actions.undo(status, by=coordinator)
    assert Decision.objects.exists()


def test_a_decision_can_still_not_be_deleted_outside_an_undoing(status, coordinator):
    actions.accept(status, by=coordinator)
    with pytest.raises(Refused):
        Decision.objects.get().delete()
    with pytest.raises(Refused):
        Decision.objects.all().delete()


def test_what_is_too_long_for_its_place_is_kept_whole_somewhere(fjordby, coordinator):
    read = minutes(items=1)
    title = "Flere pladser i dagtilbud " + "og endnu en etape " * 30
    read.elements[0].text = title
    read.elements[0].attributes["case_number"] = "1" * 90
    annex = next(each for each in read.elements if each.type == "annex")
    annex.text, annex.attributes["document_number"] = "Tegning " * 80, "9" * 90
    annex.attributes["number"] = "123456789012"
    body = "Udvalget for " + "meget store opgaver og " * 20 + "børn"
    for each in read.elements:
        if each.type == "decision":
            each.attributes["body"] = body
    document = brought(read)
    actions.accept(document, by=coordinator)
    matter = Matter.objects.get()
    assert len(matter.title) <= 300
    assert matter.title.endswith("…")
    assert matter.presentation.sections.get(key="title").text.strip() == title.strip()
    assert Decision.objects.count() == 2


def test_two_thousand_items_are_listed_and_taken_in_within_bounds(coordinator, signed_in, fjordby):
    document = brought(minutes(items=2000))
    found = items_of(document)
    assert len(found.rows) == 2000
    assert len(found.default) == MOST
    assert len(found.listed) + found.unlisted == 2000
    page = signed_in(coordinator).get(reverse("intake:accept", args=[document.pk]))
    assert page.status_code == 200
    with pytest.raises(Refused):
        actions.accept(
            document, by=coordinator, wish=Wish(target=Target.MATTER, items=[each.key for each in found.rows])
        )
    assert not Matter.objects.exists()


def test_the_page_lists_the_items_and_takes_in_those_that_were_ticked(protocol, coordinator, signed_in):
    client = signed_in(coordinator)
    url = reverse("intake:accept", args=[protocol.pk])
    shown = client.get(url).content.decode()
    assert shown.count('name="items"') == 4
    assert shown.count('name="items"') - shown.count("checked") in (1, 2)
    second = items_of(protocol).rows[1].key
    nothing = client.post(url, {"target": "matter"})
    assert nothing.status_code == 200
    assert client.post(url, {"target": "matter", "items": ["x999"]}).status_code == 200
    assert not Matter.objects.exists()
    assert client.post(url, {"target": "matter", "items": [second]}).status_code == 302
    assert Matter.objects.get().case_number == "25/3002"
    page = client.get(reverse("intake:review", args=[protocol.pk])).content.decode()
    assert reverse("matters:matter", args=[Matter.objects.get().pk]) in page


def test_the_matter_and_its_policy_show_each_other(status, bring, coordinator, signed_in):
    actions.accept(bring(coordinator, "politik.md", POLICY), by=coordinator)
    actions.accept(status, by=coordinator)
    client = signed_in(coordinator)
    matter, policy = Matter.objects.get(), Policy.objects.get(title="Politik for fritid")
    assert matter.title in client.get(reverse("policies:policy", args=[policy.pk])).content.decode()
    shown = client.get(reverse("matters:matter", args=[matter.pk])).content.decode()
    assert policy.title in shown
    assert "412 børn" in shown


def test_the_page_costs_the_same_for_few_items_and_for_many(coordinator, signed_in, fjordby, queries_of):
    client = signed_in(coordinator)
    few, many = brought(minutes(items=2)), brought(minutes(items=60, name="langt.html"))
    first = queries_of(client, reverse("intake:accept", args=[few.pk]))
    assert queries_of(client, reverse("intake:accept", args=[many.pk])) == first <= 26


def test_another_municipalitys_policy_is_refused(status, coordinator, nordby):
    with scope(nordby):
        theirs = Policy.objects.create(title="Deres politik")
    with pytest.raises(Refused):
        actions.accept(status, by=coordinator, wish=Wish(target=Target.MATTER, policy=theirs.pk))
    assert not Matter.objects.exists()


def test_every_target_has_one_entry_with_a_part_of_the_form_that_is_there(status, protocol):
    from django.template.loader import get_template

    assert all(get_template(entry.part) for entry in ENTRIES.values())
    assert target_of(status) == target_of(protocol) == Target.MATTER
    assert len({entry.address for entry in ENTRIES.values()}) == len(ENTRIES)


# The small parts


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Sagsfremstilling", "narrative"),
        ("3. Økonomiske konsekvenser", "economy"),
        ("Beslutning i Byrådet den 17. juni 2024", "decision"),
        ("BILAG:", "annexes"),
        ("Sagen behandles i", "routing"),
        ("Hallerne får nye gulve", ""),
        ("", ""),
    ],
)
def test_headings_of_an_item_are_known_by_their_many_names(heading, key):
    assert concept(heading) == key


def test_a_heading_of_the_items_own_stays_in_its_section_and_a_second_of_a_kind_is_another():
    blocks = [
        {"index": 0, "kind": "paragraph", "text": "25/17 Åben sag"},
        {"index": 1, "kind": "heading", "level": 2, "text": "Sagsfremstilling"},
        {"index": 2, "kind": "heading", "level": 3, "text": "Hallerne"},
        {"index": 3, "kind": "list_item", "text": "to\nhaller"},
        {"index": 4, "kind": "heading", "level": 2, "text": "Sagsfremstilling"},
        {"index": 5, "kind": "table_cell", "text": "Hal", "cell": [1, 0, 0, False, 1, 1]},
        {"index": 6, "kind": "table_cell", "text": "Nord", "cell": [1, 0, 1, False, 1, 1]},
    ]
    found = sections(blocks)
    assert [(each.key, each.text) for each in found] == [
        ("", "25/17 Åben sag"),
        ("narrative", "Hallerne\n\n- to haller"),
        ("narrative_2", "Hal\tNord"),
    ]


def test_who_was_absent_how_votes_fell_and_what_a_minority_said():
    said = particulars(
        ["Godkendt.\nA stemte imod. C kunne ikke tiltræde indstillingen.", "Fraværende: Ingen"]
    )
    assert (said.absent, said.votes, said.minority) == (
        "",
        "A stemte imod.",
        "C kunne ikke tiltræde indstillingen.",
    )


def test_the_subject_is_read_off_a_case_number_that_is_built_on_it():
    assert kle_number("", "17.00.00-A00-6-19") == "17.00.00"
    assert kle_number("KLE-nr. 34.05.10") == "34.05.10"
    assert kle_number("", "22/4704") == ""


def test_a_body_is_found_by_the_ways_in_which_it_is_written(fjordby):
    council = Body.objects.create(name="Byrådet", kind=BodyKind.COUNCIL)
    committee = Body.objects.create(name="Børne- og Ungdomsudvalget", kind=BodyKind.COMMITTEE)
    assert find_body("Fjordby Kommunes Byråd") == council
    assert find_body("Kommunalbestyrelsen") == council
    assert find_body("BUU") == find_body("børne- og ungdomsudvalg") == committee
    assert find_body("Børneudvalget") is None
    assert initials("Kultur- og Fritidsudvalget") == "KFU"
    assert kind_of("Økonomiudvalget") == BodyKind.FINANCE
    assert kind_of("En kreds", "steering_group") == BodyKind.STEERING


def test_the_head_of_minutes_says_whose_meeting_it_was_and_when(protocol):
    assert meeting_of(protocol) == ("Børne- og Undervisningsudvalget", "2025-06-04")

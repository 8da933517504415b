"""Minutes come back to the matter they are of: proposed beside each at-point, accepted by a person in one action."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.intake import actions, lifting
from roedtraad.intake.enums import DocumentState
from roedtraad.intake.minutes import proposal_of
from roedtraad.intake.models import SourceDocument
from roedtraad.matters import actions as matters
from roedtraad.matters.decisions import Outcome
from roedtraad.matters.enums import RoutingRole
from roedtraad.matters.models import Decision, Dispatch, Task

from .papers import brought, minutes
from .test_matching import POINTS

D = datetime.date
TITLE = "Årlig status på børne- og ungepolitikken »Hele vejen sammen«"
HEAD = f"""Byrådet
Referat fra møde den 15. december 2025

Punkt 11. {TITLE}
Sagsnr. 26/1180
Åben sag

"""
ASKED = """Indstilling
Direktionen indstiller, at Børne- og Uddannelsesudvalget anbefaler Byrådet,
1. at Familiehuset indfører svarvagt to dage om ugen fra 1. januar 2027
2. at målet om unge i uddannelse eller job tages op igen i marts 2027
3. at status i øvrigt tages til efterretning.

"""
DECIDED = """Beslutning i Byrådet den 15-12-2025
Ad 1: Godkendt. 15 stemte for, og 9 stemte imod. Venstre ønsker ført til referat, at vagten skal evalueres.
Ad 2: Godkendt med den ændring, at Ungerådet bliver inviteret.
Ad 3: Taget til efterretning.
Fraværende: Kim Holst
"""
WHOLE = HEAD + ASKED + DECIDED


@pytest.fixture
def matter(fjordby, secretary, committee, council):
    made = matters.create_matter(fjordby, by=secretary, title=TITLE, case_number="26/1180")
    for text in POINTS:
        matters.write_recommendation(made, by=secretary, text=text)
    matters.route(made, by=secretary, body=committee, role=RoutingRole.RECOMMENDS)
    meeting = matters.schedule_meeting(council, by=secretary, date=D(2025, 12, 15))
    matters.route(made, by=secretary, body=council, meeting=meeting)
    return made


@pytest.fixture
def document(matter, bring, coordinator):
    return bring(coordinator, "referat.txt", WHOLE)


def codes(proposal):
    return [fault.code for fault in proposal.faults]


def test_each_point_has_what_was_recognised_beside_it(matter, document, council):
    proposal = proposal_of(document, matter)
    assert [each.result for each in proposal.matched.proposals] == ["approved", "approved_changed", "noted"]
    first = proposal.matched.proposals[0]
    assert (first.for_, first.against) == (15, 9)
    assert "evalueres" in first.minority
    assert proposal.matched.absent == "Kim Holst"
    assert (proposal.body, proposal.day) == (council, D(2025, 12, 15))
    assert codes(proposal) == []


def test_pasted_words_are_enough(matter, bring, coordinator):
    short = bring(
        coordinator,
        "indsat.txt",
        "Beslutning i Byrådet den 15-12-2025\nAt 1: Godkendt.\nAt 2: Udsat.\nAt 3: Taget til efterretning.\n",
    )
    proposal = proposal_of(short, matter)
    assert [each.result for each in proposal.matched.proposals] == ["approved", "postponed", "noted"]
    assert proposal.day == D(2025, 12, 15)


def test_minutes_that_name_another_recommendation_are_told_by_its_words(matter, bring, coordinator):
    other = ASKED.replace(
        "at Familiehuset indfører svarvagt to dage om ugen fra 1. januar 2027",
        "at der anlægges en cykelsti ved Strandvejen til 4 mio. kr.",
    )
    proposal = proposal_of(bring(coordinator, "andet.txt", HEAD + other + DECIDED), matter)
    assert "another-point" in codes(proposal)
    assert "cykelsti ved Strandvejen" in str(proposal.faults[0])
    assert proposal.matched.proposals[0] is None
    assert proposal.matched.proposals[1].result == "approved_changed"


def test_minutes_of_another_day_or_body_or_case_or_none_are_told_so(matter, bring, coordinator):
    told = {
        "another-day": WHOLE.replace("15-12-2025", "19-11-2025").replace("15. december", "19. november"),
        "another-body": WHOLE.replace(
            "Beslutning i Byrådet", "Beslutning i Teknik- og Miljøudvalget"
        ).replace("Byrådet\nReferat", "Teknik- og Miljøudvalget\nReferat"),
        "another-case": WHOLE.replace("26/1180", "25/7113"),
        "no-decision": HEAD + ASKED,
        "no-such-point": HEAD + DECIDED.replace("Ad 3", "Ad 9"),
    }
    for code, text in told.items():
        proposal = proposal_of(bring(coordinator, f"{code}.txt", text), matter)
        assert code in codes(proposal), code
        assert all(fault.sentence and fault.way_out for fault in proposal.faults)


def test_of_a_whole_meetings_minutes_the_matters_own_item_is_found_or_missed_by_name(
    matter, fjordby, secretary
):
    document = brought(minutes())
    proposal = proposal_of(document, matter)
    assert codes(proposal) == ["no-such-item"]
    known = matters.create_matter(fjordby, by=secretary, title="Noget andet", case_number="25/3004")
    for text in [each.text for each in document.elements.filter(type="recommendation", attributes__item="x")]:
        matters.write_recommendation(known, by=secretary, text=text)
    assert "no-such-item" not in codes(proposal_of(document, known))


def take(document, matter, by, council, **more):
    proposal = proposal_of(document, matter)
    outcomes = [
        Outcome(said.result, point, wording=said.text)
        for point, said in zip(proposal.points, proposal.matched.proposals, strict=True)
    ]
    given = {"body": council, "date": proposal.day, "minutes_reference": proposal.reference} | more
    return actions.take_minutes(document, by=by, matter=matter, outcomes=outcomes, **given)


def test_accepting_records_the_decisions_once_and_can_be_undone(
    matter, document, secretary, coordinator, council
):
    made = take(document, matter, secretary, council)
    assert [each.result for each in made] == ["approved", "approved_changed", "noted"]
    document.refresh_from_db()
    assert document.state == DocumentState.ACCEPTED
    assert Dispatch.objects.filter(what__startswith="Udskrift af referatet").count() == 1
    with pytest.raises(Refused) as refused:
        take(document, matter, secretary, council)
    assert refused.value.reasons[0].code == "recorded-already"
    assert not lifting.why_not_undo(document.acceptances.get())
    actions.undo(document, by=coordinator)
    assert not Decision.objects.exists()


def test_the_secretary_brings_minutes_and_others_do_not(matter, secretary, reader, coordinator):
    _document, new = actions.receive("a.txt", WHOLE.encode(), by=secretary, minutes=True, read=False)
    assert new
    with pytest.raises(NotPermitted):
        actions.receive("b.txt", b"andet", by=reader, minutes=True)
    with pytest.raises(NotPermitted):
        actions.receive("b.txt", b"andet", by=secretary)


def test_minutes_are_brought_proposed_and_accepted_from_the_pages(
    matter, document, secretary, council, school_chief, signed_in
):
    page = signed_in(secretary)
    bring = reverse("intake:bring_minutes", args=[matter.pk])
    assert bring in page.get(reverse("matters:matter", args=[matter.pk])).content.decode()
    empty = page.post(bring, {"pasted": " "})
    assert empty.status_code == 422
    answer = page.post(bring, {"pasted": WHOLE})
    assert answer.status_code == 302
    address = reverse("intake:minutes", args=[matter.pk, document.pk])
    shown = page.get(address)
    html = shown.content.decode()
    for words in (
        "Godkendt med den ændring, at Ungerådet bliver inviteret.",
        "15. december 2025",
        "evalueres",
    ):
        assert words in html or words == "15. december 2025"
    form = shown.context["form"]
    typed = {name: value for name, value in form.initial.items() if value is not None}
    typed |= {"body": council.pk, "date": "2025-12-15", "task_0": "Opret svarvagten.", "nothing_2": "on"}
    answer = page.post(address, typed)
    assert answer.status_code == 302
    assert [each.result for each in Decision.objects.order_by("recommendation__number")] == [
        "approved", "approved_changed", "noted",
    ]  # fmt: skip
    assert Task.objects.get().text == "Opret svarvagten."
    assert Decision.objects.get(recommendation__number=1).votes_for == 15


def test_what_does_not_fit_is_said_on_the_page_and_a_person_may_still_record_it(
    matter, bring, coordinator, secretary, council, signed_in
):
    document = bring(coordinator, "x.txt", HEAD + ASKED)
    page = signed_in(secretary)
    address = reverse("intake:minutes", args=[matter.pk, document.pk])
    html = page.get(address).content.decode()
    assert "Der blev ikke fundet nogen beslutning i dokumentet." in html
    typed = {
        "body": council.pk,
        "date": "2025-12-15",
        "result": "noted",
        "minutes_reference": "Referat, punkt 11",
    }
    assert page.post(address, typed).status_code == 302
    assert Decision.objects.count() == 3


def test_while_they_are_read_the_page_says_so_and_what_cannot_be_read_says_why(matter, secretary, signed_in):
    document, _new = actions.receive("a.txt", WHOLE.encode(), by=secretary, minutes=True, read=False)
    page = signed_in(secretary)
    address = reverse("intake:minutes", args=[matter.pk, document.pk])
    assert "Referatet bliver læst" in page.get(address).content.decode()
    SourceDocument.objects.update(state=DocumentState.UNREADABLE, error="Filen er tom.")
    assert "Filen er tom." in page.get(address).content.decode()


def test_the_page_costs_the_same_for_few_points_and_for_many(
    matter, document, fjordby, secretary, signed_in, queries_of
):
    page = signed_in(secretary)
    address = reverse("intake:minutes", args=[matter.pk, document.pk])
    few = queries_of(page, address)
    for number in range(60):
        matters.write_recommendation(matter, by=secretary, text=f"at noget mere sker, nummer {number}")
    assert queries_of(page, address) == few <= 15

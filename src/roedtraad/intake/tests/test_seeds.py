"""Two real documents go all the way: read, accepted, and to be read as an edition or kept as a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from roedtraad.intake import actions, sets
from roedtraad.intake.enums import DocumentState, Target
from roedtraad.intake.jobs import read_now
from roedtraad.intake.landed import landed
from roedtraad.intake.models import Landing, SourceDocument
from roedtraad.intake.targets import ENTRIES, proposal
from roedtraad.intake.wishes import Wish
from roedtraad.matters.models import Decision, Matter
from roedtraad.organisation.enums import BodyKind
from roedtraad.organisation.models import Body, Position, Seat
from roedtraad.plans.models import Criterion, FocusArea, Goal, Initiative, Plan, PlanDate
from roedtraad.policies.enums import PassageKind, RelationKind
from roedtraad.policies.models import Edition, MatterSubject, Passage, PassageText, Policy, PolicyRelation


def bring(shared: Path, number: str, by) -> SourceDocument:
    path = next((shared / "seeds").glob(f"{number}_*"))
    document, _new = actions.receive(path.name, path.read_bytes(), by=by, read=False)
    read_now(document)
    return document


def rows() -> dict[str, list[int]]:
    models = (
        Policy,
        Edition,
        Passage,
        PassageText,
        PolicyRelation,
        Plan,
        FocusArea,
        Criterion,
        Goal,
        Initiative,
        PlanDate,
        Position,
        Body,
        Seat,
    )
    return {model.__name__: sorted(model.objects.values_list("pk", flat=True)) for model in models}


@pytest.fixture
def policy_document(shared, fjordby, coordinator):
    return bring(shared, "003", coordinator)


@pytest.fixture
def plan_document(shared, fjordby, coordinator):
    return bring(shared, "001", coordinator)


def test_a_policy_becomes_an_edition_with_its_themes_commitments_and_relations(policy_document, coordinator):
    actions.accept(policy_document, by=coordinator)
    edition = Edition.objects.get()
    kinds = list(
        PassageText.objects.filter(revision__edition=edition).values_list("passage__kind", flat=True)
    )
    assert kinds.count(PassageKind.THEME) == 8
    assert kinds.count(PassageKind.COMMITMENT) == 31
    assert kinds.count(PassageKind.OBJECTIVE) == 5
    others = PolicyRelation.objects.filter(policy=edition.policy)
    assert others.count() == 4
    assert all(each.other.is_stub for each in others)
    assert edition.state == "draft"  # the document does not say when it was adopted, and nobody guesses


def test_every_commitment_stands_under_its_theme_with_its_lead_in(policy_document, coordinator):
    actions.accept(policy_document, by=coordinator)
    commitments = PassageText.objects.filter(passage__kind=PassageKind.COMMITMENT)
    for text in commitments:
        assert text.parent.kind == PassageKind.THEME
        assert text.lead_in
        assert text.text == f"{text.lead_in} {text.raw}"
    assert sorted({each.parent_id for each in commitments}) == sorted(
        Passage.objects.filter(kind=PassageKind.THEME).values_list("pk", flat=True)
    )


def test_an_implementation_plan_becomes_a_plan_with_focus_areas_owners_and_criteria(
    plan_document, coordinator
):
    actions.accept(plan_document, by=coordinator)
    plan = Plan.objects.get()
    areas = list(FocusArea.objects.filter(plan=plan))
    assert len(areas) == 5
    assert all(each.owner_id and each.theme_name for each in areas)
    assert (
        Position.objects.filter(pk__in={each.owner_id for each in areas}).count() == 4
    )  # one answers for two
    assert Criterion.objects.filter(focus_area__plan=plan, kind="success").count() == 5
    assert Criterion.objects.filter(focus_area__plan=plan, kind="output").count() == 5
    assert Body.objects.get().seats.count() == 4
    assert plan.deadline.latest.year == 2014
    assert plan.policy.is_stub


def test_accepting_twice_gives_the_same_rows(policy_document, plan_document, coordinator):
    for document in (policy_document, plan_document):
        first = actions.accept(document, by=coordinator)
        stood = rows()
        assert actions.accept(document, by=coordinator) == first
        assert rows() == stood


def test_undoing_removes_exactly_what_it_made(policy_document, plan_document, coordinator):
    before = rows()
    actions.accept(policy_document, by=coordinator)
    with_policy = rows()
    actions.accept(plan_document, by=coordinator)
    actions.undo(plan_document, by=coordinator)
    assert rows() == with_policy
    actions.undo(policy_document, by=coordinator)
    assert rows() == before
    assert policy_document.state == DocumentState.READ
    assert not Landing.objects.exists()


def test_the_plan_hangs_on_the_policy_that_was_chosen_and_its_themes(
    policy_document, plan_document, coordinator
):
    actions.accept(policy_document, by=coordinator)
    policy = Edition.objects.get().policy
    actions.accept(
        plan_document,
        by=coordinator,
        wish=Wish(target=Target.PLAN, policy=policy.pk, plan_title="Plan for politikken"),
    )
    assert Plan.objects.get().policy == policy
    named = {each.theme_name or each.theme for each in FocusArea.objects.all()}
    assert len(named) == 5


def test_a_stub_takes_its_text_when_its_document_arrives(
    policy_document, plan_document, coordinator, fjordby
):
    actions.accept(plan_document, by=coordinator)
    stub = Plan.objects.get().policy
    wish = proposal(policy_document)
    wish.policy, wish.title = stub.pk, "Børne- og ungepolitik"
    actions.accept(policy_document, by=coordinator, wish=wish)
    stub.refresh_from_db()
    assert not stub.is_stub
    assert stub.editions.count() == 1
    assert PolicyRelation.objects.filter(policy=stub, kind=RelationKind.RELATES_TO).exists()
    actions.undo(policy_document, by=coordinator)
    stub.refresh_from_db()
    assert stub.is_stub
    assert stub.title != "Børne- og ungepolitik"


# Every kind of document into a municipality of its own


def accepted(shared, number: str, by) -> SourceDocument:
    document = bring(shared, number, by)
    actions.accept(document, by=by)
    return document


def test_a_status_item_becomes_a_matter_with_what_was_decided(shared, fjordby, coordinator):
    document = accepted(shared, "002", coordinator)
    matter = Matter.objects.get()
    assert (matter.case_number, matter.is_open) == ("22/4704", True)
    decision = Decision.objects.get()
    assert (decision.body.kind, decision.date.isoformat(), decision.result) == (
        BodyKind.COMMITTEE,
        "2023-09-14",
        "approved",
    )
    assert decision.recommendation.matter == matter
    # The routing calls the committee by its letters; it is one body.
    assert Body.objects.count() == matter.routings.count() == 1
    annexes = list(matter.annexes.all())
    assert [each.number for each in annexes] == [1, 2, 3, 4, 5, 6]
    assert all(each.document_number and each.case_number and each.is_open for each in annexes)
    assert {"narrative", "policies", "economy", "law"} <= set(
        matter.presentation.sections.values_list("key", flat=True)
    )
    assert MatterSubject.objects.get().policy.is_stub
    kinds = {str(kind) for kind, _why, _rows in landed(document).not_placed}
    assert not kinds & {"Bilag", "Indstilling", "Sted", "Økonomi", "Retsgrundlag", "Status"}
    before = document.acceptances.get().landings.count()
    assert before > 25


def test_what_a_status_tells_of_the_adoption_is_proposed_when_the_policy_comes(shared, fjordby, coordinator):
    accepted(shared, "002", coordinator)
    stub = MatterSubject.objects.get().policy
    told = sets.evidence_for(SourceDocument(pk=0), stub.pk, stub.title)
    assert [(each.body, each.date) for each in told] == [("Kommunalbestyrelsen", "2021-04-20")]


def test_a_strategy_becomes_an_edition_with_its_other_policies(shared, fjordby, coordinator):
    document = accepted(shared, "004", coordinator)
    edition = Edition.objects.get()
    assert edition.policy.kind == "strategy"
    assert Passage.objects.filter(policy=edition.policy, kind=PassageKind.THEME).exists()
    assert "Tema" not in {str(kind) for kind, _why, _rows in landed(document).not_placed}
    relations = set(PolicyRelation.objects.filter(policy=edition.policy).values_list("kind", flat=True))
    assert {"builds_on", "relates_to", "part_of"} <= relations
    actions.undo(document, by=coordinator)
    assert not any(rows()[name] for name in ("Policy", "Edition", "Passage", "PolicyRelation"))


def test_in_a_plan_everything_that_is_to_be_done_has_its_place(plan_document, coordinator):
    actions.accept(plan_document, by=coordinator)
    placed = Initiative.objects.count()
    left = [rows for kind, _why, rows in landed(plan_document).not_placed if str(kind) == "Handling"]
    assert placed + sum(len(each) for each in left) == plan_document.elements.filter(type="action").count()
    assert placed >= 1 or left
    assert all(each.focus_area_id or each.goal_id for each in Initiative.objects.all())


@pytest.mark.skipif(Target.TERMS not in ENTRIES, reason="terms of reference have no app in this installation")
def test_terms_of_reference_become_terms_with_their_bodies(shared, fjordby, coordinator):
    document = accepted(shared, "000", coordinator)
    assert {"Referencegruppe", "Styregruppe", "Projektgruppe"} <= {
        each.name.split(" ")[0].rstrip(",:") for each in Body.objects.all()
    }
    assert landed(document).links[0][2] == "commission.termsofreference"
    assert Policy.objects.filter(is_stub=True).exists()

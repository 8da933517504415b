"""Two real documents go all the way: read, accepted, and to be read as an edition or kept as a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from roedtraad.intake import actions
from roedtraad.intake.enums import DocumentState, Target
from roedtraad.intake.jobs import read_now
from roedtraad.intake.models import Landing, SourceDocument
from roedtraad.intake.targets import proposal
from roedtraad.intake.wishes import Wish
from roedtraad.organisation.models import Body, Position, Seat
from roedtraad.plans.models import Criterion, FocusArea, Plan
from roedtraad.policies.enums import PassageKind, RelationKind
from roedtraad.policies.models import Edition, Passage, PassageText, Policy, PolicyRelation


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

"""Documents that belong together: told as such, in whatever order they come, and nothing twice."""

from __future__ import annotations

import datetime
from itertools import permutations

import pytest
from django.db import transaction
from django.urls import reverse

from roedtraad.core.tenancy import scope
from roedtraad.intake import actions, sets
from roedtraad.intake.targets import proposal
from roedtraad.matters.models import Decision, Matter
from roedtraad.organisation.models import Body, Position, Seat
from roedtraad.plans.models import FocusArea, Plan
from roedtraad.policies.models import Edition, MatterSubject, Policy, PolicyRelation

from .papers import PLAN, POLICY, STATUS, SUB

PAPERS = {"politik.md": POLICY, "idraet.md": SUB, "plan.md": PLAN, "status.md": STATUS}


@pytest.fixture
def papers(bring, coordinator):
    return {name: bring(coordinator, name, text) for name, text in PAPERS.items()}


def ties(document) -> set[tuple[str, str, bool]]:
    return {(tie.how, tie.label, tie.forward) for tie in sets.Overview().ties(document)}


def test_each_of_a_set_is_told_what_it_belongs_with(papers):
    assert ties(papers["plan.md"]) == {("implements", "Politik for fritid", True)}
    assert ties(papers["idraet.md"]) == {("part_of", "Politik for fritid", True)}
    assert ties(papers["status.md"]) == {("concerns", "Politik for fritid", True)}
    assert ties(papers["politik.md"]) == {
        ("implements", "Implementeringsplan for Politik for fritid", False),
        ("part_of", "Idrætsstrategi", False),
        ("concerns", "Status på Politik for fritid", False),
    }


def test_the_plan_is_proposed_for_the_policy_that_came_before_it(papers, coordinator):
    actions.accept(papers["politik.md"], by=coordinator)
    assert proposal(papers["plan.md"]).policy == Policy.objects.get(title="Politik for fritid").pk
    assert proposal(papers["status.md"]).policy == Policy.objects.get(title="Politik for fritid").pk


def test_the_plan_takes_the_name_that_the_policys_own_document_has(papers):
    wish = proposal(papers["plan.md"])
    assert (wish.policy, wish.title) == (None, "Politik for fritid")


def standing() -> dict[str, object]:
    """Everything that came of the papers, without numbers that follow the order in which they came."""
    return {
        "policies": sorted(Policy.objects.values_list("title", "kind", "is_stub", "target_group", "legal_basis")),
        "editions": sorted(Edition.objects.values_list("policy__title", "number", "title", "state", "valid_from", "valid_to", "adopted_on", "adopted_body")),
        "relations": sorted(PolicyRelation.objects.values_list("policy__title", "kind", "other__title")),
        "plans": sorted(Plan.objects.values_list("title", "policy__title", "starts", "ends")),
        "areas": sorted(
            (area.title, area.owner.title if area.owner else "", area.theme_name, area.theme.texts.first().heading if area.theme else "")
            for area in FocusArea.objects.all()
        ),
        "bodies": sorted(Body.objects.values_list("name", "kind")),
        "seats": sorted(Seat.objects.values_list("body__name", "title", "role")),
        "positions": sorted(Position.objects.exclude(holdings__isnull=False).values_list("title", flat=True)),
        "matters": sorted(Matter.objects.values_list("title", "case_number")),
        "subjects": sorted(MatterSubject.objects.values_list("matter__title", "policy__title")),
        "decisions": sorted(Decision.objects.values_list("body__name", "date", "result")),
    }  # fmt: skip


def test_in_whatever_order_a_set_is_accepted_the_same_stands_here(papers, coordinator):
    outcomes = {}
    for order in permutations(PAPERS):
        with transaction.atomic():
            for name in order:
                papers[name].refresh_from_db()
                actions.accept(papers[name], by=coordinator)
            outcomes[order] = standing()
            transaction.set_rollback(True)
    first = outcomes[tuple(PAPERS)]
    assert {name for name, *_rest in first["policies"]} == {
        "Politik for fritid",
        "Idrætsstrategi",
        "Klubpolitikken",
    }
    assert first["areas"] == [("Haller til alle", "Fritidschef", "", "Foreninger")]
    assert all(outcome == first for outcome in outcomes.values())


def test_a_set_can_be_undone_in_the_order_in_which_it_came(papers, coordinator):
    before = standing()
    for name in ("plan.md", "politik.md", "status.md", "idraet.md"):
        actions.accept(papers[name], by=coordinator)
    for name in ("plan.md", "politik.md", "status.md", "idraet.md"):
        papers[name].refresh_from_db()
        actions.undo(papers[name], by=coordinator)
    assert standing() == before


def test_a_policy_that_was_replaced_ends_also_where_it_comes_last(bring, coordinator, papers):
    old = bring(
        coordinator,
        "klub.md",
        "# Klubpolitikken\n\nFjordby Kommune\n\nVedtaget af Byrådet den 3. marts 2015\n\nGælder 2015-2030.\n\n## Tema: Aftener\n\n"
        "Det vil Fjordby Kommune:\n\n- Holde klubben åben hver aften\n",
    )
    actions.accept(papers["politik.md"], by=coordinator)
    actions.accept(old, by=coordinator)
    edition = Edition.objects.get(policy__title="Klubpolitikken")
    newer = Edition.objects.get(policy__title="Politik for fritid")
    assert (edition.state, edition.repealed_on, edition.replaced_by) == ("repealed", newer.valid_from, newer)
    papers["politik.md"].refresh_from_db()
    actions.undo(papers["politik.md"], by=coordinator)
    edition.refresh_from_db()
    assert (edition.state, edition.repealed_on) == ("adopted", None)


def test_minutes_that_tell_of_the_adoption_are_proposed_as_its_evidence(bring, coordinator):
    silent = POLICY.replace("Vedtaget af Byrådet den 14. maj 2024", "").replace(
        "fritid", "fritid og fællesskab"
    )
    policy = bring(coordinator, "a.md", silent)
    assert not proposal(policy).adopted_body
    bring(
        coordinator,
        "b.md",
        "# Status på Politik for fritid og fællesskab\n\n24/99 Åben sag\n\n## Sagsfremstilling\n\n"
        "Byrådet godkendte den 18. juni 2024 Politik for fritid og fællesskab.\n\n## Indstilling\n\n"
        "Chefen indstiller, at status godkendes.\n\n## Beslutning i Fritidsudvalget den 03-09-2025\n\nGodkendt.\n",
    )
    wish = proposal(policy)
    assert (wish.adopted_body, wish.adopted_on) == ("Byrådet", "2024-06-18")
    assert wish.evidence.startswith("b.md: Byrådet godkendte")


def test_a_decision_that_is_kept_here_is_proposed_and_adopts(bring, coordinator, signed_in):
    minutes = bring(
        coordinator,
        "referat.md",
        "# Vedtagelse af Politik for fritid\n\n24/1000 Åben sag\n\n## Sagsfremstilling\n\nPolitikken har været i høring.\n\n"
        "## Indstilling\n\nUdvalget indstiller, at Politik for fritid godkendes.\n\n"
        "## Beslutning i Byrådet den 14-05-2024\n\nGodkendt.\n",
    )
    assert minutes.kind == "status_item"
    wish = proposal(minutes)
    wish.policy, wish.title = None, "Politik for fritid"
    actions.accept(minutes, by=coordinator, wish=wish)
    text = POLICY.replace("Vedtaget af Byrådet den 14. maj 2024", "")
    policy = bring(coordinator, "uden-dato.md", text)
    decision = Decision.objects.get()
    asked = proposal(policy)
    assert (asked.decision, asked.adopted_on) == (decision.pk, "2024-05-14")
    page = signed_in(coordinator).get(reverse("intake:accept", args=[policy.pk])).content.decode()
    assert "Vedtagelse af Politik for fritid" in page
    actions.accept(policy, by=coordinator)
    edition = Edition.objects.get()
    assert (edition.decision, edition.matter, edition.adopted_on) == (
        decision,
        decision.matter,
        datetime.date(2024, 5, 14),
    )
    policy.refresh_from_db()
    minutes.refresh_from_db()
    actions.undo(policy, by=coordinator)
    actions.undo(minutes, by=coordinator)
    assert not Decision.objects.exists()


def test_a_status_that_was_approved_adopts_nothing(papers, coordinator):
    actions.accept(papers["status.md"], by=coordinator)
    policy = Policy.objects.get(title="Politik for fritid")
    assert sets.evidence_for(papers["politik.md"], policy.pk, policy.title) == []


def test_the_same_text_in_another_version_is_said_to_be_alike(bring, coordinator, papers):
    longer = (
        POLICY
        + "\n"
        + "\n".join(
            f"Afsnit {word}: her står der noget om {word}, som børn og unge selv har sagt til os i {word}en."
            for word in "hal klub bane sal pool park skov havn gård plads mark eng".split()
        )
    )
    first = bring(coordinator, "udkast.md", longer)
    second = bring(coordinator, "endelig.md", longer.replace("fem aftener", "seks aftener"))
    assert sets.alike(second).document == first.pk
    assert sets.alike(papers["plan.md"]) is None


def test_the_list_and_the_page_say_what_belongs_together_and_why(
    papers, coordinator, signed_in, queries_of, bring
):
    client = signed_in(coordinator)
    shown = client.get(reverse("intake:list")).content.decode()
    assert shown.count("Hører sammen med") == 4
    page = client.get(reverse("intake:accept", args=[papers["plan.md"].pk])).content.decode()
    assert reverse("intake:review", args=[papers["politik.md"].pk]) in page
    few = queries_of(client, reverse("intake:list"))
    for number in range(20):
        bring(coordinator, f"s{number}.md", STATUS.replace("412", str(500 + number)))
    assert queries_of(client, reverse("intake:list")) == few <= 15


def test_nothing_is_told_of_another_municipalitys_documents(papers, nordby, bring):
    with scope(nordby):
        assert not sets.Overview().rows
        assert not sets.Overview().policies

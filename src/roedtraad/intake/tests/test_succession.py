"""A new edition of a policy known here: sentences live on, changed, split or merged, where a person says yes."""

from __future__ import annotations

import pytest
from django.urls import reverse

from roedtraad.intake import actions
from roedtraad.intake.succession import succession_of
from roedtraad.intake.targets import proposal
from roedtraad.policies.enums import PassageKind
from roedtraad.policies.models import Edition, Passage, PassageOrigin, PassageText, Policy

from .papers import POLICY

WHOLE = "Holde en klub åben i hver bydel fem aftener om ugen"
NEWER = (
    POLICY.replace("den 14. maj 2024", "den 13. juni 2028")
    .replace("2024-2028", "2028-2032")
    .replace("familier, der ikke selv kan", "familier, der ikke selv kan betale det")
    .replace(f"- {WHOLE}", "- Ansætte en musiklærer i hver klub")
)


@pytest.fixture
def first(bring, coordinator):
    document = bring(coordinator, "2024.md", POLICY)
    actions.accept(document, by=coordinator)
    return Edition.objects.get()


@pytest.fixture
def newer(first, bring, coordinator):
    return bring(
        coordinator,
        "2028.md",
        NEWER.replace("2028-2032", "2025-2028").replace("13. juni 2028", "13. juni 2025"),
    )


def passage_of(edition: Edition, words: str) -> int:
    return PassageText.objects.get(revision__edition=edition, text__contains=words).passage_id


def test_a_sentence_with_words_changed_is_proposed_with_its_score_and_lives_on_when_confirmed(
    first, newer, coordinator, signed_in
):
    near = [
        each for each in succession_of(newer, first.policy).near if each.kind == PassageKind.COMMITMENT.label
    ]
    assert [(each.how, each.new) for each in near] == [
        ("changed", "Betale kontingentet for familier, der ikke selv kan betale det")
    ]
    assert 80 <= near[0].score < 100
    client = signed_in(coordinator)
    url = reverse("intake:accept", args=[newer.pk])
    shown = client.get(url).content.decode()
    assert near[0].id in shown
    assert "<del>Betale kontingentet" in shown
    given = {
        "target": "policy", "policy": first.policy_id, "title": "", "kind": "policy", "valid_from": "1-8-2025",
        "shown_for": first.policy_id, "confirmed": [near[0].id],
    }  # fmt: skip
    assert client.post(url, given).status_code == 302
    second = Edition.objects.get(number=2)
    assert passage_of(second, "kontingentet") == passage_of(first, "kontingentet")
    assert passage_of(second, "hallerne") == passage_of(first, "hallerne")
    assert passage_of(second, "musiklærer") not in Passage.objects.filter(
        texts__revision__edition=first
    ).values_list("pk", flat=True)


def test_without_a_yes_a_changed_sentence_is_a_new_one(first, newer, coordinator):
    wish = proposal(newer)
    assert wish.policy == first.policy_id
    actions.accept(newer, by=coordinator, wish=wish)
    second = Edition.objects.get(number=2)
    assert passage_of(second, "kontingentet") != passage_of(first, "kontingentet")
    assert passage_of(second, "hallerne") == passage_of(first, "hallerne")


def test_a_split_and_a_merger_say_where_they_came_from_and_go_with_the_edition(first, bring, coordinator):
    parts = "- Holde en klub åben i hver bydel fem aftener om ugen\n- Sørge for at klubben har mad til alle der bliver der\n"
    older = bring(
        coordinator,
        "2025.md",
        POLICY.replace("fritid", "aftener").replace(f"- {WHOLE}\n", parts),
    )
    actions.accept(older, by=coordinator)
    policy = Policy.objects.get(title="Politik for aftener")
    before = set(Passage.objects.values_list("pk", flat=True))
    joined = f"- {WHOLE} og sørge for at klubben har mad til alle der bliver der\n"
    document = bring(
        coordinator, "2026.md", POLICY.replace("fritid", "aftener").replace(f"- {WHOLE}\n", joined)
    )
    wish = proposal(document)
    near = succession_of(document, policy).near
    assert {each.how for each in near} == {"changed", "merged"}
    wish.confirmed = [each.id for each in near]
    actions.accept(document, by=coordinator, wish=wish)
    origin = PassageOrigin.objects.get()
    texts = PassageText.objects.filter(passage=origin.origin)
    assert origin.how == "merged"
    assert not texts.filter(revision__edition__number=2).exists()
    actions.undo(document, by=coordinator)
    assert not PassageOrigin.objects.exists()
    assert set(Passage.objects.values_list("pk", flat=True)) == before


def test_when_another_policy_is_chosen_its_sentences_are_shown_before_they_are_joined(
    first, bring, coordinator, signed_in
):
    document = bring(coordinator, "ny.md", NEWER.replace("# Politik for fritid", "# Politik for aftener"))
    client = signed_in(coordinator)
    url = reverse("intake:accept", args=[document.pk])
    given = {"target": "policy", "policy": first.policy_id, "title": "", "kind": "policy", "shown_for": ""}
    page = client.post(url, given)
    assert page.status_code == 200
    assert "<del>Betale kontingentet" in page.content.decode()
    assert Edition.objects.count() == 1
    assert client.post(url, given | {"shown_for": first.policy_id}).status_code == 302
    assert Edition.objects.count() == 2


def test_what_is_confirmed_and_is_not_proposed_is_refused(first, newer, coordinator, signed_in):
    url = reverse("intake:accept", args=[newer.pk])
    given = {
        "target": "policy", "policy": first.policy_id, "kind": "policy", "shown_for": first.policy_id,
        "confirmed": [f"changed-{Passage.objects.first().pk}-0000000000"],
    }  # fmt: skip
    assert signed_in(coordinator).post(url, given).status_code == 200
    assert Edition.objects.count() == 1


def test_the_day_of_a_printed_revision_is_kept_with_its_words(bring, coordinator):
    text = POLICY + "\n## Opfølgning\n\nPolitikken revideres i 2027.\n"
    document = bring(coordinator, "rev.md", text)
    wish = proposal(document)
    assert wish.revision_due == "2027-12-31"
    actions.accept(document, by=coordinator, wish=wish)
    edition = Edition.objects.get()
    assert edition.revision_due.isoformat() == "2027-12-31"
    assert PassageText.objects.filter(text__contains="revideres i 2027").exists()
    assert edition.valid_to.isoformat() == "2028-12-31"
    assert edition.early_revision_reason == "Politikken revideres i 2027."


def test_a_revision_at_the_end_of_the_period_is_not_early(bring, coordinator):
    document = bring(coordinator, "rev.md", POLICY + "\n## Opfølgning\n\nPolitikken revideres i 2028.\n")
    actions.accept(document, by=coordinator, wish=proposal(document))
    assert Edition.objects.get().early_revision_reason == ""


def test_any_passage_of_a_recorded_edition_can_be_corrected_and_shows_both_readings(
    first, coordinator, signed_in
):
    client = signed_in(coordinator)
    url = reverse("policies:edition", args=[first.pk])
    place = PassageText.objects.get(revision__edition=first, heading="Klubber")
    correct = reverse("policies:correct", args=[place.pk])
    assert correct not in client.get(url).content.decode()
    assert correct in client.get(url, {"ret": "ja"}).content.decode()
    client.post(correct, {"text": "Klubberne", "reason": "Ordet var læst forkert"})
    shown = client.get(url).content.decode()
    assert "<del>Klubber</del> <ins>Klubberne</ins>" in shown
    assert "Ordet var læst forkert" in shown

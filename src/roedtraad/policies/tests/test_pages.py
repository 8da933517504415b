"""The pages of the policies: found in Danish order, read as a document, and no dearer for being long."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from roedtraad.core.tenancy import scope
from roedtraad.plans import actions as plans
from roedtraad.policies import actions, queries
from roedtraad.policies.models import Edition, Passage, PassageText, Policy, TranscriptionFix
from roedtraad.policies.queries import latest_revision

from .conftest import words

D = datetime.date


@pytest.fixture
def client(coordinator, signed_in):
    return signed_in(coordinator)


def long_edition(policy: Policy, by, number: int) -> Edition:
    """An edition with so many commitments, each with a goal in a running focus area."""
    edition = actions.create_edition(policy, by=by, valid_from=D(2025, 1, 1))
    actions.write_passages(edition, by=by, passages=words(number))
    plan = plans.create_plan(policy, by=by, title="Legeplan")
    area = plans.add_focus_area(plan, by=by, title="Ude hver dag")
    for text in latest_revision(edition).texts.filter(passage__kind="commitment")[: number // 2]:
        plans.write_goal(plan, by=by, title=f"Mål under {text.number}", focus_area=area, passage=text.passage)
    return edition


def test_policies_stand_in_the_order_of_the_danish_alphabet(fjordby, coordinator, client):
    for title in ("Ældrepolitik", "Zoopolitik", "Ådalspolitik", "Østerspolitik", "alkoholpolitik"):
        actions.create_policy(fjordby, by=coordinator, title=title)
    found = queries.policy_list(on=D(2026, 1, 1))
    assert [row.policy.title for row in found.rows] == [
        "alkoholpolitik",
        "Zoopolitik",
        "Ældrepolitik",
        "Østerspolitik",
        "Ådalspolitik",
    ]


def test_the_list_pages_at_50_and_narrows_by_name_kind_and_text(fjordby, coordinator, client):
    for number in range(60):
        actions.create_policy(fjordby, by=coordinator, title=f"Politik {number}", is_stub=number % 2 == 0)
    url = reverse("policies:list")
    assert client.get(url).content.decode().count('<td><a href="') == 50
    assert client.get(url, {"page": 2}).content.decode().count('<td><a href="') == 10
    assert queries.policy_list(on=D(2026, 1, 1), text="no").page.paginator.count == 30
    assert [row.policy.title for row in queries.policy_list(on=D(2026, 1, 1), find="politik 59").rows] == [
        "Politik 59"
    ]
    assert queries.policy_list(on=D(2026, 1, 1), kind="strategy").rows == []


def test_the_list_costs_the_same_for_2_policies_and_200(fjordby, coordinator, client, record, queries_of):
    def fill(numbers):
        for number in numbers:
            record(actions.create_policy(fjordby, by=coordinator, title=f"Politik {number}"), D(2024, 1, 1))

    fill(range(2))
    few = queries_of(client, reverse("policies:list"))
    fill(range(2, 60))
    Policy.objects.bulk_create(Policy(title=f"Stub {n}", is_stub=True) for n in range(140))
    assert queries_of(client, reverse("policies:list")) == few <= 15


def test_an_empty_list_says_what_belongs_here_and_leads_to_it(client):
    page = client.get(reverse("policies:list")).content.decode()
    assert reverse("intake:upload") in page


def test_an_edition_page_costs_the_same_for_2_commitments_and_150(
    policy, statutory, coordinator, client, queries_of
):
    few = queries_of(client, reverse("policies:edition", args=[long_edition(policy, coordinator, 2).pk]))
    many = queries_of(
        client, reverse("policies:edition", args=[long_edition(statutory, coordinator, 150).pk])
    )
    assert many == few <= 15


def test_the_chosen_sentence_has_its_thread_open_and_the_others_lead_to_theirs(policy, coordinator, client):
    edition = long_edition(policy, coordinator, 4)
    texts = list(latest_revision(edition).texts.filter(passage__kind="commitment"))
    page = queries.edition_page(edition, on=D(2026, 1, 1), chosen=texts[3].passage_id)
    assert page.open.pk == texts[3].passage_id
    assert page.open.missing is not None
    assert page.open.is_cut
    shown = client.get(
        reverse("policies:edition", args=[edition.pk]), {"saetning": texts[3].passage_id}
    ).content.decode()
    for text in texts[:3]:
        assert f"?saetning={text.passage_id}#p-{text.passage_id}" in shown
    first = queries.edition_page(edition, on=D(2026, 1, 1))
    assert first.open.pk == texts[0].passage_id
    assert [knot.label for knot in first.open.line if knot.kind == "plans.goal"]
    assert (first.promises, first.bare) == (4, 2)


def test_a_foolish_choice_in_the_address_opens_what_is_open_anyway(policy, coordinator, client):
    edition = long_edition(policy, coordinator, 2)
    for foolish in ("nonsense", "999999", "-1", "²"):
        assert (
            client.get(reverse("policies:edition", args=[edition.pk]), {"saetning": foolish}).status_code
            == 200
        )


def test_addresses_stand_without_separators_of_thousands(draft, coordinator, client):
    passage = Passage.objects.create(pk=12_345_678, policy=draft.policy, kind="commitment")
    text = PassageText.objects.create(
        revision=latest_revision(draft), passage=passage, order=99, text="Vi vil tælle til mange tusind"
    )
    shown = client.get(reverse("policies:edition", args=[draft.pk])).content.decode()
    assert f'?saetning={text.passage_id}#p-{text.passage_id}"' in shown
    assert f'id="p-{text.passage_id}"' in shown


def test_the_contents_lead_to_the_themes_in_order(draft, coordinator):
    page = queries.edition_page(draft, on=D(2026, 1, 1))
    assert [(item.number, item.title, item.here) for item in page.contents] == [("1", "Gode overgange", True)]
    assert page.contents[0].url == f"#p-{page.before[0].pk}"


def test_a_policy_page_shows_its_relations_from_both_ends(policy, statutory, coordinator, client):
    actions.relate(policy, by=coordinator, kind="supports", other=statutory)
    assert statutory.title in client.get(reverse("policies:policy", args=[policy.pk])).content.decode()
    assert policy.title in client.get(reverse("policies:policy", args=[statutory.pk])).content.decode()


def test_an_adoption_is_recorded_on_its_page_and_a_refusal_keeps_the_words(draft, client):
    url = reverse("policies:record_adoption", args=[draft.pk])
    given = {
        "adopted_body": "Byrådet",
        "adopted_on": "19. november 2024",
        "valid_from": "1-1-2025",
        "valid_to": "31-12-2024",
        "evidence": "Referat, punkt 4",
    }
    shown = client.post(url, given).content.decode()
    assert "Referat, punkt 4" in shown
    draft.refresh_from_db()
    assert draft.state == "draft"
    client.post(url, given | {"valid_to": "31-12-2028"})
    draft.refresh_from_db()
    assert (draft.state, draft.adopted_on, draft.valid_from) == ("adopted", D(2024, 11, 19), D(2025, 1, 1))


def test_a_transcription_is_corrected_on_its_page_and_both_readings_are_shown(policy, record, client):
    edition = record(policy, D(2020, 1, 1))
    text = latest_revision(edition).texts.get(number="1.1")
    client.post(
        reverse("policies:correct", args=[text.pk]),
        {"text": "Vi vil: møde alle børn", "reason": "Læst forkert"},
    )
    assert TranscriptionFix.objects.get().after == "Vi vil: møde alle børn"
    shown = client.get(reverse("policies:edition", args=[edition.pk])).content.decode()
    assert "<del>" in shown
    assert "møde alle børn" in shown


def test_a_cpr_number_in_the_evidence_is_stopped_with_its_line(draft, client):
    shown = client.post(
        reverse("policies:record_adoption", args=[draft.pk]),
        {
            "adopted_body": "Byrådet",
            "adopted_on": "19-11-2024",
            "valid_from": "1-1-2025",
            "evidence": "Referat\nbarn 010112-1238",
        },
    ).content.decode()
    assert "010112-****" in shown
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_reader_reads_and_does_not_adopt(draft, reader, signed_in):
    client = signed_in(reader)
    assert client.get(reverse("policies:edition", args=[draft.pk])).status_code == 200
    assert client.get(reverse("policies:record_adoption", args=[draft.pk])).status_code == 403


def test_another_municipalitys_policies_are_not_found(draft, outsider, nordby, signed_in):
    client = signed_in(outsider)
    with scope(nordby):
        for name, pk in (("policy", draft.policy_id), ("edition", draft.pk), ("record_adoption", draft.pk)):
            assert client.get(reverse(f"policies:{name}", args=[pk])).status_code == 404

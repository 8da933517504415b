"""The rules of editions, each under the name it has in the domain."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import NotPermitted, Reason, Refused
from roedtraad.core.registries import refusals
from roedtraad.core.tenancy import scope
from roedtraad.matters.enums import DecisionResult
from roedtraad.policies import actions, rules
from roedtraad.policies.canonical import digest
from roedtraad.policies.enums import EDITION_TRANSITIONS, EditionState, PassageKind, RelationKind
from roedtraad.policies.frozen import Frozen, lifting_out
from roedtraad.policies.models import Edition, Passage, PassageText, Policy, TranscriptionFix
from roedtraad.policies.queries import edition_in_force, latest_revision, standings

D = datetime.date
PAIRS = [(now, to) for now in EditionState for to in EditionState]


def codes(refused) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


def put(edition: Edition, state: EditionState) -> Edition:
    """Force a state past the rules, for a test of the rules."""
    Edition.objects.filter(pk=edition.pk).update(state=state)
    edition.refresh_from_db()
    return edition


STEPS = {
    EditionState.DRAFT: lambda edition, by: actions.take_back(edition, by=by),
    EditionState.RELEASED: lambda edition, by: actions.release(edition, by=by),
    EditionState.SUBMITTED: lambda edition, by: actions.submit(edition, by=by),
    EditionState.ADOPTED: lambda edition, by: actions.record_adoption(
        edition, by=by, adopted_on=D(2024, 11, 19), adopted_body="Byrådet", evidence="Referat, punkt 4"
    ),
    EditionState.REPEALED: lambda edition, by: actions.repeal(edition, by=by, on=D(2026, 1, 1)),
}


@pytest.mark.parametrize(("now", "to"), PAIRS)
def test_an_edition_moves_only_as_the_table_of_its_states_says(now, to, draft, coordinator):
    put(draft, now)
    if to in EDITION_TRANSITIONS[now]:
        STEPS[to](draft, coordinator)
        draft.refresh_from_db()
        assert draft.state == to
    else:
        with pytest.raises(Refused) as refused:
            STEPS[to](draft, coordinator)
        assert "transition" in codes(refused)
        draft.refresh_from_db()
        assert draft.state == now


class TestAnAdoptedEditionNeverChanges:
    @pytest.fixture
    def adopted(self, draft, decide, coordinator) -> Edition:
        return actions.adopt(draft, by=coordinator, decision=decide())

    def test_its_text_cannot_be_saved_deleted_or_added_to(self, adopted):
        revision = latest_revision(adopted)
        text = revision.texts.first()
        text.text = "Noget andet"
        with pytest.raises(Frozen):
            text.save()
        with pytest.raises(Frozen):
            text.delete()
        with pytest.raises(Frozen):
            revision.texts.all().delete()
        with pytest.raises(Frozen):
            PassageText.objects.filter(revision=revision).update(text="Noget andet")
        with pytest.raises(Frozen):
            PassageText.objects.bulk_create(
                [PassageText(revision=revision, passage=Passage.objects.first(), order=99)]
            )
        with pytest.raises(Frozen):
            revision.delete()
        assert digest(revision.texts.select_related("passage")) == revision.sha256

    def test_its_title_period_and_adoption_stand(self, adopted):
        for name, value in (
            ("title", "Nyt navn"),
            ("valid_from", D(2026, 1, 1)),
            ("adopted_on", D(2020, 1, 1)),
            ("number", 7),
        ):
            edition = Edition.objects.get(pk=adopted.pk)
            setattr(edition, name, value)
            with pytest.raises(Frozen):
                edition.save()

    def test_when_it_is_to_be_revised_may_still_be_written(self, adopted):
        adopted.revision_due = D(2027, 6, 1)
        adopted.save()
        assert Edition.objects.get(pk=adopted.pk).revision_due == D(2027, 6, 1)

    def test_writing_a_passage_in_it_is_refused_with_the_way_out(self, adopted, coordinator):
        with pytest.raises(Refused) as refused:
            actions.write_passage(adopted, by=coordinator, kind=PassageKind.COMMITMENT, text="Vi vil mere")
        assert codes(refused) == {"adopted-is-fixed"}
        assert refused.value.reasons[0].way_out

    def test_a_correction_is_a_new_edition_in_which_the_passages_stay_the_same(self, adopted, coordinator):
        fresh = actions.create_edition(
            adopted.policy, by=coordinator, from_latest=True, editorial_under="Byrådets bemyndigelse"
        )
        assert fresh.number == adopted.number + 1
        assert fresh.is_editorial
        text = latest_revision(fresh).texts.get(number="1.1")
        actions.rewrite_passage(text, by=coordinator, text="Vi vil: møde barnet før skiftet")
        old = latest_revision(adopted).texts.get(number="1.1")
        assert old.passage == text.passage
        assert old.text != text.text


def test_the_frozen_text_has_a_hash_that_any_other_wording_would_change(draft, decide, coordinator):
    before = digest(latest_revision(draft).texts.select_related("passage"))
    text = latest_revision(draft).texts.get(number="1.2")
    actions.rewrite_passage(text, by=coordinator, text=text.text + " ")
    actions.adopt(draft, by=coordinator, decision=decide())
    revision = latest_revision(draft)
    assert revision.frozen_at
    assert len(revision.sha256) == 64
    assert revision.sha256 != before


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    editions=st.lists(
        st.tuples(st.integers(0, 40), st.none() | st.integers(0, 60), st.sampled_from(EditionState)),
        min_size=1,
        max_size=5,
    ),
    day=st.integers(0, 60),
)
def test_a_policy_has_at_most_one_edition_in_force_on_any_day(editions, day, fjordby, policy):
    with lifting_out():
        Edition.objects.all().delete()
    start = D(2024, 1, 1)
    for number, (begins, ends, state) in enumerate(editions, start=1):
        repealed = (
            start + datetime.timedelta(days=max(begins, ends))
            if ends is not None and state == EditionState.REPEALED
            else None
        )
        Edition.objects.create(
            policy=policy,
            number=number,
            title="Udgave",
            state=state,
            valid_from=start + datetime.timedelta(days=begins),
            repealed_on=repealed,
        )
    on = start + datetime.timedelta(days=day)
    holding = list(Edition.objects.in_force(on))
    assert len(holding) <= 1
    said = standings(Edition.objects.all(), on)
    assert {each.pk for each in holding} == {pk for pk, standing in said.items() if standing.holds}


def test_a_later_edition_supersedes_the_earlier_from_its_first_day(policy, record):
    first = record(policy, D(2021, 1, 1), D(2024, 12, 31))
    second = record(policy, D(2025, 3, 1))
    assert edition_in_force(policy.pk, D(2025, 2, 28)) == first
    assert edition_in_force(policy.pk, D(2025, 3, 1)) == second
    assert standings([first, second], D(2025, 3, 1))[first.pk].key == "replaced"


def test_adopted_is_not_the_same_as_in_force(policy, record):
    edition = record(policy, D(2025, 3, 1))
    assert edition.state == EditionState.ADOPTED
    assert edition_in_force(policy.pk, D(2025, 2, 1)) is None
    assert standings([edition], D(2025, 2, 1))[edition.pk].key == "coming"


def test_an_expired_edition_stays_in_force_shown_as_overdue_until_it_is_replaced_or_repealed(
    policy, record, coordinator
):
    edition = record(policy, D(2021, 1, 1), D(2024, 12, 31))
    assert edition_in_force(policy.pk, D(2026, 5, 1)) == edition
    assert standings([edition], D(2026, 5, 1))[edition.pk].key == "overdue"
    actions.repeal(edition, by=coordinator, on=D(2026, 6, 1))
    assert edition_in_force(policy.pk, D(2026, 5, 31)) == edition
    assert edition_in_force(policy.pk, D(2026, 6, 1)) is None


class TestEachPolicySaysWhichBodyAdoptsIt:
    def test_another_body_is_refused(self, draft, decide, council, committee, coordinator):
        actions.describe(draft.policy, by=coordinator, adopted_by=committee)
        with pytest.raises(Refused) as refused:
            actions.adopt(draft, by=coordinator, decision=decide(body=council))
        assert codes(refused) == {"another-body"}
        actions.adopt(draft, by=coordinator, decision=decide(body=committee))

    def test_the_statutory_ones_can_only_be_adopted_by_the_council(
        self, statutory, decide, committee, council, coordinator
    ):
        edition = actions.create_edition(statutory, by=coordinator, valid_from=D(2025, 1, 1))
        actions.write_passage(
            edition, by=coordinator, kind=PassageKind.COMMITMENT, text="Vi vil høre børnene"
        )
        with pytest.raises(Refused) as refused:
            actions.adopt(edition, by=coordinator, decision=decide(body=committee))
        assert codes(refused) == {"only-the-council"}
        assert committee.name in str(refused.value)
        with pytest.raises(Refused) as refused:
            actions.record_adoption(
                edition,
                by=coordinator,
                adopted_on=D(2024, 1, 1),
                adopted_body="Børneudvalget",
                evidence="Referat",
            )
        assert codes(refused) == {"only-the-council"}
        actions.adopt(edition, by=coordinator, decision=decide(body=council))
        assert edition.adopted_body == "Byrådet"

    @pytest.mark.parametrize("name", ["Byrådet", "Fjordby Byråd", "Kommunalbestyrelsen", "byrådet "])
    def test_the_council_is_known_by_its_names(self, name, fjordby):
        assert rules.is_council(name)

    def test_a_committee_is_not_the_council(self, fjordby, committee):
        assert not rules.is_council(committee.name)
        assert not rules.is_council("Økonomiudvalget")


def test_an_edition_is_adopted_only_on_a_decision_that_approves(draft, decide, coordinator):
    for result in set(DecisionResult) - rules.ADOPTING:
        with pytest.raises(Refused) as refused:
            actions.adopt(draft, by=coordinator, decision=decide(result=result))
        assert codes(refused) == {"decision-does-not-adopt"}
    assert draft.state == EditionState.DRAFT


def test_the_decision_must_be_of_the_editions_own_matter(draft, decide, coordinator):
    decision = decide()
    draft.matter = decision.matter
    draft.save()
    with pytest.raises(Refused) as refused:
        actions.adopt(draft, by=coordinator, decision=decide())
    assert codes(refused) == {"another-matter"}
    actions.adopt(draft, by=coordinator, decision=decision)
    assert draft.adopted_on == decision.date


def test_an_edition_without_text_is_not_put_before_anybody(policy, coordinator, decide):
    edition = actions.create_edition(policy, by=coordinator, valid_from=D(2025, 1, 1))
    for step in (actions.release, actions.submit):
        with pytest.raises(Refused) as refused:
            step(edition, by=coordinator)
        assert codes(refused) == {"no-text"}
    with pytest.raises(Refused):
        actions.adopt(edition, by=coordinator, decision=decide())


def test_what_a_higher_app_refuses_is_not_put_before_the_adopting_body(draft, coordinator, monkeypatch):
    def open_hearing(edition, by, **_arguments):
        return [Reason("hearing-open", "Høringen er åben.", "Vent, til den lukker.")]

    monkeypatch.setitem(refusals._entries, "policies.submit", [open_hearing])
    with pytest.raises(Refused, match="Høringen er åben"):
        actions.submit(draft, by=coordinator)
    # What a body has decided is a fact and can always be recorded.
    actions.record_adoption(
        draft, by=coordinator, adopted_on=D(2024, 11, 19), adopted_body="Byrådet", evidence="Referat, punkt 4"
    )
    assert draft.state == EditionState.ADOPTED


class TestADocumentThatWasAdoptedBeforeItCameHere:
    def test_is_recorded_as_adopted_with_its_evidence(self, policy, record):
        edition = record(policy, D(2019, 1, 1), evidence="Forsiden: vedtaget af Byrådet")
        assert edition.state == EditionState.ADOPTED
        assert edition.evidence == "Forsiden: vedtaget af Byrådet"
        assert edition.decision is None

    def test_is_not_recorded_without_evidence_body_or_first_day(self, policy, coordinator):
        edition = actions.create_edition(policy, by=coordinator)
        actions.write_passage(edition, by=coordinator, kind=PassageKind.PARAGRAPH, text="Ord")
        with pytest.raises(Refused) as refused:
            actions.record_adoption(edition, by=coordinator, adopted_on=None, adopted_body=" ", evidence="")
        assert codes(refused) == {"no-evidence", "no-body", "no-start"}

    def test_is_not_recorded_as_adopted_tomorrow(self, draft, coordinator):
        tomorrow = datetime.date.today() + datetime.timedelta(days=2)
        with pytest.raises(Refused) as refused:
            actions.record_adoption(
                draft, by=coordinator, adopted_on=tomorrow, adopted_body="Byrådet", evidence="Referat"
            )
        assert codes(refused) == {"adopted-in-future"}

    def test_keeps_the_words_of_a_date_without_a_day(self, draft, coordinator):
        actions.record_adoption(
            draft,
            by=coordinator,
            adopted_on=None,
            adopted_words="december 2006",
            adopted_body="Byrådet",
            evidence="Forordet",
        )
        assert (draft.adopted_on, draft.adopted_words) == (None, "december 2006")

    def test_a_fault_of_transcription_is_corrected_as_such_with_both_readings_kept(
        self, policy, record, coordinator
    ):
        edition = record(policy, D(2019, 1, 1))
        old = latest_revision(edition)
        text = old.texts.get(number="1.1")
        before, sha256 = text.text, old.sha256
        corrected = actions.correct_transcription(
            text,
            by=coordinator,
            text="Vi vil: møde alle børn inden skiftet",
            reason="Linjen var læst forkert",
        )
        assert latest_revision(edition).texts.get(number="1.1").text == "Vi vil: møde alle børn inden skiftet"
        assert old.texts.get(number="1.1").text == before
        old.refresh_from_db()
        assert old.sha256 == sha256
        assert corrected.passage == text.passage
        fix = TranscriptionFix.objects.get()
        assert (fix.before, fix.after, fix.by) == (before, corrected.text, coordinator)
        assert latest_revision(edition).frozen_at

    def test_what_was_adopted_here_has_no_fault_of_transcription(self, draft, decide, coordinator):
        actions.adopt(draft, by=coordinator, decision=decide())
        with pytest.raises(Refused) as refused:
            actions.correct_transcription(
                latest_revision(draft).texts.first(), by=coordinator, text="Andet", reason="Fejl"
            )
        assert codes(refused) == {"not-transcribed"}


def test_when_an_edition_is_adopted_the_policies_it_replaces_end_the_day_it_takes_effect(
    fjordby, policy, draft, record, decide, coordinator
):
    old = actions.create_policy(fjordby, by=coordinator, title="Gyngepolitik")
    ended = record(old, D(2020, 1, 1))
    actions.relate(policy, by=coordinator, kind=RelationKind.REPLACES, other=old)
    actions.adopt(draft, by=coordinator, decision=decide())
    ended.refresh_from_db()
    assert (ended.state, ended.repealed_on, ended.replaced_by) == (
        EditionState.REPEALED,
        draft.valid_from,
        draft,
    )
    assert edition_in_force(old.pk, D(2024, 12, 31)) == ended
    assert edition_in_force(old.pk, D(2025, 1, 1)) is None


def test_a_passage_keeps_its_identity_when_its_words_change(draft, coordinator):
    text = latest_revision(draft).texts.get(number="1.1")
    actions.rewrite_passage(text, by=coordinator, text="Vi vil: noget helt andet")
    assert PassageText.objects.get(pk=text.pk).passage == text.passage


def test_two_who_write_the_same_passage_lose_no_word(draft, coordinator):
    text = latest_revision(draft).texts.get(number="1.1")
    seen = text.version
    actions.rewrite_passage(text, by=coordinator, seen_version=seen, text="Den enes ord")
    with pytest.raises(Refused) as refused:
        actions.rewrite_passage(text, by=coordinator, seen_version=seen, text="Den andens ord")
    assert refused.value.theirs["text"] == "Den enes ord"


def test_a_policy_stands_in_no_relation_to_itself_and_says_a_thing_once(policy, statutory, coordinator):
    with pytest.raises(Refused):
        actions.relate(policy, by=coordinator, kind=RelationKind.SUPPORTS, other=policy)
    first = actions.relate(policy, by=coordinator, kind=RelationKind.SUPPORTS, other=statutory)
    assert actions.relate(policy, by=coordinator, kind=RelationKind.SUPPORTS, other=statutory) == first


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("Den Sammenhængende Børnepolitik", "Sammenhængende børnepolitik"),
        ("Fjordby Kommunes Handicappolitik", "Handicappolitikken"),
        ("Politik for leg og bevægelse", "Leg og bevægelse - Politik for Fjordby Kommune"),
        ("»Skolepolitik«", "skolepolitikken"),
    ],
)
def test_a_policy_is_found_by_the_names_others_give_it(named, meant, fjordby, coordinator):
    made, new = actions.find_or_make_stub(meant, by=coordinator)
    assert new
    assert actions.find_or_make_stub(named, by=coordinator) == (made, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Skolepolitik", "Skolestrategi"), ("Politik for leg", "Strategi for leg"), ("Politik", "Strategi")],
)
def test_names_of_different_policies_are_kept_apart(one, other, fjordby, coordinator):
    assert (
        actions.find_or_make_stub(one, by=coordinator)[0]
        != actions.find_or_make_stub(other, by=coordinator)[0]
    )


def test_only_the_coordinator_writes_policies_and_the_refusal_says_so(fjordby, reader, policy):
    with pytest.raises(NotPermitted, match=r"coordinator|koordinator"):
        actions.create_edition(policy, by=reader)


def test_a_policy_of_another_municipality_is_not_found(policy, nordby):
    with scope(nordby):
        assert not Policy.objects.exists()


def test_every_adoption_is_on_record(draft, decide, coordinator):
    actions.adopt(draft, by=coordinator, decision=decide())
    entry = ActionLog.objects.get(verb="policies.adopt")
    assert entry.by == coordinator
    assert entry.after["state"] == EditionState.ADOPTED

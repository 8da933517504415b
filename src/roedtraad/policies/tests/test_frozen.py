"""What was adopted stays as it was, whichever way one comes at it."""

from __future__ import annotations

import pytest

from roedtraad.policies import actions
from roedtraad.policies.enums import EditionState
from roedtraad.policies.frozen import Frozen
from roedtraad.policies.models import Edition, PassageText, Revision


@pytest.fixture
def adopted(draft, decide, coordinator) -> Edition:
    return actions.adopt(draft, by=coordinator, decision=decide())


ATTEMPTS = {
    "the title in bulk": lambda e: Edition.objects.filter(pk=e.pk).update(title="Andet"),
    "the state in bulk": lambda e: Edition.objects.update(state=EditionState.DRAFT),
    "editions in bulk": lambda e: Edition.objects.bulk_update([e], ["title"]),
    "editions away": lambda e: Edition.objects.all().delete(),
    "the edition away": lambda e: e.delete(),
    "the hash in bulk": lambda e: Revision.objects.update(sha256="0" * 64),
    "the seal in bulk": lambda e: e.revisions.update(frozen_at=None),
    "revisions in bulk": lambda e: Revision.objects.bulk_update(list(e.revisions.all()), ["reason"]),
    "revisions away": lambda e: e.revisions.all().delete(),
    "the revision away": lambda e: e.revisions.get().delete(),
    "texts in bulk": lambda e: PassageText.objects.update(text="Andet"),
    "texts bulk-updated": lambda e: PassageText.objects.bulk_update(
        list(PassageText.objects.all()), ["text"]
    ),
    "texts away": lambda e: PassageText.objects.all().delete(),
    "a text away": lambda e: PassageText.objects.first().delete(),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_nothing_that_was_adopted_is_changed_or_thrown_away(attempt, adopted):
    with pytest.raises(Frozen):
        attempt(adopted)


def test_an_adopted_edition_does_not_become_a_draft_again(adopted):
    adopted.state = EditionState.DRAFT
    with pytest.raises(Frozen):
        adopted.save()


def test_no_text_is_moved_out_of_what_was_adopted_or_into_it(adopted, policy, coordinator):
    later = actions.create_edition(policy, by=coordinator, from_latest=True)
    text, fresh = adopted.revisions.get().texts.first(), later.revisions.get()
    text.revision = fresh
    with pytest.raises(Frozen):
        text.save()
    moved = fresh.texts.last()
    moved.revision = adopted.revisions.get()
    with pytest.raises(Frozen):
        moved.save()
    with pytest.raises(Frozen):
        fresh.texts.update(revision=adopted.revisions.get())
    fresh.texts.update(text="Et udkast kan ændres")


def test_a_clash_with_something_new_changes_nothing_that_stands(adopted):
    with pytest.raises(TypeError):
        Edition.objects.bulk_create(
            [adopted], update_conflicts=True, update_fields=["title"], unique_fields=["policy", "number"]
        )


@pytest.mark.parametrize("number", ["9" * 5000, "²", "-1", "x", "99999999999999999999"])
def test_an_address_that_names_no_sentence_shows_the_edition(number, adopted, coordinator, signed_in):
    answer = signed_in(coordinator).get(f"/fjordby/politikker/udgave/{adopted.pk}/?saetning={number}")
    assert answer.status_code == 200

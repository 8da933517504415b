"""What is done to policies and editions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.models import Municipality
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.core.tenancy import current
from roedtraad.matters.models import Decision, Matter
from roedtraad.organisation.models import Body

from . import rules
from .canonical import digest
from .enums import EDITION_TRANSITIONS, EditionState, PassageKind, PolicyKind, PolicyLevel, RelationKind
from .frozen import lifting_out
from .models import (
    Edition,
    MatterSubject,
    Passage,
    PassageOrigin,
    PassageText,
    Policy,
    PolicyRelation,
    Revision,
    TranscriptionFix,
)
from .permissions import may_adopt, may_write
from .queries import find_policy, latest_revision


@dataclass(frozen=True)
class Words:
    """A passage to be written. `key` names it among its fellows, `parent` is the key of another before it.

    `passage`: the existing passage whose words these are, in a new edition; None makes a new one.
    `came_from`: earlier passages that it was split from or that were merged in it, each with 'split' or 'merged'.
    """

    key: str
    kind: PassageKind | str
    text: str = ""
    heading: str = ""
    raw: str = ""
    lead_in: str = ""
    number: str = ""
    parent: str = ""
    passage: Passage | None = None
    came_from: Sequence[tuple[Passage, str]] = ()


def _refuse_if(reasons: list[Reason]) -> None:
    if reasons:
        raise Refused(reasons)


@action("policies.create_policy", permission=may_write)
def create_policy(
    municipality: Municipality,
    *,
    by: Any,
    title: str,
    kind: PolicyKind | str = PolicyKind.POLICY,
    level: PolicyLevel | str = PolicyLevel.OVERALL,
    is_stub: bool = False,
    adopted_by: Body | None = None,
    **facts: Any,
) -> Policy:
    """Make a policy. `facts`: target_group, age_from, age_to, exclusion, legal_basis, kle_number."""
    return Policy.objects.create(
        title=title[:300], kind=kind, level=level, is_stub=is_stub, adopted_by=adopted_by, **facts
    )


def find_or_make_stub(
    title: str, *, by: Any, kind: PolicyKind | str = PolicyKind.POLICY
) -> tuple[Policy, bool]:
    """The policy of that name, or a new stub; and whether it was made."""
    found = find_policy(title)
    if found:
        return found, False
    return create_policy(current(), by=by, title=title, kind=kind, is_stub=True), True


@action("policies.describe", permission=may_write)
def describe(policy: Policy, *, by: Any, **facts: Any) -> Policy:
    """Change what is known of a policy: title, kind, level, target_group, age_from, age_to, exclusion …"""
    for name, value in facts.items():
        setattr(policy, name, value)
    policy.save()
    return policy


@action("policies.relate", permission=may_write)
def relate(
    policy: Policy, *, by: Any, kind: RelationKind | str, other: Policy | None = None, outside: str = ""
) -> PolicyRelation:
    """Say how a policy stands to another, or to a document outside the system. Saying it twice is saying it once."""
    if other == policy:
        raise Refused(
            Reason(
                "relation-to-itself",
                _("A policy cannot stand in a relation to itself."),
                _("Choose another policy."),
            )
        )
    relation, _made = PolicyRelation.objects.get_or_create(
        policy=policy, kind=kind, other=other, outside=outside if other is None else ""
    )
    return relation


@action("policies.tell_subject", permission=may_write)
def tell_subject(policy: Policy, *, by: Any, matter: Matter) -> MatterSubject:
    """Say that a matter is about the policy. Saying it twice is saying it once."""
    subject, _made = MatterSubject.objects.get_or_create(matter=matter, policy=policy)
    return subject


@action("policies.create_edition", permission=may_write)
def create_edition(
    policy: Policy,
    *,
    by: Any,
    title: str = "",
    subtitle: str = "",
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
    revision_due: datetime.date | None = None,
    early_revision_reason: str = "",
    matter: Matter | None = None,
    from_latest: bool = False,
    editorial_under: str = "",
) -> Edition:
    """Begin a new edition as a draft. `from_latest`: with the words of the latest one, its passages staying the same.

    `editorial_under`: the authority under which it is an editorial correction. `early_revision_reason`: why it is to be
    revised before its period ends.
    """
    latest = policy.editions.order_by("-number").first()
    edition = Edition.objects.create(
        policy=policy,
        number=(policy.editions.aggregate(n=Max("number"))["n"] or 0) + 1,
        title=(title or policy.title)[:300],
        subtitle=subtitle[:300],
        valid_from=valid_from,
        valid_to=valid_to,
        revision_due=revision_due,
        early_revision_reason=early_revision_reason,
        matter=matter,
        is_editorial=bool(editorial_under),
        authority=editorial_under,
    )
    revision = Revision.objects.create(edition=edition)
    if from_latest and latest:
        before = latest_revision(latest)
        texts = list(before.texts.all()) if before else []
        PassageText.objects.bulk_create([_copy_of(text, revision) for text in texts])
    if policy.is_stub:
        policy.is_stub = False
        policy.save()
    return edition


def _copy_of(text: PassageText, revision: Revision) -> PassageText:
    names = ("passage_id", "parent_id", "order", "number", "heading", "text", "raw", "lead_in")
    return PassageText(revision=revision, **{name: getattr(text, name) for name in names})


def _open_revision(edition: Edition) -> Revision:
    """The revision that is being written; after a freeze, a new one with the same words."""
    revision = latest_revision(edition)
    if revision is None:
        return Revision.objects.create(edition=edition)
    if revision.frozen_at is None:
        return revision
    fresh = Revision.objects.create(edition=edition, number=revision.number + 1)
    PassageText.objects.bulk_create([_copy_of(text, fresh) for text in revision.texts.all()])
    return fresh


@action("policies.write_passages", permission=may_write)
def write_passages(edition: Edition, *, by: Any, passages: Sequence[Words]) -> Revision:
    """Write passages at the end of a draft, in the order given; a parent comes before what stands under it."""
    _refuse_if(rules.why_not_edit(edition))
    revision = _open_revision(edition)
    start = (revision.texts.aggregate(n=Max("order"))["n"] or 0) + 1
    made = Passage.objects.bulk_create(
        [Passage(policy_id=edition.policy_id, kind=each.kind) for each in passages if each.passage is None]
    )
    fresh = iter(made)
    places = {each.key: each.passage or next(fresh) for each in passages}
    PassageText.objects.bulk_create(
        PassageText(
            revision=revision,
            passage=places[each.key],
            parent=places.get(each.parent) if each.parent else None,
            order=start + index,
            number=each.number[:20],
            heading=each.heading[:300],
            text=each.text,
            raw=each.raw,
            lead_in=each.lead_in[:300],
        )
        for index, each in enumerate(passages)
    )
    PassageOrigin.objects.bulk_create(
        PassageOrigin(passage=places[each.key], origin=origin, how=how)
        for each in passages
        for origin, how in each.came_from
    )
    return revision


@action("policies.write_passage", permission=may_write)
def write_passage(
    edition: Edition, *, by: Any, kind: PassageKind | str, text: str = "", heading: str = "", **more: Any
) -> PassageText:
    """Write one passage at the end of a draft. `more`: raw, lead_in, number; `parent`: a Passage."""
    _refuse_if(rules.why_not_edit(edition))
    revision = _open_revision(edition)
    last = revision.texts.aggregate(n=Max("order"))["n"] or 0
    passage = Passage.objects.create(policy_id=edition.policy_id, kind=kind)
    return PassageText.objects.create(
        revision=revision, passage=passage, order=last + 1, text=text, heading=heading, **more
    )


@action("policies.rewrite_passage", permission=may_write)
def rewrite_passage(place: PassageText, *, by: Any, **words: str) -> PassageText:
    """Change a passage's words in a draft (text, heading, raw, lead_in, number). The passage stays the same."""
    _refuse_if(rules.why_not_edit(place.revision.edition))
    for name, value in words.items():
        setattr(place, name, value)
    place.save()
    return place


@action("policies.release", permission=may_write)
def release(edition: Edition, *, by: Any) -> Edition:
    """The draft is ready to be seen; its text is frozen as a revision."""
    return _step(edition, EditionState.RELEASED, _("released"))


@action("policies.submit", permission=may_write)
def submit(edition: Edition, *, by: Any) -> Edition:
    """Put the edition before the body that adopts it; higher apps may refuse (an open hearing)."""
    return _step(edition, EditionState.SUBMITTED, _("put before the body that adopts it"))


@action("policies.take_back", permission=may_write)
def take_back(edition: Edition, *, by: Any) -> Edition:
    """A released or submitted edition becomes a draft again."""
    move(edition, EditionState.DRAFT, EDITION_TRANSITIONS)
    edition.save()
    return edition


def _step(edition: Edition, to: EditionState, why: str) -> Edition:
    _refuse_if(rules.why_not_become(edition, to) or rules.why_not_put_before(edition))
    _freeze(edition, why)
    move(edition, to, EDITION_TRANSITIONS)
    edition.save()
    return edition


def _freeze(edition: Edition, why: str) -> Revision:
    """Freeze the text as it stands: canonical text and sha256."""
    revision = latest_revision(edition) or Revision.objects.create(edition=edition)
    if revision.frozen_at is None:
        revision.sha256 = digest(revision.texts.select_related("passage"))
        revision.frozen_at, revision.reason = timezone.now(), why[:200]
        revision.save()
    return revision


@action("policies.adopt", permission=may_adopt)
def adopt(
    edition: Edition,
    *,
    by: Any,
    decision: Decision,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
    revision_due: datetime.date | None = None,
) -> Edition:
    """Adopt the edition on the strength of a body's decision. Its text is frozen for good."""
    _refuse_if(rules.why_not_adopt(edition, by, decision=decision, valid_from=valid_from, valid_to=valid_to))
    edition.decision, edition.matter = decision, decision.matter
    edition.adopted_on, edition.adopted_body = decision.date, decision.body.name
    return _adopt(edition, by, valid_from, valid_to, revision_due)


@action("policies.record_adoption", permission=may_adopt)
def record_adoption(
    edition: Edition,
    *,
    by: Any,
    adopted_on: datetime.date | None,
    adopted_body: str,
    evidence: str,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
    revision_due: datetime.date | None = None,
    adopted_words: str = "",
) -> Edition:
    """Record that the edition was adopted elsewhere or before, with its evidence: what a body has decided is a fact.

    `adopted_words`: the date as printed where the document gives no day ('december 2006').
    """
    _refuse_if(
        rules.why_not_adopt(
            edition,
            by,
            adopted_on=adopted_on,
            adopted_body=adopted_body,
            evidence=evidence,
            valid_from=valid_from,
            valid_to=valid_to,
        )
    )
    edition.adopted_on, edition.adopted_body = adopted_on, adopted_body.strip()[:200]
    edition.evidence, edition.adopted_words = evidence.strip(), adopted_words[:100]
    return _adopt(edition, by, valid_from, valid_to, revision_due)


def _adopt(edition: Edition, by: Any, starts: Any, ends: Any, revision_due: Any) -> Edition:
    edition.valid_from = starts or edition.valid_from
    edition.valid_to = ends or edition.valid_to
    edition.revision_due = revision_due or edition.revision_due
    _freeze(edition, _("adopted"))
    move(edition, EditionState.ADOPTED, EDITION_TRANSITIONS)
    edition.save()
    _end_what_it_replaces(edition, by)
    _end_if_replaced(edition, by)
    return edition


def _end_if_replaced(edition: Edition, by: Any) -> None:
    """The same where the policy that replaces it was recorded first: it ends the day that one took effect."""
    replaced_by = PolicyRelation.objects.filter(other=edition.policy_id, kind=RelationKind.REPLACES)
    newer = (
        Edition.objects.filter(
            policy__in=replaced_by.values("policy"),
            state=EditionState.ADOPTED,
            valid_from__gte=edition.valid_from,
        )
        .order_by("valid_from", "pk")
        .first()
    )
    if newer is not None and newer.valid_from is not None:
        repeal(edition, by=by, on=newer.valid_from, replaced_by=newer)


def _end_what_it_replaces(edition: Edition, by: Any) -> None:
    """When an edition is adopted, the policies it replaces end the day it takes effect."""
    starts = edition.valid_from
    assert starts is not None  # why_not_adopt demands it
    replaced = PolicyRelation.objects.filter(
        policy=edition.policy, kind=RelationKind.REPLACES, other__isnull=False
    )
    for old in Edition.objects.filter(policy__in=replaced.values("other"), state=EditionState.ADOPTED):
        repeal(old, by=by, on=max(starts, old.valid_from or starts), replaced_by=edition)


@action("policies.repeal", permission=may_adopt)
def repeal(edition: Edition, *, by: Any, on: datetime.date, replaced_by: Edition | None = None) -> Edition:
    """The edition is out of force from that day on."""
    _refuse_if(rules.why_not_repeal(edition, by, on=on))
    move(edition, EditionState.REPEALED, EDITION_TRANSITIONS)
    edition.repealed_on, edition.replaced_by = on, replaced_by
    edition.save()
    return edition


def record_adopted_edition(
    policy: Policy,
    *,
    by: Any,
    passages: Sequence[Words],
    adopted_on: datetime.date | None,
    adopted_body: str,
    evidence: str,
    valid_from: datetime.date,
    valid_to: datetime.date | None = None,
    revision_due: datetime.date | None = None,
    title: str = "",
    subtitle: str = "",
) -> Edition:
    """A document that was adopted before it came here is recorded as adopted with its evidence."""
    edition = create_edition(
        policy,
        by=by,
        title=title,
        subtitle=subtitle,
        valid_from=valid_from,
        valid_to=valid_to,
        revision_due=revision_due,
    )
    write_passages(edition, by=by, passages=passages)
    return record_adoption(
        edition, by=by, adopted_on=adopted_on, adopted_body=adopted_body, evidence=evidence
    )


@action("policies.correct_transcription", permission=may_write)
def correct_transcription(place: PassageText, *, by: Any, reason: str, **words: str) -> PassageText:
    """Correct a fault made when the document was transcribed. Both readings are kept: the old one in its frozen
    revision, the new one in the next, and the fix says who, when and why. `words`: text, heading, raw, lead_in."""
    _refuse_if(rules.why_not_correct_transcription(place, by))
    edition = place.revision.edition
    revision = _open_revision(edition)
    corrected = revision.texts.get(passage_id=place.passage_id)
    for name, value in words.items():
        setattr(corrected, name, value)
    corrected.save()
    fixes = {
        name: (getattr(place, name), value) for name, value in words.items() if getattr(place, name) != value
    }
    if "text" in fixes:
        fixes.pop("raw", None)  # the bullet is a part of the text
    for before, after in fixes.values():
        TranscriptionFix.objects.create(
            text=corrected, before=before, after=after, reason=reason, by=by if by.pk else None
        )
    _freeze(edition, _("transcription corrected"))
    return corrected


@action("policies.lift_out", permission=may_write)
def lift_out(edition: Edition, *, by: Any) -> None:
    """Take an edition out as if it had never come: for undoing an import on which nothing hangs.

    What it ended stands again. The passages that only it had go with it.
    """
    with lifting_out():
        for old in Edition.objects.filter(replaced_by=edition):
            old.state, old.repealed_on, old.replaced_by = EditionState.ADOPTED, None, None
            old.save()
        passages = list(
            Passage.objects.filter(texts__revision__edition=edition).values_list("pk", flat=True).distinct()
        )
        texts = PassageText.objects.filter(revision__edition=edition)
        TranscriptionFix.objects.filter(text__in=texts).delete()
        texts.delete()
        edition.revisions.all().delete()
        Passage.objects.filter(pk__in=passages).exclude(
            pk__in=PassageText.objects.filter(passage__in=passages).values("passage")
        ).delete()
        edition.delete()

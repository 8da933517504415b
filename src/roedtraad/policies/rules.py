"""The rules of editions, each in one place: the docstring is the sentence, the reasons are what the user reads."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roedtraad.core.models import Municipality
from roedtraad.core.reasons import Reason
from roedtraad.core.states import why_not_move
from roedtraad.core.tenancy import current
from roedtraad.matters.enums import DecisionResult
from roedtraad.matters.models import Decision
from roedtraad.organisation.enums import BodyKind
from roedtraad.organisation.models import Body

from .enums import EDITION_TRANSITIONS, STATUTORY_KINDS, EditionState
from .models import Edition, PassageText

ADOPTING = {DecisionResult.APPROVED, DecisionResult.APPROVED_WITH_CHANGES}
COUNCIL_WORDS = re.compile(
    r"\b(?:\w*byråd\w*|kommunalbestyrelse\w*|borgerrepræsentation\w*|municipal council)\b", re.IGNORECASE
)


def why_not_edit(edition: Edition) -> list[Reason]:
    """An adopted edition never changes; a correction is a new edition."""
    if edition.state == EditionState.DRAFT:
        return []
    if edition.is_immutable:
        return [
            Reason(
                "adopted-is-fixed",
                _("This edition has been adopted and never changes."),
                _("A correction is a new edition; a fault of transcription is corrected as such."),
                reverse("policies:policy", args=[edition.policy_id]),
            )
        ]
    return [
        Reason(
            "only-drafts",
            _("The text can be changed while the edition is a draft; this one is “%(state)s”.")
            % {"state": edition.get_state_display()},
            _("Take it back as a draft first."),
        )
    ]


def why_not_become(edition: Edition, to: EditionState) -> list[Reason]:
    """An edition goes from draft over released and submitted to adopted, and from there only to repealed."""
    return why_not_move(EDITION_TRANSITIONS, edition.state, to, dict(EditionState.choices))


def is_council(name: str, municipality: Municipality | None = None) -> bool:
    """Whether a body known by its name only is the municipal council."""
    municipality = municipality or current()
    known = Body.objects.filter(name__iexact=name.strip()).first()
    if known:
        return known.kind == BodyKind.COUNCIL
    return name.strip().casefold() == municipality.council_name.casefold() or bool(COUNCIL_WORDS.search(name))


def why_not_body(edition: Edition, body: Body | None, name: str = "") -> list[Reason]:
    """Each policy says which body adopts it; the statutory ones can only be adopted by the council."""
    policy = edition.policy
    if policy.kind in STATUTORY_KINDS and not (body.kind == BodyKind.COUNCIL if body else is_council(name)):
        return [
            Reason(
                "only-the-council",
                _("The law demands that this is adopted by the municipal council, and “%(body)s” is not it.")
                % {"body": body or name},
                _("Record the council's own decision, or correct the kind of the policy."),
                "https://www.retsinformation.dk/eli/lta/2025/282",
            )
        ]
    expected = policy.adopted_by
    other = expected and (
        expected.pk != body.pk if body else expected.name.casefold() != name.strip().casefold()
    )
    if expected and other and not (body is None and expected.kind == BodyKind.COUNCIL and is_council(name)):
        return [
            Reason(
                "another-body",
                _("This policy is adopted by %(expected)s, not by %(body)s.")
                % {"expected": expected, "body": body or name},
                _("Record that body's decision, or correct the policy first."),
            )
        ]
    return []


def why_not_put_before(edition: Edition) -> list[Reason]:
    """Text and dates are there when an edition is put before a body."""
    if PassageText.objects.filter(revision__edition=edition).exists():
        return []
    return [
        Reason(
            "no-text", _("The edition has no text yet."), _("Bring the document, or write the first passage.")
        )
    ]


def why_not_adopt(
    edition: Edition,
    by: Any = None,
    *,
    decision: Decision | None = None,
    adopted_on: datetime.date | None = None,
    adopted_body: str = "",
    evidence: str = "",
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
    **_more: Any,
) -> list[Reason]:
    """An edition is adopted on the strength of a decision, or recorded as adopted with its evidence."""
    reasons = why_not_become(edition, EditionState.ADOPTED) or why_not_put_before(edition)
    starts, ends = valid_from or edition.valid_from, valid_to or edition.valid_to
    if starts is None:
        reasons.append(
            Reason(
                "no-start", _("It must be said from which day the edition is in force."), _("Give the day.")
            )
        )
    elif ends and ends < starts:
        reasons.append(
            Reason(
                "period-backwards", _("The period ends before it begins."), _("Correct one of the two days.")
            )
        )
    if decision is not None:
        reasons += _why_not_on_decision(edition, decision)
        reasons += why_not_body(edition, decision.body)
    else:
        if not evidence.strip():
            reasons.append(
                Reason(
                    "no-evidence",
                    _("Nothing shows that the edition was adopted."),
                    _(
                        "Choose the decision, or say where the adoption can be seen: minutes, item and date, or the document itself."
                    ),
                )
            )
        if not adopted_body.strip():
            reasons.append(Reason("no-body", _("It is not said who adopted it."), _("Name the body.")))
        else:
            reasons += why_not_body(edition, None, adopted_body)
        if adopted_on and adopted_on > timezone.localdate():
            reasons.append(
                Reason(
                    "adopted-in-future",
                    _("The day of adoption has not come yet."),
                    _("Record it when it has been decided."),
                )
            )
    return reasons


def _why_not_on_decision(edition: Edition, decision: Decision) -> list[Reason]:
    if decision.result not in ADOPTING:
        return [
            Reason(
                "decision-does-not-adopt",
                _("The decision says “%(result)s”, and that adopts nothing.")
                % {"result": decision.get_result_display()},
                _("Choose the decision by which it was approved."),
            )
        ]
    if edition.matter_id and decision.matter_id != edition.matter_id:
        return [
            Reason(
                "another-matter",
                _("The decision was made in another matter than the one the edition belongs to."),
                _("Choose a decision of the matter “%(matter)s”.") % {"matter": edition.matter},
            )
        ]
    return []


def why_not_repeal(edition: Edition, by: Any = None, *, on: datetime.date, **_more: Any) -> list[Reason]:
    """Only what was adopted can be repealed, and not from before it was in force."""
    reasons = why_not_become(edition, EditionState.REPEALED)
    if not reasons and edition.valid_from and on < edition.valid_from:
        reasons.append(
            Reason(
                "repealed-before-start", _("It cannot end before it was in force."), _("Choose a later day.")
            )
        )
    return reasons


def why_not_correct_transcription(text: PassageText, by: Any = None, **_more: Any) -> list[Reason]:
    """A fault of transcription is corrected as such, and only where a document was recorded as adopted."""
    edition = text.revision.edition
    if not edition.is_immutable:
        return [Reason("draft-is-edited", _("This is a draft."), _("Change the text itself."))]
    if not edition.evidence:
        return [
            Reason(
                "not-transcribed",
                _("This edition was adopted here and not transcribed from elsewhere."),
                _("A correction is a new edition."),
            )
        ]
    return []


def why_not_correct_decision(decision: Decision, by: Any, **mended: Any) -> list[Reason]:
    """A decision on whose strength an edition is adopted stays an adoption, by that body and on that day."""
    edition = Edition.objects.filter(decision=decision).select_related("policy").first()
    kept = (
        mended.get("result") in ADOPTING
        and mended.get("date") == decision.date
        and getattr(mended.get("body"), "pk", None) == decision.body_id
    )
    if edition is None or kept:
        return []
    return [
        Reason(
            "edition-rests-on-it",
            _("“%(policy)s” is adopted on the strength of this decision.") % {"policy": edition.policy},
            _("Its words, votes and reference can be corrected; result, body and day can not."),
            reverse("policies:policy", args=[edition.policy_id]),
        )
    ]

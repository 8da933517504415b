"""Mending a decision that was mistyped: what the minutes say stands, what was written first is kept, with the reason."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from roedtraad.core import registries
from roedtraad.core.actions import action, plain
from roedtraad.core.reasons import Reason, Refused
from roedtraad.organisation.models import Body

from .actions import in_words, to_be_filed
from .decisions import Votes, demands_by_default, why_not_counted, why_not_record
from .facts import correcting
from .models import Decision, Meeting
from .permissions import may_keep_matters

# What can be mistyped. Which matter and at-point a decision is about is not: that is another decision.
MENDED = (
    "body_id", "date", "result", "wording", "votes_for", "votes_against", "votes_abstained", "votes", "minority", "absent",
    "minutes_reference",
)  # fmt: skip


@action("matters.correct_decision", permission=may_keep_matters)
def correct_decision(
    decision: Decision,
    *,
    by: Any,
    reason: str,
    body: Body,
    date: datetime.date,
    result: str,
    minutes_reference: str,
    wording: str = "",
    count: Votes | None = None,
    votes: str = "",
    minority: str = "",
    absent: str = "",
) -> Decision:
    """Write what the minutes say, keep what was written first; `reason` says what was wrong.

    Refused without a reason, where nothing is changed, where it could not have been recorded so, or where something
    rests on the decision that it would no longer bear. Tasks that came of it stay until somebody ends them. Who did it
    stands in the action log.
    """
    count = count or Votes()
    meeting = Meeting.objects.filter(body=body, date=date).first()
    faults = why_not_record(
        decision.matter, body, date, minutes_reference, decision.recommendation, meeting, itself=decision.pk
    )
    faults += why_not_counted(result, count)
    if not reason.strip():
        faults.append(
            Reason(
                "no-reason",
                _("It does not say what was wrong."),
                _("Write what was mistyped, in one sentence."),
            )
        )
    now = {
        "body_id": body.pk,
        "date": date,
        "result": result,
        "wording": wording.strip(),
        "votes_for": count.for_,
        "votes_against": count.against,
        "votes_abstained": count.abstained,
        "votes": votes.strip(),
        "minority": minority.strip(),
        "absent": absent.strip(),
        "minutes_reference": minutes_reference.strip(),
    }
    said = {name: plain(getattr(decision, name)) for name in MENDED if getattr(decision, name) != now[name]}
    if not said:
        faults.append(
            Reason(
                "nothing-mended", _("Nothing has been changed."), _("Write what the minutes say, then save.")
            )
        )
    if faults:
        raise Refused(faults)
    if "body_id" in said:
        said["body"] = decision.body.name  # the body may be called something else when this is read
    for name, value in now.items():
        setattr(decision, name, value)
    decision.meeting = meeting
    if "result" in said:
        decision.demands_task = demands_by_default(result, decision.recommendation)
    at = timezone.localdate().isoformat()
    decision.corrections = [*decision.corrections, {"at": at, "reason": reason.strip(), "said": said}]
    with correcting():
        decision.save()
    with override(settings.LANGUAGE_CODE):  # it is kept: in the municipality's language, not the reader's
        what = _("Corrected extract of the minutes: %(body)s, %(day)s") % {
            "body": body,
            "day": in_words(date),
        }
    to_be_filed(decision.matter, by=by, what=what)
    for tell in registries.after_decision.of("corrected"):
        tell([decision], by)
    return decision

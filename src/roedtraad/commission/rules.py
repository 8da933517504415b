"""The rules of terms of reference, each in one place: the docstring is the sentence, the reasons are what is read."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import why_not_move
from roedtraad.language.dates import FuzzyDate, Precision
from roedtraad.matters.enums import APPROVALS
from roedtraad.matters.models import Decision

from .enums import TERMS_TRANSITIONS, TermsState
from .models import Step, TermsOfReference

FINENESS = list(Precision)


def why_not_change(terms: TermsOfReference, amendment: str = "") -> list[Reason]:
    """Adopted terms of reference are changed only by an amendment with a reason that is on record."""
    if terms.state == TermsState.CLOSED:
        return [
            Reason(
                "terms-closed",
                _("“%(terms)s” is closed, and stands as it stood then.") % {"terms": terms.title},
                _("Take it up again first."),
                reverse("commission:terms", args=[terms.pk]),
            )
        ]
    if terms.state == TermsState.ADOPTED and not amendment.strip():
        return [
            Reason(
                "amendment-needs-reason",
                _("“%(terms)s” has been adopted. It is changed only by an amendment with a reason.")
                % {"terms": terms.title},
                _("Write why; one sentence is enough. It stands on record beside what stood before."),
            )
        ]
    return []


def why_not_adopt(
    terms: TermsOfReference,
    *,
    adopted_on: datetime.date | None = None,
    adopted_words: str = "",
    adopted_body: str = "",
    evidence: str = "",
    decision: Decision | None = None,
) -> list[Reason]:
    """Terms of reference are adopted on the strength of a decision, or recorded as adopted with their evidence."""
    reasons = why_not_move(TERMS_TRANSITIONS, terms.state, TermsState.ADOPTED, dict(TermsState.choices))
    if reasons:
        return reasons
    if decision is not None:
        if decision.result not in APPROVALS:
            return [
                Reason(
                    "decision-adopts-nothing",
                    _("The decision says “%(result)s”, and that adopts nothing.")
                    % {"result": decision.get_result_display()},
                    _("Choose the decision that approved it."),
                )
            ]
        return []
    if not adopted_body.strip():
        reasons.append(Reason("no-body", _("It is not said who adopted it."), _("Name the body.")))
    if not evidence.strip():
        reasons.append(
            Reason(
                "no-evidence",
                _("Nothing shows that it was adopted."),
                _("Say where the adoption can be seen: minutes, item and date, or the document itself."),
            )
        )
    if adopted_on is None and not adopted_words.strip():
        reasons.append(
            Reason(
                "no-date",
                _("It is not said when it was adopted."),
                _("Write the day, or what is known of it."),
            )
        )
    if adopted_on and adopted_on > timezone.localdate():
        reasons.append(
            Reason(
                "not-yet", _("The day of adoption has not come yet."), _("Record it when it has happened.")
            )
        )
    return reasons


def stretch(when: FuzzyDate | None, until: FuzzyDate | None) -> FuzzyDate | None:
    """One date out of where a step begins and where it ends, or refused where it ends before it begins."""
    if until is None or until == when:
        return when
    if when is None:
        raise Refused(
            Reason(
                "end-without-beginning",
                _("The step has an end and no beginning."),
                _("Write when it begins, or leave the end out."),
            )
        )
    if until.latest < when.earliest:
        raise Refused(
            Reason(
                "ends-before-it-begins",
                _("The step ends (%(end)s) before it begins (%(start)s).")
                % {"end": until.danish(), "start": when.danish()},
                _("Swap the two dates, or correct one of them."),
            )
        )
    coarser = max(when.precision, until.precision, key=FINENESS.index)
    words = f"{when.danish()} – {until.danish()}"
    return FuzzyDate(when.earliest, until.latest, coarser, words[:100], when.vague or until.vague)


def why_not_period(begins: FuzzyDate | None, ends: FuzzyDate | None) -> list[Reason]:
    """A period does not end before it begins."""
    if begins and ends and ends.latest < begins.earliest:
        return [Reason("period", _("The period ends before it begins."), _("Swap the two dates."))]
    return []


def why_not_ages(age_from: int | None, age_to: int | None) -> list[Reason]:
    if age_from is not None and age_to is not None and age_to < age_from:
        return [Reason("ages", _("The oldest age is lower than the youngest."), _("Swap the two numbers."))]
    return []


def why_not_finish(step: Step, on: datetime.date) -> list[Reason]:
    """A step is done on a day that has come, and once."""
    if step.done_on:
        return [
            Reason(
                "done-already", _("The step has been marked as done already."), _("Take it up again first.")
            )
        ]
    if on > timezone.localdate():
        return [
            Reason(
                "not-yet-done",
                _("The day has not come yet."),
                _("Mark the step as done when it has happened."),
            )
        ]
    return []


def plainly(when: FuzzyDate) -> str:
    """What a date means where its words do not say it alone: the year that stood in a heading, the days of an 'ultimo'.

    Empty where the words say the whole of it.
    """
    if when.vague:
        return days(when.earliest, when.latest)
    meant = replace(when, words="").danish()
    return "" if not when.words or when.words.casefold() in meant.casefold() else meant


def days(first: datetime.date, last: datetime.date) -> str:
    """'21.–31. december 2018': a stretch of days without saying twice what its ends have in common."""
    dot = "." if get_language() == "da" else ""
    if (first.year, first.month) == (last.year, last.month):
        start, dash = f"{first.day}{dot}", "–"
    else:
        start, dash = f"{first.day}{dot} {date_format(first, 'F')}", " – "
        start += f" {first.year}" if first.year != last.year else ""
    return f"{start}{dash}{last.day}{dot} {date_format(last, 'F')} {last.year}"


def no_words(text: str, what: Any, way_out: Any) -> list[Reason]:
    return [] if text.strip() else [Reason("no-words", what, way_out)]

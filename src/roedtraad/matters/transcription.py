"""What is taken over from minutes that were written before they came here, as they stand; and its way out again.

What has been put before a body, and what it decided, are facts: the rules for matters under way do not hold for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.organisation.models import Body

from .facts import lifting_out
from .models import (
    Annex,
    Decision,
    Matter,
    Meeting,
    Presentation,
    PresentationSection,
    Recommendation,
    Routing,
)
from .permissions import may_keep_matters


@dataclass(frozen=True)
class SectionWords:
    """A section as printed. `key`: the concept (summary, narrative, economy …), once in a presentation."""

    key: str
    heading: str
    text: str


@action("matters.transcribe_presentation", permission=may_keep_matters)
def transcribe_presentation(matter: Matter, *, by: Any, sections: Sequence[SectionWords]) -> Presentation:
    """The presentation as printed, section by section. Refused where the matter has one already."""
    if Presentation.objects.filter(matter=matter).exists():
        raise Refused(
            Reason(
                "presentation-stands",
                _("The matter has a presentation already."),
                _("Open a new matter for what is new."),
            )
        )
    presentation = Presentation.objects.create(matter=matter)
    PresentationSection.objects.bulk_create(
        PresentationSection(
            presentation=presentation,
            key=each.key[:30],
            heading=each.heading[:120],
            text=each.text,
            order=order,
        )
        for order, each in enumerate(sections, start=1)
    )
    return presentation


@action("matters.transcribe_recommendation", permission=may_keep_matters)
def transcribe_recommendation(
    matter: Matter, *, by: Any, text: str, number: int, alternative: bool = False
) -> Recommendation:
    """An at-point as it was put, with the number it was printed with; also where a body has decided since."""
    return Recommendation.objects.create(
        matter=matter, number=number, text=text.strip(), alternative=alternative
    )


@action("matters.transcribe_annex", permission=may_keep_matters)
def transcribe_annex(
    matter: Matter,
    *,
    by: Any,
    number: int,
    title: str,
    document_number: str = "",
    case_number: str = "",
    is_open: bool = True,
) -> Annex:
    """An annex with the number it is printed with."""
    return Annex.objects.create(
        matter=matter,
        number=number,
        title=title[:300],
        document_number=document_number[:60],
        case_number=case_number[:60],
        is_open=is_open,
    )


@action("matters.transcribe_stop", permission=may_keep_matters)
def transcribe_stop(
    matter: Matter, *, by: Any, body: Body, role: str, meeting: Meeting | None = None
) -> Routing:
    """A body that the document names on the matter's way, after those that stand there: what was is not judged."""
    last = matter.routings.aggregate(last=Max("order"))["last"] or 0
    return Routing.objects.create(matter=matter, body=body, role=role, meeting=meeting, order=last + 1)


@action("matters.lift_out", permission=may_keep_matters)
def lift_out(decision: Decision, *, by: Any) -> None:
    """Take a decision out as if it had never been recorded: for undoing a document that was taken over by mistake.

    Refused as soon as a task has come of it.
    """
    if decision.tasks.exists():
        raise Refused(
            Reason(
                "tasks-came-of-it",
                _("Tasks have come of the decision."),
                _("A decision on which work has begun stays."),
            )
        )
    with lifting_out():
        decision.delete()

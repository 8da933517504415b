"""Hand over: the draft of today becomes what the new council was given."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.organisation.models import Body
from roedtraad.status.models import CouncilHandover, WordTemplate
from roedtraad.status.permissions import may_hand_over

from .composing import compose
from .gathering import gather

AHEAD = datetime.timedelta(days=92)  # a handover is made when the term ends, not years before


@action("status.hand_over", permission=may_hand_over)
def hand_over(council: Body, *, by: Any, on: datetime.date) -> CouncilHandover:
    """What the council leaves, as it stands now and will stand on the day. Frozen, with its hash."""
    reasons = why_not_hand_over(on)
    if reasons:
        raise Refused(reasons)
    report = compose(gather(on, council), colour=council.municipality.primary, draft=False)
    content = report.to_json()
    return CouncilHandover.objects.create(
        body=council,
        on=on,
        title=report.title[:300],
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        word_template=WordTemplate.objects.filter(in_use=True).first(),
        handed_over_by=str(by)[:120],
    )


def why_not_hand_over(on: datetime.date) -> list[Reason]:
    """It tells how things stand: neither of a day long gone, nor of one of which nobody knows anything yet."""
    today = timezone.localdate()
    if today <= on <= today + AHEAD:
        return []
    said = {"day": date_format(on, "DATE_FORMAT")}
    if on < today:
        return [
            Reason(
                "day-gone",
                _("How things stood on %(day)s is not known any longer.") % said,
                _("Choose today, or the last day of the council."),
            )
        ]
    return [
        Reason(
            "day-far-off",
            _("%(day)s is so far off that nobody knows how things will stand.") % said,
            _("Look at the draft until then, and hand over when the term ends."),
        )
    ]

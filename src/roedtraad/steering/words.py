"""The headlines of steering: the answer, in words."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.days import long_day

from .enums import Movement, SittingState
from .queries import SittingPage, SteeringPage


def steering_headline(page: SteeringPage) -> str:
    """What must the group look at?"""
    if not page.total:
        return _("No goals to steer by yet")
    if not page.reading.cycles:
        return _("Nobody has been asked yet how the goals are doing")
    if page.attention:
        return ngettext(
            "%(n)s of %(all)s goals needs a hand", "%(n)s of %(all)s goals need a hand", page.attention
        ) % {"n": page.attention, "all": page.total}
    return _("No goal is off course or at risk")


def change_counts(page: SteeringPage) -> list[tuple[Movement, int]]:
    """How many of the listed goals each kind of news is about."""
    kinds = [kind for each in page.changes for kind in each.kinds]
    return [(kind, kinds.count(kind)) for kind in Movement if kind in kinds]


def units_said(page: SteeringPage) -> str:
    """'Of the units' goals 12 are going worse, 30 better …' in one sentence; '' where nothing is new."""
    said = {
        Movement.WORSE: ngettext(
            "%(n)s is going worse", "%(n)s are going worse", page.changed_units[Movement.WORSE]
        ),
        Movement.NEED: ngettext(
            "%(n)s has a new need", "%(n)s have a new need", page.changed_units[Movement.NEED]
        ),
        Movement.SILENT: ngettext(
            "%(n)s has fallen silent", "%(n)s have fallen silent", page.changed_units[Movement.SILENT]
        ),
        Movement.BETTER: ngettext(
            "%(n)s is going better", "%(n)s are going better", page.changed_units[Movement.BETTER]
        ),
        Movement.REACHED: ngettext(
            "%(n)s has been reached", "%(n)s have been reached", page.changed_units[Movement.REACHED]
        ),
    }
    parts = [words % {"n": n} for kind, words in said.items() if (n := page.changed_units[kind])]
    return ", ".join(parts)


def sitting_headline(page: SittingPage) -> str:
    """What is to be done with this meeting now?"""
    sitting, total = page.sitting, len(page.points)
    if sitting.state == SittingState.PREPARED:
        return ngettext("The agenda has one point", "The agenda has %(n)s points", total) % {"n": total}
    if sitting.state == SittingState.RUNNING:
        return _("%(done)s of %(all)s points have been through") % {"done": page.written, "all": total}
    if sitting.state == SittingState.HELD:
        return _("The minutes wait to be approved")
    return _("Minutes of %(body)s, %(day)s") % {
        "body": capfirst(sitting.meeting.body.name),
        "day": long_day(sitting.meeting.date),
    }

"""The headlines of follow-up: the answer, in words."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.models import User

from .enums import CycleStage
from .queries import CycleLine, CyclePage, ReportLine


def index_headline(open_lines: Sequence[CycleLine], coming: Sequence[CycleLine]) -> str:
    """What is to be reported now?"""
    left = sum(line.mine_left for line in open_lines)
    if left:
        return ngettext("You have one goal to report on", "You have %(n)s goals to report on", left) % {
            "n": left
        }
    if open_lines:
        missing = sum(line.goals - line.signed for line in open_lines)
        if not missing:
            return _("Everything is signed off")
        return ngettext(
            "One goal is still to be signed off", "%(n)s goals are still to be signed off", missing
        ) % {"n": missing}
    if coming:
        return _("The next follow-up opens on %(day)s") % {
            "day": date_format(coming[0].cycle.opens, "DATE_FORMAT")
        }
    return _("No follow-up is open")


def cycle_headline(page: CyclePage) -> str:
    """How far is it?"""
    total = len(page.lines)
    if page.snapshot:
        return _("%(cycle)s is frozen") % {"cycle": _titled(page.cycle.title)}
    if page.stage == CycleStage.COMING:
        return _("%(cycle)s opens on %(day)s") % {
            "cycle": _titled(page.cycle.title),
            "day": date_format(page.cycle.opens, "DATE_FORMAT"),
        }
    if not page.unsigned:
        return ngettext("The one goal is signed off", "All %(n)s goals are signed off", total) % {"n": total}
    return _("%(done)s of %(all)s goals are signed off") % {"done": page.signed, "all": total}


def mine_headline(lines: Sequence[ReportLine]) -> str:
    """What is left for me?"""
    left = sum(1 for line in lines if not line.is_signed)
    if not lines:
        return _("Nothing for you to report")
    if not left:
        return _("All your goals are signed off. Thank you.")
    fresh = sum(1 for line in lines if not line.check_in)
    if fresh:
        return ngettext("One goal is left to answer", "%(n)s goals are left to answer", fresh) % {"n": fresh}
    return ngettext("One goal is left to sign off", "%(n)s goals are left to sign off", left) % {"n": left}


def link_headline(user: User, left: int) -> str:
    """What is asked of me?"""
    name = user.first_name
    if not left:
        return _("Dear %(name)s, you have answered everything") % {"name": name}
    return ngettext(
        "Dear %(name)s, how is your goal doing?", "Dear %(name)s, how are your %(n)s goals doing?", left
    ) % {"name": name, "n": left}


def reminder_subject(goals: int, due: datetime.date, today: datetime.date, *, own: bool) -> str:
    """What a reminder is about: how many goals, and by when."""
    day = date_format(due, "DATE_FORMAT")
    if not own or due < today:
        return ngettext(
            "One goal has not been reported on", "%(n)s goals have not been reported on", goals
        ) % {"n": goals}
    if due == today:
        return ngettext(
            "How is one goal doing? Tell it today", "How are %(n)s goals doing? Tell it today", goals
        ) % {"n": goals}
    return ngettext(
        "How is one goal doing? Tell it by %(due)s", "How are %(n)s goals doing? Tell it by %(due)s", goals
    ) % {"n": goals, "due": day}


def _titled(text: str) -> str:
    return text[:1].upper() + text[1:]

"""The headlines of follow-up: the answer, in words."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from roedtraad.core.models import User

from .enums import CycleStage, Outlook
from .models import Cycle
from .queries import CycleLine, CyclePage
from .rhythm import Coming
from .together import Task


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
    if coming and not coming[0].cycle.is_waiting:
        return _("The next follow-up opens on %(day)s") % {
            "day": date_format(coming[0].cycle.opens, "DATE_FORMAT")
        }
    return _("No follow-up is open")


def cycle_headline(page: CyclePage) -> str:
    """How far is it?"""
    total = len(page.lines)
    if page.snapshot:
        return _("%(cycle)s is frozen") % {"cycle": _titled(page.cycle.title)}
    if page.cycle.is_waiting:
        return _("%(cycle)s waits for a meeting to serve") % {"cycle": _titled(page.cycle.title)}
    if page.stage == CycleStage.COMING:
        return _("%(cycle)s opens on %(day)s") % {
            "cycle": _titled(page.cycle.title),
            "day": date_format(page.cycle.opens, "DATE_FORMAT"),
        }
    if not page.unsigned:
        return ngettext("The one goal is signed off", "All %(n)s goals are signed off", total) % {"n": total}
    return _("%(done)s of %(all)s goals are signed off") % {"done": page.signed, "all": total}


def mine_headline(tasks: Sequence[Task]) -> str:
    """What is left for me? The goals of several units under one goal are one thing to tell about."""
    left = sum(1 for task in tasks if not task.is_signed)
    if not tasks:
        return _("Nothing for you to report")
    if not left:
        return _("All your goals are signed off. Thank you.")
    fresh = sum(1 for task in tasks if not task.is_begun)
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


def news_subject(titles: Sequence[str]) -> str:
    """What a mail is about that reminds of no round: the first piece of news, and how many more there are."""
    more = len(titles) - 1
    if not more:
        return titles[0]
    words = ngettext("%(first)s, and one more thing", "%(first)s, and %(n)s more things", more)
    return words % {"first": titles[0], "n": more}


def moved_sentence(cycle: Cycle, coming: Coming) -> str:
    """Why a round has other days than it had, and which. `cycle`: as it stood. For the record, in the house's language."""
    with override(settings.LANGUAGE_CODE):
        if has_other_days(cycle, coming):
            return f"{_why_moved(cycle, coming)} {_new_days(coming)}"
        return _("“%(cycle)s” reports on other days, as what stands around it has changed.") % {
            "cycle": coming.title
        }


def has_other_days(cycle: Cycle, coming: Coming) -> bool:
    """Whether the round itself moves, or only the days it reports on, as the one before it has moved."""
    stands = (cycle.title, cycle.meeting_id, cycle.opens, cycle.due, cycle.sign_off)
    meeting = coming.meeting.pk if coming.meeting else None
    return stands != (coming.title, meeting, coming.opens, coming.due, coming.sign_off)


def _why_moved(cycle: Cycle, coming: Coming) -> str:
    names = {
        "cycle": coming.title,
        "before": _day(cycle.counted_from or cycle.sign_off),
        "after": _day(coming.day),
    }
    if coming.meeting is None:
        if cycle.meeting_id is None:
            return _("The rhythm has changed, and “%(cycle)s” with it.") % names
        return (
            _("The meeting on %(before)s is cancelled: “%(cycle)s” waits for another in the same month.")
            % names
        )
    if cycle.meeting_id is None:
        return _("“%(cycle)s” has got its meeting, on %(after)s.") % names
    if cycle.meeting_id != coming.meeting.pk:
        return (
            _("The meeting on %(before)s is not held: “%(cycle)s” serves the one on %(after)s instead.")
            % names
        )
    if cycle.counted_from != coming.day:
        return _("The meeting is moved from %(before)s to %(after)s, and “%(cycle)s” follows.") % names
    return _("The rhythm has changed, and “%(cycle)s” with it.") % names


def _new_days(coming: Coming) -> str:
    return _("It opens on %(opens)s, is due on %(due)s, and is signed off by %(sign_off)s.") % {
        "opens": _day(coming.opens),
        "due": _day(coming.due),
        "sign_off": _day(coming.sign_off),
    }


def rhythm_headline(told: Sequence[Coming], last: int) -> str:
    """What would become of the rounds?"""
    new = sum(one.outlook == Outlook.NEW for one in told)
    moves = sum(one.outlook == Outlook.MOVES for one in told)
    goes = sum(one.outlook == Outlook.GOES for one in told)
    said = []
    if new:
        said.append(
            ngettext("%(n)s round is made through %(year)s", "%(n)s rounds are made through %(year)s", new)
            % {"n": new, "year": last}
        )
    if moves:
        said.append(ngettext("%(n)s moves", "%(n)s move", moves) % {"n": moves})
    if goes:
        said.append(ngettext("%(n)s is taken away", "%(n)s are taken away", goes) % {"n": goes})
    if said:
        return "; ".join(said)
    if not told:
        return _("The rhythm gives no rounds yet")
    return _("The rounds through %(year)s stand as the rhythm says") % {"year": last}


def _day(value: datetime.date | None) -> str:
    return date_format(value, "DATE_FORMAT") if value else ""


def _titled(text: str) -> str:
    return text[:1].upper() + text[1:]

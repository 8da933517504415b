"""The mail of a day as it is written: what is missing in each round, goal by goal or unit by unit, and what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.models import User
from roedtraad.core.outbox import Letter, address
from roedtraad.core.registries import News
from roedtraad.plans.models import Goal

from .enums import NoticeStage
from .links import in_mail
from .models import Cycle, PersonalLink
from .words import news_subject, reminder_subject

OWN, DEPUTY, ABOVE = range(3)  # why somebody is told of a goal, the nearest first
NAMED = 6  # goals of units that are named; of more than these it is said how many each unit has


@dataclass(frozen=True)
class Missing:
    """A goal that is not signed off; `written`: a writer has handed it on, and it waits for the one who answers."""

    goal: Goal
    written: bool
    instead_of: str = ""  # the position that is vacant or whose holder is away, for whoever is told instead


@dataclass
class Told:
    """What one person is told of one round. `stage`: the one that makes the mail go today; None: it goes along."""

    cycle: Cycle
    role: int
    missing: list[Missing] = field(default_factory=list)
    stage: NoticeStage | None = None


@dataclass
class Digest:
    """Everything that one person's mail of a day tells."""

    rounds: list[Told] = field(default_factory=list)
    news: list[News] = field(default_factory=list)

    @property
    def links(self) -> list[Cycle]:
        """The rounds in which the person reports, and needs a link to do it."""
        return [each.cycle for each in self.rounds if each.role != ABOVE]


def letter(user: User, digest: Digest, links: Mapping[tuple[int, int], PersonalLink]) -> Letter:
    """The rounds that are due first, then what is new."""
    ordered = sorted(digest.rounds, key=lambda each: (each.role, each.cycle.due, each.cycle.pk))
    today = timezone.localdate()
    blocks = [
        {
            "cycle": each.cycle,
            "role": each.role,
            "late": each.cycle.due < today,
            "lines": list(lines_of(each)),
            "link": in_mail(links[each.cycle.pk, user.pk])
            if each.role != ABOVE
            else address(reverse("followup:cycle", args=[each.cycle.pk])),
        }
        for each in ordered
    ]
    return Letter(
        user,
        "followup/mail/reminder.txt",
        {
            "blocks": blocks,
            "news": [(each, address(each.url)) for each in digest.news],
            "subject": _subject(ordered, digest.news),
            "by_link": bool(digest.links),
        },
    )


def _subject(rounds: Sequence[Told], news: Sequence[News]) -> str:
    if not rounds:
        return news_subject([each.title for each in news])
    pressing = [each for each in rounds if each.stage] or rounds
    return reminder_subject(
        sum(len(each.missing) for each in rounds),
        min(each.cycle.due for each in pressing),
        timezone.localdate(),
        own=any(each.role == OWN for each in rounds),
    )


def lines_of(told: Told) -> Iterator[str]:
    """Each goal by its name; the goals of units by unit, with their number, where there are more than six."""
    of_units = [one for one in told.missing if one.goal.unit_id]
    by_unit = len(of_units) > NAMED
    for one in told.missing:
        if not (by_unit and one.goal.unit_id):
            yield _with(one.goal.title, _why(one, told.role) or _state(one))
    if by_unit:
        yield from _units(of_units, told.role)


def _units(missing: Sequence[Missing], role: int) -> Iterator[str]:
    groups: dict[tuple[str, str], list[Missing]] = {}
    for one in missing:
        groups.setdefault((str(one.goal.unit), _why(one, role)), []).append(one)
    for (unit, why), rows in groups.items():
        number = len(rows)
        words = ngettext("%(unit)s: %(n)s goal", "%(unit)s: %(n)s goals", number)
        yield _with(words % {"unit": unit, "n": number}, why or _how_many_written(rows))


def _with(words: str, note: str) -> str:
    return f"{words} ({note})" if note else words


def _why(one: Missing, role: int) -> str:
    """Whose it is, for somebody else than who answers for it."""
    if role == ABOVE and one.goal.owner:
        return one.goal.owner.title
    if one.instead_of:
        return _("instead of %(position)s, who is away or not appointed") % {"position": one.instead_of}
    return ""


def _state(one: Missing) -> str:
    return _("written, waits for your sign-off") if one.written else ""


def _how_many_written(rows: Sequence[Missing]) -> str:
    written = sum(one.written for one in rows)
    if not written:
        return ""
    if written == len(rows):
        return _("written, waits for your sign-off")
    words = ngettext(
        "%(n)s of them written, waits for your sign-off",
        "%(n)s of them written, wait for your sign-off",
        written,
    )
    return words % {"n": written}

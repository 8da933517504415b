"""What a unit takes to a meeting: one page for the wall, and slides. Made from its goals as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from roedtraad.core.tenancy import current
from roedtraad.writing.poster import Poster, Statement, to_poster
from roedtraad.writing.slides import MOST_LINES, Deck, Slide
from roedtraad.writing.words import Language

from .enums import Company
from .models import FocusArea, Goal, Plan
from .wording import words_of

POSTER_GOALS = 5  # what one page has room for, and a staff remembers
DECKS = (Company.STAFF, Company.MED, Company.PARENTS)


@dataclass(frozen=True)
class Told:
    """What a handout is made of: the plan's themes, the unit's approved goals, and the plan's own where it has none."""

    plan: Plan
    unit: str
    themes: list[str]
    goals: list[Goal]
    to_take_up: list[Goal]


def told_of(plan: Plan, unit_pk: int, unit: str) -> Told:
    """Four queries."""
    areas = list(FocusArea.objects.filter(plan=plan))
    words = words_of(plan.policy_id, [area.theme_id for area in areas if area.theme_id])
    themes: list[str] = []
    for area in areas:
        known = words.get(area.theme_id or 0)
        name = known.short if known else area.theme_name or area.title
        if name and name not in themes:
            themes.append(name)
    own = Goal.objects.active().filter(plan=plan, unit=unit_pk).select_related("parent", "focus_area")
    goals = list(own)
    further = [] if goals else list(Goal.objects.active().of_the_plan().filter(plan=plan)[:MOST_LINES])
    return Told(plan, unit, themes, goals, further)


def poster(told: Told) -> bytes:
    """One page for the wall as PDF. Words are left out, the smallest first, until it is one page."""
    for goals, answers in ((POSTER_GOALS, 2), (POSTER_GOALS, 1), (POSTER_GOALS, 0), (3, 0)):
        made = to_poster(_poster(told, goals, answers))
        if len(pypdfium2.PdfDocument(made)) == 1:
            break
    return made


def _poster(told: Told, most: int, answers: int) -> Poster:
    goals = [
        Statement(goal.title, [words for words in (goal.how, goal.followed_by)[:answers] if words])
        for goal in told.goals[:most]
    ]
    more = len(told.goals) - most
    if more > 0:
        goals.append(Statement(ngettext("And %(n)s more.", "And %(n)s more.", more) % {"n": more}))
    if not told.goals:
        chosen_none = _("We have not chosen our own goals yet. These are the plan's:")
        goals = [Statement(chosen_none), *(Statement(goal.title) for goal in told.to_take_up[:most])]
    return Poster(
        title=_("This is what we want at %(unit)s") % {"unit": told.unit},
        municipality=current().name,
        kicker=told.plan.policy.title,
        goals=goals,
        themes_are=_("What the policy is about"),
        themes=told.themes[:POSTER_GOALS],
        footer=told.plan.title,
        language=_language(),
        colour=current().primary,
    )


def deck(told: Told, company: Company) -> Deck:
    """Slides for the staff, the MED committee or the parents' board: what it is about, what we want, what we ask you."""
    slides = [
        Slide(
            told.plan.policy.title,
            (_("What does it mean at %(unit)s?") % {"unit": told.unit},),
            lead=current().name,
        ),
        Slide(_("What the policy is about"), tuple(told.themes[:6])),
    ]
    if told.goals:
        slides.append(
            Slide(_("This is what we want"), tuple(goal.title for goal in told.goals[:POSTER_GOALS]))
        )
        slides += [_slide_of(goal) for goal in told.goals[:POSTER_GOALS]]
    else:
        slides.append(
            Slide(
                _("Which of the plan's goals do we take up?"),
                tuple(goal.title for goal in told.to_take_up),
                notes=_("One or two are enough: few goals are reached more often than many."),
            )
        )
    slides.append(
        Slide(_("Talk about it"), _questions(company), notes=_("Five minutes two and two, then together."))
    )
    return Deck(
        f"{told.unit}: {told.plan.policy.title}",
        tuple(slides),
        language=_language(),
        colour=current().primary,
        footer=f"{told.unit} · {told.plan.title}",
    )


def _slide_of(goal: Goal) -> Slide:
    above = goal.parent or goal.focus_area
    lines: Sequence[str] = [
        goal.how,
        goal.followed_by and _("We follow up: %(words)s") % {"words": goal.followed_by},
        _("Expected: %(when)s") % {"when": goal.due.danish()} if goal.due else "",
    ]
    return Slide(
        goal.title,
        tuple(line for line in lines if line),
        lead=_("Contributes to: %(goal)s") % {"goal": above.title} if above else "",
        notes=goal.measured_by,
    )


def _questions(company: Company) -> tuple[str, ...]:
    """What is asked of those who sit there."""
    if company == Company.MED:
        return (
            _("What do the goals mean for how work is organised?"),
            _("What must be left undone for it to be possible?"),
            _("What do we need to learn?"),
        )
    if company == Company.PARENTS:
        return (
            _("What do you notice at home?"),
            _("What do you want us to do more of?"),
            _("What can parents do together?"),
        )
    return (
        _("What do we do already?"),
        _("What do we stop doing?"),
        _("Who does the first thing, and when?"),
    )


def _language() -> Language:
    return "da" if (get_language() or "da").startswith("da") else "en"

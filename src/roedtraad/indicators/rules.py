"""What stands in the way of a figure, a mark or a scale, as sentences."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roedtraad.core.days import long_day
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import why_not_move
from roedtraad.language import cpr
from roedtraad.language.text import without_invisible
from roedtraad.measures.periods import Period, PeriodError, first_day

from .enums import SCALE_TRANSITIONS, Kind, ScaleState, UnitOfMeasure
from .figures import Figure
from .models import Indicator, Scale

# Units in which less than nothing cannot be.
NEVER_NEGATIVE = frozenset(
    {
        UnitOfMeasure.NUMBER,
        UnitOfMeasure.PERCENT,
        UnitOfMeasure.PER_1000,
        UnitOfMeasure.DAYS,
        UnitOfMeasure.HOURS,
    }
)
LARGEST = 1e12


def refuse(reasons: Iterable[Reason]) -> None:
    found = list(reasons)
    if found:
        raise Refused(found)


def why_not_define(kind: str, measure: str, title: str, definition: str) -> list[Reason]:
    """An indicator says in plain words what is counted; of our own work it says which of the three questions it answers."""
    reasons = []
    if not title.strip() or not definition.strip():
        reasons.append(
            Reason(
                "indicator-words",
                _("An indicator needs a name and plain words for what is counted."),
                _("Write them so that somebody who does not know the figures can count the same."),
            )
        )
    if kind == Kind.PERFORMANCE and not measure:
        reasons.append(
            Reason(
                "measure-missing",
                _("A measure of our own work says what it measures."),
                _("Choose how much we do, how well we do it, or whether anybody is better off."),
            )
        )
    if kind == Kind.POPULATION and measure:
        reasons.append(
            Reason(
                "measure-of-population",
                _("What is true of all children is nobody's own work."),
                _("Leave out how much, how well and better off, or choose our own work."),
            )
        )
    return reasons


def why_not_change(indicator: Indicator) -> list[Reason]:
    """A retired indicator keeps its figures and takes no new ones."""
    if indicator.retired_on is None:
        return []
    return [
        Reason(
            "indicator-retired",
            _("“%(indicator)s” was retired on %(day)s.")
            % {"indicator": indicator.title, "day": long_day(indicator.retired_on)},
            _("Take it up again first"),
            reverse("indicators:indicator", args=[indicator.pk]),
        )
    ]


def why_not_unit(indicator: Indicator, unit: str, rhythm: str, has_figures: bool) -> list[Reason]:
    """Figures that stand were counted in a unit and a rhythm; neither changes under them."""
    if not has_figures or (indicator.unit, indicator.rhythm) == (unit, rhythm):
        return []
    return [
        Reason(
            "figures-stand",
            _("There are figures already: they would mean something else in another unit or rhythm."),
            _("Make a new indicator for what is counted differently."),
        )
    ]


def why_not_figure(indicator: Indicator, figure: Figure, today: datetime.date | None = None) -> list[Reason]:
    """Why one figure cannot stand, each reason naming its period."""
    start, day = figure.start, today or timezone.localdate()
    if first_day(indicator.beat, start) != start:
        return [
            Reason(
                "no-period",
                _("No period of this indicator begins on %(day)s.") % {"day": long_day(start)},
                _("It is counted %(rhythm)s.") % {"rhythm": indicator.get_rhythm_display()},
            )
        ]
    reasons = []
    if start > day:
        reasons.append(
            Reason(
                "not-begun",
                _("%(period)s has not begun.") % {"period": capfirst(_named(indicator, start))},
                _("A target is set as a target, not as a figure."),
            )
        )
    numbers = [each for each in (figure.value, figure.numerator, figure.denominator) if each is not None]
    if any(not math.isfinite(each) or abs(each) > LARGEST for each in numbers):
        said = _("%(period)s holds no number that can be counted with.")
        reasons.append(Reason("no-number", said % {"period": _named(indicator, start)}))
        return reasons
    if indicator.unit in NEVER_NEGATIVE and any(each < 0 for each in numbers):
        said = _("%(period)s is below zero, and this cannot be.")
        reasons.append(Reason("negative", said % {"period": _named(indicator, start)}))
    if indicator.unit == UnitOfMeasure.PERCENT:
        reasons += _why_not_percent(indicator, figure)
    return reasons


def _named(indicator: Indicator, start: datetime.date) -> str:
    return Period(indicator.beat, start).label(get_language() or "da")


def _why_not_percent(indicator: Indicator, figure: Figure) -> list[Reason]:
    if (
        figure.numerator is not None
        and figure.denominator is not None
        and figure.numerator > figure.denominator
    ):
        return [
            Reason(
                "more-than-all",
                _("%(period)s counts more than there are: %(some)s of %(all)s.")
                % {
                    "period": _named(indicator, figure.start),
                    "some": f"{figure.numerator:g}",
                    "all": f"{figure.denominator:g}",
                },
                _("The first number is a part of the second; perhaps they have been swapped."),
            )
        ]
    if figure.value is not None and figure.value > 100 and figure.numerator is None:
        return [
            Reason(
                "over-hundred",
                _("%(period)s says %(value)s per cent.")
                % {"period": _named(indicator, figure.start), "value": f"{figure.value:g}"},
                _("Perhaps the decimal comma is missing."),
            )
        ]
    return []


def why_not_written(figure: Figure) -> list[Reason]:
    """No remark beside a figure names a child."""
    if not figure.note:
        return []
    return [
        Reason(
            "cpr",
            _("A remark holds what looks like a CPR number (%(masked)s).") % {"masked": place.masked},
            _("Remove it: no child or citizen may be named here."),
        )
        for place in cpr.find(without_invisible(figure.note))
    ]


def why_not_said(reason: str) -> list[Reason]:
    """A break, new limits and a figure that is changed say why: whoever looks in ten years must be able to understand."""
    if reason.strip():
        return []
    return [
        Reason(
            "reason-missing",
            _("It does not say why."),
            _("Write it in a sentence: whoever reads the figures in ten years was not here."),
        )
    ]


def why_not_begin_there(indicator: Indicator, on: datetime.date) -> list[Reason]:
    """A break or new limits begin where a period begins."""
    try:
        Period(indicator.beat, on)
    except PeriodError:
        near = Period.holding(indicator.beat, on)
        return [
            Reason(
                "no-period",
                _("No period of this indicator begins on %(day)s.") % {"day": long_day(on)},
                _("The nearest are %(one)s and %(other)s.")
                % {"one": long_day(near.start), "other": long_day(near.next.start)},
            )
        ]
    return []


def why_not_write_scale(scale: Scale) -> list[Reason]:
    """The levels are written before work starts, and stand fast from then on."""
    if scale.state == ScaleState.WRITTEN:
        return []
    return [
        Reason(
            "scale-stands",
            _("The levels were written before the work started, and stand fast."),
            _("Write a new scale if something else is to be looked at."),
        )
    ]


def why_not_start_scale(scale: Scale) -> list[Reason]:
    """A scale starts when all five levels are written, each different from the others."""
    reasons = why_not_move(SCALE_TRANSITIONS, scale.state, ScaleState.STARTED, dict(ScaleState.choices))
    words = [text.strip() for _level, _name, text in scale.levels]
    missing = [str(name) for _level, name, text in scale.levels if not text.strip()]
    if missing:
        reasons.append(
            Reason(
                "level-missing",
                _("These levels have no words yet: %(levels)s.") % {"levels": ", ".join(missing)},
                _("Write what one would see, so that two people would score alike."),
            )
        )
    elif len({text.casefold() for text in words}) < len(words):
        reasons.append(
            Reason(
                "levels-alike",
                _("Two levels say the same."),
                _("Each must be one that can be told from the others."),
            )
        )
    return reasons


def why_not_score(scale: Scale, score: int, on: datetime.date, evidence: str) -> list[Reason]:
    """A started scale is scored once, after its start, on something that others can look at."""
    reasons = why_not_move(SCALE_TRANSITIONS, scale.state, ScaleState.SCORED, dict(ScaleState.choices))
    if not -2 <= score <= 2:
        reasons.append(Reason("no-level", _("There is no such level."), _("The levels go from −2 to +2.")))
    if on > timezone.localdate() or (scale.started_on and on < scale.started_on):
        reasons.append(
            Reason(
                "scored-when",
                _("A scale is scored between the day it started and today."),
                _("Choose the day on which it was looked at."),
            )
        )
    if not evidence.strip():
        reasons.append(
            Reason(
                "evidence",
                _("It does not say what the score is built on."),
                _("Write what was looked at and by whom; one sentence is enough."),
            )
        )
    return reasons


def in_force(targets: Iterable[Any], day: datetime.date) -> Any:
    """The target that holds on a day: the latest that has begun; None before the first."""
    begun = [target for target in targets if target.starts <= day]
    return max(begun, key=lambda target: (target.starts, target.pk or 0)) if begun else None

"""The verbs of what is counted: indicator, what it hangs on, breaks, new limits, targets."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.models import Municipality
from roedtraad.core.reasons import Reason
from roedtraad.indicators import catalogue
from roedtraad.indicators.enums import Audience, Confidence, Direction, Kind, Measure, UnitOfMeasure
from roedtraad.indicators.landing import has_figures
from roedtraad.indicators.models import Break, Indicator, IndicatorLink, Rebase, Series, Target
from roedtraad.indicators.permissions import (
    may_judge_connections,
    may_keep_indicators,
    may_write_figures,
)
from roedtraad.indicators.rules import (
    refuse,
    why_not_begin_there,
    why_not_change,
    why_not_define,
    why_not_said,
    why_not_unit,
)
from roedtraad.organisation.models import Position
from roedtraad.plans.models import FocusArea, Goal
from roedtraad.policies.models import Passage

from .releasing import release_after


@action("indicators.create_indicator", permission=may_keep_indicators)
def create_indicator(
    municipality: Municipality,
    *,
    by: Any,
    title: str,
    definition: str,
    kind: str = Kind.POPULATION,
    measure: str = "",
    unit: str = UnitOfMeasure.NUMBER,
    decimals: int = 0,
    direction: str = Direction.NEUTRAL,
    rhythm: str = "year",
    numerator_words: str = "",
    denominator_words: str = "",
    source_words: str = "",
    licence: str = "",
    owner: Position | None = None,
    minimum_count: int = 5,
    reach: str = Audience.COUNCIL,
    traps: str = "",
    subject: str = "",
    catalogue_key: str = "",
) -> Indicator:
    """An indicator, with plain words for what is counted."""
    refuse(why_not_define(kind, measure, title, definition))
    return Indicator.objects.create(
        title=title.strip(),
        subject=subject.strip(),
        definition=definition.strip(),
        kind=Kind(kind),
        measure=Measure(measure) if measure else "",
        unit=UnitOfMeasure(unit),
        decimals=decimals,
        direction=Direction(direction),
        rhythm=rhythm,
        numerator_words=numerator_words.strip(),
        denominator_words=denominator_words.strip(),
        source_words=source_words.strip(),
        licence=licence.strip(),
        owner=owner,
        minimum_count=minimum_count,
        reach=Audience(reach),
        traps=traps.strip(),
        catalogue_key=catalogue_key,
    )


@action("indicators.edit_indicator", permission=may_keep_indicators)
def edit_indicator(
    indicator: Indicator,
    *,
    by: Any,
    title: str,
    definition: str,
    kind: str,
    measure: str,
    unit: str,
    decimals: int,
    direction: str,
    rhythm: str,
    numerator_words: str = "",
    denominator_words: str = "",
    source_words: str = "",
    licence: str = "",
    owner: Position | None = None,
    minimum_count: int = 5,
    reach: str = Audience.COUNCIL,
    traps: str = "",
    subject: str = "",
) -> Indicator:
    """Other words, another owner, another minimum; what has been counted keeps its unit and rhythm."""
    refuse(
        [
            *why_not_change(indicator),
            *why_not_define(kind, measure, title, definition),
            *why_not_unit(indicator, unit, rhythm, has_figures(indicator)),
        ]
    )
    indicator.title, indicator.definition = title.strip(), definition.strip()
    indicator.subject = subject.strip()
    indicator.kind, indicator.measure = Kind(kind), Measure(measure) if measure else ""
    indicator.unit, indicator.decimals, indicator.rhythm = UnitOfMeasure(unit), decimals, rhythm
    indicator.direction, indicator.owner = Direction(direction), owner
    indicator.numerator_words, indicator.denominator_words = (
        numerator_words.strip(),
        denominator_words.strip(),
    )
    indicator.source_words, indicator.licence, indicator.traps = (
        source_words.strip(),
        licence.strip(),
        traps.strip(),
    )
    indicator.minimum_count, indicator.reach = minimum_count, Audience(reach)
    indicator.save()
    release_after(indicator, by)
    return indicator


@action("indicators.take_from_catalogue", permission=may_keep_indicators)
def take_from_catalogue(
    municipality: Municipality, *, by: Any, key: str, owner: Position | None = None
) -> Indicator:
    """An indicator as the catalogue describes it; afterwards it is the municipality's own, to word as it likes."""
    entry = catalogue.get(key)
    if entry is None:
        refuse([Reason("no-entry", _("The catalogue has no such entry."), _("Choose one from the list."))])
    assert entry is not None
    there = Indicator.objects.in_use().filter(catalogue_key=key).first()
    if there is not None:
        refuse(
            [
                Reason(
                    "taken-already",
                    _("“%(indicator)s” has been taken from the catalogue already.")
                    % {"indicator": there.title},
                    _("Open it in the list of indicators."),
                )
            ]
        )
    made: Indicator = create_indicator(
        municipality, by=by, owner=owner, catalogue_key=key, **entry.as_indicator()
    )
    return made


@action("indicators.retire_indicator", permission=may_keep_indicators)
def retire_indicator(indicator: Indicator, *, by: Any, reason: str) -> Indicator:
    """No more figures; those that stand stay, and why it ended stands with them."""
    refuse([*why_not_change(indicator), *why_not_said(reason)])
    indicator.retired_on, indicator.retire_reason = timezone.localdate(), reason.strip()
    indicator.save()
    return indicator


@action("indicators.take_up_indicator", permission=may_keep_indicators)
def take_up_indicator(indicator: Indicator, *, by: Any) -> Indicator:
    """A retired indicator is counted again."""
    indicator.retired_on, indicator.retire_reason = None, ""
    indicator.save()
    return indicator


# --- what it hangs on


@action("indicators.link", permission=may_keep_indicators)
def link(
    indicator: Indicator,
    *,
    by: Any,
    to: Goal | FocusArea | Passage,
    assumption: str,
    confidence: str = Confidence.MEDIUM,
    look_again: datetime.date | None = None,
) -> IndicatorLink:
    """Hang an indicator on a goal, a focus area or a theme, with what is assumed of how the two hang together."""
    name = {Goal: "goal", FocusArea: "focus_area", Passage: "passage"}[type(to)]
    refuse([*why_not_change(indicator), *_why_not_assume(assumption), *_why_not_twice(indicator, name, to)])
    return IndicatorLink.objects.create(
        indicator=indicator,
        assumption=assumption.strip(),
        confidence=Confidence(confidence),
        look_again=look_again,
        **{name: to},
    )


def _why_not_assume(assumption: str) -> list[Reason]:
    if assumption.strip():
        return []
    return [
        Reason(
            "assumption-missing",
            _("It does not say how the two hang together."),
            _(
                "Write why the indicator should move when the goal is reached; it may be wrong, and is looked at again."
            ),
        )
    ]


def _why_not_twice(indicator: Indicator, name: str, thing: Any) -> list[Reason]:
    if not IndicatorLink.objects.filter(indicator=indicator, **{name: thing}).exists():
        return []
    return [
        Reason("linked-already", _("The indicator hangs there already."), _("Change what stands about it."))
    ]


@action("indicators.edit_link", permission=may_judge_connections)
def edit_link(
    connection: IndicatorLink,
    *,
    by: Any,
    assumption: str,
    confidence: str,
    look_again: datetime.date | None = None,
) -> IndicatorLink:
    refuse(_why_not_assume(assumption))
    connection.assumption, connection.confidence = assumption.strip(), Confidence(confidence)
    connection.look_again = look_again
    connection.save()
    return connection


@action("indicators.unlink", permission=may_keep_indicators)
def unlink(connection: IndicatorLink, *, by: Any) -> None:
    """The two were not connected after all; the record keeps what was assumed."""
    connection.delete()


# --- breaks, new limits, targets


@action("indicators.mark_break", permission=may_write_figures)
def mark_break(
    indicator: Indicator, *, by: Any, on: datetime.date, reason: str, series: Series | None = None
) -> Break:
    """From this day on something else is counted: limits are not drawn across, and no change is claimed over it."""
    return _mark(Break, indicator, on, reason, series, by)


@action("indicators.rebase", permission=may_write_figures)
def rebase(
    indicator: Indicator, *, by: Any, on: datetime.date, reason: str, series: Series | None = None
) -> Rebase:
    """Count the limits anew from this day: by hand only, as the work has changed and the figures stay changed."""
    return _mark(Rebase, indicator, on, reason, series, by)


def _mark(
    kind: type[Any], indicator: Indicator, on: datetime.date, reason: str, series: Series | None, by: Any
) -> Any:
    reasons = [*why_not_change(indicator), *why_not_said(reason), *why_not_begin_there(indicator, on)]
    same: QuerySet[Any] = kind.objects.filter(indicator=indicator, series=series, on=on)
    if not reasons and same.exists():
        reasons.append(
            Reason(
                "marked-already",
                _("That day is marked already."),
                _("Remove the old mark first if it is wrong."),
            )
        )
    refuse(reasons)
    made = kind.objects.create(indicator=indicator, series=series, on=on, reason=reason.strip())
    release_after(indicator, by)
    return made


@action("indicators.remove_mark", permission=may_write_figures)
def remove_mark(mark: Break | Rebase, *, by: Any) -> None:
    """A break or new limits that were set by mistake; the record keeps them."""
    indicator = mark.indicator
    mark.delete()
    release_after(indicator, by)


@action("indicators.set_target", permission=may_keep_indicators)
def set_target(
    indicator: Indicator,
    *,
    by: Any,
    value: float,
    starts: datetime.date,
    reached_by: datetime.date | None = None,
    words: str = "",
) -> Target:
    """What is aimed at from a day on. The earlier target stays on record, and holds for its own time."""
    reasons = why_not_change(indicator)
    if reached_by and reached_by < starts:
        reasons.append(
            Reason(
                "target-period", _("The target is to be reached before it begins."), _("Swap the two days.")
            )
        )
    refuse(reasons)
    made = Target.objects.create(
        indicator=indicator, value=value, starts=starts, reached_by=reached_by, words=words.strip()
    )
    release_after(indicator, by)
    return made


@action("indicators.remove_target", permission=may_keep_indicators)
def remove_target(target: Target, *, by: Any) -> None:
    """A target that was set by mistake; the record keeps it."""
    indicator = target.indicator
    target.delete()
    release_after(indicator, by)

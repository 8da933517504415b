"""The verbs of the figures: written by hand, brought in, revised, handed over, looked behind."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.actions import SYSTEM, action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.indicators.cube import RawSeries, raw_small_counts
from roedtraad.indicators.enums import Origin
from roedtraad.indicators.figures import Figure
from roedtraad.indicators.landing import Landed, land, standing
from roedtraad.indicators.models import Break, Indicator, Series, SeriesSuccession
from roedtraad.indicators.permissions import (
    may_hand_over_series,
    may_keep_indicators,
    may_look_at_small_counts,
    may_write_figures,
)
from roedtraad.indicators.rules import refuse, why_not_change, why_not_figure, why_not_said, why_not_written
from roedtraad.measures.periods import Period
from roedtraad.organisation.models import Unit

from .releasing import release_after

SHOWN = 20  # refusals of one lot of figures that are told; a table turned round has a thousand


@action("indicators.record_figures", permission=may_write_figures)
def record_figures(indicator: Indicator, *, by: Any, figures: Sequence[Figure], reason: str = "") -> Landed:
    """Write figures by hand, several at once. One that changes what stands says why (`reason`), and both are kept."""
    refuse([*why_not_change(indicator), *_why_not_all(indicator, figures)])
    if not reason.strip():
        refuse(_why_not_silently(indicator, figures))
    landed = _landed(indicator, [_noted(figure, reason) for figure in figures], Origin.HAND)
    if landed.changed:
        release_after(indicator, by)
    return landed


def _noted(figure: Figure, reason: str) -> Figure:
    return replace(figure, note=(figure.note or reason).strip()[:200])


def _why_not_all(indicator: Indicator, figures: Iterable[Figure]) -> list[Reason]:
    found: list[Reason] = []
    for figure in figures:
        found += [*why_not_figure(indicator, figure), *why_not_written(figure)]
        if len(found) >= SHOWN:
            break
    return found


def _why_not_silently(indicator: Indicator, figures: Sequence[Figure]) -> list[Reason]:
    """A figure that stands is changed with a reason, never silently: somebody has read it."""
    known = {
        (series.unit_id, series.place_code, series.breakdown): series.pk
        for series in Series.objects.filter(indicator=indicator)
    }
    stands = standing(indicator, known.values())
    for figure in figures:
        before = stands.get((known.get(figure.whose.key), figure.start))
        now = figure.settled(indicator.unit)
        if before is not None and (before.value, before.state) != (now.value, now.state):
            return why_not_said("")
    return []


@action("indicators.import_figures", permission=may_keep_indicators)
def import_figures(
    indicator: Indicator,
    *,
    by: Any,
    figures: Iterable[Figure],
    origin: str,
    known_at: datetime.datetime | None = None,
) -> Landed:
    """Bring in figures from elsewhere; may be a stream of a million. A figure that cannot stand stops them all."""
    refuse(why_not_change(indicator))
    landed = land_figures(indicator, figures, origin, known_at)
    if landed.changed:
        release_after(indicator, by)
    return landed


def land_figures(
    indicator: Indicator,
    figures: Iterable[Figure],
    origin: str,
    known_at: datetime.datetime | None = None,
) -> Landed:
    """Write figures that come from elsewhere, all or none; the verb that calls it has asked the permission."""
    return _landed(indicator, _checked(indicator, figures), origin, known_at)


def _checked(indicator: Indicator, figures: Iterable[Figure]) -> Iterator[Figure]:
    today = timezone.localdate()
    for figure in figures:
        reasons = [*why_not_figure(indicator, figure, today), *why_not_written(figure)]
        if reasons:
            raise Refused(reasons)
        yield figure


def _landed(
    indicator: Indicator, figures: Iterable[Figure], origin: str, known_at: datetime.datetime | None = None
) -> Landed:
    with transaction.atomic():  # a stream that is refused half-way leaves nothing
        return land(indicator, figures, origin, known_at)


def look_at_small_counts(indicator: Indicator, *, by: Any, reason: str) -> list[RawSeries]:
    """See what stands behind the hidden figures. Who looked, when and why is on record."""
    may_look_at_small_counts.demand(by, indicator)
    refuse(why_not_said(reason))
    found: list[RawSeries] = _look(indicator, by=by, note=reason.strip())
    return found


@action("indicators.look_at_small_counts", permission=may_look_at_small_counts)
def _look(indicator: Indicator, *, by: Any) -> list[RawSeries]:
    return raw_small_counts(indicator)


@action("indicators.hand_over_series", permission=may_hand_over_series)
def hand_over_series(
    series: Series, *, by: Any, to: Sequence[Unit], on: datetime.date, reason: str, alike: bool = False
) -> list[Series]:
    """A unit merges, splits or closes: its figures go on with one unit or several, from a day. History stays where it was.

    To one unit that counts the same (`alike`, a new name or building) the series itself moves, unbroken. Else it ends
    on the day, each heir carries on its own series, and a break is marked where the heir's figures begin to hold more.
    Returns the series that carry on.
    """
    refuse([*why_not_change(series.indicator), *why_not_said(reason), *_why_not_hand_over(series, to, alike)])
    assert series.unit is not None
    before: Unit = series.unit
    heirs: list[Series] = []
    if not alike:
        series.ended_on = on
        series.save()
    for unit in to:
        heir = series
        if alike:
            series.unit = unit
            series.save()
        else:
            heir = _heir(series, unit, on, before)
        SeriesSuccession.objects.create(
            series=series, from_unit=before, to_unit=unit, heir=heir, on=on, reason=reason.strip()
        )
        heirs.append(heir)
    release_after(series.indicator, SYSTEM)  # it follows: whoever hands over need not write figures
    return heirs


@action("indicators.end_series", permission=may_hand_over_series)
def end_series(series: Series, *, by: Any, on: datetime.date, reason: str) -> Series:
    """A unit closes and nobody counts there any longer: the series ends on the day, and its figures stay."""
    refuse([*why_not_said(reason), *_why_not_living(series)])
    series.ended_on = on
    series.save()
    release_after(series.indicator, SYSTEM)  # it follows: whoever hands over need not write figures
    return series


def _heir(series: Series, unit: Unit, on: datetime.date, before: Unit) -> Series:
    there = Series.objects.filter(
        indicator=series.indicator, unit=unit, breakdown=series.breakdown, ended_on__isnull=True
    ).first()
    if there is None:
        return Series.objects.create(indicator=series.indicator, unit=unit, dims=series.dims)
    Break.objects.get_or_create(
        indicator=series.indicator,
        series=there,
        on=Period.holding(series.indicator.beat, on).start,
        defaults={"reason": _("%(unit)s became part of it") % {"unit": before.name}},
    )
    return there


def _why_not_hand_over(series: Series, to: Sequence[Unit], alike: bool) -> list[Reason]:
    if series.unit is None:
        return [
            Reason(
                "no-unit",
                _("These are no unit's figures."),
                _("Only the figures of a unit are handed over."),
            )
        ]
    if reasons := _why_not_living(series):
        return reasons
    if not to:
        return [Reason("nobody", _("It does not say who carries the figures on."), _("Choose a unit."))]
    if any(unit.pk == series.unit_id for unit in to):
        return [
            Reason("to-itself", _("A unit cannot hand over to itself."), _("Choose those who carry it on."))
        ]
    if alike and (
        len(to) > 1
        or Series.objects.filter(
            indicator=series.indicator, unit=to[0], breakdown=series.breakdown, ended_on__isnull=True
        ).exists()
    ):
        return [
            Reason(
                "not-alike",
                _("The same is counted only if one unit carries on, which had no figures of its own."),
                _("Say that it is not the same, and a break is marked."),
            )
        ]
    return []


def _why_not_living(series: Series) -> list[Reason]:
    if series.ended_on is None:
        return []
    return [Reason("handed-over-already", _("The figures were handed over already."))]

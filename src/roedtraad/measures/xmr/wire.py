"""Series and charts as JSON: the form that ``roedtraad xmr`` reads and writes, which is the R package's in its words.

In:  {"series": [{"id": …, "input": {"dates": ["2026-01-31", …], "values": [1.5, null, …],
                  "improvement_direction": "increase" | "decrease" | "neutral", "screen_outliers": true,
                  "target": null, "rebase_dates": [], "fix_after_n_points": null, "cadence": …}}, …]}
     Of "input" the first three are needed; the others have the values shown here. "cadence" is not used. What else
     stands beside "id" and "input" is left alone.
Out: {"series": [{"id", "points": [POINT, …], "variation_type", "variation_icon", "assurance_type", "assurance_icon"}]},
     points by date. Where the package has NA or NaN there is null, and so there is for what a gap does not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from roedtraad.measures.xmr.chart import control_chart
from roedtraad.measures.xmr.errors import NotCharted, shown
from roedtraad.measures.xmr.model import Chart, Direction, Options, Point, is_number

NEEDED = ("dates", "values", "improvement_direction")
KNOWN = (*NEEDED, "cadence", "screen_outliers", "target", "rebase_dates", "fix_after_n_points")


@dataclass(frozen=True, slots=True)
class Series:
    """A series as it was read, by date. `rebase` are the places of the dates at which a segment begins."""

    id: str | int
    dates: tuple[str, ...]
    values: tuple[float | None, ...]
    options: Options
    rebase: tuple[int, ...]

    def chart(self) -> Chart:
        return control_chart(self.values, self.options, rebase=self.rebase)


def read_series(given: object) -> Series:
    """One element of "series". Sorted by date; a rebase date that is not among the dates is left out of account.

    Raises NotCharted.
    """
    if not isinstance(given, dict):
        raise NotCharted("not_an_object", found='"id", "input"')
    if isinstance(given.get("id"), bool) or not isinstance(given.get("id"), str | int):
        raise NotCharted("no_key", found='"id"')
    if "input" not in given:
        raise NotCharted("no_key", found='"input"')
    told = given["input"]
    if not isinstance(told, dict):
        raise NotCharted("not_an_object", found=", ".join(f'"{key}"' for key in NEEDED))
    for key in NEEDED:
        if key not in told:
            raise NotCharted("no_key", found=f'"{key}"')
    for key in told:
        if key not in KNOWN:
            raise NotCharted("unknown_key", found=shown(key), known=", ".join(KNOWN))
    days, values = _dates(told, "dates"), _list(told, "values")
    if len(days) != len(values):
        raise NotCharted("lengths", dates=len(days), values=len(values))
    for place, value in enumerate(values, 1):
        if value is not None and not is_number(value):
            raise NotCharted("value", found=shown(value), place=place)
    if all(value is None for value in values):
        raise NotCharted("empty")
    order = sorted(range(len(days)), key=days.__getitem__)
    for one, other in pairwise(order):
        if days[one] == days[other]:
            raise NotCharted("date_twice", found=days[one].isoformat())
    borders = set(_dates(told, "rebase_dates"))
    return Series(
        given["id"],
        tuple(told["dates"][at] for at in order),
        tuple(values[at] for at in order),
        _options(told),
        tuple(place for place, at in enumerate(order) if days[at] in borders),
    )


def _options(told: dict[str, Any]) -> Options:
    """Numbers are judged by Options itself."""
    direction, screen = told["improvement_direction"], told.get("screen_outliers", True)
    if direction not in [*Direction]:
        known = ", ".join(f'"{one}"' for one in Direction)
        raise NotCharted("direction", found=shown(direction), known=known)
    if not isinstance(screen, bool):
        raise NotCharted("screen", found=shown(screen))
    target, fix_after = told.get("target"), told.get("fix_after_n_points")
    if isinstance(fix_after, float) and fix_after.is_integer():
        fix_after = int(fix_after)  # 12.0 is how some write 12
    return Options(Direction(direction), target, screen, fix_after)


def _list(told: dict[str, Any], key: str) -> list[Any]:
    found = told.get(key)
    if found is None and key not in NEEDED:
        return []
    if not isinstance(found, list):
        raise NotCharted("not_a_list", key=f'"{key}"')
    return found


def _dates(told: dict[str, Any], key: str) -> list[date]:
    days = []
    for place, text in enumerate(_list(told, key), 1):
        try:
            days.append(date.fromisoformat(text))
        except (ValueError, TypeError):
            raise NotCharted("date", found=shown(text), place=place, key=f'"{key}"')
    return days


def to_json(id: str | int, dates: Sequence[str], chart: Chart) -> dict[str, object]:
    """A chart in the package's words. `dates` are those of its points, in their order."""
    return {
        "id": id,
        "points": [point_to_json(day, point) for day, point in zip(dates, chart.points, strict=True)],
        "variation_type": chart.variation,
        "variation_icon": chart.variation_icon,
        "assurance_type": chart.assurance,
        "assurance_icon": chart.assurance_icon,
    }


def point_to_json(day: str, point: Point) -> dict[str, object]:
    """One point with the mean and limits that it is held against."""
    segment, limits = point.segment, point.segment.limits
    return {
        "date": day,
        "value": point.value,
        "rebase_group": segment.number,
        "mean": segment.mean,
        "mr_kept": point.moving_range,
        "amr": segment.range_mean,
        "lpl": limits and limits.lower,
        "near_lpl": limits and limits.near_lower,
        "near_upl": limits and limits.near_upper,
        "upl": limits and limits.upper,
        "outside_limits": point.outside,
        "relative_to_mean": point.side,
        "close_to_limits": point.near,
        "flag_trend": point.trend != 0,
        "trend_ends_here": point.trend_ends,
        "flag_two_in_three": point.two_in_three,
        "in_two_in_three_window": point.in_window,
        "flag_shift": point.shift,
        "special_cause_type": point.signal,
        "special_cause_flag": point.special,
        "point_type": point.type,
        "short_group_warning": segment.short,
    }

"""The figures of one municipality: indicators of the plans' goals, counted monthly for three years, and their releases.

Shaped as the actions shape it: each figure a row, each release the whole cube with small counts hidden, its hash and what
lists show of it. What does not differ between municipalities, the figures and what is judged of them, is worked out once;
`bench.measure` holds a release made here against the one that the action would make.
"""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import Municipality
from roedtraad.indicators.actions import create_indicator, record_figures
from roedtraad.indicators.cube import RawSeries
from roedtraad.indicators.enums import Audience, Direction, Kind, Measure, UnitOfMeasure
from roedtraad.indicators.figures import Figure, Whose
from roedtraad.indicators.judging import headline, judge
from roedtraad.indicators.models import (
    Indicator,
    IndicatorLink,
    Measurement,
    Release,
    ReleaseBasis,
    ReleasedSeries,
    Series,
    Target,
)
from roedtraad.indicators.models.release import canonical, sha256
from roedtraad.indicators.protection import protect
from roedtraad.indicators.released import SCHEMA, frame_of
from roedtraad.indicators.sections import AUDIENCE, told_of
from roedtraad.measures.periods import Period, Rhythm
from roedtraad.organisation.models import Unit

from .data import Aim, Town

INDICATORS, MONTHS = 60, 36
MEASURES = [Measure.HOW_MUCH, Measure.HOW_WELL, Measure.BETTER_OFF]
AUDIENCES = (Audience.COUNCIL, Audience.STAFF)  # whom an indicator that the council may see reaches
TARGET = 8.0
BY_UNIT = "Enhed for enhed"  # the indicator with a series for each unit


@dataclass(frozen=True)
class Course:
    """The figures of the n-th indicator, the same in every municipality, and what is said of them."""

    indicator: Indicator
    figures: tuple[Figure, ...]
    cells: tuple[Any, ...]
    content: str
    digest: str
    frame: dict[str, Any]
    turn: str
    head: dict[str, Any]
    kept: tuple[tuple[datetime.date, str, str], ...]  # what each period was decided on, with its hash


def first_month(today: datetime.date) -> Period:
    return Period(Rhythm.MONTH, today.replace(day=1)).shifted(-MONTHS)


@cache
def course(number: int, today: datetime.date) -> Course:
    """Counts round a dozen: every third jumps at the end, every tenth has a month with fewer than five."""
    chance = random.Random(number)  # noqa: S311 (figures to measure with, no secret)
    start = first_month(today)
    values = [float(chance.randint(8, 16)) for _month in range(MONTHS)]
    if number % 3 == 0:
        values[-2:] = [28.0, 30.0]
    if number % 10 == 0:
        values[9] = 3.0
    figures = tuple(Figure(start.shifted(at).start, value) for at, value in enumerate(values))
    indicator = Indicator(
        title=f"Indikator {number:02}",
        subject="Antallet",
        definition="Børn og unge, talt op af centret hver måned.",
        kind=Kind.PERFORMANCE,
        measure=MEASURES[number % 3],
        unit=UnitOfMeasure.NUMBER,
        direction=Direction.DOWN,
        rhythm=Rhythm.MONTH.value,
        source_words="Egen optælling",
        reach=Audience.COUNCIL,
    )
    protection = protect(indicator, [RawSeries(Series(pk=0), figures)], {})
    cells = tuple(protection.cells[0])
    frame = _frame(indicator, start)
    judged = judge(cells, frame_of(frame), 0)
    content = canonical([cell.as_row() for cell in cells])
    kept = tuple((start, text, sha256(text)) for start, text in protection.kept.items())
    return Course(
        indicator, figures, cells, content, sha256(content), frame, judged.turn.value, headline(judged), kept
    )


def _frame(indicator: Indicator, start: Period) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "indicator": {
            "title": indicator.title, "subject": indicator.subject, "definition": indicator.definition,
            "rhythm": str(indicator.rhythm), "unit": str(indicator.unit), "decimals": indicator.decimals,
            "direction": str(indicator.direction), "minimum": indicator.minimum_count, "source": indicator.source_words,
            "licence": "", "numerator": "", "denominator": "",
        },
        "alone": True,
        "breaks": [],
        "rebases": [],
        "targets": [
            {"value": TARGET, "starts": start.start.isoformat(), "reached_by": None, "words": ""}
        ],
    }  # fmt: skip


def by_unit(municipality: Municipality, units: int) -> Indicator:
    """An indicator with a series for each of so many units, made through the actions: a page of so many charts."""
    today = timezone.localdate()
    about = course(1, today).indicator
    fields = ("subject", "definition", "kind", "measure", "unit", "direction", "rhythm", "reach")
    made = create_indicator(
        municipality, by=SYSTEM, title=BY_UNIT, **{name: getattr(about, name) for name in fields}
    )
    for number in range(units):
        unit = Unit.objects.create(name=f"Skole {number:02}")
        figures = [replace(each, whose=Whose(unit=unit.pk)) for each in course(number, today).figures]
        record_figures(made, by=SYSTEM, figures=figures)
    return made


def count(town: Town, aims: list[Aim], numbers: range) -> dict[str, Any]:
    """Indicators with figures, one under each of the first goals; returns what a snapshot of their plan freezes."""
    told, links = [], []
    for number, aim in zip(numbers, aims, strict=False):
        told.append(_count_one(town, number))
        key = told[-1]["id"]
        town.add(IndicatorLink, indicator_id=key, goal_id=aim.key, assumption="De følges ad.")
        links.append(
            {
                "indicator": key, "goal": aim.key, "focus_area": None, "theme": None, "assumption": "De følges ad.",
                "confidence": "medium", "look_again": None,
            }
        )  # fmt: skip
    return {
        "audience": AUDIENCE.value,
        "measures": {
            "total": len(told),
            "better_off": sum(each["measure"] == Measure.BETTER_OFF for each in told),
        },
        "indicators": told,
        "links": links,
        "scales": [],
    }


def _count_one(town: Town, number: int) -> dict[str, Any]:
    found, start = course(number, town.today), first_month(town.today)
    about = found.indicator
    key = town.add(
        Indicator, title=about.title, subject=about.subject, definition=about.definition, kind=about.kind,
        measure=about.measure, unit=about.unit, direction=about.direction, rhythm=about.rhythm,
        source_words=about.source_words, reach=about.reach,
    )  # fmt: skip
    series = town.add(Series, indicator_id=key)
    town.add(Target, indicator_id=key, value=TARGET, starts=start.start)
    for figure in found.figures:
        town.add(Measurement, series_id=series, start=figure.start, value=figure.value)
    register = canonical(found.frame | {"series": {series: found.digest}})
    released_at, digest = timezone.now(), sha256(register)
    for audience in AUDIENCES:
        town.add(
            Release, indicator_id=key, audience=audience, number=1, released_at=released_at, content=register,
            sha256=digest, turn=found.turn, headline=found.head,
        )  # fmt: skip
        town.add(
            ReleasedSeries, indicator_id=key, series_id=series, audience=audience, since=1, content=found.content,
            sha256=found.digest, turn=found.turn, headline=found.head,
        )  # fmt: skip
        for start_, text, hashed in found.kept:
            town.add(
                ReleaseBasis,
                indicator_id=key,
                audience=audience,
                start=start_,
                number=1,
                content=text,
                sha256=hashed,
            )
    return _frozen(number, town.today, key, series, digest, released_at)


@cache
def _frozen_once(number: int, today: datetime.date) -> dict[str, Any]:
    """As a snapshot keeps it, but for the keys, the release's hash and its moment."""
    found = course(number, today)
    register = canonical(found.frame | {"series": {}})
    release = Release(
        number=1,
        audience=AUDIENCE.value,
        released_at=timezone.now(),
        content=register,
        sha256=sha256(register),
    )
    row = ReleasedSeries(series=Series(pk=0), content=found.content, sha256=found.digest)
    with override(settings.LANGUAGE_CODE):
        return told_of(found.indicator, release, [row])


def _frozen(
    number: int, today: datetime.date, key: int, series: int, digest: str, released_at: datetime.datetime
) -> dict[str, Any]:
    once = _frozen_once(number, today)
    return {
        **once,
        "id": key,
        "release": {**once["release"], "sha256": digest, "released_at": released_at.isoformat()},
        "series": [{**once["series"][0], "id": series}],
    }

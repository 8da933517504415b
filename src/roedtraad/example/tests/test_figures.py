"""Fjordby's figures tell the same story on whatever day it is built: what improves, what worsens, what cannot be told."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest

from roedtraad.example import indicator_figures as numbers
from roedtraad.example.calendar import AHEAD, BACK, RULES, Calendar
from roedtraad.example.indicator_figures import When
from roedtraad.example.indicator_texts import INDICATORS
from roedtraad.example.measuring import when_of
from roedtraad.example.rounds import choose_meetings
from roedtraad.indicators.enums import FigureState, Turn
from roedtraad.indicators.figures import WHOLE
from roedtraad.indicators.judging import Judged, judge
from roedtraad.indicators.released import Cell, Frame, MarkAt, Shown
from roedtraad.measures.periods import Period, Rhythm

TEXTS = {text.key: text for text in INDICATORS}
UNITS = {name: number for number, name in enumerate([*numbers.SCHOOLS, numbers.SMALL_SCHOOL], 1)}
TURNS = {
    "waiting": Turn.WORSE, "five_days": Turn.BETTER,
    "in_time": Turn.STEADY, "advice": Turn.STEADY, "absence": Turn.STEADY, "after_ninth": Turn.STEADY,
    "placed": Turn.STEADY, "unheard": Turn.STEADY,
    "belong": Turn.TOO_FEW, "language": Turn.TOO_FEW, "moved": Turn.TOO_FEW,
    "answered": Turn.EMPTY,
}  # fmt: skip
DAYS = [datetime.date(2026, 1, 1) + datetime.timedelta(days=23 * n) for n in range(48)]


def when(today: datetime.date) -> When:
    calendar = Calendar(today)
    for body, rule in RULES.items():
        calendar.meetings[body] = [
            SimpleNamespace(date=day) for day in rule.between(today - BACK, today + AHEAD)
        ]
    return when_of(choose_meetings(calendar), today)


def whole(key: str, day: When) -> Judged:
    """The municipality's own series of an indicator, small counts hidden as the release hides them, and judged."""
    text = TEXTS[key]
    cells = []
    for figure in numbers.figures_of(key, day, UNITS):
        if figure.whose is not WHOLE:
            continue
        settled = figure.settled(text.unit)
        counts = [settled.numerator, settled.value if text.unit == "number" else None]
        if settled.state is FigureState.MISSING:
            cells.append(Cell(figure.start, Shown.MISSING))
        elif any(count is not None and 0 < count < text.minimum for count in counts):
            cells.append(Cell(figure.start, Shown.SUPPRESSED))
        else:
            cells.append(Cell(figure.start, Shown.VALUE, settled.value))
    breaks, rebases = [], []
    if key == "waiting":
        breaks.append(
            MarkAt(day.latest(Rhythm.MONTH).shifted(1 - numbers.WAITING_BREAK).start, "Ny opgørelse")
        )
    if key == "advice":
        rebases.append(MarkAt(numbers.advice_opened(day).start, "Flyttet"))
    frame = Frame(
        Rhythm(text.rhythm), text.unit, text.decimals, text.direction, text.minimum, breaks, rebases
    )
    return judge(cells, frame)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_whichever_day_it_is_one_turns_for_the_worse_one_for_the_better_and_the_rest_cannot_tell(today):
    day = when(today)
    assert {key: whole(key, day).turn for key in TEXTS if key != "answered"} == {
        key: turn for key, turn in TURNS.items() if turn is not Turn.EMPTY
    }


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_what_an_owner_said_stands_in_the_figures(today):
    day = when(today)
    for key, pattern, rhythm in [
        ("waiting", numbers.WAITING, Rhythm.MONTH), ("five_days", numbers.FIVE_DAYS, Rhythm.MONTH),
        ("absence", numbers.ABSENCE, Rhythm.QUARTER), ("after_ninth", numbers.AFTER_NINTH, Rhythm.QUARTER),
        ("unheard", numbers.UNHEARD, Rhythm.MONTH), ("language", numbers.LANGUAGE, Rhythm.YEAR),
        ("belong", numbers.BELONG, Rhythm.HALF),
    ]:  # fmt: skip
        laid = pattern.laid_out(rhythm, day)
        assert pattern.said["third"] in list(laid.values())[-8:], (key, today)


@pytest.mark.parametrize("today", DAYS[::6], ids=str)
def test_no_figure_is_of_a_period_that_is_not_over_and_the_schools_add_up_to_the_whole(today):
    day = when(today)
    for key, text in TEXTS.items():
        for figure in numbers.figures_of(key, day, UNITS):
            assert Period(Rhythm(text.rhythm), figure.start).end < today
    sums: dict[datetime.date, float] = {}
    every = numbers.figures_of("absence", day, UNITS)
    for figure in every:
        sums[figure.start] = (
            sums.get(figure.start, 0) + (1 if figure.whose is WHOLE else -1) * figure.numerator
        )
    assert set(sums.values()) == {0}
    assert all(figure.numerator <= figure.denominator for figure in every)

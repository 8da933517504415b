"""From figures as they are to cells as an audience may see them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from .cube import RawSeries, is_small
from .enums import FigureState
from .figures import Figure
from .models import Indicator
from .released import Cell, Shown

# What an audience has been shown before: {series: {first day: cell}}, one for every release that said something else.
History = Mapping[int, Sequence[Mapping[datetime.date, Cell]]]


def protect(indicator: Indicator, cube: Sequence[RawSeries], history: History) -> dict[int, list[Cell]]:
    """The cells of every series, small counts hidden and what would reveal them."""
    return {
        raw.series.pk: [
            _cell(figure, is_small(figure, indicator, indicator.minimum_count)) for figure in raw.figures
        ]
        for raw in cube
    }


def _cell(figure: Figure, hidden: bool) -> Cell:
    if figure.value is None:
        state = Shown.SOURCE if figure.state is FigureState.HIDDEN else Shown.MISSING
        return Cell(figure.start, state, provisional=figure.provisional)
    if hidden:
        return Cell(figure.start, Shown.SUPPRESSED, provisional=figure.provisional)
    return Cell(
        figure.start, Shown.VALUE, figure.value, figure.numerator, figure.denominator, figure.provisional
    )

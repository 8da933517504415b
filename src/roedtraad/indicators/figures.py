"""A figure on its way in, whoever brings it: typed, from StatBank, from a spreadsheet, from a survey."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .enums import SHARES, FigureState
from .models.series import breakdown_key

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Whose:
    """Which series a figure belongs to: the municipality's or a unit's, or another place's; of all or of a part."""

    unit: int | None = None
    place_code: str = ""
    place_name: str = ""
    dims: Mapping[str, str] = field(default_factory=dict)
    _key: list[Any] = field(default_factory=list, compare=False, repr=False)

    @property
    def key(self) -> tuple[int | None, str, str]:
        if not self._key:  # asked for each of a million figures
            self._key.append((self.unit, self.place_code, breakdown_key(dict(self.dims))))
        return self._key[0]


WHOLE = Whose()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the first day of its period, and the value or what it is made of. All None: missing, or `hidden` by
    the source that counted it.

    `value` is in the indicator's unit (per cent as 81.2). Where numerator and denominator are given, the value is
    counted from them.
    """

    start: datetime.date
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    provisional: bool = False
    note: str = ""
    hidden: bool = False
    whose: Whose = WHOLE

    def settled(self, unit: str) -> Figure:
        """The figure with its value: a share counted from its parts. A share of nobody is missing, not zero."""
        value = self.value
        if value is not None and self.numerator is None and not self.hidden:
            return self
        if unit in SHARES and self.numerator is not None and self.denominator is not None:
            value = SHARES[unit] * self.numerator / self.denominator if self.denominator else None  # type: ignore[index]
        elif value is None and self.numerator is not None and unit not in SHARES:
            value = self.numerator
        if self.hidden or value is None:
            return replace(self, value=None, numerator=None, denominator=None)
        return replace(self, value=float(value), hidden=False)

    @property
    def state(self) -> FigureState:
        if self.value is not None:
            return FigureState.VALUE
        return FigureState.HIDDEN if self.hidden else FigureState.MISSING

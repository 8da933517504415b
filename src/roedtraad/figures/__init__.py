"""Figures in and out, without Django: StatBank Denmark, spreadsheets and surveys come in as one form, JSON-stat and CSV go out.

Whatever comes in becomes `Observations` (rows that come once) or a `Cube` (in memory), with its source and licence. Whatever is
wrong is a `Fault`: a code, facts and a sentence; a file with a fault gives nothing rather than a half.
"""

from .faults import Fault, FigureError
from .observations import Category, Cube, Dimension, Observation, Observations, Role, Source, State

__all__ = [
    "Category",
    "Cube",
    "Dimension",
    "Fault",
    "FigureError",
    "Observation",
    "Observations",
    "Role",
    "Source",
    "State",
]

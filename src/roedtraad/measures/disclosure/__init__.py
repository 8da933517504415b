"""Small counts."""

from roedtraad.measures.disclosure.protection import protect
from roedtraad.measures.disclosure.releases import Release
from roedtraad.measures.disclosure.results import Exposed, Figure, Missing, Protected, Reason, Shown, Suppressed
from roedtraad.measures.disclosure.tables import Cell, Dimension, Table

__all__ = ["Cell", "Dimension", "Exposed", "Figure", "Missing", "Protected", "Reason", "Release", "Shown", "Suppressed", "Table",
           "protect"]  # fmt: skip

"""Reading a PDF in the limited process: as `within`, with the PDF library loaded before the doors close."""

from __future__ import annotations

from roedtraad.reading.opening.pdf import engine
from roedtraad.reading.within import read_for_parent

__all__ = ["engine", "read_for_parent"]

"""Reading a PDF in the limited process: as `apart`, with the PDF library loaded before the doors close."""

from roedtraad.reading.apart import read_for_parent
from roedtraad.reading.opening.pdf import engine

__all__ = ["engine", "read_for_parent"]

"""Spreadsheets in: bytes → grid of cells → a template that says where what stands → observations, or faults that name cells.

book = read_apart(data, "Fravær 2025.xlsx")     # in a process with limits; values only, never formulas
proposal = propose(book)[0]                     # a template with confidence and reasons
taken = take(book, proposal.template)           # taken.cube, or taken.faults: nothing half
later = take(next_book, Template.from_json(kept))   # found again by headers, though columns have moved
"""

from .grid import Book, Cell, Grid, Kind, read_apart, read_book
from .proposing import Proposal, propose
from .taking import Taken, take
from .template import Layout, Measure, Template

__all__ = [
    "Book",
    "Cell",
    "Grid",
    "Kind",
    "Layout",
    "Measure",
    "Proposal",
    "Taken",
    "Template",
    "propose",
    "read_apart",
    "read_book",
    "take",
]

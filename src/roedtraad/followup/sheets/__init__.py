"""Reporting in a spreadsheet: a person's goals of a round out, filled in, and back as differences that are accepted.

out = written(cycle, user)                  # .xlsx; each row names its goal and round in a key
rows = read(data, name)                     # in a process with limits; values only, never formulas
found = compare(rows, cycle, user)          # found.differences, or found.faults: each names its cell and the way out
"""

from .columns import COLUMNS
from .comparing import Comparison, Difference, compare
from .reading import Row, read
from .writing import written

__all__ = ["COLUMNS", "Comparison", "Difference", "Row", "compare", "read", "written"]

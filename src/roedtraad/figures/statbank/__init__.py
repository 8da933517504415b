"""StatBank Denmark (Danmarks Statistik): its tables searched, its figures fetched, and what no longer fits said.

bank = StatBank(settings.STATBANK)              # https, or this machine in a test
hits = search(bank.tables(), "underretninger kommune")
info = bank.table("UND1")
selection = preset(info, "820", group=True)     # the municipality beside the country and its group
faults = fit(selection, info)                   # [] today; next year perhaps not
cube = bank.data(selection, info)
with bank.stream(selection, info) as rows: …    # a million rows, one at a time
"""

from .areas import region_variable
from .client import BASE, StatBank
from .errors import (
    AccessDenied,
    Busy,
    Down,
    NotData,
    Redirected,
    SelectionRefused,
    Slow,
    StatBankError,
    TableGone,
    Throttled,
    TooLarge,
    TooManyCells,
    Truncated,
    Unexpected,
)
from .regions import Beside, beside, preset
from .searching import Hit, search
from .selection import ALL, Latest, Selection, Since, cells, fit, must_stream
from .tables import Listed, Subject, TableInfo, Variable
from .transport import Limits, Transport

__all__ = [
    "ALL", "BASE", "AccessDenied", "Beside", "Busy", "Down", "Hit", "Latest", "Limits", "Listed", "NotData", "Redirected",
    "Selection", "SelectionRefused", "Since", "Slow", "StatBank", "StatBankError", "Subject", "TableGone", "TableInfo", "Throttled",
    "TooLarge", "TooManyCells", "Transport", "Truncated", "Unexpected", "Variable", "beside", "cells", "fit", "must_stream",
    "preset", "region_variable", "search",
]  # fmt: skip

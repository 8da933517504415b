"""How asking StatBank Denmark can end. Each is a FigureError with a code, facts and a sentence."""

from __future__ import annotations

from roedtraad.figures.faults import FigureError


class StatBankError(FigureError):
    """Base. `again`: whether the same question may well be answered later."""

    again = False


class TableGone(StatBankError):
    """The table's id is unknown there. facts: table"""


class SelectionRefused(StatBankError):
    """A variable or value is unknown there, or one is missing. facts: table, message (theirs), fault (their code)"""


class TooManyCells(StatBankError):
    """Beyond what one answer may hold. facts: table, message"""


class AccessDenied(StatBankError):
    """401, 403 or 407. facts: status"""


class Throttled(StatBankError):
    """Asked to wait longer than is waited here. facts: seconds"""

    again = True


class Busy(StatBankError):
    """Another thread of this process is asking, and did not finish in time."""

    again = True


class Down(StatBankError):
    """No connection, or 5xx, after the attempts that are made. facts: why"""

    again = True


class Slow(StatBankError):
    """Time ran out. facts: seconds"""

    again = True


class Truncated(StatBankError):
    """The answer ended too early."""

    again = True


class NotData(StatBankError):
    """HTML, or what is no JSON or CSV. facts: what"""

    again = True


class Redirected(StatBankError):
    """It pointed elsewhere; nothing is sent there. facts: to"""


class TooLarge(StatBankError):
    """More bytes than are taken. facts: limit (MB)"""


class Unexpected(StatBankError):
    """Any other answer. facts: status, message"""

"""A StatBank of our own on this machine, for tests and for the example municipality: it answers as the real one does.

    with played(sample_tables()) as bank:
        StatBank(bank.base).table("PRUND1")
        bank.next(Mischief.THROTTLE, seconds=2)      # the next answer asks for a pause
        bank.lose("PRUND1")

Its tables are made here (`tables`), their figures computed from their codes, so that they are the same each time; recorded
answers of the real one can be laid beside them. It listens on loopback only and holds nothing but what it was given.
"""

from .recorded import recorded_tables
from .server import Mischief, PlayedBank, played
from .tables import PlayedTable, sample_tables

__all__ = ["Mischief", "PlayedBank", "PlayedTable", "played", "recorded_tables", "sample_tables"]

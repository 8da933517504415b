"""Units merge, split and close, positions are closed, bodies end: on a day, with heirs, and nothing is dropped silently.

inventory   everything that will be handed over to whom, asked of every app through `core.registries.estates`
rules       why a change cannot be, as sentences
verbs       plan it (carried out at once where its day has come), call it off, carry it out
estate      what of the organisation itself changes hands: positions of a unit, deputies, seats
reading     the pages of units and of changes
"""

from .inventory import Inventory, Line, Terms, inventory_of
from .verbs import call_off, carry_out, hinder, plan_change

__all__ = [
    "Inventory", "Line", "Terms", "call_off", "carry_out", "hinder", "inventory_of", "plan_change",
]  # fmt: skip

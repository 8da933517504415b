"""What matters add to the house: the menu, the thread below a decision, and what waits for whom."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from roedtraad.core.registries import MenuEntry, estates, heirs_take, menu, thread_below, waiting

from . import estate, queries
from .waiting import PROVIDERS

menu.add(MenuEntry(60, gettext_lazy("Matters"), "matters:list", "/sager/"))
thread_below.add("matters.decision", queries.tasks_below)


for name, provider in PROVIDERS.items():
    waiting.add(f"matters.{name}", provider)

estates.add("matters", estate.estate_of)
for kind, take in estate.TAKERS.items():
    heirs_take.add(kind, take)

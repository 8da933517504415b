"""Protection of small counts: two-way tables of 10,000 cells with totals, a second release, and three dimensions."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from itertools import product
from typing import Any

from roedtraad.measures.disclosure import Dimension, Protected, Reason, Table, protect

SIDE = 100
TIMES = 3
BOUND = 5_000  # milliseconds for each table of 10,000 cells


def table(sizes: tuple[int, ...], small: float, zero: float) -> Table:
    """So many categories a dimension, with totals; so many of the cells from 1 to 4, so many zero, the rest to 60."""
    chance = random.Random(5)  # noqa: S311 - figures, no secrets
    dimensions = [
        Dimension.with_total(f"dimension {number}", [f"{number}-{i}" for i in range(size)])
        for number, size in enumerate(sizes)
    ]
    counts = {}
    for cell in product(*(dimension.base for dimension in dimensions)):
        lot = chance.random()
        counts[cell] = (
            chance.randint(1, 4) if lot < small else 0 if lot < small + zero else chance.randint(5, 60)
        )
    return Table(tuple(dimensions), counts)


def revised(before: Table, share: float) -> Table:
    """The same table with some figures up or down by one to three."""
    chance = random.Random(6)  # noqa: S311
    counts = {
        cell: max(0, (count or 0) + chance.randint(-3, 3)) if chance.random() < share else count
        for cell, count in before.counts.items()
    }
    return Table(before.dimensions, counts)


def measure(milliseconds: Callable[[Callable[[], Any], int], dict[str, float]]) -> list[dict[str, Any]]:
    """[{what, p50_ms, p95_ms, cpu_ms, note}]: milliseconds a table; cpu_ms is what was worked, so that a busy machine can
    be told from a slow program. The note says how much is suppressed, and how much of that is small itself."""
    rows: list[dict[str, Any]] = []

    def add(what: str, work: Callable[[], Protected], note: str = "") -> None:
        protected = work()
        before = sum(os.times()[:2])
        took = milliseconds(work, TIMES)
        worked = (sum(os.times()[:2]) - before) / TIMES * 1000
        reasons = protected.reasons.values()
        hidden = f"{len(reasons):,} of {len(protected):,} suppressed, {sum(r == Reason.SMALL for r in reasons):,} small"
        rows.append({"what": what, **took, "cpu_ms": round(worked), "note": f"{hidden}{note}"})

    square = (SIDE, SIDE)
    for name, small, zero in (
        ("3 in 10 small", 0.3, 0.0),
        ("1 in 100 small", 0.01, 0.0),
        ("sparse: 8 in 10 zero, the rest mostly small", 0.15, 0.8),
        ("all small", 1.0, 0.0),
    ):
        one = table(square, small, zero)
        add(f"{SIDE} by {SIDE}, {name}", lambda one=one: protect(one), f"; the bound is {BOUND:,} ms")
    first = table((30, 30), 0.1, 0.0)
    earlier = [protect(first).release("first", first)]
    second = revised(first, 0.02)
    add("30 by 30, a second release, 2 in 100 revised", lambda: protect(second, earlier=earlier))
    deep = table((25, 20, 10), 0.2, 0.1)
    add("25 by 20 by 10, 2 in 10 small", lambda: protect(deep))
    return rows

"""Who goes with whom: the one-to-one assignment of the greatest total weight (Hungarian method, Kuhn and Munkres).

Every row and column keeps a price; a pair is *tight* when its cost is the sum of its two prices. Row after row is
seated by the cheapest path of moves, which ends at a free column, and the prices are set so that the path is tight.
Time grows with rows² x columns.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) of the assignment with the greatest sum; pairs of no weight are left out.

    The matrix may have any shape; all rows are equally long and no weight is negative.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = assign(list(zip(*weights, strict=True)))
        return sorted((row, column) for column, row in turned)
    seated: dict[int, int] = {}  # column → row
    row_price = [0.0] * len(weights)
    column_price = [0.0] * len(weights[0])
    for row in range(len(weights)):
        _seat(row, weights, seated, row_price, column_price)
    return sorted((row, column) for column, row in seated.items() if weights[row][column] > 0)


def _seat(
    newcomer: int,
    weights: Sequence[Sequence[float]],
    seated: dict[int, int],
    row_price: list[float],
    column_price: list[float],
) -> None:
    """Give the newcomer a column; others move along the cheapest path that frees one."""
    columns = range(len(column_price))
    distance = [math.inf] * len(column_price)  # of the cheapest path to each column
    came_from: list[int | None] = [None] * len(column_price)  # the column before it on that path
    reached: list[int] = []  # columns whose distance is final, nearest first
    row, travelled, here = newcomer, 0.0, None
    while True:
        for column in columns:
            if column in reached:
                continue
            step = -weights[row][column] - row_price[row] - column_price[column]
            if travelled + step < distance[column]:
                distance[column] = travelled + step
                came_from[column] = here
        here = min((c for c in columns if c not in reached), key=distance.__getitem__)
        travelled = distance[here]
        if here not in seated:
            break
        reached.append(here)
        row = seated[here]
    row_price[newcomer] += travelled
    for column in reached:
        row_price[seated[column]] += travelled - distance[column]
        column_price[column] -= travelled - distance[column]
    while here is not None:  # walk back: each takes the column of the one before
        before = came_from[here]
        seated[here] = newcomer if before is None else seated[before]
        here = before

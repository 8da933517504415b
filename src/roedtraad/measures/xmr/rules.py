"""The rules that look at several points at once. Each takes one segment and gives a list of the same length.

None stands for a gap and ends every run: nothing is known of what happened there.
"""

from __future__ import annotations

from collections.abc import Sequence

RUN = 7  # points of a trend or a shift


def trends(values: Sequence[float | None]) -> tuple[list[int], list[int]]:
    """(direction of the trend that each point belongs to, direction of the trend that ends at it): 1, -1 or 0.

    A trend is seven successive points, each strictly above (or below) the one before; a tie ends it. Where the mean
    lies does not matter.

    A point carries the direction of its own trend. The top of a peak belongs to two, the rise that it closes and the
    fall that it opens, and carries the fall's, as the bottom of a valley carries the rise's: what is known last
    is what holds now, and so does the R package. The package, however, labels by the next difference wherever the
    next point is in a trend too. Where one rise follows the other, directly or after a tie, it therefore calls the
    last point of the first falling, though it is part of no fall; there we differ.
    """
    direction, ends = [0] * len(values), [0] * len(values)
    way, steps, before = 0, 0, None
    for at, value in enumerate(values):
        if value is None or before is None or value == before:
            way = steps = 0
        else:
            now = 1 if value > before else -1
            steps = steps + 1 if now == way else 1
            way = now
            if steps == RUN - 1:
                direction[at - steps : at + 1] = [way] * RUN
                ends[at] = way
            elif steps >= RUN:
                direction[at] = ends[at] = way
        before = value
    return direction, ends


def shifts(sides: Sequence[int | None]) -> list[bool]:
    """Whether a point is one of seven successive ones strictly on the same side of the mean."""
    found = [False] * len(sides)
    run, before = 0, None
    for at, side in enumerate(sides):
        if not side:  # on the mean, or a gap
            run = 0
        else:
            run = run + 1 if side == before else 1
            if run == RUN:
                found[at - RUN + 1 : at + 1] = [True] * RUN
            elif run > RUN:
                found[at] = True
        before = side
    return found


def two_in_three(sides: Sequence[int | None], near: Sequence[bool | None]) -> tuple[list[bool], list[bool]]:
    """(the near points of a window, all points of a window): three successive points on one side of the mean, two of
    them beyond a near limit and not outside the process limits. The third may lie anywhere on that side."""
    flags, windows = [False] * len(sides), [False] * len(sides)
    for last in range(2, len(sides)):
        if near[last] or near[last - 1]:  # two of three: one of the last two is among them
            first = last - 2
            of_one_side = sides[first] == sides[last - 1] == sides[last]
            if of_one_side and near[first : last + 1].count(True) >= 2:
                windows[first : last + 1] = [True] * 3
                for at in range(first, last + 1):
                    flags[at] = flags[at] or near[at] is True
    return flags, windows

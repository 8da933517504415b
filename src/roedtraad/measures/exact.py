"""The arithmetic mean without a rounding of its own.

Whether a point lies on the mean or a hair beside it decides which rules it takes part in, so the mean must not
depend on the order of summation. What is given here is the true mean of the given floats, rounded once.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum


def mean(values: Sequence[float]) -> float:
    """The correctly rounded mean: the same float as ``float(sum(map(Fraction, values)) / len(values))``.

    Raises ZeroDivisionError for no values; ValueError or OverflowError for a value that is not finite.

    `fsum` gives the true sum rounded once, and the sum of what the rounding left out likewise. Where the two say all
    of it, one division of whole numbers remains, which Python rounds correctly; that is several times faster
    than adding fractions.
    """
    try:
        total = fsum(values)
    except OverflowError:  # the sum is too large for a float, its mean is not
        return _by_whole_numbers(values)
    rest = fsum([*values, -total])
    if not rest:
        return total / len(values)
    if fsum([*values, -total, -rest]):
        return _by_whole_numbers(values)
    above, below = total.as_integer_ratio()
    rest_above, rest_below = rest.as_integer_ratio()
    return (above * rest_below + rest_above * below) / (below * rest_below * len(values))


def _by_whole_numbers(values: Sequence[float]) -> float:
    """For sums whose terms lie so far apart that two floats cannot hold them."""
    ratios = [value.as_integer_ratio() for value in values]
    common = max(below for _, below in ratios)  # all are powers of two: the largest is a multiple of each
    return sum(above * (common // below) for above, below in ratios) / (common * len(values))

"""The attacker's arithmetic is right: against problems whose answer is known, and against trying every corner."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from .simplex import Dictionary

whole = st.integers(-3, 3)


def test_a_textbook_problem():
    # 2x + y <= 8 and x + 3y <= 9 with x, y >= 0: at (3, 2) x + y is most
    rows = [(0, {0: 1}), (0, {1: 1}), (8, {0: -2, 1: -1}), (9, {0: -1, 1: -3}), (0, {0: 1, 1: 1})]
    assert Dictionary([], rows).most(4) == 5
    assert Dictionary([], rows).most(0) == 4
    assert Dictionary([], rows).least(4) == 0


def test_a_fraction_is_exact():
    # 3x <= 1
    assert Dictionary([], [(0, {0: 1}), (1, {0: -3})]).most(0) == Fraction(1, 3)


def test_what_nothing_holds_back_has_no_bound():
    rows = [(2, {0: 1}), (5, {0: 1, 1: 1})]
    assert Dictionary([], rows).most(0) == inf
    assert Dictionary([{0: 1, 1: 1}], rows).most(1) == 5  # x + y does not change


@given(
    st.lists(st.tuples(whole, whole).filter(any), max_size=1),
    st.lists(st.tuples(st.integers(0, 6), whole, whole), min_size=1, max_size=6),
)
def test_it_finds_the_best_corner(equations, rows):
    """In two dimensions, within a box, every corner is where two lines meet."""
    box = [(9, 1, 0), (9, -1, 0), (9, 0, 1), (9, 0, -1)]
    dictionary = Dictionary(
        [{0: a, 1: b} for a, b in equations], [(c, {0: a, 1: b}) for c, a, b in [*rows, *box]]
    )
    lines = [*((0, a, b) for a, b in equations), *rows, *box]
    corners = []
    for (c, a, b), (f, d, e) in combinations(lines, 2):
        if determinant := a * e - b * d:
            x, y = Fraction(b * f - c * e, determinant), Fraction(c * d - a * f, determinant)
            if all(r + p * x + q * y >= 0 for r, p, q in [*rows, *box]) and all(
                p * x + q * y == 0 for p, q in equations
            ):
                corners.append((x, y))
    for name, (c, a, b) in enumerate(rows):
        reached = [c + a * x + b * y for x, y in corners]
        assert dictionary.most(name) == max(reached)
        assert dictionary.least(name) == min(reached)

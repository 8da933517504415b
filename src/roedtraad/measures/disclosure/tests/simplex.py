"""Linear programming without a rounding error: the simplex method on whole numbers.

A dictionary writes every *row* (a quantity that may not be below zero) as a constant and a sum over the rows and
free unknowns that stand at zero just now. Each has a multiplier of its own, so that all numbers are whole. Entering
and leaving follow Bland's rule, which cannot go round in circles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import gcd, inf

Value = Fraction | float  # a float is an infinity


class Dictionary:
    """Rows over unknowns y that satisfy equations, at y = 0, where all rows must be at least zero.

    equations  each a {unknown: whole coefficient} whose sum is 0
    rows       each (constant, {unknown: whole coefficient})
    """

    def __init__(
        self, equations: Iterable[Mapping[int, int]], rows: Sequence[tuple[int, Mapping[int, int]]]
    ) -> None:
        solved: dict[int, dict[int, Fraction]] = {}
        for equation in equations:
            left = _replaced({y: Fraction(a) for y, a in equation.items()}, solved)
            if not left:
                continue
            y = min(left, key=lambda one: (abs(left[one]) != 1, one))
            scale = -left.pop(y)
            solved[y] = {other: a / scale for other, a in left.items()}
            for known, terms in solved.items():
                if y in terms and known != y:
                    solved[known] = _replaced(terms, {y: solved[y]})
        # names: rows are 0, 1, …; what is free is −1 − y
        self.constant: dict[int, int] = {}
        self.scale: dict[int, int] = {}
        self.terms: dict[int, dict[int, int]] = {}
        for name, (constant, terms) in enumerate(rows):
            assert constant >= 0
            exact = _replaced({y: Fraction(a) for y, a in terms.items()}, solved)
            scale = 1
            for a in exact.values():
                scale = scale * a.denominator // gcd(scale, a.denominator)
            self.constant[name], self.scale[name] = constant * scale, scale
            self.terms[name] = {-1 - y: int(a * scale) for y, a in exact.items()}
        self.lowest: dict[int, Value] = {name: self.value(name) for name in range(len(rows))}
        self.highest = dict(self.lowest)

    def value(self, name: int) -> Value:
        return Fraction(self.constant[name], self.scale[name]) if name in self.constant else Fraction(0)

    def most(self, name: int, enough: Value = inf) -> Value:
        """The highest that a row can be; stops where it is enough."""
        while self.highest[name] < enough:
            if name not in self.terms:
                self._enter(name, 1)
                continue
            ways = [(one, 1) for one, a in self.terms[name].items() if a > 0]
            ways += [(one, -1) for one, a in self.terms[name].items() if a < 0 and one < 0]
            if not ways:
                break
            self._enter(*min(ways))
        return self.highest[name]

    def least(self, name: int, enough: Value = 0) -> Value:
        """The lowest that a row can be; stops where it is enough."""
        while self.lowest[name] > enough and name in self.terms:
            ways = [(one, 1) for one, a in self.terms[name].items() if a < 0]
            ways += [(one, -1) for one, a in self.terms[name].items() if a > 0 and one < 0]
            if not ways:
                break
            self._enter(*min(ways))
        return self.lowest[name]

    def _enter(self, entering: int, way: int) -> None:
        """Let what stands at zero go up (or, if it is free, down) until a row would fall below zero."""
        leaving, bound = None, None
        for name, terms in self.terms.items():
            slope = terms.get(entering, 0) * way
            if slope < 0 <= name:
                until = Fraction(self.constant[name], -slope)
                if bound is None or (until, name) < (bound, leaving):
                    leaving, bound = name, until
        if leaving is None:  # nothing holds it back
            for name, terms in self.terms.items():
                if name >= 0 and terms.get(entering, 0) * way > 0:
                    self.highest[name] = inf
            if entering >= 0:
                self.highest[entering] = inf
            return
        self._exchange(entering, leaving)
        self._remember()

    def _exchange(self, entering: int, leaving: int) -> None:
        terms = self.terms.pop(leaving)
        constant, scale = self.constant.pop(leaving), self.scale.pop(leaving)
        pivot = terms.pop(entering)
        # pivot · entering = scale · leaving − constant − terms
        sign = 1 if pivot > 0 else -1
        row = {one: -a * sign for one, a in terms.items()}
        row[leaving] = scale * sign
        self._put(entering, -constant * sign, row, abs(pivot))
        new_constant, new_terms, new_scale = (
            self.constant[entering],
            self.terms[entering],
            self.scale[entering],
        )
        for name in [name for name, t in self.terms.items() if entering in t]:
            old = self.terms[name]
            a = old.pop(entering)
            merged = {one: b * new_scale for one, b in old.items()}
            for one, b in new_terms.items():
                merged[one] = merged.get(one, 0) + a * b
            self._put(
                name, self.constant[name] * new_scale + a * new_constant, merged, self.scale[name] * new_scale
            )

    def _put(self, name: int, constant: int, terms: dict[int, int], scale: int) -> None:
        divisor = gcd(constant, scale, *terms.values())
        self.constant[name], self.scale[name] = constant // divisor, scale // divisor
        self.terms[name] = {one: a // divisor for one, a in terms.items() if a}

    def _remember(self) -> None:
        for name in self.lowest:
            value = self.value(name)
            self.lowest[name] = min(self.lowest[name], value)
            self.highest[name] = max(self.highest[name], value)


def _replaced(
    terms: Mapping[int, Fraction], solved: Mapping[int, Mapping[int, Fraction]]
) -> dict[int, Fraction]:
    """Terms without the unknowns that others stand for."""
    found: dict[int, Fraction] = {}
    for y, a in terms.items():
        for one, b in solved.get(y, {y: Fraction(1)}).items():
            found[one] = found.get(one, Fraction(0)) + a * b
    return {one: a for one, a in found.items() if a}

"""Tables of counts as plain data: dimensions with their labels, and a count for each crossing of labels."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

Cell = tuple[str, ...]
"""One label for each dimension of the table, in the table's order."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way of dividing what is counted.

    name          the same in every release of a series
    base          the finest categories, which do not overlap; a label each
    groups        further labels and the base categories each takes together: subtotals, age bands that
                  overlap, the total. {label: base categories}
    predecessors  base categories that take the place of finer ones in earlier releases, as a merged unit does.
                  {base category: names in the earlier release}
    Raises ValueError if a label has two meanings or a group a member that is not there.
    """

    name: str
    base: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    predecessors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", tuple(self.base))
        for name in ("groups", "predecessors"):
            given = getattr(self, name)
            object.__setattr__(self, name, {label: tuple(members) for label, members in given.items()})
        known = set(self.base)
        if not known or len(known) != len(self.base):
            raise ValueError(f"The base categories of {self.name!r} are none, or one stands twice.")
        for label, members in self.groups.items():
            if label in known:
                raise ValueError(f"{label!r} is both a base category and a group of {self.name!r}.")
            if not members or not known.issuperset(members):
                raise ValueError(f"The group {label!r} of {self.name!r} must consist of its base categories.")
        if not known.issuperset(self.predecessors):
            raise ValueError(f"Only base categories of {self.name!r} have predecessors.")

    @classmethod
    def with_total(
        cls,
        name: str,
        base: Sequence[str],
        total: str = "total",
        groups: Mapping[str, Sequence[str]] | None = None,
        predecessors: Mapping[str, Sequence[str]] | None = None,
    ) -> Dimension:
        """A dimension whose label `total` takes all base categories together."""
        every = {label: tuple(members) for label, members in (groups or {}).items()} | {total: tuple(base)}
        return cls(name, tuple(base), every, {k: tuple(v) for k, v in (predecessors or {}).items()})

    @property
    def labels(self) -> tuple[str, ...]:
        """The base categories, then the groups."""
        return (*self.base, *self.groups)

    def members(self, label: str) -> tuple[str, ...]:
        """The base categories that a label takes together."""
        return self.groups.get(label) or (label,)


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by up to three crossed dimensions (more work too, but take their time).

    counts  {cell: count, or None where the figure is missing}. Every base cell belongs here; one that is not is
            missing, for missing is not zero. A sum that is not given is computed. One that is given may differ
            from its parts (as where some are of unknown age): the difference is taken to be known to everybody.
    asked   the cells to be shown; None means every crossing of the labels
    Raises ValueError for a label that no dimension has, or a count below zero.
    """

    dimensions: tuple[Dimension, ...]
    counts: Mapping[Cell, int | None] = field(repr=False)
    asked: Collection[Cell] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "dimensions", tuple(self.dimensions))
        names = [dimension.name for dimension in self.dimensions]
        if not names or len(set(names)) != len(names):
            raise ValueError("A table has at least one dimension, and each has a name of its own.")
        labels = [frozenset(dimension.labels) for dimension in self.dimensions]
        for cell in (*self.counts, *(self.asked or ())):
            if len(cell) != len(labels) or not all(
                label in known for label, known in zip(cell, labels, strict=True)
            ):
                raise ValueError(f"{cell!r} is no cell of this table.")
        for cell, count in self.counts.items():
            if count is not None and count < 0:
                raise ValueError(f"The count of {cell!r} is below zero.")

    def cells(self) -> Iterator[Cell]:
        """The cells asked for, in the table's order."""
        if self.asked is None:
            yield from product(*(dimension.labels for dimension in self.dimensions))
            return
        places = [
            {label: place for place, label in enumerate(dimension.labels)} for dimension in self.dimensions
        ]
        yield from sorted(
            set(self.asked),
            key=lambda cell: [known[label] for known, label in zip(places, cell, strict=True)],
        )

    def size(self) -> int:
        """The number of all crossings of the labels, asked for or not."""
        return prod(len(dimension.labels) for dimension in self.dimensions)

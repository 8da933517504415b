"""Nobody finds a small count, however exactly they reckon and whatever they have kept.

An attacker who knows everything that the package's docstring says (`attacker`) sets up all that was shown as a linear
program and solves it without rounding. These tests are the proof of what that docstring promises.
"""

from __future__ import annotations

from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roedtraad.measures.disclosure import (
    Cell,
    Dimension,
    Figure,
    Missing,
    Protected,
    Release,
    Shown,
    Suppressed,
    Table,
    protect,
    share_table,
)

from .attacker import Attacker, true_count
from .simplex import Value
from .strategies import base_cells, counts, dimensions, series, tables

Kept = list[tuple[Table, dict[Cell, Figure]]]
minimums = st.sampled_from([2, 3, 5, 5, 5, 8])


def released(found: list[Table], minimum: int) -> tuple[Kept, Protected]:
    """Each table protected in the light of those before it, as a register keeps them."""
    kept: Kept = []
    earlier: list[Release] = []
    for number, table in enumerate(found):
        protected = protect(table, minimum, earlier)
        kept.append((table, dict(protected)))
        release = protected.release(f"release {number}", table)
        earlier.append(Release.from_json(release.as_json()))
    return kept, protected


def assert_nothing_is_found(kept: Kept, minimum: int, protected: Protected) -> None:
    last = len(kept) - 1
    revealed, resting = (
        {(last if one.release is None else int(one.release.split()[1]), one.cell) for one in some}
        for some in (protected.already_revealed, protected.rests_on_missing)
    )
    attacker = Attacker(kept)
    # what everybody knows: where there is somebody, where nobody; and what then must be left of those who are there
    zeros = Attacker(kept, only_zeros=True, none_more=True)
    without_missing = Attacker(kept, knows_missing=False) if resting else attacker

    def interval(version: int, cell: Cell) -> tuple[int, int]:
        """What a small count must be able to be: 1, or as little as is left of it, and the minimum, or more."""
        least = max(1, ceil(zeros.lowest(version, cell, 1)))
        return least, max(minimum, least + minimum - 2)

    def spread(by: Attacker, version: int, cell: Cell, count: int) -> Value:
        lowest = by.lowest(version, cell, count - (minimum - 2))
        return by.highest(version, cell, lowest + minimum - 2) - lowest

    for version, (table, figures) in enumerate(kept):
        for cell, figure in figures.items():
            count = true_count(table, cell)
            if count is None:
                assert figure == Missing()
            elif count == 0:
                assert figure == Shown(0)
            else:
                assert figure == Suppressed() or (figure == Shown(count) and count >= minimum)
        for cell in {*figures, *base_cells(list(table.dimensions))}:
            count = true_count(table, cell)
            if count is None or (version, cell) in revealed:
                continue
            by = without_missing if (version, cell) in resting else attacker
            if 1 <= count < minimum:
                least, most = interval(version, cell)
                assert by.highest(version, cell, most) >= most, f"{cell} of {version} is seen to be small"
                assert by.lowest(version, cell, least) <= least, (
                    f"{cell} of {version} is seen not to be {least}"
                )
            elif isinstance(figures.get(cell), Suppressed) and not revealed and not resting:
                assert (
                    spread(attacker, version, cell, count) >= minimum - 2
                    or spread(Attacker(kept, zeros_from=last), version, cell, count) < minimum - 2
                ), f"{cell} of {version} is seen too well"
    if revealed and not any(None in table.counts.values() for table, _ in kept):
        # no false alarm: were everything suppressed this time, they would be found all the same
        before = Attacker(kept, zeros_from=last)
        for version, cell in revealed:
            least, most = interval(version, cell)
            found = before.highest(version, cell, most) < most or before.lowest(version, cell, least) > least
            assert found, f"{cell} of {version} could have been protected"


@pytest.mark.parametrize("number", [1, 2, 3])
@settings(max_examples=50)
@given(data=st.data())
def test_no_small_count_is_found_in_a_table(number: int, data: st.DataObject) -> None:
    minimum = data.draw(minimums)
    kept, protected = released([data.draw(tables(number))], minimum)
    assert_nothing_is_found(kept, minimum, protected)


@settings(max_examples=80)
@given(series(), minimums)
def test_no_small_count_is_found_in_all_releases_together(found: list[Table], minimum: int) -> None:
    kept, protected = released(found, minimum)
    assert_nothing_is_found(kept, minimum, protected)


@settings(max_examples=40)
@given(st.data(), minimums)
def test_no_small_count_is_found_from_percentages(data: st.DataObject, minimum: int) -> None:
    of = data.draw(dimensions(data.draw(st.integers(1, 2))))
    every = {cell: data.draw(st.one_of(counts, st.integers(0, 60))) for cell in base_cells(of)}
    tables_ = []
    for _year in range(data.draw(st.integers(1, 2))):
        some = {cell: data.draw(st.integers(0, count)) for cell, count in every.items()}
        tables_.append(share_table(of, some, every))
    kept, protected = released(tables_, minimum)
    assert_nothing_is_found(kept, minimum, protected)


# The attack itself: what it finds where only the small counts are suppressed.

SCHOOLS = Dimension.with_total("school", ["Nord", "Syd", "Vest"])
SEXES = Dimension.with_total("sex", ["boys", "girls"])
AGES = Dimension("age", ("0-2", "3-5", "6-9"), {"under 6": ("0-2", "3-5"), "3 and over": ("3-5", "6-9")})


def only_small_ones_suppressed(table: Table, minimum: int = 5) -> tuple[Table, dict[Cell, Figure]]:
    figures: dict[Cell, Figure] = {}
    for cell in table.cells():
        count = true_count(table, cell)
        assert count is not None
        figures[cell] = Suppressed() if 1 <= count < minimum else Shown(count)
    return table, figures


def found_out(kept: Kept, version: int, cell: Cell) -> tuple[object, object]:
    attacker = Attacker(kept)
    return attacker.lowest(version, cell), attacker.highest(version, cell)


def test_the_attacker_finds_what_a_total_gives_away():
    table = Table((SCHOOLS,), {("Nord",): 3, ("Syd",): 10, ("Vest",): 20})
    assert found_out([only_small_ones_suppressed(table)], 0, ("Nord",)) == (3, 3)


def test_the_attacker_finds_bounds():
    table = Table((SCHOOLS,), {("Nord",): 3, ("Syd",): 2, ("Vest",): 20})
    assert found_out([only_small_ones_suppressed(table)], 0, ("Nord",)) == (1, 4)


def test_the_attacker_crosses_two_dimensions():
    table = Table(
        (SCHOOLS, SEXES),
        {
            ("Nord", "boys"): 3, ("Nord", "girls"): 4, ("Syd", "boys"): 2, ("Syd", "girls"): 9,
            ("Vest", "boys"): 12, ("Vest", "girls"): 11,
        },
    )  # fmt: skip
    assert found_out([only_small_ones_suppressed(table)], 0, ("Nord", "girls")) == (4, 4)


def test_the_attacker_sees_through_groups_that_overlap():
    table = Table((AGES,), {("0-2",): 6, ("3-5",): 4, ("6-9",): 7})
    assert found_out([only_small_ones_suppressed(table)], 0, ("3-5",)) == (4, 4)


def test_the_attacker_holds_releases_against_each_other():
    before = Table((SCHOOLS,), {("Nord",): 3, ("Syd",): 10, ("Vest",): 20})
    after = Table((SCHOOLS,), {("Nord",): 8, ("Syd",): 10, ("Vest",): 20})
    first = (before, dict(protect(before)))
    assert found_out([first], 0, ("Nord",)) == (1, 12)
    assert found_out([first, only_small_ones_suppressed(after)], 0, ("Nord",)) == (3, 3)


def test_the_attacker_holds_breakdowns_against_each_other():
    by_school = Table(
        (SCHOOLS,), {("Nord",): 3, ("Syd",): 10, ("Vest",): 20}, [("Nord",), ("Syd",), ("Vest",)]
    )
    by_sex = Table((SEXES,), {("boys",): 16, ("girls",): 17}, [("boys",), ("girls",)])
    first, second = only_small_ones_suppressed(by_school), only_small_ones_suppressed(by_sex)
    assert found_out([first], 0, ("Nord",))[1] == float("inf")
    assert found_out([first, second], 0, ("Nord",)) == (3, 3)

"""What is suppressed of one table, and what is not."""

from __future__ import annotations

import json
import pickle
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from itertools import product

import pytest

from roedtraad.measures.disclosure import (
    Cell,
    Dimension,
    Missing,
    Protected,
    Reason,
    Shown,
    Suppressed,
    Table,
    protect,
)

SCHOOL = Dimension.with_total("school", ["Nord", "Syd", "Vest"])
SEX = Dimension.with_total("sex", ["boys", "girls"])


def by_school(*counts: int | None) -> Table:
    return Table((SCHOOL,), dict(zip([("Nord",), ("Syd",), ("Vest",)], counts, strict=True)))


def grid(rows: Sequence[Sequence[int]]) -> Table:
    """Schools down, years across, with totals."""
    down = Dimension.with_total("row", [f"r{i}" for i in range(len(rows))])
    across = Dimension.with_total("column", [f"c{i}" for i in range(len(rows[0]))])
    return Table(
        (down, across),
        {(f"r{i}", f"c{j}"): count for i, row in enumerate(rows) for j, count in enumerate(row)},
    )


def suppressed(protected: Protected) -> set[Cell]:
    return {cell for cell, figure in protected.items() if figure == Suppressed()}


def test_a_table_without_small_counts_is_shown_entirely():
    rng = random.Random(1)
    table = grid([[rng.choice([0, 5, 6, 30]) for _ in range(8)] for _ in range(12)])
    protected = protect(table)
    assert not suppressed(protected)
    assert protected["total", "total"] == Shown(sum(c for c in table.counts.values() if c))


def test_a_small_count_is_suppressed_and_a_companion_with_it():
    protected = protect(by_school(3, 10, 20))
    assert dict(protected) == {
        ("Nord",): Suppressed(),
        ("Syd",): Suppressed(),
        ("Vest",): Shown(20),
        ("total",): Shown(33),
    }
    assert protected.reasons == {("Nord",): Reason.SMALL, ("Syd",): Reason.COMPLEMENT}


def test_the_total_is_suppressed_where_there_is_no_other_companion():
    protected = protect(by_school(3, 0, 0))
    assert suppressed(protected) == {("Nord",), ("total",)}
    protected = protect(Table((SCHOOL,), {("Nord",): 3, ("Syd",): 0, ("Vest",): None, ("total",): 40}))
    assert suppressed(protected) == {("Nord",), ("total",)}
    assert protected.reasons[("total",)] == Reason.TOTAL


def test_two_small_counts_do_not_protect_each_other_if_their_sum_shows_that_they_are_small():
    assert suppressed(protect(by_school(3, 1, 20))) == {("Nord",), ("Syd",), ("Vest",)}


def test_two_small_counts_protect_each_other_if_one_of_them_could_be_the_minimum():
    assert suppressed(protect(by_school(4, 4, 20))) == {("Nord",), ("Syd",)}


def test_a_companion_is_found_in_every_direction():
    protected = protect(grid([[3, 20, 30], [25, 26, 40], [50, 60, 70]]))
    assert len(suppressed(protected)) == 4
    assert ("r0", "c0") in suppressed(protected)
    rows, columns = ({cell[i] for cell in suppressed(protected)} for i in (0, 1))
    assert len(rows) == len(columns) == 2
    assert "total" not in rows | columns


def test_zero_is_shown_missing_is_missing_and_suppressed_is_suppressed():
    protected = protect(by_school(0, None, 3))
    assert protected[("Nord",)] == Shown(0)
    assert protected[("Syd",)] == Missing()
    assert protected[("Vest",)] == Suppressed()
    assert protected[("total",)] == Missing()
    assert len({repr(figure) for figure in protected.values()}) == 3


def test_a_figure_that_is_not_given_is_missing_not_zero():
    protected = protect(Table((SCHOOL,), {("Nord",): 8, ("Syd",): 9}))
    assert protected[("Vest",)] == Missing()
    assert protected[("total",)] == Missing()


def test_missing_figures_are_taken_to_be_known_where_there_is_another_way():
    table = Table((SCHOOL,), {("Nord",): 3, ("Syd",): 12, ("Vest",): None, ("total",): 30})
    protected = protect(table)
    assert suppressed(protected) == {("Nord",), ("Syd",)}
    assert not protected.rests_on_missing


def test_what_only_a_missing_figure_protects_is_told():
    table = Table((SCHOOL,), {("Nord",): 3, ("Syd",): 0, ("Vest",): None, ("total",): None})
    protected = protect(table)
    assert suppressed(protected) == {("Nord",)}
    (told,) = protected.rests_on_missing
    assert (told.cell, told.release, told.by) == (("Nord",), None, None)


def test_a_total_that_is_not_the_sum_of_its_parts_still_gives_them_away():
    """Two are of a school that is not known; everybody may know that they are two."""
    table = Table((SCHOOL,), {("Nord",): 3, ("Syd",): 10, ("Vest",): 20, ("total",): 35})
    protected = protect(table)
    assert suppressed(protected) == {("Nord",), ("Syd",)}
    assert protected[("total",)] == Shown(35)


def test_figures_that_cannot_be_right_are_suppressed_without_an_error():
    table = Table((SCHOOL,), {("Nord",): 3, ("Syd",): 4, ("Vest",): 0, ("total",): 2})
    assert {("Nord",), ("Syd",), ("total",)} <= suppressed(protect(table))


def test_groups_that_overlap_give_nothing_away_between_them():
    """6 to 10 less 7 to 10 is the six-year-olds."""
    ages = Dimension(
        "age",
        ("6", "7-10", "11-15"),
        {"6-10": ("6", "7-10"), "7-15": ("7-10", "11-15"), "all": ("6", "7-10", "11-15")},
    )
    counts = {("6",): 2, ("7-10",): 20, ("11-15",): 30}
    protected = protect(Table((ages,), counts))
    assert protected[("6",)] == Suppressed()
    assert not all(isinstance(protected[c], Shown) for c in [("6-10",), ("7-10",)])
    assert not all(isinstance(protected[c], Shown) for c in [("all",), ("7-15",)])


def test_a_small_count_that_nobody_asked_for_is_not_the_difference_of_two_that_were():
    ages = Dimension("age", ("6", "7-10"), {"6-10": ("6", "7-10")})
    protected = protect(Table((ages,), {("6",): 2, ("7-10",): 20}, [("6-10",), ("7-10",)]))
    assert len(suppressed(protected)) == 1
    protected = protect(Table((ages,), {("6",): 7, ("7-10",): 20}, [("6-10",), ("7-10",)]))
    assert not suppressed(protected)


def test_only_what_is_asked_for_is_told():
    asked = [("Nord",), ("total",)]
    protected = protect(Table((SCHOOL,), by_school(3, 10, 20).counts, asked))
    assert dict(protected) == {("Nord",): Suppressed(), ("total",): Shown(33)}


def test_the_minimum_is_the_smallest_count_that_is_shown():
    assert suppressed(protect(by_school(3, 10, 20), minimum=3)) == set()
    assert ("Nord",) in suppressed(protect(by_school(3, 10, 20), minimum=4))
    assert suppressed(protect(by_school(9, 10, 20), minimum=10)) == {("Nord",), ("Syd",)}


def test_with_a_minimum_of_one_nothing_is_suppressed():
    assert suppressed(protect(by_school(1, 2, 0), minimum=1)) == set()


def test_with_a_minimum_of_two_a_single_child_is_not_found():
    assert suppressed(protect(by_school(1, 2, 30), minimum=2)) == {("Nord",), ("Syd",)}


@pytest.mark.parametrize("minimum", [0, -1])
def test_a_minimum_below_one_is_refused(minimum):
    with pytest.raises(ValueError, match="at least 1"):
        protect(by_school(1, 2, 3), minimum=minimum)


def test_a_table_of_nothing_but_small_counts_hides_its_small_totals_too():
    protected = protect(grid([[1, 2], [1, 1]]))
    assert {cell for cell, figure in protected.items() if figure == Suppressed()} >= set(
        product(["r0", "r1"], ["c0", "c1"])
    )
    assert protected["total", "total"] == Suppressed()  # 5 would tell that each is one or two


def test_a_table_of_zeros_is_shown():
    assert set(protect(grid([[0, 0], [0, 0]])).values()) == {Shown(0)}


def test_a_table_with_one_row_and_one_with_one_cell():
    assert suppressed(protect(grid([[3, 12, 14]]))) >= {("r0", "c0"), ("total", "c0")}
    one = Table((Dimension("school", ("Nord",)),), {("Nord",): 3})
    assert dict(protect(one)) == {("Nord",): Suppressed()}


def test_a_table_of_which_nothing_is_asked_for():
    assert len(protect(Table((SCHOOL,), by_school(3, 10, 20).counts, []))) == 0


def test_a_dimension_without_a_total_ties_nothing_together():
    """Years are not added up: a small count in one takes its companions from the same year."""
    year = Dimension("year", ("2023", "2024"))
    counts = {("Nord", "2023"): 3, ("Syd", "2023"): 10, ("Vest", "2023"): 20}
    counts |= {("Nord", "2024"): 13, ("Syd", "2024"): 11, ("Vest", "2024"): 22}
    assert suppressed(protect(Table((SCHOOL, year), counts))) == {("Nord", "2023"), ("Syd", "2023")}


def test_three_crossed_dimensions():
    year = Dimension.with_total("year", ["2023", "2024", "2025"])
    cells = list(product(SCHOOL.base, SEX.base, year.base))
    counts = {cell: 10 + 3 * number for number, cell in enumerate(cells)} | {cells[4]: 2}
    protected = protect(Table((SCHOOL, SEX, year), counts))
    assert len(suppressed(protected)) == 8  # the corners of a box
    assert not any("total" in cell for cell in suppressed(protected))


def test_a_suppressed_figure_carries_nothing_but_that_it_is():
    protected = protect(by_school(3, 10, 21))
    figure = protected[("Nord",)]
    assert repr(figure) == "Suppressed()"
    assert asdict(figure) == {}
    assert figure == protected[("Syd",)]  # not even whether it is small
    told = repr(protected) + json.dumps([repr(one) for one in asdict(protected).items()])
    assert "3" not in told.replace("33", "").replace("34", "")
    assert "10" not in told
    assert pickle.loads(pickle.dumps(protected)) == protected


def test_the_same_table_is_always_protected_in_the_same_way():
    rng = random.Random(5)
    rows = [[rng.choice([0, 1, 2, 3, 7, 9, 15]) for _ in range(7)] for _ in range(7)]
    first = protect(grid(rows))
    code = (
        "import random\n"
        "from roedtraad.measures.disclosure import protect\n"
        "from roedtraad.measures.disclosure.tests.test_disclosure import grid, suppressed\n"
        f"print(sorted(suppressed(protect(grid({rows!r})))))"
    )
    for seed in ("1", "2"):  # in whatever order Python keeps its sets
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == str(sorted(suppressed(first)))


@pytest.mark.parametrize(
    ("average", "most"),
    [(3, 1.0), (6, 1.2), (8, 2.1)],
)
def test_no_more_is_suppressed_than_needed(average: int, most: float):
    """In a table of 20 by 20 with totals: so many times the small counts, over five tables."""
    small = hidden = 0
    for seed in range(5):
        rng = random.Random(seed)
        rows = [[sum(rng.random() < 0.5 for _ in range(2 * average)) for _ in range(20)] for _ in range(20)]
        table = grid(rows)
        protected = protect(table)
        small += sum(reason == Reason.SMALL for reason in protected.reasons.values())
        hidden += len(protected.reasons)
    assert small
    assert hidden <= most * small


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: Dimension("a", ()), "none"),
        (lambda: Dimension("a", ("x", "x")), "twice"),
        (lambda: Dimension("a", ("x",), {"x": ("x",)}), "both"),
        (lambda: Dimension("a", ("x",), {"g": ("y",)}), "consist"),
        (lambda: Dimension("a", ("x",), {}, {"y": ("z",)}), "predecessors"),
        (lambda: Table((), {}), "at least one"),
        (lambda: Table((SCHOOL, SCHOOL), {}), "of its own"),
        (lambda: Table((SCHOOL,), {("Øst",): 1}), "no cell"),
        (lambda: Table((SCHOOL,), {("Nord", "Syd"): 1}), "no cell"),
        (lambda: Table((SCHOOL,), {}, [("Øst",)]), "no cell"),
        (lambda: Table((SCHOOL,), {("Nord",): -1}), "below zero"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(make, why):
    with pytest.raises(ValueError, match=why):
        make()

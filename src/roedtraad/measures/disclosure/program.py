"""Integer programs, solved by HiGHS (Huangfu and Hall 2018)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import highspy

INFINITY = float("inf")


@dataclass(slots=True)
class Program:
    """Minimise cost · x with low ≤ x ≤ high and row_low ≤ A x ≤ row_high.

    starts, indices, values  A, row by row: row r has values[starts[r]:starts[r + 1]] in the columns indices[…]
    whole                    so many of the first columns are whole numbers
    """

    cost: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    row_low: NDArray[np.float64]
    row_high: NDArray[np.float64]
    starts: NDArray[np.int64]
    indices: NDArray[np.int64]
    values: NDArray[np.float64]
    whole: int


def solve(program: Program) -> NDArray[np.int64] | None:
    """The whole columns of a solution that costs at most a twentieth more than the best (or the best that was found
    in 20,000 branches); None if there is none. The same program always has the same: no clock has a say."""
    import highspy  # most tables need none of it

    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = program.cost.size, program.row_low.size
    model.col_cost_, model.col_lower_, model.col_upper_ = program.cost, program.low, program.high
    model.row_lower_, model.row_upper_ = program.row_low, program.row_high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = program.starts.astype(np.int32)
    model.a_matrix_.index_ = program.indices.astype(np.int32)
    model.a_matrix_.value_ = program.values
    found = _run(model, program.whole)
    if found is None:
        return None
    if (np.abs(found - np.rint(found)) < 1e-6).all():  # so it is with most tables
        return np.rint(found).astype(np.int64)
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kInteger] * program.whole + [kinds.kContinuous] * (
        program.cost.size - program.whole
    )
    found = _run(model, program.whole)
    return None if found is None else np.rint(found).astype(np.int64)


def _run(model: highspy.HighsLp, whole: int) -> NDArray[np.float64] | None:
    import highspy

    solver = _silent()()
    for name, value in (("threads", 1), ("mip_rel_gap", 0.05), ("mip_max_nodes", 20_000)):
        solver.setOptionValue(name, value)
    solver.passModel(model)
    solver.run()
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    return np.array(solver.getSolution().col_value)[:whole]


@cache
def _silent() -> type[highspy.Highs]:
    """A solver that says nothing, not even who it is: that must be settled before the first of its methods is used."""
    import highspy

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 (its own name)
            self.silent()
            super().enableCallbacks()

    return Silent

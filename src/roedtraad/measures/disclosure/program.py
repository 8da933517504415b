"""Integer programs, solved by HiGHS (Huangfu and Hall 2018)."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

INFINITY = highspy.kHighsInf


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
    """The whole columns of a solution that costs at most a twentieth more than the best; None if there is none.

    The same program has the same solution always: one thread, and no limit of time.
    """
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = program.cost.size, program.row_low.size
    model.col_cost_, model.col_lower_, model.col_upper_ = program.cost, program.low, program.high
    model.row_lower_, model.row_upper_ = program.row_low, program.row_high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = program.starts.astype(np.int32)
    model.a_matrix_.index_ = program.indices.astype(np.int32)
    model.a_matrix_.value_ = program.values
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kInteger] * program.whole + [kinds.kContinuous] * (
        program.cost.size - program.whole
    )
    solver = highspy.Highs()
    solver.silent()
    for name, value in (("threads", 1), ("mip_rel_gap", 0.05)):
        solver.setOptionValue(name, value)
    solver.passModel(model)
    solver.run()
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    found = np.array(solver.getSolution().col_value)[: program.whole]
    return np.rint(found).astype(np.int64)

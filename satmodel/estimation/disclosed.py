"""Withheld cells of a table that its totals give away."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]


def worked_out(cells: Whole, hidden: Marks) -> Marks:
    """The withheld cells that a reader of the row and column totals can work out.

    Args:
        cells: (r, c) the counts. hidden: (r, c) which of them are withheld, zeros never.

    Returns:
        (r, c) the withheld cells that are the same in all tables of whole numbers of one or more that have the totals.

    Formula:
        The cells that the equations of the totals fix alone are found by linear algebra. Another one is sought for
        with its smallest and its largest value; the equations are those of a transport problem, so that both are
        whole numbers. Every solution that is met on the way frees all cells in which it differs.
    """
    places = np.argwhere(hidden)
    known = np.zeros_like(hidden)
    if not len(places):
        return known
    equations = np.zeros((sum(hidden.shape), len(places)))
    equations[places[:, 0], np.arange(len(places))] = 1
    equations[hidden.shape[0] + places[:, 1], np.arange(len(places))] = 1
    _, sizes, rows = np.linalg.svd(equations, full_matrices=True)
    free = rows[int((sizes > 1e-9).sum()) :]  # ones and zeros only: a singular value is zero or far from it
    unsure = np.abs(free).max(axis=0, initial=0.0) >= 1e-9
    true = cells[hidden].astype(float)
    fixed = ~unsure
    for k in np.flatnonzero(unsure):
        if not unsure[k]:
            continue
        for sign in (1.0, -1.0):
            cost = np.zeros(len(places))
            cost[k] = sign
            # bounded above by the largest total, so that there is always a solution to be found
            found = linprog(cost, A_eq=equations, b_eq=equations @ true, bounds=(1, true.sum()), method="highs")
            unsure &= np.abs(found.x - true) < 0.5
            if not unsure[k]:
                break
        else:
            fixed[k] = True
    known[places[fixed, 0], places[fixed, 1]] = True
    return known

"""What fitting weights to margins does to the variance: the margins carry no sampling error any more."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from satmodel.survey.design import Design
from satmodel.survey.moments import Moments
from satmodel.survey.weights.calibrated_sums import CalibratedSums, crossed_groups, memberships

Array = NDArray[np.float64]
Codes = NDArray[np.intp]


def residual(
    cells: sparse.csr_matrix, sums: CalibratedSums, domains: Codes, slope: Array, fixed: Array
) -> sparse.csr_matrix:
    """Each cell's total of influences without what the margins explain of them.

    Args:
        cells: (c, d m) each cell's total of the influences on m estimates of each of d domains, domain by domain.
        sums: the sums by the groups of the margins.
        domains: (c,) the domain of each cell.
        slope, fixed: (d, m, p) the influences, linear in the points of p columns (``linearised.Forms``).

    Returns:
        (c, d m) the totals of w_i (u_i - x_i'B), with the fitted weights w.

    Formula:
        B = (Σ d_i x_i x_i')⁻ Σ d_i x_i u_i over all respondents, with base weights d_i, x_i the dummies of the groups
        of all margins and u_i the influence; the variance is that of the clusters' totals of w_i (u_i - x_i'B).

    Source:
        Deville and Särndal (1992), JASA 87, 376-382; Deville, Särndal and Sautory (1993), JASA 88, 1013-1020.
    """
    count, m, p = slope.shape
    rows = np.arange(len(domains))
    explained = sparse.csr_matrix((sums.crossed.shape[0], count * m))
    for q in range(p):
        for k in range(m):
            at = domains * m + k
            for amount, by_group in ((slope, sums.points), (-fixed, sums.base)):
                factor = amount[domains, k, q]
                if factor.any():
                    spread = sparse.csr_matrix((factor, (rows, at)), shape=(len(domains), count * m))
                    explained = explained + by_group[q].T @ spread
    return sparse.csr_matrix(cells - sums.weight @ solved(sums.crossed, sparse.csr_matrix(explained)))


def solved(crossed: sparse.csr_matrix, right: sparse.csr_matrix) -> sparse.csr_matrix:
    """The (g, k) solution of crossed · B = right, block by block of groups that share respondents.

    The groups of one margin sum to those of another, so the smallest solution is taken; all solutions give the same
    residuals.
    """
    count, block = connected_components(crossed, directed=False)
    order = np.argsort(block, kind="stable")
    sizes = np.bincount(block, minlength=count)
    parts = []
    for members in np.split(order, np.cumsum(sizes)[:-1]):
        inverse = np.linalg.pinv(crossed[members][:, members].toarray(), rcond=1e-12, hermitian=True)
        parts.append(sparse.csr_matrix(inverse) @ right[members])
    stacked = sparse.vstack(parts, format="csr")
    back = np.empty(len(order), dtype=np.intp)
    back[order] = np.arange(len(order))
    return stacked[back]


def residual_rows(influence: Array, design: Design) -> Array:
    """The influences of single respondents without what the margins explain of them, for estimates that need the rows.

    Args:
        influence: (r, m) influences with the weights in them, w_i u_i, zero for respondents without a part.
        design: the design of all r respondents.

    Returns:
        (r, m) w_i (u_i - x_i'B), as in :func:`residual`; the influences themselves where no weights were fitted.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAA"), "sex": list("mff"), "q": [100, 75, 55]})
        >>> survey = sat.read(frame, unit="town", items=["q"])
        >>> fitted = sat.post_stratify(survey, sat.margins({"sex": {"m": 5, "f": 4}}), by={"sex": "sex"})
        >>> residual_rows(np.array([[5.0], [2.0], [4.0]]), fitted.design).round(6).ravel().tolist()
        [0.0, -1.0, 1.0]
    """
    known = design.calibration
    if known is None or not known.groups:
        return influence
    member = memberships(known)
    weight = design.weight[:, None]
    explained = sparse.csr_matrix(member.T @ (known.base[:, None] * influence / weight))
    fitted = member @ solved(crossed_groups(known), explained)
    return influence - weight * fitted.toarray()


def why_constant(sums: Moments, domains: Codes, count: int) -> NDArray[np.object_]:
    """(d, p) Why a mean has no variance: its answers are all alike, or it is a share that the weighting has fixed.

    Args:
        sums: the moments. domains: (c,) the domain of each cell. count: how many domains there are.
    """
    reasons = np.full((count, len(sums.columns)), "no_variance", dtype=object)
    if sums.calibrated is None:
        return reasons
    adder = sparse.csr_matrix((np.ones(len(domains)), (domains, np.arange(len(domains)))), shape=(count, len(domains)))
    weight, total, square = adder @ sums.sw, adder @ sums.swy, adder @ np.einsum("cqq->cq", sums.swyy)
    # 1e-9 of the mean square is rounding of the sums
    reasons[square * weight - total**2 > 1e-9 * square * weight] = "fixed_by_weights"
    return reasons

"""Missing answers filled in from the answers there are, by chained equations; arrays only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

DONORS = 5
CYCLES = 10
# The share of each predictor's sum of squares that is added to it, so that predictors may follow from one another.
_RIDGE = 1e-5


def chained(
    points: Array, beside: Array, *, imputations: int, seed: int, cycles: int = CYCLES, donors: int = DONORS
) -> Array:
    """Fill in missing answers several times, each time with answers that others gave.

    Args:
        points: (r, q) answers, ``nan`` where there is none; nobody is without any, and every column has answers.
        beside: (r, d) what else is known of the respondents, complete, such as their unit: d may be 0.
        imputations: how many completed tables, m.
        seed: seed of the random numbers. The numbers depend on the order of rows and columns: sort them before.
        cycles: rounds through the columns before a table is taken.
        donors: respondents with the nearest prediction among whom the answer is drawn.

    Returns:
        (m, r, q) the completed tables, each from a chain of its own.

    Assumptions:
        Whether an answer is missing depends only on the other answers and on what is beside them (missing at random).
        Each column is roughly linear in the others; respondents of a cluster are alike no more than their answers and
        what is beside them say.

    Formula:
        Predictive mean matching. A column is regressed on all others, where it was answered; a slope is drawn from its
        posterior (σ*² = SSR / χ²_df, b* = b + σ* chol((X'X)⁻¹) z); the prediction x'b* of a respondent without an
        answer is compared with x'b of those with one (type 1 matching), and one of the nearest gives the answer.

    Source:
        Rubin (1987), Multiple imputation for nonresponse in surveys; Little (1988), Journal of Business and Economic
        Statistics 6, 287-296; van Buuren and Groothuis-Oudshoorn (2011), Journal of Statistical Software 45(3); Morris,
        White and Royston (2014), BMC Medical Research Methodology 14, 75 (type 1, five donors).
    """
    empty = np.isnan(points)
    order = [int(j) for j in np.argsort(empty.sum(axis=0), kind="stable") if empty[:, j].any()]
    parts = np.random.SeedSequence(seed).spawn(imputations)
    result = np.empty((imputations, *points.shape))
    scale = np.maximum(np.abs(beside).max(axis=0, initial=0.0), 1e-300)
    fixed = np.column_stack([np.ones(len(points)), beside / scale])
    centre = np.round(np.nanmean(points, axis=0))  # whole points, so that an answer comes back as it was given
    points = points - centre
    for i, part in enumerate(parts):
        rng = np.random.default_rng(part)
        filled = _start(points, empty, rng)
        result[i] = _chain(np.column_stack([filled, fixed]), empty, order, rng, (cycles, donors))[:, : points.shape[1]]
    return result + centre


def _start(points: Array, empty: NDArray[np.bool_], rng: np.random.Generator) -> Array:
    """Every gap filled with an answer drawn from those to the same question."""
    filled = points.copy()
    for j in np.flatnonzero(empty.any(axis=0)):
        filled[empty[:, j], j] = rng.choice(points[~empty[:, j], j], int(empty[:, j].sum()))
    return filled


def _chain(
    table: Array, empty: NDArray[np.bool_], order: list[int], rng: np.random.Generator, asked: tuple[int, int]
) -> Array:
    """One chain; the sums of products of all columns are kept, and only what changed is added up again."""
    cycles, donors = asked
    products = table.T @ table
    for _ in range(cycles):
        for j in order:
            gaps = empty[:, j]
            missing = table[gaps]
            known = products - missing.T @ missing
            others = np.delete(np.arange(table.shape[1]), j)
            slope, drawn = _slopes(known, j, others, int((~gaps).sum()), rng)
            given = table[:, others] @ slope
            table[gaps, j] = _matched(given[~gaps], table[~gaps, j], missing[:, others] @ drawn, donors, rng)
            products[j] = products[:, j] = table.T @ table[:, j]
    return table


def _slopes(products: Array, j: int, others: Codes, n: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """The regression of column j on the others, and a draw from what the data leave open about it."""
    xx = products[np.ix_(others, others)]
    scale = np.sqrt(np.where(np.diag(xx) > 0, np.diag(xx), 1.0))
    inverse = np.linalg.inv(xx / np.outer(scale, scale) + _RIDGE * np.eye(len(others)))
    xy = products[others, j] / scale
    slope = inverse @ xy
    left = max(products[j, j] - 2 * slope @ xy + slope @ (xx / np.outer(scale, scale)) @ slope, 0.0)
    sigma = np.sqrt(left / rng.chisquare(max(n - len(others), 1)))
    root = np.linalg.cholesky((inverse + inverse.T) / 2)
    drawn = slope + sigma * root @ rng.standard_normal(len(others))
    return slope / scale, drawn / scale


def _matched(given: Array, answers: Array, wanted: Array, donors: int, rng: np.random.Generator) -> Array:
    """For each wanted prediction an answer of one of those whose prediction is nearest, ties in random order."""
    shuffled = rng.permutation(len(given))
    shuffled = shuffled[np.argsort(given[shuffled], kind="stable")]
    ordered, near = given[shuffled], min(donors, len(given))
    place = np.searchsorted(ordered, wanted)
    window = place[:, None] + np.arange(-near, near)
    apart = np.abs(ordered[np.clip(window, 0, len(given) - 1)] - wanted[:, None])
    apart[(window < 0) | (window >= len(given))] = np.inf
    nearest = np.argsort(apart, axis=1, kind="stable")[:, :near]
    picked = np.take_along_axis(window, nearest, axis=1)[np.arange(len(wanted)), rng.integers(near, size=len(wanted))]
    return answers[shuffled[picked]]

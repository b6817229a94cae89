"""An outcome of few levels as a latent scale: its covariance with the items, also in replicates; arrays only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from satmodel.errors import NotEstimable
from satmodel.estimation.bootstrap import drawn_times, rescaling, starts
from satmodel.estimation.influence import Sampled
from satmodel.estimation.terms import centred, own_terms
from satmodel.inference.driving.fitting import fit_ordered
from satmodel.inference.driving.refitting import refit_ordered
from satmodel.inference.driving.regression import covariance
from satmodel.inference.driving.resampling import canonical

Array = NDArray[np.float64]
Codes = NDArray[np.intp]
Flags = NDArray[np.bool_]

# The variance of the latent scale that the items leave: of the logistic and of the normal distribution.
ERROR = {"logit": float(np.pi**2 / 3), "probit": 1.0}
# Replicates in which the items tell the levels apart all lie at one end; more than this share leave that end unknown.
MOST_LOST = 0.02
# Rows this far out on the latent scale are looked at for separation.
_FAR = 20.0
_BLOCK = 2**22


@dataclass(frozen=True, slots=True, eq=False)
class Latent:
    """The covariance of p terms and of the latent scale behind an outcome of m levels, the latent scale last.

    Attributes:
        cov: (p+1, p+1) of the whole sample, in the terms' units and the error's scale.
        replicated: (B, p+1, p+1) of the bootstrap replicates that could be fitted.
        slope: (p,) the slopes; zero for a term that is a combination of those before it.
        fewer: replicates in which nobody gave one of the levels; they are fitted with the levels that are left.
        separated: replicates in which the terms tell the levels apart, or one level is left; they are left out.
    """

    cov: Array
    replicated: Array
    slope: Array
    fewer: int
    separated: int


def implied_covariance(items: ArrayLike, slope: ArrayLike, error: float = ERROR["logit"]) -> Array:
    """The covariance of the items and of the latent outcome x'b + e.

    Args:
        items: (..., p, p) covariance S of the items.
        slope: (..., p) slopes b.
        error: variance of e.

    Returns:
        (..., p+1, p+1) with the latent outcome last.

    Formula:
        [[S, Sb], [b'S, b'Sb + error]].

    Source:
        McKelvey and Zavoina (1975), Journal of Mathematical Sociology 4, 103-120.

    Examples:
        >>> implied_covariance([[4.0]], [0.5], error=3.0).tolist()
        [[4.0, 2.0], [2.0, 4.0]]
    """
    spread, b = np.asarray(items, dtype=float), np.asarray(slope, dtype=float)
    with_outcome = np.einsum("...ij,...j->...i", spread, b)
    cov = np.empty((*b.shape[:-1], b.shape[-1] + 1, b.shape[-1] + 1))
    cov[..., :-1, :-1] = spread
    cov[..., :-1, -1] = cov[..., -1, :-1] = with_outcome
    cov[..., -1, -1] = np.einsum("...i,...i->...", b, with_outcome) + error
    return cov


def latent_covariances(
    x: Array,
    level: Codes,
    weight: Array,
    *,
    names: tuple[str, ...],
    sample: Sampled,
    replicates: int,
    seed: int,
    link: str = "logit",
) -> Latent:
    """Fit the ordered regression, and fit it again in every Rao-Wu bootstrap replicate of the clusters.

    Args:
        x: (r, p) the terms of respondents who have all of them.
        level: (r,) levels 0 … m - 1 of the outcome, two or more, each given by someone.
        weight: (r,) weights, more than zero.
        names: (p,) the terms' names, for messages.
        sample: the sampled clusters; ``sample.cluster`` holds the (r,) codes of these respondents.
        replicates: how many.
        seed: seed of the random numbers.
        link: ``"logit"`` or ``"probit"``.

    Returns:
        The covariances. Respondents with the same terms and level are put together first: rows are touched once.

    Assumptions:
        y* = x'b + e with e independent of x. Clusters are drawn independently within strata; a stratum with a single
        cluster keeps it in every replicate.

    Raises:
        NotEstimable: separation, in the sample or in more than two in a hundred replicates.

    Formula:
        Slopes by weighted maximum likelihood, in full in every replicate; the covariance by ``implied_covariance``.

    Source:
        McKelvey and Zavoina (1975); McCullagh (1980); Rao and Wu (1988).
    """
    rows, cells, spread = _put_together(x, level, weight, sample, probit=link == "probit")
    own = int(rows.own.sum())
    whole = np.asarray(cells.sum(axis=0))
    told = (*np.array(names, dtype=object)[rows.own], *["constant"] * int(level.max()))
    start = fit_ordered(rows.level, rows.x[:, rows.own], whole.ravel(), told, probit=rows.probit).coefficient
    parts, fewer, lost, most = [], 0, 0, int(MOST_LOST * replicates)
    for weights in _drawn(cells, sample, rows, replicates=replicates, seed=seed):
        slope, short, solved = _refitted(rows, weights, start, most=most - lost)
        parts.append(_covariances(rows, weights[solved], slope[solved], ERROR[link]))
        fewer, lost = fewer + int((short & solved).sum()), lost + int((~solved).sum())
        if lost > most:
            raise NotEstimable(
                f"in more than {most} of {replicates} bootstrap replicates the terms tell the levels apart without "
                "error, or one level is left: some levels have too few respondents; join levels, or take the points as "
                "numbers"
            )
    unit = np.append(spread, 1.0)
    slopes = np.zeros(x.shape[1])
    slopes[rows.own] = start[:own] / spread[rows.own]
    cov = _covariances(rows, whole, start[None, :own], ERROR[link])[0]
    scale = unit[:, None] * unit
    return Latent(cov * scale, np.concatenate(parts) * scale, slopes, fewer, lost)


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """The u different combinations of level and terms, sorted by level.

    Attributes:
        x: (u, p) the terms, standardised. level: (u,) the level. own: (p,) terms with a slope of their own.
        parts: (u, 1 + p + p(p+1)/2) one, the terms, and their products. probit: the kind of regression.
    """

    x: Array
    level: Codes
    own: Flags
    parts: Array
    probit: bool


def _put_together(
    x: Array, level: Codes, weight: Array, sample: Sampled, *, probit: bool
) -> tuple[_Rows, sparse.csr_matrix, Array]:
    """The different rows, the (j, u) weight of each in each cluster, and the (p,) spreads of the terms."""
    moved = centred(x, weight)
    spread = np.sqrt(np.average(moved**2, axis=0, weights=weight))
    spread = np.where(spread > 0, spread, 1.0)
    different, first, row = np.unique(np.column_stack([level, x]), axis=0, return_index=True, return_inverse=True)
    even = (moved / spread)[first]
    one, other = np.triu_indices(x.shape[1])
    parts = np.column_stack([np.ones(len(even)), even, even[:, one] * even[:, other]])
    shape = (len(sample.stratum), len(different))
    cells = sparse.csr_matrix((weight, (sample.cluster, row.ravel())), shape=shape)
    return _Rows(even, different[:, 0].astype(np.intp), own_terms(moved, weight), parts, probit), cells, spread


def _drawn(cells: sparse.csr_matrix, sample: Sampled, rows: _Rows, *, replicates: int, seed: int) -> Iterator[Array]:
    """The (b, u) weights of the different rows in each replicate, block by block; their order is of no matter."""
    # the last column tells clusters apart whose sums are alike; sums in another order differ in their last digits
    mark = np.sin(np.arange(1.0, len(rows.x) + 1))
    totals = cells @ np.column_stack([rows.parts, rows.level, mark])
    totals = np.round(totals / np.maximum(np.abs(totals).max(axis=0), 1e-300), 10)
    order, strata = canonical(totals, sample.stratum)
    sizes = np.bincount(strata)
    known = None if sample.population is None else sample.population[sample.stratum[order][starts(sizes)]]
    kept, added = rescaling(sizes, known)
    turned = cells[order].T.tocsr()
    step = max(1, _BLOCK // len(rows.x))
    for _, times in drawn_times(sizes, replicates=replicates, seed=seed):
        for begin in range(0, len(times), step):
            factor = kept[strata] + added[strata] * times[begin : begin + step]
            yield np.ascontiguousarray((turned @ factor.T).T)


def _covariances(rows: _Rows, weights: Array, slope: Array, error: float) -> Array:
    """The (b, p+1, p+1) covariances, of standardised terms."""
    items = covariance(weights @ rows.parts, rows.x.shape[1])
    full = np.zeros((len(weights), rows.x.shape[1]))
    full[:, rows.own] = slope
    return implied_covariance(items, full, error)


def _refitted(rows: _Rows, weights: Array, start: Array, *, most: int) -> tuple[Array, Flags, Flags]:
    """The (b, k) slopes, which replicates lack a level, and which could be fitted; ``most`` + 1 may fail."""
    own = int(rows.own.sum())
    slope, solved = np.zeros((len(weights), own)), np.zeros(len(weights), dtype=bool)
    begins = np.searchsorted(rows.level, np.arange(rows.level[-1] + 1))
    there = np.add.reduceat(weights, begins, axis=1) > 0
    kinds, kind = np.unique(there, axis=0, return_inverse=True)
    for i, present in enumerate(kinds):
        if present.sum() < 2:
            continue
        mine, kept = np.flatnonzero(kind.ravel() == i), present[rows.level]
        level = (np.cumsum(present) - 1)[rows.level[kept]]
        first = np.append(start[:own], start[own:][np.flatnonzero(present)[:-1]])
        x, here = rows.x[kept][:, rows.own], weights[mine][:, kept]
        found = refit_ordered(x, level, here, first, probit=rows.probit)
        slope[mine], solved[mine] = found.slope, found.solved
        doubtful = np.flatnonzero(~found.solved | (found.farthest > _FAR))
        solved[mine[doubtful]] = False
        for j in doubtful:
            alone = _alone(x, level, here[j], probit=rows.probit) if most >= 0 else None
            solved[mine[j]], most = alone is not None, most - int(alone is None)
            slope[mine[j]] = 0.0 if alone is None else alone
    return slope, ~there.all(axis=1), solved


def _alone(x: Array, level: Codes, weight: Array, *, probit: bool) -> Array | None:
    """The (k,) slopes of a doubtful replicate; None where the terms tell the levels apart."""
    rows = weight > 0
    own = own_terms(centred(x[rows], weight[rows]), weight[rows])
    names = ("",) * (int(own.sum()) + int(level.max()))
    try:
        found = fit_ordered(level[rows], x[rows][:, own], weight[rows], names, probit=probit)
    except NotEstimable:
        return None
    slope = np.zeros(x.shape[1])
    slope[own] = found.coefficient[: int(own.sum())]
    return slope

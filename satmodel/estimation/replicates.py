"""Replicate weights: the same survey with parts of it left out or drawn again, made here or supplied with the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import hadamard

from satmodel.errors import DataProblems, NotEstimable, SettingError
from satmodel.estimation.bootstrap import bootstrap_factors, starts
from satmodel.step import Step
from satmodel.survey.design import Design
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets import faults
from satmodel.survey.sheets import faults_weighting as wrong
from satmodel.survey.sheets.text import numbers, text_of
from satmodel.survey.weights.calibration import refit
from satmodel.survey.weights.grouping import place_of

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

MADE = ("jk1", "jkn", "brr", "fay", "bootstrap")
SUPPLIED = (*MADE, "sdr", "other")
_MOST = 10**8  # weights in memory: 800 MB


@dataclass(frozen=True, slots=True, eq=False)
class Replicates:
    """R sets of weights for the r respondents of a survey, and how the replicates' estimates become a variance.

    Attributes:
        weights: (r, R) each replicate's weights, zero for respondents left out.
        scale: what the sum over replicates is multiplied with.
        rscales: (R,) what each replicate's squared distance is multiplied with.
        kind: ``"jk1"``, ``"jkn"``, ``"brr"``, ``"fay"``, ``"bootstrap"``, ``"sdr"`` or ``"other"``.
        supplied: whether they came with the file.
        step: how they were made.

    Formula:
        V = scale Σ_r rscales_r (θ_r - c)(θ_r - c)', with c the mean of the replicates' estimates or the estimate.
    """

    weights: Array
    scale: float
    rscales: Array
    kind: str
    supplied: bool
    step: Step

    def __len__(self) -> int:
        return self.weights.shape[1]


@dataclass(frozen=True, slots=True, eq=False)
class _Clusters:
    """The clusters of a design in a canonical order: by stratum, then by cluster, as their labels sort.

    Attributes:
        of: (r,) the cluster of each respondent. stratum: (j,) the stratum of each cluster. sizes: (h,) clusters.
        population: (h,) clusters in the population of each stratum, or None.
    """

    of: Codes
    stratum: Codes
    sizes: Codes
    population: Array | None


def replicates(
    survey: Survey,
    *,
    kind: str,
    columns: str | Sequence[str] | None = None,
    rho: float | None = None,
    count: int | None = None,
    seed: int | None = None,
    scale: float | None = None,
    rscales: ArrayLike | None = None,
) -> Replicates:
    """Make replicate weights out of a survey's design, or take those that came with its file.

    Args:
        survey: the respondents. Where their weights were fitted to margins, every replicate is fitted again, so that
            the replicates know what the weighting has fixed.
        kind: ``"jk1"`` (each cluster left out in turn; designs without strata), ``"jkn"`` (the same within strata),
            ``"brr"`` (balanced half samples; two clusters in every stratum), ``"fay"`` (likewise, with ``rho``),
            ``"bootstrap"`` (Rao and Wu); for supplied weights also ``"sdr"`` (successive differences) and ``"other"``.
        columns: for supplied weights their columns, a list or a pattern such as ``"rep*"``; None to make them.
        rho: for ``"fay"``, the part of its weight that the other half keeps, from 0 to below 1.
        count: for ``"bootstrap"``, how many; 500 by default.
        seed: for ``"bootstrap"``, the seed of the random numbers; 1 by default.
        scale, rscales: for supplied weights, the scale of the sum and (R,) of each replicate; where they are left out,
            those that belong to the kind (``"jkn"`` needs ``rscales``, ``"other"`` needs ``scale``).

    Returns:
        The replicates. The jackknives and the bootstrap use the population sizes given; half samples do not, which
        makes their standard errors a little too large. With two stages the clusters of the first are left out or drawn.

    Raises:
        SettingError: a kind that does not fit the design, or a setting that does not fit the kind.
        DataProblems: supplied weights that are no numbers or below zero.
        NotEstimable: a stratum with a single cluster, or a replicate that cannot be fitted to the margins.

    Formula:
        jk1: factor n/(n-1), scale (1-f)(n-1)/n. jkn: factor n_h/(n_h-1) in the stratum, rscales (1-f_h)(n_h-1)/n_h.
        brr: factors 2 and 0, scale 1/R; fay: 2-ρ and ρ, scale 1/(R(1-ρ)²). bootstrap: as in ``bootstrap_factors``,
        scale 1/(R-1). sdr: scale 4/R.

    Source:
        Wolter (2007), Introduction to Variance Estimation; Judkins (1990), Journal of Official Statistics 6, 223-239;
        Rao, Wu and Yue (1992), Survey Methodology 18, 209-217; Fay and Train (1995), ASA Proceedings, 154-159.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAAA"), "village": [1, 1, 2, 3], "q": [100, 75, 55, 75]})
        >>> left_out = sat.replicates(sat.read(frame, unit="town", items=["q"], cluster="village"), kind="jk1")
        >>> left_out.weights[:, 0].tolist(), round(left_out.scale, 3)
        ([0.0, 0.0, 1.5, 1.5], 0.667)
    """
    _check(kind, rho=rho, count=count, seed=seed, scale=scale, rscales=rscales, supplied=columns is not None)
    if columns is not None:
        return _supplied(survey, kind, columns, rho=rho or 0.0, scale=scale, rscales=rscales)
    design = survey.design
    clusters = _clusters(design)
    made = _made(kind, design, clusters, rho=rho, count=count or 500, seed=1 if seed is None else seed)
    factors, scale, scales = made
    weights, refitted = _weights(design, factors[clusters.of])
    settings = {
        "kind": kind,
        "count": factors.shape[1],
        "rho": rho,
        "seed": (1 if seed is None else seed) if kind == "bootstrap" else None,
        "clusters": len(clusters.stratum),
        "strata": len(clusters.sizes),
        "clustered": design.cluster is not None,
        "finite": clusters.population is not None and kind not in ("brr", "fay"),
        "finite_dropped": clusters.population is not None and kind in ("brr", "fay"),
        "refitted": refitted,
        "supplied": False,
        "weighted": design.weighted,
    }
    return Replicates(weights, scale, scales, kind, False, Step("replicates", settings, (survey.step,)))


def _check(
    kind: str,
    *,
    rho: float | None,
    count: int | None,
    seed: int | None,
    scale: float | None,
    rscales: ArrayLike | None,
    supplied: bool,
) -> None:
    known = SUPPLIED if supplied else MADE
    if kind not in known:
        raise SettingError(
            f"kind must be one of {list(known)}, not {kind!r}" + ("" if supplied else " (without columns=)")
        )
    if (kind == "fay") != (rho is not None) or (rho is not None and not 0 <= rho < 1):
        raise SettingError(f"rho goes with kind='fay' and lies from 0 to below 1; here kind={kind!r} and rho={rho!r}")
    drawn = kind == "bootstrap" and not supplied
    if not drawn and (count is not None or seed is not None):
        raise SettingError("count and seed go with kind='bootstrap' alone, where the replicates are made here")
    if count is not None and count < 2:
        raise SettingError(f"count must be 2 or more, not {count!r}")
    if not supplied and (scale is not None or rscales is not None):
        raise SettingError("scale and rscales go with supplied weights (columns=)")
    if supplied and ((kind == "jkn" and rscales is None) or (kind == "other" and scale is None)):
        raise SettingError(f"kind={kind!r} needs {'rscales' if kind == 'jkn' else 'scale'}= with supplied weights")


def _clusters(design: Design) -> _Clusters:
    rows = len(design)
    # text sorts the same whatever the rows' order; respondents without clusters stand as they come
    stratum = np.zeros(rows, dtype=np.intp) if design.stratum is None else _sorted_codes(design.stratum)
    if design.cluster is None:
        order = np.argsort(stratum, kind="stable")
        of = np.empty(rows, dtype=np.intp)
        of[order] = np.arange(rows)
    else:
        pair = stratum * (rows + 1) + _sorted_codes(design.cluster)
        of = np.unique(pair, return_inverse=True)[1].astype(np.intp)
    by_cluster = np.zeros(int(of.max()) + 1, dtype=np.intp)
    by_cluster[of] = stratum
    sizes = np.bincount(by_cluster)
    population = None
    if design.population is not None:
        population = np.zeros(len(sizes))
        population[stratum] = design.population
    return _Clusters(of, by_cluster, sizes, population)


def _sorted_codes(labels: pd.Series) -> Codes:
    return pd.factorize(labels.astype(str), sort=True)[0].astype(np.intp)


def _made(
    kind: str, design: Design, clusters: _Clusters, *, rho: float | None, count: int, seed: int
) -> tuple[Array, float, Array]:
    """(j, R) factors, scale and (R,) rscales."""
    sizes, population = clusters.sizes, clusters.population
    if kind == "bootstrap":
        factors = bootstrap_factors(sizes, population, replicates=count, seed=seed)
        return factors, 1 / (count - 1), np.ones(count)
    if kind == "jk1" and design.stratum is not None:
        raise SettingError("kind='jk1' is for designs without strata; use kind='jkn'")
    if (sizes == 1).any():
        raise NotEstimable(
            f"{int((sizes == 1).sum())} strata have a single cluster, of which no replicate can be made; merge these "
            "strata with others, or use kind='bootstrap', which leaves them as they are"
        )
    if kind in ("brr", "fay"):
        return _halves(sizes, rho or 0.0)
    kept = np.ones(len(sizes)) if population is None else 1 - sizes / population
    if len(design) * len(clusters.stratum) > _MOST:
        raise SettingError(
            f"a jackknife of {len(clusters.stratum)} clusters and {len(design)} respondents takes too much memory; use "
            "means(), which needs no replicates, or kind='bootstrap'"
        )
    scales = (kept * (sizes - 1) / sizes)[clusters.stratum]
    factors = _left_out(clusters.stratum, sizes)
    return (factors, float(scales[0]), np.ones(len(scales))) if kind == "jk1" else (factors, 1.0, scales)


def _left_out(stratum: Codes, sizes: Codes) -> Array:
    """(j, j) factors: in replicate k the cluster k is left out and the others of its stratum stand for it."""
    raised = (sizes / np.maximum(sizes - 1, 1))[stratum]
    factors = np.where(stratum[:, None] == stratum[None, :], raised[:, None], 1.0)
    np.fill_diagonal(factors, 0.0)
    return factors


def _halves(sizes: Codes, rho: float) -> tuple[Array, float, Array]:
    """Half samples in full orthogonal balance: one of the two clusters of every stratum, by a Hadamard matrix."""
    if (sizes != 2).any():
        raise SettingError(
            f"half samples need two clusters in every stratum; {int((sizes != 2).sum())} of {len(sizes)} strata have "
            "another number; use kind='jkn' or kind='bootstrap'"
        )
    order = 1 << int(np.ceil(np.log2(len(sizes) + 1)))
    signs = hadamard(order)[1 : len(sizes) + 1].astype(float)  # its first row is all ones and balances nothing
    factors = np.empty((2 * len(sizes), order))
    factors[starts(sizes)] = 1 - signs * (1 - rho)
    factors[starts(sizes) + 1] = 1 + signs * (1 - rho)
    return factors, 1 / (order * (1 - rho) ** 2), np.ones(order)


def _weights(design: Design, factors: Array) -> tuple[Array, bool]:
    """(r, R) weights, fitted to the margins in each replicate where the survey's were."""
    known = design.calibration
    if known is None or not known.variables:
        return design.weight[:, None] * factors, False
    weights = np.empty_like(factors)
    for k in range(factors.shape[1]):
        found = refit(known, known.base * factors[:, k])
        if found.miss > known.tolerance:
            v, g, reached, target = found.worst
            name = " · ".join(part for part in known.labels[v][g] if part is not None)
            raise NotEstimable(
                f"replicate {k + 1} cannot be fitted to the margins: {name!r} of {known.variables[v]!r} sums to "
                f"{reached:,.6g} and should be {target:,.6g}; merge categories that few clusters have, or compute "
                "standard errors with means(), which needs no replicates"
            )
        weights[:, k] = found.weights
    return weights, True


def _supplied(
    survey: Survey,
    kind: str,
    columns: str | Sequence[str],
    *,
    rho: float,
    scale: float | None,
    rscales: ArrayLike | None,
) -> Replicates:
    names = _names(survey, columns)
    found, problems = [], []
    for name in names:
        cells = survey.frame[name].to_numpy(dtype=object)
        values, bad = numbers(cells)
        bad |= np.isnan(values)
        rows = survey.frame.index
        places = [(place_of(survey, rows[i], name), text_of(cells[i])) for i in np.flatnonzero(bad)]
        problems += [faults.number_expected(place, "replicate", text) for place, text in places]
        places = [(place_of(survey, rows[i], name), text_of(cells[i])) for i in np.flatnonzero(values < 0)]
        problems += [wrong.replicate_negative(place, text) for place, text in places]
        found.append(values)
    if problems:
        raise DataProblems(faults.in_order(problems))
    count = len(names)
    usual = {
        **dict.fromkeys(("jk1",), (count - 1) / count),
        **dict.fromkeys(("brr", "fay"), 1 / (count * (1 - rho) ** 2)),
        "bootstrap": 1 / (count - 1),
        "sdr": 4 / count,
        "jkn": 1.0,
    }
    scales = np.ones(count) if rscales is None else np.asarray(rscales, dtype=float)
    if scales.shape != (count,) or (scales < 0).any():
        raise SettingError(f"rscales must be {count} numbers, zero or more, one a replicate")
    used = usual[kind] if scale is None else float(scale)
    settings = {"kind": kind, "count": count, "rho": rho or None, "scale": used, "supplied": True, "weighted": True}
    return Replicates(np.column_stack(found), used, scales, kind, True, Step("replicates", settings, (survey.step,)))


def _names(survey: Survey, columns: str | Sequence[str]) -> list[str]:
    there = [str(name) for name in survey.frame.columns]
    pattern = isinstance(columns, str)
    names = [name for name in there if fnmatchcase(name, columns)] if pattern else list(columns)
    missing = [name for name in names if name not in there]
    if missing:
        raise SettingError(f"no columns {missing}; there are {there}")
    if len(names) < 2:
        raise SettingError(f"replicate weights need two columns or more; {columns!r} names {len(names)}")
    return names

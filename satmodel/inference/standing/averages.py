"""The score of several units together, in the three ways that reports mean it, and how far these lie apart."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import nothing_apart, quoted
from satmodel.estimation.linearised import Domains, Forms, covariance, degrees, divided, domains_of, step_of, sums_of
from satmodel.inference.judging.comparing import check_level, compare
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.moments import Moments
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]

_PAIRS = (("micro", "macro"), ("micro", "by_population"), ("macro", "by_population"))


@dataclass(frozen=True, slots=True, eq=False)
class Averages(Result):
    """The score of several units together, by each way of averaging.

    Attributes:
        estimates: the averages under one covariance, labelled (average): ``"micro"`` over all respondents, ``"macro"``
            over the units, and, where populations were given, ``"by_population"`` over the units weighted by them.
        differences: one row a pair of averages: a, b, gap, se, low, high, p_adjusted, verdict, detectable.
        units: how many units.
        step: how they were made.
    """

    estimates: Estimates
    differences: pd.DataFrame
    units: int
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a way of averaging: estimate, se, low, high, df, n."""
        return self.estimates.table

    @property
    def findings(self) -> tuple[Finding, ...]:
        level = self.step.settings["level"]
        found = [
            Finding(
                f"averages.{name}",
                {
                    "estimate": float(row["estimate"]),
                    "low": float(row["low"]),
                    "high": float(row["high"]),
                    "n": int(row["n"]),
                    "units": self.units,
                    "level": level,
                    "weighted": bool(self.step.settings["weighted"]),
                },
            )
            for name, row in self.table.iterrows()
        ]
        names = ("a", "b", "gap", "low", "high", "verdict", "detectable")
        found += [
            Finding("averages.gap", dict(zip(names, row, strict=True)) | {"level": level})
            for row in self.differences[list(names)].itertuples(index=False, name=None)
        ]
        return (*found, Finding("averages.name", {}))


def averages(
    source: Survey | Moments,
    *,
    population: Mapping[Hashable, float] | None = None,
    columns: Sequence[str] | None = None,
    weights: Mapping[str, float] | None = None,
    level: float = 0.95,
    lonely: str = "adjust",
) -> Averages:
    """Average the composite over several units in the ways that reports mean it, and compare them.

    Args:
        source: the respondents, or their sums (``sat.moments``).
        population: people in each unit, for the average that weighs units by them.
        columns: columns of ``survey.scores`` or of the moments; the items by default.
        weights: the weight of each column in the composite; equal by default. They are divided by their sum.
        level: confidence level of the intervals.
        lonely: what a stratum with a single cluster adds; as in :func:`means`.

    Returns:
        The micro average (all respondents, weighted as in the survey), the macro average (plain mean of the units) and
        the population-weighted mean of the units, in points, with their differences, judged as one family by Holm.
        Degrees of freedom are the clusters minus the strata of the whole sample.

    Assumptions:
        Those of :func:`means`; the populations are known without error.

    Raises:
        SettingError: populations or weights that do not name every unit or column once, or are not above zero.
        NotEstimable: a unit has no answer to a column, or no standard error can be estimated.

    Formula:
        Each average is Σ_d c_d ȳ_d with influence Σ_d c_d w_i (y_i - ȳ_d) / W_d; c_d = 1/D for the macro average, the
        population's share for the third; the micro average has the influence w_i (y_i - ȳ) / W.

    Source:
        Woodruff (1971), JASA 66, 411-414; Lumley (2010), Complex Surveys, Wiley.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAABB"), "q1": [100, 75, 100, 55, 75]})
        >>> found = sat.averages(sat.read(frame, unit="town", items=["q1"]), population={"A": 1000, "B": 3000})
        >>> found.table["estimate"].round(2).to_dict()
        {'micro': 81.0, 'macro': 78.33, 'by_population': 71.67}
    """
    check_level(level)
    sums = sums_of(source, columns)
    domains = domains_of(sums, "unit")
    empty = [name for name, n in zip(domains.names, domains.n, strict=True) if np.any(n == 0)]
    if empty:
        raise NotEstimable(f"no average over all units: these have no answer to one of the columns: {quoted(empty)}")
    parts = _shares(weights, sums.columns, "weights", "column")
    ways = {"micro": None, "macro": np.full(len(domains), 1 / len(domains))}
    if population is not None:
        ways["by_population"] = _shares(population, domains.names, "population", "unit")
    whole = domains_of(sums, None)
    value, forms = _forms(domains, whole, parts, list(ways.values()))
    reasons, df = degrees(sums, whole)
    if np.any(reasons != ""):
        raise NotEstimable(f"no standard error can be estimated; the reasons: {', '.join(sorted(set(reasons[0])))}")
    cov = covariance(sums, domains, forms, lonely=lonely).reshape(len(domains), len(ways), len(domains), len(ways))
    settings = {"level": level, "lonely": lonely, "weights": tuple(zip(sums.columns, map(float, parts), strict=True))}
    step = step_of(sums, "averages", {**settings, "equal": weights is None, "units": len(domains)})
    step = Step("averages", {**step.settings, "populations": population is not None}, step.sources)
    labels = pd.MultiIndex.from_arrays([list(ways)], names=["average"])
    n = np.full(len(ways), whole.n.max())
    degrees_of = np.full(len(ways), df.min())
    together = cov.sum(axis=(0, 2))
    est = Estimates(value, together, n, degrees_of, labels, step, level, nothing_apart(["average"]))
    return Averages(est, _differences(est), len(domains), step)


def _shares(given: Mapping[Hashable, float] | None, names: Sequence[Hashable], what: str, one: str) -> Array:
    if given is None:
        return np.full(len(names), 1 / len(names))
    if set(given) != set(names):
        missing, unknown = [x for x in names if x not in given], [x for x in given if x not in names]
        raise SettingError(
            f"{what} must name every {one} once; not there: {quoted(unknown)}; without a number: {quoted(missing)}"
        )
    sizes = np.array([float(given[name]) for name in names])
    if not np.all(np.isfinite(sizes)) or np.any(sizes < 0) or sizes.sum() <= 0:
        raise SettingError(f"{what} must be finite numbers, zero or more, and one of them more than zero")
    return sizes / sizes.sum()


def _forms(domains: Domains, whole: Domains, parts: Array, ways: list[Array | None]) -> tuple[Array, Forms]:
    """The averages, and their influence as a form in each unit: (d, ways, p)."""
    mean, overall = divided(domains.total, domains.weight), divided(whole.total, whole.weight)
    value, slope, fixed = [], [], []
    for way in ways:
        if way is None:
            value.append(float(overall[0] @ parts))
            slope.append(np.broadcast_to(parts / whole.weight, mean.shape))
            fixed.append(np.broadcast_to(parts * overall / whole.weight, mean.shape))
        else:
            share = way[:, None] * parts / domains.weight
            value.append(float(way @ mean @ parts))
            slope.append(share)
            fixed.append(share * mean)
    return np.array(value), Forms(np.stack(slope, axis=1), np.stack(fixed, axis=1))


def _differences(est: Estimates) -> pd.DataFrame:
    names = list(est.labels.get_level_values("average"))
    pairs = [(names.index(a), names.index(b)) for a, b in _PAIRS if a in names and b in names]
    matrix = np.zeros((len(pairs), len(names)))
    for row, (a, b) in enumerate(pairs):
        matrix[row, [a, b]] = 1, -1
    # 1e-12 of the variance: below it two averages are the same number, as with units of equal size
    variance = np.maximum(np.einsum("ij,jk,ik->i", matrix, est.cov, matrix), 0.0)
    se = np.sqrt(np.where(variance < 1e-12 * np.diag(est.cov).max(), 0.0, variance))
    gap = np.where(se == 0, np.round(matrix @ est.value, 9), matrix @ est.value)
    found = compare(gap, se, np.full(len(pairs), est.df[0]), level=est.level, adjust="holm")
    return pd.DataFrame(
        {
            "a": [names[a] for a, _ in pairs],
            "b": [names[b] for _, b in pairs],
            "gap": found.gap,
            "se": found.se,
            "low": found.low,
            "high": found.high,
            "p_adjusted": found.p_adjusted,
            "verdict": found.verdict,
            "detectable": found.detectable,
        }
    )

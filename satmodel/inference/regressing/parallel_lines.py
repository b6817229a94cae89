"""Whether an ordered regression's slopes are the same at every cut point: the test of parallel lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable, SettingError
from satmodel.inference.judging.comparing import check_level, holm, statistic
from satmodel.inference.regressing.fitting import evened, fit_logit
from satmodel.inference.regressing.outcomes import Asked, ordered_of
from satmodel.inference.regressing.prepared import Prepared, prepared
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Wald:
    """A test of q equalities at once.

    Attributes:
        f: the statistic; ``nan`` where it cannot be made.
        q, rest: its degrees of freedom.
        p: its p value.
        reach: the factor on a standard error from which any one of the differences is established by this test.
    """

    f: float
    q: int
    rest: float
    p: float
    reach: float


@dataclass(frozen=True, slots=True, eq=False)
class ParallelLines(Result):
    """The slopes of k terms at each of K cut points, and whether they are the same.

    Attributes:
        names: (k,) the terms. cuts: (K,) the cut points, such as ``"55|75"``.
        coefficient: (K, k) the slopes of the regressions of "above this cut point". cov: (K k, K k) their covariance.
        rows: the table. overall: the test of all terms at once.
        apart: terms without a coefficient of their own, with the reason.
        step: how it was made.
    """

    names: tuple[str, ...]
    cuts: tuple[str, ...]
    coefficient: Array
    cov: Array
    rows: pd.DataFrame
    overall: Wald
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a term.

        ``smallest`` and ``largest`` are its smallest and largest slope, ``smallest_at`` and ``largest_at`` their cut
        points, ``slope_gap`` their difference, ``slope_gap_se`` its standard error, ``slope_detectable`` the difference
        from which this sample would surely have established that the slopes differ; ``f``, ``q``, ``rest_df`` and ``p``
        test all its slopes, ``p_adjusted`` allows for there being several terms (Holm), ``verdict`` follows from it.
        """
        return self.rows.copy()

    @property
    def slopes(self) -> pd.DataFrame:
        """One row a term and cut point: coefficient, coefficient_se, low, high, each interval on its own."""
        se = np.sqrt(np.diag(self.cov)).reshape(self.coefficient.shape).T.ravel()
        noted = self.step.settings
        reach = stats.t.ppf(0.5 + noted["level"] / 2, noted["df"]) * se
        value = self.coefficient.T.ravel()
        index = pd.MultiIndex.from_product([self.names, self.cuts], names=["term", "cut_point"])
        columns = {"coefficient": value, "coefficient_se": se, "low": value - reach, "high": value + reach}
        return pd.DataFrame(columns, index=index)

    @property
    def chart(self) -> Chart:
        """Every slope with its interval, a row a term and cut point."""
        rows = self.slopes.reset_index()
        rows["slope"] = list(zip(rows["term"], rows["cut_point"], strict=True))
        columns = {"label": "slope", "value": "coefficient", "low": "low", "high": "high"}
        return Chart("intervals", rows, columns, {"level": self.step.settings["level"], "of": "coefficient"})

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        gaps = statistic(self.rows["slope_gap"].to_numpy(), self.rows["slope_gap_se"].to_numpy())
        most = self.rows.iloc[int(gaps.argmax())]
        told = {"outcome": noted["outcome"], "level": noted["level"], "term": most.name, "df": _plain(noted["df"])}
        told |= {"gap": float(most["slope_gap"]), "detectable": float(self.overall.reach * most["slope_gap_se"])}
        told |= {"f": self.overall.f, "q": self.overall.q, "rest": _plain(self.overall.rest), "p": self.overall.p}
        told |= {
            "verdict": _verdict(self.overall.p, noted["level"]),
            "cause": _cause(self.overall.rest, most["slope_gap_se"]),
        }
        found = [Finding("parallel_lines.overall", told)]
        if noted["lost"]:
            found.append(Finding("parallel_lines.lost", {"n": noted["n"], "lost": noted["lost"]}))
        for row in self.rows.itertuples():
            values = {key: getattr(row, key) for key in ("smallest", "largest", "smallest_at", "largest_at", "f", "q")}
            values |= {"gap": row.slope_gap, "detectable": row.slope_detectable, "p": row.p_adjusted}
            values |= {"rest": _plain(row.rest_df), "verdict": Verdict(row.verdict)}
            values |= {"cause": _cause(row.rest_df, row.slope_gap_se)}
            found.append(Finding("parallel_lines.term", {"term": row.Index, **values}))
        told_apart = (
            Finding("parallel_lines.apart", {"term": row.Index, "reason": row.reason})
            for row in self.apart.itertuples()
        )
        return (*found, *told_apart)


def parallel_lines(
    source: Survey,
    *,
    outcome: Asked,
    on: Sequence[str],
    baseline: Mapping[str, Any] | None = None,
    level: float = 0.95,
) -> ParallelLines:
    """Test whether an ordered regression may use one slope a term for all cut points of the outcome.

    Args:
        source: the respondents.
        outcome: a scored column, whose points in their order are the levels; or ``{column: answers}``, all answers from
            the lowest to the highest. Three levels or more.
        on: the terms, as in :func:`satmodel.regress`.
        baseline: the level that the others of a column of text are compared with, by column.
        level: a difference of slopes is established where p is below 1 - level.

    Returns:
        The slopes at each cut point and the tests: of all terms at once, and of each term, adjusted for there being
        several (Holm).

    Assumptions:
        Clusters are drawn independently within strata; a stratum with a single cluster counts with its squared distance
        from the mean of all. Slopes that are not established to differ need not be the same.

    Raises:
        DataProblems: text in a column of numbers.
        SettingError: a column, an answer or a setting that cannot be used, or fewer than three levels.
        NotEstimable: at some cut point the terms tell the answers apart (separation); a term's level, or the answers
            beyond a cut point, are found in one cluster only; or there are too few clusters for a single term.

    Formula:
        At each cut point j a weighted logistic regression of "above j" on the terms, b_j. V is the design's
        covariance of all b_j together, from each respondent's influences w J_j⁻¹ s_j. For q differences d = D b,
        F = (df - q + 1) / (q df) d'(D V D')⁻¹ d with (q, df - q + 1) degrees of freedom, where
        df = clusters - strata + 1 - coefficients of one cut point.

    Source:
        Brant (1990), Biometrics 46, 1171-1178; Binder (1983), International Statistical Review 51, 279-292; Korn and
        Graubard (1990), The American Statistician 44, 270-276.

    Examples:
        >>> import numpy as np, pandas as pd, satmodel as sat
        >>> rng = np.random.default_rng(7)
        >>> frame = pd.DataFrame({"roads": rng.normal(80, 10, 300), "town": "A"})
        >>> shift = frame["roads"] / 10 + rng.logistic(size=300)
        >>> frame["all"] = np.select([shift < 7, shift < 9], [55, 75], 100)
        >>> survey = sat.read(frame, unit="town", items=["roads"], overall="all")
        >>> parallel_lines(survey, outcome="overall", on=["roads"]).table["verdict"].to_list()
        ['not established']
    """
    check_level(level)
    explained = ordered_of(source, outcome)
    if len(explained.answers) < 3:
        raise SettingError(
            f"{explained.name!r} has {len(explained.answers)} levels, so one cut point: whether lines are parallel "
            "can be asked from three levels on"
        )
    ready = prepared(source, explained, on, baseline)
    coefficient, cov = stacked(ready)
    cuts = tuple(f"{low}|{high}" for low, high in pairwise(explained.answers))
    rows = _rows(ready.names, cuts, coefficient, cov, df=ready.df, level=level)
    k = len(ready.names)
    gaps = _against_first(len(cuts), range(k), k)
    overall = wald(coefficient.ravel(), cov, gaps, df=ready.df, level=level)
    noted = {"df": ready.df, "level": level, "f": overall.f, "q": overall.q, "rest_df": overall.rest, "p": overall.p}
    step = Step("parallel_lines", {**ready.settings, **noted}, (source.step,))
    return ParallelLines(ready.names, cuts, coefficient, cov, rows, overall, ready.apart, step)


def stacked(ready: Prepared) -> tuple[Array, Array]:
    """The (K, k) slopes of the logistic regressions of "above the cut point", and their (K k, K k) covariance."""
    even = evened(ready.x, ready.weight, cuts=0)
    full = np.column_stack([np.ones(len(ready.x)), even.x])
    answers = ready.explained.answers
    slopes, influences = [], []
    for cut, (low, high) in enumerate(pairwise(answers)):
        above = ready.y > cut
        for side in (above, ~above):
            rows = ready.complete.copy()
            rows[ready.complete] = side
            if ready.sample.counts(rows)[0] == 1:
                raise NotEstimable(
                    f"the answers on one side of {low}|{high} are found in a single cluster, which leaves the error of "
                    "the slopes there unknown: join levels of the outcome"
                )
        try:
            fit = fit_logit(above.astype(float), full, ready.weight, ("constant", *ready.names))
        except NotEstimable as fault:
            raise NotEstimable(f"at the cut point {low}|{high}: {fault}") from fault
        slopes.append((even.back @ fit.coefficient)[1:])
        influences.append((fit.influence @ even.back.T)[:, 1:])
    return np.array(slopes), ready.covariance(np.hstack(influences))


def wald(value: Array, cov: Array, contrasts: Array, *, df: float, level: float) -> Wald:
    """Test that (q, m) independent contrasts of m values are all zero.

    Args:
        value: (m,) the values. cov: (m, m) their estimated covariance.
        contrasts: (q, m) the contrasts.
        df: degrees of freedom of the covariance.
        level: the confidence level that ``reach`` belongs to.

    Returns:
        The test; with ``nan`` where q is larger than the degrees of freedom, or the covariance has no inverse.

    Examples:
        >>> found = wald(np.array([2.0]), np.array([[1.0]]), np.array([[1.0]]), df=10.0, level=0.95)
        >>> round(found.f, 4), round(found.p, 4), round(found.reach, 4)
        (4.0, 0.0734, 2.2281)
    """
    q = len(contrasts)
    rest = df - q + 1
    gap, spread = contrasts @ value, contrasts @ cov @ contrasts.T
    scale = np.sqrt(np.diag(spread))
    if rest < 1 or not np.all(scale > 0):
        return Wald(np.nan, q, rest, np.nan, np.nan)
    even = spread / np.outer(scale, scale)
    if np.linalg.eigvalsh(even)[0] < 1e-10:
        return Wald(np.nan, q, rest, np.nan, np.nan)
    share = rest / (q * df)
    f = float(share * (gap / scale) @ np.linalg.solve(even, gap / scale))
    return Wald(f, q, rest, float(stats.f.sf(f, q, rest)), float(np.sqrt(stats.f.ppf(level, q, rest) / share)))


def _rows(
    names: tuple[str, ...], cuts: tuple[str, ...], coefficient: Array, cov: Array, *, df: float, level: float
) -> pd.DataFrame:
    k = len(names)
    # a difference that Bonferroni's level establishes is established by Holm's
    strict = 1 - (1 - level) / k
    found = [wald(coefficient.ravel(), cov, _against_first(len(cuts), [i], k), df=df, level=strict) for i in range(k)]
    one, other, each = coefficient.argmin(axis=0), coefficient.argmax(axis=0), np.arange(k)
    low, high = one * k + each, other * k + each
    se = np.sqrt(cov[low, low] + cov[high, high] - 2 * cov[low, high])
    p = np.array([test.p for test in found])
    adjusted = np.full(k, np.nan)
    known = ~np.isnan(p)
    if known.any():
        adjusted[known] = holm(p[known], 1 - level)[0]
    columns = {
        "smallest": coefficient[one, each],
        "smallest_at": np.array(cuts, dtype=object)[one],
        "largest": coefficient[other, each],
        "largest_at": np.array(cuts, dtype=object)[other],
        "slope_gap": coefficient[other, each] - coefficient[one, each],
        "slope_gap_se": se,
        "slope_detectable": np.array([test.reach for test in found]) * se,
        "f": [test.f for test in found],
        "q": [test.q for test in found],
        "rest_df": [test.rest for test in found],
        "p": p,
        "p_adjusted": adjusted,
        "verdict": [_verdict(one, level).value for one in adjusted],
    }
    return pd.DataFrame(columns, index=pd.Index(names, name="term"))


def _against_first(cuts: int, picked: Sequence[int], terms: int) -> Array:
    """The contrasts of some terms' slopes at each further cut point against the first."""
    contrasts = np.zeros(((cuts - 1) * len(picked), cuts * terms))
    for row, (cut, i) in enumerate((cut, i) for cut in range(1, cuts) for i in picked):
        contrasts[row, [i, cut * terms + i]] = -1.0, 1.0
    return contrasts


def _verdict(p: float, level: float) -> Verdict:
    if np.isnan(p):
        return Verdict.NOT_COMPARABLE
    return Verdict.ESTABLISHED if p < 1 - level else Verdict.NOT_ESTABLISHED


def _cause(rest: float, se: float) -> str:
    """Why a test could not be made, if it could not."""
    return "few" if rest < 1 else "singular" if se > 0 else "exact"


def _plain(df: float) -> float:
    """Degrees of freedom as they are told: whole, or to one decimal."""
    return int(df) if float(df).is_integer() else round(float(df), 1)

"""How an outcome goes with several columns at once: design-based linear, logistic and ordered regression."""

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
from satmodel.estimation.labels import quoted
from satmodel.inference.judging.comparing import check_level, statistic
from satmodel.inference.regressing.fitting import Fit, evened, fit_linear, fit_logit, fit_ordered
from satmodel.inference.regressing.outcomes import Asked, chosen_of, ordered_of, points_of
from satmodel.inference.regressing.prepared import prepared
from satmodel.inference.regressing.small_clusters import cr2
from satmodel.result import Chart, Finding, Result, judge
from satmodel.step import Step
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]

CONSTANT = "constant"
FAMILIES = ("linear", "logit", "ordinal", "probit")
# Below this many degrees of freedom the t reference of a few-cluster error is itself only rough.
_FEW = 4.0
_EXACT = 1 - 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Regressed(Result):
    """A regression of one outcome on k terms.

    Attributes:
        names: (k,) the terms; for an ordered outcome its cut points last, such as ``"55|75"``.
        coefficient: (k,) points of the outcome (logits; units of the latent scale) for one unit of the term, the other
            terms held.
        cov: (k, k) their covariance. df: (k,) degrees of freedom of each standard error.
        fitted: R² of a linear regression, McFadden's pseudo-R² of the others.
        n: respondents with every column. lost: one row a column, how many have no value in it. lost_rows: the row
            numbers of those left out.
        apart: terms without a coefficient of their own, with the reason.
        step: how it was made.
    """

    names: tuple[str, ...]
    coefficient: Array
    cov: Array
    df: Array
    fitted: float
    n: int
    lost: pd.DataFrame
    lost_rows: tuple[int, ...]
    apart: pd.DataFrame
    step: Step

    @property
    def se(self) -> Array:
        """(k,) standard errors."""
        return np.sqrt(np.diag(self.cov))

    @property
    def table(self) -> pd.DataFrame:
        """One row a term: coefficient, coefficient_se, df, low, high, p."""
        reach = self._reach()
        columns = {
            "coefficient": self.coefficient,
            "coefficient_se": self.se,
            "df": self.df,
            "low": self.coefficient - reach,
            "high": self.coefficient + reach,
            # without a standard error, as in a census, a coefficient is exact: p is 0, or 1 where it is zero
            "p": np.minimum(2 * stats.t.sf(statistic(self.coefficient, self.se), self.df), 1.0),
        }
        return pd.DataFrame(columns, index=pd.Index(self.names, name="term"))

    @property
    def chart(self) -> Chart:
        """The coefficients of the terms with their intervals, without constant and cut points."""
        rows = self.table.loc[list(self._slopes())].reset_index()
        columns = {"label": "term", "value": "coefficient", "low": "low", "high": "high"}
        return Chart("intervals", rows, columns, {"level": self.step.settings["level"], "of": "coefficient"})

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        keys = ("outcome", "answers", "family", "covariance", "n", "lost", "level")
        found = [Finding("regress.fit", {key: noted[key] for key in keys} | {"fitted": self.fitted})]
        if noted["lost"]:
            most = self.lost["missing"].idxmax()
            parts = {"most_column": most, "most": int(self.lost.loc[most, "missing"]), "count": noted["lost"]}
            found.append(Finding("regress.lost", parts))
        reach = dict(zip(self.names, self._reach(), strict=True))
        for row in self.table.loc[list(self._slopes())].itertuples():
            values = {"term": row.Index, "outcome": noted["outcome"], "family": noted["family"]}
            values |= {key: getattr(row, key) for key in ("coefficient", "low", "high", "p")}
            values |= {"level": noted["level"], "verdict": judge(row.low, row.high)}
            values |= {"detectable": float(reach[row.Index]), "df": _plain(row.df)}
            values |= {"odds": float(np.exp(row.coefficient))} if noted["family"] in ("logit", "ordinal") else {}
            found.append(Finding("regress.term", values))
        found += [
            Finding("regress.apart", {"term": row.Index, "reason": row.reason}) for row in self.apart.itertuples()
        ]
        if noted["df_low"] < _FEW:
            found.append(Finding("regress.few", {"df": _plain(noted["df_low"])}))
        return (*found, Finding("regress.not_causal", {"outcome": noted["outcome"]}))

    def _slopes(self) -> tuple[str, ...]:
        return self.step.settings["terms"]

    def _reach(self) -> Array:
        return stats.t.ppf(0.5 + self.step.settings["level"] / 2, self.df) * self.se


def regress(
    source: Survey,
    *,
    outcome: Asked,
    on: Sequence[str],
    family: str = "linear",
    covariance: str = "design",
    baseline: Mapping[str, Any] | None = None,
    level: float = 0.95,
) -> Regressed:
    """Regress an outcome on several columns at once, with standard errors that follow the sampling design.

    Args:
        source: the respondents.
        outcome: a scored column or a column of numbers; for ``"logit"`` also ``{column: answers}``, the answers that
            count; for ``"ordinal"`` and ``"probit"`` also ``{column: answers}``, all answers from the lowest to the
            highest. Text is looked for among the cells, numbers among the points.
        on: the terms: scored items, columns of numbers, or columns of text (one term for each level but the first).
        family: ``"linear"``, ``"logit"`` (one of two), ``"ordinal"`` (levels, logistic) or ``"probit"`` (levels,
            normal).
        covariance: ``"design"``: Taylor linearisation with strata, clusters, weights and population sizes; ``"cr2"``:
            for few clusters, bias-reduced with degrees of freedom of each coefficient's own (linear only; strata and
            population sizes play no part in it).
        baseline: the level that the others of a column are compared with, by column; naming a column of codes here
            makes each code a level.
        level: confidence level of the intervals.

    Returns:
        The coefficients. Respondents without a value in some column are left out and counted by column. A term that is
        constant or a combination of those before it is listed in ``apart``.

    Assumptions:
        Association, not cause. Clusters are drawn independently within strata; a stratum with a single cluster counts
        with its squared distance from the mean of all. Those with every column stand for the others.

    Raises:
        DataProblems: text in a column of numbers.
        SettingError: a column, an answer or a setting that cannot be used.
        NotEstimable: the outcome does not vary or is computed from the terms; the terms tell the answers apart
            (separation); a level is found in one cluster only; or the clusters leave less than one degree of freedom.

    Formula:
        The root of Σ w s(y, x'b) = 0; Var(b) is the design's covariance of the totals of z = J⁻¹ w s, J the information
        (``taylor.design_covariance``); df = clusters - strata + 1 - coefficients, cut points counted as one.

    Source:
        Binder (1983), International Statistical Review 51, 279-292; Lumley and Scott (2017), Statistical Science 32,
        265-278; Pustejovsky and Tipton (2018), Journal of Business and Economic Statistics 36, 672-683.

    Examples:
        >>> import numpy as np, pandas as pd, satmodel as sat
        >>> points = np.random.default_rng(7).normal(80, 10, (200, 2))
        >>> frame = pd.DataFrame(points, columns=["roads", "schools"]).assign(town="A", all=points @ [0.3, 0.6] + 8)
        >>> frame["all"] += np.random.default_rng(8).normal(0, 5, 200)
        >>> survey = sat.read(frame, unit="town", items=["roads", "schools"], overall="all")
        >>> regress(survey, outcome="overall", on=["roads", "schools"]).table["coefficient"].round(1).to_dict()
        {'constant': 7.7, 'roads': 0.3, 'schools': 0.6}
    """
    check_level(level)
    _check_choices(family, covariance)
    ready = prepared(source, _OUTCOMES[family](source, outcome), on, baseline)
    explained, weight = ready.explained, ready.weight
    even = evened(ready.x, weight, cuts=len(explained.answers) - 1 if explained.ordered else 0)
    fit = _fit(family, ready.y, even.x, weight, ready.names)
    if family == "linear" and fit.fitted > _EXACT:
        raise NotEstimable(f"the terms give {explained.name!r} exactly; it is computed from them, nothing is left over")
    coefficient = even.back @ fit.coefficient
    if covariance == "cr2":
        full = np.column_stack([np.ones(len(ready.x)), even.x])
        rest = ready.y - full @ fit.coefficient
        cov, degrees = cr2(full, rest, weight, ready.sample.cluster[ready.complete], contrasts=even.back)
    else:
        cov, degrees = ready.covariance(fit.influence @ even.back.T), np.full(len(coefficient), ready.df)
    shown = _shown(family, ready.names, explained.answers)
    _check_degrees(shown, degrees)
    noted = {"family": family, "covariance": covariance, "level": level}
    ends = {"df_low": float(degrees.min()), "df_high": float(degrees.max())}
    step = Step("regress", {**ready.settings, **noted, **ends}, (source.step,))
    rows = tuple(source.frame.index[~ready.complete].tolist())
    n = ready.settings["n"]
    return Regressed(shown, coefficient, cov, degrees, fit.fitted, n, ready.lost, rows, ready.apart, step)


_OUTCOMES = {"linear": points_of, "logit": chosen_of, "ordinal": ordered_of, "probit": ordered_of}


def _check_choices(family: str, covariance: str) -> None:
    if family not in FAMILIES:
        raise SettingError(f"family must be one of {', '.join(FAMILIES)}; it is {family!r}")
    if covariance not in ("design", "cr2"):
        raise SettingError(f"covariance must be 'design' or 'cr2'; it is {covariance!r}")
    if covariance == "cr2" and family != "linear":
        raise SettingError("covariance='cr2' is offered for family='linear'; use covariance='design' here")


def _fit(family: str, y: Array, x: Array, weight: Array, names: tuple[str, ...]) -> Fit:
    if family in ("ordinal", "probit"):
        codes = y.astype(np.intp)
        cuts = tuple(CONSTANT for _ in range(codes.max()))
        return fit_ordered(codes, x, weight, (*names, *cuts), probit=family == "probit")
    full = np.column_stack([np.ones(len(x)), x])
    return fit_linear(y, full, weight) if family == "linear" else fit_logit(y, full, weight, (CONSTANT, *names))


def _shown(family: str, names: tuple[str, ...], answers: tuple[str, ...]) -> tuple[str, ...]:
    if family in ("linear", "logit"):
        return (CONSTANT, *names)
    return (*names, *(f"{low}|{high}" for low, high in pairwise(answers)))


def _plain(df: float) -> float:
    """Degrees of freedom as they are told: whole, or to one decimal."""
    return int(df) if float(df).is_integer() else round(float(df), 1)


def _check_degrees(names: tuple[str, ...], df: Array) -> None:
    few = [name for name, one in zip(names, df, strict=True) if not one >= 1]
    if few:
        raise NotEstimable(
            f"the clusters leave less than one degree of freedom for {quoted(few)}: use fewer terms, or terms that "
            "vary within clusters"
        )

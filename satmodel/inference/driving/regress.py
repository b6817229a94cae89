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
from satmodel.estimation.influence import Sampled, design_settings, sampled
from satmodel.estimation.labels import quoted
from satmodel.estimation.terms import Terms, centred, own_terms, terms_of
from satmodel.inference.driving.fitting import Fit, evened, fit_linear, fit_logit, fit_ordered
from satmodel.inference.driving.outcomes import Asked, Outcome, chosen_of, ordered_of, points_of
from satmodel.inference.driving.small_clusters import cr2
from satmodel.inference.judging.comparing import check_level
from satmodel.result import Chart, Finding, Result, judge
from satmodel.step import Step
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

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
            "p": 2 * stats.t.sf(np.abs(self.coefficient) / self.se, self.df),
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
        (``taylor.design_covariance``); df = clusters - strata + 1 - coefficients.

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
    explained, terms, complete = _columns(source, _OUTCOMES[family](source, outcome), on, baseline)
    sample = sampled(source.design)
    weight = source.design.weight[complete]
    own, apart = _own(terms, complete, weight)
    _check_spread(terms, complete, sample)
    names = tuple(name for name, keep in zip(terms.names, own, strict=True) if keep)
    y, x = explained.values[complete], terms.values[complete][:, own]
    df = _degrees(sample, complete, len(names) + 1)
    even = evened(x, weight, cuts=len(explained.answers) - 1 if explained.ordered else 0)
    fit = _fit(family, y, even.x, weight, names)
    if family == "linear" and fit.fitted > _EXACT:
        raise NotEstimable(f"the terms give {explained.name!r} exactly; it is computed from them, nothing is left over")
    coefficient = even.back @ fit.coefficient
    if covariance == "cr2":
        full = np.column_stack([np.ones(len(x)), even.x])
        rest = y - full @ fit.coefficient
        cov, degrees = cr2(full, rest, weight, sample.cluster[complete], contrasts=even.back)
    else:
        cov, degrees = _design(fit.influence @ even.back.T, sample, complete), np.full(len(coefficient), df)
    shown = _shown(family, names, explained.answers)
    _check_degrees(shown, degrees)
    noted = {"family": family, "covariance": covariance, "level": level, "on": tuple(on), "terms": names}
    settings = {
        **design_settings(source.design, sample),
        **noted,
        "outcome": explained.name,
        "answers": explained.answers,
        "baselines": terms.baselines,
        "n": int(complete.sum()),
        "lost": int((~complete).sum()),
        "df_low": float(degrees.min()),
        "df_high": float(degrees.max()),
    }
    missing = {explained.name: int(np.isnan(explained.values).sum()), **dict(terms.missing)}
    lost = pd.DataFrame({"missing": missing.values()}, index=pd.Index(list(missing), name="column"))
    step = Step("regress", settings, (source.step,))
    rows = tuple(source.frame.index[~complete].tolist())
    return Regressed(shown, coefficient, cov, degrees, fit.fitted, settings["n"], lost, rows, apart, step)


_OUTCOMES = {"linear": points_of, "logit": chosen_of, "ordinal": ordered_of, "probit": ordered_of}


def _columns(
    source: Survey, explained: Outcome, on: Sequence[str], baseline: Mapping[str, Any] | None
) -> tuple[Outcome, Terms, Flags]:
    """The outcome, the terms, and who has all of them; baselines are levels that somebody of these has."""
    terms = terms_of(source, on, baseline)
    if explained.name in terms.source:
        raise SettingError(f"the outcome {explained.name!r} is among the terms; leave it out of on=")
    complete = ~np.isnan(explained.values) & ~np.isnan(terms.values).any(axis=1)
    _check_varies(explained, complete)
    return explained, terms_of(source, on, baseline, complete), complete


def _check_choices(family: str, covariance: str) -> None:
    if family not in FAMILIES:
        raise SettingError(f"family must be one of {', '.join(FAMILIES)}; it is {family!r}")
    if covariance not in ("design", "cr2"):
        raise SettingError(f"covariance must be 'design' or 'cr2'; it is {covariance!r}")
    if covariance == "cr2" and family != "linear":
        raise SettingError("covariance='cr2' is offered for family='linear'; use covariance='design' here")


def _check_varies(explained: Outcome, complete: Flags) -> None:
    seen = np.unique(explained.values[complete])
    if len(seen) < 2:
        raise NotEstimable(f"{len(seen)} different answers to {explained.name!r} are left; there is nothing to explain")
    if explained.ordered and len(seen) < len(explained.answers):
        unseen = [answer for i, answer in enumerate(explained.answers) if i not in seen]
        raise NotEstimable(
            f"nobody with every column answered {quoted(unseen)} to {explained.name!r}; join these levels"
        )


def _own(terms: Terms, complete: Flags, weight: Array) -> tuple[Flags, pd.DataFrame]:
    """Which terms have a coefficient of their own, and the others with the reason."""
    values = terms.values[complete]
    own = own_terms(centred(values, weight), weight)
    rows = []
    for i in np.flatnonzero(~own):
        constant = not centred(values[:, [i]], weight).any()
        reason = "level_lost" if constant and terms.names[i] != terms.source[i] else "term_constant"
        rows.append((terms.names[i], reason if constant else "term_collinear"))
    if not own.any():
        raise NotEstimable(f"no term varies among those who have every column: {quoted(terms.names)}")
    return own, pd.DataFrame(rows, columns=["term", "reason"]).set_index("term")


def _check_spread(terms: Terms, complete: Flags, sample: Sampled) -> None:
    """Refuse a level that is found in one cluster only: its standard error would be far too small."""
    levels = {}
    for name, values in zip(terms.names, terms.values.T, strict=True):
        different, count = np.unique(values[complete], return_counts=True)
        levels[name] = complete & (values != different[np.argmax(count)])
    for column, first in terms.baselines:
        mine = [i for i, source in enumerate(terms.source) if source == column]
        levels |= {terms.names[i]: complete & (terms.values[:, i] == 1) for i in mine}
        levels[f"{column}={first}"] = complete & (terms.values[:, mine] == 0).all(axis=1)
    for name, rows in levels.items():
        if sample.counts(rows)[0] == 1:
            raise NotEstimable(
                f"{name!r} is found in a single cluster, which leaves its error unknown: join it with another "
                "level, or leave the column out"
            )


def _degrees(sample: Sampled, complete: Flags, coefficients: int) -> float:
    clusters, strata = sample.counts(complete)
    df = clusters - strata + 1 - coefficients
    if df < 1:
        raise NotEstimable(
            f"{clusters} clusters in {strata} strata leave {df} degrees of freedom for {coefficients} coefficients; "
            f"use at most {max(clusters - strata - 1, 0)} terms"
        )
    return float(df)


def _fit(family: str, y: Array, x: Array, weight: Array, names: tuple[str, ...]) -> Fit:
    if family in ("ordinal", "probit"):
        codes = y.astype(np.intp)
        cuts = tuple(CONSTANT for _ in range(codes.max()))
        return fit_ordered(codes, x, weight, (*names, *cuts), probit=family == "probit")
    full = np.column_stack([np.ones(len(x)), x])
    return fit_linear(y, full, weight) if family == "linear" else fit_logit(y, full, weight, (CONSTANT, *names))


def _design(influence: Array, sample: Sampled, complete: Flags) -> Array:
    whole = np.zeros((len(complete), influence.shape[1]))
    whole[complete] = influence
    return sample.covariance(whole)


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

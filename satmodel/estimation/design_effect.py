"""What the sampling design costs: design effects, effective sample sizes, degrees of freedom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from satmodel.errors import SettingError
from satmodel.estimation.labels import name_of, plain_index
from satmodel.estimation.linearised import Domains, adding, counted, domains_of, sums_of
from satmodel.estimation.means import means
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.moments import Moments
from satmodel.survey.respondents import Survey


@dataclass(frozen=True, slots=True, eq=False)
class DesignEffects(Result):
    """The design effect of every mean.

    Attributes:
        rows: as ``table`` gives them.
        apart: the means whose standard error cannot be estimated, with the reason.
        step: how they were made.
    """

    rows: pd.DataFrame
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a mean: estimate, se, deff, n, n_effective, weight_effect, df, clusters, strata."""
        return self.rows

    @property
    def findings(self) -> tuple[Finding, ...]:
        rows = self.rows
        low, high = int(np.argmin(rows["deff"])), int(np.argmax(rows["deff"]))
        spread = {
            "count": len(rows),
            "lowest": name_of(_label(rows.index[low])),
            "deff_low": float(rows["deff"].iloc[low]),
            "highest": name_of(_label(rows.index[high])),
            "deff_high": float(rows["deff"].iloc[high]),
            "n_effective": float(rows["n_effective"].iloc[high]),
            "n": int(rows["n"].iloc[high]),
            "replace": self.step.settings["replace"],
        }
        few = int(np.argmin(rows["df"]))
        degrees = {
            "fewest": name_of(_label(rows.index[few])),
            "df_low": float(rows["df"].iloc[few]),
            "df_high": float(rows["df"].max()),
            "clusters": int(rows["clusters"].iloc[few]),
            "strata": int(rows["strata"].iloc[few]),
            "clustered": bool(self.step.settings["clustered"]),
        }
        found = [Finding("design_effect.range", spread), Finding("design_effect.df", degrees)]
        if self.step.settings["weighted"]:
            found.append(Finding("design_effect.weights", {"largest": float(rows["weight_effect"].max())}))
        found += [
            Finding("design_effect.apart", {"name": name_of(row[:-3]), "reason": row[-1]})
            for row in self.apart.itertuples(index=False, name=None)
        ]
        return tuple(found)


def design_effect(
    source: Survey | Moments,
    *,
    by: str | None = "unit",
    columns: Sequence[str] | None = None,
    replace: bool = True,
    lonely: str = "adjust",
) -> DesignEffects:
    """Say how much the design widens the error of every mean, against a simple random sample of as many respondents.

    Args:
        source: the respondents, or their sums (``sat.moments``).
        by: ``"unit"`` for every unit, None for the whole sample.
        columns: columns of ``survey.scores`` or of the moments; the items by default.
        replace: against a sample drawn with replacement, which any weights allow; False for one without, for which the
            weights must be numbers of people.
        lonely: what a stratum with a single cluster adds; as in :func:`means`.

    Returns:
        For every mean its estimate, se, design effect, n, effective n (n / deff), Kish's effect of unequal weights,
        degrees of freedom, and the clusters and strata in which the unit has answers.

    Assumptions:
        Those of :func:`means`. A design effect from few clusters is itself uncertain.

    Raises:
        SettingError: a setting that is not known, a column that is not there, or weights that add up to no more than
            the respondents where ``replace`` is False.
        NotEstimable: no standard error can be estimated at all.

    Formula:
        deff = V / (S²/n), S² = n/(n-1) Σ w (y - ȳ)² / Σ w; without replacement V / (S² (W - n) / (W n)), W = Σ w.
        Weight effect n Σ w² / (Σ w)².

    Source:
        Kish (1965), Survey Sampling, Wiley; Kish (1992), Journal of Official Statistics 8, 183-200; Lumley (2010),
        Complex Surveys, Wiley.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": "A", "village": [1, 1, 2, 2, 3, 3], "q1": [100, 100, 75, 75, 55, 100]})
        >>> found = sat.design_effect(sat.read(frame, unit="town", items=["q1"], cluster="village"))
        >>> found.table[["deff", "n", "df"]].round(2).to_numpy().tolist()
        [[1.07, 6.0, 2.0]]
    """
    sums = sums_of(source, columns)
    est = means(sums, by=by, lonely=lonely)
    domains = domains_of(sums, by)
    n, weight = domains.n, domains.weight
    if not replace and np.any((weight <= n) & (n > 0)):
        raise SettingError(
            "the weights add up to no more than the respondents, so they are no numbers of people; use replace=True"
        )
    with np.errstate(divide="ignore", invalid="ignore"):  # where nobody answered; such means are apart
        simple = _spread(sums, domains) / n
        simple = simple if replace else simple * (weight - n) / weight
        kish = n * _squared_weights(sums, domains) / weight**2
    strata = [counted(sums, domains, q) for q in range(len(sums.columns))]
    names = [domains.names, sums.columns] if by else [sums.columns]
    whole = pd.MultiIndex.from_product(names, names=["unit", "item"] if by else ["item"])
    at = whole.get_indexer(est.labels)
    table = est.table
    deff = est.se**2 / simple.ravel()[at]
    rows = {
        "estimate": est.value,
        "se": est.se,
        "deff": deff,
        "n": est.n.astype(int),
        "n_effective": est.n / deff,
        "weight_effect": kish.ravel()[at],
        "df": table["df"].to_numpy(),
        "clusters": np.column_stack([clusters for clusters, _ in strata]).ravel()[at].astype(int),
        "strata": np.column_stack([layers for _, layers in strata]).ravel()[at].astype(int),
    }
    step = Step("design_effect", {**est.step.settings, "replace": replace}, est.step.sources)
    return DesignEffects(pd.DataFrame(rows, index=plain_index(est.labels)), est.apart, step)


def _spread(sums: Moments, domains: Domains) -> np.ndarray:
    """(d, p) the variance of the answers among the population."""
    squares = adding(domains.codes, len(domains)) @ np.einsum("cqq->cq", sums.swyy)
    variance = (squares - domains.total**2 / domains.weight) / domains.weight
    return variance * domains.n / (domains.n - 1)


def _squared_weights(sums: Moments, domains: Domains) -> np.ndarray:
    found: np.ndarray = adding(domains.codes, len(domains)) @ sums.sww
    return found


def _label(label: object) -> tuple[object, ...]:
    return label if isinstance(label, tuple) else (label,)

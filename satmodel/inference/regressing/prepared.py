"""What every regression of this room starts from: the respondents with every column, their terms, and the design."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.influence import Sampled, design_settings, sampled
from satmodel.estimation.labels import quoted
from satmodel.estimation.terms import Terms, centred, own_terms, terms_of
from satmodel.inference.regressing.outcomes import Outcome
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A regression before it is solved.

    Attributes:
        explained: the outcome. terms: all terms. complete: (r,) who has every column.
        names: (k,) the terms with a coefficient of their own. apart: the others, with the reason.
        y: the outcome of the complete respondents. x: (., k) their terms. weight: their weights.
        sample: the clusters and strata. df: clusters - strata + 1 - coefficients.
        settings: what the step notes of all this.
    """

    explained: Outcome
    terms: Terms
    complete: Flags
    names: tuple[str, ...]
    apart: pd.DataFrame
    y: Array
    x: Array
    weight: Array
    sample: Sampled
    df: float
    settings: dict[str, Any]

    @property
    def lost(self) -> pd.DataFrame:
        """One row a column, how many have no value in it."""
        missing = {self.explained.name: int(np.isnan(self.explained.values).sum()), **dict(self.terms.missing)}
        return pd.DataFrame({"missing": missing.values()}, index=pd.Index(list(missing), name="column"))

    def covariance(self, influence: Array) -> Array:
        """The design's (m, m) covariance of m estimates from the complete respondents' influences on them."""
        whole = np.zeros((len(self.complete), influence.shape[1]))
        whole[self.complete] = influence
        return self.sample.covariance(whole)


def prepared(source: Survey, explained: Outcome, on: Sequence[str], baseline: Mapping[str, Any] | None) -> Prepared:
    """The respondents with every column, their terms and the design.

    Raises:
        DataProblems: text in a column of numbers.
        SettingError: the outcome is among the terms, or a column cannot be used.
        NotEstimable: the outcome does not vary, a level is found in one cluster only, or there are too few clusters.
    """
    explained, terms, complete = _columns(source, explained, on, baseline)
    sample = sampled(source.design)
    weight = source.design.weight[complete]
    own, apart = _own(terms, complete, weight)
    _check_spread(terms, complete, sample)
    names = tuple(name for name, keep in zip(terms.names, own, strict=True) if keep)
    y, x = explained.values[complete], terms.values[complete][:, own]
    df = _degrees(sample, complete, len(names) + 1)
    settings = {
        **design_settings(source.design, sample),
        "on": tuple(on),
        "terms": names,
        "outcome": explained.name,
        "answers": explained.answers,
        "baselines": terms.baselines,
        "n": int(complete.sum()),
        "lost": int((~complete).sum()),
    }
    return Prepared(explained, terms, complete, names, apart, y, x, weight, sample, df, settings)


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

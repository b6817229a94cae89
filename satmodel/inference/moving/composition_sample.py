"""Two rounds of respondents: their groups, and what a sample of them tells of an influence."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.calibrated import residual_rows
from satmodel.estimation.influence import Sampled, sampled
from satmodel.estimation.labels import quoted
from satmodel.estimation.terms import column_of
from satmodel.survey.design import Design
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.text import labels

Array = NDArray[np.float64]
Codes = NDArray[np.intp]
Flags = NDArray[np.bool_]

MOST = 60  # groups beyond which a column is rather a number than a way of grouping
UNIT = "unit"


def groups_by(before: Survey, after: Survey, by: Sequence[str]) -> tuple[list[Hashable], Codes, Codes]:
    """The groups of both rounds by one or more columns, and each respondent's group.

    Returns:
        (the g groups' names, sorted; (r,) codes of the earlier round; (r,) codes of the later one). Who left a column
        blank is in a group with an empty name.

    Raises:
        SettingError: no column, a column that is not there, or more than 60 groups.
    """
    if not by or len(set(by)) < len(by):
        raise SettingError("by must name one column or more, each once, such as by=['age', 'gender']")
    found = [[_labels(survey, name) for name in by] for survey in (before, after)]
    keys = [list(zip(*columns, strict=True)) for columns in found]
    known = sorted(set(keys[0]) | set(keys[1]))
    if len(known) > MOST:
        raise SettingError(
            f"{quoted(by)} make {len(known)} groups, too many to compare. Put numbers such as an age into classes "
            "first, or name fewer columns"
        )
    if len(known) < 2:
        raise SettingError(f"{quoted(by)} put everyone into one group, so there is no composition to change")
    place = {key: i for i, key in enumerate(known)}
    names: list[Hashable] = [key[0] if len(by) == 1 else key for key in known]
    codes = [np.array([place[key] for key in side], dtype=np.intp) for side in keys]
    return names, codes[0], codes[1]


def _labels(survey: Survey, name: str) -> list[str]:
    if name == UNIT:
        return [str(unit) for unit in survey.design.unit]
    return [str(one) for one in labels(column_of(survey, name).to_numpy(dtype=object))]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """The samples of two rounds.

    Attributes:
        first, second: the clusters and strata of each round.
        joint: those of both rounds together where clusters are shared, else None.
        designs: the designs of both.
    """

    first: Sampled
    second: Sampled
    joint: Sampled | None
    designs: tuple[Design, Design]

    def covariance(self, first: Array, second: Array) -> tuple[Array, Array]:
        """The (m, m) covariance of m estimates from the influences of both rounds, and both rounds' variances."""
        apart = self.first.covariance(first), self.second.covariance(second)
        variance = np.array([np.diag(apart[0]), np.diag(apart[1])])
        if self.joint is None:
            return apart[0] + apart[1], variance
        parts = [
            one if design.calibration is None else residual_rows(one, design)
            for one, design in zip((first, second), self.designs, strict=True)
        ]
        return self.joint.covariance(np.vstack(parts)), variance

    def degrees(self, rows: tuple[Flags, Flags], variance: Array) -> Array:
        """(m,) degrees of freedom: Welch's for independent rounds, clusters less strata of both for shared clusters."""
        if self.joint is not None:
            clusters, strata = self.joint.counts(np.concatenate(rows))
            return np.full(variance.shape[1], float(clusters - strata))
        own = [
            float(max(clusters - strata, 1))
            for clusters, strata in (
                one.counts(flags) for one, flags in zip((self.first, self.second), rows, strict=True)
            )
        ]
        below = variance[0] ** 2 / own[0] + variance[1] ** 2 / own[1]
        above = (variance[0] + variance[1]) ** 2
        found = np.divide(above, below, out=np.full(len(above), min(own)), where=below > 0)
        return np.asarray(np.maximum(found, min(own)))

    def told(self, rows: tuple[Flags, Flags], codes: tuple[Codes, Codes], count: int) -> Flags:
        """(g,) which groups have respondents of two clusters or more in both rounds."""
        enough = np.ones(count, dtype=bool)
        for sample, flags, code in zip((self.first, self.second), rows, codes, strict=True):
            pairs = np.unique(np.column_stack([code[flags], sample.cluster[flags]]), axis=0)
            enough &= np.bincount(pairs[:, 0], minlength=count) >= 2
        return enough


def pair_of(before: Design, after: Design, overlap: str) -> Pair:
    """The samples of two rounds, independent or with shared clusters (matched by the names of strata and clusters)."""
    first, second = sampled(before), sampled(after)
    if overlap == "none":
        return Pair(first, second, None, (before, after))
    if overlap != "clusters":
        raise SettingError(f"overlap must be 'none' or 'clusters'; it is {overlap!r}")
    if before.cluster is None or after.cluster is None:
        raise SettingError("overlap='clusters' needs the clusters of both rounds: read them with cluster=")
    if (before.stratum is None) != (after.stratum is None) or before.stages == 2 or after.stages == 2:
        raise SettingError("overlap='clusters' needs two rounds of one stage, both with strata or both without")
    both = Design(
        pd.concat([before.unit, after.unit], ignore_index=True),
        np.concatenate([before.weight, after.weight]),
        None if before.stratum is None else pd.concat([before.stratum, after.stratum], ignore_index=True),
        pd.concat([before.cluster, after.cluster], ignore_index=True),
        None,
        True,
    )
    return Pair(first, second, sampled(both), (before, after))

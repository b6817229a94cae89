"""The design-based covariance of estimates that are known by each respondent's influence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from satmodel.estimation.calibrated import residual_rows
from satmodel.estimation.taylor import stage_covariance, stage_of
from satmodel.survey.design import Design

Array = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """The clusters and strata of a sample as codes.

    Attributes:
        cluster: (r,) code of each respondent's cluster, counted over the whole sample; without clusters each respondent
            is one.
        stratum: (j,) code of each cluster's stratum.
        population: (h,) clusters in the population of each stratum; None where the sample is a small part of it.
        second: (r,) code of each respondent's second-stage cluster, counted over the whole sample; None in designs of
            one stage.
        second_population: (j,) second-stage clusters in the population of each first-stage cluster, or None.
        design: the design itself, where its weights were fitted to margins; else None.
    """

    cluster: Codes
    stratum: Codes
    population: Array | None
    second: Codes | None = None
    second_population: Array | None = None
    design: Design | None = None

    def covariance(self, influence: Array) -> Array:
        """The (m, m) covariance of m estimates from the (r, m) influences of the respondents on them.

        Where the weights were fitted to margins, the influences are taken without what the margins explain of them.
        """
        influence = influence if self.design is None else residual_rows(influence, self.design)
        first = stage_of(_added(self.cluster, influence), self.stratum, population=self.population)
        cov = stage_covariance(first)
        if self.second is not None and self.population is not None:
            group = np.zeros(self.second.max() + 1, dtype=np.intp)
            group[self.second] = self.cluster
            share = (np.bincount(self.stratum) / self.population)[self.stratum]
            totals = _added(self.second, influence)
            stage = stage_of(totals, group, population=self.second_population, share=share)
            cov = cov + stage_covariance(stage, within="first-stage clusters")
        return cov

    def counts(self, rows: NDArray[np.bool_]) -> tuple[int, int]:
        """How many clusters and strata some of the respondents, given by (r,) flags, come from."""
        clusters = np.unique(self.cluster[rows])
        return len(clusters), len(np.unique(self.stratum[clusters]))


def _added(codes: Codes, influence: Array) -> sparse.csr_matrix:
    shape = (int(codes.max()) + 1, len(codes))
    return sparse.csr_matrix(
        sparse.csr_matrix((np.ones(shape[1]), (codes, np.arange(shape[1]))), shape=shape) @ influence
    )


def sampled(design: Design) -> Sampled:
    """The clusters and strata of a design as codes."""
    rows = len(design)
    stratum = np.zeros(rows, dtype=np.intp) if design.stratum is None else pd.factorize(design.stratum)[0]
    if design.cluster is None:
        cluster = np.arange(rows)
    else:
        cluster = pd.factorize(pd.MultiIndex.from_arrays([stratum, design.cluster]))[0]
    of_cluster = np.zeros(cluster.max() + 1, dtype=np.intp)
    of_cluster[cluster] = stratum
    population = design.population
    if population is not None:
        population = pd.Series(population).groupby(stratum).first().to_numpy(dtype=float)
    fitted = design if design.calibration is not None else None
    if design.stages == 1:
        return Sampled(cluster, of_cluster, population, design=fitted)
    inner = (
        np.arange(rows)
        if design.second is None
        else pd.factorize(pd.MultiIndex.from_arrays([cluster, design.second]))[0]
    )
    sizes = design.second_population
    if sizes is not None:
        sizes = pd.Series(sizes).groupby(cluster).first().to_numpy(dtype=float)
    return Sampled(cluster, of_cluster, population, inner, sizes, fitted)


def design_settings(design: Design, sample: Sampled) -> dict[str, Any]:
    """What a step notes of the design, under the names that the sentences on standard errors use."""
    sizes = np.bincount(sample.stratum)
    return {
        "clusters": len(sample.stratum),
        "strata": len(sizes),
        "clustered": design.cluster is not None,
        "stratified": design.stratum is not None,
        "weighted": design.weighted,
        "finite": design.population is not None,
        "lonely_strata": int((sizes == 1).sum()),
    }

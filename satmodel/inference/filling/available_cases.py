"""Available cases of a driver analysis: each pair of columns from the respondents who answered both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import NotEstimable
from satmodel.inference.filling.gaps_of_answers import Gapped, noted_of, refuse_nothing
from satmodel.inference.filling.pairwise import PairTotals, mended, pair_totals, smallest
from satmodel.inference.sampling.regression import r_squared
from satmodel.inference.sampling.sample import COMPUTED
from satmodel.step import Step
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]

# Pairs that are answered in some clusters only need this many, so that every replicate holds some of them.
_CLUSTERS_OF_A_PAIR = 20


@dataclass(frozen=True, slots=True, eq=False)
class PairwiseSample:
    """Available cases: each pair of columns from those who answered both. Read like :class:`DriverSample`.

    Attributes:
        items: the p items' names. outcome: the outcome's column. controls: names of the c control terms.
        pairs: totals of every pair of columns by cluster; columns are the controls, then the items, then the outcome.
        settings: what the step notes of the sample; beside that of complete cases the smallest and the largest number
            of respondents of a pair, and whether the covariance had to be mended.
        sources: the steps it was made from.
    """

    items: tuple[str, ...]
    outcome: str
    controls: tuple[str, ...]
    pairs: PairTotals
    settings: dict[str, Any]
    sources: tuple[Step, ...]

    @property
    def cov(self) -> Array:
        """(c+p+1, c+p+1) the covariance of controls, items and outcome, mended where no data could give it."""
        return mended(self.pairs.cov[None])[0][0]

    def replicated(self, replicates: int, seed: int) -> Array:
        """(replicates, c+p+1, c+p+1) the same of each Rao-Wu bootstrap replicate of the clusters."""
        return mended(self.pairs.replicated(replicates, seed))[0]

    def mended_replicates(self, replicates: int, seed: int) -> int:
        """How many of these replicates had to be mended."""
        return int(mended(self.pairs.replicated(replicates, seed))[1].sum())


def available(survey: Survey, columns: Gapped) -> PairwiseSample:
    """The available cases of a driver analysis.

    Raises:
        NotEstimable: too few clusters, in all or for a pair; nothing to explain; pairs that contradict each other so
            that the mended covariance explains the outcome wholly.
    """
    points = columns.frame.to_numpy(dtype=float)
    settings, codes, stages = noted_of(survey, columns, (~np.isnan(points)).sum(axis=1) >= 2)
    weight = np.asarray(survey.design.weight, dtype=float)
    pairs = pair_totals(points, weight, cluster=codes["cluster"], stratum=codes["stratum"], population=stages[1])
    _refuse_few(pairs, list(columns.frame.columns), settings["clusters"])
    near, changed = mended(pairs.cov[None])
    refuse_nothing(near[0], columns.outcome)
    explained = r_squared(near[0])
    if changed[0] and explained > COMPUTED:
        raise NotEstimable(
            f"the pairs of columns contradict each other: mended, the items would explain {explained:.3f} of the "
            "variance. Use missing='imputed', or leave out items with few answers (items=)"
        )
    own = np.triu_indices(len(pairs.n), 1)
    noted = {
        "missing": "pairwise",
        "pair_least": int(pairs.n[own].min()),
        "pair_most": int(pairs.n[own].max()),
        "smallest_eigenvalue": smallest(pairs.cov),
        "mended": bool(changed[0]),
    }
    return PairwiseSample(columns.items, columns.outcome, columns.terms, pairs, settings | noted, (survey.step,))


def _refuse_few(pairs: PairTotals, names: list[str], clusters: int) -> None:
    """Refuse pairs that were answered together in so few clusters that a replicate could hold none of them."""
    needed = min(max(len(names) + 1, _CLUSTERS_OF_A_PAIR), clusters)
    few = np.argwhere(np.triu(pairs.clusters < needed))
    if len(few):
        one, other = few[0]
        raise NotEstimable(
            f"{names[one]!r} and {names[other]!r} were answered together in {pairs.clusters[one, other]} clusters "
            f"only; each pair needs {needed}: leave out items with few answers (items=)"
        )

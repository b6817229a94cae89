"""How the respondents were chosen: unit, weight, stratum, clusters of one or two stages, populations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.survey.weights.calibration import Calibration

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """The sampling design, one entry a respondent.

    Attributes:
        unit: (r,) the unit each respondent speaks of; none missing.
        weight: (r,) weights, more than zero; ones where there is no weight column.
        stratum: (r,) the stratum, or None for a sample without strata.
        cluster: (r,) the first-stage cluster within its stratum, or None where respondents were drawn one by one.
        population: (r,) the number of clusters (of respondents, without clusters) in the respondent's stratum,
            or None where the sample is a small part of it.
        weighted: whether there are weights, out of a column or fitted to margins.
        second: (r,) the second-stage cluster (a household, a class) within its first-stage cluster, or None.
        second_population: (r,) the number of second-stage clusters (of respondents, without ``second``) in the
            respondent's first-stage cluster, or None where a small part of them is in the sample.
        calibration: how the weights were fitted to margins or trimmed, or None where they are those of the file.
    """

    unit: pd.Series
    weight: Array
    stratum: pd.Series | None
    cluster: pd.Series | None
    population: Array | None
    weighted: bool
    second: pd.Series | None = None
    second_population: Array | None = None
    calibration: Calibration | None = None

    @property
    def stages(self) -> int:
        """Stages that take part in the variance: 2 where both stages are drawn from finite populations, else 1."""
        two = self.second is not None or self.second_population is not None
        return 2 if two and self.cluster is not None and self.population is not None else 1

    def __len__(self) -> int:
        return len(self.unit)

"""How the respondents were chosen: unit, weight, stratum, cluster, population."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.survey.calibration import Calibration

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
        calibration: how the weights were fitted to margins or trimmed, or None where they are those of the file.
    """

    unit: pd.Series
    weight: Array
    stratum: pd.Series | None
    cluster: pd.Series | None
    population: Array | None
    weighted: bool
    calibration: Calibration | None = None

    def __len__(self) -> int:
        return len(self.unit)

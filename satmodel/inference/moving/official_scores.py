"""The official scores that an own survey foretells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.estimation.labels import name_of, plain_index
from satmodel.inference.moving.official_forecast import Calibration
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class OfficialForecast(Result):
    """What the official survey would be expected to publish where only the own survey asked.

    Attributes:
        own: (m,) own scores, in points. value: (m,) the official scores foretold. se: (m,) the standard errors of
            what would be published less the forecast. low, high: (m,) the prediction intervals.
        outside: (m,) whether the own score lies outside those from which the calibration was learnt.
        labels: of the m points.
        calibration: how own scores become official ones.
        step: how they were made.
    """

    own: Array
    value: Array
    se: Array
    low: Array
    high: Array
    outside: NDArray[np.bool_]
    labels: pd.MultiIndex
    calibration: Calibration
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a point: own, forecast, se, low, high, outside."""
        columns = {"own": self.own, "forecast": self.value, "se": self.se, "low": self.low, "high": self.high}
        return pd.DataFrame(columns | {"outside": self.outside}, index=plain_index(self.labels))

    @property
    def chart(self) -> Chart:
        data = self.table.reset_index(drop=True)
        data["label"] = [name_of(label) for label in self.labels]
        columns = {"label": "label", "value": "forecast", "low": "low", "high": "high"}
        return Chart("intervals", data, columns, {"level": self.step.settings["level"]})

    @property
    def findings(self) -> tuple[Finding, ...]:
        level = self.step.settings["level"]
        ones = [
            Finding(
                "official_forecast.one",
                {
                    "name": name_of(self.labels[i]),
                    "own": float(self.own[i]),
                    "forecast": float(self.value[i]),
                    "low": float(self.low[i]),
                    "high": float(self.high[i]),
                    "level": level,
                    "outside": bool(self.outside[i]),
                },
            )
            for i in range(len(self.own))
        ]
        return tuple(ones)

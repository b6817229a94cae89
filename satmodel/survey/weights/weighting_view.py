"""What the weighting of a survey did: margins before and after, the range of the weights, what they cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.respondents import Survey
from satmodel.survey.weights.calibration import kish

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Weighting(Result):
    """A survey's weights beside the population.

    Attributes:
        margins: one row a group: unit (where units were fitted one by one), variable, category, ``n`` respondents,
            ``population`` people, and the share of its variable's sum under the base weights (``base_share``), in the
            population (``population_share``) and under the weights (``weighted_share``).
        weight: (r,) the weights.
        trimmed: respondents whose weight was moved to one of the bounds.
        low, high: the bounds; 0 and ``inf`` where there are none.
        scheme: the id of the way of weighting; two rounds weighted alike have the same.
        step: how the weights were made.
    """

    margins: pd.DataFrame
    weight: Array
    trimmed: int
    low: float
    high: float
    scheme: str
    step: Step

    @property
    def design_effect(self) -> float:
        """Kish's design effect of unequal weights: how many times as large they make the variance of a mean, about."""
        return kish(self.weight)

    @property
    def effective_n(self) -> float:
        """Respondents divided by the design effect of the weights."""
        return len(self.weight) / self.design_effect

    @property
    def table(self) -> pd.DataFrame:
        """The margins, indexed by unit (where there are several), variable and category."""
        levels = [name for name in ("unit", "variable", "category") if name in self.margins]
        return self.margins.set_index(levels)

    @property
    def findings(self) -> tuple[Finding, ...]:
        values = {
            "respondents": len(self.weight),
            "smallest": float(self.weight.min()),
            "largest": float(self.weight.max()),
            "times": float(self.weight.max() / self.weight.min()),
            "deff": self.design_effect,
            "effective_n": self.effective_n,
        }
        found = [Finding("weighting.range", values)]
        if len(self.margins):
            moved = (self.margins["weighted_share"] - self.margins["base_share"]).abs()
            most = self.margins.loc[moved.idxmax()]
            shift = {name: most[name] for name in ("variable", "category", "base_share", "weighted_share")}
            found.append(Finding("weighting.shift", {**shift, "unit": most.get("unit")}))
        if self.low > 0 or np.isfinite(self.high):
            ends = {"low": self.low or None, "high": self.high if np.isfinite(self.high) else None}
            found.append(Finding("weighting.trimmed", {"trimmed": self.trimmed, **ends}))
        return tuple(found)


def weighting(survey: Survey) -> Weighting:
    """Show what the weighting of a survey did.

    Args:
        survey: a survey from ``rake``, ``post_stratify`` or ``trim``.

    Returns:
        Margins before and after, the range of the weights, Kish's design effect and how many weights were trimmed.

    Raises:
        SettingError: the survey's weights are those of its file.

    Formula:
        Kish's design effect n Σw² / (Σw)²; the effective n is n divided by it.

    Source:
        Kish (1992), Journal of Official Statistics 8, 183-200.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": ["A"] * 3, "sex": list("mff"), "q": [100, 75, 55]})
        >>> survey = sat.read(frame, unit="town", items=["q"])
        >>> people = sat.margins({"sex": {"m": 50, "f": 50}})
        >>> shown = sat.weighting(sat.post_stratify(survey, people, by={"sex": "sex"}))
        >>> shown.table[["base_share", "weighted_share"]].round(3).to_numpy().tolist(), round(shown.design_effect, 3)
        ([[0.333, 0.5], [0.667, 0.5]], 1.125)
    """
    known = survey.design.calibration
    if known is None:
        raise SettingError(
            "the weights are those of the file; weight the survey with rake, post_stratify or trim first"
        )
    weight = survey.design.weight
    parts = []
    for variable, group, target, labels in zip(known.variables, known.groups, known.targets, known.labels, strict=True):
        units, categories = zip(*labels, strict=True)
        frame = pd.DataFrame({"unit": units, "variable": variable, "category": categories})
        frame["n"] = np.bincount(group, minlength=len(target))
        frame["population"] = target
        sums = (np.bincount(group, known.base, len(target)), target, np.bincount(group, weight, len(target)))
        for name, people in zip(("base_share", "population_share", "weighted_share"), sums, strict=True):
            whole = pd.Series(people).groupby(frame["unit"].fillna("")).transform("sum").to_numpy()
            frame[name] = np.divide(people, whole, out=np.zeros(len(people)), where=whole > 0)
        parts.append(frame)
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if len(table) and table["unit"].isna().all():
        table = table.drop(columns="unit")
    scheme = str(survey.step.settings["scheme"])
    step = Step("weighting", {"scheme": scheme}, (survey.step,))
    return Weighting(table, weight, known.trimmed, known.low, known.high, scheme, step)

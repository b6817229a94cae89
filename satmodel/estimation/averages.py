"""The micro and the macro average of units side by side, each under its name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of
from satmodel.result import Finding, Result
from satmodel.step import Step


@dataclass(frozen=True, slots=True, eq=False)
class Averages(Result):
    """Micro and macro averages of the same units.

    Attributes:
        micro: the averages over all respondents, each by weight.
        macro: the averages over the units, each the same.
        step: how they were made.
    """

    micro: Estimates
    macro: Estimates
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a quantity: micro and macro average with the ends of their intervals, and macro minus micro."""
        micro = self.micro.table[["estimate", "low", "high"]].add_prefix("micro_")
        macro = self.macro.table[["estimate", "low", "high"]].add_prefix("macro_")
        both = micro.join(macro, how="outer").reindex(micro.index.union(macro.index, sort=False))
        both = both.rename(columns={"micro_estimate": "micro", "macro_estimate": "macro"})
        return both.assign(gap=both["macro"] - both["micro"])

    @property
    def findings(self) -> tuple[Finding, ...]:
        table = self.table.dropna()
        found = []
        if len(table):
            row = table.loc[table["gap"].abs().idxmax()]
            values = {
                "count": len(table),
                "name": name_of(row.name) if isinstance(row.name, tuple) else row.name,
                "micro": float(row["micro"]),
                "macro": float(row["macro"]),
                "measure": self.step.measure,
            }
            found.append(Finding("averages.gap", values))
        for part in (self.micro, self.macro):
            found += [
                Finding("estimates.apart", {"name": name_of(row[:-3]), "reason": row[-1]})
                for row in part.apart.itertuples(index=False, name=None)
            ]
        return tuple(found)


def averages(units: Estimates, whole: Estimates) -> Averages:
    """Set the average over respondents beside the average over units, so that neither is taken for the other.

    Args:
        units: estimates of every unit, such as ``sat.means(survey)`` or ``sat.rates(survey)``.
        whole: estimates of the same quantities for the whole sample (``by=None``).

    Returns:
        Both averages. The micro average counts every respondent by weight, so units with more respondents (or more
        weight) count more; the macro average counts every unit the same.

    Raises:
        SettingError: the two do not hold the same quantities, or the units' level is not called ``unit``.
        NotEstimable: no macro average can be estimated, because a unit is missing from each.

    Formula:
        micro = Σ_i w_i y_i / Σ_i w_i over all respondents; macro = Σ_u ȳ_u / K over the K units.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AABBBBBB"), "q1": [100, 80, 60, 50, 60, 50, 60, 50]})
        >>> survey = sat.read(frame, unit="town", items=["q1"])
        >>> sat.averages(sat.means(survey), sat.means(survey, by=None)).table[["micro", "macro"]].values.tolist()
        [[63.75, 72.5]]
    """
    if "unit" not in units.labels.names:
        raise SettingError(f"the units' level must be called 'unit'; the levels are {list(units.labels.names)}")
    rest = [name for name in units.labels.names if name != "unit"] or ["unit"]
    if list(whole.labels.names) != rest and len(whole) > 1:
        raise SettingError(f"the whole must have the levels {rest}; it has {list(whole.labels.names)}")
    if units.step.measure != whole.step.measure:
        raise SettingError("one of the two is in points and the other in shares")
    macro = units.average("unit")
    if not len(macro):
        raise NotEstimable(
            "no macro average can be estimated: each lacks a unit; see the apart of the units' estimates"
        )
    step = Step("averages", {"units": len(np.unique(units.labels.get_level_values("unit")))}, (whole.step, macro.step))
    return Averages(whole, macro, step)

"""Interviews that repeat another one: by number, by telephone, by all answers and features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from satmodel.errors import SettingError
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.quality.fieldwork import Fieldwork, answers_of, demographic_columns
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.text import labels

_ROLES = {"same_number": "number", "same_phone": "phone"}


@dataclass(frozen=True, slots=True, eq=False)
class Duplicates(Result):
    """Interviews that repeat an earlier one. Equal answers alone are no proof of anything: chance makes some.

    Attributes:
        checks: one row a check: check (same_number, same_phone, same_answers), n (interviews compared), count (those
            that repeat an earlier one), pairs (of equal interviews), pairs_expected (those that chance alone would
            make; missing for numbers).
        rows: the interviews that repeat an earlier one: check, row, first_row, unit, interviewer.
        step: how it was made; its settings name the columns compared.
    """

    checks: pd.DataFrame
    rows: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a check."""
        return self.checks

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(
            Finding(
                f"duplicates.{row['check']}", {name: row[name] for name in ("n", "count", "pairs", "pairs_expected")}
            )
            for row in self.checks.to_dict("records")
        )


def duplicates(survey: Survey, work: Fieldwork, *, same: Sequence[str] | None = None) -> Duplicates:
    """Find interviews that repeat an earlier one.

    Args:
        survey: the respondents.
        work: the fieldwork's columns.
        same: the columns of features that two interviews must share beside the unit and all answers; by default those
            with the usual headers, such as sex and age.

    Returns:
        Numbers and telephones that stand twice, and interviews alike in unit, answers and features.

    Assumptions:
        The expected pairs take the answers as one pattern and hold it, within a unit, to be independent of each
        feature; features that go together make more pairs than that by chance.

    Raises:
        SettingError: a column of ``same`` is not there.

    Formula:
        expected = Σ_units n(n − 1)/2 · Π c, where c, for the pattern of answers and for each feature, is the share of
        the unit's pairs that agree in it.
    """
    features = demographic_columns(survey) if same is None else tuple(same)
    strange = [name for name in features if name not in survey.frame.columns]
    if strange:
        raise SettingError(f"no column named {strange}; there are {list(survey.frame.columns)}")
    rows, checks = [], []
    for check, role in _ROLES.items():
        if role in work.cells:
            keys = work.cells[role].where(work.cells[role] != "")
            checks.append([check, int(keys.notna().sum()), *_pairs(keys), np.nan])
            rows.append(_repeats(check, keys, work))
    parts = _parts(survey, features)
    together = pd.Series(list(zip(*parts.values(), strict=True)), index=survey.frame.index)
    checks.append(["same_answers", len(together), *_pairs(together), _expected(parts)])
    rows.append(_repeats("same_answers", together, work))
    table = pd.DataFrame(checks, columns=["check", "n", "count", "pairs", "pairs_expected"])
    settings = {"features": features, "headers": dict(work.headers), "checks": tuple(table["check"])}
    return Duplicates(table, pd.concat(rows, ignore_index=True), Step("duplicates", settings, (survey.step,)))


def _parts(survey: Survey, features: Sequence[str]) -> dict[str, np.ndarray]:
    """The unit, the pattern of all answers and each feature, as codes."""
    answers = answers_of(survey, overall=True)
    parts = {
        "unit": pd.factorize(survey.design.unit)[0],
        "answers": pd.factorize(pd.MultiIndex.from_frame(answers))[0] if answers.shape[1] > 1 else None,
    }
    if parts["answers"] is None:
        parts["answers"] = pd.factorize(answers.iloc[:, 0])[0]
    return parts | {name: pd.factorize(labels(survey.frame[name].to_numpy(dtype=object)))[0] for name in features}


def _pairs(keys: pd.Series) -> tuple[int, int]:
    """How many entries repeat an earlier one, and how many pairs are equal."""
    sizes = keys.value_counts().to_numpy()
    return int((sizes - 1).sum()), int((sizes * (sizes - 1) // 2).sum())


def _expected(parts: dict[str, np.ndarray]) -> float:
    frame = pd.DataFrame(parts)
    total = 0.0
    for _, unit in frame.groupby("unit"):
        pairs = len(unit) * (len(unit) - 1) / 2
        if pairs:
            agree = [_pairs(unit[name])[1] / pairs for name in frame.columns if name != "unit"]
            total += pairs * float(np.prod(agree))
    return total


def _repeats(check: str, keys: pd.Series, work: Fieldwork) -> pd.DataFrame:
    again = keys.notna() & keys.duplicated()
    first = pd.Series(keys.index, index=keys.index).groupby(keys.to_numpy()).transform("first")
    kept = [role for role in ("unit", "interviewer") if role in work.cells]
    found = work.cells.loc[again, kept].rename_axis("row").reset_index()
    found.insert(0, "check", check)
    found.insert(2, "first_row", first[again].to_numpy(dtype=int))
    return found

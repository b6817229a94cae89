"""Reading the columns of the sampling design: unit, weight, strata, clusters of both stages, populations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import Problem, SettingError
from satmodel.survey.design import Design
from satmodel.survey.sheets import checks, faults, faults_design
from satmodel.survey.sheets.text import label, numbers
from satmodel.survey.sheets.workbooks import Rows, Sheet

Array = NDArray[np.float64]
Sizes = str | float | Mapping[str, float] | None

_UNIT = ("unit", "unit")
_SECOND = ("second_population", "second_population")


def check_design(
    *,
    stratum: str | None,
    cluster: str | None,
    population: Sizes,
    second: str | None,
    second_population: Sizes,
) -> None:
    """Refuse settings of a design that do not fit together.

    Raises:
        SettingError: the settings that do not fit.
    """
    if isinstance(population, Mapping) and stratum is None:
        raise SettingError("population by stratum needs stratum=; without strata give one number")
    if isinstance(population, int | float) and stratum is not None:
        raise SettingError("with strata, give population as a column or as a number for each stratum")
    if second is not None and cluster is None:
        raise SettingError("second= names the second-stage clusters; it needs cluster= for those of the first stage")
    if second_population is not None and (cluster is None or population is None):
        raise SettingError("second_population needs cluster= and population=: without the first stage's correction")


def read_design(
    sheet: Sheet, rows: Rows, population: Sizes, second_population: Sizes
) -> tuple[Design | None, list[Problem]]:
    """The design of the respondents in these rows, and the faults of its columns.

    Args:
        sheet: the sheet, with the columns of the design among those recognised.
        rows: (r,) positions of the respondents.
        population: as given to ``read``.
        second_population: likewise.
    """
    problems: list[Problem] = []
    labels: dict[str, pd.Series] = {}
    for role in ("unit", "stratum", "cluster", "second"):
        if (role, role) in sheet.columns:
            labels[role], wrong = checks.names(sheet, (role, role), rows)
            problems += [] if role == "stratum" and sheet.columns[role, role] == sheet.columns.get(_UNIT) else wrong
    stratum, cluster, second = (labels.get(role) for role in ("stratum", "cluster", "second"))
    if stratum is not None and cluster is not None:
        problems += checks.clusters(sheet, rows, cluster, stratum)
    weight, sizes, second_sizes = np.ones(len(rows)), None, None
    weighted = ("weight", "weight") in sheet.columns
    if weighted:
        weight, wrong = checks.weights(sheet, rows)
        problems += wrong
    lost = {problem.values.get("role") for problem in sheet.problems}
    if population is not None and not lost & {"stratum", "cluster", "population"}:
        sizes, wrong = checks.population(sheet, rows, given=population, stratum=stratum, cluster=cluster)
        problems += wrong
    if second_population is not None and not lost & {"cluster", "second", "second_population"}:
        second_sizes, wrong = _second_sizes(sheet, rows, given=second_population, cluster=cluster, second=second)
        problems += wrong
    if "unit" not in labels:
        return None, problems
    return Design(labels["unit"], weight, stratum, cluster, sizes, weighted, second, second_sizes), problems


def _second_sizes(
    sheet: Sheet, rows: Rows, *, given: str | float | Mapping[str, float], cluster: pd.Series, second: pd.Series | None
) -> tuple[Array, list[Problem]]:
    """The (r,) number of second-stage clusters in each respondent's first-stage cluster."""
    names = cluster.to_numpy()
    place = sheet.place(_SECOND) if isinstance(given, str) else sheet.grid.place()
    problems: list[Problem] = []
    if isinstance(given, str):
        sizes, wrong = numbers(sheet.values(_SECOND, rows))
        wrong |= np.isnan(sizes)
        problems += [
            faults.number_expected(sheet.place(_SECOND, row), _SECOND[0], sheet.text(_SECOND, row))
            for row in rows[wrong]
        ]
    elif isinstance(given, Mapping):
        known = {label(name): float(size) for name, size in given.items()}
        sizes = np.array([known.get(name, np.nan) for name in names])
        lacking = pd.unique(names[np.isnan(sizes) & (names != "")])
        problems += [faults_design.second_population_missing(place, name, list(known)) for name in lacking]
    else:
        sizes = np.full(len(rows), float(given))
    frame = pd.DataFrame({"cluster": names, "size": sizes, "member": rows if second is None else second.to_numpy()})
    for name, found in frame.dropna(subset="size").groupby("cluster", sort=False):
        different: list[Any] = list(found["size"].unique())
        sampled = int(found["member"].nunique())
        if len(different) > 1:
            problems.append(faults_design.second_population_differs(place, str(name), different))
        elif different[0] < sampled:
            problems.append(faults_design.second_population_too_small(place, str(name), different[0], sampled))
    return sizes, problems

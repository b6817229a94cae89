"""Codes of strata, clusters, units and cells, and the sizes of the stages of sampling."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.survey.adding.sums import together
from satmodel.survey.design import Design

Array = NDArray[np.float64]
Codes = NDArray[np.intp]
# sampled clusters and their population by stratum; second-stage clusters and their population by cluster
Stages = tuple[Codes, Array | None, Codes | None, Array | None]


def design_settings(
    names: tuple[str, ...],
    complete: bool,
    *,
    weighted: bool,
    stages: Stages,
    columns: tuple[bool, bool],
) -> dict[str, object]:
    """What the step notes of the sample.

    Args:
        names: the columns.
        complete: whether only complete respondents count.
        weighted: whether there is a column of weights.
        stages: clusters in the sample and in the population, of both stages.
        columns: whether there are columns of clusters and of strata.
    """
    sampled, population, second, second_population = stages
    settings = {
        "columns": names,
        "complete": complete,
        "clusters": int(sampled.sum()),
        "strata": len(sampled),
        "clustered": columns[0],
        "stratified": columns[1],
        "weighted": weighted,
        "finite": population is not None,
    }
    if second is None:
        return settings
    return settings | {"second_clusters": int(second.sum()), "second_finite": second_population is not None}


def codes_of(design: Design, units: Sequence[str]) -> dict[str, Codes]:
    """The (r,) codes of stratum, cluster, second-stage cluster (in two stages) and unit of each respondent."""
    rows = len(design)
    stratum = np.zeros(rows, dtype=np.intp) if design.stratum is None else pd.factorize(design.stratum)[0]
    cluster = np.arange(rows) if design.cluster is None else together([stratum, pd.factorize(design.cluster)[0]])[0]
    codes = {"stratum": stratum, "cluster": cluster}
    if design.stages > 1 and design.second is not None:
        codes["second"] = together([cluster, pd.factorize(design.second)[0]])[0]
    elif design.stages > 1:
        codes["second"] = np.arange(rows)
    return codes | {"unit": pd.Categorical(design.unit, categories=list(units)).codes.astype(np.intp)}


def cells_of(codes: dict[str, Codes]) -> tuple[Codes, pd.DataFrame]:
    """The (r,) cell of each respondent, and the cells: the different combinations of codes."""
    cell_of, first = together(list(codes.values()))
    return cell_of, pd.DataFrame({role: code[first] for role, code in codes.items()})


def _first(group: Codes, member: Codes) -> Codes:
    """The group of each member, by the members' codes."""
    found = np.zeros(member.max() + 1 if len(member) else 0, dtype=np.intp)
    found[member] = group
    return found


def _sizes(given: Array | None, group: Codes, sampled: Codes, words: tuple[str, str, str]) -> Array | None:
    if given is None:
        return None
    name, what, where = words
    by_group = pd.Series(given).groupby(group)
    sizes = by_group.first().to_numpy(dtype=float)
    if np.any(by_group.nunique() > 1):
        raise SettingError(f"{name} must be one number in each {where}: the {what} there are in it")
    if np.any(sizes < sampled):
        raise SettingError(f"{name} is smaller than the number of {what} in the sample of a {where}")
    return sizes


def stages_of(design: Design, codes: dict[str, Codes]) -> Stages:
    """Clusters in the sample and in the population, of the first stage by stratum and of the second by cluster."""
    stratum, cluster = codes["stratum"], codes["cluster"]
    sampled = np.bincount(_first(stratum, cluster))
    population = _sizes(design.population, stratum, sampled, ("population", "clusters", "stratum"))
    if "second" not in codes:
        return sampled, population, None, None
    second = np.bincount(_first(cluster, codes["second"]))
    words = ("second_population", "second-stage clusters", "cluster")
    return sampled, population, second, _sizes(design.second_population, cluster, second, words)

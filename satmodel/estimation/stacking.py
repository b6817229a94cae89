"""The respondents of several rounds as one sample: a column for each item and round, under one design."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.labels import quoted
from satmodel.estimation.linked import Linked, strata_of
from satmodel.survey.design import Design
from satmodel.survey.respondents import Survey
from satmodel.survey.weights.calibration import Calibration

Array = NDArray[np.float64]
Codes = NDArray[np.intp]


class Stacked(NamedTuple):
    """Several rounds as one sample.

    Attributes:
        points: (r, p) points, ``nan`` in the columns of other rounds; the columns are named by their place.
        columns: the item and the round of each column.
        design: how all r respondents were chosen.
        units: the units of all rounds, in the order of the first that has them.
    """

    points: pd.DataFrame
    columns: tuple[tuple[str, str], ...]
    design: Design
    units: tuple[Hashable, ...]


def stacked(surveys: Mapping[str, Survey], link: Linked, items: Sequence[str]) -> Stacked:
    """Put the respondents of several rounds into one sample.

    Args:
        surveys: the rounds by their names. link: which of their sampling units are the same. items: the columns.

    Raises:
        SettingError: clusters that are in several rounds and have a second stage drawn from a finite population.
    """
    parts = list(surveys.values())
    sizes = [len(survey) for survey in parts]
    starts = np.cumsum([0, *sizes])
    columns = tuple((item, name) for item in items for name in surveys)
    points = np.full((starts[-1], len(columns)), np.nan)
    for j, (item, name) in enumerate(columns):
        at = list(surveys).index(name)
        if item in parts[at].scores:
            points[starts[at] : starts[at + 1], j] = parts[at].scores[item].to_numpy(dtype=float)
    units = tuple(dict.fromkeys(unit for survey in parts for unit in survey.units))
    return Stacked(
        pd.DataFrame(points, columns=[str(j) for j in range(len(columns))]),
        columns,
        _design(parts, link, np.repeat(np.arange(len(parts)), sizes)),
        units,
    )


def _design(parts: Sequence[Survey], link: Linked, of_round: Codes) -> Design:
    designs = [survey.design for survey in parts]
    two_stages = any(design.stages > 1 for design in designs)
    if link.labels is not None and two_stages:
        raise SettingError(
            "clusters that are in several rounds cannot have a second stage drawn from a finite population as well; "
            "read the rounds without population= (the first stage then counts for all), or say overlap='none'"
        )
    stratum, cluster, own = _stages(parts, link, of_round)
    second = _second(designs, of_round, cluster) if two_stages else (None, None)
    plain = link.labels is None and all(design.cluster is None for design in designs)
    return Design(
        unit=pd.concat([design.unit for design in designs], ignore_index=True),
        weight=np.concatenate([design.weight for design in designs]),
        stratum=pd.Series(stratum) if own or any(design.stratum is not None for design in designs) else None,
        cluster=None if plain else pd.Series(cluster),
        population=_populations(designs),
        weighted=any(design.weighted for design in designs),
        second=second[0],
        second_population=second[1],
        calibration=_calibrated(designs),
    )


def _stages(parts: Sequence[Survey], link: Linked, of_round: Codes) -> tuple[Codes, Codes, bool]:
    """Codes of stratum and cluster, and whether there are strata of one round.

    A stratum in which nothing was sampled twice is one of each round, so that its samples are independent.
    """
    strata = pd.concat([strata_of(survey) for survey in parts], ignore_index=True)
    if link.labels is None:
        labels = pd.concat([_own(survey) for survey in parts], ignore_index=True)
        both: set[str] = set()
    else:
        labels = pd.concat(link.labels, ignore_index=True)
        seen = pd.DataFrame({"stratum": strata, "label": labels, "round": of_round}).drop_duplicates()
        times = seen.groupby(["stratum", "label"]).size()
        both = set(times.index[times > 1].get_level_values("stratum"))
    own = np.where(strata.isin(both), -1, of_round)
    stratum = pd.factorize(pd.MultiIndex.from_arrays([own, strata]))[0]
    return stratum, pd.factorize(pd.MultiIndex.from_arrays([stratum, labels]))[0], bool((own >= 0).any())


def _own(survey: Survey) -> pd.Series:
    known = survey.design.cluster
    return pd.Series(np.arange(len(survey)).astype(str)) if known is None else known.astype(str).reset_index(drop=True)


def _populations(designs: Sequence[Design]) -> Array | None:
    """Clusters in the population; infinitely many in a round of which that is not known."""
    if all(design.population is None for design in designs):
        return None
    return np.concatenate(
        [np.full(len(design), np.inf) if design.population is None else design.population for design in designs]
    )


def _second(designs: Sequence[Design], of_round: Codes, cluster: Codes) -> tuple[pd.Series, Array | None]:
    """The second stage of rounds that have one; in the others each cluster is a second-stage cluster of its own."""
    labels, sizes = [], []
    for design in designs:
        rows = len(design)
        if design.stages == 1:
            labels.append(pd.Series(["all"] * rows))
            sizes.append(np.ones(rows))
            continue
        known = design.second
        labels.append(pd.Series(np.arange(rows).astype(str)) if known is None else known.astype(str))
        sizes.append(np.full(rows, np.inf) if design.second_population is None else design.second_population)
    second = pd.factorize(pd.MultiIndex.from_arrays([cluster, pd.concat(labels, ignore_index=True)]))[0]
    return pd.Series(second), np.concatenate(sizes)


def _calibrated(designs: Sequence[Design]) -> Calibration | None:
    """The margins of every round side by side; a round with fewer of them, or none, has groups that hold all of it.

    Influences on means sum to zero, so that such a group explains nothing of them.
    """
    known = [design.calibration for design in designs]
    most = max(len(one.variables) if one is not None else 0 for one in known)
    if not most:
        return None
    groups, targets, labels = [], [], []
    for v in range(most):
        codes, people, names = [], [], []
        for design, one in zip(designs, known, strict=True):
            start = sum(map(len, people))
            if one is not None and v < len(one.variables):
                codes.append(one.groups[v] + start)
                people.append(one.targets[v])
                names += one.labels[v]
            else:
                codes.append(np.full(len(design), start))
                people.append(np.array([design.weight.sum()]))
                names.append((None, ""))
        groups.append(np.concatenate(codes))
        targets.append(np.concatenate(people))
        labels.append(tuple(names))
    # weights that were only trimmed are the weights: nothing was fitted
    base = [
        one.base if one is not None and one.variables else design.weight
        for design, one in zip(designs, known, strict=True)
    ]
    variables = tuple(str(v) for v in range(most))
    return Calibration(np.concatenate(base), variables, tuple(groups), tuple(targets), tuple(labels))


def items_of(surveys: Mapping[str, Survey], columns: Sequence[str] | None) -> tuple[str, ...]:
    """The columns wanted, or the items of all rounds in the order of the first that has them.

    Raises:
        SettingError: a column that no round has.
    """
    if columns is None:
        return tuple(dict.fromkeys(item for survey in surveys.values() for item in survey.items))
    known = {name for survey in surveys.values() for name in survey.scores}
    missing = [name for name in columns if name not in known]
    if missing or not len(columns):
        raise SettingError(f"no round has a scored column named {quoted(missing)}; there are {quoted(sorted(known))}")
    return tuple(columns)

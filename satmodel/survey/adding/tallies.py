"""What is asked of a large source, what an engine brings back, and how both become moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from satmodel.errors import DataProblems, Problem
from satmodel.step import Step
from satmodel.survey.adding.coding import Stages, design_settings
from satmodel.survey.moments import Moments, Squares
from satmodel.survey.scale import Scale
from satmodel.survey.sheets import faults, faults_big, faults_design
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.text import label, labels

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

# a plain number as both engines read it out of text; and the white space that both take off
NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
SPACE = "^[ \t\r\n\u3000]+|[ \t\r\n\u3000]+$"
WHOLE = r"^([+-]?[0-9]+)\.0+$"
SIZES = ("population", "second_population")


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is to be added up.

    Attributes:
        keys: the column of each role among unit, stratum, cluster and second that takes part in the cells.
        items: the column of each item.
        weight: the column of weights, or None.
        sizes: ``population`` and ``second_population`` as given: a column, a number, numbers by label, or None.
        scale: points of answers in words or codes; None where the columns hold points.
        complete: whether only respondents with every item count.
        singly: whether the respondents of a cell are each a cluster of the last stage, so that squares are needed.
    """

    keys: dict[str, str]
    items: dict[str, str]
    weight: str | None
    sizes: dict[str, str | float | Mapping[str, float] | None]
    scale: Scale | None
    complete: bool
    singly: bool

    @property
    def columns(self) -> dict[str, str]:
        """The columns to read, each with the role for which it is asked."""
        found = {column: role for role, column in self.size_columns.items()}
        found |= dict.fromkeys(self.items.values(), "item")
        found |= {self.weight: "weight"} if self.weight else {}
        return found | {column: role for role, column in self.keys.items()}

    @property
    def size_columns(self) -> dict[str, str]:
        """The columns of population sizes, by role."""
        return {role: size for role, size in self.sizes.items() if isinstance(size, str)}


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What an engine brings back: sums by the keys as they stand in the source, in any order.

    Attributes:
        keys: (t rows) the contents of the key columns, by role.
        sums: ``respondents`` (t,), ``n``, ``sw``, ``swy``, ``sww`` (t, p), ``swyy`` and, where asked, ``ww``, ``wwy``,
            ``wwyy`` (t, p, p).
        sizes: the smallest and the largest population size of each row, by role.
        wrong: by column, how many cells cannot be used, and one of them as text.
        lost: respondents left out because an item is missing.
        ends: (2, p) the smallest and the largest points of each item.
    """

    keys: pd.DataFrame
    sums: dict[str, Array]
    sizes: dict[str, tuple[Array, Array]]
    wrong: dict[str, tuple[int, str]]
    lost: int
    ends: Array


def to_moments(tally: Tally, asked: Asked, *, file: str | None, source: Step) -> Moments:
    """Put the sums of an engine in order: labels normalised, cells sorted, faults told all at once.

    Args:
        tally: what the engine brought back.
        asked: what was asked of it.
        file: the file's name as the faults tell it, or None.
        source: the step of the files.

    Raises:
        DataProblems: every fault of the source.
    """
    place = Place(file)
    if not len(tally.keys):
        raise DataProblems([faults_big.rows_none(place)])
    roles = [role for role in ("stratum", "cluster", "second", "unit") if role in asked.keys]
    raw = pd.DataFrame({role: labels(tally.keys[role].to_numpy(dtype=object)) for role in roles})
    problems = _wrong(tally, asked, place) + _blank(raw, tally.sums["respondents"], asked, place)
    if problems:
        raise DataProblems(problems)
    named, cell_of, sums = _merged(raw, tally.sums, roles)
    cells, units = _coded(named)
    problems = _across(named, place)
    stages = _stages(_Sizes(tally, asked, place, problems), named, cells, cell_of, sums["respondents"])
    if problems:
        raise DataProblems(problems)
    settings = design_settings(
        tuple(asked.items),
        asked.complete,
        weighted=asked.weight is not None,
        stages=stages,
        columns=("cluster" in named, "stratum" in named),
    )
    squares = Squares(sums["ww"], sums["wwy"], sums["wwyy"]) if asked.singly else None
    return Moments(
        cells,
        units,
        tuple(asked.items),
        *(sums[name] for name in ("respondents", "n", "sw", "swy", "swyy", "sww")),
        *stages[:2],
        tally.lost,
        "cluster" in named,
        "stratum" in named,
        Step("moments", settings, (source,)),
        *stages[2:],
        squares,
        tally.ends,
    )


def _merged(
    raw: pd.DataFrame, parts: dict[str, Array], roles: list[str]
) -> tuple[pd.DataFrame, Codes, dict[str, Array]]:
    """The cells by their normalised labels, sorted; the cell of each row of the tally; and the sums of the cells."""
    named = raw.drop_duplicates().sort_values(roles, ignore_index=True)
    cell_of = pd.MultiIndex.from_frame(named).get_indexer(pd.MultiIndex.from_frame(raw))
    adder = sparse.csr_matrix((np.ones(len(raw)), (cell_of, np.arange(len(raw)))), shape=(len(named), len(raw)))
    sums = {
        name: (adder @ part.reshape(len(raw), -1)).reshape(len(named), *part.shape[1:]) for name, part in parts.items()
    }
    return named, cell_of, sums


def _stages(sizes: _Sizes, named: pd.DataFrame, cells: pd.DataFrame, cell_of: Codes, respondents: Array) -> Stages:
    sampled = _sampled(cells, "stratum", "cluster" if "cluster" in named else None, respondents)
    strata = named["stratum"].to_numpy() if "stratum" in named else np.full(len(named), "")
    population = sizes.of("population", cells["stratum"].to_numpy(), strata, cell_of, sampled)
    if "second" not in named and not (sizes.asked.singly and "cluster" in named):
        return sampled, population, None, None
    second = _sampled(cells, "cluster", "second" if "second" in named else None, respondents)
    clusters = cells["cluster"].to_numpy()
    return (
        sampled,
        population,
        second,
        sizes.of("second_population", clusters, named["cluster"].to_numpy(), cell_of, second),
    )


def _wrong(tally: Tally, asked: Asked, place: Place) -> list[Problem]:
    problems = []
    for column, (count, example) in tally.wrong.items():
        if not count:
            continue
        here, role = Place(place.file, header=column), asked.columns[column]
        if role == "weight":
            problems.append(faults_big.weights_unusable(here, count))
        elif role == "item" and asked.scale is not None:
            known = asked.scale
            problems.append(faults_big.answers_unknown(here, count, example, known.points, known.no_opinion))
        else:
            problems.append(faults_big.numbers_unusable(here, "points" if role == "item" else role, count, example))
    return problems


def _blank(raw: pd.DataFrame, respondents: Array, asked: Asked, place: Place) -> list[Problem]:
    counts = {role: int(respondents[(raw[role] == "").to_numpy()].sum()) for role in raw}
    return [
        faults_big.labels_blank(Place(place.file, header=asked.keys[role]), role, count)
        for role, count in counts.items()
        if count
    ]


def _coded(named: pd.DataFrame) -> tuple[pd.DataFrame, tuple[object, ...]]:
    rows = len(named)
    stratum = pd.factorize(named["stratum"])[0] if "stratum" in named else np.zeros(rows, dtype=np.intp)
    codes = {"stratum": stratum, "cluster": np.arange(rows)}
    if "cluster" in named:
        codes["cluster"] = pd.factorize(pd.MultiIndex.from_arrays([stratum, named["cluster"]]))[0]
    if "second" in named:
        codes["second"] = pd.factorize(pd.MultiIndex.from_arrays([codes["cluster"], named["second"]]))[0]
    unit, units = pd.factorize(named["unit"], sort=True)
    return pd.DataFrame(codes | {"unit": unit}), tuple(units)


def _across(named: pd.DataFrame, place: Place) -> list[Problem]:
    if "stratum" not in named or "cluster" not in named:
        return []
    pairs = named[["cluster", "stratum"]].drop_duplicates()
    twice = pairs[pairs.duplicated("cluster", keep=False)].groupby("cluster")["stratum"]
    return [faults_big.cluster_across_strata(place, name, list(strata)) for name, strata in twice]


def _sampled(cells: pd.DataFrame, group: str, member: str | None, respondents: Array) -> Codes:
    """How many clusters (respondents, where they are the clusters) there are in each group."""
    if member is None:
        return np.bincount(cells[group], weights=respondents).round().astype(np.intp)
    return np.bincount(cells.drop_duplicates(member)[group])


@dataclass(frozen=True, slots=True, eq=False)
class _Sizes:
    """Population sizes by group, with the faults that are found on the way."""

    tally: Tally
    asked: Asked
    place: Place
    problems: list[Problem]

    def of(self, role: str, group: Codes, names: NDArray[np.object_], cell_of: Codes, sampled: Codes) -> Array | None:
        """(g,) sizes, from (c,) group codes and names of the cells; None where none are given."""
        given = self.asked.sizes[role]
        if given is None:
            return None
        by_name = dict(zip(group.tolist(), names.tolist(), strict=True))
        order = [by_name[code] for code in range(len(sampled))]
        first = role == "population"
        if isinstance(given, str):
            low, high = self._ends(role, group[cell_of], len(sampled))
            differs = faults.population_differs if first else faults_design.second_population_differs
            self.problems.extend(differs(self.place, order[i], (low[i], high[i])) for i in np.flatnonzero(low != high))
            sizes = low
        elif isinstance(given, Mapping):
            known = {label(name): float(size) for name, size in given.items()}
            missing = faults.population_missing if first else faults_design.second_population_missing
            self.problems.extend(missing(self.place, name, list(known)) for name in order if name not in known)
            sizes = np.array([known.get(name, np.inf) for name in order])
        else:
            sizes = np.full(len(order), float(given))
        small = faults.population_too_small if first else faults_design.second_population_too_small
        self.problems.extend(
            small(self.place, order[i], float(sizes[i]), int(sampled[i])) for i in np.flatnonzero(sizes < sampled)
        )
        return sizes

    def _ends(self, role: str, group: Codes, count: int) -> tuple[Array, Array]:
        low, high = np.full(count, np.inf), np.full(count, -np.inf)
        np.minimum.at(low, group, self.tally.sizes[role][0])
        np.maximum.at(high, group, self.tally.sizes[role][1])
        return low, high


def number_of(text: Any) -> float | None:
    """The number of a scale's answer, for columns that hold codes; None where it is a word."""
    try:
        return float(text)
    except ValueError:
        return None

"""A driver analysis with missing answers filled in several times from the answers there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable
from satmodel.inference.filling.chained import CYCLES, DONORS, chained
from satmodel.inference.filling.gaps_of_answers import Gapped, noted_of, refuse_nothing
from satmodel.inference.sampling.regression import ClusterTotals, cluster_totals, covariance
from satmodel.inference.sampling.resampling import bootstrap_sums
from satmodel.step import Step
from satmodel.survey.moments import add_up
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.intp]

# A unit takes part in the imputation where there are this many respondents for each unit.
_FOR_EACH_UNIT = 10


@dataclass(frozen=True, slots=True, eq=False)
class ImputedSample:
    """Completed tables: missing answers filled in m times. Read like :class:`DriverSample`.

    Attributes:
        items: the p items' names. outcome: the outcome's column. controls: names of the c control terms.
        tables: m times the totals of each cluster; columns are the controls, then the items, then the outcome.
        settings: what the step notes of the sample; beside that of complete cases how many answers were filled in.
        sources: the steps it was made from.
    """

    items: tuple[str, ...]
    outcome: str
    controls: tuple[str, ...]
    tables: tuple[ClusterTotals, ...]
    settings: dict[str, Any]
    sources: tuple[Step, ...]

    @property
    def each(self) -> Array:
        """(m, c+p+1, c+p+1) the covariance of controls, items and outcome in each completed table."""
        return np.stack([covariance(table.totals.sum(axis=0), table.columns) for table in self.tables])

    @property
    def cov(self) -> Array:
        """(c+p+1, c+p+1) the mean of the completed tables' covariances."""
        return self.each.mean(axis=0)

    def replicated(self, replicates: int, seed: int) -> Array:
        """(replicates, c+p+1, c+p+1) Rao-Wu bootstrap replicates, the same number of each completed table, pooled."""
        sizes = [len(part) for part in np.array_split(np.arange(replicates), len(self.tables))]
        seeds = np.random.SeedSequence(seed).generate_state(len(self.tables))
        drawn = [
            bootstrap_sums(table.totals, table.stratum, population=table.population, replicates=size, seed=int(own))
            for table, size, own in zip(self.tables, sizes, seeds, strict=True)
            if size
        ]
        return covariance(np.concatenate(drawn), self.tables[0].columns)


def imputed(survey: Survey, columns: Gapped, *, imputations: int, seed: int) -> ImputedSample:
    """A driver analysis with missing answers filled in several times.

    Respondents without any answer, or without a control, are left out.

    Raises:
        NotEstimable: too few clusters, a column without answers, or nothing to explain.
    """
    points, held = columns.asked, columns.held
    if np.isnan(points).all(axis=0).any():
        raise NotEstimable("a column has no answers at all; leave it out (items=)")
    used = ~np.isnan(points).all(axis=1) & ~np.isnan(held).any(axis=1)
    settings, _, _ = noted_of(survey, columns, used)
    beside, roles = _beside(survey, used)
    across = _across(points, columns.items)
    order = _order(survey, points[:, across], used)
    known = np.column_stack([held[order], beside[order]])
    filled = chained(points[np.ix_(order, across)], known, imputations=imputations, seed=seed)
    noted = {
        "missing": "imputed",
        "imputations": imputations,
        "imputation_seed": seed,
        "cycles": CYCLES,
        "donors": DONORS,
        "beside": roles,
        "filled": int(np.isnan(points[used]).sum()),
        "lost_controls": int((np.isnan(held).any(axis=1) & ~np.isnan(points).all(axis=1)).sum()),
    }
    tables = tuple(_totals(survey, columns, (order, across), table) for table in filled)
    sample = ImputedSample(columns.items, columns.outcome, columns.terms, tables, settings | noted, (survey.step,))
    refuse_nothing(sample.cov, columns.outcome)
    return sample


def _totals(survey: Survey, columns: Gapped, place: tuple[Codes, Codes], table: Array) -> ClusterTotals:
    """The cluster totals of one completed table, whose rows and columns stand at ``place``."""
    whole = columns.frame.to_numpy(dtype=float).copy()
    whole[np.ix_(place[0], place[1] + len(columns.terms))] = table
    frame = pd.DataFrame(whole, index=columns.frame.index, columns=columns.frame.columns)
    return cluster_totals(add_up(frame, survey.design, survey.units, source=survey.step, complete=True))


def _beside(survey: Survey, used: Flags) -> tuple[Array, tuple[str, ...]]:
    """(r, d) the unit, the stratum and the weight as columns, and which of them there are."""
    design = survey.design
    parts: list[Array] = []
    roles = []
    for role, column in (("unit", design.unit), ("stratum", design.stratum)):
        if column is None or (role == "stratum" and "unit" in roles and _one_to_one(design.unit, column)):
            continue
        labels = np.unique(column.astype(str).to_numpy()[used])
        if len(labels) > 1 and _FOR_EACH_UNIT * len(labels) <= used.sum():
            parts.append((column.astype(str).to_numpy()[:, None] == labels[1:]).astype(float))
            roles.append(role)
    if design.weighted and np.ptp(design.weight[used]) > 0:
        parts.append(np.asarray(design.weight, dtype=float)[:, None])
        roles.append("weight")
    return np.hstack(parts) if parts else np.empty((len(used), 0)), tuple(roles)


def _one_to_one(unit: pd.Series, stratum: pd.Series) -> bool:
    """Whether every unit is a stratum of its own, so that the one says nothing beside the other."""
    pairs = len(pd.DataFrame({"unit": unit.to_numpy(), "stratum": stratum.to_numpy()}).drop_duplicates())
    return pairs == unit.nunique() == stratum.nunique()


def _across(points: Array, items: tuple[str, ...]) -> Codes:
    """The columns in an order of their own, by what they hold and only then by name; the outcome last."""
    held = np.sort(points[:, :-1], axis=0).T.tolist()
    by_name = sorted(range(len(items)), key=lambda j: str(items[j]))
    return np.array([*sorted(by_name, key=lambda j: [-1e300 if x != x else x for x in held[j]]), len(items)])


def _order(survey: Survey, points: Array, used: Flags) -> Codes:
    """The rows used, sorted by what they hold, so that the order in which they came does not matter."""
    design = survey.design
    keys = [np.where(np.isnan(column), -np.inf, column) for column in points.T]
    keys.append(np.asarray(design.weight, dtype=float))
    named = [column for column in (design.cluster, design.stratum, design.unit) if column is not None]
    keys += [np.unique(column.astype(str).to_numpy(), return_inverse=True)[1] for column in named]
    order = np.lexsort(keys)
    return order[used[order]]

"""What is given to ``importance``: a covariance matrix or a frame of numbers, checked at the door."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.step import Step
from satmodel.survey.adding.summed import frame_step

Array = NDArray[np.float64]
_Found = tuple[NDArray[np.float64], list[Hashable], int | None, int]

# how far a covariance may be from symmetric, or a variance below zero: what rounding to ten digits does
_ROUNDING = 1e-8
# a variance below this share of the mean square is the rounding of numbers that are all alike: they are centred twice
_ALIKE = 1e-24


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """Covariances with their names.

    Attributes:
        cov: (p+1, p+1) covariance of p items and the outcome, the outcome last.
        items: the p items' names; outcome: the outcome's.
        n: complete rows; None of a covariance matrix. lost: rows left out for a missing value.
        weighted: whether the rows have weights.
        step: the fingerprint of what was given.
    """

    cov: Array
    items: tuple[str, ...]
    outcome: str
    n: int | None
    lost: int
    weighted: bool
    step: Step


def given_of(data: pd.DataFrame | ArrayLike, outcome: str | int, weights: str | ArrayLike | None) -> Given:
    """A matrix or a frame, checked, as covariances.

    Raises:
        SettingError: something cannot be read as a covariance matrix or as rows of numbers.
        NotEstimable: too few complete rows.
    """
    if not isinstance(data, pd.DataFrame):
        matrix = np.asarray(data)
        if not np.issubdtype(matrix.dtype, np.number):
            raise SettingError("an array must hold numbers; give rows of other things as a frame (or points, sat.read)")
        if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
            raise SettingError(
                f"a covariance matrix is square, one row and column an item and one the outcome; this array has "
                f"{matrix.shape}. Give rows as a frame with named columns"
            )
        data = pd.DataFrame(matrix, index=range(len(matrix)), columns=range(len(matrix)))
    if len({str(name) for name in data.columns}) < data.shape[1]:
        raise SettingError("columns must have names of their own; some are named twice")
    if outcome not in data.columns:
        raise SettingError(f"there is no column {outcome!r} to explain (outcome=); there are {list(data.columns)}")
    step = frame_step(data.set_axis([str(name) for name in data.columns], axis=1))
    square = data.shape[0] == data.shape[1] and list(data.index) == list(data.columns)
    found = _matrix(data, outcome, weights) if square else _rows(data, outcome, weights)
    cov, items, n, lost = found
    if not items:
        raise SettingError(f"there is no column beside the outcome {outcome!r}")
    if not cov[-1, -1] > 0:
        raise NotEstimable(f"{outcome!r} does not vary; there is nothing to explain")
    return Given(cov, tuple(str(name) for name in items), str(outcome), n, lost, weights is not None, step)


def grouped(groups: Mapping[str, Sequence[str | int]] | None, items: Sequence[str]) -> tuple[str, ...] | None:
    """The name of each item's group; an item in no group stands for itself.

    Raises:
        SettingError: an item is not there, is in two groups, or is named like a group.
    """
    if groups is None:
        return None
    if not groups or any(isinstance(members, str) or not len(members) for members in groups.values()):
        raise SettingError("groups must map each group's name to its items, such as {'medical': ['q1', 'q2']}")
    groups = {name: [str(item) for item in members] for name, members in groups.items()}
    listed = [item for members in groups.values() for item in members]
    unknown = [item for item in listed if item not in items]
    if unknown or len(set(listed)) < len(listed):
        raise SettingError(f"each item stands in one group, once, and is one of {list(items)}; not there: {unknown}")
    of = {item: name for name, members in groups.items() for item in members}
    twice = [item for item in items if item not in of and item in groups]
    if twice:
        raise SettingError(f"{twice} are items that stand for themselves, and names of groups: rename the groups")
    return tuple(str(of.get(item, item)) for item in items)


def _matrix(data: pd.DataFrame, outcome: Hashable, weights: object) -> _Found:
    if weights is not None:
        raise SettingError("weights belong to rows; a covariance matrix has them in it already")
    items = [name for name in data.columns if name != outcome]
    _numbers(data)
    cov = data.loc[[*items, outcome], [*items, outcome]].to_numpy(dtype=float)
    if not np.isfinite(cov).all():
        raise SettingError("the covariance matrix holds values that are missing or not finite")
    spread = np.sqrt(np.clip(np.diag(cov), 0.0, None))
    scale = np.where(spread > 0, spread, 1.0)
    correlations = cov / np.outer(scale, scale)
    if np.abs(correlations - correlations.T).max() > _ROUNDING or np.linalg.eigvalsh(correlations)[0] < -_ROUNDING:
        raise SettingError(
            "this is no covariance matrix: it must be symmetric, without negative variances of any sum of its columns. "
            "Covariances of pairs of answers need not be; take complete cases"
        )
    return cov, items, None, 0


def _rows(data: pd.DataFrame, outcome: Hashable, weights: str | ArrayLike | None) -> _Found:
    named = isinstance(weights, str)
    if named and (weights not in data.columns or weights == outcome):
        raise SettingError(f"there is no column of weights {weights!r}; there are {list(data.columns)}")
    items = [name for name in data.columns if name != outcome and not (named and name == weights)]
    _numbers(data)
    points = data[[*items, outcome]].to_numpy(dtype=float)
    weight = np.ones(len(points)) if weights is None else np.asarray(data[weights] if named else weights, dtype=float)
    complete = ~np.isnan(points).any(axis=1)
    if weight.shape != (len(points),) or not (np.isfinite(weight) & (weight > 0))[complete].all():
        raise SettingError(f"weights must be {len(points)} finite numbers above zero, one a row")
    if np.isinf(points).any():
        raise SettingError("the frame holds infinite values")
    n = int(complete.sum())
    if n < len(items) + 2:
        raise NotEstimable(
            f"{n} rows have every column; {len(items)} items need {len(items) + 2} or more: leave out columns "
            "with many missing values"
        )
    points, weight = points[complete], weight[complete] / weight[complete].sum()
    centred = points - weight @ points
    centred -= weight @ centred
    cov = (centred * weight[:, None]).T @ centred
    varies = np.diag(cov) > _ALIKE * (weight @ points**2)
    return np.where(np.outer(varies, varies), cov, 0.0), items, n, len(data) - n


def _numbers(data: pd.DataFrame) -> None:
    texts = [name for name in data.columns if not pd.api.types.is_numeric_dtype(data[name])]
    if texts:
        raise SettingError(f"columns must hold numbers; {texts} do not: leave them out, or give points (sat.read)")

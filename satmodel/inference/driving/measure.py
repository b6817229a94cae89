"""The importance of items by any measure, from covariances."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from satmodel.errors import SettingError
from satmodel.inference.driving import relative_weights
from satmodel.inference.driving.grouped import owen_of
from satmodel.inference.driving.importance import shapley_of

Array = NDArray[np.float64]

MEASURES: Mapping[str, Callable[[ArrayLike], Array]] = {
    "shapley": shapley_of,
    "johnson": relative_weights.johnson,
    "genizi": relative_weights.genizi,
    "car": relative_weights.car,
    "pratt": relative_weights.pratt,
    "first": relative_weights.first,
    "last": relative_weights.last,
    "betasq": relative_weights.betasq,
}
# these share out R²: their parts sum to it
SHARING = ("shapley", "johnson", "genizi", "car", "pratt")
# these rest on the items' own coefficients, which items that are combinations of others do not have
COEFFICIENTS = ("pratt", "betasq")


def importance_of(cov: ArrayLike, method: str = "shapley", groups: Sequence[int] | None = None) -> Array:
    """The importance of each item by one measure, for a batch of covariances.

    Args:
        cov: (..., p+1, p+1) covariances of p items and the outcome, the outcome last; leading axes are separate
            problems, such as bootstrap replicates.
        method: one of ``MEASURES``.
        groups: (p,) the group of each item, by any whole numbers: Shapley values become Owen values.

    Returns:
        (..., p) points of R²; those of ``SHARING`` sum to R². ``nan`` where the outcome has no variance.

    Raises:
        SettingError: the method is not known, has no groups, or cannot take so many items; the matrices are not square.

    Examples:
        >>> importance_of([[1.0, 0.5, 0.6], [0.5, 1.0, 0.5], [0.6, 0.5, 1.0]], "car").round(4).tolist()
        [0.2702, 0.1432]
    """
    if method not in MEASURES:
        raise SettingError(f"method must be one of {', '.join(MEASURES)}; it is {method!r}")
    if groups is None:
        return MEASURES[method](cov)
    if method != "shapley":
        raise SettingError(f"groups of items are offered with method 'shapley' only (the Owen value); it is {method!r}")
    return owen_of(cov, groups)

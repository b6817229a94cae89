"""What the ends of a scale say about a mean of which nothing else is known."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def largest_sd(mean: ArrayLike, limits: tuple[float, float]) -> NDArray[np.float64]:
    """The largest standard deviation between respondents that a mean on a bounded scale can have.

    Args:
        mean: means, in points, within the limits.
        limits: the lowest and the highest points of the scale.

    Returns:
        The standard deviations, in points; reached when everybody gave one of the two ends.

    Formula:
        √((max - m)(m - min)).

    Source:
        Bhatia and Davis (2000), American Mathematical Monthly 107, 353-357.

    Examples:
        >>> largest_sd([88.95, 83.78, 76.79], (55, 100)).round(2).tolist()
        [19.37, 21.61, 22.49]
    """
    m = np.asarray(mean, dtype=float)
    return np.sqrt(np.clip((limits[1] - m) * (m - limits[0]), 0.0, None))

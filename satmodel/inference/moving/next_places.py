"""Which places the series could hold in the rounds to come."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from satmodel.inference.moving.round_times import Calendar
from satmodel.inference.moving.tracing import Traced, predicted

Places = NDArray[np.int64]


def next_places(traced: list[Traced], when: Calendar, level: float, best: str) -> tuple[Places, Places]:
    """The highest and the lowest place of each series in each round to come.

    Args:
        traced: s series with their lines. when: the rounds to come, a of them.
        level: how sure all s places of one round are together, if the lines go on.
        best: whether a ``"high"`` or a ``"low"`` score comes first.

    Returns:
        ((s, a) highest places, (s, a) lowest places), 1 being the first.

    Formula:
        One more than the series whose prediction interval lies wholly above; s less those that lie wholly below. The
        intervals hold at 1 - α / s each (Bonferroni), so all of them, and with them all places, hold at 1 - α.
    """
    tail = (1 - level) / len(traced)
    found = np.array([predicted(one.series, one.fit, when, tail)[1:] for one in traced])
    low, high = (found[:, 0], found[:, 1]) if best == "high" else (-found[:, 1], -found[:, 0])
    above = (low[None, :, :] > high[:, None, :]).sum(axis=1)
    below = (high[None, :, :] < low[:, None, :]).sum(axis=1)
    return 1 + above, len(traced) - below

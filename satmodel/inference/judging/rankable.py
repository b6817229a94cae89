"""Before units are ranked: small ones are set apart, those near an end of the scale are compared with caution."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of
from satmodel.estimation.small import FEWEST, NAMED
from satmodel.inference.judging.near_end import half_answers
from satmodel.result import Finding

REASON = "too_few_to_rank"


def rankable(est: Estimates, *, fewest: int = FEWEST) -> Estimates:
    """Keep the units that may be ranked, and list those with too few respondents in ``apart``.

    Args:
        est: estimates of k units.
        fewest: respondents (ratings, tickets) that a unit needs to be ranked; 0 ranks every unit. A unit whose number
            is not known is kept.

    Returns:
        The estimates of the other units, everything else as it was. ``apart`` holds those set apart after what stood
        there before, each with its estimate, its n and the reason ``"too_few_to_rank"``. Where fewer than two units
        have enough respondents there is no ranking to keep them out of, and all are kept.

    Raises:
        SettingError: ``fewest`` is not a whole number, zero or more.

    Examples:
        >>> from satmodel import estimates
        >>> offices = estimates([97.0, 96.0, 100.0], se=0.9, n=[410, 95, 22], names=["permits", "tax", "archive"])
        >>> kept = rankable(offices)
        >>> kept.labels.tolist(), kept.apart[["unit", "estimate", "n"]].values.tolist()
        ([('permits',), ('tax',)], [['archive', 100.0, 22.0]])
    """
    check_fewest(fewest)
    few = _few(est, fewest)
    if not few.any() or np.count_nonzero(~few) < 2:
        return est
    kept, frame = np.flatnonzero(~few), est.labels.to_frame(index=False)
    lost = frame.assign(estimate=est.value, n=est.n, reason=REASON)[few]
    apart = pd.concat([part for part in (est.apart, lost) if len(part)])
    return Estimates(
        est.value[kept],
        est.cov[np.ix_(kept, kept)],
        est.n[kept],
        est.df[kept],
        est.labels[kept],
        est.step,
        est.level,
        apart[[*est.labels.names, "estimate", "n", "reason"]].reset_index(drop=True),
    )


def check_fewest(fewest: int) -> None:
    """Raise SettingError unless ``fewest`` is a whole number of respondents, zero or more."""
    if isinstance(fewest, bool) or not np.isfinite(fewest) or fewest != int(fewest) or fewest < 0:
        raise SettingError(f"fewest must be a whole number of respondents, zero or more; it is {fewest!r}")


def _few(est: Estimates, fewest: int) -> NDArray[np.bool_]:
    return np.asarray(np.nan_to_num(est.n, nan=np.inf) < fewest)


def too_few(apart: pd.DataFrame) -> pd.Series[bool]:
    """Which rows of an ``apart`` were set apart for too few respondents."""
    return apart["reason"] == REASON


def guarded(est: Estimates, *, fewest: int = FEWEST) -> tuple[Estimates, dict[str, Any]]:
    """Estimates as they are ranked, with the guard for small units and for those near an end of the scale.

    Args:
        est: estimates of k units. fewest: respondents that a unit needs to be ranked; 0 for any number.

    Returns:
        The estimates of the units that may be ranked (:func:`rankable`), with the standard errors of those near an end
        of their scale widened by half an answer at each end (``near_end.half_answers``); and the settings that a step
        keeps of it: ``fewest``, ``too_few`` (how many were set apart), ``small`` (the names of those that were not,
        since hardly any unit has enough), ``widened`` (the names).
    """
    kept = rankable(est, fewest=fewest)
    wider, near = half_answers(kept)
    small, widened = (
        tuple(name_of(kept.labels[i]) for i in np.flatnonzero(where)) for where in (_few(kept, fewest), near)
    )
    told = {"fewest": int(fewest), "too_few": len(est) - len(kept), "small": small, "widened": widened}
    return wider, told


def told_guard(apart: pd.DataFrame, settings: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What the guard did, from a result's ``apart`` and the settings of its step.

    Returns:
        Findings ``"rankable.few"`` (set apart), ``"rankable.small"`` (compared all the same) and
        ``"rankable.near_end"`` (compared with caution), where they apply.
    """
    rows = apart[too_few(apart)].itertuples(index=False, name=None)
    few, small, near = [name_of(row[:-3]) for row in rows], settings["small"], settings["widened"]
    told = (("few", few, settings["fewest"]), ("small", small, settings["fewest"]), ("near_end", near, None))
    return tuple(
        Finding(
            f"rankable.{kind}",
            {"names": tuple(names[:NAMED]), "count": len(names), "more": len(names) > NAMED, "fewest": fewest},
        )
        for kind, names, fewest in told
        if names
    )

"""Before units are ranked: small ones are set apart, those near an end of the scale are compared with caution."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, quoted
from satmodel.estimation.small import FEWEST, NAMED
from satmodel.inference.near_end import half_answers
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
        there before, each with its estimate, its n and the reason ``"too_few_to_rank"``.

    Raises:
        SettingError: ``fewest`` is not a whole number, zero or more.
        NotEstimable: there are units, and every one of them has too few respondents.

    Examples:
        >>> from satmodel import estimates
        >>> offices = estimates([97.0, 100.0], se=[0.9, 0.0], n=[410, 22], names=["permits", "archive"])
        >>> kept = rankable(offices)
        >>> kept.labels.tolist(), kept.apart[["unit", "estimate", "n"]].values.tolist()
        ([('permits',)], [['archive', 100.0, 22.0]])
    """
    if isinstance(fewest, bool) or not np.isfinite(fewest) or fewest != int(fewest) or fewest < 0:
        raise SettingError(f"fewest must be a whole number of respondents, zero or more; it is {fewest!r}")
    few = np.nan_to_num(est.n, nan=np.inf) < fewest
    if not few.any():
        return est
    if few.all():
        names = quoted([name_of(label) for label in est.labels[:NAMED]]) + (" …" if len(est) > NAMED else "")
        raise NotEstimable(
            f"every unit has fewer than {fewest} respondents ({names}), too few to be ranked; fewest=0 ranks them all "
            "the same"
        )
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


def too_few(apart: pd.DataFrame) -> pd.Series[bool]:
    """Which rows of an ``apart`` were set apart for too few respondents."""
    return apart["reason"] == REASON


def guarded(est: Estimates, *, fewest: int = FEWEST) -> tuple[Estimates, dict[str, Any]]:
    """Estimates as they are ranked, with the guard for small units and for those near an end of the scale.

    Args:
        est: estimates of k units. fewest: respondents that a unit needs to be ranked; 0 for any number.

    Returns:
        The estimates of the units that may be ranked (:func:`rankable`), with the standard errors of those near an end
        of their scale widened by half an answer at each end (:func:`satmodel.inference.near_end.half_answers`); and the
        settings that a step keeps of it: ``fewest``, ``too_few`` (how many were set apart), ``widened`` (the names).
    """
    kept = rankable(est, fewest=fewest)
    wider, near = half_answers(kept)
    names = tuple(name_of(kept.labels[i]) for i in np.flatnonzero(near))
    return wider, {"fewest": int(fewest), "too_few": len(est) - len(kept), "widened": names}


def told_guard(apart: pd.DataFrame, settings: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What the guard did, from a result's ``apart`` and settings: ``"rankable.few"`` and ``"rankable.near_end"``."""
    found, few, near = [], apart[too_few(apart)], settings["widened"]
    if len(few):
        names = tuple(name_of(row[:-3]) for row in few.head(NAMED).itertuples(index=False, name=None))
        values = {"names": names, "count": len(few), "more": len(few) > NAMED, "fewest": settings["fewest"]}
        found.append(Finding("rankable.few", values))
    if near:
        values = {"names": tuple(near[:NAMED]), "count": len(near), "more": len(near) > NAMED}
        found.append(Finding("rankable.near_end", values))
    return tuple(found)

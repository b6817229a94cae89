"""Units that are listed but not ranked, because too few people answered for them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, quoted
from satmodel.estimation.small import FEWEST, NAMED
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
        names = quoted([name_of(label) for label in est.labels[:NAMED]])
        raise NotEstimable(
            f"every unit has fewer than {fewest} respondents ({names}{' …' if len(est) > NAMED else ''}), too few to be "
            "ranked; fewest=0 ranks them all the same"
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


def told_too_few(apart: pd.DataFrame, fewest: int) -> tuple[Finding, ...]:
    """One finding ``"rankable.few"``: how many units were set apart for too few respondents, and the first of them."""
    few = apart[too_few(apart)]
    if not len(few):
        return ()
    names = tuple(name_of(row[:-3]) for row in few.head(NAMED).itertuples(index=False, name=None))
    values = {"names": names, "count": len(few), "more": len(few) > NAMED, "fewest": int(fewest)}
    return (Finding("rankable.few", values),)

"""Setting apart what cannot be estimated, with the reason, so that nothing is dropped in silence."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable
from satmodel.estimation.estimates import Estimates


def set_apart(whole: Estimates, reasons: NDArray[np.object_], names: list[str]) -> Estimates:
    """Keep the estimates without a reason and list the others in ``apart``.

    Args:
        whole: all k estimates; a value may be ``nan`` only where there is a reason.
        reasons: (k,) the reason's code, empty where there is none.
        names: the levels of the labels to keep.

    Raises:
        NotEstimable: there is a reason for every one.
    """
    good = np.flatnonzero(reasons == "")
    if not len(good):
        raise NotEstimable(f"no standard error can be estimated; the reasons: {', '.join(sorted(set(reasons)))}")
    frame = whole.labels.to_frame(index=False)
    lost = frame.assign(estimate=whole.value, n=whole.n, reason=reasons)[reasons != ""].reset_index(drop=True)
    return Estimates(
        whole.value[good],
        whole.cov[np.ix_(good, good)],
        whole.n[good],
        whole.df[good],
        pd.MultiIndex.from_frame(frame.loc[good, names]),
        whole.step,
        whole.level,
        lost[[*names, "estimate", "n", "reason"]],
    )

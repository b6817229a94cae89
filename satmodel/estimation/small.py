"""Estimates whose intervals hold less often than they say: from few respondents, few clusters, or answers at an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satmodel.estimation.labels import name_of
from satmodel.result import Finding
from satmodel.step import Step

if TYPE_CHECKING:
    from satmodel.estimation.estimates import Estimates

FEWEST = 30  # respondents
FEWEST_DEGREES = 15  # degrees of freedom; below, clusters of unequal sizes make intervals too short (docs/coverage.md)
NAMED = 5  # labels that a warning names


def warnings_of(est: Estimates) -> tuple[Finding, ...]:
    """The warnings about some estimates, each with how many they are and the first of them.

    Args:
        est: the estimates.

    Returns:
        ``estimates.small`` (fewer than 30 respondents), ``estimates.few_clusters`` (30 or more, with fewer than 15
        degrees of freedom) and ``estimates.ceiling`` (30 or more, of which nearly all gave the answer at an end of the
        scale), where they apply. Averages of items are judged by their respondents and degrees of freedom alone.
    """
    small = est.n < FEWEST
    few = ~small & (est.df < FEWEST_DEGREES)
    listed = set(est.step.settings.get("near_end", ()))
    at_end = np.array([name_of(label) in listed for label in est.labels], dtype=bool) & ~small
    found = (
        _finding("estimates.small", est, small, FEWEST),
        _finding("estimates.few_clusters", est, few, FEWEST_DEGREES),
        _finding("estimates.ceiling", est, at_end, None),
    )
    return tuple(finding for finding in found if finding is not None)


def told_overlap(step: Step) -> tuple[Finding, ...]:
    """What a step of means of several rounds says of their overlap; nothing where nobody looked for one."""
    told = step.settings
    if told["overlap"] == "none" and not told["overlap_found"]:
        return ()
    names = ("overlap", "shared", "in_all", "overlap_found", "clustered")
    return (Finding("round_means.overlap", {name: told[name] for name in names}),)


def _finding(kind: str, est: Estimates, where: NDArray[np.bool_], fewest: int | None) -> Finding | None:
    at = np.flatnonzero(where)
    if not len(at):
        return None
    names = tuple(name_of(est.labels[i]) for i in at[:NAMED])
    return Finding(kind, {"fewest": fewest, "count": len(at), "more": len(at) > NAMED, "names": names})

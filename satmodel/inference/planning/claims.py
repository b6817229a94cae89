"""Claims of a lead or a change: below which n none can be established, and from which n on it always is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import SettingError
from satmodel.estimation.bounds import largest_sd, smallest_sd
from satmodel.estimation.labels import quoted
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.critical import tukey_critical
from satmodel.inference.planning.settle_source import scale_ends
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.scale import Scale
from satmodel.survey.sheets.workbooks import table

Array = NDArray[np.float64]

MOST_ITEMS = 12  # items of a composite, whose possible scores are counted out
SHOWN = 12  # claims that are told one by one


@dataclass(frozen=True, slots=True, eq=False)
class Claims(Result):
    """m claims that one score is above another, and the interviews each side needs.

    Attributes:
        names: (m,) the claims. score, against: (m,) the two scores, in points.
        n_least: (m,) interviews on each side below which the difference can never be established, whatever the answers:
            those at the smallest standard deviations; ``nan`` where these may be zero.
        n_at_sd: (m,) interviews from which on it is established at the standard deviation ``sd``.
        n_most: (m,) interviews from which on it always is: those at the largest standard deviations. ``inf`` where the
            two scores are the same.
        sd: the standard deviation, in points. level: confidence level.
        among: how many units each pair was picked from; None for pairs named beforehand.
        turning: (m, 3) the same three numbers as they come out of the formula, not rounded up to whole interviews.
        apart: claims with a score at an end of the scale, with the reason.
        step: how they were made.
    """

    names: tuple[Any, ...]
    score: Array
    against: Array
    n_least: Array
    n_at_sd: Array
    n_most: Array
    turning: Array
    sd: float
    level: float
    among: int | None
    apart: pd.DataFrame
    step: Step

    @property
    def gap(self) -> Array:
        """(m,) the differences, in points."""
        # 9: scores are printed with a few decimals, and their difference needs no more
        return np.round(self.score - self.against, 9)

    @property
    def table(self) -> pd.DataFrame:
        """One row a claim: score, other_score, gap, n_least, n_at_sd, n_most."""
        columns = {
            "score": self.score,
            "other_score": self.against,
            "gap": self.gap,
            "n_least": self.n_least,
            "n_at_sd": self.n_at_sd,
            "n_most": self.n_most,
        }
        return pd.DataFrame(columns, index=pd.Index(self.names, name="claim"))

    @property
    def findings(self) -> tuple[Finding, ...]:
        shared = {"sd": self.sd, "level": self.level}
        parts = zip(self.names, self.gap, self.n_least, self.n_at_sd, self.n_most, strict=True)
        found = [
            Finding(
                "claims.lead",
                shared
                | {
                    "name": name,
                    "gap": float(gap),
                    "n_least": float(least),
                    "n_at_sd": float(at),
                    "n_most": float(most),
                },
            )
            for name, gap, least, at, most in list(parts)[:SHOWN]
        ]
        if self.among is not None:
            found.append(Finding("claims.among", {"among": self.among}))
        rows = self.apart.itertuples(index=False, name=None)
        return (*found, *(Finding("claims.apart", {"name": row[0], "reason": row[-1]}) for row in rows))


def claims(  # noqa: PLR0913 -- what a printed claim leaves open, each by its name
    source: str | Path | pd.DataFrame,
    *,
    claim: str,
    score: str,
    against: str,
    limits: tuple[float, float] | None = None,
    scale: Scale | str | list[float] | tuple[float, ...] | None = None,
    items: int = 1,
    sd: float = 20.0,
    among: int | None = None,
    level: float = 0.95,
    sheet: str | None = None,
) -> Claims:
    """Say of each printed difference how many interviews can never establish it, and how many always do.

    Args:
        source: a workbook, a csv file or a frame, one row a claim.
        claim: the column that names the claims. score, against: the columns of the two scores, in points.
        limits: the ends of the scale, where its levels are not known; there is then no ``n_least``.
        scale: the scale, a preset's name, or the points that an answer can have.
        items: how many items with these answers each score is the plain mean of: its possible values are then closer
            together, and its smallest standard deviation nearer to zero.
        sd: the standard deviation between respondents that is usual, in points; a score near an end of the scale that
            cannot have it counts with the nearest it can have.
        among: how many units the pair was picked from; by default both were named before the scores were seen.
        level: confidence level.
        sheet: the sheet's name.

    Returns:
        The claims, each with the three numbers of interviews, the same on both sides, at least two.

    Assumptions:
        Two independent samples of n respondents each, drawn one by one; with clusters multiply the n by the design
        effect. The scores are plain means of answers on the scale, and close to normal.

    Raises:
        SettingError: no scale or limits, a score outside them, or another setting that cannot be used.
        DataProblems: the table cannot be read, listing every fault.

    Formula:
        n = c² (SD_a² + SD_b²) / gap², with c = z, or q/√2 of ``among`` units; SD² from (b − m)(m − a), the levels next
        to the mean, to (M − m)(m − L), the ends of the scale.

    Source:
        Bhatia and Davis (2000), American Mathematical Monthly 107, 353-357.

    Examples:
        >>> printed = pd.DataFrame({"claim": ["first by 3.15"], "first": [83.78], "second": [80.63]})
        >>> found = claims(printed, claim="claim", score="first", against="second", scale="100/75/50/25/0")
        >>> found.table[["n_least", "n_at_sd", "n_most"]].values.tolist()
        [[98.0, 310.0, 1131.0]]
    """
    _check(level, sd, among, items)
    ends, levels = scale_ends(limits, scale)
    if ends is None:
        raise SettingError("give scale=, or limits=, for the standard deviations that the scores can have")
    read = table(
        source, {"claim": claim, "score": score, "against": against}, numbers=["score", "against"], sheet=sheet
    )
    frame = pd.concat([read.frame, read.totals]).sort_index()  # a claim about an average is a claim like any other
    both = frame[["score", "against"]].to_numpy(dtype=float)
    outside = ((both < ends[0]) | (both > ends[1])).any(axis=1)
    if outside.any():
        raise SettingError(f"outside the limits {ends[0]:g} to {ends[1]:g}: {quoted(frame.loc[outside, 'claim'])}")
    most = largest_sd(both, ends)
    least = np.zeros_like(both) if levels is None else smallest_sd(both, _lattice(levels, items))
    good = (most > 0).all(axis=1)
    turning = _turning(both[good], np.stack([least, np.clip(sd, least, most), most])[:, good], level, among)
    settings = {
        "limits": ends,
        "levels": levels is not None,
        "items": int(items),
        "composite": items > 1,
        "sd": float(sd),
        "among": among,
        "declared": among is None,
        "level": level,
        "count": int(good.sum()),
    }
    apart = frame.loc[~good, ["claim", "score"]].rename(columns={"score": "estimate"}).assign(reason="no_variance")
    return Claims(
        tuple(frame.loc[good, "claim"]),
        *both[good].T,
        # 1e-9: a number that is whole but for rounding
        *np.maximum(np.ceil(turning * (1 - 1e-9)), 2.0),
        turning.T,
        float(sd),
        level,
        None if among is None else int(among),
        apart.reset_index(drop=True),
        Step("claims", settings, (read.step,)),
    )


def _turning(both: Array, spreads: Array, level: float, among: int | None) -> Array:
    """(3, m) the interviews on each side at which m pairs of scores turn, at (3, m, 2) standard deviations."""
    critical = float(stats.norm.isf((1 - level) / 2))
    if among is not None:
        critical = float(tukey_critical(level, int(among), np.array([np.inf]))[0])
    gap = np.round(both[:, 0] - both[:, 1], 9)
    with np.errstate(divide="ignore", invalid="ignore"):  # no difference: no sample size is large enough
        found = critical**2 * (spreads**2).sum(axis=2) / gap**2
    found[0, ~(spreads[0] > 0).any(axis=1)] = np.nan
    return np.asarray(found)


def _lattice(levels: Array, items: int) -> Array:
    """Every score that the mean of so many items can have."""
    return np.array(sorted({round(sum(one) / items, 9) for one in combinations_with_replacement(levels, items)}))


def _check(level: float, sd: float, among: int | None, items: int) -> None:
    check_level(level)
    if not 0 < sd < np.inf:
        raise SettingError(f"sd must be a number of points above zero; it is {sd!r}")
    if among is not None and (among != int(among) or among < 2):
        raise SettingError(f"among must be a whole number of units, two or more; it is {among!r}")
    if items != int(items) or not 1 <= items <= MOST_ITEMS:
        raise SettingError(f"items must be a whole number from 1 to {MOST_ITEMS}; it is {items!r}")
